"""The PASI form: 16 entries scored by keys or taps, the total after each, signed in one step."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLabel, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import BadValue, Field, Item, Problem
from ucmsc_desktop.domain.palms import palms_shown, pct_of_palms
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.forms.ui_pasi import Ui_Pasi
from ucmsc_desktop.pages import blinding, pasi_words
from ucmsc_desktop.pages.pasi_words import AREA, CELLS, PARTS, field_of, place_of
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.area_field import AreaField
from ucmsc_desktop.widgets.score_pad import ScorePad

REGION_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
PART_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
LARGE_TEXT = 1.2
"""From this factor of the text on, % and palms stand one below the other, so that all regions stay in sight."""
PALM_LABELS = {
    Region.HEAD: N_("Head and neck, palms"),
    Region.UPPER_LIMBS: N_("Upper limbs, palms"),
    Region.TRUNK: N_("Trunk, palms"),
    Region.LOWER_LIMBS: N_("Lower limbs, palms"),
}


class PasiPage(RecordPage[PasiAssessment]):
    """PASI of a participant at a visit: four regions by area, redness, thickness and scaling, all in sight."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Wire the matrix: what is scored moves on, what is taken back moves back."""
        self.ui = Ui_Pasi()
        self.cell = CELLS[0]
        methods = [f"{region}_area_method" for region in Region]
        super().__init__(study, Key(subject, visit, PasiAssessment.form), PasiAssessment, self.ui, methods)
        self.areas: dict[Region, AreaField] = {region: getattr(self.ui, field_of(region, AREA)) for region in Region}
        self.palms: dict[Region, AreaField] = {region: getattr(self.ui, f"{region}_palms") for region in Region}
        self._blinded_in: tuple[bool, object] | None = None
        self._palms_of: dict[Region, Decimal | None] = {}
        for region in Region:
            self._wire_area(region)
            self._make_room(region)
            for sign in Sign:
                self._wire_pad(field_of(region, sign))
        self.refresh()

    def _wire_area(self, region: Region) -> None:
        area, palms, name = self.areas[region], self.palms[region], field_of(region, AREA)
        item = Item(label=PALM_LABELS[region], unit=N_("palms"), low=0, high=region.palms, decimals=2)
        palms.set_field(Field(f"{region}_palms", item, Decimal))
        self.binder.also[palms.objectName()] = name
        palms.edited.connect(lambda: self._count_palms(region))
        area.other.connect(lambda: _enter(palms))
        palms.other.connect(lambda: _enter(area))
        area.back.connect(lambda: self._step_back(name))
        palms.back.connect(lambda: _enter(area))
        for field in (area, palms):
            field.advance.connect(lambda: self._advance(name))
            field.left.connect(lambda: self._settle(region))
            field.said.connect(lambda: self._show_problem(region))

    def _make_room(self, region: Region) -> None:
        if theme.scaled(100) >= 100 * LARGE_TEXT:
            row: QBoxLayout = getattr(self.ui, f"{region}_area_row")
            row.setDirection(QBoxLayout.Direction.TopToBottom)
            self._label(region, "weight").hide()
            self._label(region, "working").setWordWrap(True)

    def _wire_pad(self, name: str) -> None:
        pad: ScorePad = getattr(self.ui, name)
        pad.advance.connect(lambda: self._advance(name))
        pad.back.connect(lambda: self._step_back(name))
        pad.refused.connect(lambda sentence: self._refuse_digit(name, sentence))

    # What the record is

    def new_record(self) -> PasiAssessment:
        """An assessment of today; no score is ever filled in beforehand."""
        return PasiAssessment(assessed_on=self.study.clock().date())

    def entered(self, name: str, record: PasiAssessment) -> PasiAssessment:
        """The assessment after an edit; a typed % is kept as typed."""
        if name in CELLS and place_of(name)[1] == AREA:
            region = place_of(name)[0]
            return self._covered(record, region, record.area_pct(region), AreaMethod.TYPED)
        return record

    def _covered(
        self, record: PasiAssessment, region: Region, pct: Decimal | None, method: AreaMethod
    ) -> PasiAssessment:
        was, record = self.record.area(region), record.covered(region, pct, method)
        if was == 0 and record.area(region) != 0 and not any(record.signs(region)):
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

    def _settle(self, region: Region) -> None:
        """An area of 0 has no signs: they become 0 when the area is left."""
        if not self.editing or self.record.area(region) != 0 or self.record.signs(region) == (0, 0, 0):
            return
        record = self.record
        for sign in Sign:
            record = record.scored(region, sign, 0)
        self.put(record, field_of(region, AREA))

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

    def focus(self, name: str) -> None:
        """Put the keyboard into an entry, its text selected."""
        super().focus(name)
        if name in CELLS:
            self.cell = name
            self._show_cell()
            region, part = place_of(name)
            if part == AREA:
                _enter(self.palms[region] if self.palms[region].problem() else self.areas[region])

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
        """Move with the arrows: left and right between regions, up and down between area and signs."""
        name, key = self.binder.name_of(QApplication.focusWidget()), event.key()
        if name not in CELLS or key not in {**REGION_STEPS, **PART_STEPS}:
            super().keyPressEvent(event)
            return
        region, part = place_of(name)
        column = list(Region).index(region) + REGION_STEPS.get(Qt.Key(key), 0)
        row = PARTS.index(part) + PART_STEPS.get(Qt.Key(key), 0)
        if 0 <= column < len(Region) and 0 <= row < len(PARTS):
            self.focus(field_of(list(Region)[column], PARTS[row]))

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        name = self.binder.name_of(now)
        if name in CELLS and name != self.cell:
            self.cell = name
            self._show_cell()

    # What is shown

    def show_results(self) -> None:
        """Show grades, workings, palms, problems, total and BSA."""
        for region in Region:
            self._label(region, "grade").setText(pasi_words.area_words(self.record, region))
            self._label(region, "working").setText(pasi_words.working(self.record, region))
            self._show_palms(region)
            self._show_problem(region)
        self._show_total()
        self._show_cell()
        self._show_blinding()

    def _show_blinding(self) -> None:
        situation = (self.drafted_at is not None, self.kept)
        if situation != self._blinded_in:
            self._blinded_in = situation
            key = blinding.closed_by(self.study, self.key.subject)
            note = blinding.sentence(self.study, key) if key is not None else ""
            self.bar.note_chip.set_status("info", note, "eye-off")

    def _label(self, region: Region, part: str) -> QLabel:
        label: QLabel = getattr(self.ui, f"{region}_{part}")
        return label

    def _show_palms(self, region: Region) -> None:
        palms, pct = self.palms[region], self.record.area_pct(region)
        palms.set_read_only(not self.editing)
        # Tab goes in reading order, from area to redness; palms are reached by P or a tap.
        palms.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        palms.setVisible(self.editing or pct is not None)
        stays = self._palms_of.get(region, Decimal(-1)) == pct and palms.problem()
        self._palms_of[region] = pct
        if not stays and not _agrees(region, palms, pct):
            palms.set_problem("")
            palms.set_value(palms_shown(region, pct) if pct is not None else None)

    def _show_problem(self, region: Region) -> None:
        pads: list[ScorePad] = [getattr(self.ui, field_of(region, sign)) for sign in Sign]
        sentences = [self.areas[region].shown_problem, self.palms[region].shown_problem, *(p.problem() for p in pads)]
        label = self._label(region, "problem")
        label.setText(next((sentence for sentence in sentences if sentence), ""))
        label.setVisible(bool(label.text()))

    def _refuse_digit(self, name: str, sentence: str) -> None:
        self.binder.set_problem(name, sentence)
        self._show_problem(place_of(name)[0])

    def _show_total(self) -> None:
        ui, record = self.ui, self.record
        complete = record.tenths() is not None
        known = any(record.area_pct(region) is not None for region in Region)
        scored = any(record.region_tenths(region) is not None for region in Region)
        ui.total_caption.setText(_("PASI") if complete else _("PASI so far"))
        ui.total_value.setText(text.tenths_text(pasi_words.total_so_far(record)) if scored else text.NO_BREAK_SPACE)
        ui.bsa_caption.setText(_("BSA") if record.bsa_pct() is not None else _("BSA so far"))
        ui.bsa_value.setText(text.quantity(pasi_words.bsa_so_far(record), "%") if known else text.NO_BREAK_SPACE)

    def _show_cell(self) -> None:
        region, part = place_of(self.cell)
        ui = self.ui
        ui.focus_title.setText(f"{_(region.label)} · {pasi_words.part_label(part)}")
        hand = _("One hand with its fingers counts as 1 % of the body (measured: about 0.87 %) · P for palms")
        ui.keys_hint.setText(hand if part == AREA else _("0 to 4 scores and moves on · Backspace goes back"))
        ui.keys_hint.setVisible(self.editing)
        for each in Region:
            role = QPalette.ColorRole.Accent if each is region else QPalette.ColorRole.WindowText
            self._label(each, "title").setForegroundRole(role)
        chosen = self.record.area(region) if part == AREA else self.record.sign(region, Sign(part))
        words = pasi_words.grade_words(self.study.protocol, part)
        for grade in range(len(pasi_words.area_bands())):
            self._show_grade(grade, words[grade] if grade < len(words) else "", is_chosen=grade == chosen)

    def _show_grade(self, grade: int, words: str, *, is_chosen: bool) -> None:
        card: QFrame = getattr(self.ui, f"grade_{grade}")
        label: QLabel = getattr(self.ui, f"grade_{grade}_words")
        digit: QLabel = getattr(self.ui, f"grade_{grade}_digit")
        card.setVisible(bool(words))
        label.setText(words)
        digit.setForegroundRole(QPalette.ColorRole.Accent if is_chosen else QPalette.ColorRole.WindowText)


def _enter(field: AreaField) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.line.selectAll()


def _agrees(region: Region, palms: AreaField, pct: Decimal | None) -> bool:
    """Whether the palms that stand in their entry mean a %."""
    try:
        count = palms.value()
    except BadValue:
        return False
    return pct == (pct_of_palms(region, count) if count is not None else None)
