"""The facts of a candidate, entered at the window by keyboard: the list of forms, the live verdict, the way through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.pages.facts import FactsPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .at_window import press
from .events import Keyboard

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CODE = "P-777"
MOST_KEYS = 60
"""The plain forms of a man without treatments: of the 140 keys for all facts of a candidate."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def candidate(study: Study, sex: Sex = Sex.MALE, born: str = "1988-05-17") -> None:
    """Enter a candidate of whom nothing else is known."""
    study.add_participant(CODE, Participant(sex=sex, birth_date=PartialDate(born)))


def at(workspace: Workspace, form: str) -> FactsPage:
    """Open a form of the candidate at screening."""
    if workspace.subject != CODE:
        workspace.open_subject(CODE)
    workspace.open_form("SCR", form)
    assert isinstance(workspace.page, FactsPage)
    return workspace.page


def listed(page: FactsPage) -> list[str]:
    """The words of the list."""
    return [page.ui.forms.item(row).text() for row in range(page.ui.forms.count())]


def kept(study: Study, form: str) -> Any:
    """What is saved of a form."""
    found = study.find(Key(CODE, "" if form == "DM" else "SCR", form))
    return found.record if found is not None else None


def enter(workspace: Workspace, keyboard: Keyboard, *forms: tuple[str, str]) -> None:
    """Type each form where the keyboard is, and save it with Ctrl+Enter."""
    for form, keys in forms:
        assert workspace.place.form == form
        keyboard.press(keys)
        keyboard.key(Qt.Key.Key_Return, CTRL)


