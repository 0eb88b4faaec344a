"""The casebook of a whole study: one PDF with contents by participant, the parameters once, and each part its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from tests.reports import factory
from tests.reports.filled import Filler
from tests.reports.reading import bookmarks, links, pages, reader
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.product import Bag, Product, ReleaseLimit
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.furnish import content_words
from ucmsc_desktop.reports.study_casebook import study_casebook


def header(*, practice: bool = False) -> Header:
    """What is known before the first participant."""
    return Header(factory.protocol(), (), practice, {}, factory.PRINTED.by, factory.PRINTED.at)


def renamed(book: Casebook, subject: str) -> Casebook:
    """The same records under another code."""
    records = tuple(
        msgspec.structs.replace(kept, key=msgspec.structs.replace(kept.key, subject=subject)) for kept in book.records
    )
    return msgspec.structs.replace(book, subject=subject, records=records, history={})


def study_records() -> Casebook:
    """A bag that belongs to the study."""
    kept = factory.kept(Filler().record(Bag), "", factory.FIRST, number=1)
    return Casebook("", (kept,))


def made(books: Iterable[Casebook], *, practice: bool = False) -> tuple[Printout, list[int]]:
    """The print, and how many participants were done after each step."""
    work, steps = study_casebook(header(practice=practice), books, factory.PRINTED), []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as end:
            return end.value, steps


def flat(text: str) -> str:
    """A page without its line ends."""
    return " ".join(text.split())


def test_every_participant_follows_with_pages_of_their_own() -> None:
    books = [study_records(), factory.casebook(), renamed(factory.casebook(), "志愿者/2"), Casebook("P-009", ())]
    document, steps = made(books)
    found = [flat(page) for page in pages(document)]
    assert [*dict.fromkeys(steps)] == [0, 1, 2, 3]
    assert document.pages == len(found)
    assert found[0].startswith("Casebook of the study UCMSC-PSO")
    begins = [number for number, page in enumerate(found, 1) if "Page 1 of" in page]
    assert len(begins) == 5
    for name, place in zip(("Records of the study", "P-003", "志愿者/2", "P-009"), begins[1:], strict=True):
        assert f" {name} " in found[0]
        assert f"| {name} " in found[place - 1]
        assert f"{place} " in found[0].split(f" {name} ", 1)[1]
        assert place - 1 in links(document, 0)
    assert sum("Protocol parameters in force" in page for page in found) == 1
    top = [title for level, title in bookmarks(reader(document).outline) if level == 0]
    assert top[-4:] == ["Records of the study", "P-003", "志愿者/2", "P-009"]


def test_records_of_the_study_name_their_rows_and_are_no_drafts() -> None:
    limits = {"7": ReleaseLimit(test="Endotoxin", high=Decimal("0.5"))}
    kept = (
        factory.kept(Product(name="UC-MSC", limits=limits), "", factory.FIRST, number=1, signed=False),
        factory.kept(Bag(product="UC-MSC", release={"7": "<0.1"}), "", factory.FIRST, number=1, signed=False),
    )
    found = [flat(page) for page in pages(made([Casebook("", kept)])[0])]
    whole = " ".join(found)
    assert "Release result: Endotoxin <0.1" in whole
    assert "form BAG, version 1, record of the study" in whole
    assert "DRAFT" not in whole


def test_books_are_taken_one_at_a_time() -> None:
    taken = []

    def books() -> Iterable[Casebook]:
        for number in range(3):
            taken.append(number)
            yield renamed(factory.casebook(), f"P-{number}")

    work = study_casebook(header(), books(), factory.PRINTED)
    next(work)
    assert taken == [0]


def test_an_empty_study_says_so() -> None:
    document, steps = made([], practice=True)
    assert set(steps) == {0}
    assert "There is no participant in this study." in flat(pages(document)[0])
    assert all("PRACTICE" in page for page in pages(document))


def test_each_part_has_its_own_mark() -> None:
    document = made([factory.casebook(), Casebook("P-009", ())])[0]
    marks = {found for page in pages(document) for found in re.findall(r"Content(?: [0-9a-f]{4}){3}", flat(page))}
    assert document.parts == len(marks) == 3
    assert content_words(document.digest) not in marks


def test_the_same_study_gives_the_same_bytes() -> None:
    first, second = (made([factory.casebook(), Casebook("P-009", ())])[0] for _turn in range(2))
    assert first.pdf == second.pdf
    other = made([factory.casebook()])[0]
    assert other.digest != first.digest


def test_a_character_that_cannot_be_printed_is_told_with_its_participant() -> None:
    record = msgspec.structs.replace(factory.assessment(factory.FIRST, 2), notes="smile 😀")
    odd = Casebook("P-007", (factory.kept(record, "W0", factory.FIRST),))
    document, _steps = made([study_records(), factory.casebook(), odd])
    assert [found.place.split(", ")[0] for found in document.unprintable] == ["P-007"]
    assert document.unprintable[0].sentence().startswith("P-007, Week 0, ")
