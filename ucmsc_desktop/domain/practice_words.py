"""What everything that leaves the practice study says."""

from __future__ import annotations

from ucmsc_desktop.text import _


def practice_words() -> str:
    """That nobody in it is real."""
    return _("PRACTICE STUDY – no real participants")
