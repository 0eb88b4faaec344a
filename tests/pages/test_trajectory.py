"""The trajectory page on the practice study: cards, table, chart, drafts and the saved picture."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.course import Missed, first_infusion
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.pages.trajectory import TrajectoryPage, course_with_drafts
from ucmsc_desktop.store.study import Study

OpenPage = Callable[[Study, str], TrajectoryPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> OpenPage:
    def make(study: Study, subject: str) -> TrajectoryPage:
        page = TrajectoryPage(study, subject)
        qtbot.addWidget(page)
        page.resize(1202, 612)
        page.show()
        return page

    return make


def rows(page: TrajectoryPage) -> list[list[str]]:
    table = page.ui.visits
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(4)]
        found.append([item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text() for item in items if item])
    return found


def with_missed_visit(study: Study) -> str:
    return next(
        subject
        for subject, records in study.everything().items()
        if course_with_drafts(study.protocol, subject, records, []).missed
    )


def just_begun(study: Study) -> tuple[str, str, PasiAssessment]:
    """A participant in treatment, a planned visit without a record, and an assessment that could be made there."""
    for subject, records in study.everything().items():
        done = {kept.key.visit for kept in records}
        first = first_infusion(records)
        visit = next((visit for visit in study.protocol.timed_visits if visit.key not in done), None)
        if first is not None and visit is not None:
            template = of_type(records, PasiAssessment)[0].record
            on = first + timedelta(days=visit.day or 0)
            return subject, visit.key, msgspec.structs.replace(template, assessed_on=on)
    raise LookupError


def test_every_participant_of_the_practice_study_is_shown(study: Study, open_page: OpenPage) -> None:
    for subject in study.subjects():
        page = open_page(study, subject)
        assert page.ui.chart.accessibleDescription()
        assert page.minimumSizeHint().width() <= 1202
        assert page.minimumSizeHint().height() <= 612


def test_the_cards_tell_the_primary_visit_and_the_doses(study: Study, open_page: OpenPage) -> None:
    subject = with_missed_visit(study)
    page = open_page(study, subject)
    course = course_with_drafts(study.protocol, subject, study.records(subject), [])
    assert page.ui.primary_title.text() == "Week 12 vs baseline"
    assert page.ui.primary_change.text()
    assert page.ui.doses_given.text() == f"{len(course.doses)} of 5"
    assert "million cells in total" in page.ui.doses_words.text()


def test_the_table_lists_every_visit_with_its_state(study: Study, open_page: OpenPage) -> None:
    subject = with_missed_visit(study)
    page = open_page(study, subject)
    found = rows(page)
    course = course_with_drafts(study.protocol, subject, study.records(subject), [])
    before = [row for row in found if row[0] in ("Screening", "Week 0")]
    assert before[-1][2:] == ["baseline", "signed"]
    assert all(row[2] == "" for row in before[:-1])
    assert len(found) == len(course.points) + len(course.missed)
    missed = next(row for row in found if row[1] == "missed")
    assert missed[2] == ""
    assert missed[3] == course.missed[0].reason


def test_row_and_point_are_chosen_together(study: Study, open_page: OpenPage) -> None:
    page = open_page(study, with_missed_visit(study))
    page.ui.visits.setCurrentCell(1, 0)
    assert page.ui.chart.readout.text().startswith(rows(page)[1][0])
    QTest.keyClick(page.ui.chart, Qt.Key.Key_End)
    assert page.ui.visits.currentRow() == page.ui.visits.rowCount() - 1


def test_a_row_leads_to_its_form(study: Study, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(study, with_missed_visit(study))
    with qtbot.waitSignal(page.open_form) as asked:
        page.ui.visits.itemActivated.emit(page.ui.visits.item(page.ui.visits.rowCount() - 1, 1))
    assert asked.args == ["W12", "PASI"]


def test_a_complete_draft_is_a_hollow_point(study: Study, open_page: OpenPage) -> None:
    subject, visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, visit, PasiAssessment.form), assessment)
    course = course_with_drafts(study.protocol, subject, study.records(subject), study.drafts())
    drawn = [point for point in course.points if point.visit == visit]
    assert [(point.state, point.tenths) for point in drawn] == [(State.DRAFT, assessment.tenths())]
    assert course.baseline in course.points
    assert rows(open_page(study, subject))[-1][3] == "draft"


def test_an_incomplete_draft_is_not_drawn(study: Study) -> None:
    subject, visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, visit, PasiAssessment.form), msgspec.structs.replace(assessment, head_erythema=None))
    course = course_with_drafts(study.protocol, subject, study.records(subject), study.drafts())
    assert visit not in {point.visit for point in course.points}


def test_a_draft_that_changes_what_stands_waits(study: Study) -> None:
    subject, _visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, "W0", PasiAssessment.form), assessment)
    course = course_with_drafts(study.protocol, subject, study.records(subject), study.drafts())
    assert course == course_with_drafts(study.protocol, subject, study.records(subject), [])


def test_an_earlier_record_is_marked_as_imported(study: Study, open_page: OpenPage) -> None:
    values = {0: 140, 7: 77, 14: None, 21: 35}
    records = [
        (
            Key("UVB-1", f"D{day}", HistoricalPasi.form),
            HistoricalPasi(
                day=day,
                total_tenths=value,
                source="registry",
                missing={} if value is not None else {"total_tenths": MissingReason.LOST},
            ),
        )
        for day, value in values.items()
    ]
    study.import_participants([("UVB-1", Participant(source="registry"), records)], "registry.csv")
    page = open_page(study, "UVB-1")
    assert [row[3] for row in rows(page)] == ["imported", "imported", "lost to follow-up", "imported"]
    assert page.ui.primary_change.text() == "−75.0\u00a0%"
    assert "Taken over from an earlier record" in page.ui.chart.note.text()


def test_a_participant_who_is_only_screened_has_an_empty_chart(study: Study, open_page: OpenPage) -> None:
    study.add_participant("P-099", Participant(consented_on=date(2026, 3, 2)))
    page = open_page(study, "P-099")
    assert page.ui.visits.rowCount() == 0
    assert page.ui.primary_words.text() == "Nothing is scored yet."
    assert page.ui.chart.accessibleDescription() == "Chart starts with the week-0 PASI."


def test_a_saved_picture_is_noted_in_the_trail(study: Study, open_page: OpenPage, tmp_path: Path) -> None:
    subject = with_missed_visit(study)
    open_page(study, subject).save_png(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    last = study.entries(1)[0]
    assert (last.kind, last.subject) == ("export", subject)


def test_a_picture_that_cannot_be_saved_is_said_in_place(
    study: Study, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(study, with_missed_visit(study))
    target = tmp_path / "nowhere" / "chart.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.ui.save_button.click()
    assert "was not saved" in page.ui.problem.text()
    assert page.ui.problem.isVisible()
    target.parent.mkdir()
    page.ui.save_button.click()
    assert target.exists()
    assert not page.ui.problem.isVisible()


def test_refresh_shows_what_was_stored_meanwhile(study: Study, open_page: OpenPage) -> None:
    subject, visit, assessment = just_begun(study)
    page = open_page(study, subject)
    before = page.ui.visits.rowCount()
    study.save(Key(subject, visit, PasiAssessment.form), assessment)
    page.refresh()
    assert page.ui.visits.rowCount() == before + 1
    assert rows(page)[-1][3] == "not signed"


def test_a_missed_visit_without_reason_says_so() -> None:
    from ucmsc_desktop.pages.trajectory import chip_words

    assert chip_words(Missed(42, "W6", "")) == "no reason"
