"""The trajectory chart: a plot of one participant's PASI, to look at, to walk along with the keyboard, and to hear."""

from __future__ import annotations

from pathlib import Path

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
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import Stop, is_taken_over, stops, why_no_lines
from ucmsc_desktop.domain.trajectory_words import stop_words, summary
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.trajectory_legend import Legend, entries

PICTURE_SCALE = 2
CAPTION = 36


class TrajectoryChart(QWidget):
    """PASI by true day with responses, windows, visits and doses. `chosen` names the visit at which one stops."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ucmsc_desktop.widgets.trajectory_plot import TrajectoryPlot  # late, for start-up: it loads pyqtgraph

        self._course: Course | None = None
        self._protocol: Protocol | None = None
        self._stop: Stop | None = None
        self.legend = Legend(self)
        self.note = self._line("secondary")
        self.plot = TrajectoryPlot(self._stop_at)
        self.readout = self._line("strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(6)
        for part in (self.legend, self.note, self.plot.widget, self.readout):
            layout.addWidget(part, stretch=1 if part is self.plot.widget else 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Trajectory"))
        self.forget()

    def _line(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def show_course(self, course: Course, protocol: Protocol) -> None:
        """Show a course; the stop that was chosen stays when it is still there."""
        self._course, self._protocol = course, protocol
        if self._stop not in stops(course):
            self._stop = None
        self.legend.set_entries(entries(protocol, course))
        self.note.setText(self._notes(course))
        self.note.setVisible(bool(self.note.text()))
        self.setAccessibleName(_("Trajectory of {subject}").format(subject=course.subject))
        self.setAccessibleDescription(summary(protocol, course))
        self._show()

    def forget(self) -> None:
        """Show nothing and say nothing, as before a course was given."""
        self._course = self._protocol = self._stop = None
        self.legend.set_entries([])
        self.note.hide()
        self.setAccessibleDescription("")
        self.readout.clear()
        self.plot.forget()

    def stop(self) -> Stop | None:
        """Where one stands, None before the first step."""
        return self._stop

    def choose(self, visit: str) -> None:
        """Stop at a visit, when the course has it."""
        for stop in stops(self._course) if self._course else []:
            if stop.visit == visit and stop != self._stop:
                self._stop_at(stop)
                return

    def save_png(self, path: Path) -> None:
        """Save the chart as a picture with the participant's code over it. Raises OSError when it cannot be written."""
        hint = self.readout.text()
        if self._stop is None:
            self.readout.clear()
        self.plot.draw(PICTURE_SCALE)
        image = self._picture()
        self.plot.draw()
        self.readout.setText(hint)
        if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError(_("The picture could not be written to {path}.").format(path=path))

    def _picture(self) -> QImage:
        size = QSize(self.width(), self.height() + CAPTION)
        image = QImage(size * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(QColor(theme.current().surface))
        painter = QPainter(image)
        painter.setFont(theme.bold(16))
        painter.setPen(QColor(theme.current().text))
        painter.drawText(12, CAPTION - 10, self.accessibleName())
        for part in (self.legend, self.note, self.plot.widget, self.readout):
            if not part.isHidden():
                # By the base class: a graphics view renders its scene instead, at a size of its own.
                corner = part.pos() + QPoint(0, CAPTION)
                QWidget.render(part, painter, corner, renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        return image

    # --- Walking along ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the next, the previous, the first or the last stop."""
        found = stops(self._course) if self._course else []
        if not found:
            super().keyPressEvent(event)
            return
        here = found.index(self._stop) if self._stop in found else None
        last = len(found) - 1
        target = {
            Qt.Key.Key_Right: 0 if here is None else min(here + 1, last),
            Qt.Key.Key_Left: last if here is None else max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        else:
            self._stop_at(found[target])

    def _stop_at(self, stop: Stop) -> None:
        self._stop = stop
        self._show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.readout.text()))
        self.chosen.emit(stop.visit)

    def _show(self) -> None:
        if self._course is None or self._protocol is None:
            return
        words = _("Press ← or →, or click a point, to read its values here.") if stops(self._course) else ""
        self.readout.setText(stop_words(self._protocol, self._course, self._stop) if self._stop else words)
        self.plot.show(self._course, self._protocol, self._stop)

    def _notes(self, course: Course) -> str:
        taken_over = _("Taken over from an earlier record; days count from its baseline.")
        return " ".join(filter(None, [taken_over if is_taken_over(course) else "", why_no_lines(course)]))

    # --- Looks ---

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again in the colours of another look or the size of another text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "plot"):
            self.plot.draw()

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
