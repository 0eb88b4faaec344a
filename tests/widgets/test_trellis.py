"""The trellis: paints only what is in sight, is walked along with keys, pointed at, clicked and heard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.trellis import SmallPlot, Spot, Trellised
from ucmsc_desktop.widgets import theme, trellis_grid
from ucmsc_desktop.widgets.trellis import Trellis

MANY = 500


def plot(number: int) -> SmallPlot:
    """A course that falls, its third value reached over a missed visit."""
    spots = tuple(Spot(14 * n, 200 - 40 * n, final=n < 3, imported=False) for n in range(4))
    who = f"P-{number:03}"
    return SmallPlot(who, spots, frozenset({2}), (21,), 100, 300, "−60.0\u00a0%", f"{who}. Week 6: PASI 8.0.")


def plots(number: int = MANY) -> Trellised:
    return Trellised(tuple(plot(place) for place in range(1, number + 1)), 0, 84, 84)


@pytest.fixture
def trellis(qtbot: QtBot, look: QApplication) -> Trellis:
    """A trellis of many in a window with the keyboard."""
    made = Trellis()
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.show_plots(plots())
    made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The plots that were put into lines and points."""
    found: list[int] = []
    draw = trellis_grid.Grid.drawn

    def noted(grid: trellis_grid.Grid, place: int) -> trellis_grid.Drawn:
        found.append(place)
        return draw(grid, place)

    monkeypatch.setattr(trellis_grid.Grid, "drawn", noted)
    return found


