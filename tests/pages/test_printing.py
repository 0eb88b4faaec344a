"""What is seen is what is printed, saved and noted; what takes long tells how far it is and can be stopped."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.outbound.prints import What, Wish
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.printing import PrintPage
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.reports import audit_extract
from ucmsc_desktop.reports.furnish import content_words
from ucmsc_desktop.store.ledger import Entry
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .doors import NOW, SUBJECT, begin, every_print, leaks, prepare

PASI = PasiAssessment.form


def settle(qtbot: QtBot, page: PrintPage) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not page.job.is_under_way, timeout=20_000)


def shown(
    qtbot: QtBot, study: Study, subject: str = "P-003", visit: str | None = None, form: str = "", number: int = 0
) -> PrintPage:
    """The page, on the screen, with what it begins with."""
    page = PrintPage(study, subject, visit, form, number)
    qtbot.addWidget(page)
    page.resize(1202, 658)
    with qtbot.waitExposed(page):
        page.show()
    settle(qtbot, page)
    return page


def choose(qtbot: QtBot, page: PrintPage, what: What, words: str = "") -> None:
    """Choose as a hand does, from both lists."""
    page.ui.what.setCurrentIndex(page.ui.what.findData(what))
    page.ui.what.activated.emit(page.ui.what.currentIndex())
    if words:
        assert page.ui.which.findText(words) >= 0
        page.ui.which.setCurrentText(words)
        page.ui.which.activated.emit(page.ui.which.currentIndex())
    settle(qtbot, page)


def read(page: PrintPage) -> str:
    """All words of the pages."""
    assert page.made is not None
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.made.pdf)).pages)


def last(study: Study) -> Entry:
    """The newest entry of the trail."""
    return study.entries(1)[0]


def to_file(path: Path) -> QPrinter:
    """A printer that prints into a file."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    return printer


def test_the_preview_shows_the_pages_of_the_pdf(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, visit="W4")
    assert (page.wish, page.ui.which.currentText()) == (Wish(What.VISIT, "P-003", "W4"), "Week 4")
    assert page.made is not None
    pages = len(PdfReader(BytesIO(page.made.pdf)).pages)
    assert page.page_count == pages == len(page._sheets.places())
    assert str(pages) in page.ui.pages.text()
    assert page.made.digest[:4] in page.ui.pages.text()
    picture = page.grab(QRect(page.ui.stack.geometry())).toImage()
    ink = {picture.pixelColor(x, y).lightness() < 80 for x in range(60, 700, 7) for y in range(20, 500, 7)}
    assert ink == {True, False}
    assert picture.pixelColor(200, 300) != QColor("black")


