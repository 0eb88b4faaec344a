"""Reads the table of graded terms from the file that its publisher offers, a workbook or CSV, versions 5.0 and 6.0."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ucmsc_desktop.domain.ctcae import VERSIONS, CtcaeTable, Term
from ucmsc_desktop.exchange.csv_table import BadFile
from ucmsc_desktop.exchange.ctcae_columns import GRADES, Heading, column_words, heading_of, version_in
from ucmsc_desktop.exchange.ctcae_sheets import LARGEST, Line, Progress, Sheet, sheets_of
from ucmsc_desktop.text import _

LONGEST = 8000
"""No text of a table is longer; what is has run into its neighbours."""
NO_GRADE = frozenset("-–—‐‑‒−") | {"--", "n/a", "not applicable"}


class CtcaeRefused(ValueError):
    """A file that is not the table; the message says why, and that nothing was changed."""


class Reading(msgspec.Struct, frozen=True):
    """The table of a file, the sheet on which it stood, and how many rows without any grade were left out.

    `lacks_signs` says that the encoding of the file has no ≥ and ≤, which may have turned into other signs.

    The table has no `version_name` where the file does not tell it: the person is asked.
    """

    table: CtcaeTable
    sheet: str
    left_out: int
    lacks_signs: bool


def read_ctcae(path: Path, progress: Progress = lambda _rows: None) -> Reading:
    """Read a file; `progress` hears now and then of rows that were read. Raises CtcaeRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = _("It could not be read ({reason}).").format(reason=error.strerror)
        raise CtcaeRefused(_sentence(path.name, reason)) from error
    try:
        return _reading(content, path.name, progress)
    except BadFile as error:
        raise CtcaeRefused(_sentence(path.name, str(error))) from error


def _sentence(name: str, reason: str) -> str:
    return _("{name} was not loaded. {reason} Nothing was changed.").format(name=name, reason=reason)


def _reading(content: bytes, name: str, progress: Progress) -> Reading:
    sheet, heading = _chosen(sheets_of(content, progress))
    version = _version(sheet, heading, name)
    terms, left_out = _terms(sheet, heading)
    digest = hashlib.sha256(content).hexdigest()
    table = CtcaeTable(version_name=version, source=name, sha256=digest, count=len(terms), terms=terms)
    return Reading(table, sheet.title, left_out, sheet.lacks_signs)


# Which sheet, which version


def _chosen(sheets: Iterator[Sheet]) -> tuple[Sheet, Heading]:
    """The sheet that is the table: of several the clean copy, else the first. Raises BadFile."""
    found = [(sheet, heading_of(sheet)) for sheet in sheets]
    whole = [pair for pair in found if pair[1].is_whole]
    if whole:
        return min(whole, key=lambda pair: "clean" not in pair[0].title.casefold())
    best = max((heading for _sheet, heading in found), key=lambda one: len(one.columns), default=Heading(0, {}, ()))
    if not best.columns:
        raise BadFile(_("It is not a table of terms: no row of headings such as CTCAE Term and Grade 1 was found."))
    if best.lacking:
        raise BadFile(_("These columns are missing: {columns}.").format(columns=column_words(best.lacking)))
    sentence = _("These columns come more than once: {columns}. Choose the file with one version of the table.")
    raise BadFile(sentence.format(columns=column_words(dict.fromkeys(best.doubled))))


def _version(sheet: Sheet, heading: Heading, name: str) -> str | None:
    """The version, from what stands nearest to the terms; None where nothing tells one. Raises BadFile."""
    heads = sheet.lines[heading.index].cells
    above = " ".join(" ".join(line.cells) for line in sheet.lines[: heading.index])
    for words in (heads[heading.columns["term"]], sheet.title, above, " ".join(heads), name):
        told = version_in(words)
        if len(told) == 1:
            version = told.pop()
            if version not in VERSIONS:
                sentence = _("It is version {version} of the table. Versions {known} can be loaded.")
                raise BadFile(sentence.format(version=version, known=_(" and ").join(VERSIONS)))
            return version
    return None


# Terms


def _terms(sheet: Sheet, heading: Heading) -> tuple[tuple[Term, ...], int]:
    found: dict[str, tuple[Line, Term]] = {}
    left_out = 0
    for line in sheet.lines[heading.index + 1 :]:
        term = _term(line, heading)
        if term is None:
            left_out += 1
            continue
        before = found.setdefault(term.name.casefold(), (line, term))
        if before[1] != term:
            sentence = _("“{term}” comes twice with different texts (rows {first} and {second}).")
            raise BadFile(sentence.format(term=term.name, first=before[0].number, second=line.number))
    if not found:
        raise BadFile(_("There are no terms below its headings."))
    if left_out > len(found):
        raise BadFile(_("Most of its rows have no grade at all: it is cut off, or not the table of terms."))
    return tuple(term for _line, term in found.values()), left_out


def _term(line: Line, heading: Heading) -> Term | None:
    """The term of a row; None for a row without any grade, such as the title of a group. Raises BadFile."""

    def cell(role: str) -> str:
        column = heading.columns.get(role, len(line.cells))
        words = line.cells[column] if column < len(line.cells) else ""
        if len(words) > LONGEST:
            raise BadFile(_("Row {n} has a text that is far too long: its cells ran together.").format(n=line.number))
        return "" if words.casefold() in NO_GRADE else words

    name, grades = " ".join(cell("term").split()), tuple(cell(grade) for grade in GRADES)
    if not any(grades):
        return None
    if not name:
        raise BadFile(_("Row {n} has grades and no term.").format(n=line.number))
    one, two, three, four, five = grades
    return Term(name, " ".join(cell("group").split()), (one, two, three, four, five), cell("definition"), cell("note"))
