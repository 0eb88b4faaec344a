"""The screening log: a line for every candidate with verdict, decision and deviations."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ucmsc_desktop.domain.candidates import Candidate
from ucmsc_desktop.domain.listings.plans import listed_rows
from ucmsc_desktop.domain.listings.screening import candidate_row
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.listing import listing_pdf
from ucmsc_desktop.text import _


def screening_log_pdf(
    rows: Sequence[Candidate], protocol: Protocol, printed: Printed, *, practice: bool, total: int | None = None
) -> Printout:
    """Print the log; where it holds a part of `total` candidates it says so."""
    listed = listed_rows("screening-log", [candidate_row(found) for found in rows], printed.at)
    if total is not None and len(rows) < total:
        words = _("{shown} of {total} candidates: only those that were looked for are listed.")
        _all, *counts = listed.totals
        part = (words.format(shown=len(rows), total=total), *counts)
        listed = msgspec.structs.replace(listed, totals=part)
    return listing_pdf(listed, protocol, printed, practice=practice)
