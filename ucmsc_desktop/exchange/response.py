"""The response of all participants at one time point as JSON, as CSV, or as a table to read."""

from __future__ import annotations

import json
from typing import Any

from ucmsc_desktop.domain.cohort import ResponseRow, ResponseTable
from ucmsc_desktop.domain.cohort_notes import rate_words
from ucmsc_desktop.domain.cohort_words import all_treated_words, single_arm_words
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.rates import FEWEST, Rate
from ucmsc_desktop.domain.response import RESPONSES, shown_pct
from ucmsc_desktop.domain.response_by_visit import ResponseAt
from ucmsc_desktop.exchange.cohort_rows import rate_fields
from ucmsc_desktop.exchange.csv_out import Plain, aligned, csv_text
from ucmsc_desktop.exchange.plain import one_decimal, quotient
from ucmsc_desktop.text import _, number_text

COLUMNS = ("subject", "baseline", "pasi", "improvement_pct", *(f"pasi{limit}" for limit in RESPONSES))


def as_json(table: ResponseTable, found: ResponseAt, protocol: Protocol) -> str:
    """One object: `patients`, `counts` of those with a defined response, the median of the PASI seen, and `rates`."""
    counts = {"n": table.n} | {f"pasi{limit}": table.counts[limit] for limit in RESPONSES}
    answer = {"patients": [_fields(row) for row in table.rows], "counts": counts, "median_final_pasi": _median(table)}
    return json.dumps(answer | {"rates": _rates(found, protocol), "note": single_arm_words()}, ensure_ascii=False)


def _rates(found: ResponseAt, protocol: Protocol) -> dict[str, Any]:
    groups = {"all_treated": found.all_treated, "observed": found.observed}
    return {
        group: {f"pasi{limit}": rate_fields(rates[limit], protocol) for limit in RESPONSES}
        for group, rates in groups.items()
    } | {"not_reached": found.not_reached, "not_planned": found.not_planned}


def as_csv(table: ResponseTable) -> str:
    """A row each, comma separated; what is undefined is empty, a response is true or false."""
    return csv_text(COLUMNS, map(_fields, table.rows))


def as_text(table: ResponseTable, found: ResponseAt, protocol: Protocol) -> str:
    """Aligned columns and the counts below; an improvement never looks like a response that is not reached."""
    header = [_("Subject"), _("Baseline"), _("PASI"), _("Improvement %"), *(f"PASI{limit}" for limit in RESPONSES)]
    lines = [header, *(_shown(row) for row in table.rows)]
    return "\n".join([*aligned(lines), "", *_summary(table, found, protocol)])


def _fields(row: ResponseRow) -> dict[str, Plain]:
    found: dict[str, Plain] = {
        "subject": row.subject,
        "baseline": None if row.baseline is None else one_decimal(row.baseline),
        "pasi": None if row.pasi is None else one_decimal(row.pasi),
        "improvement_pct": None if row.improvement_pct is None else quotient(row.improvement_pct),
    }
    return found | {f"pasi{limit}": row.responses[limit] for limit in RESPONSES}


def _median(table: ResponseTable) -> str | None:
    if table.median_tenths is None:
        return None
    pasi = quotient(table.median_tenths / 10)
    return pasi if "." in pasi else f"{pasi}.0"


def _shown(row: ResponseRow) -> list[str]:
    improvement = "" if row.improvement_pct is None else number_text(shown_pct(row.improvement_pct))
    words = {True: _("yes"), False: _("no"), None: ""}
    totals = ["" if total is None else one_decimal(total) for total in (row.baseline, row.pasi)]
    return [row.subject, *totals, improvement, *(words[row.responses[limit]] for limit in RESPONSES)]


def _summary(table: ResponseTable, found: ResponseAt, protocol: Protocol) -> list[str]:
    if not table.rows:
        return [_("No participants.")]
    lines = [_counted(limit, found.observed[limit]) for limit in RESPONSES if found.observed[limit].n]
    if table.missing:
        lines.append(_("Response not defined: {n}").format(n=table.missing))
    if table.median_tenths is not None and table.n >= FEWEST:
        lines.append(_("Median PASI: {pasi}").format(pasi=_median(table)))
    return [*lines, "", *_of_all_treated(found), rate_words(protocol), single_arm_words()]


def _of_all_treated(found: ResponseAt) -> list[str]:
    if not found.observed[RESPONSES[0]].n:
        return [_("Nobody has a PASI at this visit whose response is defined.")]
    rates = [_("{name} {rate}").format(name=f"PASI{limit}", rate=found.all_treated[limit].words) for limit in RESPONSES]
    beside = _("Still to come to the visit: {n}. Without such a visit in their plan or earlier record: {others}.")
    return [
        all_treated_words(),
        ", ".join(rates),
        beside.format(n=found.not_reached, others=found.not_planned),
    ]


def _counted(limit: int, rate: Rate) -> str:
    counted = _("{name}: {count} of {n}").format(name=f"PASI{limit}", count=rate.k, n=rate.n)
    if rate.pct is None or rate.low is None or rate.high is None:
        return counted
    pct, low, high = (rounded(value, 1) for value in (rate.pct, rate.low, rate.high))
    return _("{counted} ({pct} %; {low}–{high})").format(counted=counted, pct=pct, low=low, high=high)
