"""Medicines on their page with the real store: by keys, with now, drafts, reasons, and what cannot be."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.medication import Medication, Purpose
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.pages.medication import MedicationPage
from ucmsc_desktop.pages.medication_form import MedicationForm
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study

from .hands import field_here, give_reason, here, opened, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SUBJECT = "P-001"
NOW = datetime(2026, 4, 1, 9, 30, 15, tzinfo=UTC)


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> MedicationPage:
    empty_study.clock = lambda: NOW
    empty_study.add_participant(SUBJECT, Participant())
    visit = next(planned.key for planned in empty_study.protocol.visits if planned.week is not None)
    return opened(qtbot, MedicationPage(empty_study, SUBJECT, visit))


def form(page: MedicationPage) -> MedicationForm:
    assert page.form is not None
    return page.form


def kept(page: MedicationPage) -> list[Kept[Medication]]:
    return of_type(page.study.records(SUBJECT), Medication)


def listed(page: MedicationPage) -> list[list[str]]:
    table = page.ui.table
    cells = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[cell.text() for cell in row if cell is not None] for row in cells]


def test_a_premedication_by_keys_with_its_time_by_one(page: MedicationPage) -> None:
    assert field_here(form(page)) == "drug"
    press("Antihistamine\np10 mg\nby mouth\nn\n\n")
    assert here() is form(page).next_button
    press("\n")
    (one,) = [one.record for one in kept(page)]
    assert (one.drug, one.purpose, one.dose, one.route) == (
        "Antihistamine",
        Purpose.PREMEDICATION,
        "10 mg",
        "by mouth",
    )
    assert one.given_at == NOW
    assert one.started_on == NOW.date().isoformat()
    assert listed(page) == [["Antihistamine 10 mg", "premedication", "01-Apr-2026 09:30"]]
    assert field_here(form(page)) == "drug"
    assert form(page).record == Medication()


def test_the_time_by_one_tap(page: MedicationPage) -> None:
    press("Antihistamine\np")
    assert form(page).ui.given_at.isVisible()
    form(page).ui.given_at.button.click()
    assert form(page).record.given_at == NOW
    assert not form(page).ui.ongoing.isVisible()
    form(page).undo()
    assert form(page).record.given_at is None
    assert form(page).record.started_on is None


def test_what_is_taken_for_long_has_days_as_far_as_known(page: MedicationPage) -> None:
    press("Tablet\nc5 mg\n\nHigh blood pressure\n2025-03\n")
    assert not form(page).ui.given_at.isVisible()
    press("n")
    assert field_here(form(page)) == "ended_on"
    press("2025\n\n")
    assert [one.record.ended_on for one in kept(page)] == ["2025"]
    assert listed(page) == [["Tablet 5 mg", "concomitant", "2025-03 to 2025"]]


def test_an_ongoing_medicine_ends_at_a_later_visit(page: MedicationPage, qtbot: QtBot) -> None:
    press("Tablet\nc5 mg\n\n\n2025\ny\n")
    later = opened(qtbot, MedicationPage(page.study, SUBJECT, "W4"))
    later.ui.table.setCurrentCell(0, 0)
    assert form(later).key == kept(page)[0].key
    form(later).change()
    seen = give_reason("Ended since")
    form(later).ui.ongoing.setFocus()
    press("n")
    form(later).focus("ended_on")
    press("2026-03-30")
    assert form(later).save()
    assert [one.record.ended_on for one in kept(page)] == ["2026-03-30"]
    assert [field.name for dialog in seen for field in dialog.fields] == ["ongoing"]


def test_names_written_before_are_offered(page: MedicationPage) -> None:
    press("Antihistamine\np10 mg\n\nn\n\n\n")
    QTest.keyClick(form(page).ui.drug.line, Qt.Key.Key_Down)
    names = form(page).ui.drug.list
    assert names.model().index(0, 0).data() == "Antihistamine"
    QTest.keyClick(names, Qt.Key.Key_Down)
    QTest.keyClick(names, Qt.Key.Key_Return)
    assert form(page).record.drug == "Antihistamine"
    assert field_here(form(page)) == "purpose"


def test_a_draft_is_listed_and_taken_up(page: MedicationPage, qtbot: QtBot) -> None:
    press("Antihistamine\np")
    page.leave()
    assert listed(page)[0][:2] == ["Antihistamine", "premedication"]
    again = opened(qtbot, MedicationPage(page.study, SUBJECT, "W4"))
    assert form(again).record.drug == "Antihistamine"
    assert form(again).key.visit == form(page).key.visit


def test_adding_another_leaves_the_draft_and_takes_a_number_of_its_own(page: MedicationPage) -> None:
    press("First\n")
    page.ui.add_button.click()
    press("Second\n")
    assert sorted(row[0] for row in listed(page)) == ["First", "Second"]
    assert len({key.number for key in page.keys}) == 2
    page.ui.table.setCurrentCell([row[0] for row in listed(page)].index("First"), 0)
    assert form(page).record.drug == "First"
    assert form(page).save()
    assert [one.record.drug for one in kept(page)] == ["First"]
    assert sorted(row[0] for row in listed(page)) == ["First", "Second"]


def test_a_number_taken_meanwhile_is_not_written_over(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    nurse = study_as("nurse")
    subject = nurse.subjects()[0]
    first = opened(qtbot, MedicationPage(nurse, subject, "W4"))
    press("Mine\n")
    first.leave()
    key = form(first).key
    first.close()
    investigator = study_as("investigator")
    investigator.save(key, Medication(drug="Theirs"))
    again = opened(qtbot, MedicationPage(study_as("nurse"), subject, "W4"))
    assert form(again).record.drug == "Mine"
    assert form(again).key == Key(subject, "W4", Medication.form, key.number + 1)
    assert again.study.find(key) is not None


def test_contradictions_are_said_at_their_entries(page: MedicationPage) -> None:
    press("Tablet\nc5 mg\n\n\n2026-03-20\nn2026-03-01")
    assert form(page).ui.ended_on.problem() == "The end is before the start."
    form(page).focus("started_on")
    QApplication.processEvents()
    form(page).ui.started_on.line.selectAll()
    press("2027-01-01")
    assert form(page).ui.started_on.problem() == "This day is still to come."


def test_a_disk_that_is_full_keeps_the_entry_open(page: MedicationPage, monkeypatch: pytest.MonkeyPatch) -> None:
    press("First\n")
    page.ui.add_button.click()
    press("Second")

    def refuse(*_args: object, **_named: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(page.study, "keep_draft", refuse)
    page.ui.table.setCurrentCell(1, 0)
    assert form(page).record.drug == "Second"
    monkeypatch.undo()
    page.leave()
    assert "Second" in [row[0] for row in listed(page)]


def test_who_may_not_write_reads(study: Study, study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    subject = study.subjects()[0]
    study.save(Key(subject, "W4", Medication.form, 9), Medication(drug="Tablet"))
    monitor = study_as("monitor")
    page = opened(qtbot, MedicationPage(monitor, subject, "W4"))
    assert not page.ui.add_button.isVisible()
    assert any(row[0] == "Tablet" for row in listed(page))
