"""The trajectory chart: a plot of one participant's course, to look at, to walk along with the keyboard, to hear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucmsc_desktop.domain.plot_words import PlotStop, plot_stop_words, plot_stops, plot_summary
from ucmsc_desktop.domain.trajectory import is_taken_over
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.readout import Readout
from ucmsc_desktop.widgets.trajectory_legend import Legend, entries
from ucmsc_desktop.widgets.trajectory_shown import Shown
from ucmsc_desktop.widgets.trajectory_zoom import CLOSER, Days
from ucmsc_desktop.widgets.trajectory_zoom_bar import ZoomBar

PICTURE_SCALE = 2
CAPTION = 36
EDGE = 6


@dataclass(frozen=True)
class ChartPlace:
    """The day and visit where one stood, and the days in sight when it was not the whole."""

    at: tuple[int, str] | None
    days: Days | None


class TrajectoryChart(QWidget):
    """One tab by true day with what lies under it. `chosen` tells at which stop of the walk one stands."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ucmsc_desktop.widgets.trajectory_plot import TrajectoryPlot  # late, for start-up: it loads pyqtgraph

        self._shown: Shown | None = None
        self._stops: tuple[PlotStop, ...] = ()
        self._place = -1
        self.legend = Legend(self)
        self.zoom_bar = ZoomBar(self)
        self.note = self._notes_line()
        self.plot = TrajectoryPlot(self._clicked, self._hover, self._zoomed)
        self.readout = Readout(self)
        self.foot = QHBoxLayout()
        self._lay_out()
        self.zoom_bar.nearer.connect(self.plot.nearer)
        self.zoom_bar.back.connect(self.plot.back)
        self.zoom_bar.whole.connect(self.plot.whole)
        self.zoom_bar.dress()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.forget()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.legend, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.zoom_bar, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, EDGE, 8, EDGE)
        layout.setSpacing(EDGE)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addWidget(self.plot.widget, 1)
        self.foot.setSpacing(10)
        self.foot.addWidget(self.readout, 1)
        layout.addLayout(self.foot)

    def _notes_line(self) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "secondary")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def show_tab(self, shown: Shown) -> None:
        """Show a tab; the stop that was chosen stays when its visit is still there."""
        before = _at(self.stop())
        self._shown, self._stops = shown, plot_stops(shown.course, shown.plot)
        self._place = _same(self._stops, before)
        self.readout.make_room([_how_to_read(), *map(self._words, self._stops)])
        self.legend.set_entries(entries(shown))
        self.note.setText(_notes(shown))
        self.note.setVisible(bool(self.note.text()))
        self.setAccessibleName(_("Trajectory of {subject}").format(subject=shown.course.subject))
        self.setAccessibleDescription(
            plot_summary(shown.protocol, shown.course, shown.plot, shown.lanes.events, shown.spread)
        )
        self._read()
        self.plot.show(shown, self.stop())
        self._zoomed()

    def forget(self) -> None:
        """Show nothing and say nothing, as before a course was given."""
        self._shown, self._stops, self._place = None, (), -1
        self.legend.set_entries([])
        self.note.hide()
        self.setAccessibleName(_("Trajectory"))
        self.setAccessibleDescription("")
        self.readout.clear()
        self.plot.forget()
        self._zoomed()

    def stop(self) -> PlotStop | None:
        """Where one stands, None before the first step."""
        return self._stops[self._place] if 0 <= self._place < len(self._stops) else None

    @property
    def place(self) -> int:
        """The place of that stop in the walk, -1 before the first step."""
        return self._place

    def choose(self, place: int) -> None:
        """Go to a stop of the walk."""
        if place != self._place and 0 <= place < len(self._stops):
            self._go(place)

    def kept_place(self) -> ChartPlace:
        """Where one stands, and what is in sight."""
        zoom = self.plot.zoom
        return ChartPlace(_at(self.stop()), None if zoom.is_whole else zoom.days)

    def take_place(self, place: ChartPlace) -> None:
        """Stand where one stood, and see what was in sight."""
        self.choose(_same(self._stops, place.at))
        if place.days is not None:
            self.plot.look_at(place.days)

    # --- Pictures ---

    def picture(self) -> QImage:
        """The chart as a picture with the participant's code over it, in the colours of the screen."""
        self._read()
        self.plot.draw(PICTURE_SCALE)
        image = self._painted()
        self.plot.draw()
        return image

    def _painted(self) -> QImage:
        parts = [self.legend, self.note, self.plot.widget, *([self.readout] if self.stop() is not None else [])]
        size = QSize(self.width(), parts[-1].geometry().bottom() + 1 + EDGE + CAPTION)
        image = QImage(size * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(QColor(theme.current().surface))
        painter = QPainter(image)
        painter.setFont(theme.bold(16))
        painter.setPen(QColor(theme.current().text))
        painter.drawText(12, CAPTION - 10, self.accessibleName())
        for part in parts:
            if not part.isHidden():
                # By the base class: a graphics view renders its scene instead, at a size of its own.
                corner = part.pos() + QPoint(0, CAPTION)
                QWidget.render(part, painter, corner, renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        return image

    # --- Walking along ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the next, the previous, the first or the last stop, look nearer, or open the form behind a stop."""
        key = Qt.Key(event.key())
        step, action = self._steps().get(key), self._actions().get(key)
        if step is not None and self._stops:
            self._go(step)
        elif action is not None and self._stops:
            action()
        else:
            super().keyPressEvent(event)

    def _steps(self) -> dict[Qt.Key, int]:
        last = len(self._stops) - 1
        return {
            Qt.Key.Key_Right: min(self._place + 1, last),
            Qt.Key.Key_Left: last if self._place < 0 else max(self._place - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }

    def _actions(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_Plus: lambda: self.plot.nearer(CLOSER),
            Qt.Key.Key_Equal: lambda: self.plot.nearer(CLOSER),
            Qt.Key.Key_Minus: lambda: self.plot.nearer(1 / CLOSER),
            Qt.Key.Key_Backspace: self.plot.back,
            Qt.Key.Key_0: self.plot.whole,
            Qt.Key.Key_Return: lambda: self.opened.emit(self._place),
            Qt.Key.Key_Enter: lambda: self.opened.emit(self._place),
        }

    def _clicked(self, stop: PlotStop) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(self._stops.index(stop))

    def _go(self, place: int) -> None:
        self._place = place
        self._read()
        self.plot.choose(self._stops[place])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.readout.text()))
        self.chosen.emit(place)

    def _read(self, under: PlotStop | None = None) -> None:
        """Read out the stop under the pointer, else the one that is chosen."""
        stop = under if under is not None else self.stop()
        words = _how_to_read() if self._stops else ""
        self.readout.setText(self._words(stop) if stop is not None else words)

    def _words(self, stop: PlotStop) -> str:
        shown = self._shown
        return plot_stop_words(shown.protocol, shown.course, shown.plot, stop) if shown is not None else ""

    def _hover(self, stop: PlotStop | None) -> None:
        viewport = self.plot.widget
        self._read(stop)
        viewport.setCursor(Qt.CursorShape.PointingHandCursor if stop is not None else Qt.CursorShape.ArrowCursor)

    def _zoomed(self) -> None:
        self.zoom_bar.show_zoom(self.plot.zoom)

    # --- Looks ---

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again in the colours of another look or the size of another text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "plot"):
            self.zoom_bar.dress()
            self.plot.renew()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the ring of the focus."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ring of the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
            painter.end()


def _same(stops: tuple[PlotStop, ...], before: tuple[int, str] | None) -> int:
    """The place of the stop at the day and visit where one stood, in another tab too; -1 when there is none."""
    places = (number for number, stop in enumerate(stops) if before is not None and _at(stop) == before)
    return next(places, -1)


def _at(stop: PlotStop | None) -> tuple[int, str] | None:
    return (stop.day, stop.visit) if stop is not None else None


def _how_to_read() -> str:
    return _("Press ← or →, or point at a mark, to read its values here.")


def _notes(shown: Shown) -> str:
    """What cannot be drawn, and why; of a chart without values the first of it stands in the plot itself."""
    taken_over = _("Taken over from an earlier record; days count from its baseline.")
    absent = shown.plot.absent if shown.values else shown.plot.absent[1:]
    return " ".join([*([taken_over] if is_taken_over(shown.course) else []), *absent])
