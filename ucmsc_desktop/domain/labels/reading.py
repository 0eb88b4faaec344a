"""Reading any code of a label, and whether a bag is the one that was read."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from ucmsc_desktop.domain.labels import gs1, isbt
from ucmsc_desktop.domain.labels.scan import BadScan, CodeKind, ReadField, Scan, normal
from ucmsc_desktop.domain.product import Bag
from ucmsc_desktop.text import N_, _

END_OF_DAY = time(23, 59)
"""What is in date on a day is so to its end."""
_MARK = re.compile(r"\][A-Za-z]\d", re.ASCII)


def read(typed: str) -> Scan:
    """What a code says. Raises BadScan with a sentence when it is empty or was read in part."""
    text = normal(typed)
    if not text:
        raise BadScan(_("Nothing was read. Scan again, or type lot and number twice."))
    if gs1.is_gs1(text):
        return gs1.read(text)
    plain = _MARK.sub("", text, count=1) if _MARK.match(text) else text
    if isbt.is_isbt(plain):
        return isbt.read(plain)
    return Scan(
        kind=CodeKind.PLAIN, text=text, fields=(ReadField("", N_("Number of the bag"), plain),), unit=plain or None
    )


def is_of(scan: Scan, bag: Bag) -> bool:
    """Whether a code was read from a bag: the very text, or its number, and its lot where the code says one."""
    if bag.scanned and normal(bag.scanned) == scan.text:
        return True
    if scan.unit is None or scan.unit.casefold() != (bag.unit or "").casefold():
        return False
    return scan.lot is None or scan.lot.casefold() == (bag.lot or "").casefold()


def label_fields(scan: Scan) -> dict[str, Any]:
    """What a code says of a bag, by the fields of its record."""
    found: dict[str, Any] = {"lot": scan.lot, "unit": scan.unit}
    if scan.expires_on is not None:
        found["expires_at"] = datetime.combine(scan.expires_on, scan.expires_time or END_OF_DAY).astimezone()
    return {name: value for name, value in found.items() if value}
