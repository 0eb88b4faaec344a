"""Text that XML can hold: a character that XML forbids goes as an escape, which reading takes back."""

from __future__ import annotations

import re

ESCAPE = "\u241b"
"""Stands before the code of a forbidden character (`␛B;` is U+000B), twice for itself, alone for an empty name."""
_ARMOURED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|" + ESCAPE)
_ESCAPED = re.compile(f"{ESCAPE}(?:({ESCAPE})|([0-9A-F]{{1,4}});)")


def armoured(text: str) -> str:
    """A text as XML can hold it."""
    if text.isprintable() and ESCAPE not in text:
        return text
    return _ARMOURED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return ESCAPE * 2 if found[0] == ESCAPE else f"{ESCAPE}{ord(found[0]):X};"


def plain(text: str) -> str:
    """The text that `armoured` was given."""
    if ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda found: found[1] or chr(int(found[2], 16)), text)


def named(key: str) -> str:
    """A key as an attribute that must not be empty can hold it."""
    return armoured(key) or ESCAPE


def name_of(key: str) -> str:
    """The key that `named` was given."""
    return "" if key == ESCAPE else plain(key)
