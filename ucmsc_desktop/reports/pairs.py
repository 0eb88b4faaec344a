"""Labels with their values: two abreast where both are short and the page is wide enough, else one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from ucmsc_desktop.reports.flow import PADDING, SIZE, Cell, Column, Flow

LABEL, VALUE = 0.225, 0.275
WIDE_ENOUGH = 440.0
"""Width of the text from which two pairs stand abreast."""
ALONE = (Column(0.36), Column(0.64))
ABREAST = (Column(LABEL), Column(VALUE), Column(LABEL), Column(VALUE))
OVER = (Column(LABEL), Column(1 - LABEL))
NOTHING = (Cell(""), Cell(""))
Pair = tuple[Cell, Cell]


def pairs_table(flow: Flow, rows: Iterable[Pair]) -> None:
    """Labels with their values in the order of reading; what cannot be printed is noted under its label."""
    printable = list(_printable(flow, rows))
    if flow.sheet.width < WIDE_ENOUGH:
        flow.table(ALONE, printable)
        return
    for number, (short, group) in enumerate(groupby(printable, lambda row: _is_short(flow, row))):
        found = list(group)
        if number:
            # Under one another they are one table.
            flow.skip(-4)
        if short and len(found) > 1:
            second = [*found[1::2], NOTHING]
            flow.table(ABREAST, ([*one, *other] for one, other in zip(found[::2], second, strict=False)))
        else:
            flow.table(OVER, found)


def _printable(flow: Flow, rows: Iterable[Pair]) -> Iterator[Pair]:
    place = flow.type.place
    for label, value in rows:
        flow.type.place = f"{place}, {label.text}"
        clean = flow.type.clean(value.text)
        yield label, value if clean is value.text else msgspec.structs.replace(value, text=clean)
    flow.type.place = place


def _is_short(flow: Flow, row: Pair) -> bool:
    """Whether a value takes one line in half the page, and its label two at most."""
    (label, value), room = row, flow.sheet.width
    values = flow.type.wrap(value.text, SIZE, room * VALUE - 2 * PADDING, bold=value.bold)
    return len(values) == 1 and len(flow.type.wrap(label.text, SIZE, room * LABEL - 2 * PADDING)) <= 2
