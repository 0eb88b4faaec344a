"""GS1 element strings: fields that each begin with an application identifier, in Code 128 or DataMatrix."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, time

from ucmsc_desktop.domain.labels.scan import GROUP_SEPARATOR, BadScan, CodeKind, ReadField, Scan, shown
from ucmsc_desktop.text import N_, _

PRODUCT_CODE, LOT, SERIAL, EXPIRY, EXPIRY_TIME = "01", "10", "21", "17", "7003"
_MARKS = ("]C1", "]d2", "]Q3", "]e0")
"""What a scanner sends before the text when it names the symbology; these are GS1 by that alone."""
_LABELS = {
    "00": N_("Logistic unit"),
    PRODUCT_CODE: N_("Product code"),
    LOT: N_("Lot"),
    "11": N_("Made on"),
    "13": N_("Packed on"),
    EXPIRY: N_("Expires"),
    SERIAL: N_("Number of the bag"),
    EXPIRY_TIME: N_("Expires at"),
}
_FIXED = {"00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "20": 2, "41": 13}
_FIXED |= {f"{number}": 6 for number in (*range(11, 20), *range(31, 37))}
"""Lengths of the fields that need no separator, by the first two digits of the identifier."""
_LONGER = {"23": 3, "24": 3, "25": 3, "40": 3, "41": 3, "42": 3, "71": 3}
_LONGER |= {f"{number}": 4 for number in (*range(31, 37), 39, 43, 70, 72, 80, 81, 82)}
"""Identifiers of more than two digits, by the first two."""
_LONGEST = 90
_BRACKETED = re.compile(r"\((\d{2,4})\)([^(]*)", re.ASCII)


def is_gs1(text: str) -> bool:
    """Whether a text is built of GS1 fields: it says so, or it begins with a product code whose check digit fits."""
    if text.startswith(_MARKS) or GROUP_SEPARATOR in text or _BRACKETED.match(text):
        return True
    head = text[2:16]
    return text.startswith(PRODUCT_CODE) and len(head) == 14 and head.isdecimal() and _check_digit_fits(head)


def read(text: str) -> Scan:
    """The fields of a GS1 text. Raises BadScan when it was read in part."""
    plain = next((text.removeprefix(mark) for mark in _MARKS if text.startswith(mark)), text)
    pairs = list(_in_brackets(plain) if plain.startswith("(") else _in_a_row(plain))
    values = dict(pairs)
    if not pairs:
        raise _partly(text)
    if PRODUCT_CODE in values and not _check_digit_fits(values[PRODUCT_CODE]):
        sentence = _("The product code {code} is not read right: its check digit does not fit. Scan again.")
        raise BadScan(sentence.format(code=values[PRODUCT_CODE]))
    day, hour = _expiry(values, text)
    return Scan(
        kind=CodeKind.GS1,
        text=text,
        fields=tuple(ReadField(name, _LABELS.get(name, f"({name})"), value) for name, value in pairs),
        unit=values.get(SERIAL),
        lot=values.get(LOT),
        product_code=values.get(PRODUCT_CODE),
        expires_on=day,
        expires_time=hour,
    )


def _in_brackets(text: str) -> Iterator[tuple[str, str]]:
    for found in _BRACKETED.finditer(text):
        yield found[1], found[2].strip(GROUP_SEPARATOR + " ")


def _in_a_row(text: str) -> Iterator[tuple[str, str]]:
    rest = text.strip(GROUP_SEPARATOR)
    while rest:
        name = rest[: _LONGER.get(rest[:2], 2)]
        body = rest[len(name) :]
        length = _FIXED.get(name[:2])
        value = body[:length] if length is not None else body.split(GROUP_SEPARATOR)[0]
        is_whole = len(value) == length if length is not None else 0 < len(value) <= _LONGEST
        if not name.isdecimal() or not is_whole or GROUP_SEPARATOR in value:
            raise _partly(text)
        yield name, value
        rest = body[len(value) :].removeprefix(GROUP_SEPARATOR)


def _check_digit_fits(digits: str) -> bool:
    """The last digit makes the sum of the others, weighted 3 and 1 from the right, a multiple of ten."""
    if not digits.isdecimal():
        return False
    weighted = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(weighted) % 10 == 0


def _expiry(values: dict[str, str], text: str) -> tuple[date | None, time | None]:
    try:
        if EXPIRY_TIME in values:
            written = values[EXPIRY_TIME]
            return _day(written[:6]), time(int(written[6:8]), int(written[8:10] or 0))
        return (_day(values[EXPIRY]), None) if EXPIRY in values else (None, None)
    except ValueError as error:
        raise _partly(text) from error


def _day(written: str) -> date:
    """A day as YYMMDD; day 00 is the last of its month."""
    if len(written) != 6 or not written.isdecimal():
        raise ValueError(written)
    year, month, day = 2000 + int(written[:2]), int(written[2:4]), int(written[4:])
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _partly(text: str) -> BadScan:
    sentence = _("The code “{code}” was read in part or is no GS1 code. Scan again, or type lot and number twice.")
    return BadScan(sentence.format(code=shown(text)))
