"""The screening checklist with real widgets and the real store: answers, verdict, evidence, roles."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.protocol import CriterionKind
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.screening import ScreeningPage
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.widgets import theme

from .hands import give_reason, here, opened, press, sign_with

KEY = Key("P-013", "SCR", "SCREENING")
STARTED = "P-009"


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> ScreeningPage:
    study.add_participant(KEY.subject, Participant())
    return opened(qtbot, ScreeningPage(study, KEY.subject))


def draft_of(study: Study, key: Key = KEY) -> Any:
    draft = study.draft(key)
    return draft.record if draft is not None else None


def keys_for_an_eligible_candidate(page: ScreeningPage) -> list[str]:
    criteria = page.study.protocol.criteria
    return ["Y" if criterion.kind is CriterionKind.INCLUSION else "N" for criterion in criteria]


def answer_all(page: ScreeningPage) -> None:
    page.focus("answers.I1")
    for key in keys_for_an_eligible_candidate(page):
        QTest.keyClicks(here(), key)
        QTest.keyClick(here(), Qt.Key.Key_Down)


def chips(page: ScreeningPage) -> dict[str, str]:
    return {key: row.chip.text() for key, row in page.rows.items()}


def test_an_empty_checklist_says_where_to_begin(page: ScreeningPage, study: Study) -> None:
    assert page.ui.verdict.text() == "13 criteria to answer, start with I1"
    assert list(page.rows) == [criterion.key for criterion in study.protocol.criteria]
    assert set(chips(page).values()) == {"unknown"}
    assert here() is page.rows["I1"].ui.answers
    assert page.record.screened_on == study.clock().date()
    assert page.record.answers == {}
    assert page.save() is False


def test_one_key_an_answer_and_the_verdict_follows(page: ScreeningPage, study: Study) -> None:
    press("Y")
    assert draft_of(study).answers == {"I1": Answer.YES}
    assert chips(page)["I1"] == "met"
    assert page.ui.verdict.text().startswith("Not decided: still needed an answer to I2, I3,")
    QTest.keyClick(here(), Qt.Key.Key_Down)
    press("n")
    assert page.ui.verdict.text().startswith("Not eligible: inclusion I2 is not met (Aged 18 to 65")
    assert page.ui.verdict.status == "error"
    QTest.keyClick(here(), Qt.Key.Key_Up)
    press("U")
    QTest.keyClick(here(), Qt.Key.Key_Up)
    press("J")
    assert draft_of(study).answers == {"I1": Answer.JUDGEMENT, "I2": Answer.NO}


def test_one_tap_an_answer(page: ScreeningPage, study: Study) -> None:
    buttons = page.rows["E3"].ui.answers
    centre = buttons.rects()[0].center().toPoint()
    QTest.mouseClick(buttons, Qt.MouseButton.LeftButton, pos=centre)
    assert draft_of(study).answers == {"E3": Answer.YES}
    assert chips(page)["E3"] == "applies"
    assert page.ui.verdict.text().startswith("Not eligible: exclusion E3 applies (Pregnant")
    QTest.mouseClick(buttons, Qt.MouseButton.LeftButton, pos=centre)
    assert draft_of(study).answers == {}


def test_all_answered_by_26_keys_and_signed(page: ScreeningPage, study: Study) -> None:
    answer_all(page)
    assert page.ui.verdict.text() == "Eligible: every inclusion criterion is met and no exclusion criterion applies."
    assert page.ui.verdict.status == "ok"
    assert set(chips(page).values()) == {"met", "does not apply"}
    inclusions, exclusions = (", ".join(key for key in page.rows if key[0] == kind) for kind in "IE")
    assert page.summary()[1:] == [page.ui.verdict.text(), f"met: {inclusions}", f"does not apply: {exclusions}"]
    seen = sign_with()
    assert page.sign()
    assert seen
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, Screening)
    assert len(kept.record.answers) == 13
    assert kept.record.protocol_version == study.protocol.version
    assert not page.rows["I1"].ui.answers.isVisible()
    assert page.rows["I1"].ui.answer_words.text() == "Yes"


def test_evidence_is_kept_by_its_criterion(page: ScreeningPage, study: Study, qtbot: QtBot) -> None:
    press("Y\n")
    assert here() is page.rows["I1"].ui.evidence.line
    press("PASI 12.4")
    press("\n")
    assert draft_of(study).evidence == {"I1": "PASI 12.4"}
    assert here() is page.rows["I2"].ui.answers
    page.close()
    again = opened(qtbot, ScreeningPage(study, KEY.subject))
    assert again.rows["I1"].ui.evidence.value() == "PASI 12.4"
    assert here() is again.rows["I1"].ui.evidence.line


def test_evidence_is_undone_as_one_step(page: ScreeningPage, study: Study) -> None:
    press("Y\nPASI 12.4\n")
    page.undo()
    assert page.record.evidence == {}
    assert page.rows["I1"].ui.evidence.line.text() == ""
    page.undo()
    assert page.record.answers == {}
    page.redo()
    page.redo()
    assert draft_of(study).evidence == {"I1": "PASI 12.4"}


def test_a_bad_date_is_said_in_place(page: ScreeningPage) -> None:
    page.focus("screened_on")
    page.ui.screened_on.line.selectAll()
    press("31-Nov-2026\t")
    assert "is not a date" in page.ui.screened_on.problem()
    assert page.save() is False


def test_a_further_answer_needs_no_reason_and_a_changed_one_does(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, ScreeningPage(study, STARTED))
    first = page.kept
    assert first is not None
    assert len(first.record.answers) == 3
    page.change()
    page.focus("answers.E3")
    press("n")
    assert page.save()
    page.change()
    page.focus("answers.E3")
    press("y")
    seen = give_reason("Became known later")
    assert page.save()
    table = seen[0].ui.changes
    cells = [table.item(0, column) for column in range(3)]
    assert [cell.text() for cell in cells if cell is not None] == ["Answers by criterion", "E3: No", "E3: Yes"]
    changes = [version.changes for version in study.history(page.key) if version.changes]
    assert [(c.label, c.old, c.new, c.reason) for c in changes[-1]] == [
        ("Answers by criterion: E3", "No", "Yes", "Became known later")
    ]


# Roles


def test_judgement_is_left_to_the_investigator(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("coordinator")
    page = opened(qtbot, ScreeningPage(study, STARTED))
    page.change()
    row = page.rows["E1"]
    assert row.ui.criterion.text().endswith("(investigator's judgement)")
    assert row.ui.answers.words == ("Unknown", "Needs judgement")
    assert row.ui.why.isVisible()
    page.focus("answers.E1")
    press("yn")
    assert "E1" not in page.record.answers
    press("j")
    assert page.record.answers["E1"] is Answer.JUDGEMENT
    assert chips(page)["E1"] == "needs judgement"
    assert "the investigator's judgement on E1" in page.ui.verdict.text()
    assert not page.rows["I1"].ui.why.isVisible()


def test_an_investigators_answer_is_closed_to_a_coordinator(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("coordinator")
    page = opened(qtbot, ScreeningPage(study, "P-001"))
    page.change()
    row = page.rows["E1"]
    assert not row.ui.answers.isVisible()
    assert row.ui.answer_words.text() == "No"
    page.focus("answers.E1")
    assert here() is row.ui.evidence.line
    QTest.keyClick(here(), Qt.Key.Key_Down)
    assert here() is page.rows["E2"].ui.evidence.line


def test_an_investigator_decides_and_approves(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("investigator")
    page = opened(qtbot, ScreeningPage(study, STARTED))
    page.change()
    answer_all(page)
    assert page.ui.verdict.status == "ok"
    assert page.save()
    study.sign(page.key, Signing(Meaning.APPROVAL, PRACTICE_PASSWORD))
    page.refresh()
    assert page.state() is State.SIGNED


@pytest.mark.parametrize("user", ["nurse", "monitor", "assessor"])
def test_others_read(study_as: Callable[[str], Study], qtbot: QtBot, user: str) -> None:
    page = opened(qtbot, ScreeningPage(study_as(user), "P-008"))
    assert page.ui.verdict.text().startswith("Not eligible: inclusion I2 is not met")
    row = page.rows["I2"]
    assert (row.ui.answer_words.text(), row.ui.answers.isVisible()) == ("No", False)
    assert row.ui.evidence.read_only
    assert row.ui.evidence.value() == "Older than 65 years on the day of consent"
    assert not page.rows["I1"].ui.evidence.isVisible()
    assert not page.bar.change_button.isVisible()


# The screen


def test_tab_goes_from_the_date_through_the_rows_to_the_buttons(page: ScreeningPage) -> None:
    page.ui.screened_on.line.setFocus()
    for row in page.rows.values():
        press("\t")
        assert here() is row.ui.answers
        press("\t")
        assert here() is row.ui.evidence.line
    press("\t")
    assert here() in page.ui.record_bar.findChildren(QAbstractButton)


def test_every_criterion_is_in_sight_on_the_smallest_screen(page: ScreeningPage, qapp: QApplication) -> None:
    before = (qapp.font(), qapp.palette())
    theme.apply(qapp, theme.LIGHT)
    answer_all(page)
    qapp.processEvents()
    assert page.size().toTuple() == (1202, 612)
    assert page.ui.rows_area.verticalScrollBar().maximum() == 0
    for row in page.rows.values():
        for child in (row, row.ui.answers, row.ui.evidence, row.chip):
            corner = child.mapTo(page, QPoint(child.width(), child.height()))
            assert (corner.x() <= 1202, corner.y() <= 612) == (True, True), row.criterion.key
        assert row.ui.answers.height() >= 34
        assert row.chip.width() >= row.chip.sizeHint().width()
        assert row.ui.criterion.height() >= row.ui.criterion.heightForWidth(row.ui.criterion.width())
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def test_every_control_has_a_name(page: ScreeningPage) -> None:
    row = page.rows["E9"]
    assert row.ui.answers.accessibleName().startswith("E9: Topical treatment within 2 weeks")
    assert row.ui.answers.accessibleName().endswith("Yes means that it applies.")
    assert row.ui.evidence.line.accessibleName() == "E9, evidence"
    assert row.chip.accessibleName() == "unknown"
