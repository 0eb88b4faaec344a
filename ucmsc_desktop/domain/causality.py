"""Whether an event counts as related to the infusion, by the scale of the protocol."""

from __future__ import annotations

from ucmsc_desktop.domain.protocol import SafetyPart

UNRELATED = ("unrelated", "not related", "unlikely")
"""Levels that no reaction is suspected at, whatever their place in the scale."""


def is_related(relation: str | None, part: SafetyPart) -> bool | None:
    """Whether a level counts as related; None while nobody has judged it.

    The lowest level of the scale in force never does, nor does one that says so by its word. Every other level does,
    also one that an amendment has since taken out of the scale: a doubt counts as related.
    """
    if relation is None:
        return None
    return relation != part.causality_levels[0] and relation.casefold() not in UNRELATED


def levels(part: SafetyPart, relation: str | None) -> tuple[str, ...]:
    """The levels to choose from: the scale in force, and the one that stands where an amendment has changed it."""
    is_old = relation is not None and relation not in part.causality_levels
    return (*part.causality_levels, relation) if is_old and relation is not None else part.causality_levels
