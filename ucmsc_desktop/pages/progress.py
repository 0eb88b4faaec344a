"""How the study goes: numbers of recruitment, visits, forms and queries, each of which opens the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.form_lists import QUERIES
from ucmsc_desktop.domain.listing import Line, Listing
from ucmsc_desktop.domain.progress import StudyProgress
from ucmsc_desktop.domain.visit_lists import ALL_ENROLLED
from ucmsc_desktop.forms.ui_progress import Ui_Progress
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.pages.list_model import show_list
from ucmsc_desktop.pages.out_file import chosen_csv, chosen_png, keep_whole, png
from ucmsc_desktop.pages.pdf_file import chosen_pdf, keep_pdf
from ucmsc_desktop.pages.picture_out import stamped
from ucmsc_desktop.pages.progress_model import CODE, DAY, FORM, VISIT, LinesModel
from ucmsc_desktop.pages.progress_numbers import cards, titled
from ucmsc_desktop.pages.turns import Turns
from ucmsc_desktop.store.batches import in_batches
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.study_progress import cohort, draft_lines, gathering, scores_closed
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Card

if TYPE_CHECKING:
    from ucmsc_desktop.widgets.figure_view import FigureView

AT_ONCE = 8
BEFORE_RECRUITMENT = 2
"""The cards over the chart of recruitment: the participants and their visits."""
FIGURE_HEIGHT, NUMBERS = 230, 420
WIDTHS = (72, 96, 132, 112, 120)
REPORT_NAME = "study-status.pdf"
FIRST = ("visits.overdue", "visits.due", *QUERIES, ALL_ENROLLED)
"""The list that is shown first is the first of these that is not empty."""


class ProgressPage(QWidget):
    """Counts the study a few participants at a time. Emits subject and key of the record to open."""

    record_wanted = Signal(str, object)
    section_wanted = Signal(str)
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """Begin to read the study."""
        super().__init__()
        self.study = study
        self.found: StudyProgress | None = None
        self.listing: Listing | None = None
        self.cards: list[Any] = []
        self.model = LinesModel()
        self.ui = Ui_Progress()
        self.ui.setupUi(self)
        self.figure: FigureView | None = None
        self.picture_button: QPushButton | None = None
        self.turns = Turns(self)
        self.turns.failed.connect(self._say)
        self._set_up()
        self.refresh()

    def _set_up(self) -> None:
        ui = self.ui
        ui.numbers.setAutoFillBackground(False)
        ui.area.setMinimumWidth(theme.scaled(NUMBERS))
        show_list(ui.table, self.model, WIDTHS, _("Lines of the list"))
        ui.filter.setAccessibleName(_("Find in the list"))
        ui.cohort_button.clicked.connect(lambda: self.section_wanted.emit("cohort"))
        ui.report_button.clicked.connect(self._choose_report)
        ui.csv_button.setMenu(self._tables())
        ui.filter.textChanged.connect(self._look)
        ui.filter.returnPressed.connect(self.open_current)
        ui.table.activated.connect(self._open)
        ui.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_marked())
        self.setFocusProxy(ui.table)
        down = QShortcut(Qt.Key.Key_Down, ui.filter, ui.table.setFocus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    # Reading

    def refresh(self) -> None:
        """Read all participants again; the open list and its marked line stay."""
        self._say("")
        self._tell_reading(0, len(self.study.subjects()))
        self.turns.begin(self._reading())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Read nothing behind a lock or for a page that nobody sees."""
        super().hideEvent(event)
        self.turns.rest()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on reading."""
        super().showEvent(event)
        self.turns.go_on()

    def _reading(self) -> Iterator[None]:
        """Nothing is shown before everybody is counted: a part is no whole."""
        study, gathered = self.study, gathering(self.study)
        count, total = 0, len(study.subjects())
        for batch in in_batches(study, AT_ONCE):
            for subject, records in batch.items():
                gathered.add(subject, records)
            count += len(batch)
            self._tell_reading(count, total)
            yield
        self._show(gathered.progress(draft_lines(study)))

    def _tell_reading(self, count: int, total: int) -> None:
        ui = self.ui
        ui.bar.setRange(0, total)
        ui.bar.setValue(count)
        ui.reading_words.setText(_("{n} of {total} participants").format(n=count, total=total))
        ui.report_button.setEnabled(False)
        if self.found is None:
            ui.views.setCurrentWidget(ui.reading)
        else:
            ui.as_of.setText(_("Reading again: {n} of {total}").format(n=count, total=total))

    # Showing

    def _show(self, found: StudyProgress) -> None:
        ui, is_first, self.found = self.ui, self.found is None, found
        ui.views.setCurrentWidget(ui.content if found.participants else ui.empty)
        ui.report_button.setEnabled(bool(found.participants))
        count = ngettext("{n} participant", "{n} participants", found.participants).format(n=found.participants)
        ui.as_of.setText(_("{count}, as of {day}").format(count=count, day=text.date_text(found.today)))
        clear(ui.numbers_column, keep=1)
        self.cards = list(cards(found))
        for place, card in enumerate(self.cards):
            card.wanted.connect(self.show_list)
            ui.numbers_column.insertWidget(place, card)
        self._draw_recruitment(found)
        self._order_keys()
        code = self.listing.code if self.listing is not None else ""
        listing = found.find(code) or self._first(found)
        self._put(listing, self._marked_line(), ui.filter.text() if listing.code == code else "")
        if is_first and self.isVisible() and found.participants:
            ui.table.setFocus(Qt.FocusReason.OtherFocusReason)  # it could not take the keyboard while it was not there

    @staticmethod
    def _first(found: StudyProgress) -> Listing:
        offered = [listing for code in FIRST if (listing := found.find(code)) is not None]
        return next((listing for listing in offered if listing.count), offered[-1])

    def _draw_recruitment(self, found: StudyProgress) -> None:
        from ucmsc_desktop.domain.figures.recruitment import recruitment_figure
        from ucmsc_desktop.widgets.figure_view import FigureView  # late, for start-up

        card, view = Card(), FigureView()
        card.setAccessibleName(_("Recruitment"))
        column = titled(card, _("Recruitment"), (found.recruitment.words(),))
        view.show_figure(recruitment_figure(found.recruitment))
        view.setFixedHeight(theme.scaled(FIGURE_HEIGHT))
        column.addWidget(view)
        self.figure, self.picture_button = view, QPushButton(_("Save picture…"))
        self.picture_button.clicked.connect(self._choose_picture)
        column.addWidget(self.picture_button, 0, Qt.AlignmentFlag.AlignRight)
        self.ui.numbers_column.insertWidget(BEFORE_RECRUITMENT, card)

    def _order_keys(self) -> None:
        """The keyboard begins in the list with what belongs to it, then goes over the page in the order of reading."""
        ui = self.ui
        stops: list[QWidget] = [ui.table, ui.filter, ui.csv_button, ui.cohort_button, ui.report_button]
        above, below = self.cards[:BEFORE_RECRUITMENT], self.cards[BEFORE_RECRUITMENT:]
        stops += [stop for card in above for stop in card.stops()]
        stops += filter(None, (self.figure, self.picture_button))
        stops += [stop for card in below for stop in card.stops()]
        for stop, following in pairwise(stops):
            QWidget.setTabOrder(stop, following)

    def show_list(self, code: str) -> None:
        """Open the list behind a number."""
        listing = self.found.find(code) if self.found is not None else None
        if listing is not None:
            self._put(listing)

    def _put(self, listing: Listing, marked: Line | None = None, typed: str = "") -> None:
        ui, self.listing = self.ui, listing
        self.model.show_lines(listing, self.study.protocol)
        for card in self.cards:
            card.mark(listing.code)
        ui.list_title.setText(self._title(listing))
        ui.why.setText(listing.why)
        ui.why.setVisible(bool(listing.why))
        for column, part in ((VISIT, "visit"), (FORM, "form")):
            ui.table.setColumnHidden(column, not any(getattr(line.key, part) for line in listing.lines))
        ui.table.setColumnHidden(DAY, all(line.on is None for line in listing.lines))
        if ui.filter.text() == typed:
            self._look(typed)
        ui.filter.setText(typed)
        if self.model.rowCount():
            ui.table.setCurrentIndex(self.model.index(self.model.place_of_line(marked), CODE))
        self._show_marked()

    def _title(self, listing: Listing) -> str:
        """The words of a tile alone say too little away from their card."""
        titles = {one.code: group.title for group in self.found.groups for one in group.listings} if self.found else {}
        if listing.code not in titles:
            return listing.label
        return _("{group}: {list}").format(group=titles[listing.code], list=listing.label)

    def _look(self, typed: str) -> None:
        ui, model = self.ui, self.model
        model.set_filter(typed)
        ui.lists.setCurrentWidget(ui.table if model.rowCount() else ui.nothing)
        nothing = _("Nothing in this list fits what is typed.") if model.total else _("There is nothing in this list.")
        ui.nothing_words.setText(nothing)
        shown = _("{shown} of {total}").format(shown=model.rowCount(), total=model.total)
        ui.count.setText(shown if typed else text.number_text(model.total))
        if model.rowCount():
            ui.table.setCurrentIndex(model.index(0, CODE))
        self._show_marked()

    def _marked_line(self) -> Line | None:
        index = self.ui.table.currentIndex()
        return self.model.row(index.row()).line if index.isValid() and self.model.rowCount() else None

    def _show_marked(self) -> None:
        line = self._marked_line()
        words = _("{code}: {words}").format(code=line.key.subject, words=line.words) if line is not None else ""
        self.ui.marked.set_status("plain", words, "info")

    # Opening and saving

    def open_current(self) -> None:
        """Open the record of the marked line."""
        self._open(self.ui.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            place = self.model.row(index.row()).line.place
            self.record_wanted.emit(place.subject, place)

    def _tables(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("This list…"), self._choose_csv)
        menu.addAction(_("All numbers…"), self._choose_numbers)
        return menu

    def _choose_numbers(self) -> None:
        path = chosen_csv(self, "study-progress.csv")
        if path is not None:
            self.save_numbers(path)

    def save_numbers(self, path: Path) -> None:
        """Save every number with the name of its list, completeness too, and note it in the trail."""
        from ucmsc_desktop.exchange.progress import numbers_csv  # late, for start-up

        if self.found is not None:
            self._keep(path, numbers_csv(self.found).encode("utf-8-sig"), "numbers")

    def _keep(self, path: Path, content: bytes, what: str) -> None:
        note = partial(self.study.log, "export", body={"what": "progress", "list": what, "file": path.name})
        self._say(keep_whole(path, content, note), path)

    def _choose_csv(self) -> None:
        path = chosen_csv(self, f"{self.listing.code}.csv") if self.listing is not None else None
        if path is not None:
            self.save_csv(path)

    def save_csv(self, path: Path) -> None:
        """Save the open list whole, and note it in the trail."""
        from ucmsc_desktop.exchange.progress import listing_csv  # late, for start-up

        if self.listing is not None:
            self._keep(path, listing_csv(self.listing).encode("utf-8-sig"), self.listing.code)

    def _choose_picture(self) -> None:
        path = chosen_png(self, "recruitment.png")
        if path is not None:
            self.save_picture(path)

    def save_picture(self, path: Path) -> None:
        """Save the chart of recruitment as a picture, and note it in the trail."""
        if self.figure is not None:
            self._keep(path, png(stamped(self.study, self.figure.picture())), "recruitment")

    def _choose_report(self) -> None:
        path = chosen_pdf(self, REPORT_NAME)
        if path is not None:
            self.save_report(path)

    def save_report(self, path: Path) -> None:
        """Print the status of the study into a file, and note it in the trail."""
        from ucmsc_desktop.reports.furnish import Printed
        from ucmsc_desktop.reports.study_status import study_status_pdf  # late, for start-up

        if self.found is None:
            return
        study = self.study
        printed, closed = Printed(study.account.full_name, study.clock()), scores_closed(study)
        everybody = cohort(study) if not closed else []
        made = study_status_pdf(self.found, everybody, study.protocol, printed, practice=study.practice, closed=closed)
        problem = keep_pdf(path, made.pdf, partial(self.study.log, "print", body={"what": "status", "to": path.name}))
        self._say(problem, path, " ".join(missing.sentence() for missing in made.unprintable))

    def _say(self, problem: str, saved: Path | None = None, beside: str = "") -> None:
        words = problem or beside
        self.ui.problem.setText(words)
        self.ui.problem.setVisible(bool(words))
        if saved is not None and not problem:
            self.status.emit(_("Saved as {path}").format(path=saved))
