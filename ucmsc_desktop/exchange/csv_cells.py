"""A value as the cell of a table that leaves: no spreadsheet takes it for a formula, and no reader breaks it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ucmsc_desktop.exchange.written import written

GUARD = "'"
# Spreadsheets calculate what begins with the first four, their wide forms too. The guard itself is guarded, so that
# taking one away always gives the text back.
_GUARDED = frozenset("=+-@＝＋－＠\t\n" + GUARD)  # fmt: skip
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|\\(?=x)")


def cell(value: Any) -> str:
    """A value as a cell: empty for None, numbers as they are; what could be a formula, and an empty text, is guarded.

    Control characters, of which some end a line for one reader and not for another, are written as `\\x0d`.
    """
    if value is None:
        return ""
    text = written(value)
    if isinstance(value, int | Decimal):
        return text
    escaped = _ESCAPED.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    return GUARD + escaped if not text or escaped[0] in _GUARDED else escaped
