"""The audit trail as a CSV file, written line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trail import TrailLine
from ucmsc_desktop.exchange.csv_sheet import CsvSheet

COLUMNS = (
    *("study", "practice", "entry", "at", "user", "person", "role", "kind"),
    *("subject", "visit", "form", "number", "what"),
    *("field", "label", "old", "new", "old_words", "new_words", "reason"),
)


def write_audit_csv(
    path: Path, lines: Iterable[TrailLine], protocol: Protocol, *, practice: bool, bom: bool = False
) -> Iterator[int]:
    """Write a row for each line; yields how many entries are done after each. Raises OSError."""
    done = last = 0
    with CsvSheet(path, COLUMNS, bom=bom) as sheet:
        for line in lines:
            sheet.add([protocol.study.code, practice, *_cells(line)])
            if line.number != last:
                done, last = done + 1, line.number
                yield done


def _cells(line: TrailLine) -> list[Any]:
    key, by, change = line.key, line.by, line.change
    place = [key.subject or None, key.visit or None, key.form or None, key.number or None]
    told = [line.number, by.at, by.user, line.person, by.role, line.kind, *place, line.words]
    if change is None:
        return [*told, *[None] * 7]
    values = [_exact(change.was), _exact(change.now)]
    return [*told, change.field, change.label, *values, change.old, change.new, change.reason or None]


def _exact(value: Any) -> Any:
    """A value as it is; a row of several values as JSON."""
    return msgspec.json.encode(value).decode() if isinstance(value, msgspec.Struct) else value
