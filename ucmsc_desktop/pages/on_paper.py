"""The pages of a PDF on their way to a printer, one each turn."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.pages.sheets import Pdf, draw_on
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _

PAPER_DPI = 300
SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


def has_printer() -> bool:
    """Whether a printer is set up on this computer."""
    return bool(QPrinterInfo.availablePrinterNames())


def chosen_printer(parent: QWidget, name: str, paper: str, pages: int) -> QPrinter | None:
    """Ask for a printer and for the pages that it is to print; None when nobody chose one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(SIZES[paper]))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() else None


def numbers(printer: QPrinter, pages: int) -> list[int]:
    """The pages that a person chose, counted from 0, in the order in which they leave the printer."""
    ranges = printer.pageRanges()
    chosen = [number for number in range(pages) if ranges.isEmpty() or ranges.contains(number + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    if printer.supportsMultipleCopies():
        return chosen
    if printer.collateCopies():
        return chosen * printer.copyCount()
    return [number for number in chosen for _copy in range(printer.copyCount())]


def sending(printer: QPrinter, pdf: Pdf, note: Callable[[], object]) -> Generator[Progress, None, int]:
    """Print, after `note` has put it into the trail; answers how many pages. Closed before its end it prints none.

    Raises StudyError when the printer does not answer, and when the print cannot be noted.
    """
    chosen = numbers(printer, len(pdf.sizes))
    if not chosen:
        raise StudyError(_("None of the pages that you chose is there. Nothing was printed."))
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), PAPER_DPI))
    _turn(printer, pdf.sizes[chosen[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise StudyError(_("The printer does not answer. Nothing was printed."))
    is_whole = False
    try:
        note()
        for done, number in enumerate(chosen):
            yield Progress(done, len(chosen))
            _turn(printer, pdf.sizes[number])
            if done and not printer.newPage():
                raise StudyError(_("The printer stopped on page {n}. Look at it and print again.").format(n=number + 1))
            draw_on(painter, pdf, number, printer.resolution())
        is_whole = True
    finally:
        if not is_whole:
            printer.abort()
        painter.end()
        if not is_whole and printer.outputFileName():
            Path(printer.outputFileName()).unlink(missing_ok=True)
    return len(chosen)


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    """Lay the next sheet as its page lies."""
    wide, high = size
    lies = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    if printer.pageLayout().orientation() is not lies:
        printer.setPageOrientation(lies)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0))
