"""An on-screen keypad types where the keyboard is, as the keys of a keyboard would."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ucmsc_desktop.widgets.glove_pad import GlovePad


class PadKeys(QObject):
    """Sends what is tapped on a pad to the entry of a form that has the keyboard, or had it last."""

    def __init__(self, pad: GlovePad, form: QWidget) -> None:
        """Take the pad and the form whose entries it serves."""
        super().__init__(form)
        self._form = form
        self._last: QLineEdit | None = None
        pad.set_point(True)
        pad.digit.connect(lambda digit: self._send(Qt.Key(ord(digit)), digit))
        pad.point.connect(lambda: self._send(Qt.Key.Key_Period, "."))
        pad.deleted.connect(lambda: self._send(Qt.Key.Key_Backspace, ""))
        pad.next_wanted.connect(lambda: self._send(Qt.Key.Key_Return, "\r"))

    def _send(self, key: Qt.Key, words: str) -> None:
        here = QApplication.focusWidget()
        if isinstance(here, QLineEdit) and self._form.isAncestorOf(here):
            self._last = here
        if self._last is None or not self._last.isVisible():
            return
        self._last.setFocus(Qt.FocusReason.OtherFocusReason)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self._last, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, words))
