"""The score matrix: the region that is worked on is wide, the others show what was given and open with a tap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.palms import palms_shown, pct_of_palms
from ucmsc_desktop.domain.pasi import PasiEntries, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages import pasi_words
from ucmsc_desktop.pages.pasi_words import AREA, field_of
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.area_field import AreaField
from ucmsc_desktop.widgets.score_pad import ScorePad

REST_MS = 300
"""After a tap has opened a region, the second half of a double tap grades nothing for so long."""


class Matrix:
    """Shows an assessment in the four columns of the form, one of them wide."""

    def __init__(self, ui: Ui_Pasi) -> None:
        """Find the entries of each region; no region is active yet."""
        self.ui = ui
        self.active: Region | None = None
        self.areas: dict[Region, AreaField] = {region: getattr(ui, field_of(region, AREA)) for region in Region}
        self.palms: dict[Region, AreaField] = {region: getattr(ui, f"{region}_palms") for region in Region}
        self._palms_of: dict[Region, Decimal | None] = {}
        self._refused = ""
        self._rest = QTimer(ui.matrix, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self._set_deaf(False))
        for label in (self._label(region, part) for region in Region for part in ("method", "working")):
            # What is written under a column never makes it wider: the pads must not move while they are tapped.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        ui.grid.setColumnStretch(len(Region) + 1, 1)

    def rest(self) -> None:
        """Take no double tap for a moment: its second half would hit what has moved under the finger."""
        self._set_deaf(True)
        self._rest.start()

    def _set_deaf(self, deaf: bool) -> None:  # noqa: FBT001 - a state
        for pad in (pad for region in Region for pad in self.pads(region)):
            pad.ignores_second = deaf

    def pads(self, region: Region) -> list[ScorePad]:
        """The pads of a region in the order of the form."""
        return [getattr(self.ui, field_of(region, sign)) for sign in Sign]

    def set_active(self, region: Region, record: PasiEntries, *, editing: bool) -> bool:
        """Widen a region; answers whether it was another one before."""
        if region is self.active:
            return False
        self.active = region
        for each in Region:
            is_active = each is region
            self.areas[each].set_compact(not is_active)
            for pad in self.pads(each):
                pad.set_compact(not is_active)
            role = QPalette.ColorRole.Accent if is_active else QPalette.ColorRole.WindowText
            self._label(each, "title").setForegroundRole(role)
            self.show_region(each, record, editing=editing)
        return True

    def show(self, record: PasiEntries, *, editing: bool) -> None:
        """Show grades, workings, palms and sentences of all regions."""
        for region in Region:
            self.show_region(region, record, editing=editing)
        self.show_problem()

    def show_region(self, region: Region, record: PasiEntries, *, editing: bool) -> None:
        """Show what follows from the entries of a region, in full when it is the active one."""
        is_active = region is self.active
        working = pasi_words.working if is_active else pasi_words.share_words
        self._label(region, "working").setText(working(record, region))
        self._label(region, "grade").setText(pasi_words.area_words(record, region))
        self._label(region, "method").setText(_("1 palm: hand with fingers, 1 %") if is_active else "")
        self._show_palms(region, record, editing=editing)

    def _label(self, region: Region, part: str) -> QLabel:
        label: QLabel = getattr(self.ui, f"{region}_{part}")
        return label

    def _show_palms(self, region: Region, record: PasiEntries, *, editing: bool) -> None:
        palms, pct = self.palms[region], record.area_pct(region)
        palms.set_read_only(not editing)
        palms.setVisible(region is self.active and (editing or pct is not None))
        stays = self._palms_of.get(region, Decimal(-1)) == pct and palms.problem()
        self._palms_of[region] = pct
        if not stays and not _agrees(region, palms, pct):
            palms.set_problem("")
            palms.set_value(palms_shown(region, pct) if pct is not None else None)

    def refuse(self, sentence: str) -> None:
        """Say that a key is no grade; the sentence goes with the next entry."""
        self._refused = sentence
        self.show_problem()

    def settle(self) -> None:
        """Forget a key that was refused."""
        self._refused = ""

    def show_problem(self) -> None:
        """Show each sentence of the matrix on a line, those of the active region before the others."""
        regions = sorted(Region, key=lambda region: region is not self.active)
        found = [self._refused, *(sentence for region in regions for sentence in self._sentences(region))]
        self.ui.problem.setText("\n".join(dict.fromkeys(sentence for sentence in found if sentence)))
        self.ui.problem.setVisible(bool(self.ui.problem.text()))

    def _sentences(self, region: Region) -> Sequence[str]:
        pads = [pad.problem() for pad in self.pads(region)]
        return [self.areas[region].shown_problem, self.palms[region].shown_problem, *pads]

    def show_total(self, record: PasiEntries) -> None:
        """Show PASI and BSA, called "so far" while an entry is open."""
        ui = self.ui
        complete = record.tenths() is not None
        known = any(record.area_pct(region) is not None for region in Region)
        scored = any(record.region_tenths(region) is not None for region in Region)
        ui.total_caption.setText(_("PASI") if complete else _("PASI so far"))
        ui.total_value.setText(text.tenths_text(pasi_words.total_so_far(record)) if scored else text.NO_BREAK_SPACE)
        ui.bsa_caption.setText(_("BSA") if record.bsa_pct() is not None else _("BSA so far"))
        ui.bsa_value.setText(text.quantity(pasi_words.bsa_shown(record), "%") if known else text.NO_BREAK_SPACE)


def _agrees(region: Region, palms: AreaField, pct: Decimal | None) -> bool:
    """Whether the palms that stand in their entry mean a %."""
    try:
        count = palms.value()
    except BadValue:
        return False
    return pct == (pct_of_palms(region, count) if count is not None else None)
