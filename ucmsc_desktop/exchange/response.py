"""The response of all participants at one time point as JSON, as CSV, or as a table to read."""

from __future__ import annotations

import csv
import io
import json
import math
from fractions import Fraction
from typing import Any

from ucmsc_desktop.domain.cohort import ResponseRow, ResponseTable
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.exchange.plain import one_decimal, quotient
from ucmsc_desktop.text import MINUS, _

COLUMNS = ("subject", "baseline", "pasi", "improvement_pct", *(f"pasi{limit}" for limit in RESPONSES))


def as_json(table: ResponseTable) -> str:
    """One object: `patients`, `counts` of those with a defined response, and the median of the PASI seen."""
    counts = {"n": table.n} | {f"pasi{limit}": table.counts[limit] for limit in RESPONSES}
    answer = {"patients": [_fields(row) for row in table.rows], "counts": counts, "median_final_pasi": _median(table)}
    return json.dumps(answer, ensure_ascii=False)


def as_csv(table: ResponseTable) -> str:
    """A row each, comma separated; what is undefined is empty, a response is true or false."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table.rows:
        cells = _fields(row).values()
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in cells])
    return written.getvalue().rstrip("\n")


def as_text(table: ResponseTable) -> str:
    """Aligned columns and the counts below; an improvement is cut after one decimal, never rounded up to a response."""
    header = [_("Subject"), _("Baseline"), _("PASI"), _("Improvement %"), *(f"PASI{limit}" for limit in RESPONSES)]
    lines = [header, *(_shown(row) for row in table.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    aligned = ["  ".join(map(_padded, line, widths, range(len(widths)))).rstrip() for line in lines]
    return "\n".join([*aligned, "", *_summary(table)])


def _padded(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _fields(row: ResponseRow) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "baseline": None if row.baseline is None else one_decimal(row.baseline),
        "pasi": None if row.pasi is None else one_decimal(row.pasi),
        "improvement_pct": None if row.improvement_pct is None else quotient(row.improvement_pct),
    } | {f"pasi{limit}": row.responses[limit] for limit in RESPONSES}


def _median(table: ResponseTable) -> str | None:
    if table.median_tenths is None:
        return None
    pasi = quotient(table.median_tenths / 10)
    return pasi if "." in pasi else f"{pasi}.0"


def _shown(row: ResponseRow) -> list[str]:
    improvement = "" if row.improvement_pct is None else _cut(row.improvement_pct)
    words = {True: _("yes"), False: _("no"), None: ""}
    totals = ["" if total is None else one_decimal(total) for total in (row.baseline, row.pasi)]
    return [row.subject, *totals, improvement, *(words[row.responses[limit]] for limit in RESPONSES)]


def _cut(pct: Fraction) -> str:
    tenths = math.floor(pct * 10)
    return f"{MINUS if tenths < 0 else ''}{one_decimal(abs(tenths))}"


def _summary(table: ResponseTable) -> list[str]:
    if not table.rows:
        return [_("No participants.")]
    lines = [_counted(limit, table.counts[limit], table.n) for limit in RESPONSES if table.n]
    if table.missing:
        lines.append(_("Response not defined: {n}").format(n=table.missing))
    if table.median_tenths is not None:
        lines.append(_("Median PASI: {pasi}").format(pasi=_median(table)))
    return lines


def _counted(limit: int, count: int, n: int) -> str:
    pct = rounded(Fraction(100 * count, n), 1)
    return _("{name}: {count} of {n} ({pct} %)").format(name=f"PASI{limit}", count=count, n=n, pct=pct)
