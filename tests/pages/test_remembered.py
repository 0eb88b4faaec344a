"""Who comes back to a page finds it as it was left; what is closed stays closed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.cohorts import settle
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.trajectory import TrajectoryPage
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.study import Study


def cohort(workspace: Workspace) -> CohortPage:
    """The page of the cohort, not read yet."""
    workspace.go(Place(Section.COHORT))
    page = workspace.page
    assert isinstance(page, CohortPage)
    return page


def charts(workspace: Workspace, subject: str) -> TrajectoryPage:
    """The trajectory of a participant."""
    assert workspace.choose_subject(subject)
    workspace.go(Place(Section.CHARTS))
    page = workspace.page
    assert isinstance(page, TrajectoryPage)
    return page


def test_back_from_a_trajectory_the_cohort_is_as_it_was(workspace: Workspace, qtbot: QtBot) -> None:
    page = cohort(workspace)
    settle(page, qtbot)
    page.ui.per_protocol.setChecked(True)
    for choice in (page.charts.measure, page.charts.time, page.charts.given):
        choice.choose(1)
    page.charts.look.choose(0)
    settle(page, qtbot)
    who = page.members[-1].subject
    page.choose(who)
    page.charts.enlarge(page.charts.doses)
    page.ui.views.choose(2)
    left = page.kept_place()
    page.subject_wanted.emit(who)
    again = cohort(workspace)
    assert again is not page
    assert again.kept_place() == left
    settle(again, qtbot)
    assert again.kept_place() == left
    assert again.ui.stack.currentWidget() is again.ui.everyone
    assert again.charts.figures[2].key == page.charts.figures[2].key == "heat"
    assert [one.subject for one in again.members] == [one.subject for one in page.members]
    assert again.charts.courses.view.highlighted() == who


def test_a_cohort_that_is_left_before_it_is_read_loses_nothing(workspace: Workspace, qtbot: QtBot) -> None:
    page = cohort(workspace)
    settle(page, qtbot)
    page.charts.given.choose(1)
    settle(page, qtbot)
    cohort(workspace)
    workspace.go(Place(Section.PATIENTS))
    last = cohort(workspace)
    settle(last, qtbot)
    assert last.charts.given.index() == 1


def test_back_from_a_record_the_trajectory_is_as_it_was(workspace: Workspace) -> None:
    page = charts(workspace, "P-003")
    page.ui.tabs.choose(1)
    page.ui.chart.choose(3)
    page.ui.chart.plot.nearer(0.5)
    left = page.kept_place()
    page.open_button.click()
    assert workspace.place.section is Section.VISIT
    again = charts(workspace, "P-003")
    assert again.kept_place() == left
    assert again.ui.chart.readout.text() == page.ui.chart.readout.text()
    assert again.ui.visits.currentRow() == 3
    assert again.ui.chart.zoom_bar.back_button.isEnabled()
    assert charts(workspace, "P-001").ui.tabs.index() == 0
    assert charts(workspace, "P-003").kept_place() == left


def test_the_cohort_beside_a_trajectory_comes_back(workspace: Workspace, qtbot: QtBot) -> None:
    page = charts(workspace, "P-003")
    with qtbot.waitSignal(page.cohort.ready):
        page.ui.cohort_button.click()
    workspace.go(Place(Section.OVERVIEW))
    again = charts(workspace, "P-003")
    with qtbot.waitSignal(again.cohort.ready):
        assert again.ui.cohort_button.isChecked()


def test_the_cohort_comes_back_to_its_tabs_from_one_without_it(workspace: Workspace, qtbot: QtBot) -> None:
    page = charts(workspace, "P-003")
    with qtbot.waitSignal(page.cohort.ready):
        page.ui.cohort_button.click()
    page.ui.tabs.choose(4)
    workspace.go(Place(Section.OVERVIEW))
    again = charts(workspace, "P-003")
    with qtbot.waitSignal(again.cohort.ready):
        assert not again.ui.cohort_button.isEnabled()
    assert again._shown.spread is None
    again.ui.tabs.choose(0)
    assert again._shown.spread is not None


def test_nothing_closed_is_shown_through_it(workspace: Workspace, study: Study, qtbot: QtBot) -> None:
    page = charts(workspace, "P-003")
    with qtbot.waitSignal(page.cohort.ready):
        page.ui.cohort_button.click()
    page.ui.tabs.choose(1)
    settle(cohort(workspace), qtbot)
    pasi = study.find(Key("P-005", "SCR", "PASI"))
    assert pasi is not None
    key = Key("P-005", "W24", "PASI")
    study.keep_draft(key, pasi.record)
    workspace.go(Place(Section.COHORT))
    assert isinstance(workspace.page, ClosedPage)
    again = charts(workspace, "P-003")
    assert not again.ui.cohort_button.isChecked()
    assert again._shown.spread is None
    workspace.choose_subject("P-005")
    workspace.go(Place(Section.CHARTS))
    assert isinstance(workspace.page, ClosedPage)
    study.discard_draft(key)
    assert charts(workspace, "P-003").ui.tabs.index() == 1


def test_escape_shows_the_whole_before_it_leaves_the_page(workspace: Workspace) -> None:
    page = charts(workspace, "P-003")
    for part in (page.ui.chart, page.ui.visits):
        page.ui.chart.plot.nearer(0.5)
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Escape)
        assert page.ui.chart.plot.zoom.is_whole
        assert workspace.page is page
    QTest.keyClick(page.ui.visits, Qt.Key.Key_Escape)
    assert workspace.place.section is Section.OVERVIEW


def test_copying_in_chart_and_table_copies_the_values_of_the_tab(workspace: Workspace) -> None:
    page = charts(workspace, "P-003")
    page.ui.tabs.choose(1)
    copied = []
    for part in (page.ui.chart, page.ui.visits):
        QApplication.clipboard().setText("before")
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied.append(QApplication.clipboard().text())
    assert copied[0] == copied[1]
    assert "\t-30.3%\t" in copied[0]
    assert not set("\u2212\u00a0\u202f(") & set(copied[0])
