"""The popup with the legend: drawn as in the picture, heard, and closed by keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.figure import Axis, Figure, Ink, Mark, Sample, Shape
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_key import FigureKey

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

RING = Sample("first PASI 75", Mark(0, 0, Shape.DISC, Ink.RESPONSE, filled=False, size=12))
SQUARE = Sample("relapse", Mark(0, 0, Shape.SQUARE, Ink.ERROR, filled=False, size=12))
FIGURE = Figure("", "Time", Axis("", 0, 1), Axis("", 0, 1), legend=(RING, SQUARE), notes=("Not drawn: P-001.",))


@pytest.fixture
def button(qtbot: QtBot, look: QApplication) -> QPushButton:
    made = QPushButton("i")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_draws_each_sample_in_its_colour(button: QPushButton) -> None:
    key = FigureKey(button, FIGURE)
    image = key.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert {QColor(theme.LIGHT.ok).rgb(), QColor(theme.LIGHT.error).rgb()} <= seen


def test_it_is_heard_and_named(button: QPushButton, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = list[str]()

    def hear(event: QAccessibleEvent) -> None:
        heard.append(getattr(event, "message", str)())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    key = FigureKey(button, FIGURE)
    key.show_below(button)
    assert "first PASI 75. relapse. Not drawn: P-001." in heard
    assert key.accessibleName() == "Legend and notes: Time"
    assert key.accessibleDescription() == heard[-1]
    assert key.screen().availableGeometry().contains(key.geometry())
    key.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space, None])
def test_it_closes(button: QPushButton, key: Qt.Key | None) -> None:
    made = FigureKey(button, FIGURE)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show_below(button)
    if key is None:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(made, Qt.Key.Key_A)
        assert made.isVisible()
        QTest.keyClick(made, key)
    assert not made.isVisible()
