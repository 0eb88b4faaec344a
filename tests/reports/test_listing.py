"""Listings on paper and as CSV, read back: both tell the same rows, with the oddest texts too."""

import csv
import io
from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.any_record import ODD, any_kept
from tests.listed import listed
from tests.reports import factory
from tests.reports.reading import bookmarks, pages, reader
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Record, problems
from ucmsc_desktop.domain.listings.plans import LISTINGS, listing
from ucmsc_desktop.domain.listings.table import Listed
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.exchange.csv_cells import cell
from ucmsc_desktop.exchange.listing_csv import STUDY_COLUMNS, listing_csv, listing_csv_parts, listing_text
from ucmsc_desktop.reports.listing import listing_pdf, listing_steps
from ucmsc_desktop.store.study import Study

SUBJECT = 'P-1 "=李" /'
VIEW = View(factory.protocol(), factory.PRINTED.at)


def read(found: Listed, *, practice: bool = False) -> list[dict[str, str]]:
    """The CSV of a listing as another program reads it."""
    return [*csv.DictReader(io.StringIO(listing_csv(found, factory.protocol(), practice=practice), newline=""))]


def squeezed(words: str) -> str:
    """Words without any blank: lines break anywhere."""
    return "".join(words.split())


@pytest.mark.parametrize("name", LISTINGS)
def test_paper_and_file_tell_every_row(study: Study, name: str) -> None:
    found = listed(study, name)
    printout = listing_pdf(found, study.protocol, factory.PRINTED, practice=True)
    paper = squeezed(" ".join(pages(printout)))
    assert "PRACTICESTUDY" in paper
    assert all(squeezed(total) in paper for total in found.totals)
    if not found.rows:
        assert "Thereisnothinginthislist." in paper
    assert all(squeezed(cell) in paper for row in found.rows[:: 1 + len(found.rows) // 20] for cell in found.words(row))
    rows = read(found, practice=True)
    assert len(rows) == len(found.rows)
    assert {row["practice"] for row in rows} <= {"true"}
    text = squeezed(listing_text(found))
    assert all(squeezed(cell) in text for row in found.rows for cell in found.words(row))


def test_the_paper_lies_and_its_heads_stand_on_every_page(study: Study) -> None:
    found = listed(study, "accountability")
    printout = listing_pdf(found, study.protocol, factory.PRINTED, practice=True)
    box = reader(printout).pages[0].mediabox
    assert box.width > box.height
    assert printout.pages > 3
    assert all("What happened" in page for page in pages(printout)[2:])
    assert (0, "Accountability of the product") in [*bookmarks(reader(printout).outline)]
    assert "DRAFT" not in " ".join(pages(printout))


def event(term: str, **values: object) -> Kept[Record]:
    """An adverse event as it stands."""
    record = AdverseEvent(term=term, onset=PartialDate("2026-03"), grade=2, **values)  # type: ignore[arg-type]
    kept = factory.kept(record, "W0", date(2026, 3, 2))
    return msgspec.structs.replace(kept, key=msgspec.structs.replace(kept.key, subject=SUBJECT))


def test_a_text_that_could_be_a_formula_or_break_a_line_survives() -> None:
    odd = [*ODD, "note\n" * 2000]
    found = listing("adverse-events", VIEW, [(SUBJECT, [event(term, narrative=term) for term in odd])])
    rows = read(found)
    assert [row["term"] for row in rows] == [cell(term) for term in odd]
    assert {row["subject"] for row in rows} == {SUBJECT}
    assert not any(row["term"].startswith(("=", "+", "-", "@")) for row in rows)
    assert {row["onset"] for row in rows} == {"2026-03"}
    printout = listing_pdf(found, factory.protocol(), factory.PRINTED, practice=False)
    assert " ".join(pages(printout)).count("note") >= 2000


def test_a_long_listing_comes_in_steps_and_is_the_same_on_paper_and_in_the_file() -> None:
    found = listing("adverse-events", VIEW, [(SUBJECT, [event(f"term {n}") for n in range(1200)])])
    work, parts = listing_steps(found, factory.protocol(), factory.PRINTED, practice=False), []
    try:
        while True:
            parts.append(next(work))
    except StopIteration as end:
        printout = end.value
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0, 1)
    assert len(parts) > printout.pages
    assert printout == listing_pdf(found, factory.protocol(), factory.PRINTED, practice=False)
    assert len([*listing_csv_parts(found, factory.protocol(), practice=False)]) == 4
    assert [row["term"] for row in read(found)] == [f"term {n}" for n in range(1200)]


def test_values_are_exact_and_coded_in_the_file(study: Study) -> None:
    found = listed(study, "infusions")
    row = next(row for row in read(found) if row["subject"] == "P-001" and row["visit"] == "W0")
    assert [*row][: len(STUDY_COLUMNS)] == [*STUDY_COLUMNS]
    assert (row["class"], row["dose_cells"], row["weight_kg"]) == ("within", "137000000", "68.5")
    assert row["given_on"] == date.fromisoformat(row["given_on"]).isoformat()


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(data=st.data())
def test_any_records_that_a_study_takes_give_rows_that_can_be_read_back(data: st.DataObject) -> None:
    forms = st.sampled_from(sorted(FORMS))
    drawn = [data.draw(any_kept("P-1", form)) for form in data.draw(st.lists(forms, max_size=6))]
    kept = [one for one in drawn if not problems(one.record)]
    own = [one for one in kept if one.key.form in STUDY_FORMS]
    others = [one for one in kept if one.key.form not in STUDY_FORMS]
    for name in LISTINGS:
        found = listing(name, VIEW, [("P-1", others)], own)
        assert len(read(found)) == len(found.rows)
        assert all(len(row.cells) == len(found.columns) for row in found.rows)
        listing_text(found)
