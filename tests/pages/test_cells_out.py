"""Cells for a spreadsheet: numbers are numbers there, and words stay words."""

import pytest

from ucmsc_desktop.pages.cells_out import plain_cell, plain_cells


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("\u221230.3\u00a0%", "-30.3%"),
        ("+5.0\u202f%", "+5.0%"),
        ("18.6", "18.6"),
        ("\u22127", "-7"),
        ("(42)", "42"),
        ("(no reason)", "(no reason)"),
        ("PASI\u00a075", "PASI 75"),
        ("Travelling,\ncould not come", "Travelling, could not come"),
        ("\u2013", "\u2013"),
        ("", ""),
    ],
)
def test_a_number_is_a_number(words: str, plain: str) -> None:
    assert plain_cell(words) == plain


def test_the_cells_of_lines_stay_apart() -> None:
    assert plain_cells("\tWeek\u00a00\nTotal\t\u22126.6\t") == "\tWeek 0\nTotal\t-6.6\t"
