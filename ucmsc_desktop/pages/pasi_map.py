"""The side of the PASI page with the body chart: painting while it is scored, earlier scores once it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from ucmsc_desktop import text
from ucmsc_desktop.body import count
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.pasi import PasiEntries
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages import pasi_words
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.body_map import BodyMap

if TYPE_CHECKING:
    from ucmsc_desktop.pages.pasi_pane import PaneCard
    from ucmsc_desktop.pages.reveal_panel import RevealPanel

_RIGHT = 686
"""The matrix needs no more room than this; the chart takes the rest."""
_BETWEEN = 10
_NO_LIMIT = 16_777_215


class MapSide(QObject):
    """Shows the map of an assessment, enlarged when asked, and tells what is painted."""

    painted = Signal(object, object)
    """A stroke has ended: the map, None without paint, and the % by region."""
    region_chosen = Signal(object)
    """Another region was touched."""
    maps_wanted = Signal()
    second_wanted = Signal()

    def __init__(self, ui: Ui_Pasi) -> None:
        """Wire the map, its tools and the switch between map and earlier scores."""
        super().__init__(ui.map_card)
        self.ui = ui
        self.map: BodyMap = ui.body_map
        self.canvas = self.map.canvas
        self._pane: PaneCard | None = None
        self._reveal: RevealPanel | None = None
        self._is_sealed = self._unreadable = self._editing = False
        self.is_narrow = False
        self._words = ""
        ui.map_tools.set_canvas(self.canvas)
        ui.map_tools.enlarge_wanted.connect(self.enlarge)
        self.map.enlarge_wanted.connect(self.enlarge)
        self.canvas.painted.connect(self._paint)
        self.canvas.counted.connect(self._show_counted)
        self.canvas.region_chosen.connect(self.region_chosen)
        ui.reveal_button.clicked.connect(self.show_reveal)
        ui.chart_button.clicked.connect(self.show_chart)
        ui.map_button.clicked.connect(self.show_map_side)
        ui.scores_button.clicked.connect(self.show_scores)
        ui.notes.setMaximumHeight(theme.scaled(theme.TARGET))
        # The chart takes the room that there is: what it would like must not make the page higher than its window.
        ui.side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        ui.side.setMinimumHeight(self.map.minimumSizeHint().height())
        ui.map_hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        ui.right.setMinimumWidth(theme.scaled(_RIGHT))
        self.fit(ui.map_card.minimumSizeHint().width() + 2 * theme.scaled(_RIGHT))

    def _paint(self, lesions: LesionMap | None) -> None:
        self.painted.emit(lesions, count.percentages(self.canvas.chart, self.canvas.mask))

    def end_stroke(self) -> None:
        """End the stroke that is being made: before anything else is done, it belongs to the record."""
        self.canvas.end()

    def show(self, record: PasiEntries, region: Region, *, editing: bool) -> None:
        """Show the map of an assessment with a region in hand; one that cannot be shown stays as it is."""
        self.canvas.set_region(region)
        self._unreadable = False
        try:
            self.canvas.set_map(record.lesion_map)
        except ValueError as error:
            self._unreadable = True
            self.canvas.set_map(None)
            self.ui.map_hint.setText(str(error))
        self.canvas.set_read_only(not editing or self._unreadable)
        self._editing = editing
        self._show_tools()
        if not self._unreadable:
            self.ui.map_hint.setText(
                _("B brush · E erase · F fill · [ ] size · M enlarge · arrows and Space fill a part")
            )
        pct, grade = record.area_pct(region), pasi_words.area_words(record, region)
        number = _("{pct} · grade {grade}").format(pct=text.quantity(pct, "%"), grade=grade) if pct is not None else ""
        self._say(" · ".join(part for part in (_(region.label), number) if part))

    def _show_tools(self) -> None:
        shows_chart = self.ui.side.currentWidget() is self.map
        self.ui.map_tools.setVisible(self._editing and shows_chart and not self._unreadable)
        self.ui.map_hint.setVisible((self._editing and shows_chart) or self._unreadable)

    def _say(self, words: str) -> None:
        self._words = words
        if self._pane is not None:
            self._pane.say(words)

    def _show_counted(self, pcts: Mapping[Region, Decimal]) -> None:
        region = self.canvas.region
        pct = text.quantity(pcts[region], "%")
        words = _("{region}: {pct} painted").format(region=_(region.label), pct=pct)
        self.ui.map_hint.setText(words)
        self._say(words)

    # Where there is no room for both: map or matrix

    def fit(self, width: int) -> None:
        """Show map and matrix side by side where a page of this width has room for both."""
        needed = self.ui.map_card.minimumSizeHint().width() + theme.scaled(_RIGHT) + 3 * _BETWEEN
        self.is_narrow = width < needed
        self.ui.right.setMaximumWidth(_NO_LIMIT if self.is_narrow else theme.scaled(_RIGHT))
        self.ui.map_button.setVisible(self.is_narrow)
        self.ui.scores_button.setVisible(self.is_narrow)
        self._show_switch()
        if not self.is_narrow:
            self.ui.map_card.show()
            self.ui.right.show()
        elif not self.ui.right.isHidden():
            self.ui.map_card.hide()

    def _show_switch(self) -> None:
        self.ui.views.setVisible(self._is_sealed or self.is_narrow)
        for button in (self.ui.reveal_button, self.ui.chart_button):
            button.setVisible(self._is_sealed)

    def show_map_side(self) -> None:
        """Bring the map into sight where there is no room for it beside the matrix."""
        if self.is_narrow:
            self.ui.map_card.show()
            self.ui.right.hide()

    def show_scores(self) -> None:
        """Bring the matrix into sight where there is no room for it beside the map."""
        if self.is_narrow:
            self.ui.right.show()
            self.ui.map_card.hide()

    # Enlarged

    def enlarge(self) -> None:
        """Show the active region enlarged in place of the matrix, or put the matrix back."""
        if self._pane is None:
            from ucmsc_desktop.pages.pasi_pane import PaneCard  # late: most assessments need no enlarged pane

            self._pane = PaneCard(self.canvas, self.ui.work)
            self._pane.enlarge_wanted.connect(self.enlarge)
            self._pane.say(self._words)
            self.ui.work.addWidget(self._pane)
        is_open = self.is_enlarged
        if is_open:  # before the pane goes, or the keyboard would fall into an entry and change the region in hand
            self.show_map_side()
            self.map.setFocus()
        self.ui.work.setCurrentWidget(self.ui.scoring if is_open else self._pane)
        # A hidden page asks for no room: the enlarged chart fits what there is.
        ignored, preferred = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        self.ui.scoring.setSizePolicy(preferred, preferred if is_open else ignored)
        self.ui.map_tools.set_enlarged(not is_open)
        self._pane.set_tools(self.is_narrow)
        if not is_open:
            self.show_scores()
            self._pane.setFocus()

    def reduce(self) -> None:
        """Put the matrix back if the enlarged pane stands in its place."""
        if self.is_enlarged:
            self.enlarge()

    @property
    def is_enlarged(self) -> bool:
        """Whether the enlarged pane stands in place of the matrix."""
        return self._pane is not None and self.ui.work.currentWidget() is self._pane

    # After signing

    def set_sealed(self, study: Study, kept: Kept[PasiEntries] | None, *, editing: bool) -> None:
        """Offer earlier scores beside the map once the assessment is sealed; None while it is not."""
        was, self._is_sealed = self._is_sealed, kept is not None
        self._show_switch()
        if kept is None:
            self.show_chart()
            return
        if self._reveal is None:
            from ucmsc_desktop.pages.reveal_panel import RevealPanel  # late: of no use while scoring

            self._reveal = RevealPanel(self.ui.side)
            self._reveal.maps_wanted.connect(self.maps_wanted)
            self._reveal.second_wanted.connect(self.second_wanted)
            self.ui.side.addWidget(self._reveal)
        tells = self._reveal.show_reveal(study, kept)
        if editing or not tells:
            self.show_chart()
        elif not was:
            self.show_reveal()

    def show_reveal(self) -> None:
        """Show earlier scores and the change."""
        if self._reveal is not None:
            self.show_map_side()
            self.ui.reveal_button.setChecked(True)
            self.ui.side.setCurrentWidget(self._reveal)
            self._show_tools()

    def show_chart(self) -> None:
        """Show the map that was painted."""
        self.ui.chart_button.setChecked(True)
        self.ui.side.setCurrentWidget(self.map)
        self._show_tools()
