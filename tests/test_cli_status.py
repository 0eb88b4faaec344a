"""Progress and status from the command line, on a real study: the same numbers in words, CSV, JSON and on paper."""

import csv
import io
import json
import re
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.cli.earlier import import_
from ucmsc_desktop.cli.status import progress, status
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.study_progress import gathered

PATIENTS = Path(__file__).parent / "data" / "pasi_patients_uvb.csv"


@pytest.fixture(autouse=True)
def _practice(monkeypatch: pytest.MonkeyPatch, practice_folder: Path) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))


def run(*arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke({"progress": progress, "status": status, "import": import_}[command], rest)


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written)))


def words(file: Path) -> str:
    """What stands in a PDF, on one line."""
    found = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
    return found.replace("\u00a0", " ")


def test_all_ways_out_have_the_same_numbers(practice_folder: Path, tmp_path: Path) -> None:
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    expected = {listing.code: listing.count for listing in gathered(study).listings()}
    study.close()
    assert {row["list"]: int(row["n"]) for row in rows(run("progress", "--format", "csv").output)} == expected
    answer = json.loads(run("progress", "--format", "json").output)
    assert {code: one["n"] for code, one in answer["lists"].items()} == expected
    assert all(one["n"] == len(one["lines"]) for one in answer["lists"].values())
    table = run("progress").output
    for code in ("visits.overdue", "visits.done", "forms.signed"):
        assert re.search(rf"^{code} .* {expected[code]}$", table, re.MULTILINE)
    assert run("status", "--out", str(tmp_path / "status.pdf")).exit_code == 0
    printed = words(tmp_path / "status.pdf")
    assert f"done {expected['visits.done']} All forms of the visit" in printed
    assert f"signed {expected['forms.signed']} A signature holds." in printed


def test_one_list_in_words_and_as_csv() -> None:
    found = rows(run("progress", "--list", "visits.missed", "--format", "csv").output)
    assert [(row["subject"], row["visit"]) for row in found] == [("P-003", "W6"), ("P-011", "W2")]
    assert "missed: Travelling, could not come" in run("progress", "--list", "visits.missed").output
    assert json.loads(run("progress", "--list", "visits.missed", "--format", "json").output)["n"] == 2
    unknown = run("progress", "--list", "visits.nowhere")
    assert unknown.exit_code == 1
    assert "There is no list “visits.nowhere”" in unknown.output


def test_what_leaves_is_noted(practice_folder: Path, tmp_path: Path) -> None:
    run("progress", "--list", "visits.done", "--format", "csv")
    run("status", "--out", str(tmp_path / "status.pdf"))
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    noted = [(entry.kind, entry.body) for entry in study.entries(20) if entry.kind in ("print", "export")]
    study.close()
    assert [kind for kind, _body in noted] == ["print", "export"]
    assert "visits.done" in str(noted[1][1])


def test_closed_scores_stay_out_and_progress_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assessor has saved and not signed a PASI of P-012."""
    monkeypatch.setenv("UCMSC_USER", "assessor")
    assert rows(run("progress", "--format", "csv").output)
    said = run("status", "--out", str(tmp_path / "status.pdf"))
    assert said.exit_code == 0
    assert "The results are left out. P-012: Earlier scores stay hidden" in said.output
    printed = words(tmp_path / "status.pdf")
    assert "Completeness of the data" in printed
    assert "PASI of all participants" not in printed


def test_earlier_records_are_in_the_results_and_nothing_is_expected_of_them(tmp_path: Path, empty_folder: Path) -> None:
    account = ("--study", str(empty_folder), "--user", ADMIN)
    env = {"UCMSC_PASSWORD": ADMIN_PASSWORD}
    assert CliRunner().invoke(import_, ["pasi", str(PATIENTS), *account], env=env).exit_code == 0
    answer = json.loads(CliRunner().invoke(progress, ["--format", "json", *account], env=env).output)
    assert answer["lists"]["participants.earlier"]["n"] == answer["participants"] == 96
    assert answer["completeness"] == {}
    assert answer["recruitment"]["enrolled"] == 0
    assert answer["lists"]["visits.not_expected"]["n"] == 96 * 8
    out = tmp_path / "status.pdf"
    assert CliRunner().invoke(status, ["--out", str(out), *account], env=env).exit_code == 0
    assert "78/96" in words(out)
    assert "39/96" in words(out)
