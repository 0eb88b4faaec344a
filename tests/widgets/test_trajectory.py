"""The trajectory chart: walked along with the keyboard, clicked, heard, saved, and drawn without words on words."""

import itertools
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Dose, Missed, Point
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory import TrajectoryChart
from ucmsc_desktop.widgets.trajectory_labels import spread

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
MISSED = (Missed(42, "W6", "travel"),)
DOSES = tuple(
    Dose(7 * week, f"W{week}", Decimal(cells), Fraction(part) / 100)
    for week, cells, part in ((0, 137_000_000, 100), (2, 137_000_000, 100), (4, 136_600_000, 99), (8, 88_000_000, 64))
)


def course(*tenths: int, weeks: tuple[int, ...] = (0, 2, 4, 8, 12, 24), state: State = State.SIGNED) -> Course:
    points = tuple(Point(7 * week, value, f"W{week}", state) for week, value in zip(weeks, tenths, strict=False))
    baseline = points[0] if points and points[0].day == 0 else None
    return Course("P-003", baseline, points, DOSES if points else (), MISSED if len(points) > 3 else ())


COURSES = {
    "picture": course(186, 164, 120, 63, 32),
    "follow-up": course(186, 164, 120, 63, 32, 140),
    "worse": course(52, 104, 255, 300, 401),
    "nothing": course(),
    "one": course(186, state=State.DRAFT),
    "cleared": course(0, 0, 0),
    "slight": course(9, 7, 4, 1, 0),
    "late": course(164, 120, weeks=(2, 4)),
    "many": Course("R", *(lambda p: (p[0], p))(tuple(Point(4 * n, 400 - n, f"D{n}", State.SAVED) for n in range(200)))),
}


@pytest.fixture
def chart(qtbot: QtBot, qapp: QApplication) -> TrajectoryChart:
    theme.apply(qapp, theme.LIGHT)
    made = TrajectoryChart()
    qtbot.addWidget(made)
    made.resize(800, 480)
    made.show()
    return made


def words(chart: TrajectoryChart) -> list[str]:
    """What is written in the plot."""
    return [item.text() for item in chart.plot._words if isinstance(item, QGraphicsSimpleTextItem)]


def inked(item: QGraphicsSimpleTextItem) -> QRectF:
    """Where the letters of a text are, without the room that its font keeps."""
    metrics = QFontMetricsF(item.font())
    return metrics.tightBoundingRect(item.text()).translated(item.pos() + QPointF(0, metrics.ascent()))


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("size", [(760, 430), (1100, 700)])
def test_no_words_cover_others(chart: TrajectoryChart, name: str, size: tuple[int, int]) -> None:
    chart.resize(*size)
    chart.show_course(COURSES[name], PROTOCOL)
    QTest.qWait(0)
    items = [item for item in chart.plot._words if isinstance(item, QGraphicsSimpleTextItem)]
    assert items
    for first, second in itertools.combinations(items, 2):
        assert not inked(first).intersects(inked(second)), (first.text(), second.text())


