"""What a save of a record adds to what stood before, value by value: a form's group and the groups of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.shape import flat, rows_of
from ucmsc_desktop.domain.story import Step
from ucmsc_desktop.exchange.odm.armour import armoured
from ucmsc_desktop.exchange.odm.oids import Names, RowNames, names
from ucmsc_desktop.exchange.written import written

INSERT, UPDATE, REMOVE, CONTEXT = "Insert", "Update", "Remove", "Context"
Given = dict[str, Any]


class Value(msgspec.Struct, frozen=True):
    """One item: its name, what happens to it, its text (None: it has none) and why it changed."""

    item: str
    transaction: str
    text: str | None = None
    reason: str | None = None


class Group(msgspec.Struct, frozen=True):
    """The items of a form, or those of one of its rows, which has a key and a reason of its own."""

    group: str
    transaction: str
    values: list[Value]
    key: str | None = None
    reason: str | None = None


def groups(step: Step) -> Iterator[Group]:
    """What a save changes, the form's own group first; a first save changes everything that it holds."""
    record = step.record
    if record is None:
        return
    called = names(record.form)
    values = [*_values(called, step, record), *_missing(called, step, record)]
    rows = [group for row in called.rows for group in _rows(row, step, record)]
    if step.reasons:
        values += _other_reasons(step, record.form, {*(value.item for value in values), *(row.group for row in rows)})
    yield Group(called.group, UPDATE if step.before is not None else INSERT, values)
    yield from rows


def _other_reasons(step: Step, form: str, changed: set[str]) -> Iterator[Value]:
    """Reasons that were given beside what changed."""
    said = {oid.partition(f".{form}.")[2].partition(".")[0] for oid in changed}
    for name, reason in step.reasons.items():
        if name not in said:
            yield Value(f"I.{form}.{armoured(name)}", CONTEXT, reason=reason)


def _values(called: Names, step: Step, record: Record) -> Iterator[Value]:
    before = flat(step.before) if step.before is not None else {}
    unknown = step.before.missing if step.before is not None else {}
    for name, value in flat(record).items():
        was, item, top = before.get(name), called.items[name], called.tops[name]
        if value is None:
            if name in record.missing and (was is not None or name not in unknown):
                yield Value(item, INSERT if was is None else UPDATE, None, step.reasons.get(top))
            elif was is not None:
                yield Value(item, REMOVE, None, step.reasons.get(top))
        elif was is None or not _same(was, value):
            yield Value(item, INSERT if was is None else UPDATE, written(value), step.reasons.get(top))


def _same(was: Any, value: Any) -> bool:
    """Whether a value stayed as it was written; equal numbers and times may be written in several ways."""
    return bool(was == value) and (isinstance(value, str | int) or written(was) == written(value))


def _missing(called: Names, step: Step, record: Record) -> Iterator[Value]:
    """Why fields have no value."""
    before = step.before.missing if step.before is not None else {}
    if not before and not record.missing:
        return
    for name, item in called.missing.items():
        was, why = before.get(name), record.missing.get(name)
        if was == why:
            continue
        transaction = REMOVE if why is None else INSERT if was is None else UPDATE
        yield Value(item, transaction, written(why) if why is not None else None, step.reasons.get(name))


def _rows(called: RowNames, step: Step, record: Record) -> Iterator[Group]:
    after: dict[str, Given] = dict(rows_of(record, called.rows))
    before: dict[str, Given] = dict(rows_of(step.before, called.rows)) if step.before is not None else {}
    reason = step.reasons.get(called.field)
    kept = dict.fromkeys(key for key in before if key in after)
    if [*kept, *(key for key in after if key not in before)] != list(after):
        kept = {}  # the order of rows counts: they go and come again in the new one
    for key in before:
        if key not in kept:
            yield Group(called.group, REMOVE, [], key, reason)
    for key, row in after.items():
        was = before[key] if key in kept else {}
        values = list(_parts(called, was, row))
        if key not in kept:
            yield Group(called.group, INSERT, values, key, reason)
        elif values:
            yield Group(called.group, UPDATE, values, key, reason)


def _parts(called: RowNames, before: Given, after: Given) -> Iterator[Value]:
    for name, value in after.items():
        was = before.get(name)
        if value is None:
            if was is not None:
                yield Value(called.parts[name], REMOVE)
        elif not _same(was, value):
            yield Value(called.parts[name], INSERT if was is None else UPDATE, written(value))
