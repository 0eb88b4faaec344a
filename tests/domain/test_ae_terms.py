"""The terms of this trial: bands of fever, grades that a term does not have, words that are found again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ucmsc_desktop.domain.ae_terms import (
    AT_BEDSIDE,
    GENERAL,
    TERMS,
    fever_grade,
    find_term,
    grade_fault,
    grade_words,
    same_term,
)

DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("celsius", "lasted", "grade"),
    [
        ("37.9", 0, None),
        ("38.0", 0, 1),
        ("39.0", 0, 1),
        ("39.1", 0, 2),
        ("40.0", 99, 2),
        ("40.1", 0, 3),
        ("40.1", 24, 3),
        ("41.0", 25, 4),
    ],
)
def test_fever_by_its_bands(celsius: str, lasted: int, grade: int | None) -> None:
    assert fever_grade(Decimal(celsius), timedelta(hours=lasted)) == grade


def test_fever_above_40_turns_at_24_hours_to_the_second() -> None:
    assert fever_grade(Decimal("40.1"), DAY) == 3
    assert fever_grade(Decimal("40.1"), DAY + timedelta(seconds=1)) == 4


def test_anaphylaxis_begins_at_grade_3() -> None:
    assert [grade_fault("Anaphylaxis", grade) for grade in (1, 2)] == ["Anaphylaxis begins at grade 3."] * 2
    assert [grade_fault("anaphylaxis ", grade) for grade in (3, 4, 5, None)] == [""] * 4
    assert grade_fault("Headache", 5) == "Headache has no grade 5."
    assert grade_fault("Numb toes", 1) == grade_fault(None, 1) == ""


def test_every_term_has_a_name_of_its_own_and_words_that_fit_a_card() -> None:
    assert len({term.name.casefold() for term in TERMS}) == len(TERMS)
    assert len(AT_BEDSIDE) == 10
    for term in TERMS:
        assert any(term.words)
        assert all(len(words) <= 24 for words in term.words), term.name


def test_words_of_a_grade() -> None:
    assert grade_words("Fever", 2) == "over 39.0 to 40.0 °C"
    assert [grade_words("Numb toes", grade) for grade in range(1, 6)] == list(GENERAL)


def test_a_term_is_found_by_its_name() -> None:
    assert find_term(" low BLOOD pressure") is find_term("Low blood pressure") is not None
    assert find_term("") is find_term(None) is None
    assert same_term("Fever", "fever")
    assert same_term("Numb toes", "numb toes ")
    assert not same_term("Fever", "Chills")
    assert not same_term("Numb toes", "Fever")
