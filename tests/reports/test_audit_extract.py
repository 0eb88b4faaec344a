"""The audit trail on paper and as CSV, read back."""

import csv
from collections.abc import Generator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from tests.any_record import ODD
from tests.reports import factory
from tests.reports.reading import bookmarks, pages, reader
from ucmsc_desktop.domain.casebook import Change, Key, Stamp
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.trail import TrailLine
from ucmsc_desktop.exchange.audit_csv import write_audit_csv
from ucmsc_desktop.exchange.csv_cells import cell
from ucmsc_desktop.reports import audit_extract
from ucmsc_desktop.reports.audit_extract import audit_pdf
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.furnish import content_words
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.trail import trail, trail_length

R = TypeVar("R")
FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC).astimezone()


def line(number: int, change: Change | None = None) -> TrailLine:
    """An entry at its hour."""
    by = Stamp("nurse", Role.NURSE, FIRST + timedelta(hours=number))
    return TrailLine(number, "record", by, "Nan Nurse", Key("P-003", "W4", "PASI"), f"saved number {number}", change)


def drained(work: Generator[int, None, R]) -> tuple[list[int], R]:
    """What work yields, and its result."""
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            return steps, end.value


def printed(lines: Sequence[TrailLine], total: int) -> tuple[list[int], Printout]:
    """The extract of these lines, printed at the fixed time of the factory."""
    return drained(audit_pdf(lines, total, factory.protocol(), factory.PRINTED, practice=False))


def squeezed(printout: Printout) -> str:
    """Everything on its pages without blanks."""
    return "".join("".join(pages(printout)).split())


def test_who_when_what_old_new_and_why_stand_on_paper() -> None:
    change = Change("trunk_erythema", "Trunk, redness", "2", "3", "Mis-tap", 2, 3)
    steps, printout = printed([line(1), line(2, change), line(2, change), line(3)], 3)
    assert steps[-1] == 3
    found = " ".join(" ".join(pages(printout)).split())
    assert found.count("saved number 2") == 1
    assert "saved number 2 Trunk, redness: 2 → 3 – Mis-tap Trunk, redness: 2 → 3 – Mis-tap 3" in found
    for told in ("Nan Nurse (nurse), Nurse", "saved number 2", "Trunk, redness", "Mis-tap", "3 entries"):
        assert told in found
    at = line(1).by.at
    assert f"{at:%H:%M:%S}" in found
    assert "DRAFT" not in found


def test_a_usual_page_holds_many_entries() -> None:
    printout = printed([line(number) for number in range(1, 61)], 60)[1]
    assert pages(printout)[-2].count("saved number") >= 20


def test_a_change_without_a_reason_ends_with_its_value() -> None:
    found = " ".join(pages(printed([line(1, Change("n", "Notes", "blank", "worse", "", None, "worse"))], 1)[1]))
    assert "Notes: blank → worse\n" in found


def test_a_long_trail_comes_in_parts_that_count_their_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_extract, "PART", 40)
    steps, printout = printed([line(number) for number in range(1, 101)], 100)
    assert steps[-1] == 100
    assert steps == sorted(steps)
    marks = [title for level, title in bookmarks(reader(printout).outline) if not level]
    assert marks == ["Entries 1 to 40", "Entries 41 to 80", "Entries 81 to 100"]
    assert squeezed(printout).count("Page1of") == 3
    assert all(f"savednumber{number}" in squeezed(printout) for number in range(1, 101))


def test_the_mark_of_the_print_is_that_in_the_feet_of_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    _steps, whole = printed([line(number) for number in range(1, 101)], 100)
    assert whole.parts == 1
    assert all(content_words(whole.digest) in page for page in pages(whole))
    monkeypatch.setattr(audit_extract, "PART", 40)
    _steps, parted = printed([line(number) for number in range(1, 101)], 100)
    assert parted.parts == 3
    assert not any(content_words(parted.digest) in page for page in pages(parted))


def test_an_empty_trail_is_a_page() -> None:
    steps, printout = printed([], 0)
    assert not any(steps)
    assert printout.pages == 1


def test_the_trail_of_a_study_is_whole_on_paper_and_in_the_file(study: Study, tmp_path: Path) -> None:
    total, lines = trail_length(study, "P-003"), [*trail(study, "P-003")]
    work = audit_pdf(lines, total, study.protocol, factory.PRINTED, practice=True, subject="P-003")
    steps, printout = drained(work)
    assert steps[-1] == total
    assert "Audit trail, P-003" in pages(printout)[0]
    paper = squeezed(printout)
    assert all("".join(line.words.split()) in paper for line in lines)
    *_done, last = write_audit_csv(tmp_path / "audit.csv", lines, study.protocol, practice=True)
    assert last == total
    rows = [*csv.DictReader((tmp_path / "audit.csv").open(encoding="utf-8", newline=""))]
    assert [row["what"] for row in rows] == [line.words for line in lines]
    assert [datetime.fromisoformat(row["at"]) for row in rows] == [line.by.at for line in lines]
    assert {row["practice"] for row in rows} == {"true"}


def test_odd_values_survive_in_the_file(tmp_path: Path) -> None:
    changes = [Change("notes", "Notes", "blank", odd, odd, None, odd) for odd in ODD]
    lines = [line(number, change) for number, change in enumerate(changes, 1)]
    assert [*write_audit_csv(tmp_path / "audit.csv", lines, factory.protocol(), practice=False, bom=True)][-1] == len(
        ODD
    )
    assert (tmp_path / "audit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = [*csv.DictReader((tmp_path / "audit.csv").open(encoding="utf-8-sig", newline=""))]
    assert [row["new"] for row in rows] == [cell(odd) for odd in ODD]
    assert {row["old"] for row in rows} == {""}
    assert printed(lines, len(lines))[1].pages > 1
