"""What leaves the cohort: whole or not at all, with the banner and the filters, and noted in the trail."""

import csv
import io
import os
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.pages.cohorts import settle, shown
from ucmsc_desktop.domain.cohort_words import cohort_tables, single_arm_words
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.pages.cohort_saving import TABLES
from ucmsc_desktop.pages.picture_out import stamped
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study


@pytest.fixture
def page(qtbot: QtBot, study: Study) -> CohortPage:
    return shown(qtbot, study)


def flat(words: str) -> str:
    return "".join(words.replace("\u00a0", " ").split())


def said(study: Study) -> str:
    """The newest entry of the trail, in words."""
    return AuditWords(study).sentence(study.entries(1)[0])


def test_the_pdf_has_every_picture_the_banner_and_the_filters(
    page: CohortPage, study: Study, tmp_path: Path, qtbot: QtBot
) -> None:
    page.ui.completed.click()
    settle(page, qtbot)
    with qtbot.waitSignal(page.status) as told:
        page.saving.save_pdf(tmp_path / "cohort.pdf", page.charts.figures)
    assert told.args == [f"Saved as {tmp_path / 'cohort.pdf'}"]
    pages = [flat(one.extract_text()) for one in pypdf.PdfReader(tmp_path / "cohort.pdf").pages]
    for figure in page.charts.figures:
        with_title = [words for words in pages if flat(figure.title) in words]
        assert any(flat(single_arm_words()) in words for words in with_title)
        assert any(flat(page.saving.who_words) in words for words in with_title)
    assert said(study) == "printed pictures of the cohort to cohort.pdf"


def test_all_participants_on_paper(page: CohortPage, study: Study, tmp_path: Path) -> None:
    page.saving.save_everyone(tmp_path / "all.pdf")
    words = flat(" ".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "all.pdf").pages))
    assert [one.subject for one in page.members if one.subject not in words] == []
    assert flat(single_arm_words()) in words
    assert said(study) == "printed pictures of the cohort to all.pdf"


def test_every_way_out_is_offered_with_a_name_for_its_file(
    page: CohortPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _parent, _title, name, _kinds: (str(tmp_path / name), "")
    )
    for action in page.ui.save_button.menu().actions():
        action.trigger()
    for panel in page.charts.panels:
        for action in panel.menu.actions():
            action.trigger()
    assert not page.ui.problem.isVisible()
    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    keys = [figure.key for figure in page.charts.figures]
    whole = {"cohort.pdf", "cohort-participants.pdf", "cohort-participants.png"}
    whole |= {f"cohort-{name}.csv" for name in TABLES}
    assert names == whole | {f"cohort-{key}.{kind}" for key in keys for kind in ("png", "pdf")}


def test_a_picture_has_what_is_seen_and_more(page: CohortPage, study: Study, tmp_path: Path) -> None:
    figure = page.charts.figures[2]
    page.saving.save_png(tmp_path / "swimmer.png", figure)
    picture = QImage(str(tmp_path / "swimmer.png"))
    assert picture.width() >= 1800
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1800, 9) for y in range(0, picture.height(), 9)}
    assert len(colours) > 4
    assert said(study) == "exported pictures of the cohort to swimmer.png"


def test_all_participants_are_one_picture(page: CohortPage, study: Study, tmp_path: Path) -> None:
    page.saving.save_everyone_png(tmp_path / "all.png")
    picture = QImage(str(tmp_path / "all.png"))
    assert picture.width() >= 1800
    row = picture.height() // 4
    for top in range(0, picture.height() - row, row):
        part = {picture.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(top, top + row, 3)}
        assert len(part) > 4, top  # every part of it shows something
    assert said(study) == "exported pictures of the cohort to all.png"


def test_a_copied_picture_is_noted_too(page: CohortPage, study: Study) -> None:
    page.saving.copy(page.charts.figures[0])
    assert QGuiApplication.clipboard().image().width() >= 1800
    assert said(study) == "exported pictures of the cohort to the clipboard"


