"""What the lines and marks of a trajectory mean, in one or two rows over the plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import shown_visits
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory_samples import SAMPLE, draw_sample
from ucmsc_desktop.widgets.trajectory_shown import Shown

APART = 18


@dataclass(frozen=True)
class Entry:
    """A kind of line or mark with its words; a line is told by its place among those of the plot."""

    kind: str
    words: str
    place: int = 0
    count: int = 1


def entries(shown: Shown) -> list[Entry]:
    """The kinds of line and mark that a tab shows, each with its words."""
    return [entry for entry, is_shown in _possible(shown) if is_shown]


def _possible(shown: Shown) -> Iterator[tuple[Entry, bool]]:
    traces, values, spread = shown.plot.traces, shown.values, shown.spread
    native = [value for value in values if not value.imported]
    for place, trace in enumerate(traces):
        yield Entry("line", trace.name, place, len(traces)), bool(trace.values)
    bridge = Entry("bridge", _("over a gap, or to an approximate day"), 0, len(traces))
    yield bridge, any(trace.bridged for trace in traces)
    yield Entry("signed", _("signed")), any(value.state is State.SIGNED for value in native)
    yield Entry("open", _("not signed")), any(value.state is not State.SIGNED for value in native)
    yield Entry("imported", _("imported")), len(native) < len(values)
    yield Entry("response", _("response against own baseline")), bool(shown.plot.levels and values)
    yield Entry("relapse", _("relapse")), shown.plot.relapse_day is not None
    if spread is not None:
        yield Entry("median", _("cohort median (n = {n})").format(n=spread.n)), True
        yield Entry("quartiles", _("middle half of the cohort")), True
    yield Entry("window", window_words(shown.protocol)), bool(shown_visits(shown.protocol, shown.course))


def window_words(protocol: Protocol) -> str:
    """How wide the windows of visits are, when all are the same."""
    widths = {(visit.early_days, visit.late_days) for visit in protocol.timed_visits}
    if len(widths) == 1:
        early, late = widths.pop()
        if early == late:
            return _("visit window ±{days} d").format(days=early)
    return _("visit window")


class Legend(QWidget):
    """Samples of lines and marks with their words; it grows to a second row where the first is full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._fit()

    def set_entries(self, found: Sequence[Entry]) -> None:
        """Show these and no others."""
        self._entries = list(found)
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(", ".join(entry.words for entry in found))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find out how many rows are needed at this width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the samples and write their words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        row = self._row()
        for entry, corner in zip(self._entries, self._corners(), strict=True):
            draw_sample(painter, corner + QPointF(0, row / 2), entry.kind, entry.place, entry.count)
            painter.setPen(QColor(theme.current().secondary))
            place = QRectF(corner.x() + SAMPLE + 8, corner.y(), self.width(), row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.words)
        painter.end()

    @staticmethod
    def _font() -> QFont:
        return theme.font(13)

    def _row(self) -> int:
        return QFontMetrics(self._font()).height() + 3

    def _corners(self) -> list[QPointF]:
        metrics, row = QFontMetrics(self._font()), self._row()
        x, y = 0.0, 0.0
        corners = []
        for entry in self._entries:
            width = SAMPLE + 8 + metrics.horizontalAdvance(entry.words)
            if x and x + width > self.width():
                x, y = 0.0, y + row
            corners.append(QPointF(x, y))
            x += width + APART
        return corners

    def _fit(self) -> None:
        rows = max((corner.y() for corner in self._corners()), default=0.0) + self._row()
        self.setFixedHeight(int(rows))
