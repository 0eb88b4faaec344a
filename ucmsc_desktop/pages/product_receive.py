"""The label of a bag as it is received: scanned, or its lot and number typed twice; and its release results."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.labels.reading import END_OF_DAY, label_fields, read
from ucmsc_desktop.domain.labels.scan import BadScan, Scan, shown
from ucmsc_desktop.domain.product import Bag, BagMove, Product, ReadBy
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_product_receive import Ui_ProductReceive
from ucmsc_desktop.pages.layouts import level_tops, scroll_above
from ucmsc_desktop.pages.product_release import ReleaseRows
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.tab_order import walk_in_order
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.scroll_room import FormRoom

RELEASE = "release"
TWICE = ("lot", "unit")
CELLS = 210
"""Room for the unit, which is two words."""


class ReceivePage(RecordPage[Bag]):
    """A new bag is kept together with the line that it came; one that stands is changed with a reason."""

    def __init__(self, study: Study, number: int) -> None:
        """Take the number of the bag's record, or the next one for a bag that comes now."""
        self.ui = Ui_ProductReceive()
        self.products = bags.products(study)
        super().__init__(study, Key("", "", Bag.form, number), Bag, self.ui, (RELEASE,))
        self.rows = ReleaseRows(self.ui.release_rows)
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        ui = self.ui
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        self.bar.save_button.setProperty("kind", "primary")
        self.bar.sign_button.setProperty("kind", "")
        self.bar.tint()
        for name, field in self.binder.fields.items():
            label = getattr(ui, f"{name}_label", None)
            if label is not None:
                label.setText(field.label)
        for name in TWICE:
            getattr(ui, f"{name}_again").set_field(self.binder.fields[name])
        ui.cells_million.set_width(CELLS)
        ui.scanned.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        ui.expires_at.day_alone = END_OF_DAY
        ui.place.set_field(items.fields(BagMove)["place"])
        ui.scan.read.connect(self.take_code)
        self.rows.edited.connect(self._write_result)
        level_tops(self)
        self.room = FormRoom()
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            scroll_above(ui.record_bar, layout, self.room)

    def new_record(self) -> Bag:
        """The product is the site's one product, where there is one, with what its label counts."""
        if len(self.products) != 1:
            return Bag(read_by=ReadBy.TYPED_TWICE)
        product = self.products[0].record
        return Bag(product=product.name, label_counts=product.label_counts, read_by=ReadBy.TYPED_TWICE)

    def first_field(self) -> str:
        """A label that cannot be scanned begins with its lot."""
        return "lot"

    # Reading the label

    def take_code(self, text: str, scanned: bool) -> None:  # noqa: FBT001 - a slot of the scan line
        """Fill in what a code says; a code that was typed counts as typed once, and is typed again below."""
        if not self.editing:
            return
        try:
            scan = read(text)
        except BadScan as error:
            self.ui.read.set_status("error", str(error))
            return
        found = label_fields(scan)
        self._say_read(scan)
        record = msgspec.structs.replace(
            self.record,
            scanned=shown(scan.text),
            read_by=ReadBy.SCANNED if scanned and {"lot", "unit"} <= set(found) else ReadBy.TYPED_TWICE,
            **found,
        )
        self.put(record, "scanned")
        if scanned:
            for name in TWICE:
                if name in found:
                    getattr(self.ui, f"{name}_again").set_value(found[name])
        left = items.blanks(self.record)
        if left:
            self.focus(left[0].name)

    def _say_read(self, scan: Scan) -> None:
        product = self._product()
        code = product.code if product is not None else None
        if scan.product_code and code and scan.product_code != code:
            sentence = _("The label has the product code {code}, the specification says {other}. {fields}")
            words = sentence.format(code=scan.product_code, other=code, fields=scan.words())
            self.ui.read.set_status("warn", words)
        else:
            self.ui.read.set_status("ok", _("Read: {fields}").format(fields=scan.words()))

    def entered(self, name: str, record: Bag) -> Bag:
        """A lot or number that is changed by hand was not read by the scanner."""
        return msgspec.structs.replace(record, read_by=ReadBy.TYPED_TWICE) if name in TWICE else record

    def _write_result(self, key: str, words: str) -> None:
        if self.editing:
            release = {**self.record.release, key: words}
            self.put(msgspec.structs.replace(self.record, release={k: v for k, v in release.items() if v}), RELEASE)

    def _product(self) -> Product | None:
        return bags.product_named(self.products, self.record.product)

    # Saving

    def _meanings(self) -> list[Meaning]:
        """A bag is signed only once it stands: its record and the line that it came are kept together."""
        return super()._meanings() if self.kept is not None else []

    def save(self) -> bool:
        """Keep a bag that comes with the line that it came; one that stands is saved as any record is."""
        if self.kept is not None:
            return self._is_alone() and super().save()
        if not self.editing or not self._is_sound() or not self._is_typed_twice() or not self._is_consistent():
            return False
        return self._fill_blanks() and self._try(self._receive)

    def _receive(self) -> None:
        kept = bags.receive(self.study, self.record, self.ui.place.value())
        if kept.key != self.key:  # somebody else received a bag meanwhile
            self.study.discard_draft(self.key)
            self.key = kept.key
        self._stored(kept)

    def _is_alone(self) -> bool:
        """Whether no other bag carries the same number and lot: two that did could not be told apart."""
        own = bags.number_and_lot(self.record)
        others = [kept for kept in bags.bags(self.study) if kept.key != self.key]
        sentence = _("Another bag of lot {lot} has the number {unit}: correct one of the two.")
        words = sentence.format(lot=self.record.lot, unit=self.record.unit)
        is_taken = any(bags.number_and_lot(kept.record) == own for kept in others)
        return self._refuse([Problem("unit", words)] if is_taken else [], words)

    def _is_typed_twice(self) -> bool:
        wrong = [
            Problem(name, _("{label}: type it a second time, the same.").format(label=self.binder.fields[name].label))
            for name in TWICE
            if self.asks_twice(name) and getattr(self.ui, f"{name}_again").value() != getattr(self.record, name)
        ]
        return self._refuse(wrong, _("Lot and number are typed twice where no scanner read them."))

    def asks_twice(self, name: str) -> bool:
        """Whether an entry has to be typed a second time: the bag is new and no scanner read it."""
        return self.editing and self.kept is None and self.record.read_by is not ReadBy.SCANNED

    def show_results(self) -> None:
        """Show the release tests of the product, and the second entries where they are needed."""
        ui, product, was = self.ui, self._product(), self.rows.entries
        self.rows.show_results(self.record, product, editing=self.editing)
        if self.rows.entries is not was:
            walk_in_order(self, [ui.scan_card, ui.label_card, ui.release_card, ui.notes_card])
        ui.release_none.setVisible(not (product and product.limits))
        if product is None:
            ui.release_none.setText(_("The specification of this product is not recorded: write it down first."))
        ui.scan_card.setVisible(self.editing and self.kept is None)
        for name in TWICE:
            for part in (getattr(ui, f"{name}_again"), getattr(ui, f"{name}_again_label")):
                part.setVisible(self.asks_twice(name))
        for part in (ui.place, ui.place_label):
            part.setVisible(self.editing and self.kept is None)
        ui.scanned.setText(self.record.scanned or _("none"))

    def widget_of(self, name: str) -> QWidget:
        """The entry of a field; that of a release result is in its row."""
        return self.ui.release_card if name == RELEASE else super().widget_of(name)

    def heading(self) -> str:
        """What stands above the form."""
        return _("Receive a bag") if self.kept is None else _("Bag {unit}").format(unit=self.record.unit)

    def title(self) -> str:
        """The form, and the number of the bag."""
        return _(" · ").join(part for part in (super().title(), self.record.unit or "") if part)

    def begin(self) -> None:
        """Put the keyboard where a scanner types."""
        place = self.ui.scan if self.kept is None and self.editing else self.ui.lot
        place.setFocus(Qt.FocusReason.OtherFocusReason)
