"""The trajectory chart: walked along with the keyboard, clicked, heard, saved, and drawn without words on words."""

import itertools
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from tests.domain.build import assessment, kept
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Dose, Missed, Point
from ucmsc_desktop.domain.course import course as course_of
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.lanes import gravest, lanes
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory import TrajectoryChart
from ucmsc_desktop.widgets.trajectory_drawing import leaving
from ucmsc_desktop.widgets.trajectory_labels import Crowd, spread
from ucmsc_desktop.widgets.trajectory_shown import Shown

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


def event(day: int, last: int | None, term: str, grade: int, *, serious: bool = False) -> EventSpan:
    return EventSpan(day, last, term, grade, serious, last is None, "W0", day)


LEAVING = ((0, 1), (84, 4))

EVENTS = (
    event(0, 2, "Fever", 1),
    event(1, 40, "Infection of the upper airways", 2),
    event(3, None, "Headache", 2),
    event(30, 35, "Sepsis", 4, serious=True),
    event(82, 84, "Diarrhoea", 3),
    event(84, None, "Rash", 1),
)
COHORT = Spread(
    11,
    (0, 28, 84),
    (Fraction(17), Fraction(13), Fraction(7)),
    (Fraction(13), Fraction(10), Fraction(4)),
    (Fraction(22), Fraction(18), Fraction(11)),
)


def show(
    chart: TrajectoryChart, found: Course, events: tuple[EventSpan, ...] = (), beside: Spread | None = None
) -> None:
    drawn = plot(Measure.PASI, PROTOCOL, found, [])
    chart.show_tab(Shown(PROTOCOL, found, drawn, lanes(PROTOCOL, found, events), beside))
    chart.plot.settle()


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
    return [item.text() for item in chart.plot._canvas.written if isinstance(item, QGraphicsSimpleTextItem)]


def inked(item: QGraphicsSimpleTextItem) -> QRectF:
    """Where the letters of a text are, without the room that its font keeps."""
    metrics = QFontMetricsF(item.font())
    return metrics.tightBoundingRect(item.text()).translated(item.pos() + QPointF(0, metrics.ascent()))


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("size", [(760, 430), (1100, 700)])
def test_no_words_cover_others(chart: TrajectoryChart, name: str, size: tuple[int, int]) -> None:
    chart.resize(*size)
    QTest.qWait(0)
    show(chart, COURSES[name], EVENTS if name in ("picture", "follow-up") else (), COHORT)
    items = [item for item in chart.plot._canvas.written if isinstance(item, QGraphicsSimpleTextItem)]
    assert items
    for first, second in itertools.combinations(items, 2):
        assert not inked(first).intersects(inked(second)), (first.text(), second.text())


def test_words_lie_nearer_to_their_own_mark_than_to_another() -> None:
    crowd = Crowd(QRectF(0, 0, 400, 400))
    mark, other = QPointF(100, 100), QPointF(134, 96)
    crowd.take(*(QRectF(at.x() - 6, at.y() - 6, 12, 12) for at in (mark, other)))
    between, beyond = QRectF(106, 76, 30, 14), QRectF(60, 76, 30, 14)
    assert crowd.settle([between, beyond], mark) == beyond
    crowd = Crowd(QRectF(0, 0, 400, 400))
    crowd.take(QRectF(94, 94, 12, 12))
    assert crowd.settle([between, beyond], mark) == between


