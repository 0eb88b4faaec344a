"""The progress page with real widgets on a real study: numbers open lists, lists open records, and what leaves."""

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages import progress as module
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.progress import ProgressPage
from ucmsc_desktop.pages.progress_numbers import CompletenessCard, GroupCard
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.practice import PRACTICE_USER
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.number_tile import NumberTile

from .hands import opened


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> ProgressPage:
    """The practice study, read."""
    return read(qtbot, study)


def read(qtbot: QtBot, study: Study) -> ProgressPage:
    page = opened(qtbot, ProgressPage(study))
    qtbot.waitUntil(partial(has_read, page))
    return page


def has_read(page: ProgressPage) -> bool:
    return page.found is not None


def tiles(page: ProgressPage) -> dict[str, NumberTile]:
    return {code: tile for card in page.cards if isinstance(card, GroupCard) for code, tile in card.tiles.items()}


def reached(page: ProgressPage, code: str) -> list[str]:
    """Who is in a list."""
    page.show_list(code)
    return listed(page)


def listed(page: ProgressPage) -> list[str]:
    return [page.model.row(number).subject for number in range(page.model.rowCount())]


def test_every_number_opens_its_list(page: ProgressPage) -> None:
    for code, tile in tiles(page).items():
        tile.click()
        assert page.model.rowCount() == page.model.total == tile.number, code
        assert tile.isChecked()
        assert page.ui.lists.currentWidget() is (page.ui.table if tile.number else page.ui.nothing)
    assert sum(tile.isChecked() for tile in tiles(page).values()) == 1


def test_every_number_of_completeness_opens_its_list(page: ProgressPage) -> None:
    card = next(card for card in page.cards if isinstance(card, CompletenessCard))
    model = card.model
    for number in range(model.rowCount()):
        for column in (1, 2, 3):
            index = model.index(number, column)
            card.table.setCurrentIndex(index)
            QTest.keyClick(card.table, Qt.Key.Key_Return)
            assert page.model.total == int(model.data(index)), model.data(model.index(number, 0))


