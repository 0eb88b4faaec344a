"""A pip for each planned infusion in the order of the plan: what was given, what was not, and what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

APART, FIRST, RADIUS, CROSS, HIGH = 26, 11, 8, 6, 24
HALF_TURN = 180 * 16
"""In Qt's sixteenths of a degree."""


class Pip(Code):
    """What became of a planned infusion."""

    WHOLE = ("whole", N_("whole dose"))
    PART = ("part", N_("in part"))
    UNKNOWN = ("unknown", N_("cells not known"))
    MISSED = ("missed", N_("not given"))
    AHEAD = ("ahead", N_("not given yet"))


class DosePips(QWidget):
    """Full for a whole dose, half for one in part, hollow amber where cells are not known, a cross, grey ahead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without doses."""
        super().__init__(parent)
        self._pips: list[Pip] = []

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A row of pips."""
        return QSize(APART * max(1, len(self._pips)), HIGH)

    def show_doses(self, given: int, planned: Sequence[tuple[str, Pip]]) -> None:
        """Show how many were given, and by visit, in the order of the plan, what became of each."""
        self._pips = [pip for _visit, pip in planned]
        words = [_("{visit}: {dose}").format(visit=visit, dose=_(pip.label)) for visit, pip in planned]
        self.setAccessibleName(_("{given} of {planned} doses given").format(given=given, planned=len(planned)))
        self.setAccessibleDescription("; ".join(words))
        self.setToolTip("\n".join(words))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the pips."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, pip in enumerate(self._pips):
            _draw(painter, QPointF(FIRST + APART * number, self.height() / 2), pip)
        painter.end()


def _draw(painter: QPainter, at: QPointF, pip: Pip) -> None:
    look = theme.current()
    colour = {Pip.WHOLE: look.accent, Pip.AHEAD: look.border}.get(pip, look.warn)
    painter.setPen(QPen(QColor(colour), 2))
    if pip is Pip.MISSED:
        for way in (-1, 1):
            painter.drawLine(at + QPointF(-CROSS, -CROSS * way), at + QPointF(CROSS, CROSS * way))
        return
    painter.setBrush(QColor(colour if pip is Pip.WHOLE else look.surface))
    painter.drawEllipse(at, RADIUS, RADIUS)
    if pip is Pip.PART:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawChord(QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS), HALF_TURN, HALF_TURN)
