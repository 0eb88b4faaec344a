"""Listings and the audit trail from the command line, on a real study."""

import csv
import re
from pathlib import Path

import pypdf
import pytest

from ucmsc_desktop.cli.listing import listing
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.domain.listings.plans import LISTINGS
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def no_window(_folder: Path | None) -> int:
    """Stand in for the window where none may open."""
    raise AssertionError


@pytest.fixture(autouse=True)
def _practice(monkeypatch: pytest.MonkeyPatch, practice_folder: Path) -> None:
    monkeypatch.setenv("UCMSC_USER", PRACTICE_USER)
    monkeypatch.setenv("UCMSC_PASSWORD", PRACTICE_PASSWORD)
    monkeypatch.setenv("UCMSC_STUDY", str(practice_folder))


def kinds(folder: Path) -> list[str]:
    """The latest entries of the trail, newest first."""
    study = Study.open(folder, PRACTICE_USER, PRACTICE_PASSWORD)
    found = [entry.kind for entry in study.entries(4)]
    study.close()
    return found


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return [*csv.DictReader(file.open(encoding="utf-8", newline=""))]


def test_the_help_names_every_listing() -> None:
    assert listing.help is not None
    assert all(re.search(rf"\b{name}\b", listing.help) for name in LISTINGS)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_is_printed_and_noted(tmp_path: Path, practice_folder: Path, name: str) -> None:
    out = tmp_path / "listing.pdf"
    assert main(["listing", name, "--out", str(out)], no_window) == 0
    assert len(pypdf.PdfReader(out).pages)
    assert "print" in kinds(practice_folder)


def test_a_listing_is_written_as_csv_and_noted(tmp_path: Path, practice_folder: Path) -> None:
    out = tmp_path / "infusions.csv"
    assert main(["listing", "infusions", "--out", str(out)], no_window) == 0
    assert len(rows(out)) == 43
    assert "export" in kinds(practice_folder)


def test_a_listing_is_told_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listing", "enrolment-log"], no_window) == 0
    told = capsys.readouterr().out
    assert "10 participants enrolled." in told
    assert "P-011" in told
    assert main(["listing", "enrolment-log", "--format", "csv"], no_window) == 0
    assert capsys.readouterr().out.startswith("study,practice,as_of,subject,")


def test_what_cannot_be_asked_for_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listing", "scores"], no_window) == 1
    assert "screening-log, enrolment-log" in capsys.readouterr().err
    assert main(["listing", "queries", "--out", str(tmp_path / "queries.docx")], no_window) == 1
    assert ".pdf or .csv" in capsys.readouterr().err
    assert main(["audit", "P-999", "--out", str(tmp_path / "audit.csv")], no_window) == 1
    assert "P-999" in capsys.readouterr().err
    assert not [*tmp_path.glob("*.docx"), *tmp_path.glob("*.csv")]


def test_the_trail_of_a_participant_and_of_the_study(tmp_path: Path, practice_folder: Path) -> None:
    own, whole = tmp_path / "own.csv", tmp_path / "whole.csv"
    assert main(["audit", "P-003", "--out", str(own)], no_window) == 0
    assert main(["audit", "--out", str(whole)], no_window) == 0
    assert {row["subject"] for row in rows(own)} == {"P-003"}
    assert len(rows(own)) < len(rows(whole))
    assert main(["audit", "P-003", "--out", str(tmp_path / "own.pdf")], no_window) == 0
    assert "Audit trail, P-003" in pypdf.PdfReader(tmp_path / "own.pdf").pages[0].extract_text()
    assert "print" in kinds(practice_folder)
