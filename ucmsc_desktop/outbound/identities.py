"""Names and contacts, where they were asked for by name and with a reason: a file of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ucmsc_desktop.domain.items import described
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.exchange.csv_sheet import CsvSheet
from ucmsc_desktop.outbound.names import IDENTITIES


def write_identities(folder: Path, known: Mapping[str, Identity], subjects: Sequence[str], *, bom: bool) -> None:
    """A row for each of the participants whose name is known. Raises OSError."""
    columns = tuple(described(Identity))
    with CsvSheet(folder / IDENTITIES, ("subject", *columns), bom=bom) as sheet:
        for code in subjects:
            if code in known:
                sheet.add([code, *(getattr(known[code], column) or None for column in columns)])
