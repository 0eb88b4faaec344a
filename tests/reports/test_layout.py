"""Nothing overlaps and nothing is clipped, whatever is written into the forms."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest

from tests.reports import factory
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Casebook, Key
from ucmsc_desktop.reports.casebook import lay_out
from ucmsc_desktop.reports.page import Page, Words
from ucmsc_desktop.reports.sheet import A4, Sheet
from ucmsc_desktop.reports.typeset import Typesetter

LONG = "A long note with 很长的备注，包括中文标点；以及“引号”。 " * 200 + "unbroken" * 200


def long_book() -> Casebook:
    """A casebook whose notes run over pages."""
    book = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W4", "PASI"), notes=LONG)
    book = factory.with_record(book, Key(factory.SUBJECT, "W2", "INFUSION"), notes=LONG[:2500], reaction=LONG[:700])
    book = factory.with_record(book, Key(factory.SUBJECT, "SCR", "SCREENING"), evidence={"E3": LONG[:1500]})
    return msgspec.structs.replace(book, subject="P-" + "长代码" * 40 + "\n/\"'" + "X" * 60)


BOOKS = {
    "usual": factory.casebook(),
    "long": long_book(),
    "historical": factory.historical(),
    "empty": Casebook("P-001", ()),
}


def box(words: Words, type_: Typesetter) -> tuple[float, float, float, float]:
    """The ink of a line of text, about."""
    wide = type_.width(words.text, words.size, bold=words.bold)
    return words.x, words.y - 0.1 * words.size, words.x + wide, words.y + 0.7 * words.size


def collisions(page: Page, type_: Typesetter) -> list[tuple[str, str]]:
    """Lines of text that stand on one another."""
    placed = [(words.text, *box(words, type_)) for words in page.words if words.text.strip()]
    return [
        (one[0], other[0])
        for one, other in combinations(placed, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        *((name, A4) for name in BOOKS),
        ("usual", Sheet(points=12)),
        ("long", Sheet("Letter", 11, binder=False)),
        ("usual", Sheet("Letter", lying=True)),
    ],
)
def test_no_words_stand_on_others_or_outside_the_margins(name: str, sheet: Sheet) -> None:
    type_ = Typesetter()
    printed = msgspec.structs.replace(factory.PRINTED, sheet=sheet)
    layout = lay_out(BOOKS[name], factory.protocol(), printed, practice=True)
    for page in layout.pages:
        assert collisions(page, type_) == []
        for words in page.words:
            left, low, right, high = box(words, type_)
            assert left >= sheet.left - 0.5
            assert right <= sheet.right + 0.5, words.text
            assert 20 < low < high < sheet.high - 10


def test_a_table_that_breaks_repeats_its_head_and_its_form() -> None:
    found = [page for page in pages(printed(BOOKS["long"])) if "(continued)" in page]
    assert any("Screening checklist (continued)" in page and "Criterion" in page for page in found)


def test_no_word_of_a_long_note_is_lost() -> None:
    text = "".join(pages(printed(BOOKS["long"])))
    assert text.count("unbroken") + text.count("unbroke") >= 190
    assert text.count("很长的备注") >= 180
