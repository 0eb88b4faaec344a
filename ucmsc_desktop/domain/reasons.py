"""Which changes of a record need a reason that nobody has given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ucmsc_desktop.domain.items import Field, Record, changed


def unexplained(
    before: Record, after: Record, reasons: Mapping[str, str], altered: Sequence[Field] | None = None
) -> list[Field]:
    """The fields that had a value, or a reason for none, and change without a reason; `altered` when it is known."""
    return [
        field
        for field in (changed(before, after) if altered is None else altered)
        if _had_something(before, after, field) and not reasons.get(field.name, "").strip()
    ]


def _had_something(before: Record, after: Record, field: Field) -> bool:
    value = getattr(before, field.name)
    if isinstance(value, dict):
        # An answer that is added to others changes none of them.
        return any(getattr(after, field.name).get(key) != given for key, given in value.items())
    return field.name in before.missing or value is not None
