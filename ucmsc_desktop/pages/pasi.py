"""The PASI form: 16 entries scored by keys, taps or paint, the total after each, sealed in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import BadValue, Field, Item, Problem
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.palms import pct_of_palms
from ucmsc_desktop.domain.pasi import AreaMethod, IndependentPasi, PasiAssessment, PasiEntries, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages import pasi_words
from ucmsc_desktop.pages.pasi_focus import FocusCard
from ucmsc_desktop.pages.pasi_map import MapSide
from ucmsc_desktop.pages.pasi_matrix import Matrix
from ucmsc_desktop.pages.pasi_words import AREA, CELLS, PARTS, field_of, place_of
from ucmsc_desktop.pages.sealed_page import SealedPage
from ucmsc_desktop.pages.tab_order import walk_in_order
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_
from ucmsc_desktop.widgets.area_field import AreaField
from ucmsc_desktop.widgets.cards import Status

REGION_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
PART_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
MAP = "lesion_map"
NO_WIDGET = (MAP, "mode", "opened_because", *(f"{r}_area_{part}" for r in Region for part in ("method", "check")))
PALM_LABELS = {
    Region.HEAD: N_("Head and neck, palms"),
    Region.UPPER_LIMBS: N_("Upper limbs, palms"),
    Region.TRUNK: N_("Trunk, palms"),
    Region.LOWER_LIMBS: N_("Lower limbs, palms"),
}


class PasiPage(SealedPage):
    """PASI of a participant at a visit: the body chart beside four regions by area, redness, thickness and scaling."""

    maps_wanted = Signal(str)
    """The lesion maps of the participant are to be shown beside the one of this visit."""
    open_form = Signal(str, str)

    def __init__(self, study: Study, subject: str, visit: str, record_type: type[PasiEntries] = PasiAssessment) -> None:
        """Wire the matrix: what is scored moves on, what is taken back moves back."""
        self.ui = Ui_Pasi()
        self.cell = CELLS[0]
        super().__init__(study, Key(subject, visit, record_type.form), record_type, self.ui, NO_WIDGET)
        self.matrix = Matrix(self.ui)
        self.card = FocusCard(self.ui, study.protocol)
        self.side = MapSide(self.ui)
        self.areas, self.palms = self.matrix.areas, self.matrix.palms
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        for region in Region:
            self._wire_area(region)
            for sign in Sign:
                self._wire_pad(field_of(region, sign))
        self.card.picked.connect(self._take_picture)
        self.card.kept.connect(self._confirm)
        self.card.map_used.connect(self._use_map)
        self.side.painted.connect(self._paint)
        self.side.region_chosen.connect(self._choose_region)
        self.side.maps_wanted.connect(lambda: self.maps_wanted.emit(self.key.visit))
        ui = self.ui
        walk_in_order(
            self, [*(getattr(ui, name) for name in CELLS), ui.assessed_on, ui.notes, ui.map_tools, ui.body_map]
        )
        self.side.second_wanted.connect(lambda: self.open_form.emit(self.key.visit, IndependentPasi.form))

    def _wire_area(self, region: Region) -> None:
        area, palms, name = self.areas[region], self.palms[region], field_of(region, AREA)
        item = Item(label=PALM_LABELS[region], unit=N_("palms"), low=0, high=region.palms, decimals=2)
        palms.set_field(Field(f"{region}_palms", item, Decimal))
        # Tab goes in reading order, from area to redness; palms are reached by P or a tap.
        palms.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.binder.also[palms.objectName()] = name
        palms.edited.connect(lambda: self._count_palms(region))
        area.other.connect(lambda: _enter(palms))
        palms.other.connect(lambda: _enter(area))
        area.back.connect(lambda: self._step_back(name))
        palms.back.connect(lambda: _enter(area))
        for field in (area, palms):
            field.advance.connect(lambda: self._advance(name))
            field.left.connect(lambda: self._settle(region))
            field.said.connect(self.matrix.show_problem)
        area.opened.connect(self.matrix.rest)

    def _wire_pad(self, name: str) -> None:
        pad = getattr(self.ui, name)
        pad.advance.connect(lambda: self._advance(name))
        pad.back.connect(lambda: self._step_back(name))
        pad.refused.connect(self.matrix.refuse)
        pad.opened.connect(lambda: self._open(name))

    # What the record is

    def entered(self, name: str, record: PasiEntries) -> PasiEntries:
        """The assessment after an edit; a typed % is kept as typed."""
        self.matrix.settle()
        if name in CELLS and place_of(name)[1] == AREA:
            region = place_of(name)[0]
            return self._covered(record, region, record.area_pct(region), AreaMethod.TYPED)
        return record

    def _covered(self, record: PasiEntries, region: Region, pct: Decimal | None, method: AreaMethod) -> PasiEntries:
        return self._opened_signs(record.covered(region, pct, method), region)

    def _opened_signs(self, record: PasiEntries, region: Region) -> PasiEntries:
        """Signs that were 0 because the area was 0 are open again with an area."""
        if self.record.area(region) == 0 and record.area(region) != 0 and not any(record.signs(region)):
            for sign in Sign:
                record = record.scored(region, sign, None)
        return record

    def _count_palms(self, region: Region) -> None:
        palms = self.palms[region]
        if not self.editing:
            return
        try:
            count = palms.value()
        except BadValue as error:
            palms.set_problem(str(error))
            return
        palms.set_problem("")
        pct = pct_of_palms(region, count) if count is not None else None
        self.put(self._covered(self.record, region, pct, AreaMethod.PALMS), field_of(region, AREA))

    def _take_picture(self, pct: Decimal) -> None:
        if self.editing:
            region, name = place_of(self.cell)[0], field_of(place_of(self.cell)[0], AREA)
            self.put(self._covered(self.record, region, pct, AreaMethod.PICTURES), name)
            self._settle(region)
            self._advance(name)

    def _confirm(self) -> None:
        region = place_of(self.cell)[0]
        if self.editing and self.record.doubt(region) is not None:
            self.put(self.record.confirmed(region), f"{region}_area_check")
            self.focus(self.cell)

    def _use_map(self) -> None:
        region = place_of(self.cell)[0]
        pct = self.record.map_pct(region)
        if self.editing and pct is not None and pct != self.record.area_pct(region):
            record = self._covered(self.record, region, pct, AreaMethod.MAP)
            # Choosing the map is the answer: it is not asked about the same area again.
            self.put(record.confirmed(region), field_of(region, AREA))
            self._settle(region)
            self.focus(self.cell)

    def _paint(self, lesions: LesionMap | None, pcts: Mapping[Region, Decimal]) -> None:
        if self.editing:
            record = self.record.mapped(lesions, pcts)
            for region in Region:
                record = self._opened_signs(record, region)
            self.put(record, MAP)

    def _settle(self, region: Region) -> None:
        """An area of 0 has no signs: they become 0 when the area is left."""
        if not self.editing or self.record.area(region) != 0 or self.record.signs(region) == (0, 0, 0):
            return
        record = self.record
        for sign in Sign:
            record = record.scored(region, sign, 0)
        self.put(record, field_of(region, AREA))

    # A stroke that is being made ends before anything looks at the record

    def leave(self) -> None:
        """End the stroke, and write to the draft what is not yet written there."""
        self.side.end_stroke()
        super().leave()

    def undo(self) -> None:
        """Go back one edit; a stroke that is being made is the last one."""
        self.side.end_stroke()
        super().undo()

    def redo(self) -> None:
        """Go forward again after an undo."""
        self.side.end_stroke()
        super().redo()

    def _is_sound(self) -> bool:
        self.side.end_stroke()
        # Who saves or signs from within an area has left it.
        focus = QApplication.focusWidget()
        for region in Region:
            if focus in (self.areas[region].line, self.palms[region].line):
                self._settle(region)
        return super()._is_sound()

    def show_sealed(self, *, sealed: bool) -> None:
        """Offer earlier scores beside the map, or take them away."""
        self.side.set_sealed(self.study, self.kept if sealed else None, editing=self.editing)

    def show_notes(self, note: tuple[Status, str, str], other: str) -> None:
        """Show what there is to say about earlier scores, and about another assessor."""
        self.ui.note_chip.set_status(*note)
        self.ui.assessor_note.set_status("warn", other)

    def wrong(self) -> list[Problem]:
        """Bad texts, those counted in palms too."""
        palms = [Problem(field_of(region, AREA), field.problem()) for region, field in self.palms.items()]
        return super().wrong() + [problem for problem in palms if problem.sentence]

    def summary(self) -> list[str]:
        """What is signed: one line a region, the total and BSA."""
        return pasi_words.summary(self.record)

    # Moving through the matrix

    def first_field(self) -> str:
        """The first entry of the matrix."""
        return CELLS[0]

    def widget_of(self, name: str) -> QWidget:
        """The widget in which a field is entered, the map among them."""
        return self.ui.body_map if name == MAP else super().widget_of(name)

    def place(self) -> str:
        """The entry in which the keyboard is, the map among them."""
        focus = QApplication.focusWidget()
        return MAP if focus is not None and focus is self.ui.body_map else super().place()

    def focus(self, name: str) -> None:
        """Put the keyboard into an entry, its text selected."""
        if name in (MAP, "assessed_on", "notes"):
            self.side.show_map_side()
        elif name in CELLS:
            self.side.show_scores()
            self.side.reduce()
        if name == MAP:
            self.ui.body_map.setFocus(Qt.FocusReason.OtherFocusReason)
        name = name.replace("_area_check", f"_{AREA}")  # asked and answered where the area is entered
        if name in CELLS:
            self._go_to(name)
        super().focus(name)
        if name in CELLS and place_of(name)[1] == AREA:
            region = place_of(name)[0]
            _enter(self.palms[region] if self.palms[region].problem() else self.areas[region])

    def _go_to(self, name: str) -> None:
        if name != self.cell:
            self.cell = name
            self.matrix.settle()
            self.matrix.show_problem()
            self._show_cell()

    def _open(self, name: str) -> None:
        self.focus(name)
        self.matrix.rest()

    def _choose_region(self, region: Region) -> None:
        self._go_to(field_of(region, AREA))

    def _advance(self, name: str) -> None:
        region, part = place_of(name)
        if name in self.binder.bad or self.palms[region].problem():
            return
        skips = part == AREA and self.record.area(region) == 0
        after = CELLS.index(name) + (len(PARTS) if skips else 1)
        if after < len(CELLS):
            self.focus(CELLS[after])
        elif items.blanks(self.record):
            self.go_on()
        else:
            self.bar.sign_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _step_back(self, name: str) -> None:
        self.focus(CELLS[max(CELLS.index(name) - 1, 0)])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move; Y keeps an area that is asked about, U takes the map's; M goes to the map, Backspace back."""
        name, key = self.binder.name_of(QApplication.focusWidget()), Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        letters: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Y: self._confirm,
            Qt.Key.Key_U: self._use_map,
            Qt.Key.Key_M: lambda: self.focus(MAP),
        }
        if self.place() == MAP and plain and key == Qt.Key.Key_Backspace:
            self.focus(self.cell)
        elif name in CELLS and plain and key in letters:
            letters[key]()
        elif name in CELLS and key in {**REGION_STEPS, **PART_STEPS}:
            self._move(name, key)
        else:
            super().keyPressEvent(event)

    def _move(self, name: str, key: Qt.Key) -> None:
        region, part = place_of(name)
        column = list(Region).index(region) + REGION_STEPS.get(key, 0)
        row = PARTS.index(part) + PART_STEPS.get(key, 0)
        if 0 <= column < len(Region) and 0 <= row < len(PARTS):
            self.focus(field_of(list(Region)[column], PARTS[row]))

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        name = self.binder.name_of(now)
        if name in CELLS:
            self._go_to(name)

    # What is shown

    def show_results(self) -> None:
        """Show grades, workings, palms, problems, total, BSA and the map."""
        self.matrix.show(self.record, editing=self.editing)
        self.matrix.show_total(self.record)
        self._show_cell()
        self.show_sealing()

    def _show_cell(self) -> None:
        self.side.end_stroke()  # what it painted is part of the record that is shown now
        region, part = place_of(self.cell)
        # One repaint for all that moves with a new region; within a region a key repaints only what it changed.
        self.ui.right.setUpdatesEnabled(region is self.matrix.active)
        self.matrix.set_active(region, self.record, editing=self.editing)
        self.card.show(self.record, region, part, editing=self.editing)
        self.ui.right.setUpdatesEnabled(True)
        self.side.show(self.record, region, editing=self.editing)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The content of the smallest window."""
        return QSize(1202, 612)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the map or for the matrix: where there is none for both, one is shown at a time."""
        wider = max(self.ui.map_card.minimumSizeHint().width(), self.ui.right.minimumSizeHint().width())
        margins = self.ui.page.contentsMargins()
        return QSize(wider + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show map and matrix side by side where there is room for both."""
        super().resizeEvent(event)
        self.side.fit(event.size().width())


def _enter(field: AreaField) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.line.selectAll()
