"""The pictures of known involvement: what they show, and picking one by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.body.patterns import INVOLVEMENTS
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.pattern_row import PatternRow, picture, windows


@pytest.fixture
def row(qtbot: QtBot, look: QApplication) -> PatternRow:
    """A row of pictures of the trunk in a window of its own."""
    made = PatternRow()
    qtbot.addWidget(made)
    made.set_region(Region.TRUNK)
    made.resize(620, 100)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.is_drawn)
    return made


def plum(image: QImage) -> int:
    """How many pixels are more lesion than skin."""
    lesion, skin = QColor(theme.LIGHT.lesion), QColor(theme.LIGHT.skin)
    middle = (lesion.green() + skin.green()) / 2
    colours = (image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width()))
    return sum(1 for colour in colours if colour.alpha() > 200 and colour.green() < middle < colour.red())


@pytest.mark.parametrize("region", Region)
def test_more_involvement_is_more_paint(region: Region, look: QApplication) -> None:
    shares = [plum(picture(region, pct, QSize(120, 120), 1.0).toImage()) for pct in INVOLVEMENTS]
    assert shares == sorted(shares)
    assert shares[-1] > 3 * shares[3] > 0
    assert shares[0] > 0


@pytest.mark.parametrize("region", Region)
def test_every_sub_region_is_shown_once(region: Region) -> None:
    shown = [part for window in windows(region) for part in window.parts]
    assert len(shown) == len(set(shown))
    assert {part.region for part in shown} == {region}
    assert {part.view for part in shown} == {"front", "back"}


def test_a_picture_is_picked_by_mouse(row: PatternRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.picked) as picked:
        QTest.mouseClick(row.buttons[3], Qt.MouseButton.LeftButton)
    assert picked.args == [20]
    assert row.chosen() == 20
    assert [button.pct for button in row.buttons if button.isChecked()] == [20]


def test_a_picture_is_picked_by_keyboard(row: PatternRow, qtbot: QtBot) -> None:
    picked: list[int] = []
    row.picked.connect(picked.append)
    row.buttons[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Right):
        QTest.keyClick(QApplication.focusWidget() or row, key)
    assert QApplication.focusWidget() is row.buttons[-1]
    QTest.keyClick(row.buttons[-1], Qt.Key.Key_Space)
    QTest.keyClick(row.buttons[-1], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is row.buttons[-2]
    assert picked == [10, 90]


def test_one_picture_is_in_the_tab_order(row: PatternRow) -> None:
    row.set_chosen(40)
    stops = [button.pct for button in row.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [40]


def test_other_regions_are_drawn_and_none_is_chosen(row: PatternRow, qtbot: QtBot) -> None:
    row.set_chosen(10)
    trunk = row.grab().toImage()
    row.set_region(Region.UPPER_LIMBS)
    assert row.chosen() is None
    assert row.buttons[1].accessibleName() == "Upper limbs, 5\u00a0% involved"
    qtbot.waitUntil(row.is_drawn)
    row.set_region(Region.TRUNK)
    assert row.is_drawn()  # they were kept
    row.set_chosen(10)
    assert row.grab().toImage() == trunk


def test_pictures_to_look_at_are_not_picked(row: PatternRow) -> None:
    picked: list[int] = []
    row.picked.connect(picked.append)
    row.set_read_only(True)
    QTest.mouseClick(row.buttons[3], Qt.MouseButton.LeftButton)
    assert picked == []


@pytest.mark.parametrize("size", [(620, 100), (980, 150), (500, 88)])
def test_pictures_fit(row: PatternRow, qtbot: QtBot, size: tuple[int, int]) -> None:
    row.resize(*size)
    qtbot.waitUntil(row.is_drawn)
    assert row.minimumSizeHint().width() <= 500
    assert row.minimumSizeHint().height() <= 88
    for button in row.buttons:
        assert button.picture is not None
        assert button.picture.size() == button.picture_size()
        assert row.rect().contains(button.geometry())
