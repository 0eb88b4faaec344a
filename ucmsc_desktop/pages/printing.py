"""What is printed, before it is printed: the pages of the PDF itself, to save or to send to a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.forms.ui_print import Ui_Print
from ucmsc_desktop.outbound import prints
from ucmsc_desktop.outbound.prints import What, Wish
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.pages.door import Door
from ucmsc_desktop.pages.draft_words import draft_words
from ucmsc_desktop.pages.job import Job, Work
from ucmsc_desktop.pages.out_file import chosen_csv
from ucmsc_desktop.pages.paper_choice import Paper, PaperChoice
from ucmsc_desktop.pages.pdf_file import chosen_pdf, keep_pdf
from ucmsc_desktop.pages.print_choices import OF_ONE, Choices
from ucmsc_desktop.pages.sheets import Pdf, Sheets
from ucmsc_desktop.pages.under_way import show_progress
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ucmsc_desktop.reports.finish import Printout

WIDEST, NARROWEST, BESIDE = 820, 300, 20
SIDE, BAR, ROOM = 296, 320, 40
SOON = 300
"""Milliseconds after which a print that is not there yet shows how far it is."""
MAKING = (N_("Making the pages"), N_("Stopped."))
PRINTING = (N_("Printing"), N_("Stopped. Look at the printer: a part may have been printed."))
SAVING = (N_("Saving the table"), N_("Stopped. Nothing was saved."))
"""What is being done, and what is said when a person stops it."""
AS_TABLE = (What.LISTING, What.AUDIT)


@dataclass(frozen=True)
class PrintPlace:
    """How the page was left: the paper, and what was on it when that is of no single participant."""

    paper: Paper
    wish: Wish | None


class PrintPage(QWidget):
    """Shows a form, a visit, casebooks, blank forms or a listing as they come out of the printer."""

    status = Signal(str)
    section_wanted = Signal(str)
    record_wanted = Signal(str, object)

    def __init__(
        self, study: Study, subject: str = "", visit: str | None = None, form: str = "", number: int = 0
    ) -> None:
        """Offer what can be printed from where a person is, and begin with what they most likely want."""
        super().__init__()
        self.study = study
        self.subject = subject
        self.made: Printout | None = None
        self._told = False
        self._doing = MAKING
        self._document: Pdf | None = None
        self.ui = Ui_Print()
        self.ui.setupUi(self)
        self.door = Door(self.ui.stack, study)
        self._choices = Choices(study, subject, visit or "", form, number)
        self._sheets = Sheets()
        self.ui.area.setWidget(self._sheets)
        self.paper = PaperChoice(self.ui, self)
        self.job = Job(self)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._dress()
        self._connect()
        self._begin_with(Wish(self._choices.first(), subject, visit or "", form, number))

    def _dress(self) -> None:
        ui = self.ui
        ui.what_card.setFixedWidth(theme.scaled(SIDE))
        ui.working_bar.setMinimumWidth(theme.scaled(BAR))
        for ground in (ui.stack, ui.working, ui.nothing, ui.choices):
            ground.setAutoFillBackground(False)
        for what in self._choices.whats():
            ui.what.addItem(_(what.label), what)
        self.setFocusProxy(ui.what)

    def _connect(self) -> None:
        ui = self.ui
        ui.what.activated.connect(lambda _index: self._offer(None))
        ui.which.activated.connect(lambda _index: self.refresh())
        self.paper.changed.connect(self.refresh)
        ui.save_button.clicked.connect(self._choose_file)
        ui.csv_button.clicked.connect(self._choose_table)
        ui.print_button.clicked.connect(self._choose_printer)
        ui.export_button.clicked.connect(lambda: self.section_wanted.emit("export"))
        ui.cancel_button.clicked.connect(self.cancel)
        ui.again_button.clicked.connect(self.refresh)
        self.job.progressed.connect(self._tell)
        self.job.failed.connect(lambda error: self._end(str(error)))
        self._soon.timeout.connect(lambda: ui.stack.setCurrentWidget(ui.working))

    # What is printed

    def _begin_with(self, wish: Wish) -> None:
        index = self.ui.what.findData(wish.what)
        self.ui.what.setCurrentIndex(max(0, index))
        self._offer(wish)

    def _offer(self, first: Wish | None) -> None:
        """Offer all prints of the kind that was chosen, and take up the `first`."""
        which, offers = self.ui.which, self._choices.offers(What(self.ui.what.currentData()))
        which.clear()
        for words, wish in offers:
            which.addItem(words, wish)
        which.view().setMinimumWidth(which.view().sizeHintForColumn(0) + ROOM)
        wishes = [wish for _words, wish in offers]
        likely = self._likely(wishes) if first is None else first
        which.setCurrentIndex(wishes.index(likely) if likely in wishes else 0)
        for part in (which, self.ui.which_label):
            part.setVisible(len(offers) > 1)
        self.refresh()

    def _likely(self, wishes: list[Wish]) -> Wish | None:
        """Of one visit, or the forms of one, those of the visit that a person looks at."""
        return next((wish for wish in wishes if wish.visit == self._choices.visit), None)

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        wish: Wish = self.ui.which.currentData()
        return wish

    def kept_place(self) -> PrintPlace:
        """How the page is left: with its paper, and with a print that is of the whole study."""
        return PrintPlace(self.paper.paper, None if self.wish.what in OF_ONE else self.wish)

    def take_place(self, place: PrintPlace) -> None:
        """Take the paper as before; what was on it only where nobody came from a form or a visit."""
        self.paper.take(place.paper)
        if place.wish is not None and not self._choices.visit and not self.subject:
            self._begin_with(place.wish)
        else:
            self.refresh()

    # The pages

    def refresh(self) -> None:
        """Print afresh, into memory, from what stands now; the page answers meanwhile."""
        from ucmsc_desktop.reports.furnish import Printed  # late, for start-up

        self._clear()
        self.ui.csv_button.setVisible(self.wish.what in AS_TABLE)
        why = prints.refusal(self.study, self.wish)
        if why:
            self._refuse(why)
            return
        paper = self.paper.paper
        printed = Printed(self.study.account.full_name, self.study.clock(), paper.language, paper.sheet)
        self._begin(MAKING, prints.steps(self.study, self.wish, printed), self._show)

    def _refuse(self, why: str) -> None:
        """Say why there is nothing to see; where scores are closed, with what opens them."""
        page = self.door.shut(prints.told_of(self.study, self.wish))
        if page is None:
            self._show_nothing(why, again=False)
            return
        page.record_wanted.connect(self.record_wanted)
        page.opened.connect(self.refresh)

    def _begin(self, doing: tuple[str, str], work: Work, done: Callable[[Any], object]) -> None:
        self._doing = doing
        self._set_ready(False)
        self.ui.choices.setEnabled(doing is MAKING)
        self.ui.working_note.setText("" if doing is MAKING else _("Leaving this page stops it."))
        self._tell(Progress(0, 1))
        self.job.begin(work, done)
        self._soon.start()

    def _clear(self) -> None:
        ui = self.ui
        self.job.end()
        self.made = self._document = None
        self._sheets.show_pdf(None)
        ui.stack.setCurrentWidget(ui.area)
        self.door.open()
        self._tell_banner("")
        for words in (ui.pages, ui.draft_note, ui.problem):
            words.hide()
        self._set_ready(False)

    def _tell(self, progress: Progress) -> None:
        ui, doing = self.ui, _(self._doing[0])
        done, total = text.number_text(progress.done), text.number_text(progress.total)
        far = _("{doing}: {done} of {total}").format(doing=doing, done=done, total=total)
        ui.working_words.setText(far if progress.total > 1 else doing)
        show_progress(ui.working_bar, progress)

    def _show(self, made: Printout) -> None:
        self.made, self._document = made, Pdf(made.pdf)
        self._sheets.show_pdf(self._document)
        self._say(self.ui.pages, "\n".join(self._page_words(made)))
        self._say(self.ui.draft_note, draft_words(self.study, self.wish))
        self._end(" ".join(missing.sentence() for missing in made.unprintable))

    def _page_words(self, made: Printout) -> Iterator[str]:
        from ucmsc_desktop.reports.furnish import content_words  # late, for start-up

        pages = made.pages
        count = text.ngettext("{n} page", "{n} pages", pages).format(n=text.number_text(pages))
        mark = content_words(made.digest) if made.parts == 1 else _("each part has its own mark in the foot")
        yield _("{count} · {mark}").format(count=count, mark=mark)
        shown = len(self._sheets.places())
        if shown < pages:
            yield _("Here are the first {n}; all are saved and printed.").format(n=text.number_text(shown))

    def _end(self, problem: str) -> None:
        """Show the pages again, with what prevented them from leaving, or why there are none."""
        self._soon.stop()
        self._set_ready(self.made is not None)
        self.ui.choices.setEnabled(True)
        if self.made is None:
            self._show_nothing(problem, again=True)
        else:
            self.ui.stack.setCurrentWidget(self.ui.area)
            self._say(self.ui.problem, problem)

    def _show_nothing(self, words: str, *, again: bool) -> None:
        self.ui.nothing_words.setText(words)
        self.ui.again_button.setVisible(again)
        self.ui.stack.setCurrentWidget(self.ui.nothing)

    def cancel(self) -> None:
        """End what is under way; pages that were made stay."""
        self.job.end()
        self._end(_(self._doing[1]))

    def _set_ready(self, is_ready: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        for button in (self.ui.save_button, self.ui.print_button, self.ui.csv_button):
            button.setEnabled(is_ready)

    @staticmethod
    def _say(label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    # Out of the program

    def _note(self, to: str) -> None:
        prints.note(self.study, self.wish, to)

    def _choose_file(self) -> None:
        path = chosen_pdf(self, prints.file_name_of(self.study, self.wish))
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the PDF to a file and note it in the trail."""
        if self.made is not None:
            self._tell_saved(path, keep_pdf(path, self.made.pdf, partial(self._note, path.name)))

    def _choose_table(self) -> None:
        path = chosen_csv(self, prints.file_name_of(self.study, self.wish, ".csv"))
        if path is not None:
            self.save_table(path)

    def save_table(self, path: Path) -> None:
        """Write what is listed as a table for other programs; that is noted in the trail."""
        work = prints.table(self.study, self.wish, path)
        self._begin(SAVING, work, lambda _nothing: self._saved_table(path))

    def _saved_table(self, path: Path) -> None:
        self._end("")
        self._tell_saved(path, "")

    def _tell_saved(self, path: Path, problem: str) -> None:
        self._say(self.ui.problem, problem)
        if not problem:
            self._tell_banner(_("Saved as {path}").format(path=path))

    def _choose_printer(self) -> None:
        from ucmsc_desktop.pages import on_paper  # late, for start-up

        if not on_paper.has_printer():
            words = _("No printer is set up on this computer. Save the PDF and print it elsewhere.")
            self._say(self.ui.problem, words)
            return
        name, sheet = prints.file_name_of(self.study, self.wish), self.paper.paper.sheet
        printer = on_paper.chosen_printer(self, name, sheet.paper, self.page_count)
        if printer is not None:
            self.print_on(printer)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._document.sizes) if self._document is not None else 0

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages, or those that were chosen, to a printer; the print is noted in the trail before."""
        from ucmsc_desktop.pages.on_paper import sending  # late, for start-up

        if self._document is None:
            return
        to = printer.printerName() or printer.outputFileName()
        self._say(self.ui.problem, "")
        self._begin(PRINTING, sending(printer, self._document, partial(self._note, to)), self._printed)

    def _printed(self, pages: int) -> None:
        self._end("")
        words = text.ngettext("{n} page printed {time}", "{n} pages printed {time}", pages)
        time = text.time_text(self.study.clock())
        self._tell_banner(words.format(n=text.number_text(pages), time=time))

    def _tell_banner(self, words: str) -> None:
        """Say what became of these pages; of others it is taken back."""
        if words or self._told:
            self._told = bool(words)
            self.status.emit(words)

    # The sheets

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Make the sheets as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit once the layout stands."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        self._sheets.set_width(min(WIDEST, max(NARROWEST, self.ui.stack.width() - BESIDE)))
