"""Visits that two people rated: every entry a row for a statistician's ICC, or the totals side by side to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ucmsc_desktop.domain.agreement import Compared, Pair, Value, agreement
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.pasi import PasiEntries
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reveal import assessor
from ucmsc_desktop.exchange.plain import one_decimal, plain
from ucmsc_desktop.text import MINUS, _, ngettext

COLUMNS = ("subject", "visit", "rater", "user", "assessed_on", "region", "item", "value")
WHOLE_BODY = "all"


def as_csv(pairs: Iterable[Pair]) -> str:
    """A row for each rater and entry; the raters are 1 and 2, an entry that was not observed has an empty value."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        writer.writerows(_rows(pair))
    return written.getvalue().rstrip("\n")


def _rows(pair: Pair) -> Iterator[tuple[str, ...]]:
    compared = agreement(pair.first.record, pair.second.record)
    raters: tuple[Kept[PasiEntries], ...] = (pair.first, pair.second)
    for number, kept in enumerate(raters, 1):
        on = kept.record.assessed_on
        who = (kept.key.subject, kept.key.visit, str(number), assessor(kept), on.isoformat() if on else "")
        for row in compared:
            region = row.region.value if row.region is not None else WHOLE_BODY
            yield (*who, region, row.entry.value, _plain(row, row.first if number == 1 else row.second))


def _plain(row: Compared, value: Value | None) -> str:
    if value is None:
        return ""
    if row.entry.in_tenths:
        return one_decimal(int(value))
    return str(value) if isinstance(value, int) else plain(value)


def as_text(pairs: Sequence[Pair], protocol: Protocol) -> str:
    """The totals of both raters, a visit a line, and by how much they differ on average."""
    if not pairs:
        return _("No visit was rated and signed by two people.")
    header = [_("Subject"), _("Visit"), _("First rater"), _("Second rater"), _("First"), _("Second"), _("Difference")]
    lines = [header, *(_shown(pair, protocol) for pair in pairs)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    numbers = header.index(_("First"))
    aligned = [
        "  ".join(
            cell.rjust(width) if column >= numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([*aligned, "", *_summary(pairs)])


def _shown(pair: Pair, protocol: Protocol) -> list[str]:
    key, total = pair.first.key, pair.total
    words = ["" if value is None else one_decimal(int(value)) for value in (total.first, total.second)]
    return [
        key.subject, protocol.visit_name(key.visit), assessor(pair.first), assessor(pair.second), *words,
        "" if total.difference is None else _signed(int(total.difference)),
    ]  # fmt: skip


def _signed(tenths: int) -> str:
    return f"{MINUS if tenths < 0 else '+' if tenths else ''}{one_decimal(abs(tenths))}"


def _summary(pairs: Sequence[Pair]) -> Iterator[str]:
    differences = [int(total) for pair in pairs if (total := pair.total.difference) is not None]
    yield ngettext("{n} visit rated by two.", "{n} visits rated by two.", len(pairs)).format(n=len(pairs))
    if differences:
        mean = rounded(Fraction(sum(map(abs, differences)), 10 * len(differences)), 2)
        yield _("Mean difference without its sign: {mean}").format(mean=mean)
