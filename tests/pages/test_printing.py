"""What is seen is what is printed, saved and noted."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.pages.printing import PrintPage
from ucmsc_desktop.store.ledger import Entry
from ucmsc_desktop.store.study import Study


def shown(qtbot: QtBot, study: Study, subject: str = "P-003", visit: str | None = None) -> PrintPage:
    """The page, on the screen."""
    page = PrintPage(study, subject, visit)
    qtbot.addWidget(page)
    page.resize(1202, 658)
    with qtbot.waitExposed(page):
        page.show()
    return page


def last(study: Study) -> Entry:
    """The newest entry of the trail."""
    return study.entries(1)[0]


def test_the_preview_shows_the_pages_of_the_pdf(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, visit="W4")
    assert page.ui.what.currentText() == "Week 4"
    pages = len(PdfReader(BytesIO(page.pdf)).pages)
    assert page.page_count == pages
    assert str(pages) in page.ui.pages.text()
    places = page._sheets.places()
    assert len(places) == pages
    picture = page.grab(QRect(page.ui.area.geometry())).toImage()
    ink = {picture.pixelColor(x, y).lightness() < 80 for x in range(60, 700, 7) for y in range(20, 500, 7)}
    assert ink == {True, False}
    assert picture.pixelColor(200, 300) != QColor("black")


def test_a_visit_or_everything(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    whole = page.page_count
    assert page.visit is None
    page.ui.what.setCurrentIndex(page.ui.what.findData("W0"))
    page.refresh()
    assert 0 < page.page_count < whole
    assert "P-003" in PdfReader(BytesIO(page.pdf)).pages[0].extract_text()


def test_saving_writes_the_same_bytes_and_notes_it(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    with qtbot.waitSignal(page.status) as told:
        page.save(tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").read_bytes() == page.pdf
    assert "form.pdf" in told.args[0]
    entry = last(study)
    assert (entry.kind, entry.subject) == ("print", "P-003")
    assert "form.pdf" in entry.body


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    page.save(tmp_path / "no such folder" / "form.pdf")
    assert "was not saved" in page.ui.problem.text()
    assert last(study).kind != "print"


def test_printing_sends_the_pages_and_notes_it(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    page.print_on(printer)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == page.page_count
    assert last(study).kind == "print"


def test_without_a_printer_the_pdf_is_offered(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, visit="W4")
    page.ui.print_button.click()
    assert "Save the PDF" in page.ui.problem.text()


def test_a_character_that_the_font_lacks_is_reported(qtbot: QtBot, study: Study) -> None:
    study.save(Key("P-005", "W6", "SV"), Visit(status=VisitStatus.MISSED, reason="unwell \U0001f600"))
    page = shown(qtbot, study, "P-005", "W6")
    assert "U+1F600" in page.ui.problem.text()
