"""What the code on a bag's label says, as a scanner reads it: GS1 element strings, ISBT 128, or a plain number."""

from __future__ import annotations

from datetime import date, time

import msgspec

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_, _

GROUP_SEPARATOR = "\x1d"
SEPARATOR_SHOWN = "¦"
_SEPARATORS = (SEPARATOR_SHOWN, "␝", "<GS>", "<FNC1>", "{GS}", "^]")
"""How keyboards and scanner settings write the separator that a text field cannot hold."""


class BadScan(ValueError):
    """A code that was read in part or is not what it claims to be; the message is the sentence for the person."""


class CodeKind(Code):
    """How the text of a code is built."""

    GS1 = ("gs1", N_("GS1 code"))
    ISBT = ("isbt", N_("ISBT 128 code"))
    PLAIN = ("plain", N_("plain code"))


class ReadField(msgspec.Struct, frozen=True):
    """One field of a code: its identifier, what that stands for, and its value as it was read."""

    identifier: str
    label: str
    value: str


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """A code with the fields that were read from it; what it does not say is None."""

    kind: CodeKind
    text: str
    fields: tuple[ReadField, ...] = ()
    unit: str | None = None
    lot: str | None = None
    product_code: str | None = None
    expires_on: date | None = None
    expires_time: time | None = None
    """By the clock of the site; a code mostly names the day alone."""

    def words(self) -> str:
        """The fields in one line, for a person to compare with the label."""
        return _(" · ").join(f"{_(field.label)} {field.value}" for field in self.fields)


def shown(text: str) -> str:
    """The text of a code with its separators made visible."""
    return text.replace(GROUP_SEPARATOR, SEPARATOR_SHOWN)


def normal(text: str) -> str:
    """The text of a code with its separators as the symbology has them, however they were typed."""
    for written in _SEPARATORS:
        text = text.replace(written, GROUP_SEPARATOR)
    return text.strip(" \r\n\t")
