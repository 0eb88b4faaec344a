"""The small trajectory of the overview: its two values never stand on each other."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.thumbnail import WEEK, CourseThumbnail


@pytest.mark.parametrize("size", [(290, 200), (420, 160)])
@pytest.mark.parametrize("apart", [1, 2, 6, 14, 84])
@pytest.mark.parametrize(("first", "last"), [(180, 182), (182, 180), (180, 20), (20, 180), (3, 0), (0, 0), (400, 401)])
def test_the_first_and_the_last_value_stand_apart(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], apart: int, first: int, last: int
) -> None:
    theme.apply(qapp, theme.LIGHT)
    small = CourseThumbnail()
    qtbot.addWidget(small)
    small.resize(*size)
    points = (Point(0, first, "W0", State.SIGNED), Point(apart, last, "W1", State.SIGNED))
    small.show_course(Course("P-001", points[0], points), 84)
    late = small._last_place(small._place(apart, last))
    early = small._first_place(small._place(0, first), late)
    assert not early.intersects(late)
    assert QRectF(small.rect()).contains(early)
    small.grab()


@pytest.mark.parametrize("last", [84, 168, 420, 600, 2000, 20_000])
def test_the_names_of_weeks_stand_apart(qtbot: QtBot, qapp: QApplication, last: int) -> None:
    theme.apply(qapp, theme.LIGHT)
    small = CourseThumbnail()
    qtbot.addWidget(small)
    small.resize(290, 200)
    points = tuple(Point(day, 100, f"D{day}", State.SAVED, imported=True) for day in (0, last))
    small.show_course(Course("P-001", points[0], points), 84)
    weeks = small._weeks()
    places = [small._place(7 * week, 0).x() for week in weeks]
    assert weeks[0] == 0
    assert all(after - before >= WEEK for before, after in pairwise(places))
    small.grab()