def test_tables_are_those_of_the_screen(page: CohortPage, study: Study, tmp_path: Path) -> None:
    for name in ("response", "relapse", "primary", "participants"):
        page.saving.save_csv(tmp_path / f"{name}.csv", name)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "participants.csv").read_text("utf-8"))))
    assert len(rows) == len(page.members)
    assert single_arm_words() in rows[0]["note"]
    response = (tmp_path / "response.csv").read_text("utf-8")
    table = cohort_tables(study.protocol, page.members)[1]
    assert len(list(csv.DictReader(io.StringIO(response)))) >= len(table.rows)
    assert said(study) == "exported the participants of the cohort to participants.csv"


# --- What goes wrong ---


def refusals(page: CohortPage, folder: Path) -> list[str]:
    """The sentences of every way out into a folder."""
    found = []
    page.saving.save_csv(folder / "x.csv", "response")
    found.append(page.ui.problem.text())
    page.saving.save_png(folder / "x.png", page.charts.figures[0])
    found.append(page.ui.problem.text())
    page.saving.save_pdf(folder / "x.pdf", page.charts.figures)
    found.append(page.ui.problem.text())
    return found


def test_a_folder_that_may_not_be_written_is_a_sentence(
    page: CohortPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(path: Path, *arguments: Any, **more: Any) -> Any:
        # As the system answers everybody but root, as whom the tests may run.
        if path.parent == tmp_path:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", refused)
    found = refusals(page, tmp_path)
    assert all("was not saved" in words and "Permission denied" in words for words in found)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_folder_that_is_gone_is_a_sentence_and_nothing_is_noted(
    page: CohortPage, study: Study, tmp_path: Path
) -> None:
    before = study.entries(1)[0].seq
    found = refusals(page, tmp_path / "nowhere")
    assert all("was not saved" in words for words in found)
    assert page.ui.problem.isVisible()
    assert study.entries(1)[0].seq == before


def test_a_full_disk_leaves_the_file_that_was_there(
    page: CohortPage, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.csv").write_text("before")
    before = study.entries(1)[0].seq

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    page.saving.save_csv(tmp_path / "x.csv", "response")
    assert "No space left on device" in page.ui.problem.text()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.csv"]
    assert (tmp_path / "x.csv").read_text() == "before"
    assert study.entries(1)[0].seq == before


def test_a_file_that_is_write_protected_stays_as_it_is(page: CohortPage, study: Study, tmp_path: Path) -> None:
    protected = tmp_path / "x.csv"
    protected.write_text("before")
    protected.chmod(0o400)
    before = study.entries(1)[0].seq
    page.saving.save_csv(protected, "response")
    assert "write-protected" in page.ui.problem.text()
    assert protected.read_text() == "before"
    assert study.entries(1)[0].seq == before


def test_what_cannot_be_noted_does_not_leave(
    page: CohortPage, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_said: object, **_more: object) -> None:
        raise DiskFull("The disk of the study is full. Nothing was noted.")

    monkeypatch.setattr(study, "log", full)
    page.saving.save_csv(tmp_path / "x.csv", "response")
    assert "The disk of the study is full" in page.ui.problem.text()
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []
    page.saving.copy(page.charts.figures[0])
    assert "The disk of the study is full" in page.ui.problem.text()


def test_the_sentence_goes_when_saving_works(page: CohortPage, tmp_path: Path) -> None:
    page.saving.save_csv(tmp_path / "nowhere" / "x.csv", "response")
    assert page.ui.problem.isVisible()
    page.saving.save_csv(tmp_path / "x.csv", "response")
    assert not page.ui.problem.isVisible()


@pytest.mark.parametrize("practice", [True, False])
def test_a_picture_says_of_which_study_it_is(study: Study, monkeypatch: pytest.MonkeyPatch, practice: bool) -> None:
    plain = QImage(1600, 300, QImage.Format.Format_RGB32)
    plain.setDevicePixelRatio(2)
    plain.fill(QColor("white"))
    monkeypatch.setattr(study, "practice", practice)
    found = stamped(study, plain)
    assert found.height() > 300
    ground = found.pixel(1599, found.height() - 1)
    inked = [x for x in range(1600) for y in range(300, found.height()) if found.pixel(x, y) != ground]
    assert len(inked) > 100
    assert (max(inked) > 800) is practice
