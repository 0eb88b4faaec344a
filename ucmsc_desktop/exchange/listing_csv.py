"""A listing for other programs: the exact values as CSV, or the words in columns to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ucmsc_desktop.domain.listings.table import Listed, Row
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange.csv_cells import cell
from ucmsc_desktop.exchange.csv_out import Plain, aligned, csv_parts
from ucmsc_desktop.exchange.written import written

STUDY_COLUMNS = ("study", "practice", "as_of")


def listing_csv(listed: Listed, protocol: Protocol, *, practice: bool) -> str:
    """A row for each line, with the codes of visits and forms; each says of which study it is and as of when."""
    return "".join(listing_csv_parts(listed, protocol, practice=practice))


def listing_csv_parts(listed: Listed, protocol: Protocol, *, practice: bool) -> Iterator[str]:
    """The same text in parts, which follow one another as they are."""
    columns = [column.code for column in listed.columns if column.code]
    about: Mapping[str, Plain] = {
        "study": protocol.study.code,
        "practice": practice,
        "as_of": written(listed.as_of),
    }
    return csv_parts((*STUDY_COLUMNS, *columns), ({**about, **_values(listed, row)} for row in listed.rows))


def _values(listed: Listed, row: Row) -> dict[str, Plain]:
    pairs = zip(listed.columns, row.cells, strict=True)
    return {column.code: cell(held.value) for column, held in pairs if column.code}


def listing_text(listed: Listed) -> str:
    """The listing as it stands on paper, in aligned columns under its totals."""
    parts = [[listed.title, *listed.totals, *listed.notes]]
    parts += [[table.title, *_lines([head for head, _share in table.heads], table.rows)] for table in listed.tables]
    parts.append(_lines(listed.heads(), [listed.words(row) for row in listed.rows]))
    return "\n\n".join("\n".join(part) for part in parts if part)


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    found = [[" ".join(words.split()) for words in row] for row in rows]
    return aligned([heads, *found], len(heads)) if found else []
