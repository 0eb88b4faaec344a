"""The tables of graded terms on their page, with the real store and real files: preview, keeping, replacing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests import ctcae_files as files
from ucmsc_desktop.domain.ctcae import CtcaeTable
from ucmsc_desktop.pages import ctcae_use
from ucmsc_desktop.pages.ctcae import CtcaePage
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study

from .hands import opened, press


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> CtcaePage:
    return opened(qtbot, CtcaePage(empty_study))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return files.workbook(tmp_path / "CTCAE_v5.0.xlsx", lines=files.whole("5.0"))


def versions(page: CtcaePage) -> list[str]:
    return [page.ui.versions.item(row).text() for row in range(page.ui.versions.count())]


def test_a_file_is_looked_through_before_it_is_kept(
    page: CtcaePage, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert versions(page) == ["Version 5.0: not loaded", "Version 6.0: not loaded"]
    assert "No table of this version" in page.ui.none.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(whole), ""))
    page.ui.load_button.click()
    assert page.model.rowCount() == 837
    assert "Version 5.0: 837 terms" in page.ui.preview_words.text()
    assert page.ui.caution.text() == ""
    assert ctcae_use.table_of(page.study) == CtcaeTable()
    page.ui.keep_button.click()
    assert versions(page)[0] == "Version 5.0: 837 terms"
    assert "CTCAE_v5.0.xlsx" in page.ui.about.text()
    assert "The protocol grades by this version." in page.ui.about.text()
    kept = ctcae_use.table_of(page.study)
    assert kept.count == len(kept.terms) == 837
    assert files.CODE not in repr(kept)
    assert not page.ui.reason.isVisible()


def test_what_is_discarded_is_not_kept(page: CtcaePage, whole: Path) -> None:
    page.look_through(whole)
    page.ui.discard_button.click()
    assert versions(page)[0] == "Version 5.0: not loaded"
    assert page.study.study_records(CtcaeTable.form) == []
    assert page.ui.load_button.isVisible()


def test_search_by_keys_shows_the_grades(page: CtcaePage, whole: Path) -> None:
    page.look_through(whole)
    page.keep()
    page.setFocus()
    press("rhubarb 12")
    assert page.model.terms[0].name == "Rhubarb 12"
    assert page.ui.count.text() == f"{len(page.model.terms)} terms"
    grades = page.ui.grades.toPlainText()
    assert "Grade 1" in grades
    assert "leaf ≥ 12 cm" in grades
    assert "Grade 4" not in grades
    QTest.keyClick(page.ui.search, Qt.Key.Key_Down)
    QTest.keyClick(page.ui.terms, Qt.Key.Key_Down)
    assert "Rhubarb 12, explained" not in page.ui.grades.toPlainText()
    page.ui.search.setText("nothing like it")
    assert page.ui.grades.toPlainText() == ""


def test_a_version_that_the_file_does_not_tell_is_asked(page: CtcaePage, tmp_path: Path) -> None:
    page.look_through(files.workbook(tmp_path / "table.xlsx", title="Sheet1"))
    assert page.ui.asked.isVisible()
    assert not page.ui.keep_button.isEnabled()
    page.ui.asked.choose(1)
    assert "version 6.0 has 850 terms" in page.ui.caution.text()
    page.ui.keep_button.click()
    assert versions(page) == ["Version 5.0: not loaded", "Version 6.0: 4 terms"]
    assert ctcae_use.table_of(page.study, "6.0").version_name == "6.0"
    assert ctcae_use.table_of(page.study, "5.0").terms == ()


def test_replacing_needs_a_reason_which_is_on_record(page: CtcaePage, whole: Path, tmp_path: Path) -> None:
    page.look_through(files.workbook(tmp_path / "part.xlsx"))
    page.keep()
    page.look_through(whole)
    assert page.ui.reason.isVisible()
    assert not page.ui.keep_button.isEnabled()
    page.ui.reason.setText("The first file was cut off")
    page.ui.keep_button.click()
    assert ctcae_use.table_of(page.study).count == 837
    history = page.study.history(ctcae_use.key_of("5.0"))
    changes = {change.field: change for change in history[-1].changes}
    assert set(changes) == {"source", "sha256", "count"}
    assert {change.reason for change in changes.values()} == {"The first file was cut off"}
    assert max(len(change.new) for change in changes.values()) < 100


def test_the_same_file_again_changes_nothing(page: CtcaePage, whole: Path) -> None:
    for _ in range(2):
        page.look_through(whole)
        page.ui.reason.setText("Once more")
        page.keep()
    assert page.ui.problem.text() == ""
    assert ctcae_use.table_of(page.study).count == 837


def test_a_file_that_is_no_table_leaves_what_is_loaded(page: CtcaePage, whole: Path, tmp_path: Path) -> None:
    page.look_through(whole)
    page.keep()
    letter = tmp_path / "letter.csv"
    letter.write_text("Dear reader,\nthis is a letter.\n", encoding="utf-8")
    page.look_through(letter)
    assert "letter.csv was not loaded. It is not a table of terms" in page.ui.problem.text()
    assert not page.ui.progress.isVisible()
    assert ctcae_use.table_of(page.study).count == 837
    assert page.model.rowCount() == 837


def test_a_study_that_cannot_be_written_says_so(page: CtcaePage, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise StudyError("The disk is full.")

    page.look_through(whole)
    monkeypatch.setattr(page.study, "save", refuse)
    page.keep()
    assert page.ui.problem.text() == "The disk is full."
    assert page.ui.preview_card.isVisible()


def test_who_may_not_load_a_table_reads_it(study: Study, study_as: object, qtbot: QtBot, whole: Path) -> None:
    ctcae_use.keep(study, _read(whole))
    nurse = study_as("nurse")  # type: ignore[operator]
    page = opened(qtbot, CtcaePage(nurse))
    assert not page.ui.load_button.isVisible()
    assert page.model.rowCount() == 837


def _read(path: Path) -> CtcaeTable:
    from ucmsc_desktop.exchange.ctcae import read_ctcae

    return read_ctcae(path).table
