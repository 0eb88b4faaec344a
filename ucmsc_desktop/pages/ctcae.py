"""The tables of graded terms that the site has loaded: looked through, and loaded from the publisher's file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QListWidgetItem, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.ctcae import PUBLISHED, VERSIONS, CtcaeTable, Term
from ucmsc_desktop.domain.ctcae_search import search
from ucmsc_desktop.exchange.ctcae import CtcaeRefused, read_ctcae
from ucmsc_desktop.forms.ui_ctcae import Ui_Ctcae
from ucmsc_desktop.pages.ctcae_model import TermsModel, grades_html
from ucmsc_desktop.pages.ctcae_preview import CtcaePreview
from ucmsc_desktop.pages.ctcae_use import keep, kept_table, row_of
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

LEFT_WIDTH, WIDEST_LEFT = 370, 440


class CtcaePage(QWidget):
    """The versions on the left, the terms of one on the right. A file is looked through before it is kept."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """Show the version that the protocol grades by."""
        super().__init__()
        self.study = study
        self.table = CtcaeTable()
        self.model = TermsModel()
        self.ui = Ui_Ctcae()
        self.ui.setupUi(self)
        self.preview = CtcaePreview(self.ui, study, self)
        self._prepare()
        self._wire()
        self.refresh()

    def _prepare(self) -> None:
        ui = self.ui
        ui.versions_card.setFixedWidth(min(theme.scaled(LEFT_WIDTH), WIDEST_LEFT))
        ui.progress.hide()
        for _version in VERSIONS:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, theme.scaled(theme.TARGET)))
            ui.versions.addItem(item)
        ui.versions.setCurrentRow(row_of(self.study.protocol.safety.ctcae_version))
        ui.versions.setFixedHeight(len(VERSIONS) * theme.scaled(theme.TARGET) + 2 * ui.versions.frameWidth() + 4)
        ui.terms.setModel(self.model)
        ui.terms.verticalHeader().hide()
        ui.terms.verticalHeader().setDefaultSectionSize(theme.scaled(36))
        ui.terms.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _wire(self) -> None:
        ui = self.ui
        ui.versions.currentRowChanged.connect(lambda _row: self._show_version())
        ui.search.textChanged.connect(lambda _words: self._find())
        ui.terms.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_term())
        ui.load_button.clicked.connect(self.choose)
        ui.keep_button.clicked.connect(self.keep)
        ui.discard_button.clicked.connect(self.discard)
        for key, act in (("Ctrl+F", ui.search.setFocus), ("Ctrl+O", ui.load_button.click)):
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for wanted in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            down = QShortcut(QKeySequence(wanted), ui.search, self._go_to_terms)
            down.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What is loaded

    def refresh(self) -> None:
        """Read the versions again; a file that is looked through stays."""
        for row, version in enumerate(VERSIONS):
            kept = kept_table(self.study, version)
            words = (
                text.ngettext("{n} term", "{n} terms", kept.record.count or 0) if kept is not None else _("not loaded")
            )
            told = words.format(n=kept.record.count) if kept is not None else words
            self.ui.versions.item(row).setText(_("Version {n}: {state}").format(n=version, state=told))
        if self.preview.reading is None:
            self._show_version()

    def _version(self) -> str:
        return VERSIONS[max(self.ui.versions.currentRow(), 0)]

    def _show_version(self) -> None:
        self.preview.put_away()
        kept = kept_table(self.study, self._version())
        lines = []
        if kept is not None:
            who = self.study.people().get(kept.by.user, kept.by.user)
            lines.append(_("File: {name}").format(name=kept.record.source))
            lines.append(_("Loaded by {who}, {time}").format(who=who, time=text.datetime_text(kept.by.at)))
        if self._version() == self.study.protocol.safety.ctcae_version:
            lines.append(_("The protocol grades by this version."))
        self.ui.about.setText("\n".join(lines))
        self._show_parts()
        self._show_table(kept.record if kept is not None else CtcaeTable())

    def _show_parts(self) -> None:
        """A file that is looked through takes the place of what stands on the left else."""
        ui, looking = self.ui, self.preview.reading is not None
        for part in (ui.hint, ui.versions, ui.about):
            part.setVisible(not looking)
        ui.load_button.setVisible(not looking and self.study.may_write(CtcaeTable.form))

    def _show_table(self, table: CtcaeTable) -> None:
        self.table = table
        self.ui.none.setVisible(not table.terms)
        self.setFocusProxy(self.ui.search if table.terms else self.ui.versions)
        for part in (self.ui.search, self.ui.count, self.ui.terms, self.ui.grades):
            part.setVisible(bool(table.terms))
        self._find()

    # Searching

    def _find(self) -> None:
        found = search(self.table, self.ui.search.text())
        self.model.show_terms(found)
        words = text.ngettext("{n} term", "{n} terms", len(found)).format(n=len(found))
        self.ui.count.setText(words)
        if found:
            self.ui.terms.selectRow(0)
        self._show_term()

    def _show_term(self) -> None:
        row = self.ui.terms.currentIndex().row()
        term: Term | None = self.model.terms[row] if 0 <= row < len(self.model.terms) else None
        self.ui.grades.setHtml(grades_html(term) if term is not None else "")

    def _go_to_terms(self) -> None:
        self.ui.terms.setFocus(Qt.FocusReason.OtherFocusReason)

    # Loading

    def choose(self) -> None:
        """Let the person pick a file and show what is in it."""
        kinds = _("Tables (*.xlsx *.xlsm *.csv *.txt)")
        path, _kind = QFileDialog.getOpenFileName(self, _("The published CTCAE table"), "", kinds)
        if path:
            self.look_through(Path(path))

    def look_through(self, path: Path) -> None:
        """Read a file and show its terms; nothing is kept yet. A file that is no table says so."""
        ui = self.ui
        ui.problem.set_status("info", _("Reading {name}…").format(name=path.name))
        ui.progress.setMaximum(sum(PUBLISHED.values()))
        ui.progress.setValue(0)
        ui.progress.show()
        ui.load_button.setEnabled(False)
        try:
            reading = read_ctcae(path, self._progress)
        except CtcaeRefused as error:
            ui.problem.set_status("error", str(error))
        else:
            ui.problem.set_status("info", "")
            ui.search.clear()
            self.preview.look_through(reading)
            self._show_parts()
            self._show_table(reading.table)
            (ui.asked if reading.table.version_name is None else ui.keep_button).setFocus()
        finally:
            ui.progress.hide()
            ui.load_button.setEnabled(True)

    def _progress(self, rows: int) -> None:
        bar = self.ui.progress
        # How many rows a file has is known at its end: the bar grows with it.
        bar.setMaximum(max(bar.maximum(), bar.value() + 2 * rows))
        bar.setValue(bar.value() + rows)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def keep(self) -> None:
        """Keep the table that is looked through, durable when this returns."""
        table = self.preview.table()
        if table is None or table.version_name is None:
            return
        try:
            keep(self.study, table, self.preview.reason())
        except StudyError as error:
            self.ui.problem.set_status("error", str(error))
            return
        self.preview.put_away()
        self.ui.versions.setCurrentRow(row_of(table.version_name))
        self.refresh()
        self.ui.search.setFocus()
        self.status.emit(_("CTCAE table of version {n} kept").format(n=table.version_name))
        self.changed.emit()

    def discard(self) -> None:
        """Put the file away without keeping anything of it."""
        self.ui.problem.set_status("info", "")
        self._show_version()
        self.ui.load_button.setFocus()
