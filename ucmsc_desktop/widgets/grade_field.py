"""The entry of a grade from 1 to 5: five cards, each with its digit and what the grade means for this term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import Cells, Colours
from ucmsc_desktop.widgets.field_base import FieldWidget
from ucmsc_desktop.widgets.segments import ENTER

GRADES = (1, 2, 3, 4, 5)
_NARROWEST, _HEIGHT, _SIDE, _DIGIT, _HIGHEST = 92, 66, 8, 26, 10_000


class GradeCards(Cells):
    """Five cards; one without words is a grade that the term does not have and cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meanings: tuple[str, ...] = ("",) * len(GRADES)
        self.height_wanted = _HEIGHT
        self.set_words([str(grade) for grade in GRADES])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def cell_widths(self) -> list[int]:
        """All alike."""
        return [theme.scaled(_NARROWEST)] * len(self.words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """High enough for a digit and two lines."""
        return QSize(sum(self.cell_widths()), theme.scaled(self.height_wanted))

    def chosen_colours(self, index: int) -> Colours:
        """The colours of severity, the same as of a sign's grade."""
        look = theme.current()
        step = min(index, len(look.severity) - 1)
        return look.severity[step], look.severity_text[step]

    def mark_colour(self) -> str:
        """The strongest colour of severity, so that a chosen 1 shows too."""
        return theme.current().severity[-1]

    def press(self, index: int) -> None:
        """Choose a grade that the term has."""
        if self.meanings[index]:
            self.choose(index)

    def describe(self) -> None:
        """Say grade and meaning to assistive technology."""
        chosen = self.index()
        said = f"{self.words[chosen]}, {self.meanings[chosen]}" if chosen >= 0 else _("not graded")
        self.setAccessibleDescription(said)

    def _paint_cell(self, painter: QPainter, index: int, rect: QRectF, look: theme.Theme) -> None:
        chosen, known = index == self.index(), bool(self.meanings[index])
        ground, colour = self.chosen_colours(index) if chosen else (look.surface, look.secondary)
        if not known and not chosen:
            ground, colour = look.ground, look.muted
        elif index == self._under and not chosen and not self.closed:
            ground = look.accent_soft
        painter.fillPath(self._cell_path(rect), QColor(ground))
        painter.setPen(QColor(colour))
        top = rect.adjusted(0, 4, 0, 0)
        top.setHeight(theme.scaled(_DIGIT))
        painter.setFont(theme.bold(18))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.words[index])
        painter.setFont(theme.font(12))
        below = rect.adjusted(_SIDE, 4 + top.height(), -_SIDE, -3)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self._fitting(self.meanings[index] or _("no such grade"), below))

    @staticmethod
    def _fitting(words: str, room: QRectF) -> str:
        """Cut words that need more than the room; the whole text stands where the page has the space for it."""
        metrics, parts, cut = QFontMetrics(theme.font(12)), words.split(), words
        while len(parts) > 1 and _height(metrics, cut, room) > room.height():
            parts.pop()
            cut = " ".join(parts) + "…"
        return cut if len(parts) > 1 else metrics.elidedText(cut, Qt.TextElideMode.ElideRight, int(room.width()))


def _height(metrics: QFontMetrics, words: str, room: QRectF) -> int:
    wide = QRect(0, 0, int(room.width()), _HIGHEST)
    return metrics.boundingRect(wide, Qt.TextFlag.TextWordWrap, words).height()


class GradeField(FieldWidget):
    """A grade. A digit or a tap grades and goes on; Backspace takes the grade away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = GradeCards(self)
        self.cards.chosen.connect(lambda _index: self.edited.emit())
        self._line.insertWidget(0, self.cards, 1)
        self.box.hide()
        self.box.closed = True
        self.adopt(self.cards)

    def set_meanings(self, meanings: Sequence[str]) -> None:
        """Say what each grade means; an empty text for a grade that there is not."""
        if tuple(meanings) != self.cards.meanings:
            self.cards.meanings = tuple(meanings)
            self.cards.describe()
            self.cards.update()

    def value(self) -> Any:
        """The grade, None while it is open."""
        return GRADES[self.cards.index()] if self.cards.index() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show a grade, or that it is open."""
        self.cards.set_index(GRADES.index(value) if value in GRADES else -1)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the grade on its scale with nothing to press."""
        self.read_only = self.cards.closed = read_only
        self.cards.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.cards.update()

    def grade(self, typed: str) -> bool:
        """Take a digit as the grade; answers whether it is one that the term has."""
        is_one = typed in tuple(map(str, GRADES)) and not self.read_only
        if not is_one or not self.cards.meanings[int(typed) - 1]:
            return False
        self.cards.choose(int(typed) - 1)
        self.done.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Grade with a digit, go on with Enter, blank with Backspace; all else goes to the page."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.read_only or not plain:
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.cards.choose(-1)
        elif not self.grade(event.text()):
            super().keyPressEvent(event)

    def _show_problem(self) -> None:
        super()._show_problem()
        self.cards.set_wrong(bool(self._problem))
