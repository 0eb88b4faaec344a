"""A row of cells as one control, of which at most one is chosen: the ground of score pads and answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.widgets import theme

Colours = tuple[str, str]


class Cells(QWidget):
    """Joined cells with words; a click chooses. What the keys do and how a chosen cell looks is the subclass's."""

    chosen = Signal(int)
    """The person chose a cell, or took the choice away (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()
        self.closed = False
        self._chosen = -1
        self._under = -1
        self._wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # What a subclass says

    def cell_widths(self) -> list[int]:
        """How wide each cell wants to be."""
        raise NotImplementedError

    def chosen_colours(self, index: int) -> Colours:
        """Ground and text of a chosen cell."""
        raise NotImplementedError

    def press(self, index: int) -> None:
        """Do what a click on a cell does."""
        raise NotImplementedError

    def cell_font(self, *, chosen: bool) -> QFont:
        """The font of a cell's words."""
        return theme.bold() if chosen else theme.font()

    # State

    def set_words(self, words: Sequence[str]) -> None:
        """Name the cells; nothing is chosen then."""
        self.words, self._chosen = tuple(words), -1
        self.updateGeometry()
        self.describe()
        self.update()

    def index(self) -> int:
        """The chosen cell, -1 for none."""
        return self._chosen

    def set_index(self, index: int) -> None:
        """Show a cell as chosen, none for -1."""
        if index != self._chosen:
            self._chosen = index
            self.describe()
            self.update()

    def set_wrong(self, wrong: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Mark the row as one that has a problem."""
        self._wrong = wrong
        self.update()

    def choose(self, index: int) -> None:
        """Choose as the person does: tells everybody when it is a change."""
        if index != self._chosen:
            self.set_index(index)
            self.chosen.emit(index)

    def describe(self) -> None:
        """Say the chosen words to assistive technology."""
        self.setAccessibleDescription(self.words[self._chosen] if 0 <= self._chosen < len(self.words) else "")

    # Geometry

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all cells, high enough for a finger."""
        return QSize(sum(self.cell_widths()), theme.TARGET)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: a cell is never cut."""
        return self.sizeHint()

    def rects(self) -> list[QRectF]:
        """Where the cells lie; a wider widget widens them all alike."""
        wanted = self.cell_widths()
        factor = self.width() / max(sum(wanted), 1)
        found, left = [], 0.0
        for width in wanted:
            right = left + width * factor
            found.append(QRectF(round(left), 0, round(right) - round(left), self.height()))
            left = right
        return found

    def cell_at(self, point: QPointF) -> int:
        """The cell under a point, -1 for none."""
        return next((index for index, rect in enumerate(self.rects()) if rect.contains(point)), -1)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the cell under the finger or the mouse."""
        index = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0 and not self.closed:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.press(index)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tint the cell under the mouse."""
        self._hover(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the tint away."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._under:
            self._under = index
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the choice away with Delete; other keys are the subclass's or go to the page."""
        if event.key() == Qt.Key.Key_Delete and not self.closed:
            self.choose(-1)
        else:
            super().keyPressEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the row: grounds, words, dividing lines, and the ring of focus or problem."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self._wrong
        inset = 1.0 if strong else 0.5
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.RADIUS, theme.RADIUS)
        if not self.closed:
            painter.fillPath(outline, QColor(look.surface if self.isEnabled() else look.ground))
        painter.setClipPath(outline)
        rects = self.rects()
        for index, rect in enumerate(rects):
            self._paint_cell(painter, index, rect, look)
        colour = look.error if self._wrong else look.accent if self.hasFocus() else look.border
        line = QPen(QColor(colour), 2.0 if strong else 1.0)
        if not self.closed:
            self._paint_dividers(painter, rects, line)
        self._paint_mark(painter, rects, outline)
        painter.setClipping(False)
        if not self.closed:
            painter.setPen(line)
            painter.drawPath(outline)
        painter.end()

    def _paint_cell(self, painter: QPainter, index: int, rect: QRectF, look: theme.Theme) -> None:
        chosen = index == self._chosen
        ground, colour = self.chosen_colours(index) if chosen else (look.surface, look.secondary)
        if index == self._under and not chosen and not self.closed:
            ground = look.accent_soft
        if not self.isEnabled():
            ground, colour = (look.pressed if chosen else look.ground), look.muted
        painter.fillPath(self._cell_path(rect), QColor(ground))
        painter.setFont(self.cell_font(chosen=chosen))
        painter.setPen(QColor(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.words[index])

    def _cell_path(self, rect: QRectF) -> QPainterPath:
        path = QPainterPath()
        if self.closed:
            path.addRoundedRect(rect.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        else:
            path.addRect(rect)
        return path

    @staticmethod
    def _paint_dividers(painter: QPainter, rects: list[QRectF], line: QPen) -> None:
        painter.setPen(line)
        middle = line.widthF() % 2 / 2
        for rect in rects[1:]:
            if rect.left() > 0 and rect.width() > 0:
                place = rect.left() + middle
                painter.drawLine(QPointF(place, 0), QPointF(place, rect.height()))

    def _paint_mark(self, painter: QPainter, rects: list[QRectF], outline: QPainterPath) -> None:
        if not 0 <= self._chosen < len(rects) or not self.isEnabled() or not self.marks_chosen():
            return
        cell = self._cell_path(rects[self._chosen]).intersected(outline)
        painter.setClipPath(cell)
        painter.setPen(QPen(QColor(self.mark_colour()), 4.0))
        painter.drawPath(cell)

    def marks_chosen(self) -> bool:
        """Whether the chosen cell gets a line around it; alone in its row it needs none."""
        return True

    def mark_colour(self) -> str:
        """The line around a chosen cell, which tells it apart without its ground."""
        return theme.current().accent


def words_width(words: str, font: QFont, room: int) -> int:
    """How wide a cell with these words is."""
    return QFontMetrics(font).horizontalAdvance(words) + room
