"""Data leaves whole or not at all, names only with a reason, and an empty study takes over what was exported."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN, ADMIN_PASSWORD, shipped_toml
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.outbound.exports import Format
from ucmsc_desktop.pages.export import ExportPage
from ucmsc_desktop.pages.export_order import ALL, FORMATS, SOME, THIS
from ucmsc_desktop.pages.under_way import UnderWay
from ucmsc_desktop.store.study import Study


@pytest.fixture
def empty_practice(tmp_path: Path) -> Iterator[Study]:
    """A practice study that holds nothing yet."""
    made = Study.create(
        tmp_path / "empty", protocol_toml=shipped_toml(), user=ADMIN, full_name="Ada Min", password=ADMIN_PASSWORD,
        practice=True,
    )  # fmt: skip
    yield made
    made.close()


def settle(qtbot: QtBot, page: ExportPage) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not page.job.is_under_way, timeout=20_000)


def shown(qtbot: QtBot, study: Study, subject: str = "") -> ExportPage:
    """The page, on the screen."""
    page = ExportPage(study, subject)
    qtbot.addWidget(page)
    page.resize(1202, 658)
    with qtbot.waitExposed(page):
        page.show()
    return page


def choose(page: ExportPage, format_: Format) -> None:
    """Choose a format as a hand does."""
    page.ui.formats.findChildren(QRadioButton)[FORMATS.index(format_)].click()


def into(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Whoever is asked for a folder chooses this one."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_named: str(folder))


def files(folder: Path) -> list[Path]:
    """What lies in a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_tables_of_all_participants(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, study)
    into(monkeypatch, tmp_path / "out")
    with qtbot.waitSignal(page.status, timeout=20_000) as told:
        page.ui.export_button.click()
    folder = page.outcome.folder
    assert folder is not None
    assert folder.parent == tmp_path / "out"
    assert str(folder) in told.args[0]
    listed = [page.ui.files.item(row).text() for row in range(page.ui.files.count())]
    assert len(listed) == len(files(folder)) > 10
    assert all(any(line.startswith(path.name) for line in listed) for path in files(folder))
    assert page.ui.outcome.status == "ok"
    assert (study.entries(1)[0].kind, page.ui.order.isEnabled()) == ("export", True)


def test_two_exports_never_share_a_folder(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, study)
    into(monkeypatch, tmp_path)
    seen = set()
    for _time in range(2):
        with qtbot.waitSignal(page.status, timeout=20_000):
            page.ui.export_button.click()
        seen.add(page.outcome.folder)
    assert len(seen) == 2