def grabbed(trellis: Trellis) -> QImage:
    return trellis.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_only_what_is_in_sight_is_painted(trellis: Trellis, made: list[int]) -> None:
    trellis.viewport().repaint()
    assert 0 < len(set(made)) <= 7 * 5
    first = max(made)
    made.clear()
    trellis.verticalScrollBar().setValue(trellis.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert max(made) == MANY - 1
    assert min(made) > first


def test_hovering_paints_only_the_plots_concerned(trellis: Trellis, made: list[int]) -> None:
    QTest.mouseMove(trellis.viewport(), trellis.place_of("P-002") or QPoint())
    QApplication.processEvents()
    made.clear()
    QTest.mouseMove(trellis.viewport(), trellis.place_of("P-003") or QPoint())
    QApplication.processEvents()
    assert 0 < len(set(made)) <= 9


def test_every_participant_can_be_reached_by_the_bar(trellis: Trellis) -> None:
    bar = trellis.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = trellis.place_of(f"P-{MANY:03}")
    assert last is not None
    assert trellis.viewport().rect().contains(last)
    assert trellis.place_of("P-999") is None


@pytest.mark.parametrize("number", [1, 3, 8, 12, 20])
def test_a_few_are_larger_and_all_in_sight(trellis: Trellis, number: int) -> None:
    many = trellis._grid.cell(0)
    trellis.show_plots(plots(number))
    cell = trellis._grid.cell(0)
    assert many.width() <= cell.width() <= 2.1 * many.width()
    assert many.height() < cell.height() <= 2 * many.height()
    assert trellis.verticalScrollBar().maximum() == 0
    last = trellis.place_of(f"P-{number:03}")
    assert last is not None
    assert trellis.viewport().rect().contains(last)


def test_many_keep_their_size(trellis: Trellis) -> None:
    cell = trellis._grid.cell(0)
    trellis.show_plots(plots(60))
    assert trellis._grid.cell(0).size() == cell.size()


def test_a_narrow_view_breaks_the_words_over_the_plots(trellis: Trellis) -> None:
    top = trellis._grid.cell(0).top()
    trellis.resize(320, 560)
    assert trellis._grid.cell(0).top() > top
    assert "change of the latest PASI" in trellis.accessibleDescription()


def test_points_lie_where_the_days_and_heights_say(trellis: Trellis) -> None:
    drawn, cell = trellis._grid.drawn(0), trellis._grid.cell(0)
    places = [QPointF(drawn.discs.at(number)) for number in range(3)]
    assert [place.x() - places[0].x() for place in places] == pytest.approx(
        [0, (places[2].x() - places[0].x()) / 2, places[2].x() - places[0].x()]
    )
    base, half = drawn.base.y1(), drawn.half[0].y1()
    assert [base - place.y() for place in places] == pytest.approx(
        [2 * (base - half), 1.6 * (base - half), 1.2 * (base - half)]
    )
    assert all(cell.contains(place.toPoint()) for place in places)
    assert drawn.hollow.count() == 1
    assert (len(drawn.solid), len(drawn.gaps), len(drawn.missed)) == (2, 1, 2)
    image = grabbed(trellis)
    assert image.pixelColor(places[1].toPoint()) == QColor(theme.LIGHT.accent)


def test_a_long_code_never_runs_into_the_change(trellis: Trellis) -> None:
    long = plot(1)._replace(who="a-very-long-code-of-a-participant-0001")
    trellis.show_plots(Trellised((long, plot(2))))
    code, said = trellis._grid.drawn(0).code, trellis._grid.drawn(0).said
    assert code[1].text().endswith("…")
    assert code[0].x() + QFontMetricsF(theme.bold(12)).horizontalAdvance(code[1].text()) < said[0].x()
    assert trellis._grid.drawn(1).code[1].text() == "P-002"


def test_keys_walk_choose_and_open(trellis: Trellis) -> None:
    pointed, chosen, opened = list[str](), list[str](), list[str]()
    trellis.pointed.connect(pointed.append)
    trellis.chosen.connect(chosen.append)
    trellis.opened.connect(opened.append)
    columns = trellis._grid.columns
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(trellis, key)
    assert pointed == [f"P-{n:03}" for n in (2, 2 + columns, 1 + columns, MANY, MANY, 1)]
    QTest.keyClick(trellis, Qt.Key.Key_Return)
    assert (chosen, opened, trellis.highlighted()) == (["P-001"], [], "P-001")
    QTest.keyClick(trellis, Qt.Key.Key_Return)
    assert (chosen, opened) == (["P-001"], ["P-001"])


def test_the_plot_with_the_keyboard_comes_into_sight(trellis: Trellis) -> None:
    QTest.keyClick(trellis, Qt.Key.Key_End)
    assert trellis.viewport().rect().contains(trellis.place_of(trellis.current()) or QPoint())
    QTest.keyClick(trellis, Qt.Key.Key_Home)
    assert trellis.verticalScrollBar().value() == 0


def test_the_pointer_points_chooses_and_opens(trellis: Trellis) -> None:
    pointed, chosen, opened = list[str](), list[str](), list[str]()
    trellis.pointed.connect(pointed.append)
    trellis.chosen.connect(chosen.append)
    trellis.opened.connect(opened.append)
    at = trellis.place_of("P-003") or QPoint()
    QTest.mouseMove(trellis.viewport(), at)
    QApplication.processEvents()
    QTest.mouseClick(trellis.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(trellis.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pointed == ["P-003"]
    assert chosen[0] == "P-003"
    assert opened == ["P-003"]
    assert trellis.viewport().toolTip() == "P-003. Week 6: PASI 8.0."
    QTest.mouseClick(trellis.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), 3))
    assert chosen[-1] == ""


def test_who_stands_out_looks_different(trellis: Trellis) -> None:
    before = grabbed(trellis)
    trellis.highlight("P-004")
    after, at = grabbed(trellis), trellis.place_of("P-004") or QPoint()
    corner = at - QPoint(50, 45)
    assert after.pixelColor(corner) == QColor(theme.LIGHT.accent_soft)
    assert before.pixelColor(corner) != after.pixelColor(corner)


def test_it_is_heard(trellis: Trellis, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        heard.append(getattr(event, "message", str)())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QTest.keyClick(trellis, Qt.Key.Key_Right)
    assert heard == ["P-002. Week 6: PASI 8.0."]
    assert trellis.accessibleDescription().startswith("500 small plots. Heights are parts of the own baseline PASI")


def test_fewer_plots_keep_the_keyboard_where_they_can(trellis: Trellis) -> None:
    QTest.keyClick(trellis, Qt.Key.Key_Right)
    trellis.show_plots(plots(10))
    assert trellis.current() == "P-002"
    trellis.show_plots(Trellised())
    assert trellis.current() == ""
    assert trellis.accessibleDescription() == "Nobody has a PASI or an infusion yet."
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_End):
        QTest.keyClick(trellis, key)
    assert trellis.verticalScrollBar().maximum() == 0


def test_a_larger_text_and_the_dark_look_are_followed(trellis: Trellis, look: QApplication) -> None:
    before = trellis._grid.columns
    theme.apply(look, theme.DARK, 150)
    QApplication.processEvents()
    assert trellis._grid.columns < before
    assert grabbed(trellis).pixelColor(trellis.width() // 2, 2).lightness() < 80