def test_from_a_form_that_form_is_ready_to_be_printed(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003", "W4", PASI)
    assert page.wish == Wish(What.FORM, "P-003", "W4", PASI)
    assert page.ui.print_button.isEnabled()
    form = page.page_count
    choose(qtbot, page, What.VISIT)
    assert page.wish.visit == "W4"
    visit = page.page_count
    choose(qtbot, page, What.PARTICIPANT)
    assert 0 < form <= visit < page.page_count
    assert page.ui.which.isHidden()


def test_two_keys_lead_from_a_form_to_its_paper(qtbot: QtBot, workspace: Workspace) -> None:
    assert workspace.choose_subject("P-003")
    workspace.open_form("W4", PASI)
    QTest.keyClick(workspace, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = workspace.page
    assert isinstance(page, PrintPage)
    settle(qtbot, page)
    assert page.wish == Wish(What.FORM, "P-003", "W4", PASI)
    assert page.ui.print_button.isEnabled()
    page.ui.paper.setCurrentText("Letter")
    page.ui.export_button.click()
    assert workspace.place.section is Section.EXPORT
    QTest.keyClick(workspace, Qt.Key.Key_Escape)
    again = workspace.page
    assert isinstance(again, PrintPage)
    assert again.paper.paper.sheet.paper == "Letter"
    settle(qtbot, again)


def test_blank_forms_and_listings_need_no_participant(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "")
    assert page.ui.what.findData(What.PARTICIPANT) < 0
    assert page.wish.what is What.LISTING
    assert "P-008" in read(page)
    assert not page.ui.csv_button.isHidden()
    choose(qtbot, page, What.BLANK, "Week 4")
    assert page.wish == Wish(What.BLANK, visit="W4")
    assert page.made is not None
    assert "P-008" not in read(page)
    assert page.ui.csv_button.isHidden()
    assert page.ui.draft_note.isHidden()


def test_another_paper_and_size_of_text_is_printed_afresh(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, visit="W4")
    small = page.page_count
    page.ui.paper.setCurrentText("Letter")
    page.ui.points.setCurrentIndex(page.ui.points.count() - 1)
    page.ui.points.activated.emit(page.ui.points.currentIndex())
    settle(qtbot, page)
    assert page.made is not None
    assert PdfReader(BytesIO(page.made.pdf)).pages[0].mediabox.width == 612
    assert page.page_count > small
    other = PrintPage(study)
    qtbot.addWidget(other)
    other.take_place(page.kept_place())
    settle(qtbot, other)
    assert other.paper.paper == page.paper.paper


def test_saving_writes_the_same_bytes_and_notes_it(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    with qtbot.waitSignal(page.status) as told:
        page.save(tmp_path / "form.pdf")
    assert page.made is not None
    assert (tmp_path / "form.pdf").read_bytes() == page.made.pdf
    assert "form.pdf" in told.args[0]
    entry = last(study)
    assert (entry.kind, entry.subject) == ("print", "P-003")
    assert "form.pdf" in entry.body


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    page.save(tmp_path / "no such folder" / "form.pdf")
    assert "was not saved" in page.ui.problem.text()
    assert last(study).kind != "print"
    assert page.ui.print_button.isEnabled()


def test_a_listing_is_saved_as_a_table(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, "")
    page.save_table(tmp_path / "log.csv")
    settle(qtbot, page)
    assert "P-008" in (tmp_path / "log.csv").read_text(encoding="utf-8")
    assert "log.csv" in last(study).body
    (tmp_path / "taken.csv").mkdir()
    page.save_table(tmp_path / "taken.csv")
    settle(qtbot, page)
    assert "taken.csv" in page.ui.problem.text()
    assert page.ui.choices.isEnabled()


def test_printing_sends_the_pages_and_notes_it(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, visit="W4")
    with qtbot.waitSignal(page.status):
        page.print_on(to_file(tmp_path / "out.pdf"))
    assert len(PdfReader(tmp_path / "out.pdf").pages) == page.page_count
    assert last(study).kind == "print"
    assert "out.pdf" in last(study).body
    assert page.ui.stack.currentWidget() is page.ui.area


def test_only_the_pages_that_were_chosen_are_printed(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    printer = to_file(tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    with qtbot.waitSignal(page.status):
        page.print_on(printer)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2


def test_paper_lies_where_the_pages_lie(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study, "")
    assert page.made is not None
    shapes = [sheet.mediabox.width > sheet.mediabox.height for sheet in PdfReader(BytesIO(page.made.pdf)).pages]
    assert any(shapes)
    with qtbot.waitSignal(page.status):
        page.print_on(to_file(tmp_path / "out.pdf"))
    sheets = PdfReader(tmp_path / "out.pdf").pages
    assert [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets] == shapes


def test_chinese_and_both_languages(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003", "W4", PASI)
    pages = []
    for number in range(page.ui.language.count()):
        page.ui.language.setCurrentIndex(number)
        page.ui.language.activated.emit(number)
        settle(qtbot, page)
        pages.append(read(page))
    assert len(set(pages)) == len(pages) == page.ui.language.count()
    assert page.ui.what.currentText() == "This form", "the screen keeps its own language"


def test_a_print_that_is_stopped_leaves_no_file(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    page.print_on(to_file(tmp_path / "out.pdf"))
    qtbot.waitUntil(lambda: page.ui.working_bar.value() > 0)
    assert not page.ui.choices.isEnabled()
    page.ui.cancel_button.click()
    assert "Stopped" in page.ui.problem.text()
    assert not (tmp_path / "out.pdf").exists()
    assert page.ui.print_button.isEnabled()


def test_a_page_that_goes_ends_what_is_under_way(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = PrintPage(study, "P-003")
    settle(qtbot, page)
    page.print_on(to_file(tmp_path / "out.pdf"))
    qtbot.waitUntil(lambda: page.ui.working_bar.value() > 0)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    assert not (tmp_path / "out.pdf").exists()


def test_a_long_print_tells_how_far_it_is_and_can_be_stopped(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.ui.what.setCurrentIndex(page.ui.what.findData(What.STUDY))
    page.ui.what.activated.emit(page.ui.what.currentIndex())
    assert not page.ui.print_button.isEnabled()
    total = len(study.subjects())
    qtbot.waitUntil(lambda: page.ui.working_bar.value() > 0 and page.ui.working_bar.maximum() == total)
    qtbot.waitUntil(lambda: page.ui.stack.currentWidget() is page.ui.working)
    page.ui.cancel_button.click()
    assert (page.made, page.ui.nothing_words.text()) == (None, "Stopped.")
    page.ui.again_button.click()
    settle(qtbot, page)
    assert page.page_count > total


def test_scores_that_are_closed_are_not_shown(qtbot: QtBot, study: Study) -> None:
    key = Key("P-003", "W6", PASI)
    scored = of_type(study.records("P-003"), PasiAssessment)[-1].record
    study.keep_draft(key, scored)
    page = shown(qtbot, study, "P-003", "W4", PASI)
    closed = page.door.page
    assert closed is not None
    assert page.ui.stack.currentWidget() is closed
    assert closed.ui.sentence.text() == "P-003: Earlier scores stay hidden until you sign the PASI of Week 6."
    assert closed.ui.form_button.text() == "Open PASI of Week 6"
    assert closed.ui.without_button.isHidden()
    assert (page.made, page.page_count) == (None, 0)
    assert not page.ui.save_button.isEnabled()
    with qtbot.waitSignal(page.record_wanted) as wanted:
        closed.ui.form_button.click()
    assert wanted.args == ["P-003", key]
    choose(qtbot, page, What.BLANK)
    assert page.made is not None
    assert page.door.page is None


def test_who_opens_earlier_scores_with_a_reason_sees_the_print(qtbot: QtBot, study: Study) -> None:
    scored = of_type(study.records("P-003"), PasiAssessment)[-1].record
    study.keep_draft(Key("P-003", "W6", PASI), scored)
    page = shown(qtbot, study)
    closed = page.door.page
    assert closed is not None
    closed.ui.reason.setText("A rash that may be a reaction")
    closed.ui.reveal_button.click()
    settle(qtbot, page)
    assert page.door.page is None
    assert page.page_count > 1


def test_the_closed_print_leads_to_the_form_that_closes_it(
    make: Callable[..., MainWindow], practice_folder: Path, study_as: Callable[[str], Study]
) -> None:
    window = make(practice_folder)
    window.begin(study_as("assessor"))
    workspace = window.workspace
    assert workspace is not None
    workspace.go(Place(Section.PRINT))
    page = cast(PrintPage, workspace.page)
    page.ui.what.setCurrentIndex(page.ui.what.findData(What.STUDY))
    page.ui.what.activated.emit(page.ui.what.currentIndex())
    assert page.door.page is not None
    page.door.page.ui.form_button.click()
    assert Key(workspace.subject, workspace.place.visit, workspace.place.form) == Key("P-012", "W12", PASI)


def test_a_print_of_several_parts_shows_no_mark_that_is_nowhere_on_it(
    qtbot: QtBot, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, study)
    choose(qtbot, page, What.AUDIT)
    assert page.made is not None
    mark = content_words(page.made.digest)
    assert mark in page.ui.pages.text()
    assert read(page).count(mark) == page.page_count
    monkeypatch.setattr(audit_extract, "PART", 20)
    page.refresh()
    settle(qtbot, page)
    assert page.ui.pages.text().endswith("each part has its own mark in the foot")


def test_words_on_a_print_go_with_it(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    with qtbot.waitSignal(page.status):
        page.save(tmp_path / "out.pdf")
    with qtbot.waitSignal(page.status) as told:
        choose(qtbot, page, What.BLANK)
    assert told.args == [""]
    with qtbot.assertNotEmitted(page.status):
        page.refresh()
        settle(qtbot, page)


@pytest.mark.parametrize("scale", [100, 130, 150])
def test_count_and_mark_stand_whole_beside_the_pages(qtbot: QtBot, study: Study, scale: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.named("light"), scale)
    try:
        page = shown(qtbot, study)
        words = page.ui.pages
        assert words.height() >= words.heightForWidth(words.width())
        assert words.visibleRegion().boundingRect() == words.rect()
    finally:
        theme.apply(app, theme.named("light"), 100)


def test_no_print_tells_a_score_that_is_closed(
    qtbot: QtBot, practice_folder: Path, study_as: Callable[[str], Study]
) -> None:
    prepare(practice_folder, "practice")
    study = study_as("practice")
    assert leaks(study, every_print(shown(qtbot, study, SUBJECT, "W2", PASI))), "nothing is closed yet"
    begin(study)
    for visit, form in (("", ""), ("W2", PASI), (NOW.visit, NOW.form)):
        assert not leaks(study, every_print(shown(qtbot, study, SUBJECT, visit, form)))
    assert not leaks(study, every_print(shown(qtbot, study, "")))


def test_what_is_not_saved_is_said_to_be_missing(qtbot: QtBot, study: Study) -> None:
    key = Key("P-005", "W6", "SV")
    study.keep_draft(key, Visit(status=VisitStatus.MISSED, reason="unwell"))
    page = shown(qtbot, study, "P-005")
    assert "did not save" in page.ui.draft_note.text()
    study.discard_draft(key)
    page.refresh()
    settle(qtbot, page)
    assert "did not save" not in page.ui.draft_note.text()


def test_without_a_printer_the_pdf_is_offered(qtbot: QtBot, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ucmsc_desktop.pages.on_paper.has_printer", lambda: False)
    page = shown(qtbot, study, visit="W4")
    page.ui.print_button.click()
    assert "Save the PDF" in page.ui.problem.text()


def test_a_character_that_the_font_lacks_is_reported(qtbot: QtBot, study: Study) -> None:
    study.save(Key("P-005", "W6", "SV"), Visit(status=VisitStatus.MISSED, reason="unwell \U0001f600"))
    page = shown(qtbot, study, "P-005", "W6")
    assert "U+1F600" in page.ui.problem.text()
