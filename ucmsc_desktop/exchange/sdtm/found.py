"""A row that was found for a dataset, and what stands beside it: qualifiers of the domain and a comment."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.cdisc import COMMENTS, Target, annotation
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Code, Field, MissingReason, Record
from ucmsc_desktop.domain.shape import flat, shape
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import Row, Value
from ucmsc_desktop.exchange.written import written

NOT_DONE = "NOT DONE"
QUALIFIERS = "SUPP"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A row without the study's and the participant's identifiers.

    `at` is its moment, `beside` holds supplemental qualifiers by name, `comment` a free text.
    """

    values: Row
    at: str | date | datetime | None = None
    beside: dict[str, str] = {}
    comment: str = ""


@functools.cache
def places(form: str) -> tuple[tuple[Field, Target], ...]:
    """Every plain field of a form that goes somewhere, with its place, in the order of paper."""
    fields = shape(FORMS[form]).fields
    return tuple((field, target) for field in fields for target in annotation(form, field) if target.is_submitted)


def tested(record: Record, domain: str) -> Iterator[tuple[Target, Field, Any, MissingReason | None]]:
    """The results of a record in a domain: their place, field, value, and why there is none."""
    values = flat(record)
    for field, target in places(record.form):
        if target.domain == domain and target.testcd:
            yield target, field, values[field.name], record.missing.get(field.name)


def beside(record: Record, domain: str, only: str | tuple[str, ...] = "") -> dict[str, str]:
    """The supplemental qualifiers that a record has in a domain; `only` those of fields that begin so."""
    values = flat(record)
    return {
        target.testcd: said(values[field.name])
        for field, target in places(record.form)
        if target.domain == QUALIFIERS + domain and field.name.startswith(only) and values[field.name] is not None
    }


def comment(record: Record, domain: str) -> str:
    """The free text that a record has about its rows in a domain."""
    values, about = flat(record), f"RDOMAIN = {domain}"
    found = (field.name for field, target in places(record.form) if (target.domain, target.where) == (COMMENTS, about))
    return "\n".join(str(values[name]) for name in found if values[name])


def said(value: Any) -> str:
    """A value as a qualifier or as an original result: yes and no as Y and N, codes by their value."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return written(value)


def moment(value: str | date | datetime | None) -> str | None:
    """A date or a time in ISO 8601, as far as it is known."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else written(value) or None


def result(domain: str, original: str | None, number: Decimal | int | None = None, unit: str = "") -> Row:
    """A result as it was collected, which is its standard form too; its number where it is one."""
    return {
        f"{domain}ORRES": original,
        f"{domain}ORRESU": (unit or None) if original is not None else None,
        f"{domain}STRESC": original,
        f"{domain}STRESN": number,
        f"{domain}STRESU": (unit or None) if original is not None else None,
    }


def not_done(domain: str, why: MissingReason | None) -> Row:
    """A result that was asked for and not obtained."""
    return {f"{domain}STAT": NOT_DONE, f"{domain}REASND": why.label if why is not None else None}


def collected(domain: str, who: Person, visit: str, at: str | date | datetime | None) -> Row:
    """Visit, moment, day of study and part of the trial of a result."""
    return {
        **who.at_visit(visit),
        f"{domain}DTC": moment(at),
        f"{domain}DY": who.day(at),
        "EPOCH": who.epoch(at),
    }


def flagged(found: Iterable[Found], domain: str, who: Person) -> list[Found]:
    """Rows with a flag on the last result of each test before the first infusion."""
    rows = list(found)
    last: dict[Value, tuple[str, int]] = {}
    for place, row in enumerate(rows):
        test, when = row.values[f"{domain}TESTCD"], moment(row.at) or ""
        has_result = row.values.get(f"{domain}STRESC") is not None
        if has_result and _leads_up(who, row.at) and (when, place) >= last.get(test, ("", -1)):
            last[test] = (when, place)
    flags = {place for _when, place in last.values()}
    return [
        msgspec.structs.replace(row, values=row.values | {f"{domain}LOBXFL": "Y"}) if place in flags else row
        for place, row in enumerate(rows)
    ]


def _leads_up(who: Person, at: str | date | datetime | None) -> bool:
    """Whether a result was there when the first infusion began; one of its day without a time was."""
    if isinstance(at, datetime) and isinstance(who.started, datetime):
        return who.is_before(at)
    return who.is_before(at) or (who.day(at) == 1)


def reference(kept: Kept[Record]) -> str:
    """What names a record among those of its form: its visit and number."""
    return "-".join(filter(None, (kept.key.visit, str(kept.key.number or 1))))


def coded(value: Code | None, words: dict[Any, str]) -> str | None:
    """The submission value of a coded answer."""
    return words[value] if value is not None else None
