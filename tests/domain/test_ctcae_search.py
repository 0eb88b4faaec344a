"""Finding terms by parts of their names and by the words of their grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.ctcae import CtcaeTable, Term
from ucmsc_desktop.domain.ctcae_search import MOST_NAMES, grades_of, names_like, search, term_named

NAMES = ("Leaf fall", "Early leaf fall", "Overleaf", "Autumn oedema", "Tumour of the bark", "Brûlée")
TABLE = CtcaeTable(
    terms=tuple(
        Term(name, "Trees", (f"some {number}", "", "water only", "", ""), f"What {name.lower()} is")
        for number, name in enumerate(NAMES)
    )
)


def found(typed: str) -> list[str]:
    return [term.name for term in search(TABLE, typed)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("leaf", ["Leaf fall", "Early leaf fall", "Overleaf"]),
        ("fall lea", ["Leaf fall", "Early leaf fall"]),
        ("EDEMA", ["Autumn oedema"]),
        ("oedema", ["Autumn oedema"]),
        ("tumor", ["Tumour of the bark"]),
        ("brulee", ["Brûlée"]),
        ("xyz", []),
    ],
)
def test_names(typed: str, names: list[str]) -> None:
    assert names_like(NAMES, typed) == names
    assert found(typed) == names


def test_words_of_grades_groups_and_definitions_come_after_names() -> None:
    assert found("some 3") == ["Autumn oedema"]
    assert found("trees water") == list(NAMES)
    assert found("") == list(NAMES)


def test_a_term_is_found_by_its_exact_name_only() -> None:
    term = term_named(TABLE, "autumn EDEMA")
    assert term is not None
    assert list(grades_of(term)) == [(1, "some 3"), (3, "water only")]
    assert term_named(TABLE, "Autumn") is None
    assert term_named(TABLE, "") is None


def test_names_are_offered_once_and_not_without_end() -> None:
    assert names_like(["Leaf", "Leaf"], "l") == ["Leaf"]
    assert len(names_like([f"Leaf {n}" for n in range(100)], "leaf")) == MOST_NAMES


@given(st.text(max_size=30))
def test_any_text_is_found_by_itself(words: str) -> None:
    assert names_like([words], words) == [words]
