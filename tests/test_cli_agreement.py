"""The command `agreement` on a real study: rated by two, and closed to one who scores now."""

import csv
import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from tests.domain.build import assessment
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

SUBJECT, VISIT = "P-001", "W12"
SECOND = IndependentPasi(**msgspec.structs.asdict(assessment("20", (1, 2, 3), date(2026, 3, 16))))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rated(practice_folder: Path) -> Path:
    """A practice study in which the investigator rated a signed visit as well."""
    study = Study.open(practice_folder, "investigator", PRACTICE_PASSWORD)
    signing = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD)
    study.save(Key(SUBJECT, VISIT, IndependentPasi.form), SECOND, sign=signing)
    study.close()
    return practice_folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, rated: Path) -> Run:
    """Run the command as a person of the practice study."""
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(rated))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run_one(user: str, *arguments: str) -> tuple[int, str, str]:
        code = main(["agreement", "--user", user, *arguments], lambda _folder: 1)
        written = capfd.readouterr()
        return code, written.out, written.err

    return run_one


def test_two_raters_side_by_side_and_row_by_row(run: Run, rated: Path) -> None:
    code, out, complaint = run("monitor")
    assert (code, complaint) == (0, "")
    assert out.splitlines()[1].startswith("P-001    Week 12  assessor     investigator")
    code, out, _complaint = run("monitor", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["subject"] == SUBJECT]
    assert (code, len(rows)) == (0, 50)
    assert rows[-1]["value"] == "12.0"
    study = Study.open(rated, "monitor", PRACTICE_PASSWORD)
    exports = [entry.body for entry in study.entries(10) if entry.kind == "export"]
    study.close()
    assert exports == ['{"what":"agreement","format":"csv"}']


def test_whoever_scores_now_does_not_see_the_participant(run: Run, rated: Path) -> None:
    study = Study.open(rated, "assessor", PRACTICE_PASSWORD)
    study.keep_draft(Key(SUBJECT, "U1", PasiAssessment.form), PasiAssessment())
    study.close()
    code, out, complaint = run("assessor", "--format", "csv")
    assert code == 0
    assert SUBJECT not in out
    assert complaint == "P-001 is left out. Earlier scores stay hidden until you sign the PASI of U1.\n"
    assert SUBJECT in run("monitor")[1]
