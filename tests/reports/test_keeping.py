"""What closes a form stands with rows of the form, wherever the page ends."""

import msgspec
import pytest

from tests.reports import factory
from tests.reports.bedside import antihistamine, book, numbered
from tests.reports.reading import pages
from ucmsc_desktop.reports.casebook import casebook_pdf
from ucmsc_desktop.reports.flow import Column, Flow
from ucmsc_desktop.reports.keeping import kept_together
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.sheet import Sheet


def drawn(rows: int, before: int) -> Flow:
    """A form of so many rows and its end, below lines of something else."""
    flow = Flow()
    for number in range(before):
        flow.say(f"before {number}")

    def draw() -> None:
        with flow.form(OnPage("Week 0", "X", 1, signed=True), "Form", room=60):
            flow.table((Column(1.0),), ([f"row {number}"] for number in range(rows)))
            flow.closing()
            flow.need(70)
            for number in range(5):
                flow.say(f"end {number}")

    kept_together(flow, draw)
    return flow


@pytest.mark.parametrize("before", [0, 7, 20])
@pytest.mark.parametrize("rows", range(2, 60))
def test_the_end_of_a_form_never_stands_alone(rows: int, before: int) -> None:
    flow = drawn(rows, before)
    told = [[words.text for words in page.words] for page in flow.pages]
    assert all(any(words.startswith("row") for words in page) for page in told if "end 0" in page)
    every = [words for page in told for words in page if "continued" not in words]
    assert [words for words in every if words.startswith("row")] == [f"row {number}" for number in range(rows)]
    assert [words for words in every if words.startswith("end")] == [f"end {number}" for number in range(5)]
    assert every.count("Form") == 1
    assert len(flow.outline) == 1


@pytest.mark.parametrize("points", [9, 12])
@pytest.mark.parametrize("count", range(3, 24, 2))
def test_who_saved_and_signed_stands_with_entries(count: int, points: int) -> None:
    records = [msgspec.structs.replace(antihistamine(), drug=f"Drug{number}") for number in range(1, count + 1)]
    printed = msgspec.structs.replace(factory.PRINTED, sheet=Sheet(points=points))
    printout = casebook_pdf(book(*numbered(records)), factory.protocol(), printed, practice=False, visit="W0")
    found = pages(printout)
    assert all("Drug" in page for page in found if "Saved" in page)
    assert all(f"Drug{number}" in " ".join(found) for number in range(1, count + 1))