def test_a_line_opens_its_record(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_list("forms.unsigned")
    assert listed(page) == ["P-012"]
    with qtbot.waitSignal(page.record_wanted) as asked:
        page.open_current()
    assert asked.args == ["P-012", Key("P-012", "W12", PasiAssessment.form)]


def test_typing_finds_lines_and_enter_opens_the_first(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_list("visits.done")
    total = page.model.total
    page.ui.filter.setText("P-008 scr")
    assert listed(page) == ["P-008"]
    assert page.ui.count.text() == f"1 of {total}"
    with qtbot.waitSignal(page.record_wanted) as asked:
        QTest.keyClick(page.ui.filter, Qt.Key.Key_Return)
    assert asked.args == ["P-008", Key("P-008", "SCR", "")]
    page.ui.filter.setText("nobody at all")
    assert page.ui.nothing_words.text() == "Nothing in this list fits what is typed."


def test_the_open_list_stays_when_the_study_is_read_again(page: ProgressPage) -> None:
    page.show_list("visits.done")
    page.ui.table.setCurrentIndex(page.model.index(5, 0))
    marked = page.ui.marked.text()
    page.refresh()
    assert page.listing is not None
    assert page.listing.code == "visits.done"
    assert page.ui.marked.text() == marked


def test_a_large_study_is_read_bit_by_bit_and_not_shown_by_half(
    study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 5)
    page = ProgressPage(study)
    qtbot.addWidget(page)
    assert page.found is None
    assert page.ui.views.currentWidget() is page.ui.reading
    assert page.ui.reading_words.text() == "0 of 12 participants"
    assert not page.ui.report_button.isEnabled()
    page.show()
    page.hide()
    qtbot.wait(30)
    assert page.found is None
    page.show()
    qtbot.waitUntil(lambda: page.model.total > 0)
    assert len(reached(page, "completeness.DM.expected")) == 12
    assert page.focusWidget() is page.ui.table


def test_a_study_that_cannot_be_read_says_so(study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_study: Study, _size: int) -> object:
        yield {}
        raise StudyError("The disk is gone.")

    monkeypatch.setattr(module, "in_batches", broken)
    page = opened(qtbot, ProgressPage(study))
    qtbot.waitUntil(lambda: page.ui.problem.text() == "The disk is gone.")
    page.hide()
    page.show()
    qtbot.wait(20)
    assert page.found is None


def test_an_empty_study_says_what_will_be_here(empty_study: Study, qtbot: QtBot) -> None:
    page = read(qtbot, empty_study)
    assert page.ui.views.currentWidget() is page.ui.empty
    assert not page.ui.report_button.isEnabled()


def test_the_list_as_csv_is_what_is_shown_and_is_noted(page: ProgressPage, tmp_path: Path) -> None:
    page.show_list("visits.done")
    file = tmp_path / "done.csv"
    page.save_csv(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [row["subject"] for row in rows] == listed(page)
    assert rows[0] == {"subject": "P-001", "visit": "SCR", "form": "", "number": "", **_rest(page)}
    entry = page.study.entries(1)[0]
    assert (entry.kind, b"visits.done" in bytes(str(entry.body), "utf-8")) == ("export", True)


def _rest(page: ProgressPage) -> dict[str, str]:
    line = page.model.row(0).line
    assert line.on is not None
    return {"date": line.on.isoformat(), "words": line.words}


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_noted(page: ProgressPage, tmp_path: Path) -> None:
    before = page.study.entries(1)[0].seq
    page.save_csv(tmp_path / "no such folder" / "done.csv")
    assert "was not saved" in page.ui.problem.text()
    page.save_report(tmp_path / "no such folder" / "status.pdf")
    assert "was not saved" in page.ui.problem.text()
    assert page.study.entries(1)[0].seq == before


def test_the_status_report_has_results_unless_they_are_closed(
    study_as: Callable[[str], Study], qtbot: QtBot, tmp_path: Path
) -> None:
    """The assessor has saved and not signed a PASI of P-012."""
    for user in ("investigator", "assessor"):
        read(qtbot, study_as(user)).save_report(tmp_path / f"{user}.pdf")
    assert "Single arm" in _words(tmp_path / "investigator.pdf")
    words = _words(tmp_path / "assessor.pdf")
    assert "are left out here" in words
    assert "P-012: Earlier scores stay hidden until you sign the PASI of Week 12." in words
    assert "Single arm" not in words


def test_what_contradicts_itself_in_a_closed_score_is_counted_and_not_quoted(
    study_as: Callable[[str], Study], qtbot: QtBot
) -> None:
    study, key = study_as(PRACTICE_USER), Key("P-012", "W0", PasiAssessment.form)
    kept = study.find(key)
    assert kept is not None
    odd = {f"trunk_{sign}": 0 for sign in ("erythema", "induration", "desquamation")}
    study.save(key, msgspec.structs.replace(kept.record, **odd), reasons=dict.fromkeys(odd, "Source was corrected"))
    for user, quotes in (("investigator", True), ("assessor", False)):
        page = read(qtbot, study_as(user))
        page.show_list("queries.contradictions")
        assert listed(page) == ["P-012"]
        assert ("the area is above 0" in page.ui.marked.text()) is quotes
        assert ("Earlier scores stay hidden" in page.ui.marked.text()) is not quotes


def test_from_the_workspace_a_line_leads_to_its_page_and_back(study: Study, qtbot: QtBot) -> None:
    workspace = opened(qtbot, Workspace(study, Settings()))
    workspace.go(Place(Section.PROGRESS))
    for code in ("visits.missed", "participants.all_enrolled", "forms.signed", "completeness.VITALS.present"):
        workspace.go(Place(Section.PROGRESS))
        page = workspace.page
        assert isinstance(page, ProgressPage)
        qtbot.waitUntil(partial(has_read, page))
        page.show_list(code)
        line = page.model.row(0).line
        page.open_current()
        assert workspace.subject == line.key.subject
        assert workspace.place.section in (Section.VISIT, Section.OVERVIEW)
        if line.place.form:
            assert workspace.place.form == line.place.form


def test_the_mouse_is_not_needed(page: ProgressPage) -> None:
    been = set()
    for _n in range(60):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        been.add(page.focusWidget())
    assert set(tiles(page).values()) <= been
    assert {page.ui.table, page.ui.filter, page.ui.csv_button, page.ui.report_button} <= been
    assert all(button.accessibleName() or button.text() for button in page.findChildren(QPushButton))


def _words(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_the_chart_of_recruitment_is_saved_as_a_picture(page: ProgressPage, study: Study, tmp_path: Path) -> None:
    page.save_picture(tmp_path / "recruitment.png")
    assert QImage(str(tmp_path / "recruitment.png")).width() > 200
    assert study.entries(1)[0].kind == "export"


def test_all_numbers_are_one_table(page: ProgressPage, study: Study, tmp_path: Path) -> None:
    page.save_numbers(tmp_path / "numbers.csv")
    rows = list(csv.DictReader((tmp_path / "numbers.csv").open(encoding="utf-8-sig")))
    assert page.found is not None
    assert {row["list"]: int(row["n"]) for row in rows} == {one.code: one.count for one in page.found.listings()}
    assert study.entries(1)[0].kind == "export"