def test_values_lines_doses_and_missed_visits_are_written(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    written = words(chart)
    assert {"18.6", "3.2", "PASI 50 ≤ 9.3", "PASI 75 ≤ 4.6", "PASI 90 ≤ 1.8"} <= set(written)
    assert {"missed", "not given", "136.6", "88 (64\u00a0%)"} <= set(written)


def test_a_draft_is_named_at_its_point(chart: TrajectoryChart) -> None:
    show(chart, COURSES["one"])
    assert "18.6 draft" in words(chart)


def test_an_empty_course_says_what_it_waits_for(chart: TrajectoryChart) -> None:
    show(chart, COURSES["nothing"])
    assert "Chart starts with the week-0 PASI" in words(chart)
    assert "Chart starts with the week-0 PASI." in chart.accessibleDescription()


@pytest.mark.parametrize(("name", "part"), [("cleared", "baseline PASI is 0.0"), ("late", "No PASI before")])
def test_without_lines_the_reason_stands_over_the_plot(chart: TrajectoryChart, name: str, part: str) -> None:
    show(chart, COURSES[name])
    assert part in chart.note.text()
    assert chart.note.isVisible()
    assert not any(written.startswith("PASI ") for written in words(chart))


def test_of_many_values_only_the_telling_ones_are_written(chart: TrajectoryChart) -> None:
    show(chart, COURSES["many"])
    assert {"40.0", "20.1"} <= set(words(chart))
    assert len([written for written in words(chart) if "." in written]) < 9


def test_the_arrow_keys_walk_along_and_the_values_are_read(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    visits: list[str] = []
    chart.chosen.connect(lambda place: visits.append(chart._stops[place].visit))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(chart, key)
    assert visits == ["W0", "W2", "W12", "W12", "W8", "W0"]
    assert chart.readout.text() == "Week 0, day 0: PASI\u00a018.6, the baseline, signed."
    QTest.keyClick(chart, Qt.Key.Key_Left)
    first = chart.stop()
    assert first is not None
    assert (first.visit, first.day) == ("W0", 0)


def test_walking_stops_at_a_missed_visit(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    chart.choose(3)
    assert chart.readout.text() == "Week 6: missed (travel)."


def mark(chart: TrajectoryChart, visit: str) -> QPoint:
    return next(place.toPoint() for place, stop in chart.plot.places() if stop.visit == visit)


def test_a_click_on_a_point_reads_it(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    viewport = chart.plot.widget.viewport()  # type: ignore[attr-defined]
    QTest.mouseMove(viewport, mark(chart, "W4"))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=mark(chart, "W4"))
    assert chart.readout.text().startswith("Week 4")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=mark(chart, "W4") + QPoint(40, 60))
    assert chart.readout.text().startswith("Week 4")


def test_enter_opens_what_stands_behind_a_point(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    opened: list[int] = []
    chart.opened.connect(opened.append)
    chart.choose(1)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [1]


# Nearer and further


def test_a_band_that_is_dragged_comes_nearer_and_back_leads_back(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    viewport, whole = chart.plot.widget.viewport(), chart.plot.zoom.days  # type: ignore[attr-defined]
    left, right = mark(chart, "W2") - QPoint(20, 0), mark(chart, "W8") + QPoint(20, 0)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=left)
    QTest.mouseMove(viewport, right)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=right)
    first, last = chart.plot.zoom.days
    assert 0 < first < 14
    assert 56 < last < 84
    chart.plot.settle()
    assert not {"18.6", "3.2"} & set(words(chart))
    assert {"16.4", "6.3"} <= set(words(chart))
    assert chart.zoom_bar.back_button.isEnabled()
    chart.zoom_bar.back_button.click()
    assert chart.plot.zoom.days == whole
    assert not chart.zoom_bar.back_button.isEnabled()


def test_the_wheel_comes_nearer_to_where_it_turns_as_one_step(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    whole, at = chart.plot.zoom.days, QPointF(mark(chart, "W8"))
    viewport = chart.plot.widget.viewport()  # type: ignore[attr-defined]
    for _turn in range(2):
        none = (QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, QWheelEvent(at, at, *none, Qt.ScrollPhase.NoScrollPhase, False))
        chart.plot.settle()
    first, last = chart.plot.zoom.days
    assert whole[0] < first < 56 < last < whole[1]
    assert abs(mark(chart, "W8").x() - at.x()) < 4
    QTest.keyClick(chart, Qt.Key.Key_Backspace)
    assert chart.plot.zoom.days == whole


def test_keys_come_nearer_and_the_walk_goes_on_beyond_what_is_seen(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for _step in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.plot.zoom.days[1] < 84
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.plot.zoom.days[0] <= 84 <= chart.plot.zoom.days[1]
    assert chart.readout.text().startswith("Week 12")
    QTest.keyClick(chart, Qt.Key.Key_0)
    assert chart.plot.zoom.is_whole
    QTest.keyClick(chart, Qt.Key.Key_Minus)
    assert chart.plot.zoom.is_whole


def test_a_line_that_leaves_the_sight_is_named_where_it_leaves_without_its_last_value(chart: TrajectoryChart) -> None:
    made = [kept(assessment("50", (sign,) * 3, date(2026, 3, 2) + timedelta(day)), f"D{day}") for day, sign in LEAVING]
    found = course_of(PROTOCOL, "P-001", made)
    shown = plot(Measure.REGION, PROTOCOL, found, made)
    chart.show_tab(Shown(PROTOCOL, found, shown, lanes(PROTOCOL, found, ())))
    chart.plot.settle()
    assert "Lower limbs 19.2" in words(chart)
    chart.plot.zoom.to(0, 42)
    chart.plot.renew()
    chart.plot.settle()
    assert "Lower limbs" in words(chart)
    assert not any("19.2" in written for written in words(chart))
    lines = shown.traces
    assert leaving(lines[-1], 42) == pytest.approx((4.8 + 19.2) / 2)
    assert leaving(lines[-1], 84) is None


# What lies beside and under the course


def test_events_stand_in_their_lane_and_the_gravest_come_first(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"], EVENTS)
    assert "Adverse events" in words(chart)
    assert any(written.startswith("Grade 4 sepsis, serious") for written in words(chart))
    assert "Grade 4 sepsis" in chart.accessibleDescription()
    one = gravest(EVENTS, (0, 84), lambda _span: 200.0, 1)
    assert [bar.span.term for bar in one.bars] == ["Sepsis"]
    assert len(one.left_out) == len(EVENTS) - 1


def test_the_cohort_lies_behind_the_course_and_is_told(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"], beside=COHORT)
    assert "cohort median (n = 11)" in chart.legend.accessibleDescription()
    assert "median" in chart.accessibleDescription()
    show(chart, COURSES["picture"])
    assert "cohort" not in chart.legend.accessibleDescription()


def test_a_relapse_is_marked(chart: TrajectoryChart) -> None:
    show(chart, COURSES["follow-up"])
    assert "relapse" in words(chart)
    assert "relapse" in chart.legend.accessibleDescription()


def test_the_chart_is_drawn_once_when_it_is_first_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from ucmsc_desktop.widgets.trajectory_drawing import Drawing

    drawn: list[Drawing] = []
    whole = Drawing.draw

    def draw(drawing: Drawing) -> None:
        drawn.append(drawing)
        whole(drawing)

    monkeypatch.setattr(Drawing, "draw", draw)
    made = TrajectoryChart()
    qtbot.addWidget(made)
    found = COURSES["picture"]
    made.show_tab(Shown(PROTOCOL, found, plot(Measure.PASI, PROTOCOL, found, []), lanes(PROTOCOL, found)))
    made.resize(800, 480)
    assert drawn == []
    made.show()
    made.grab()
    assert len(drawn) == 1


def test_a_renewed_course_keeps_the_stop_that_is_still_there(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    chart.choose(2)
    show(chart, COURSES["follow-up"])
    assert chart.readout.text().startswith("Week 4")
    show(chart, COURSES["one"])
    assert chart.stop() is None


def test_the_chart_is_named_and_told_in_words(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    assert chart.accessibleName() == "Trajectory of P-003"
    for part in ("Week 8, day 56: PASI\u00a06.3", "Week 6: missed (travel)", "PASI 75 ≤ 4.6", "498.6 million cells"):
        assert part in chart.accessibleDescription()
    assert "visit window ±3 d" in chart.legend.accessibleDescription()


def test_what_is_forgotten_is_neither_seen_nor_heard(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    chart.choose(2)
    chart.forget()
    assert words(chart) == []
    assert chart.accessibleDescription() == chart.readout.text() == chart.legend.accessibleDescription() == ""
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.stop() is None


def test_the_picture_is_sharp_and_in_the_colours_of_the_screen(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    picture = chart.picture()
    assert picture.width() == 2 * chart.width()
    assert picture.pixelColor(2, 2) == QColor(theme.LIGHT.surface)
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    wanted = (theme.LIGHT.accent, theme.LIGHT.accent_soft, theme.LIGHT.warn)
    assert all(QColor(colour).rgb() in colours for colour in wanted)
    assert chart.readout.text().startswith("Press ←")


def test_the_other_look_is_worn_at_once(chart: TrajectoryChart, qapp: QApplication) -> None:
    show(chart, COURSES["picture"])
    theme.apply(qapp, theme.DARK)
    chart.plot.settle()
    colours = {
        item.brush().color().name() for item in chart.plot._canvas.written if isinstance(item, QGraphicsSimpleTextItem)
    }
    assert QColor(theme.DARK.text).name() in colours
    assert QColor(theme.LIGHT.text).name() not in colours
    theme.apply(qapp, theme.LIGHT)


def test_courses_shown_in_turn_leave_nothing_behind(chart: TrajectoryChart) -> None:
    show(chart, COURSES["picture"])
    before = len(chart.plot._canvas.view.scene().items())
    for name in COURSES:
        show(chart, COURSES[name])
    show(chart, COURSES["picture"])
    assert len(chart.plot._canvas.view.scene().items()) == before


@pytest.mark.parametrize(
    ("wanted", "settled"),
    [([], []), ([50.0], [50.0]), ([50.0, 52.0], [50.0, 60.0]), ([95.0, 97.0, 99.0], [75.0, 85.0, 95.0])],
)
def test_words_in_a_column_make_room_for_each_other(wanted: list[float], settled: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == settled


def test_the_chart_library_waits_for_the_first_chart() -> None:
    code = "import sys, ucmsc_desktop.widgets.trajectory as module; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
