"""The process killed in the middle of a form: what had been entered is offered again, in the very cell."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.pasi_words import CELLS
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.store.ledger import Kind
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

from .scorer import STROKES, mark

ROOT = Path(__file__).parents[2]
KEY = Key("P-009", "SCR", "PASI")


@contextmanager
def scorer(folder: Path, *how: str) -> Iterator["subprocess.Popen[str]"]:
    """The process that scores; it is killed at the end."""
    command = [sys.executable, "-m", "tests.pages.scorer", str(folder), *how]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines_of(process: "subprocess.Popen[str]", count: int) -> list[list[str]]:
    """The next lines that it says, each as words."""
    assert process.stdout is not None
    return [process.stdout.readline().split() for _ in range(count)]


@pytest.mark.parametrize("lines", [1, 3, 7, 11, 15, 18])
def test_kill_in_the_middle_of_a_pasi_keeps_every_entry_that_was_left(practice_folder: Path, lines: int) -> None:
    with scorer(practice_folder) as process:
        said = lines_of(process, lines)
        time.sleep(random.Random(lines).random() / 50)
        process.kill()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    draft = study.draft(KEY)
    assert draft is not None
    _place, painted, *entered = said[-1]
    assert len(entered) > min(lines, len(CELLS))
    assert [name for name in entered if getattr(draft.record, name) is None] == []
    assert isinstance(draft.record, PasiAssessment)
    assert (draft.record.lesion_map is not None) or painted == "none"
    assert study.find(draft.key) is None
    assert study.verify().faults == ()
    study.close()


def test_after_each_entry_and_stroke_the_very_cell_comes_back(
    practice_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The files as they lie on the disk after each step are what a kill at that moment leaves."""
    said: list[list[str]] = []
    with scorer(practice_folder, "wait") as process:
        for number in range(len(CELLS) + len(STROKES)):
            said += lines_of(process, 1)
            shutil.copytree(practice_folder, tmp_path / str(number))
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
    # After the last entry the keyboard is on the button that signs: the draft goes on in the last cell.
    places = [*CELLS[1:], CELLS[-1], *["lesion_map"] * len(STROKES)]
    assert [line[0] if line[0] != "none" else CELLS[-1] for line in said] == places
    for number, (place, (_where, painted, *entered)) in enumerate(zip(places, said, strict=True)):
        study = Study.open(tmp_path / str(number), PRACTICE_USER, PRACTICE_PASSWORD)
        draft = study.draft(KEY)
        assert draft is not None
        assert draft.field == place, number
        page = PasiPage(study, KEY.subject, KEY.visit)
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.setFocus()
        assert page.place() == place
        assert mark(page.record.lesion_map) == painted
        assert [name for name in page.binder.widgets if getattr(page.record, name) is not None] == entered
        page.close()
        study.close()


def test_what_a_kill_left_is_offered_and_discarding_it_is_kept(
    practice_folder: Path, make: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    with scorer(practice_folder) as process:
        lines_of(process, 7)
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    window = make(practice_folder)
    window.begin(study)
    workspace = window.workspace
    assert workspace is not None
    words = workspace.ui.notice_words.text()
    assert words.startswith("You were on P-009, Screening, PASI")
    assert "Head and neck: 8" in words
    workspace.ui.notice_action.click()
    page = cast(PasiPage, workspace.page)
    assert page.record.head_desquamation == 1
    draft = study.draft(KEY)
    assert draft is not None
    assert page.place() == draft.field
    workspace.begin()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    workspace.ui.notice_other.click()
    assert study.draft(KEY) is None
    discarded = [entry for entry in study.entries(20) if entry.kind == Kind.DRAFT_DISCARDED.value]
    assert [entry.key for entry in discarded] == [KEY]
    window.close()
