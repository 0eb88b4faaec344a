"""Finding a term by what a person types of it: in names first, then in the words of grades and definitions."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ucmsc_desktop.domain.ctcae import CtcaeTable, Term

MOST_NAMES = 12
_BEGINS, _WORDS_BEGIN, _INSIDE, _NO = range(4)
_WORD = re.compile(r"\w+")
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"))
"""British and American spellings of the same word meet in the middle."""


@functools.lru_cache(maxsize=8192)
def plain(words: str) -> str:
    """A text as it is compared: without case, accents, punctuation and the difference of British spelling."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for british, american in _SPELLINGS:
        kept = kept.replace(british, american)
    return " ".join(_WORD.findall(kept))


def names_like(names: Iterable[str], typed: str, most: int = MOST_NAMES) -> list[str]:
    """The names in which everything typed occurs, those that begin with it first; all of them for nothing typed."""
    wanted = plain(typed)
    ranked = [(_rank(plain(name), wanted), name) for name in dict.fromkeys(names)]
    return [name for rank, name in sorted(ranked, key=lambda pair: pair[0]) if rank != _NO][:most]


def search(table: CtcaeTable, typed: str) -> list[Term]:
    """All terms that fit, best first: by name, then those whose group, grades or definition hold every word."""
    wanted = plain(typed)
    ranked = [(_rank(plain(term.name), wanted), term) for term in table.terms]
    by_name = [term for rank, term in sorted(ranked, key=lambda pair: pair[0]) if rank != _NO]
    others = [term for rank, term in ranked if rank == _NO and _rank(_all_words(term), wanted) != _NO]
    return by_name + others


def term_named(table: CtcaeTable, name: str) -> Term | None:
    """The term of exactly this name, whatever its case and spelling; None for a text of the person's own."""
    wanted = plain(name)
    return next((term for term in table.terms if plain(term.name) == wanted), None) if wanted else None


def grades_of(term: Term) -> Sequence[tuple[int, str]]:
    """The grades that the term has, with their words."""
    return [(grade, words) for grade, words in enumerate(term.grades, start=1) if words]


@functools.lru_cache(maxsize=2048)
def _all_words(term: Term) -> str:
    return plain(" ".join((term.name, term.group, *term.grades, term.definition)))


def _rank(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return _BEGINS
    parts = wanted.split()
    if all(f" {name}".find(f" {part}") >= 0 for part in parts):
        return _WORDS_BEGIN
    return _INSIDE if all(part in name for part in parts) else _NO
