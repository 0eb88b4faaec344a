"""The keypad: large keys with names, taps that leave the keyboard where it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.keypad import Keypad


@pytest.mark.parametrize("scale", [100, 150])
def test_keys_are_large_named_and_do_not_take_the_keyboard(qtbot: QtBot, look: QApplication, scale: int) -> None:
    theme.apply(look, theme.LIGHT, scale)
    window, entry, pad = QWidget(), QLineEdit(), Keypad()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(entry)
    column.addWidget(pad)
    pad.digit.connect(entry.insert)
    pad.deleted.connect(entry.backspace)
    window.show()
    window.activateWindow()
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    for key in (*pad.keys.values(), pad.delete_key):
        assert min(key.width(), key.height()) >= 56 * scale // 100
        assert key.accessibleName()
    for digit in "0123456789":
        QTest.mouseClick(pad.keys[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pad.delete_key, Qt.MouseButton.LeftButton)
    assert entry.text() == "012345678"
    assert entry.hasFocus()
