"""A candidate from the empty list to the verdict, in the real window and by keys alone, each press counted."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.lab.results import LabPanel, Quality
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.zung import ITEMS, Sas, Sds
from ucmsc_desktop.pages.facts import FactsPage
from ucmsc_desktop.pages.screening import ScreeningPage
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.practice import PRACTICE_PIN
from ucmsc_desktop.store.study import Study

from .events import CONTROL, Keyboard, answered

SUBJECT = "P-013"
MOST_KEYS = 140
SHIFT = Qt.KeyboardModifier.ShiftModifier
LOW = 1
# 43 raw: ten items of 2 more than the least, one of 3 more; the standard score is the integer part of 53.75.
HIGH = {str(number): 2 for number in range(1, 21)} | {"1": 3, "2": 3, "3": 3}


def here(workspace: Workspace) -> str:
    QApplication.processEvents()
    return workspace.place.form


def points_as_keys(scale: type[Sas] | type[Sds], points: dict[str, int]) -> str:
    """The answers that give these points, item after item; a reversed item is answered from the other end."""
    return "".join(
        str(5 - points.get(item, LOW) if item in scale.reversed_items else points.get(item, LOW)) for item in ITEMS
    )


def go_on(workspace: Workspace, keyboard: Keyboard, form: str) -> None:
    keyboard.key(Qt.Key.Key_Return, CONTROL)
    assert here(workspace) == form


def enter_candidate(workspace: Workspace, keyboard: Keyboard, anxiety: dict[str, int], *, woman: bool = False) -> None:
    """Everything that a coordinator asks and measures, from Ctrl+N on."""
    keyboard.key(Qt.Key.Key_N, CONTROL)
    keyboard.press("\tf19800412" if woman else "\tm19800412")
    go_on(workspace, keyboard, "CONSENT")
    keyboard.press("t\n\n2")
    go_on(workspace, keyboard, "PSORIASIS")
    keyboard.press("v2010\nnnn")
    go_on(workspace, keyboard, "THERAPY")
    keyboard.press("n")
    go_on(workspace, keyboard, "TRIALS")
    keyboard.press("nn")
    go_on(workspace, keyboard, "MEDICAL")
    keyboard.key(Qt.Key.Key_N, SHIFT)
    if woman:
        go_on(workspace, keyboard, "REPRODUCTION")
        keyboard.press("ynnn")
    go_on(workspace, keyboard, "MEASURES")
    keyboard.press("62.5\n168" if woman else "82.5\n178")
    go_on(workspace, keyboard, "LAB")
    keyboard.press("t2.35\n45\n24\n28\n68\n.85\n138\n230\n6.4\n" + ("n" if woman else "") + "3.1\n1.9")
    go_on(workspace, keyboard, "SAS")
    keyboard.press(points_as_keys(Sas, anxiety))
    go_on(workspace, keyboard, "SDS")
    keyboard.press(points_as_keys(Sds, {}))


def verdict_beside(workspace: Workspace) -> str:
    """What the verdict beside the form says, as it is read without a click."""
    QApplication.processEvents()
    notice = cast(FactsPage, workspace.page).ui.verdict
    assert notice.isVisible()
    return str(notice.text())


def sign(workspace: Workspace, keyboard: Keyboard) -> None:
    """Ctrl+Enter, and the PIN into the dialog that it opens; then the window has the keyboard again."""
    seen = answered(lambda _dialog: keyboard.press(PRACTICE_PIN))
    keyboard.key(Qt.Key.Key_Return, CONTROL)
    assert seen
    workspace.window().activateWindow()
    QApplication.processEvents()


def score_pasi(workspace: Workspace, keyboard: Keyboard) -> None:
    workspace.open_form("SCR", "PASI")
    QApplication.processEvents()
    keyboard.press("".join("20\n222" for _region in Region))
    sign(workspace, keyboard)


def judge_all(page: ScreeningPage, keyboard: Keyboard, study: Study) -> None:
    for criterion in study.protocol.criteria:
        if criterion.judgement:
            page.focus(f"answers.{criterion.key}")
            keyboard.press("n")


def screening(study: Study) -> Screening:
    kept = study.find(Key(SUBJECT, "SCR", "SCREENING"))
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, Screening)
    return kept.record


def test_to_eligible(workspace: Workspace, study: Study) -> None:
    keyboard = Keyboard()
    enter_candidate(workspace, keyboard, {})
    assert keyboard.count <= MOST_KEYS
    assert verdict_beside(workspace).startswith("Not decided: still needed 2 facts")
    keyboard.key(Qt.Key.Key_Return, CONTROL)
    score_pasi(workspace, keyboard)
    workspace.open_form("SCR", "SCREENING")
    page = cast(ScreeningPage, workspace.page)
    judge_all(page, keyboard, study)
    assert page.ui.verdict.text().startswith("Eligible")
    page.ui.outcome.setFocus()
    keyboard.press("e")
    sign(workspace, keyboard)
    kept = screening(study)
    assert (kept.eligible, kept.outcome) == (True, Outcome.ENROLLED)
    assert kept.facts["SAS.standard"].startswith("25")


def test_a_woman_is_asked_more_and_within_the_same_presses(workspace: Workspace, study: Study) -> None:
    keyboard = Keyboard()
    enter_candidate(workspace, keyboard, {}, woman=True)
    assert keyboard.count <= MOST_KEYS
    assert verdict_beside(workspace).startswith("Not decided: still needed 2 facts (PASI; Body surface area)")
    found = study.find(Key(SUBJECT, "SCR", "LAB"))
    assert found is not None
    assert isinstance(found.record, LabPanel)
    assert found.record.results["HCG"].quality is Quality.NEGATIVE


@pytest.mark.parametrize("decided", [True, False])
def test_to_not_eligible(workspace: Workspace, study: Study, *, decided: bool) -> None:
    keyboard = Keyboard()
    enter_candidate(workspace, keyboard, HIGH)
    words = "Not eligible: SAS standard score 53 is above 50."
    assert verdict_beside(workspace) == words
    assert keyboard.count <= MOST_KEYS
    go_on(workspace, keyboard, "DLQI")
    workspace.open_form("SCR", "SCREENING")
    page = cast(ScreeningPage, workspace.page)
    assert page.ui.verdict.text().startswith(words)
    if decided:
        page.ui.outcome.setFocus()
        keyboard.press("s")
        sign(workspace, keyboard)
        kept = screening(study)
        assert (kept.eligible, kept.outcome) == (False, Outcome.FAILED)
        assert kept.failure_reason == words
