"""The screening log from the command line, on a real study."""

import sys
from pathlib import Path

import pypdf
import pytest

from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def no_window(_folder: Path | None) -> int:
    """Stand in for the window where none may open."""
    raise AssertionError


@pytest.fixture
def _practice(monkeypatch: pytest.MonkeyPatch, practice_folder: Path) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))


def words(file: Path) -> str:
    """What stands in a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


@pytest.mark.usefixtures("_practice")
def test_the_log_lists_everybody_and_the_print_is_noted(
    tmp_path: Path, practice_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "log.pdf"
    assert main(["screening-log", "--out", str(out)], no_window) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert "12 candidates" in words(out)
    assert "P-008" in words(out)
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert "print" in [entry.kind for entry in study.entries(4)]
    study.close()


@pytest.mark.usefixtures("_practice")
def test_the_verdict_on_somebody_who_is_scored_now_is_hidden(tmp_path: Path, practice_folder: Path) -> None:
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    pasi = study.find(Key("P-001", "SCR", "PASI"))
    assert pasi is not None
    study.keep_draft(Key("P-012", "W24", "PASI"), pasi.record)
    study.close()
    assert main(["screening-log", "--out", str(tmp_path / "log.pdf")], no_window) == 0
    assert "hidden" in words(tmp_path / "log.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that cannot be written is made otherwise there")
@pytest.mark.usefixtures("_practice")
def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screening-log", "--out", str(tmp_path / "nowhere" / "log.pdf")], no_window) == 1
    assert "cannot be written" in capsys.readouterr().err
