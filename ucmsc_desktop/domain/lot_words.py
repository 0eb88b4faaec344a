"""The balance of the lots as a table of words."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.lot_balance import COLUMNS, LotBalance
from ucmsc_desktop.domain.word_table import WordTable, marked_where
from ucmsc_desktop.text import _, ngettext


def balance_table(lots: Sequence[LotBalance]) -> WordTable:
    """What came of each lot and where it is; a lot of which something is open stands out."""
    heads = (
        (_("Lot"), 0.13), (_("Received"), 0.125), (_("At hand"), 0.125), (_("Given"), 0.14), (_("Returned"), 0.115),
        (_("Destroyed"), 0.12), (_("Not found"), 0.115), (_("Balance"), 0.13),
    )  # fmt: skip
    rows = tuple((lot.lot, *(lot.shares[column].words() for column in COLUMNS), lot.words()) for lot in lots)
    balanced = sum(lot.is_zero for lot in lots)
    told = ngettext("{balanced} of {n} lot is balanced.", "{balanced} of {n} lots are balanced.", len(lots))
    marked = marked_where(not lot.is_zero for lot in lots)
    return WordTable(_("Balance of the lots"), heads, rows, (told.format(balanced=balanced, n=len(lots)),), marked)
