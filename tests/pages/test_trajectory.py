"""The trajectory page on the practice study: cards, table, chart, drafts and the saved picture."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.course import Course, Missed, course, first_infusion
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.pages.layouts import Scroller
from ucmsc_desktop.pages.trajectory import TABS, TrajectoryPage
from ucmsc_desktop.pages.trajectory_data import with_drafts
from ucmsc_desktop.pages.trajectory_rows import missing_words
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

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


def drawn_course(study: Study, subject: str) -> Course:
    return course(study.protocol, subject, with_drafts(subject, study.records(subject), study.drafts()))


def rows(page: TrajectoryPage) -> list[list[str]]:
    table = page.ui.visits
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(4)]
        found.append([item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text() for item in items if item])
    return found


def with_missed_visit(study: Study) -> str:
    return next(
        subject for subject, records in study.everything().items() if course(study.protocol, subject, records).missed
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
    found = drawn_course(study, subject)
    assert page.ui.primary_title.text() == "Week 12 vs baseline"
    assert page.ui.primary_change.text()
    assert page.ui.doses_given.text() == f"{len(found.doses)} of 5"
    assert "million cells in total" in page.ui.doses_words.text()


def test_the_table_lists_every_visit_with_its_state(study: Study, open_page: OpenPage) -> None:
    subject = with_missed_visit(study)
    page = open_page(study, subject)
    found, shown = rows(page), drawn_course(study, subject)
    before = [row for row in found if row[0] in ("Screening", "Week 0")]
    assert before[-1][2:] == ["baseline", "signed"]
    assert all(row[2] == "" for row in before[:-1])
    assert len(found) == len(shown.points) + len(shown.missed)
    missed = next(row for row in found if row[1] == "missed")
    assert missed[2] == ""
    assert missed[3] == shown.missed[0].reason


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
    found = drawn_course(study, subject)
    drawn = [point for point in found.points if point.visit == visit]
    assert [(point.state, point.tenths) for point in drawn] == [(State.DRAFT, assessment.tenths())]
    assert found.baseline in found.points
    assert rows(open_page(study, subject))[-1][3] == "draft"


def test_an_incomplete_draft_is_not_drawn(study: Study) -> None:
    subject, visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, visit, PasiAssessment.form), msgspec.structs.replace(assessment, head_erythema=None))
    assert visit not in {point.visit for point in drawn_course(study, subject).points}


def test_a_draft_that_changes_what_stands_waits(study: Study) -> None:
    subject, _visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, "W0", PasiAssessment.form), assessment)
    assert drawn_course(study, subject) == course(study.protocol, subject, study.records(subject))


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
    assert not page.ui.doses_card.isVisible()
    page.ui.chart.choose(0)
    assert not page.open_button.isEnabled()


def test_a_participant_who_is_only_screened_has_an_empty_chart(study: Study, open_page: OpenPage) -> None:
    study.add_participant("P-099", Participant(consented_on=date(2026, 3, 2)))
    page = open_page(study, "P-099")
    assert page.ui.visits.rowCount() == 0
    assert page.ui.primary_words.text() == "Nothing is scored yet."
    assert "Chart starts with the week-0 PASI." in page.ui.chart.accessibleDescription()


def test_a_saved_picture_is_noted_in_the_trail(study: Study, open_page: OpenPage, tmp_path: Path) -> None:
    subject = with_missed_visit(study)
    open_page(study, subject).saving.save_png(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    last = study.entries(1)[0]
    assert (last.kind, last.subject) == ("export", subject)


def test_a_picture_that_cannot_be_saved_is_said_in_place(
    study: Study, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(study, with_missed_visit(study))
    target = tmp_path / "nowhere" / "chart.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    choose(page, "Save picture…")
    assert "was not saved" in page.ui.problem.text()
    assert page.ui.problem.isVisible()
    target.parent.mkdir()
    choose(page, "Save picture…")
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
    assert missing_words(Missed(42, "W6", ""), "–") == "no reason"


def choose(page: TrajectoryPage, words: str) -> None:
    action = next(action for action in page.saving_menu().actions() if action.text() == words)
    action.trigger()


@pytest.mark.parametrize("place", range(len(TABS)))
def test_each_tab_has_its_table_and_its_walk(study: Study, open_page: OpenPage, place: int) -> None:
    page = open_page(study, with_missed_visit(study))
    page.ui.tabs.choose(place)
    page.grab()
    table = page.ui.visits
    heads = [item.text() for column in range(table.columnCount()) if (item := table.horizontalHeaderItem(column))]
    assert heads[0] == "Visit"
    assert heads[-1] == "State"
    assert page.ui.chart.accessibleDescription().startswith(page._shown.plot.axis)
    QTest.keyClick(page.ui.chart, Qt.Key.Key_Home)
    assert page.ui.visits.currentRow() == 0
    assert page.ui.chart.readout.text().startswith(rows(page)[0][0])


def test_the_visit_stays_chosen_in_the_next_tab(study: Study, open_page: OpenPage) -> None:
    page = open_page(study, with_missed_visit(study))
    page.ui.chart.choose(2)
    before = page.ui.chart.readout.text().split(":")[0]
    page.ui.tabs.choose(TABS.index(page.measure) + 2)
    assert page.ui.chart.readout.text().split(":")[0] == before
    assert page.ui.visits.currentRow() == page.ui.chart.place


def test_a_point_tells_who_assessed_it_and_leads_to_the_form(study: Study, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(study, with_missed_visit(study))
    assert not page.open_button.isEnabled()
    QTest.keyClick(page.ui.chart, Qt.Key.Key_End)
    assert "Assessed by" in page.ui.chart.readout.text()
    with qtbot.waitSignal(page.open_form) as asked:
        page.open_button.click()
    assert asked.args == ["W12", "PASI"]
    with qtbot.waitSignal(page.section_wanted) as asked:
        page.compare_button.click()
    assert asked.args == ["compare"]


def test_the_cohort_is_read_when_it_is_asked_for(study: Study, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(study, with_missed_visit(study))
    assert not shows_cohort(page)
    with qtbot.waitSignal(page.cohort.ready):
        page.ui.cohort_button.click()
    assert shows_cohort(page)
    assert "cohort median" in page.ui.chart.legend.accessibleDescription()
    page.ui.tabs.choose(2)
    assert not page.ui.cohort_button.isEnabled()
    page.ui.tabs.choose(1)
    assert shows_cohort(page)
    page.ui.cohort_button.click()
    assert not shows_cohort(page)


def test_a_cohort_that_was_open_closes_when_an_assessment_begins(
    study: Study, open_page: OpenPage, qtbot: QtBot
) -> None:
    subject, visit, assessment = just_begun(study)
    page = open_page(study, subject)
    with qtbot.waitSignal(page.cohort.ready):
        page.ui.cohort_button.click()
    study.keep_draft(Key(subject, visit, PasiAssessment.form), msgspec.structs.replace(assessment, head_erythema=None))
    page.refresh()
    assert not shows_cohort(page)


def shows_cohort(page: TrajectoryPage) -> bool:
    return page._shown.spread is not None


def test_the_cohort_is_closed_to_assessors_and_while_a_pasi_is_open(study: Study, open_page: OpenPage) -> None:
    subject, visit, assessment = just_begun(study)
    study.keep_draft(Key(subject, visit, PasiAssessment.form), msgspec.structs.replace(assessment, head_erythema=None))
    page = open_page(study, subject)
    assert not page.ui.cohort_button.isEnabled()
    assert subject in page.ui.cohort_button.accessibleDescription()
    study.account = msgspec.structs.replace(study.account, roles=(Role.ASSESSOR,))
    page.refresh()
    assert "Beside a participant assessors see no cohort" in page.ui.cohort_button.accessibleDescription()


def test_who_turns_the_cohort_off_again_waits_for_nothing(study: Study, open_page: OpenPage) -> None:
    page = open_page(study, with_missed_visit(study))
    said: list[str] = []
    page.status.connect(said.append)
    page.ui.cohort_button.click()
    page.ui.cohort_button.click()
    assert said == ["Reading the cohort…", ""]


def test_the_page_wears_another_look_at_once(study: Study, open_page: OpenPage, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    page = open_page(study, with_missed_visit(study))
    before = page.ui.save_button.icon().cacheKey()
    try:
        theme.apply(qapp, theme.DARK)
        assert theme.DARK.ok in page.ui.primary_change.styleSheet()
        assert page.ui.save_button.icon().cacheKey() != before
    finally:
        theme.apply(qapp, theme.LIGHT)


def test_values_are_copied_as_cells_and_the_picture_as_a_picture(study: Study, open_page: OpenPage) -> None:
    subject = with_missed_visit(study)
    page = open_page(study, subject)
    choose(page, "Copy values")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Participant", "Visit", "Day"]
    assert len(lines) == 1 + page.ui.visits.rowCount()
    assert len({line.count("\t") for line in lines}) == 1
    choose(page, "Copy picture")
    assert QGuiApplication.clipboard().image().width() > page.ui.chart.width()
    assert [entry.kind for entry in study.entries(2)] == ["export", "export"]


def test_the_tab_is_saved_as_a_page(study: Study, open_page: OpenPage, tmp_path: Path) -> None:
    subject = with_missed_visit(study)
    page = open_page(study, subject)
    page.ui.tabs.choose(2)
    page.saving.save_pdf(tmp_path / "chart.pdf", page._data, page._shown)
    assert subject in pypdf.PdfReader(tmp_path / "chart.pdf").pages[0].extract_text()
    assert study.entries(1)[0].kind == "print"


def test_large_text_puts_the_cards_under_the_chart(study: Study, qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT, 150)
    try:
        page = TrajectoryPage(study, with_missed_visit(study))
        room = Scroller(page)
        qtbot.addWidget(room)
        room.resize(1202, 612)
        room.show()
        qtbot.waitUntil(lambda: page.ui.side.y() > page.ui.chart_card.geometry().bottom())
        assert page.width() <= 1202
        room.resize(1842, 900)
        qtbot.waitUntil(lambda: page.ui.side.x() > page.ui.chart_card.geometry().right())
    finally:
        theme.apply(qapp, theme.LIGHT)
