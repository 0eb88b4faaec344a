"""The trajectory of a participant from the command line, on a real study; the seal closes it."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from tests.store.helpers import assessment
from ucmsc_desktop.cli.trajectory import TABS, trajectory
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


@pytest.fixture(autouse=True)
def _practice(monkeypatch: pytest.MonkeyPatch, practice_folder: Path) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(trajectory, [str(argument) for argument in arguments])


def test_pasi_alone_or_the_chosen_tabs_in_their_order(practice_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "P-003.pdf"
    assert run("P-003", "--out", out).exit_code == 0
    (page,) = pypdf.PdfReader(out).pages
    assert "PASI, P-003" in page.extract_text()
    assert run("P-003", "--out", out, "--tab", "itch", "--tab", "region").exit_code == 0
    titles = [page.extract_text() for page in pypdf.PdfReader(out).pages]
    assert ["By region, P-003" in titles[0], "Itch, P-003" in titles[1]] == [True, True]
    assert run("P-003", "--out", out, "--tab", "all").exit_code == 0
    assert len(pypdf.PdfReader(out).pages) == len(Measure)
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    prints = [entry.subject for entry in study.entries(20) if entry.kind == "print"]
    study.close()
    assert prints == ["P-003"] * 3


def test_values_alone_as_csv_are_those_of_the_records(practice_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "P-003.csv"
    assert run("P-003", "--out", out, "--tab", "pasi", "--tab", "change", "--tab", "region").exit_code == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    scored = {kept.key.visit: kept.record for kept in of_type(study.records("P-003"), PasiAssessment)}
    assert "export" in [entry.kind for entry in study.entries(4)]
    study.close()
    totals = {row["visit"]: row for row in rows if row["measure"] == "pasi" and row["value"]}
    assert {visit: Decimal(row["value"]) * 10 for visit, row in totals.items()} == {
        visit: record.tenths() for visit, record in scored.items()
    }
    shares: dict[str, Decimal] = {}
    for row in rows:
        if row["measure"] == "region" and row["value"]:
            shares[row["visit"]] = shares.get(row["visit"], Decimal(0)) + Decimal(row["value"])
    assert shares == {visit: Decimal(row["value"]) for visit, row in totals.items()}
    (missed,) = [row for row in rows if row["measure"] == "pasi" and not row["value"]]
    assert (missed["visit"], missed["day"], missed["missing"][:7]) == ("W6", "42", "missed:")
    baseline, last = scored["W0"].tenths() or 0, scored["W12"].tenths() or 0
    (change,) = [row for row in rows if (row["measure"], row["visit"]) == ("change", "W12")]
    assert abs(Fraction(change["value"]) - Fraction(100 * (last - baseline), baseline)) < Fraction(1, 10**9)


def test_there_is_a_choice_for_every_tab() -> None:
    assert set(TABS) - {"all"} == {measure.value for measure in Measure}


def test_a_fault_is_one_sentence_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert "There is no participant P-999" in run("P-999", "--out", out).output
    assert "cannot be written" in run("P-003", "--out", tmp_path / "none" / "out.pdf").output
    assert not list(tmp_path.glob("*.pdf"))


def test_closed_to_who_scores_this_participant(
    practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Study.open(practice_folder, "assessor", PRACTICE_PASSWORD)
    study.keep_draft(Key("P-010", "W24", "PASI"), assessment())
    study.close()
    monkeypatch.setenv("UCMSC_USER", "assessor")
    out = tmp_path / "out.pdf"
    refused = run("P-010", "--out", out)
    assert refused.exit_code == 1
    assert "Earlier scores stay hidden until you sign" in refused.output
    assert not out.exists()
    assert run("P-002", "--out", out).exit_code == 0
