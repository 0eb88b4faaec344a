"""The accountability log from the command line, on a real study."""

from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from ucmsc_desktop.cli.product import accountability
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def test_the_log_of_the_practice_study_is_balanced_and_the_print_is_noted(
    tmp_path: Path, practice_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))
    out = tmp_path / "log.pdf"
    done = CliRunner().invoke(accountability, ["--out", str(out)])
    assert done.exit_code == 0, done.output
    assert str(out) in done.output
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert f"{len(bags.stories(study))} bags" in words
    assert "print" in [entry.kind for entry in study.entries(4)]
    study.close()
