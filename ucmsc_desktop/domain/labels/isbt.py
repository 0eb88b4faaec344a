"""ISBT 128 data structures. Each begins with two characters that name it; every field is kept as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ucmsc_desktop.domain.labels.scan import CodeKind, ReadField, Scan
from ucmsc_desktop.text import N_

_DONATION, _PRODUCT = "=", "=<"
_KNOWN = {
    "=%": (4, N_("Blood group")),
    _PRODUCT: (8, N_("Product code")),
    "=>": (6, N_("Expires")),
    "&>": (10, N_("Expires at")),
    "=*": (6, N_("Collected")),
    "&*": (10, N_("Collected at")),
    "=}": (6, N_("Made on")),
    "&}": (10, N_("Made at")),
    "=+": (5, N_("Several fields in one code")),
}
_DONATION_FIELD = re.compile(r"=([A-NP-Z1-9][A-Z0-9]{14})", re.ASCII)
_ANY = re.compile(r"[=&]\S+", re.ASCII)


def is_isbt(text: str) -> bool:
    """Whether a text begins as every ISBT 128 structure does."""
    return _ANY.match(text) is not None


def read(text: str) -> Scan:
    """The fields of an ISBT 128 text; what is not known is kept whole under its own two characters."""
    fields = tuple(_pieces(text))
    values = {field.identifier: field.value for field in fields}
    return Scan(
        kind=CodeKind.ISBT,
        text=text,
        fields=fields,
        unit=values.get(_DONATION),
        product_code=values.get(_PRODUCT),
    )


def _pieces(text: str) -> Iterator[ReadField]:
    rest = text
    while rest:
        donation = _DONATION_FIELD.match(rest)
        if donation is not None:
            yield ReadField(_DONATION, N_("Donation number"), donation[1])
            rest = rest[donation.end() :]
            continue
        name = rest[:2]
        length, label = _KNOWN.get(name, (len(rest), name))
        yield ReadField(name, label, rest[2 : 2 + length])
        rest = rest[2 + length :]
