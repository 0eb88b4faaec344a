"""Measuring, breaking and cleaning of texts."""

from __future__ import annotations

import pytest

from tests.reports import factory
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.reports.typeset import Typesetter


@pytest.fixture
def type_() -> Typesetter:
    return Typesetter()


def test_lines_fit_their_column(type_: Typesetter) -> None:
    text = "Plaques on both elbows and knees, 双肘及双膝斑块，边界清楚；有鳞屑。 " * 5
    lines = type_.wrap(text, 9, 120)
    assert all(type_.width(line, 9) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_number_stays_with_its_unit_and_a_date_whole(type_: Typesetter) -> None:
    for width in range(60, 160, 7):
        lines = type_.wrap("weight 68.5\u00a0kg on 28-Mar-2026 as before", 9, width)
        assert any("68.5\u00a0kg" in line for line in lines)
        assert any("28-Mar-2026" in line for line in lines)


def test_chinese_punctuation_begins_no_line(type_: Typesetter) -> None:
    for width in range(40, 90, 3):
        assert not any(
            line[0] in "，。；”" for line in type_.wrap("双肘斑块，边界清楚。有鳞屑；“轻度”。" * 4, 9, width)
        )


def test_a_word_longer_than_the_column_is_broken(type_: Typesetter) -> None:
    lines = type_.wrap("https://example.org/" + "x" * 200, 9, 90)
    assert all(type_.width(line, 9) <= 90 for line in lines)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("caf\u0065\u0301", "café"),
        ("a\tb\r\nc", "a    b\nc"),
        ("thin\u202fspace", "thin space"),
        ("≥ 5 ± 1 °C µg × ² ≤ – “x” 体重", "≥ 5 ± 1 °C µg × ² ≤ – “x” 体重"),
    ],
)
def test_what_can_be_printed_is(type_: Typesetter, typed: str, shown: str) -> None:
    assert type_.clean(typed) == shown
    assert type_.unprintable == ()


@pytest.mark.parametrize(
    ("character", "mark"),
    [("😀", "[U+1F600]"), ("𠮷", "[U+20BB7]"), ("ع", "[U+0639]"), ("\x07", "[U+0007]"), ("\ud800", "[U+D800]")],
)
def test_what_cannot_be_printed_is_marked_and_reported(type_: Typesetter, character: str, mark: str) -> None:
    type_.place = "Week 4, Notes"
    assert type_.clean(f"a{character}b") == f"a{mark}b"
    (report,) = type_.unprintable
    assert (report.character, report.place, report.mark) == (character, "Week 4, Notes", mark)
    assert mark in report.sentence()


def test_the_casebook_reports_the_place_of_each_character() -> None:
    book = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W4", "PASI"), notes="itch 😀 gone")
    printout = printed(book)
    assert [(one.code, one.place) for one in printout.unprintable] == [
        ("U+1F600", "Week 4, Psoriasis area and severity index, Notes")
    ]
    assert "itch [U+1F600] gone" in "".join(pages(printout))


def test_a_head_line_is_cut_with_an_ellipsis(type_: Typesetter) -> None:
    line = type_.fit("x" * 5000, 10, 100, bold=True)
    assert line.endswith("…")
    assert type_.width(line, 10, bold=True) <= 100
    assert type_.fit("short", 10, 100) == "short"
