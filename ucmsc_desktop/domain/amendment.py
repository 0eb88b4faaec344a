"""What a signed amendment of the protocol says: which parameters change, and whose verdict differs by it."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.text import _


class ParameterChange(msgspec.Struct, frozen=True):
    """One parameter that an amendment changes, its old and its new value in words."""

    name: str
    label: str
    old: str
    new: str


class Difference(msgspec.Struct, frozen=True):
    """A participant whose verdict an amendment changes, both in a sentence; `enrolled` or still a candidate."""

    subject: str
    enrolled: bool
    old: str
    new: str


def change_words(change: ParameterChange) -> str:
    """One parameter from what to what."""
    return _("{label}: from {old} to {new}").format(label=change.label, old=change.old, new=change.new)
