"""Two visits of one participant as CSV: a row for each entry that is compared, the body and the total last."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.agreement import Compared, Value
from ucmsc_desktop.domain.visit_change import Assessed, VisitChange, way
from ucmsc_desktop.exchange.agreement import WHOLE_BODY
from ucmsc_desktop.exchange.csv_out import Plain, csv_text
from ucmsc_desktop.exchange.plain import one_decimal, plain

COLUMNS = (
    "subject", "before_visit", "before_day", "after_visit", "after_day",
    "region", "item", "before", "after", "change", "direction",
)  # fmt: skip
BODY_SURFACE = "bsa_pct"


def as_csv(change: VisitChange) -> str:
    """Values as other programs read them; what is missing is empty, a negative change is better."""
    pair = {**_place("before", change.before), **_place("after", change.after)}
    subject = change.before.kept.key.subject
    return csv_text(COLUMNS, ({"subject": subject, **pair, **cells} for cells in _rows(change)))


def _place(name: str, one: Assessed) -> dict[str, Plain]:
    return {f"{name}_visit": one.kept.key.visit, f"{name}_day": one.day}


def _rows(change: VisitChange) -> Iterator[dict[str, Plain]]:
    for row in change.rows:
        yield _row(row, str(row.region), row.entry.value)
    if change.bsa is not None:
        yield _row(change.bsa, WHOLE_BODY, BODY_SURFACE)
    yield _row(change.total, WHOLE_BODY, change.total.entry.value)


def _row(row: Compared, region: str, item: str) -> dict[str, Plain]:
    before, after, difference = (_plain(row, value) for value in (row.first, row.second, row.difference))
    values = {"before": before, "after": after, "change": difference}
    return {"region": region, "item": item, **values, "direction": way(row).value}


def _plain(row: Compared, value: Value | None) -> str:
    if value is None:
        return ""
    if row.entry.in_tenths:
        return f"{'-' if value < 0 else ''}{one_decimal(abs(int(value)))}"
    return str(value) if isinstance(value, int) else plain(value)
