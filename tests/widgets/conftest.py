"""What the tests of widgets share: the look of the program, and a window in which a widget has the keyboard."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.widgets import theme

W = TypeVar("W", bound=QWidget)
Shown = Callable[[W], W]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The light look at its normal size; taken off again afterwards."""
    before, font = QPalette(qapp.palette()), qapp.font()
    theme.apply(qapp, theme.LIGHT)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(before)
    qapp.setFont(font)


@pytest.fixture
def shown(qtbot: QtBot, look: QApplication) -> Shown[QWidget]:
    """Show a widget in a window, between two other entries, and give it the keyboard."""
    windows: list[QWidget] = []

    def show(widget: W) -> W:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for part in (QLineEdit(), widget, QLineEdit()):
            column.addWidget(part)
        window.resize(480, 260)
        window.show()
        window.activateWindow()
        widget.setFocus()
        qtbot.waitUntil(lambda: window.isActiveWindow())
        return widget

    return show
