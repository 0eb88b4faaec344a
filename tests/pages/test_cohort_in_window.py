"""The cohort among the other places: from it to a participant's trajectory, and closed while a PASI is scored."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.pages.cohorts import settle
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.study import Study


def opened(workspace: Workspace, qtbot: QtBot) -> CohortPage:
    """The page, everybody read."""
    workspace.go(Place(Section.COHORT))
    page = workspace.page
    assert isinstance(page, CohortPage)
    settle(page, qtbot)
    return page


def test_a_trajectory_is_one_click_away(workspace: Workspace, qtbot: QtBot) -> None:
    page = opened(workspace, qtbot)
    page.charts.courses.view.opened.emit("P-003")
    assert (workspace.place.section, workspace.subject) == (Section.CHARTS, "P-003")


def test_the_progress_of_the_study_is_one_click_away(workspace: Workspace, qtbot: QtBot) -> None:
    page = opened(workspace, qtbot)
    with qtbot.waitSignal(page.section_wanted) as wanted:
        page.ui.progress_button.click()
    assert wanted.args == ["progress"]


def test_who_scores_somebody_sees_nothing_of_the_cohort(workspace: Workspace, study: Study) -> None:
    pasi = study.find(Key("P-003", "SCR", "PASI"))
    assert pasi is not None
    study.keep_draft(Key("P-003", "W24", "PASI"), pasi.record)
    workspace.go(Place(Section.COHORT))
    assert isinstance(workspace.page, ClosedPage)


def test_escape_leaves_the_larger_picture_then_the_participant_and_only_then_the_page(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(workspace, qtbot)
    page.choose("P-003")
    view = page.charts.courses.view
    page.charts.enlarge(page.charts.courses)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not page.charts.is_enlarged
    assert page.who == "P-003"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert page.who == ""
    assert workspace.page is page
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert workspace.page is not page


def test_at_1280_by_720_all_four_are_whole(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.window().resize(1280, 720)
    page = opened(workspace, qtbot)
    qtbot.wait(1)
    views = [panel.geometry() for panel in page.charts.panels]
    room = page.charts.viewport().rect()
    assert [view for view in views if not room.contains(view)] == []
    assert len({view.topLeft().toTuple() for view in views}) == 3
    assert page.height() <= workspace.height()