def test_only_those_who_were_chosen(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003")
    assert page.choice.who == ALL
    page.ui.who.choose(1)
    assert (page.choice.who, page.choice.order.subjects) == (THIS, ("P-003",))
    page.ui.who.choose(2)
    assert page.choice.who == SOME
    page.ui.export_button.click()
    assert "at least one" in page.ui.problem.text()
    page.ui.find.setText("p-00")
    page.ui.some.setCurrentRow(4)
    page.ui.some.setFocus()
    QTest.keyClick(page.ui.some, Qt.Key.Key_Space)
    row = page.ui.some.visualItemRect(page.ui.some.item(5))
    QTest.mouseClick(page.ui.some.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert page.choice.order.subjects == ("P-005", "P-006")
    page.ui.find.setText("P-012")
    assert page.choice.order.subjects == ("P-005", "P-006"), "those who are out of sight stay chosen"
    assert not page.ui.problem.text()


def test_names_leave_only_with_a_reason(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, study)
    into(monkeypatch, tmp_path)
    page.ui.identities.setChecked(True)
    page.ui.reason.setText("  ")
    page.ui.export_button.click()
    assert "Say why" in page.ui.problem.text()
    page.ui.reason.setText("Handed over to the family doctor")
    assert not page.ui.problem.text()
    page.ui.identities.setChecked(False)
    assert page.choice.order.identities_reason == ""


def test_names_are_asked_for_anew_each_time(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, study)
    into(monkeypatch, tmp_path)
    page.ui.identities.setChecked(True)
    page.ui.reason.setText("Handed over to the family doctor")
    with qtbot.waitSignal(page.status, timeout=20_000):
        page.ui.export_button.click()
    assert page.ui.stack.currentWidget() is page.ui.done
    assert any(path.name == "identities.csv" for path in files(tmp_path))
    assert (page.ui.identities.isChecked(), page.ui.reason.text()) == (False, "")
    assert page.choice.order.identities_reason == ""


def test_what_stops_takes_back_the_words_on_the_export_before(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    page.export(page.choice.order, tmp_path / "out")
    with qtbot.waitSignal(page.status, timeout=20_000) as told:
        page.cancel()
    assert told.args == [""]


def test_who_may_not_see_names_cannot_ask_for_them(qtbot: QtBot, study_as: Callable[[str], Study]) -> None:
    page = shown(qtbot, study_as("monitor"))
    assert page.ui.identities.isHidden()


def test_a_zip_file_holds_the_same(qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(qtbot, study)
    page.ui.zipped.setChecked(True)
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(folder / "all.zip"), ""))
    with qtbot.waitSignal(page.status, timeout=20_000):
        page.ui.export_button.click()
    assert [path.name for path in files(folder)] == ["all.zip"]
    assert len(zipfile.ZipFile(folder / "all.zip").namelist()) == page.ui.files.count()
    assert page.outcome.folder == folder


def test_the_window_answers_and_what_is_stopped_leaves_nothing(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    target = tmp_path / "out" / "tables"
    page.export(page.choice.order, target)
    assert not page.ui.export_button.isEnabled()
    qtbot.waitUntil(lambda: page.ui.working_bar.value() > 2)
    assert page.ui.stack.currentWidget() is page.ui.working
    page.ui.cancel_button.click()
    assert files(tmp_path / "out") == []
    assert not target.exists()
    assert "Nothing was written" in page.ui.outcome.text()
    assert page.ui.export_button.isEnabled()
    assert study.entries(1)[0].kind != "export"


def test_a_page_that_goes_leaves_nothing(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    page = ExportPage(study)
    page.export(page.choice.order, tmp_path / "tables")
    qtbot.waitUntil(lambda: page.ui.working_bar.value() > 2)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    assert not (tmp_path / "tables").exists()


def test_a_place_that_cannot_be_written_is_said(qtbot: QtBot, study: Study, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    page = shown(qtbot, study)
    page.export(page.choice.order, tmp_path / "file" / "tables")
    settle(qtbot, page)
    assert page.ui.outcome.status == "error"
    assert "was not written" in page.ui.outcome.text()
    page.ui.again_button.click()
    assert page.ui.stack.currentWidget() is page.ui.about


def test_closed_scores_do_not_leave(qtbot: QtBot, study: Study) -> None:
    scored = of_type(study.records("P-003"), PasiAssessment)[-1].record
    study.keep_draft(Key("P-003", "W6", PasiAssessment.form), scored)
    page = shown(qtbot, study)
    page.ui.export_button.click()
    closed = page.door.page
    assert closed is not None
    assert page.ui.stack.currentWidget() is closed
    assert closed.ui.sentence.text() == "P-003: Earlier scores stay hidden until you sign the PASI of Week 6."
    with qtbot.waitSignal(page.record_wanted) as wanted:
        closed.ui.form_button.click()
    assert wanted.args == ["P-003", Key("P-003", "W6", PasiAssessment.form)]
    page.ui.zipped.click()
    assert page.ui.stack.currentWidget() is page.ui.about


def test_all_who_are_in_the_way_are_named_and_the_others_may_leave(
    qtbot: QtBot, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored = of_type(study.records("P-003"), PasiAssessment)[-1].record
    for code in ("P-005", "P-003"):
        study.keep_draft(Key(code, "W6", PasiAssessment.form), scored)
    page = shown(qtbot, study, "P-001")
    into(monkeypatch, tmp_path)
    page.ui.export_button.click()
    closed = page.door.page
    assert closed is not None
    assert closed.ui.sentence.text().startswith("P-003, P-005: Earlier scores stay hidden")
    assert closed.ui.form_button.text() == "P-003: Open PASI of Week 6"
    closed.ui.without_button.click()
    settle(qtbot, page)
    others = [code for code in study.subjects() if code not in ("P-003", "P-005")]
    assert (page.choice.who, page.choice.subjects) == (SOME, tuple(others))
    assert page.ui.outcome.status == "ok"
    [table] = [path for path in files(tmp_path) if path.name == "PASI.csv"]
    told = {row["subject"] for row in csv.DictReader(table.open(encoding="utf-8", newline=""))}
    assert "P-002" in told <= set(others)


def test_what_does_not_belong_to_a_format_is_not_asked(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study)
    page.ui.bom.setChecked(True)
    tables = page.choice.order
    choose(page, Format.ODM)
    assert page.ui.bom.isHidden()
    assert (tables.bom, page.choice.order.bom) == (True, False)
    assert page.ui.about_title.text() == "CDISC ODM 1.3.2 with audit and signatures"


def test_an_empty_study_takes_over_another(qtbot: QtBot, study: Study, empty_practice: Study, tmp_path: Path) -> None:
    page = shown(qtbot, study)
    assert page.ui.import_card.isHidden()
    choose(page, Format.ODM)
    page.export(page.choice.order, tmp_path)
    settle(qtbot, page)
    odm = next(path for path in files(tmp_path) if path.suffix == ".xml")
    taking = shown(qtbot, empty_practice)
    assert taking.ui.import_card.isVisible()
    damaged = tmp_path / "damaged.xml"
    damaged.write_bytes(odm.read_bytes()[:-2000])
    taking.take_over(damaged)
    settle(qtbot, taking)
    assert taking.ui.outcome.status == "error"
    assert taking.ui.files.count() > 0
    assert empty_practice.subjects() == []
    taking.ui.copy_button.click()
    assert taking.ui.files.item(0).text() in QApplication.clipboard().text()
    with qtbot.waitSignal(taking.changed, timeout=20_000):
        taking.take_over(odm)
    assert empty_practice.subjects() == study.subjects()
    assert taking.ui.import_card.isHidden()
    assert str(len(study.subjects())) in taking.ui.chosen.text()
    assert QApplication.activeModalWidget() is None


def test_a_study_that_is_not_taken_over_whole_stays_empty(
    qtbot: QtBot, study: Study, empty_practice: Study, tmp_path: Path
) -> None:
    page = shown(qtbot, study)
    choose(page, Format.ODM)
    page.export(page.choice.order, tmp_path)
    settle(qtbot, page)
    before = len(empty_practice.entries(1000))
    taking = shown(qtbot, empty_practice)
    taking.take_over(next(path for path in files(tmp_path) if path.suffix == ".xml"))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, UnderWay)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2, timeout=20_000)
    dialog.close()  # as the lock does
    assert empty_practice.subjects() == []
    assert len(empty_practice.entries(1000)) == before
    assert "Nothing was written" in taking.ui.outcome.text()
