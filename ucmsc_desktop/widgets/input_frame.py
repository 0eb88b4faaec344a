"""The frame around an entry and the sentence below it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ucmsc_desktop.widgets import icons, theme

SIDE = 12
_SIGN = 14
_SIGN_GAP = 6
_ABOVE = 2


class InputFrame(QFrame):
    """The rounded frame around an entry: a line at rest, the accent with the focus, the error colour with a problem."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.closed = False
        self.wrong = False
        self._editor: QWidget | None = None
        self.row = QHBoxLayout(self)
        self.row.setSpacing(6)
        self.row.addStretch(0)
        self.set_sides(SIDE, SIDE)
        self.setMinimumHeight(theme.TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, child: QWidget, stretch: int = 0) -> None:
        """Put a widget behind those that are inside already."""
        self.row.insertWidget(self.row.count() - 1, child, stretch)

    def set_sides(self, left: int, right: int) -> None:
        """Keep this much room beside what is inside."""
        self.row.setContentsMargins(left, 2, right, 2)

    def hug(self, hugs: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Keep what is inside together at the left, as in a text, or let it fill the frame."""
        self.row.setStretch(self.row.count() - 1, 100 if hugs else 0)

    def watch(self, child: QWidget) -> None:
        """Follow the focus of the editor inside."""
        self._editor = child
        child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Draw the frame anew when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground and line; nothing at all when the entry is closed."""
        del event
        if self.closed:
            return
        look = theme.current()
        focused = self._editor is not None and self._editor.hasFocus()
        colour = look.error if self.wrong else look.accent if focused else look.border
        if not self.isEnabled():
            colour = look.line
        theme.frame(
            self, look.surface if self.isEnabled() else look.ground, colour, 2.0 if focused or self.wrong else 1.0
        )


class ProblemLabel(QWidget):
    """A sentence below an entry, with the sign for wrong in front; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def text(self) -> str:
        """The sentence that is shown."""
        return self._words

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence, or nothing for an empty one."""
        self._words = sentence
        self.setAccessibleName(sentence)
        self._fit()
        self.setVisible(bool(sentence))
        self.update()

    def _place(self) -> QRectF:
        left = theme.scaled(_SIGN) + _SIGN_GAP
        return QRectF(left, _ABOVE, max(self.width() - left, 1), 1000)

    def _fit(self) -> None:
        metrics = QFontMetricsF(theme.font(12))
        needed = metrics.boundingRect(self._place(), Qt.TextFlag.TextWordWrap, self._words).height()
        self.setFixedHeight(ceil(needed) + _ABOVE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take as many lines as the width needs."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw sign and sentence."""
        del event
        look = theme.current()
        painter = QPainter(self)
        sign = icons.pixmap("octagon-x", look.error, theme.scaled(_SIGN), self.devicePixelRatioF())
        painter.drawPixmap(0, _ABOVE + 1, sign)
        painter.setFont(theme.font(12))
        painter.setPen(QColor(look.error))
        painter.drawText(self._place(), Qt.TextFlag.TextWordWrap, self._words)
        painter.end()
