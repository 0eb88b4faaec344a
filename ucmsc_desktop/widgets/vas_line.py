"""A visual analogue scale: a line between two words, marked anywhere, with the number beside in step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import BadValue, Field, Item
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.fields import NumberField

_SIDE = 14
_WORDS = 20
_NARROWEST = 300
_KNOB = 10
_TICK = 9
_PAGE = 10
_ENTRY = 130


class ScaleLine(QWidget):
    """The line alone. `step` is where it is marked, None while nobody has marked it."""

    moved = Signal()
    """The mark moved, under the finger too."""
    settled = Signal()
    """The person let go of a mark that moved."""
    typed = Signal(str)
    """A digit was typed here: the number beside takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = 100
        self.step: int | None = None
        self.closed = False
        self.ends = ("", "")
        self._moving = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A finger's height for the line, and its words below."""
        return QSize(theme.scaled(_NARROWEST), theme.TARGET + theme.scaled(_WORDS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Long enough that a hundred places can be told apart."""
        return self.sizeHint()

    def show_step(self, step: int | None) -> None:
        """Show where it is marked."""
        self.step, self._moving = step, False
        self.update()

    def _mark(self, step: int | None) -> None:
        step = None if step is None else min(max(step, 0), self.steps)
        if step != self.step:
            self.step, self._moving = step, True
            self.update()
            self.moved.emit()

    def _settle(self) -> None:
        if self._moving:
            self._moving = False
            self.settled.emit()

    def place(self, step: int) -> QPointF:
        """Where a step lies on the line."""
        length = self.width() - 2 * _SIDE
        return QPointF(_SIDE + length * step / self.steps, theme.TARGET / 2)

    def _step_at(self, x: float) -> int:
        return round((x - _SIDE) * self.steps / max(self.width() - 2 * _SIDE, 1))

    # Finger, pen and mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the line here."""
        if self.closed or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mark(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the mark along; beyond an end it stays at the end."""
        if not self.closed and event.buttons() & Qt.MouseButton.LeftButton:
            self._mark(self._step_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of the mark."""
        del event
        self._settle()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move by one, Page keys by ten, Home and End to the ends, Backspace takes the mark away."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.closed or not plain:
            event.ignore()
        elif event.text().isdecimal() and event.text().isascii():
            self.typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._mark(None)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._mark(0 if event.key() == Qt.Key.Key_Home else self.steps)
        else:
            self._move_by_key(event)
        if not event.isAutoRepeat():
            self._settle()

    def _move_by_key(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_PageDown: -_PAGE,
            Qt.Key.Key_PageUp: _PAGE,
        }
        move = moves.get(Qt.Key(event.key()), 0)
        if not move:
            event.ignore()
        elif self.step is None:
            self._mark(0 if move > 0 else self.steps)
        else:
            self._mark(self.step + move)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A key that was held is one move."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._settle()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no mark behind that nobody was told of."""
        super().focusOutEvent(event)
        self._settle()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The same when the page goes while a finger is on the line."""
        super().hideEvent(event)
        self._settle()

    # Look

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the line with its ends and words, and the mark."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self.place(0), self.place(self.steps)
        painter.setPen(QPen(QColor(look.text), 2))
        painter.drawLine(left, right)
        for end in (left, right):
            painter.drawLine(end - QPointF(0, _TICK), end + QPointF(0, _TICK))
        self._draw_words(painter, look)
        if self.step is not None:
            self._draw_mark(painter, look, self.place(self.step))
        if self.hasFocus() and not self.closed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            ring = QRectF(1, 1, self.width() - 2, theme.TARGET - 2)
            painter.drawRoundedRect(ring, theme.RADIUS, theme.RADIUS)
        painter.end()

    def _draw_words(self, painter: QPainter, look: theme.Theme) -> None:
        room = QRectF(2, theme.TARGET, self.width() - 4, theme.scaled(_WORDS))
        painter.setFont(theme.font(12))
        painter.setPen(QColor(look.secondary))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self.ends[0])
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, self.ends[1])

    def _draw_mark(self, painter: QPainter, look: theme.Theme, at: QPointF) -> None:
        painter.setPen(QPen(QColor(look.surface), 2))
        painter.setBrush(QColor(look.secondary if self.closed else look.accent))
        painter.drawEllipse(at, _KNOB, _KNOB)


class VasLine(QWidget):
    """An entry that is marked on a line or typed as a number. Untouched it has no value, never the lowest one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field("", Item(label="", low=0, high=100), int)
        self.line = ScaleLine(self)
        self.number = NumberField(self)
        self.number.set_width(_ENTRY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.number)
        self.setFocusProxy(self.line)
        self.line.moved.connect(self._follow_line)
        self.line.settled.connect(self.edited)
        self.line.typed.connect(self._type)
        self.number.edited.connect(self._follow_number)

    def set_ends(self, low: str, high: str) -> None:
        """Write the words at the two ends."""
        self.line.ends = (low, high)
        self.line.update()
        self._describe()

    # What a binder calls

    def set_field(self, field: Field) -> None:
        """Take over label, unit, range and the size of a step."""
        self.field = field
        item = field.item
        self.line.steps = int((Decimal(item.high or 0) - Decimal(item.low or 0)).scaleb(item.decimals))
        self.number.set_field(field)
        self.line.setAccessibleName(field.label)
        self.number.setAccessibleName(_("{label}, as a number").format(label=field.label))
        self._describe()

    def value(self) -> Any:
        """The value, None while nothing is marked. Raises BadValue for a number that cannot be."""
        return self.number.value()

    def set_value(self, value: Any) -> None:
        """Show a value, or that nothing is marked."""
        self.number.set_value(value)
        self.line.show_step(None if value is None else self._step_of(value))
        self._describe()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show line and number as they are, with nothing to move."""
        self.line.closed = read_only
        self.line.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.line.update()
        self.number.set_read_only(read_only)

    def problem(self) -> str:
        """The sentence about this entry."""
        return self.number.problem()

    def set_problem(self, sentence: str) -> None:
        """Say below the number what is wrong, or take it away."""
        self.number.set_problem(sentence)

    def set_blank_words(self, words: str) -> None:
        """Say in the empty number why it is empty."""
        self.number.set_blank_words(words)

    def settle(self) -> None:
        """End the typing of a number."""
        self.number.settle()

    # In step

    def _step_of(self, value: Decimal | int) -> int:
        item = self.field.item
        return int((Decimal(value) - Decimal(item.low or 0)).scaleb(item.decimals))

    def _value_of(self, step: int) -> Decimal | int:
        item = self.field.item
        value = Decimal(item.low or 0) + Decimal(step).scaleb(-item.decimals)
        return int(value) if self.field.kind is int else value

    def _follow_line(self) -> None:
        self.number.set_value(None if self.line.step is None else self._value_of(self.line.step))
        self._describe()

    def _follow_number(self) -> None:
        try:
            value = self.number.value()
        except BadValue:
            value = None
        self.line.show_step(None if value is None else self._step_of(value))
        self._describe()
        self.edited.emit()

    def _type(self, digit: str) -> None:
        self.number.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.line.selectAll()
        self.number.line.insert(digit)

    def _describe(self) -> None:
        said = _("not marked") if self.line.step is None else self.number.line.text()
        ends = _("from {low} to {high}").format(low=self.line.ends[0], high=self.line.ends[1])
        self.line.setAccessibleDescription(f"{said}, {ends}" if self.line.ends[0] else said)