def test_values_lines_doses_and_missed_visits_are_written(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    written = words(chart)
    assert {"18.6", "3.2", "PASI 50 ≤ 9.3", "PASI 75 ≤ 4.6", "PASI 90 ≤ 1.8"} <= set(written)
    assert {"missed", "not given", "136.6", "88 (64\u00a0%)"} <= set(written)


def test_a_draft_is_named_at_its_point(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["one"], PROTOCOL)
    assert "18.6 draft" in words(chart)


def test_an_empty_course_says_what_it_waits_for(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["nothing"], PROTOCOL)
    assert "Chart starts with the week-0 PASI" in words(chart)
    assert chart.accessibleDescription() == "Chart starts with the week-0 PASI."


@pytest.mark.parametrize(("name", "part"), [("cleared", "baseline PASI is 0.0"), ("late", "No PASI before")])
def test_without_lines_the_reason_stands_over_the_plot(chart: TrajectoryChart, name: str, part: str) -> None:
    chart.show_course(COURSES[name], PROTOCOL)
    assert part in chart.note.text()
    assert chart.note.isVisible()
    assert not any(written.startswith("PASI") for written in words(chart))


def test_of_many_values_only_the_telling_ones_are_written(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["many"], PROTOCOL)
    assert {"40.0", "20.1"} <= set(words(chart))
    assert len(words(chart)) < 12


def test_the_arrow_keys_walk_along_and_the_values_are_read(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    visits: list[str] = []
    chart.chosen.connect(visits.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(chart, key)
    assert visits == ["W0", "W2", "W12", "W12", "W8", "W0"]
    assert chart.readout.text() == "Week 0, day 0: PASI\u00a018.6, the baseline, signed."
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.stop() == COURSES["picture"].points[0]


def test_walking_stops_at_a_missed_visit(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    chart.choose("W6")
    assert chart.readout.text() == "Week 6: missed (travel)."


def test_a_click_on_a_point_reads_it(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    place, stop = chart.plot._places()[2]
    at = chart.plot.widget.mapFromScene(chart.plot._box.mapToScene(place))  # type: ignore[attr-defined]
    viewport = chart.plot.widget.viewport()  # type: ignore[attr-defined]
    QTest.mouseMove(viewport, at)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert chart.stop() == stop
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(at.x() + 60, 10))
    assert chart.stop() == stop


def test_the_wheel_and_the_mouse_move_nothing(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    assert chart.plot._box.mouseEnabled() == [False, False]


def test_a_renewed_course_keeps_the_stop_that_is_still_there(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    chart.choose("W4")
    chart.show_course(COURSES["follow-up"], PROTOCOL)
    assert chart.readout.text().startswith("Week 4")
    chart.show_course(COURSES["worse"], PROTOCOL)
    assert chart.stop() is None


def test_the_chart_is_named_and_told_in_words(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    assert chart.accessibleName() == "Trajectory of P-003"
    for part in ("Week 8, day 56: PASI\u00a06.3", "Week 6: missed (travel)", "PASI 75 ≤ 4.6", "498.6 million cells"):
        assert part in chart.accessibleDescription()
    assert "visit window ±3 d" in chart.legend.accessibleDescription()


def test_what_is_forgotten_is_neither_seen_nor_heard(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    chart.choose("W4")
    chart.forget()
    assert words(chart) == []
    assert chart.accessibleDescription() == chart.readout.text() == chart.legend.accessibleDescription() == ""
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.stop() is None


def test_the_picture_is_sharp_and_in_the_colours_of_the_screen(chart: TrajectoryChart, tmp_path: Path) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    chart.save_png(tmp_path / "chart.png")
    picture = QImage(str(tmp_path / "chart.png"))
    assert picture.width() == 2 * chart.width()
    assert picture.pixelColor(2, 2) == QColor(theme.LIGHT.surface)
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    wanted = (theme.LIGHT.accent, theme.LIGHT.accent_soft, theme.LIGHT.warn)
    assert all(QColor(colour).rgb() in colours for colour in wanted)
    assert chart.readout.text().startswith("Press ←")


def test_a_picture_that_cannot_be_written_is_an_error(chart: TrajectoryChart, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="could not be written"):
        chart.save_png(tmp_path / "nowhere" / "chart.png")


def test_the_other_look_is_worn_at_once(chart: TrajectoryChart, qapp: QApplication) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    theme.apply(qapp, theme.DARK)
    QTest.qWait(0)
    colours = {item.brush().color().name() for item in chart.plot._words if isinstance(item, QGraphicsSimpleTextItem)}
    assert QColor(theme.DARK.text).name() in colours
    assert QColor(theme.LIGHT.text).name() not in colours
    theme.apply(qapp, theme.LIGHT)


def test_courses_shown_in_turn_leave_nothing_behind(chart: TrajectoryChart) -> None:
    chart.show_course(COURSES["picture"], PROTOCOL)
    before = len(chart.plot._plot.scene().items())
    for name in COURSES:
        chart.show_course(COURSES[name], PROTOCOL)
    chart.show_course(COURSES["picture"], PROTOCOL)
    assert len(chart.plot._plot.scene().items()) == before


@pytest.mark.parametrize(
    ("wanted", "settled"),
    [([], []), ([50.0], [50.0]), ([50.0, 52.0], [50.0, 60.0]), ([95.0, 97.0, 99.0], [75.0, 85.0, 95.0])],
)
def test_words_in_a_column_make_room_for_each_other(wanted: list[float], settled: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == settled


def test_the_chart_library_waits_for_the_first_chart() -> None:
    code = "import sys, ucmsc_desktop.widgets.trajectory as module; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
