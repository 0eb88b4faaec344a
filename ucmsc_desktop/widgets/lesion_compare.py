"""Two lesion maps side by side and what became of the skin between them: cleared, persisting, new."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.body.chart import Mask, load_chart
from ucmsc_desktop.body.compare import difference
from ucmsc_desktop.body.pack import unpack
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.compare_pane import STEP, ComparePane, Part, Sample
from ucmsc_desktop.widgets.lens import Lens

_SEEN = QRectF(4, 10, 1052, 990)
_STEPS = {
    Qt.Key.Key_Left: QPointF(40, 0),
    Qt.Key.Key_Right: QPointF(-40, 0),
    Qt.Key.Key_Up: QPointF(0, 40),
    Qt.Key.Key_Down: QPointF(0, -40),
}
_ZOOMS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
_WHOLE = (Qt.Key.Key_0, Qt.Key.Key_Home)


class LesionCompare(QWidget):
    """Earlier, this visit, and the difference, at one zoom; below, the % of each region in words and numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens = Lens(_SEEN)
        self.panes = tuple(ComparePane(self._lens, self) for _number in range(3))
        self.titles = tuple(QLabel(self) for _pane in self.panes)
        self.smaller, self.larger, self.whole = self._buttons()
        self.shares: dict[tuple[Part, Region], QLabel] = {}
        self._table = QWidget(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Lesion maps compared"))
        self._lay_out()
        for pane in self.panes:
            pane.zoomed.connect(self.zoom)
            pane.dragged.connect(self.pan)
        self._dress()

    def _buttons(self) -> tuple[QToolButton, QToolButton, QToolButton]:
        made = (QToolButton(self), QToolButton(self), QToolButton(self))
        for button, words in zip(made, (_("Zoom out"), _("Zoom in"), _("Whole chart")), strict=True):
            button.setAccessibleName(words)
            button.setMinimumSize(theme.TARGET, theme.TARGET)
        made[0].clicked.connect(lambda: self.zoom(1 / STEP))
        made[1].clicked.connect(lambda: self.zoom(STEP))
        made[2].setText(_("Whole chart"))
        made[2].clicked.connect(lambda: self.show_whole())
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, (title, pane) in enumerate(zip(self.titles, self.panes, strict=True)):
            title.setProperty("role", "strong")
            title.setWordWrap(True)
            grid.addWidget(title, 0, place)
            grid.addWidget(pane, 1, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid, 1)
        foot = QHBoxLayout()
        self._lay_out_table()
        foot.addWidget(self._table, 1)
        foot.addStretch()
        for button in (self.smaller, self.larger, self.whole):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _lay_out_table(self) -> None:
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        for column, region in enumerate(Region, 2):
            head = QLabel(_(region.label), self._table)
            head.setProperty("role", "caption")
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)
        for row, part in enumerate(Part, 1):
            grid.addWidget(Sample(part, self._table), row, 0)
            grid.addWidget(QLabel(_(part.value), self._table), row, 1)
            for column, region in enumerate(Region, 2):
                self.shares[part, region] = share = QLabel(self._table)
                share.setProperty("role", "strong")
                grid.addWidget(share, row, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(6, 1)

    # What the page sets

    def show_maps(self, earlier: LesionMap | None, earlier_title: str, now: LesionMap | None, now_title: str) -> None:
        """Show two maps with their titles, and what lies between them where both can be shown."""
        for title, words in zip(self.titles, (earlier_title, now_title, _("Difference")), strict=True):
            title.setText(words)
        for pane, words in zip(self.panes, (earlier_title, now_title, _("Difference")), strict=True):
            pane.setAccessibleName(words)
        masks = [self._show(pane, lesions) for pane, lesions in zip(self.panes[:2], (earlier, now), strict=True)]
        before, after = masks
        self._table.setVisible(before is not None and after is not None)
        if before is None or after is None:
            self.panes[2].show_sentence(_("A difference needs two painted maps."))
            self.setAccessibleDescription(_("A difference needs two painted maps."))
        else:
            self._show_difference(before, after)

    @staticmethod
    def _show(pane: ComparePane, lesions: LesionMap | None) -> Mask | None:
        if lesions is None:
            pane.show_sentence(_("No map was painted at this visit."))
            return None
        try:
            mask = unpack(load_chart(), lesions)
        except ValueError as error:
            pane.show_sentence(str(error))
            return None
        pane.show_mask(mask)
        return mask

    def _show_difference(self, before: Mask, after: Mask) -> None:
        found = difference(load_chart(), before, after)
        self.panes[2].show_parts({Part.PERSISTING: found.persisting, Part.CLEARED: found.cleared, Part.NEW: found.new})
        pcts: dict[Part, dict[Region, Decimal]] = {
            Part.CLEARED: found.cleared_pct,
            Part.PERSISTING: found.persisting_pct,
            Part.NEW: found.new_pct,
        }
        sentences = []
        for part in Part:
            shares = {region: text.quantity(pcts[part][region], "%") for region in Region}
            for region, words in shares.items():
                self.shares[part, region].setText(words)
            listed = _(", ").join(f"{_(region.label)} {words}" for region, words in shares.items())
            sentences.append(_("{part}: {shares}.").format(part=_(part.value), shares=listed))
        self.setAccessibleDescription(" ".join(sentences))

    # Zoom

    def zoom(self, factor: float, place: QPointF | None = None) -> None:
        """Enlarge all panes by a factor, around a place in a pane, else the middle."""
        middle = QPointF(self._lens.size.width(), self._lens.size.height()) / 2
        self._lens.zoom(factor, middle if place is None else place)
        self._redraw()

    def pan(self, shift: QPointF) -> None:
        """Move what all panes show by pixels."""
        self._lens.pan(shift)
        self._redraw()

    def show_whole(self) -> None:
        """Show the whole chart in all panes."""
        self._lens.look_at(_SEEN.center(), 0)
        self._redraw()

    @property
    def scale(self) -> float:
        """Pixels of a chart unit in every pane."""
        return self._lens.scale

    def _redraw(self) -> None:
        for pane in self.panes:
            pane.redraw()
        is_whole = self._lens.scale <= self._lens.whole()
        self.smaller.setEnabled(not is_whole)
        self.whole.setEnabled(not is_whole)

    def _fit(self) -> None:
        was_whole = self._lens.scale <= self._lens.whole() or self._lens.size.width() <= 1
        if self._lens.size != self.panes[0].size():
            self._lens.set_size(self.panes[0].size())
            self.show_whole() if was_whole else self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep showing all when all was shown."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow the panes when they get their places."""
        answer = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and hasattr(self, "_table"):
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._fit()
        return answer

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with plus and minus, move with the arrows, show all with 0."""
        if event.key() in _ZOOMS:
            self.zoom(_ZOOMS[Qt.Key(event.key())])
        elif event.key() in _STEPS:
            self.pan(_STEPS[Qt.Key(event.key())])
        elif event.key() in _WHOLE:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    # Look

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "whole"):
            self._dress()

    def _dress(self) -> None:
        self.smaller.setIcon(icons.icon("zoom-out"))
        self.larger.setIcon(icons.icon("zoom-in"))
        for pane in self.panes:
            pane.recolour()
            pane.redraw()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
            painter.end()
