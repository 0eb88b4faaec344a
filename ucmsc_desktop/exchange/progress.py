"""The numbers of the study's progress and the lists behind them as CSV, as JSON, or as a table to read."""

from __future__ import annotations

import json

from ucmsc_desktop.domain.listing import HEADS, Line, Listing
from ucmsc_desktop.domain.progress import StudyProgress
from ucmsc_desktop.domain.progress_words import completeness_table
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange.csv_out import Plain, aligned, csv_text
from ucmsc_desktop.exchange.plain import plain

LINE_COLUMNS = ("subject", "visit", "form", "number", "date", "words")
NUMBER_COLUMNS = ("list", "label", "n")


def listing_csv(listing: Listing) -> str:
    """A row for each line of a list, with the codes of visit and form."""
    return csv_text(LINE_COLUMNS, map(_cells, listing.lines))


def numbers_csv(found: StudyProgress) -> str:
    """A row for each number, with the name of its list."""
    return csv_text(
        NUMBER_COLUMNS, ({"list": one.code, "label": one.label, "n": one.count} for one in found.listings())
    )


def progress_json(found: StudyProgress) -> str:
    """One object: the day, recruitment, completeness by form, and each list by its name with its lines."""
    plan = found.recruitment
    answer = {
        "as_of": found.today.isoformat(),
        "participants": found.participants,
        "recruitment": {
            "enrolled": plan.count,
            "planned": plan.planned,
            "start": plan.start.isoformat() if plan.start else None,
            "end": plan.end.isoformat() if plan.end else None,
        },
        "completeness": {
            row.form: {
                "expected": row.expected.count,
                "present": row.present.count,
                "complete": row.complete.count,
                "complete_pct": None if row.pct is None else plain(row.pct),
            }
            for row in found.completeness
        },
        "lists": {one.code: _whole(one) for one in found.listings()},
    }
    return json.dumps(answer, ensure_ascii=False)


def listing_json(listing: Listing) -> str:
    """One object: what is counted, the number, and the lines."""
    return json.dumps(_whole(listing), ensure_ascii=False)


def progress_text(found: StudyProgress) -> str:
    """Every number with what it counts, by groups, and the completeness of each form."""
    parts = [found.recruitment.words()]
    for group in found.groups:
        numbers = aligned([(one.code, one.label, str(one.count)) for one in group.listings], 2)
        parts.append("\n".join([group.title, *numbers]))
    if found.completeness:
        table = completeness_table(found)
        parts.append("\n".join(aligned([[head for head, _share in table.heads], *table.rows])))
    return "\n\n".join(parts)


def listing_text(listing: Listing, protocol: Protocol) -> str:
    """The lines of a list in aligned columns, under what is counted."""
    rows = [line.cells(protocol) for line in listing.lines]
    return "\n".join(
        [f"{listing.label}: {listing.count}", *([listing.why] if listing.why else []), *aligned(rows, len(HEADS))]
    )


def _whole(listing: Listing) -> dict[str, object]:
    return {"label": listing.label, "n": listing.count, "lines": [_cells(line) for line in listing.lines]}


def _cells(line: Line) -> dict[str, Plain]:
    key = line.key
    values = (
        key.subject,
        key.visit,
        key.form,
        key.number or None,
        line.on.isoformat() if line.on else None,
        line.words,
    )
    return dict(zip(LINE_COLUMNS, values, strict=True))