def test_the_plain_facts_of_a_man_take_few_keys(window: MainWindow, workspace: Workspace, study: Study) -> None:
    workspace.patients.new_wanted.emit()
    code = workspace.page.ui.code.text()
    keyboard = Keyboard()
    keyboard.press("\nM19880517")
    keyboard.key(Qt.Key.Key_Return, CTRL)
    enter(
        workspace,
        keyboard,
        ("CONSENT", "T1.2"),
        ("PSORIASIS", "V2010\nNNN"),
        ("THERAPY", "N"),
        ("TRIALS", "NN"),
    )
    assert workspace.place.form == "MEDICAL"
    keyboard.key(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    keyboard.key(Qt.Key.Key_Return)
    enter(workspace, keyboard, ("MEASURES", "68.5\n172\n128\n82\n72\n36.6"))
    assert workspace.place == Place(Section.VISIT, "SCR", "LAB")
    assert keyboard.count <= MOST_KEYS, keyboard.count
    records: dict[str, Any] = {entry.key.form: entry.record for entry in study.records(code)}
    assert set(records) == {"DM", "CONSENT", "PSORIASIS", "THERAPY", "TRIALS", "MEDICAL", "MEASURES"}
    assert records["DM"] == Participant(sex=Sex.MALE, birth_date=PartialDate("1988-05-17"))
    assert records["CONSENT"] == Consent(signed_on=study.clock().date(), document_version="1.2")
    assert records["PSORIASIS"] == PsoriasisHistory(
        psoriasis_type=PsoriasisType.VULGARIS,
        since=PartialDate("2010"),
        face_only=False,
        acute_progressive=False,
        erythroderma_tendency=False,
    )
    lines = msgspec.structs.asdict(records["MEDICAL"])
    assert [lines[name] for name in lines if name not in ("missing", "allergies", "details")] == [False] * 12
    assert str(records["MEASURES"].bmi) == "23.2"


def test_the_verdict_follows_each_edit_and_says_what_it_rests_on(workspace: Workspace, study: Study) -> None:
    candidate(study, born="2015-01-01")
    page = at(workspace, "CONSENT")
    verdict, resting = page.ui.verdict, page.ui.resting
    assert verdict.text().startswith("Not decided: ")
    assert not resting.isVisible()
    Keyboard().press("T")
    assert verdict.text().startswith("Not eligible: ")
    assert (verdict.status, resting.isVisible()) == ("error", True)
    assert kept(study, "CONSENT") is None, "the verdict is read before anything is saved"
    press(workspace.window(), Qt.Key.Key_S, CTRL)  # type: ignore[arg-type]
    assert verdict.text().startswith("Not eligible: ")
    assert not resting.isVisible()


@pytest.mark.parametrize(("sex", "asked"), [(Sex.MALE, False), (Sex.FEMALE, True)])
def test_a_man_is_not_asked_about_pregnancy(workspace: Workspace, study: Study, sex: Sex, asked: bool) -> None:
    candidate(study, sex)
    assert ("Reproduction" in listed(at(workspace, "DM"))) is asked


def test_the_list_shows_how_far_each_form_is(workspace: Workspace, study: Study) -> None:
    candidate(study)
    study.save(Key(CODE, "SCR", "MEDICAL"), MedicalHistory(heart=False))
    study.save(Key(CODE, "SCR", "TRIALS"), OtherTrials(taking_part=False, before=False))
    study.keep_draft(Key(CODE, "SCR", "CONSENT"), Consent(document_version="3"))
    page = at(workspace, "PSORIASIS")
    icons = {choice.key: choice.icon for choice in page._choices}
    assert [icons[form] for form in ("DM", "CONSENT", "PSORIASIS", "TRIALS", "MEDICAL")] == [
        "circle-check",
        "pencil",
        "circle",
        "circle-check",
        "circle-dot",
    ]
    assert page.next_form() == "THERAPY", "one that was saved with gaps is not asked again of itself"
    assert workspace.ui.tabs.tab(next(iter(_tab_keys(workspace)))).text() == "Facts"


def _tab_keys(workspace: Workspace) -> list[str]:
    return [choice.key for choice in workspace.ui.tabs._forms]


def test_one_tab_stands_for_all_facts(window: MainWindow, workspace: Workspace, study: Study) -> None:
    candidate(study)
    page = at(workspace, "MEASURES")
    assert [choice.words for choice in workspace.ui.tabs._forms][:3] == ["Facts", "Eligibility", "PASI"]
    assert workspace.ui.tabs.tab("CONSENT").isChecked(), "the tab leads to the first open form, whichever is shown"
    press(window, Qt.Key.Key_1, ALT)
    assert workspace.place.form == "CONSENT"
    assert workspace.page is not page


def test_alt_and_arrows_go_from_form_to_form(window: MainWindow, workspace: Workspace, study: Study) -> None:
    candidate(study)
    at(workspace, "PSORIASIS")
    for key, form in (
        (Qt.Key.Key_Down, "THERAPY"),
        (Qt.Key.Key_PageDown, "TRIALS"),
        (Qt.Key.Key_Up, "THERAPY"),
        (Qt.Key.Key_PageUp, "PSORIASIS"),
        (Qt.Key.Key_PageUp, "CONSENT"),
    ):
        press(window, key, ALT)
        assert workspace.place.form == form
    press(window, Qt.Key.Key_Down, ALT)
    assert workspace.place.form == "CONSENT", "in a date these keys open the calendar"


def test_a_click_in_the_list_opens_a_form(workspace: Workspace, study: Study) -> None:
    candidate(study)
    forms = at(workspace, "CONSENT").ui.forms
    row = listed(workspace.page).index("Other trials")
    where = forms.visualItemRect(forms.item(row)).center()
    QTest.mouseClick(forms.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert workspace.place.form == "TRIALS"


def test_what_is_typed_is_there_after_another_form(workspace: Workspace, study: Study) -> None:
    candidate(study)
    at(workspace, "CONSENT").focus("document_version")
    Keyboard().press("1.2")
    at(workspace, "TRIALS")
    page = at(workspace, "CONSENT")
    assert page.page.record.document_version == "1.2"
    assert page.drafted_at is not None
    assert page.page.place() == "document_version"


def test_a_missing_fact_is_a_link_to_its_field(workspace: Workspace, study: Study) -> None:
    candidate(study)
    study.save(Key(CODE, "SCR", "CONSENT"), Consent(signed_on=date(2026, 3, 2)))
    at(workspace, "DM")
    workspace.open_form("SCR", "PSORIASIS", "acute_progressive")
    assert workspace.page.page.place() == "acute_progressive"
    workspace.open_form("SCR", "CONSENT", "signed_on")
    assert not workspace.page.page.editing, "what stands is shown"
    workspace.open_form("SCR", "CONSENT", "document_version")
    assert workspace.page.page.editing, "what is open is entered"
    assert workspace.page.page.place() == "document_version"


def test_a_draft_of_the_demography_is_taken_up_at_screening(workspace: Workspace, study: Study) -> None:
    candidate(study)
    key = Key(CODE, "", "DM")
    study.keep_draft(key, Participant(sex=Sex.FEMALE, birth_date=PartialDate("1988")), "birth_date")
    workspace._continue(CODE, key)
    assert workspace.place == Place(Section.VISIT, "SCR", "DM")
    assert workspace.page.page.record.sex is Sex.FEMALE
    assert listed(workspace.page)[0] == "Demography"


def test_a_role_without_writing_reads_the_facts(
    make: Callable[..., MainWindow], study_as: Callable[[str], Study]
) -> None:
    candidate(study_as("coordinator"))
    study = study_as("monitor")
    window = make(study.folder)
    window.begin(study)
    assert window.workspace is not None
    page = at(window.workspace, "CONSENT")
    assert not page.page.editing
    assert page.ui.verdict.text().startswith("Not decided: ")
    assert page.page.next_button.text() == "Next"
    assert page.next_form() == "PSORIASIS", "who only reads goes through all forms"
    assert at(window.workspace, "DLQI").next_form() == "SCREENING"


def test_facts_of_a_visit_are_judged_as_they_are_typed(workspace: Workspace, study: Study) -> None:
    """What is typed stands in for what is saved of the same form, never beside it."""
    candidate(study)
    study.save(Key(CODE, "SCR", "CONSENT"), Consent(signed_on=date(2026, 3, 2), document_version="1"))
    page = at(workspace, "CONSENT")
    before = page.ui.verdict.text()
    page.page.change()
    typed: Record = msgspec.structs.replace(page.page.record, signed_on=None)
    page.page.put(typed, "signed_on")
    assert page.ui.verdict.text() != before
    assert page.ui.resting.isVisible()


# Room


def form_of(page: FactsPage) -> Any:
    """The open form, which each kind of facts has of its own."""
    return page.page


def out_of_range(study: Study) -> None:
    """Results of which nearly every one excludes the candidate: a verdict of many sentences."""
    found = {"CA": ("1.5", "mmol/L"), "PLAT": ("50", "10^9/L"), "WBC": ("2.0", "10^9/L"), "HGB": ("60", "g/L")}
    found |= {"AST": ("240", "U/L"), "ALT": ("280", "U/L"), "CREAT": ("300", "µmol/L"), "CYSTATC": ("2.5", "mg/L")}
    limits = {"lln": Decimal("0.1"), "uln": Decimal("1.1"), "confirmed": True}
    results = {code: LabResult(value=Decimal(value), unit=unit, **limits) for code, (value, unit) in found.items()}  # type: ignore[arg-type]
    study.save(Key(CODE, "SCR", "CONSENT"), Consent(signed_on=date(2026, 3, 1), document_version="1"))
    study.save(Key(CODE, "SCR", "LAB"), LabPanel(sampled_on=date(2026, 3, 2), results=results))


def in_window(page: FactsPage, window: MainWindow) -> bool:
    """Whether the last button of the form lies in the window."""
    button = page.page.next_button
    corner = button.mapTo(window, button.rect().bottomRight())
    return window.rect().contains(corner) and not button.visibleRegion().isEmpty()


def test_a_long_verdict_scrolls_and_leaves_the_buttons_in_the_window(
    window: MainWindow, workspace: Workspace, study: Study
) -> None:
    candidate(study)
    out_of_range(study)
    page = at(workspace, "LAB")
    page.page.change()
    QApplication.processEvents()
    room = page.ui.room
    assert page.ui.verdict.text().count("\n") >= 5, "each reason stands on a line of its own"
    assert room.verticalScrollBar().maximum() > 0
    assert room.focusPolicy() is Qt.FocusPolicy.StrongFocus, "the keyboard reaches what is out of sight"
    assert page.ui.forms.visualItemRect(page.ui.forms.currentItem()).bottom() <= page.ui.forms.viewport().height()
    page.page.bar.say("A sentence that wraps must not make the page higher than the window.")
    QApplication.processEvents()
    assert in_window(page, window)


def test_large_text_puts_list_and_verdict_above_the_form(
    make: Callable[..., MainWindow], study: Study, qapp: QApplication
) -> None:
    candidate(study)
    out_of_range(study)
    before = (qapp.palette(), qapp.font())
    theme.apply(qapp, theme.LIGHT, 150)
    window = make(study.folder)
    window.begin(study)
    workspace = window.workspace
    assert workspace is not None
    page = at(workspace, "LAB")
    QApplication.processEvents()
    assert not page.ui.forms.isVisible()
    assert page.ui.form_box.currentText() == "Laboratory"
    assert in_window(page, window)
    assert form_of(page).ui.rows_area.horizontalScrollBar().maximum() == 0
    page.ui.form_box.setCurrentIndex(0)
    page.ui.form_box.activated.emit(0)
    assert workspace.place.form == "DM"
    qapp.setStyleSheet("")
    qapp.setPalette(before[0])
    qapp.setFont(before[1])


# Keys


def test_enter_behind_the_last_entry_leads_to_the_button_and_does_not_press_it(
    workspace: Workspace, study: Study
) -> None:
    candidate(study)
    page = at(workspace, "THERAPY")
    keyboard = Keyboard()
    keyboard.press("YOintment\nT2020\nN2025-11\n")
    assert form_of(page).ui.add_button.hasFocus()
    assert list(form_of(page).rows) == ["1"]
    at(workspace, "MEASURES").page.focus("temperature")
    keyboard.press("36.6\n")
    assert page is not workspace.page
    assert workspace.place.form == "MEASURES", "going on is a key of its own"
    assert kept(study, "MEASURES") is None


def test_up_and_down_go_between_questions_and_answer_none(workspace: Workspace, study: Study) -> None:
    candidate(study, Sex.FEMALE)
    page = at(workspace, "REPRODUCTION")
    keyboard = Keyboard()
    keyboard.press("YN")
    assert page.page.place() == "lactating"
    for key, there in (
        (Qt.Key.Key_Down, "ever"),
        (Qt.Key.Key_Down, "contraception"),
        (Qt.Key.Key_Up, "ever"),
        (Qt.Key.Key_Up, "lactating"),
    ):
        keyboard.key(key)
        assert page.page.place() == there
    assert (page.page.record.lactating, page.page.record.ever) == (None, None)


def test_a_repeat_sample_stands_beside_the_first_in_the_verdict(workspace: Workspace, study: Study) -> None:
    candidate(study)
    out_of_range(study)
    page = at(workspace, "LAB")
    before = page.ui.verdict.text()
    form_of(page).new_sample()
    assert page.ui.verdict.text() == before, "an empty sample takes nothing back"


def test_many_treatments_scroll_and_leave_the_buttons_in_the_window(
    window: MainWindow, workspace: Workspace, study: Study
) -> None:
    candidate(study)
    page = at(workspace, "THERAPY")
    keyboard = Keyboard()
    keyboard.press("YOintment\nT2020\nN2025-11\n")
    for _number in range(3):
        keyboard.press("\n")
        QApplication.processEvents()
        keyboard.press("Ointment\nT2020\nN2025-11")
        QApplication.processEvents()
        here = QApplication.focusWidget()
        assert here is not None
        assert here.visibleRegion().boundingRect().height() >= here.height() - 1, "the entry is brought into sight"
        keyboard.press("\n")
    assert len(form_of(page).rows) == 4
    assert in_window(page, window)
