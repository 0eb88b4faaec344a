"""The trellis: a small plot of each participant, hundreds of them, of which only those in sight are painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ucmsc_desktop.domain.trellis import SmallPlot, Trellised
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_view import LARGEST
from ucmsc_desktop.widgets.trellis_grid import SIDE, WORDS, Grid
from ucmsc_desktop.widgets.trellis_paint import paint

TOP, CAPTION, PAD = 44, 26, 8
HEAD_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class Trellis(QAbstractScrollArea):
    """All participants side by side. Arrows walk, Enter chooses, Enter again opens; it scrolls by itself."""

    pointed = Signal(str)
    """Whoever the pointer or the keyboard came to, empty for nobody."""
    chosen = Signal(str)
    """A participant was clicked or taken with Enter; empty when empty ground was clicked."""
    opened = Signal(str)
    """The participant's own chart is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plots = Trellised()
        self._who = ""
        self._here: int | None = None
        self._under: int | None = None
        self._top = 0
        self._grid = Grid(self._plots, 1, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("All participants"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A page of them."""
        return QSize(theme.scaled(900), theme.scaled(560))

    def show_plots(self, plots: Trellised) -> None:
        """Show these; whoever stood out, or had the keyboard, keeps it when still there."""
        here = self.current()
        self._plots = plots
        codes = {plot.who: place for place, plot in enumerate(plots.plots)}
        self._here, self._under = codes.get(here), None
        many = len(plots.plots)
        words = ngettext("{n} small plot.", "{n} small plots.", many).format(n=many)
        self.setAccessibleDescription(f"{words} {plots.scale_words} {plots.said_words}" if many else self._nothing())
        self._arrange()

    def highlight(self, who: str) -> None:
        """Let a participant stand out, nobody with an empty code."""
        if who != self._who:
            self._who = who
            self.viewport().update()

    def highlighted(self) -> str:
        """Who stands out."""
        return self._who

    def current(self) -> str:
        """Where the keyboard stands."""
        return self._plots.plots[self._here].who if self._here is not None else ""

    @staticmethod
    def _nothing() -> str:
        return _("Nobody has a PASI or an infusion yet.")

    def picture(self, scale: float, words: str) -> QImage:
        """All plots as one image, as wide as the view, with words over them and nobody standing out."""
        look, width, head = theme.current(), self.width(), theme.scaled(CAPTION)
        top = head + self._head_height(width)
        grid = Grid(self._plots, width, top, self.height())
        scale = min(scale, LARGEST / max(1, width, grid.height))
        image = QImage(QSize(width, grid.height) * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(look.surface))
        painter = QPainter(image)
        painter.setFont(theme.font(WORDS))
        painter.setPen(QColor(look.secondary))
        side = theme.scaled(SIDE)
        told = f"{words}\n{self._head_words()}"
        room = QRect(side, 0, width - 2 * side, top)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, told)
        paint(painter, [grid.drawn(place) for place in range(len(self._plots.plots))])
        painter.end()
        return image

    # --- Arrangement ---

    def _head_words(self) -> str:
        return f"{self._plots.scale_words} {self._plots.said_words}\n{self._plots.marks_words}"

    def _head_height(self, width: int) -> int:
        """The room over the plots: two lines of words, more where they are broken."""
        room = QRect(0, 0, width - 2 * theme.scaled(SIDE), 10_000)
        words = QFontMetrics(theme.font(WORDS)).boundingRect(room, HEAD_FLAGS, self._screen_words())
        return max(theme.scaled(TOP), words.height() + theme.scaled(PAD))

    def _screen_words(self) -> str:
        return f"{self._head_words()} {_('A click opens the trajectory.')}"

    def _arrange(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        width = self.viewport().width()
        self._top = self._head_height(width)
        self._grid = Grid(self._plots, width, self._top, high)
        bar.setSingleStep(max(1, self._grid.row_height // 2))
        bar.setPageStep(high)
        bar.setRange(0, max(0, self._grid.height - high) if self._plots.plots else 0)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange in the columns that find room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange anew for another size of text or another look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_grid"):
            self._arrange()

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802 - Qt's name
        """Move what is painted; only the strip that comes into sight is painted anew."""
        self.viewport().scroll(across, down)

    # --- Painting ---

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows in sight."""
        painter = QPainter(self.viewport())
        if self._plots.plots:
            self._paint(painter, event.rect().translated(0, self._scrolled()))
        else:
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._nothing())
        painter.end()

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _paint(self, painter: QPainter, seen: QRect) -> None:
        look = theme.current()
        painter.translate(0, -self._scrolled())
        painter.setFont(theme.font(WORDS))
        painter.setPen(QColor(look.secondary))
        side = theme.scaled(SIDE)
        head = QRect(side, 0, self.viewport().width() - 2 * side, self._top)
        if head.intersects(seen):
            painter.drawText(head, HEAD_FLAGS, self._screen_words())
        places = self._grid.between(seen.top(), seen.bottom())
        self._stand_out(painter, places, look)
        paint(painter, [self._grid.drawn(place) for place in places])

    def _stand_out(self, painter: QPainter, places: range, look: theme.Theme) -> None:
        for place in places:
            is_chosen = bool(self._who) and self._plots.plots[place].who == self._who
            has_keys = place == self._here and self.hasFocus()
            if is_chosen or has_keys or place == self._under:
                painter.setBrush(QColor(look.accent_soft if is_chosen else look.surface))
                painter.setPen(
                    QPen(QColor(look.accent if is_chosen or has_keys else look.border), 2 if has_keys else 1)
                )
                painter.drawRoundedRect(self._grid.cell(place).adjusted(2, 1, -2, -1), theme.RADIUS, theme.RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _repaint(self, place: int | None) -> None:
        if place is not None:
            self.viewport().update(self._grid.cell(place).translated(0, -self._scrolled()))

    # --- Pointer ---

    def _plot_at(self, event: QMouseEvent) -> int | None:
        at = event.position()
        return self._grid.at(at.x(), at.y() + self._scrolled())

    def _plot(self, place: int | None) -> SmallPlot:
        return self._plots.plots[place] if place is not None else SmallPlot("", ())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell who lies under the pointer."""
        self._point(self._plot_at(event))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place == self._under:
            return
        self._repaint(self._under)
        self._under = place
        self._repaint(place)
        self.viewport().setToolTip(self._plot(place).words)
        self.pointed.emit(self._plot(place).who)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose whoever is under the pointer, nobody on empty ground."""
        self._point(self._plot_at(event))
        if event.button() is Qt.MouseButton.LeftButton:
            self._here = self._under
            self._choose(self.current())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The press was taken here, so its end is no business of whatever lies behind."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the participant's own chart."""
        who = self._plot(self._plot_at(event)).who
        if who and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(who)

    def _choose(self, who: str) -> None:
        self.highlight(who)
        self.viewport().update()
        self.chosen.emit(who)

    # --- Keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk, choose with Enter, and with Enter again ask for the chart."""
        key, who = Qt.Key(event.key()), self.current()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and who:
            if who == self._who:
                self.opened.emit(who)
            else:
                self._choose(who)
            return
        target = self._target(key)
        if target is None:
            super().keyPressEvent(event)
        else:
            self._go(target)

    def _target(self, key: Qt.Key) -> int | None:
        last = len(self._plots.plots) - 1
        row = self._grid.columns
        page = row * max(1, self.viewport().height() // self._grid.row_height)
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: row, Qt.Key.Key_Up: -row,
            Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Home: -last, Qt.Key.Key_End: last,
        }  # fmt: skip
        if last < 0 or key not in steps:
            return None
        if self._here is None:
            return last if key is Qt.Key.Key_End else 0
        return min(max(self._here + steps[key], 0), last)

    def _go(self, place: int) -> None:
        self._repaint(self._here)
        self._here = place
        self._show(self._grid.cell(place))
        self._repaint(place)
        plot = self._plot(place)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, plot.words))
        self.pointed.emit(plot.who)

    def _show(self, cell: QRect) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        top = 0 if cell.top() <= self._top else cell.top()
        if top < bar.value():
            bar.setValue(top)
        elif cell.bottom() >= bar.value() + high:
            bar.setValue(cell.bottom() - high + 1)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Stand at the first plot when the keyboard comes."""
        super().focusInEvent(event)
        if self._here is None and self._plots.plots:
            self._here = self._grid.at(0, max(self._top, self._scrolled() + self._grid.row_height / 2))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def place_of(self, who: str) -> QPoint | None:
        """The middle of a participant's plot in the viewport, None for nobody of that code."""
        for place, plot in enumerate(self._plots.plots):
            if plot.who == who:
                return self._grid.cell(place).center() - QPoint(0, self._scrolled())
        return None
