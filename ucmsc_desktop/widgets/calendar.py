"""A month to pick a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.widgets import icons, theme


class CalendarPopup(QFrame):
    """A calendar that closes when a day is picked, or with Esc, or with a click elsewhere."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(text.active_language()))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.month.setMinimumSize(theme.scaled(340), theme.scaled(320))
        if day is not None:
            self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        self._dress()
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self.month)

    def _dress(self) -> None:
        look = theme.current()
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(look.text))
        head.setForeground(QColor(look.secondary))
        head.setBackground(QColor(look.surface))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, plain)
        self.month.setHeaderTextFormat(head)
        colours = self.month.palette()
        colours.setColor(QPalette.ColorRole.AlternateBase, QColor(look.surface))
        self.month.setPalette(colours)
        for name, sign in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.month.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(sign))

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def show_below(self, widget: QWidget) -> None:
        """Open under a widget, or above it where the screen ends."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = widget.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), widget.mapToGlobal(QPoint(0, -4)).y() - self.height()))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)
