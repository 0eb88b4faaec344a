"""A Figure on the screen: what is drawn is there, words have room, pointer and keyboard find whom they should."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.figures import FIGURES, ordered, spaghetti, swimmer
from tests.widgets.conftest import Shown
from ucmsc_desktop.domain.figure import Axis, Block, Dash, Figure, Ink, Mark, Outline, Shape, Stroke
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_type import Face
from ucmsc_desktop.widgets import figure_view, theme
from ucmsc_desktop.widgets.figure_ink import inks
from ucmsc_desktop.widgets.figure_paint import FigurePaint
from ucmsc_desktop.widgets.figure_view import BEYOND, FigureView
from ucmsc_desktop.widgets.theme import Theme

Open = Callable[..., FigureView]
SMALL = Figure(
    "small", "Small", Axis("weeks", 0, 10), Axis("PASI", 0, 10),
    outlines=(Outline(((0, 9), (10, 9), (10, 10), (0, 10))),),
    blocks=(Block(6, 6, 8, 8, Ink.BAND, 3, "", "C", "C, PASI 75"), Block(0, 0, 1, 1, Ink.RESPONSE)),
    strokes=(
        Stroke(((0, 5), (10, 5)), Ink.COURSE, 3, who="A"),
        Stroke(((0, 3), (10, 3)), Ink.WARN, 3, Dash.GAP, who="B"),
    ),
    marks=tuple(
        Mark(x, y, shape, ink, filled, 16, words[0], words)
        for x, y, shape, ink, filled, words in (
            (2, 8, Shape.DISC, Ink.ERROR, True, "A, first"),
            (4, 8, Shape.SQUARE, Ink.TEXT, False, "A, second"),
            (2, 2, Shape.TRIANGLE, Ink.WARN, True, "B, dose"),
            (4, 2, Shape.DIAMOND, Ink.RESPONSE, True, "B, reached"),
            (6, 2, Shape.BAR, Ink.TEXT, True, "B, end"),
            (8, 2, Shape.ARROW, Ink.TEXT, True, "B, goes on"),
            (9, 2, Shape.CROSS, Ink.ERROR, True, "B, relapse"),
        )
    ),
    notes=("D has no baseline.",), description="Three participants.",
)  # fmt: skip


@pytest.fixture
def opened(shown: Shown[FigureView]) -> Open:
    """Show a Figure in a window, with the keyboard."""

    def show(figure: Figure = SMALL, width: int = 640, height: int = 460) -> FigureView:
        view = shown(FigureView())
        view.show_figure(figure)
        view.window().resize(width, height + 90)
        QApplication.processEvents()
        return view

    return show


def frame(view: FigureView) -> Frame:
    found = view._ready().layout.frame
    assert found is not None
    return found


def spot(view: FigureView, x: float, y: float) -> QPoint:
    return QPoint(round(frame(view).x(x)), round(frame(view).y(y)))


def colour(image: QImage, at: QPoint) -> str:
    return QColor(image.pixel(at * image.devicePixelRatio())).name()


def drawn(view: FigureView, x: float, y: float) -> str:
    return colour(view.picture(1), spot(view, x, y))


def is_near(one: str, other: str) -> bool:
    """Whether two colours are the same but for rounding where two strokes cross."""
    first, second = QColor(one), QColor(other)
    apart = (first.red() - second.red(), first.green() - second.green(), first.blue() - second.blue())
    return max(map(abs, apart)) <= 2


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_what_is_drawn_is_there_in_its_colour(opened: Open, qapp: QApplication, look: Theme) -> None:
    view = opened()
    theme.apply(qapp, look)
    QApplication.processEvents()
    names = {ink: made.name() for ink, made in inks(look).items()}
    ground = QColor(look.surface).name()
    assert drawn(view, 5, 5) == names[Ink.COURSE]
    assert drawn(view, 2, 8) == names[Ink.ERROR]
    assert drawn(view, 4, 8) == ground
    assert drawn(view, 2, 2) == names[Ink.WARN]
    assert drawn(view, 4, 2) == names[Ink.RESPONSE]
    assert drawn(view, 6, 2) == names[Ink.TEXT]
    assert drawn(view, 8, 2) == names[Ink.TEXT]
    assert is_near(drawn(view, 9, 2), names[Ink.ERROR])
    assert drawn(view, 7.6, 7) == QColor(look.severity[3]).name()
    assert drawn(view, 0.5, 0.5) == names[Ink.RESPONSE]
    assert drawn(view, 5, 9.5) == names[Ink.RANGE]
    assert drawn(view, 9, 8) == ground
    along = {drawn(view, x / 20, 3) for x in range(1, 200)}
    assert {names[Ink.WARN], ground} <= along


def test_shapes_differ_without_colour(opened: Open) -> None:
    view, seen = opened(), set()
    for shape, filled in itertools.product(Shape, (True, False)):
        if shape is Shape.CROSS and not filled:
            continue
        mark = Mark(5, 5, shape, Ink.TEXT, filled, 18)
        view.show_figure(Figure("one", "", Axis("", 0, 10), Axis("", 0, 10), marks=(mark,)))
        middle = spot(view, 5, 5)
        image = view.picture(1).copy(middle.x() - 12, middle.y() - 12, 24, 24)
        seen.add(bytes(image.constBits()))
    assert len(seen) == 2 * len(Shape) - 1


@pytest.mark.parametrize("scale", [100, 130, 150])
@pytest.mark.parametrize("name", FIGURES)
def test_words_have_room_at_any_size_of_text(look: QApplication, qtbot: QtBot, name: str, scale: int) -> None:
    theme.apply(look, theme.LIGHT, scale)
    for width, height in ((1100, 640), (480, 380), (330, 260)):
        view = FigureView()
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show_figure(FIGURES[name])
        view.resize(width, max(height, view.minimumHeight()))
        boxes = sorted((one.box for one in view._ready().layout.written), key=lambda box: box.top)
        assert all(Box(0, 0, view.width(), view.height()).holds(box) for box in boxes)
        for number, box in enumerate(boxes):
            near = itertools.takewhile(lambda other, box=box: other.top < box.bottom, boxes[number + 1 :])  # type: ignore[misc]
            assert not any(box.meets(other) for other in near)


def test_words_are_written_where_the_layout_has_them(opened: Open) -> None:
    view = opened(swimmer(12))
    image, ground = view.picture(1), QColor(theme.LIGHT.surface).name()
    for one in view._ready().layout.written:
        places = itertools.product(
            range(int(one.box.left), int(one.box.right)), range(int(one.box.top), int(one.box.bottom))
        )
        assert any(colour(image, QPoint(x, y)) != ground for x, y in places), one.words


# --- Pointer ---


def test_the_pointer_finds_marks_cells_and_lines(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    told: list[str] = []
    view.pointed.connect(told.append)
    for x, y in ((2, 8), (4, 8), (9.5, 9.4), (7, 7), (6.2, 3.1), (1.5, 6.5)):
        QTest.mouseMove(view, spot(view, x, y))
    assert told == ["A", "", "C", "B", ""]


def test_words_of_what_is_pointed_at_stand_beside_it(opened: Open) -> None:
    view = opened()
    before = view.grab().toImage()
    QTest.mouseMove(view, spot(view, 4, 8))
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    pointing = view.grab().toImage()
    assert pointing != before
    assert colour(pointing, spot(view, 2, 2)) == colour(before, spot(view, 2, 2)) == QColor(theme.LIGHT.warn).name()
    QTest.mouseMove(view, spot(view, 1.5, 6.5))
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert view.grab().toImage() == before


def test_a_click_chooses_empty_ground_nobody_a_double_click_opens(opened: Open) -> None:
    view = opened()
    chosen: list[str] = []
    asked: list[str] = []
    view.chosen.connect(chosen.append)
    view.opened.connect(asked.append)
    plain = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QTest.mouseClick(view, *plain, spot(view, 2, 8))
    assert view.highlighted() == "A"
    QTest.mouseDClick(view, *plain, spot(view, 2, 2))
    QTest.mouseClick(view, *plain, spot(view, 1.5, 6.5))
    assert (chosen[0], chosen[-1], asked) == ("A", "", ["B"])
    assert view.highlighted() == ""


def test_another_panel_may_highlight_without_an_answer(opened: Open, qtbot: QtBot) -> None:
    view = opened()
    before = view.picture()
    with qtbot.assertNotEmitted(view.chosen), qtbot.assertNotEmitted(view.pointed):
        view.highlight("A")
    assert drawn(view, 5, 5) == QColor(theme.LIGHT.lesion).name()
    assert view.picture() != before
    view.highlight("")
    assert view.picture() == before


def test_a_highlighted_row_has_a_band(opened: Open) -> None:
    view = opened(ordered(12))
    place = spot(view, 30, 4)
    before = colour(view.picture(1), place)
    view.highlight("P-005")
    assert colour(view.picture(1), place) != before
    assert colour(view.picture(1), spot(view, 30, 7)) == before


def test_who_is_pointed_at_is_not_mistaken_for_who_is_chosen(opened: Open) -> None:
    view = opened()
    view.highlight("B")
    QTest.mouseMove(view, spot(view, 9, 5.1))
    image = view.grab().toImage()
    assert colour(image, spot(view, 2, 5)) == QColor(theme.LIGHT.accent).name()
    assert QColor(theme.LIGHT.lesion).name() in {colour(image, spot(view, x / 20, 3)) for x in range(1, 100)}


def test_hover_and_highlight_draw_nothing_anew(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    view = opened(FIGURES["spaghetti 1000"])
    view.repaint()
    drawn_times: list[float] = []
    monkeypatch.setattr(FigurePaint, "draw", lambda _self, _painter, top, _bottom: drawn_times.append(top))
    view.highlight("P-500")
    view.repaint()
    QTest.mouseMove(view, spot(view, 8, 9))
    view.repaint()
    assert drawn_times == []
    view.resize(view.width() - 20, view.height())
    view.repaint()
    assert drawn_times == [0]


# --- Keyboard ---


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    words: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            words.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return words


def test_keys_walk_from_mark_to_mark_and_from_participant_to_participant(opened: Open, heard: list[str]) -> None:
    view = opened()
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_End,
            Qt.Key.Key_Home, Qt.Key.Key_Up)  # fmt: skip
    for key in keys:
        QTest.keyClick(view, key)
    assert heard == [
        "A, first",
        "A, second",
        "A, second",
        "B, reached",
        "B, dose",
        "C, PASI 75",
        "A, first",
        "A, first",
    ]


def test_enter_chooses_and_enter_again_opens(opened: Open, heard: list[str]) -> None:
    view = opened(ordered(12))
    chosen: list[str] = []
    asked: list[str] = []
    pointed: list[str] = []
    for signal, told in ((view.chosen, chosen), (view.opened, asked), (view.pointed, pointed)):
        signal.connect(told.append)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (chosen, asked) == ([], [])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert (chosen, asked, pointed) == (["P-002"], ["P-002"], ["P-001", "P-002"])
    assert heard[-1].startswith("P-002: ")


def test_one_who_has_a_line_only_can_be_reached(opened: Open, heard: list[str]) -> None:
    bare = Figure(
        "bare", "Bare", Axis("", 0, 1), Axis("", 0, 1), strokes=(Stroke(((0, 0), (1, 1)), Ink.FAINT, who="X"),)
    )
    view = opened(bare)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert heard == ["X"]


def test_other_keys_and_an_empty_view_leave_the_keyboard_to_others(opened: Open, heard: list[str]) -> None:
    view = opened(figure_view.NOTHING)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()
    assert heard == []


def test_the_ring_shows_who_has_the_keyboard(opened: Open) -> None:
    view = opened()
    middle = QPoint(view.width() // 2, 1)
    assert colour(view.grab().toImage(), middle) == QColor(theme.LIGHT.accent).name()
    view.clearFocus()
    assert colour(view.grab().toImage(), middle) == QColor(theme.LIGHT.surface).name()


# --- Rows, looks, pictures ---


def test_a_thousand_rows_are_drawn_where_they_are_seen(look: QApplication, qtbot: QtBot, heard: list[str]) -> None:
    area, view = QScrollArea(), FigureView()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(view)
    area.resize(600, 500)
    view.show_figure(ordered(1000))
    area.show()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    assert view.height() > 15_000
    assert view._slab.height() <= (area.height() + BEYOND) * view.devicePixelRatioF()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    QApplication.processEvents()
    assert area.verticalScrollBar().value() > 14_000
    assert heard[-1].startswith("P-1000")
    mark = view.figure().marks[990]
    seen = area.viewport().grab().toImage()
    assert colour(seen, view.mapTo(area.viewport(), spot(view, mark.x, mark.y))) == QColor(theme.LIGHT.accent).name()


def test_another_look_and_size_of_text_draw_anew(opened: Open, qapp: QApplication) -> None:
    view = opened()
    before = view._ready().type.width("participant", Face.WORDS)
    theme.apply(qapp, theme.DARK, 150)
    QApplication.processEvents()
    after = view._ready().type.width("participant", Face.WORDS)
    assert after > 1.4 * before
    assert colour(view.grab().toImage(), QPoint(6, view.height() // 3)) == QColor(theme.DARK.surface).name()


def test_the_picture_is_whole_and_saved(opened: Open, tmp_path: Path) -> None:
    view = opened(spaghetti(60))
    QTest.mouseMove(view, spot(view, 8, 12))
    image = view.picture(3)
    assert (image.width(), image.height()) == (3 * view.width(), 3 * view.height())
    assert QColor(image.pixel(3 * view.width() // 2, 3)).name() == QColor(theme.LIGHT.surface).name()
    view.save_png(tmp_path / "chart.png")
    assert QImage(str(tmp_path / "chart.png")).width() == 2 * view.width()
    with pytest.raises(OSError, match="could not be written"):
        view.save_png(tmp_path / "nowhere" / "chart.png")


def test_what_cannot_be_seen_is_told(opened: Open) -> None:
    view = opened()
    assert view.accessibleName() == "Small"
    assert view.accessibleDescription() == "Three participants. D has no baseline."
    assert "D has no baseline." in {one.words for one in view._ready().layout.written}


def test_another_figure_keeps_who_stands_out(opened: Open) -> None:
    view = opened()
    view.highlight("B")
    QTest.mouseMove(view, spot(view, 2, 8))
    view.show_figure(swimmer(12))
    assert view.highlighted() == "B"
    assert view.figure().key == "swimmer"
    assert view.grab().toImage().size() == view.size()
