"""Two visits of a participant side by side: the change of PASI by region and sign, and of the painted skin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from ucmsc_desktop.domain.agreement import Compared
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.visit_change import BY_REGION, Assessed, Assessments, VisitChange, Way, visit_change, way
from ucmsc_desktop.domain.visit_change import assessments as assessments_of
from ucmsc_desktop.domain.visit_change_words import (
    both,
    choice_words,
    copied,
    name_words,
    notes,
    response_told,
    spoken,
    told,
    total_told,
)
from ucmsc_desktop.forms.ui_compare import Ui_Compare
from ucmsc_desktop.pages.cells_out import plain_cells
from ucmsc_desktop.pages.out_file import chosen_csv, keep_whole
from ucmsc_desktop.pages.pdf_file import chosen_pdf, keep_pdf
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.change_table import ChangeCell

_STATUS = {Way.BETTER: "ok", Way.WORSE: "error", Way.SAME: "plain", Way.UNKNOWN: "warn"}


class ComparePage(QWidget):
    """Whether a person may see this is decided before the page is built. `open_form` asks for a visit's record."""

    open_form = Signal(str, str)
    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str = "") -> None:
        """Compare the baseline with a visit, the latest unless one is named."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.known = Assessments(())
        self.change: VisitChange | None = None
        self.ui = Ui_Compare()
        self.ui.setupUi(self)
        self.ui.content.setAutoFillBackground(False)  # a scroll area fills its widget with the colour of the window
        self._dress()
        self.ui.before.currentIndexChanged.connect(lambda _place: self._compare())
        self.ui.after.currentIndexChanged.connect(lambda _place: self._compare())
        self.ui.swap_button.clicked.connect(self.swap)
        self.ui.copy_button.clicked.connect(self.copy)
        self.ui.csv_button.clicked.connect(self._choose_csv)
        self.ui.pdf_button.clicked.connect(self._choose_pdf)
        self.ui.table.currentCellChanged.connect(lambda row, column, *_before: self._keep_in_sight(row, column))
        self.ui.before_button.clicked.connect(lambda: self._open(self.ui.before))
        self.ui.after_button.clicked.connect(lambda: self._open(self.ui.after))
        shortcut = QShortcut(QKeySequence("X"), self, self.swap)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.refresh()

    def refresh(self) -> None:
        """Read the records again; two visits that are chosen stay chosen."""
        chosen = [self._chosen(choice) for choice in (self.ui.before, self.ui.after)]
        self.known = assessments_of(self.study.protocol, self.subject, self.study.records(self.subject))
        for choice, old, usual in zip(
            (self.ui.before, self.ui.after), chosen, self.known.usual(self.visit), strict=True
        ):
            self._offer(choice, self._again(old) or usual)
        nothing = self._nothing()
        self.ui.empty.setText(nothing)
        self.ui.empty.setVisible(bool(nothing))
        for part in (self.ui.choice, self.ui.area):
            part.setVisible(not nothing)
        self.setFocusProxy(self.ui.copy_button if nothing else self.ui.after)
        self._say("")
        self._compare()

    def _nothing(self) -> str:
        if not self.known.found:
            return _("No PASI is saved for {subject}: there is nothing to compare.").format(subject=self.subject)
        if len(self.known.found) == 1:
            visit = name_words(self.study.protocol, self.known.found[0])
            return _("Only {visit} has a PASI: a comparison needs two.").format(visit=visit)
        return ""

    # The choice

    def _chosen(self, choice: QComboBox) -> Assessed | None:
        place = choice.currentIndex()
        return self.known.found[place] if 0 <= place < len(self.known.found) else None

    def _again(self, old: Assessed | None) -> Assessed | None:
        return next((one for one in self.known.found if old is not None and one.kept.key == old.kept.key), None)

    def _offer(self, choice: QComboBox, chosen: Assessed | None) -> None:
        choice.blockSignals(True)
        choice.clear()
        choice.addItems([choice_words(self.study.protocol, one) for one in self.known.found])
        choice.setCurrentIndex(self.known.found.index(chosen) if chosen is not None else -1)
        choice.blockSignals(False)

    def swap(self) -> None:
        """Let the two visits change places."""
        before, after = self.ui.before.currentIndex(), self.ui.after.currentIndex()
        for choice, place in ((self.ui.before, after), (self.ui.after, before)):
            choice.blockSignals(True)
            choice.setCurrentIndex(place)
            choice.blockSignals(False)
        self._compare()

    # What is shown

    def _compare(self) -> None:
        before, after = self._chosen(self.ui.before), self._chosen(self.ui.after)
        two = before is not None and after is not None and before is not after
        self.change = visit_change(before, after) if before and after and two else None
        for part in (self.ui.total_card, self.ui.copy_button, self.ui.csv_button, self.ui.pdf_button):
            part.setVisible(two)
        for choice, button in ((before, self.ui.before_button), (after, self.ui.after_button)):
            self._name_button(button, choice)
        self.ui.table_card.setVisible(self.change is not None and bool(self.change.rows))
        if self.change is None:
            self.ui.maps_card.hide()
            self.ui.note.set_status("info", _("Choose two different visits."))
            return
        self._show_total(self.change)
        said = notes(self.study.protocol, self.change, self.study.people())
        self.ui.note.set_status("info", " ".join(said))
        self._show_table(self.change)
        self._show_maps(self.change)

    def _name_button(self, button: QWidget, one: Assessed | None) -> None:
        visit = name_words(self.study.protocol, one) if one is not None else ""
        button.setVisible(one is not None and one.entries is not None)
        button.setProperty("text", _("Open {visit}").format(visit=visit))

    def _show_total(self, change: VisitChange) -> None:
        ui = self.ui
        ui.total.setText(both(change, change.total))
        ui.change.setText(total_told(change))
        self._dress()
        response = response_told(change, self.known.baseline)
        ui.response.setText(response)
        ui.response.setVisible(bool(response))
        ui.bsa.setVisible(change.bsa is not None)
        if change.bsa is not None:
            words = _("Body surface area {values}; {change}")
            ui.bsa.setText(words.format(values=both(change, change.bsa), change=told(change.bsa)))

    def _show_table(self, change: VisitChange) -> None:
        if not change.rows:
            return
        cells = [[_cell(change, change.row(region, entry)) for region in Region] for entry in BY_REGION]
        self.ui.table.show_cells([_(region.label) for region in Region], [_(one.label) for one in BY_REGION], cells)

    def _keep_in_sight(self, row: int, column: int) -> None:
        """The table does not scroll itself: what is around it follows the keyboard."""
        item = self.ui.table.item(row, column)
        if item is not None:
            cell = self.ui.table.visualItemRect(item)
            place = self.ui.table.viewport().mapTo(self.ui.content, cell.center())
            self.ui.area.ensureVisible(place.x(), place.y(), cell.width() // 2, cell.height())

    def _show_maps(self, change: VisitChange) -> None:
        pair = (change.before, change.after)
        maps = [one.entries.lesion_map if one.entries is not None else None for one in pair]
        self.ui.maps_card.setVisible(any(found is not None for found in maps))
        if self.ui.maps_card.isVisibleTo(self):
            titles = [name_words(self.study.protocol, one) for one in pair]
            self.ui.maps.show_maps(maps[0], titles[0], maps[1], titles[1])

    def _open(self, choice: QComboBox) -> None:
        one = self._chosen(choice)
        if one is not None:
            self.open_form.emit(one.kept.key.visit, one.kept.key.form)

    # Look

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "change"):
            self._dress()

    def _dress(self) -> None:
        self.ui.swap_button.setIcon(icons.icon("arrow-left-right"))
        if self.change is not None:
            look, status = theme.current(), _STATUS[way(self.change.total)]
            self.ui.change.setStyleSheet(f"color: {look.text if status == 'plain' else look.status(status)[0]};")

    # Out of the program

    def copy(self) -> None:
        """Put the values on the clipboard as cells of a table, and note that in the trail."""
        if self.change is None:
            return
        try:
            self._note("export", "file", _("the clipboard"))
        except StudyError as error:
            self._say(str(error))
            return
        QGuiApplication.clipboard().setText(plain_cells(copied(self.study.protocol, self.change)))
        self._say("")
        self.status.emit(_("Values copied."))

    def _choose_csv(self) -> None:
        path = chosen_csv(self, f"{self.subject}-comparison.csv")
        if path is not None:
            self.save_csv(path)

    def save_csv(self, path: Path) -> None:
        """Save the values as a table, and note it in the trail."""
        from ucmsc_desktop.exchange.visit_change import as_csv  # late, for start-up

        if self.change is not None:
            self._kept(
                path, keep_whole(path, as_csv(self.change).encode(), lambda: self._note("export", "file", path.name))
            )

    def _choose_pdf(self) -> None:
        path = chosen_pdf(self, f"{self.subject}-comparison.pdf")
        if path is not None:
            self.save_pdf(path)

    def save_pdf(self, path: Path) -> None:
        """Print the comparison into a file, and note it in the trail."""
        from ucmsc_desktop.body.drawing import drawn  # late, for start-up
        from ucmsc_desktop.reports.compare import compare_pdf
        from ucmsc_desktop.reports.furnish import Printed

        if self.change is None:
            return
        study, book = self.study, drawn(self.study.casebook(self.subject))
        printed = Printed(study.account.full_name, study.clock())
        made = compare_pdf(self.change, self.known, book, study.protocol, printed, practice=study.practice)
        problem = keep_pdf(path, made.pdf, lambda: self._note("print", "to", path.name))
        self._kept(path, problem or " ".join(missing.sentence() for missing in made.unprintable))

    def _note(self, kind: str, place: str, name: str) -> None:
        self.study.log(kind, subject=self.subject, body={"what": "comparison", place: name})

    def _kept(self, path: Path, problem: str) -> None:
        self._say(problem)
        if not problem:
            self.status.emit(_("Saved as {path}").format(path=path))

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.setVisible(bool(sentence))


def _cell(change: VisitChange, row: Compared) -> ChangeCell:
    return ChangeCell(both(change, row), told(row), _STATUS[way(row)], spoken(change, row))
