"""The printed form before it is printed: the pages of the PDF itself, to save or to send to a printer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.forms.ui_print import Ui_Print
from ucmsc_desktop.pages.sheets import Pdf, Sheets, draw_on
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WHOLE = ""
WIDEST = 820
PAPER_DPI = 300


class PrintPage(QWidget):
    """Shows the casebook of a participant, or one visit of it, as it comes out of the printer."""

    status = Signal(str)

    def __init__(self, study: Study, subject: str, visit: str | None = None) -> None:
        """Print into memory and show the result."""
        super().__init__()
        self.study = study
        self.subject = subject
        self.pdf = b""
        self._document: Pdf | None = None
        self.ui = Ui_Print()
        self.ui.setupUi(self)
        self._sheets = Sheets()
        self.ui.area.setWidget(self._sheets)
        self._offer(visit)
        self.ui.what.activated.connect(lambda _index: self.refresh())
        self.ui.save_button.clicked.connect(self._choose_file)
        self.ui.print_button.clicked.connect(self._choose_printer)
        self.refresh()

    def _offer(self, visit: str | None) -> None:
        what = self.ui.what
        what.addItem(_("Whole casebook"), WHOLE)
        recorded = {kept.key.visit for kept in self.study.records(self.subject)}
        for planned in self.study.protocol.visits:
            if planned.key in recorded:
                what.addItem(_(planned.label), planned.key)
        what.setCurrentIndex(max(0, what.findData(visit or WHOLE)))

    @property
    def visit(self) -> str | None:
        """The visit that is printed, None for all."""
        return self.ui.what.currentData() or None

    def refresh(self) -> None:
        """Print afresh from what stands now."""
        from ucmsc_desktop.body.drawing import drawn
        from ucmsc_desktop.reports.casebook import casebook_pdf  # late, for start-up
        from ucmsc_desktop.reports.furnish import Printed

        book = drawn(self.study.casebook(self.subject))
        printed = Printed(self.study.account.full_name, self.study.clock())
        made = casebook_pdf(book, self.study.protocol, printed, practice=self.study.practice, visit=self.visit)
        self.pdf = made.pdf
        self._document = Pdf(made.pdf)
        self._sheets.show_pdf(self._document)
        pages = text.ngettext("{n} page", "{n} pages", made.pages).format(n=made.pages)
        self.ui.pages.setText(_("{pages}, mark {digest}").format(pages=pages, digest=made.digest[:8]))
        here = [kept for kept in book.records if self.visit in (None, kept.key.visit)]
        unsigned = any(kept.state is not State.SIGNED for kept in here)
        self.ui.draft_note.setText(_("What is not signed says so across the page.") if unsigned else "")
        self.ui.draft_note.setVisible(unsigned)
        self._say(" ".join(missing.sentence() for missing in made.unprintable))

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.setVisible(bool(sentence))

    # Out of the program

    def _name(self) -> str:
        return f"{self.subject}-{self.visit or 'casebook'}.pdf"

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), self._name(), _("PDF (*.pdf)"))
        if chosen:
            self.save(Path(chosen).with_suffix(".pdf"))

    def save(self, path: Path) -> None:
        """Write the PDF to a file and note it in the trail."""
        try:
            path.write_bytes(self.pdf)
        except OSError as error:
            reason = error.strerror or str(error)
            self._say(_("The PDF was not saved in {path}: {reason}.").format(path=path, reason=reason))
            return
        self._note(path.name)
        self.status.emit(_("Saved as {path}").format(path=path))

    def _choose_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # late, for start-up

        if not QPrinterInfo.availablePrinterNames():
            self._say(_("No printer is set up on this computer. Save the PDF and print it elsewhere."))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name())
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.page_count)
        if dialog.exec():
            self.print_on(printer)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._document.sizes) if self._document is not None else 0

    def print_on(self, printer: "QPrinter") -> None:
        """Send the pages, or those that were chosen, to a printer and note it in the trail."""
        if self._document is None:
            return
        printer.setFullPage(True)
        printer.setResolution(min(printer.resolution(), PAPER_DPI))
        first, last = printer.fromPage() or 1, printer.toPage() or self.page_count
        painter = QPainter()
        if not painter.begin(printer):
            self._say(_("The printer does not answer. Nothing was printed."))
            return
        for number in range(first - 1, last):
            if number >= first:
                printer.newPage()
            draw_on(painter, self._document, number, printer.resolution())
        painter.end()
        self._note(printer.printerName() or printer.outputFileName())
        self.status.emit(_("Printed {time}").format(time=text.time_text(self.study.clock())))

    def _note(self, where: str) -> None:
        body = {"what": self.visit or "casebook", "to": where}
        self.study.log("print", subject=self.subject, body=body)

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
        self._sheets.set_width(min(WIDEST, max(300, self.ui.area.width() - 20)))
