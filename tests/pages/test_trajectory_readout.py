"""The line under a trajectory that reads out a point: for the pointer, and in a picture that is saved."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.widgets.trajectory import CAPTION, EDGE, TrajectoryChart


@pytest.fixture
def chart(workspace: Workspace) -> TrajectoryChart:
    """The chart of P-003 in the window, drawn."""
    assert workspace.choose_subject("P-003")
    workspace.go(Place(Section.CHARTS))
    found: TrajectoryChart = workspace.page.ui.chart
    found.grab()
    QTest.mouseMove(workspace.ui.rail, QPoint(5, 5))
    return found


def point_at(chart: TrajectoryChart, visit: str) -> None:
    """Move the pointer over the mark of a visit."""
    viewport = chart.plot.widget.viewport()  # type: ignore[attr-defined]
    place = next(place.toPoint() for place, stop in chart.plot.places() if stop.visit == visit)
    QTest.mouseMove(viewport, place + QPoint(1, 1))
    QTest.mouseMove(viewport, place)


def test_a_point_is_read_while_the_pointer_is_there_and_nothing_is_drawn_anew(
    chart: TrajectoryChart, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart.choose(1)
    qtbot.wait(1)
    chosen, size = chart.readout.text(), chart.plot.widget.size()
    drawn: list[tuple[float, ...]] = []
    monkeypatch.setattr(chart.plot, "draw", lambda *ratio: drawn.append(ratio))
    monkeypatch.setattr(chart.plot._canvas.view, "_draw", lambda: drawn.append(()))
    for visit, words in (("W4", "Week 4"), ("W6", "Week 6: missed"), ("W8", "Week 8")):
        point_at(chart, visit)
        assert chart.readout.text().startswith(words)
        QApplication.processEvents()
        assert chart.plot.widget.size() == size
    assert chart.place == 1
    QTest.mouseMove(workspace.ui.rail, QPoint(5, 5))
    assert chart.readout.text() == chosen
    assert drawn == []


def test_the_words_of_every_point_find_room(chart: TrajectoryChart) -> None:
    for place in range(len(chart._stops)):
        chart.choose(place)
        QApplication.processEvents()
        assert QWidget.height(chart.readout) >= chart.readout.heightForWidth(chart.readout.width())


def test_a_picture_keeps_no_room_for_words_that_are_not_there(chart: TrajectoryChart) -> None:
    point_at(chart, "W4")
    bare = chart.picture()
    chart.choose(1)
    assert chart.picture().height() - bare.height() >= 2 * chart.readout.height()
    assert bare.height() == 2 * (chart.plot.widget.geometry().bottom() + 1 + EDGE + CAPTION)
