"""The product at the site: the balance of each lot, every bag, and what is done with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.labels.reading import read
from ucmsc_desktop.domain.labels.scan import BadScan
from ucmsc_desktop.domain.lot_balance import COLUMNS, balances
from ucmsc_desktop.domain.product import Bag, Move
from ucmsc_desktop.forms.ui_product import Ui_ProductBags
from ucmsc_desktop.pages.product_bag import BagPanel
from ucmsc_desktop.pages.product_models import BagsModel, LotsModel, RowsModel
from ucmsc_desktop.pages.product_receive import ReceivePage
from ucmsc_desktop.pages.product_specification import SpecificationPage
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme

LOG_NAME = "accountability.pdf"
SCAN, PANEL, ROW = 330, 404, 40
LOT_WIDTHS = (96, 104, 104, 110, 100, 100, 100)
BAG_WIDTHS = (112, 84, 182, 112, 74)
MOST_LOTS = 4
MOSTLY_EMPTY = (Move.RETURNED, Move.LOST)
"""Columns that are shown once there is something in them."""


class ProductPage(QWidget):
    """Lots and bags at a glance; a scan finds its bag. Receiving and the specification open in its place."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """Read the bags and show the one that was received last."""
        super().__init__()
        self.study = study
        self.lots, self.bags = LotsModel(), BagsModel(study.protocol)
        self.inner: ReceivePage | SpecificationPage | None = None
        self.ui = Ui_ProductBags()
        self.ui.setupUi(self)
        self.panel = BagPanel(study)
        column = QVBoxLayout(self.ui.bag_card)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self._set_up()
        self._connect()
        self.refresh()

    def _set_up(self) -> None:
        ui = self.ui
        ui.scan.setMinimumWidth(theme.scaled(SCAN))
        ui.bag_card.setFixedWidth(theme.scaled(PANEL))
        _show_rows(ui.lots, self.lots, LOT_WIDTHS, _("Balance of each lot"))
        _show_rows(ui.bags, self.bags, BAG_WIDTHS, _("Bags"))
        self.setFocusProxy(ui.scan)

    def _connect(self) -> None:
        ui = self.ui
        ui.scan.read.connect(lambda code, _scanned: self.look_up(code))
        ui.bags.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now))
        ui.back_button.clicked.connect(self.go_back)
        ui.receive_button.clicked.connect(self.receive)
        ui.specification_button.clicked.connect(self.specify)
        ui.print_button.clicked.connect(self._choose_file)
        self.panel.written.connect(self._written)
        self.panel.label_wanted.connect(self.open_label)

    # What is shown

    def refresh(self) -> None:
        """Read everything again; the bag that is shown stays chosen."""
        chosen = self.panel.story.number if self.panel.story is not None else 0
        stories = bags.stories(self.study)
        lots = balances(stories)[::-1]
        lots.sort(key=lambda lot: lot.is_zero)
        self.lots.set_rows(lots)
        for place, column in enumerate(COLUMNS, 1):
            is_empty = all(lot.shares[column].is_nothing for lot in lots)
            self.ui.lots.setColumnHidden(place, column in MOSTLY_EMPTY and is_empty)
        self.bags.set_rows(stories[::-1])
        ui, rows = self.ui, min(max(len(lots), 1), MOST_LOTS)
        head = ui.lots.horizontalHeader().sizeHint().height()
        ui.lots.setFixedHeight(head + rows * theme.scaled(ROW) + 4)
        ui.open.set_status("warn", " ".join(sentence for lot in lots for sentence in lot.open))
        ui.count.setText(ngettext("{n} bag", "{n} bags", len(stories)).format(n=len(stories)))
        self.choose(chosen or (stories[-1].number if stories else 0))
        self._show_place()

    def _show_place(self) -> None:
        ui, inside = self.ui, self.inner is not None
        if not inside:
            ui.views.setCurrentWidget(ui.overview if self.bags.rows else ui.empty)
        has_bags = bool(self.bags.rows)
        shown = {
            ui.scan: not inside and has_bags,
            ui.count: not inside and has_bags,
            ui.print_button: not inside and has_bags,
            ui.specification_button: not inside,
            ui.receive_button: not inside and self.study.may_write(Bag.form),
            ui.back_button: inside,
        }
        for part in sorted(shown, key=lambda part: shown[part]):  # what goes first makes room for what comes
            part.setVisible(shown[part])
        ui.title.setText(self.inner.heading() if self.inner is not None else _("Product"))

    def choose(self, number: int) -> None:
        """Show the bag with this number."""
        row = self.bags.place_of(number)
        place = self.bags.index(row, 0)
        if row < 0:
            self.panel.show_bag(None)
        elif place != self.ui.bags.currentIndex():
            self.ui.bags.setCurrentIndex(place)
        else:
            self._choose(place)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.panel.show_bag(self.bags.rows[index.row()])

    def look_up(self, text: str) -> None:
        """Show the bag from which a code was read, or say that there is none."""
        try:
            found = bags.find_read(self.study, read(text))
        except (BadScan, StudyError) as error:
            self.ui.said.set_status("error", str(error))
            return
        if found is None:
            self.ui.said.set_status("warn", _("No bag here has the code “{code}”.").format(code=text))
            return
        self.ui.said.set_status("plain", "")
        self.choose(found.key.number)

    def _written(self, words: str) -> None:
        self.refresh()
        self.status.emit(words)
        self.changed.emit()

    # Receiving and the specification

    def receive(self) -> None:
        """Open the form of a bag that comes."""
        page = ReceivePage(self.study, self.study.next_number("", "", Bag.form))
        self._enter(page)
        page.begin()

    def open_label(self, number: int) -> None:
        """Open the label of a bag, with its release results."""
        self._enter(ReceivePage(self.study, number))

    def specify(self) -> None:
        """Open the specification of the product."""
        known = bags.products(self.study)
        self._enter(SpecificationPage(self.study, known[0].key.number if known else 1))

    def _enter(self, page: ReceivePage | SpecificationPage) -> None:
        self.inner = page
        page.status.connect(self.status)
        page.changed.connect(self.changed)
        self.ui.views.addWidget(page)
        self.ui.views.setCurrentWidget(page)
        self.ui.said.set_status("plain", "")
        self.setFocusProxy(page)
        self._show_place()
        page.setFocus()

    def go_back(self) -> None:
        """Show the bags again; what was typed is a draft."""
        page, self.inner = self.inner, None
        if page is not None:
            kept = page.kept
            self.ui.views.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.setFocusProxy(self.ui.scan)
            self.refresh()
            if kept is not None and isinstance(kept.record, Bag):
                self.choose(kept.key.number)

    def leave(self) -> None:
        """Write to the draft what is being typed. Raises StudyError when that fails."""
        if self.inner is not None:
            self.inner.leave()

    # Printing

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), LOG_NAME, _("PDF (*.pdf)"))
        if chosen:
            self.save_log(Path(chosen).with_suffix(".pdf"))

    def save_log(self, path: Path) -> None:
        """Print the accountability log into a file, and note it in the trail."""
        from ucmsc_desktop.reports.accountability import accountability_pdf
        from ucmsc_desktop.reports.furnish import Printed  # late, for start-up

        made = accountability_pdf(
            bags.stories(self.study),
            [kept.record for kept in bags.products(self.study)],
            self.study.protocol,
            Printed(self.study.account.full_name, self.study.clock()),
            who=Casebook("", (), people=self.study.people()).who,
            practice=self.study.practice,
        )
        try:
            path.write_bytes(made.pdf)
        except OSError as error:
            reason = error.strerror or str(error)
            self.ui.said.set_status(
                "error", _("The PDF was not saved in {path}: {reason}.").format(path=path, reason=reason)
            )
            return
        self.ui.said.set_status("warn", " ".join(missing.sentence() for missing in made.unprintable))
        self.study.log("print", body={"what": "accountability", "to": path.name})
        self.status.emit(_("Saved as {path}").format(path=path))


def _show_rows(table: QTableView, model: RowsModel[Any], widths: tuple[int, ...], name: str) -> None:
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.scaled(ROW))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, theme.scaled(width))
    table.setAccessibleName(name)
