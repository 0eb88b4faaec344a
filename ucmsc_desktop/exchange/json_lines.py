"""Strict reading of one JSON object: numbers stay exact; the unknown, doubled or unreadable is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from ucmsc_desktop.domain.dates import PartialDate, is_partial_date
from ucmsc_desktop.domain.items import Code, pointed
from ucmsc_desktop.text import _

DIGITS_BEFORE_POINT = 20
DIGITS_AFTER_POINT = 30
LONGEST_QUOTE = 40

C = TypeVar("C", bound=Code)

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadInput(ValueError):
    """Something given that is no answer to its field; the message is the sentence for the person."""


class _Number(str):
    """A number as it stands in the JSON text; told apart from a text until its field is read."""

    __slots__ = ()


def read_object(line: bytes) -> dict[str, Any]:
    """The object that a line holds. Raises BadInput."""
    try:
        found = json.loads(
            line.decode("utf-8-sig"),
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_no_number,
            object_pairs_hook=_without_doubles,
        )
    except UnicodeDecodeError as error:
        raise BadInput(_("This line is not UTF-8 (byte {n}).").format(n=error.start + 1)) from error
    except json.JSONDecodeError as error:
        raise BadInput(
            _("This line is not JSON: {reason} (character {n}).").format(reason=error.msg, n=error.pos + 1)
        ) from error
    except RecursionError as error:
        raise BadInput(_("This line is nested too deeply.")) from error
    if not isinstance(found, dict):
        raise BadInput(_("A line holds one JSON object, such as {example}.").format(example='{"baseline":"18.2"}'))
    return found


def _no_number(name: str) -> NoReturn:
    raise BadInput(_("{given} is not a number.").format(given=name))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadInput(_("“{field}” is given twice.").format(field=_cut(name)))
        found[name] = value
    return found


class Given:
    """The fields of one object, read by name; a field that is not known is refused as soon as the object is opened."""

    def __init__(self, values: Any, known: Collection[str], path: str = "") -> None:
        if not isinstance(values, dict):
            raise BadInput(_("“{field}” holds an object with fields.").format(field=path))
        self._values = values
        self._path = path
        for name in values:
            if name not in known:
                raise BadInput(
                    _("“{field}” is not a field here. Known are: {known}.").format(
                        field=_cut(self.name(name)), known=", ".join(known)
                    )
                )

    def name(self, field: str) -> str:
        """A field's name with the names of what it lies in: `head.area`."""
        return f"{self._path}.{field}" if self._path else field

    def has(self, field: str) -> bool:
        """Whether a field is given with something else than null."""
        return self._values.get(field) is not None

    def required(self, *fields: str) -> None:
        """Refuse the object when one of these fields is left out; null counts as given."""
        for field in fields:
            if field not in self._values:
                raise BadInput(
                    _("“{field}” is missing; write null for what was not observed.").format(field=self.name(field))
                )

    def raw(self, field: str) -> Any:
        """A field as it was parsed, None when it is null or left out."""
        return self._values.get(field)

    def number(self, field: str) -> Decimal | None:
        """A number, given as a JSON number or as a text; exact."""
        return exact(self._values.get(field), self.name(field))

    def whole(self, field: str) -> int | None:
        """A number without decimals."""
        value = self.number(field)
        if value is not None and value != value.to_integral_value():
            raise BadInput(_("“{field}” is a whole number.").format(field=self.name(field)))
        return None if value is None else int(value)

    def date(self, field: str) -> date | None:
        """A calendar date, written year-month-day."""
        value = self._values.get(field)
        if value is None:
            return None
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass  # the sentence below says it
        raise BadInput(
            _("“{field}”: {given} is not a date. Write year-month-day, for example 2026-03-28.").format(
                field=self.name(field), given=_shown(value)
            )
        )

    def partial_date(self, field: str) -> PartialDate | None:
        """A date as far as it is known: a year, a year and month, or a full date."""
        value = self._values.get(field)
        if value is None or is_partial_date(value):
            return value
        raise BadInput(
            _("“{field}”: {given} is not a date. Write year, year-month or year-month-day.").format(
                field=self.name(field), given=_shown(value)
            )
        )

    def yes_no(self, field: str) -> bool | None:
        """True or false."""
        value = self._values.get(field)
        if value is None or isinstance(value, bool):
            return value
        raise BadInput(
            _("“{field}”: {given} is neither true nor false.").format(field=self.name(field), given=_shown(value))
        )

    def words(self, field: str) -> str:
        """A text, empty when it is null or left out."""
        value = self._values.get(field)
        if isinstance(value, str) and not isinstance(value, _Number):
            return value
        if value is None:
            return ""
        raise BadInput(_("“{field}”: {given} is not a text.").format(field=self.name(field), given=_shown(value)))

    def object(self, field: str, known: Collection[str]) -> Given:
        """The object that a field holds, empty when it is null or left out."""
        value = self._values.get(field)
        return Given({} if value is None else value, known, self.name(field))

    def objects(self, field: str, known: Collection[str]) -> list[Given]:
        """The objects of a list, empty when it is null or left out."""
        value = self._values.get(field)
        if value is None:
            return []
        if not isinstance(value, list):
            raise BadInput(_("“{field}” is a list.").format(field=self.name(field)))
        return [Given(each, known, f"{self.name(field)}.{place}") for place, each in enumerate(value, 1)]

    def given(self) -> list[str]:
        """The names of the fields that hold something."""
        return [name for name, value in self._values.items() if value is not None]

    def code(self, field: str, kind: type[C]) -> C | None:
        """One of a few coded words."""
        value = self._values.get(field)
        if value is None:
            return None
        for code in kind:
            if isinstance(value, str) and value == code.value:
                return code
        codes = ", ".join(code.value for code in kind)
        raise BadInput(
            _("“{field}”: {given} is not one of {codes}.").format(
                field=self.name(field), given=_shown(value), codes=codes
            )
        )


def exact(value: Any, name: str) -> Decimal | None:
    """The exact decimal that a parsed value stands for, None for null. Raises BadInput."""
    if value is None:
        return None
    written = value.strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(written):
        if isinstance(value, str) and _NUMBER.fullmatch(written.replace(",", ".", 1)):
            raise BadInput(
                _("“{field}”: write {point}, with a point and no comma.").format(field=name, point=pointed(written))
            )
        raise BadInput(_("“{field}”: {given} is not a number.").format(field=name, given=_shown(value)))
    number = Decimal(written)
    exponent = number.as_tuple().exponent
    if number.adjusted() >= DIGITS_BEFORE_POINT or not isinstance(exponent, int) or exponent < -DIGITS_AFTER_POINT:
        raise BadInput(
            _("“{field}” is out of reach: at most {before} digits before the point and {after} after it.").format(
                field=name, before=DIGITS_BEFORE_POINT, after=DIGITS_AFTER_POINT
            )
        )
    return number


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, bool):
        return str(value).lower()
    return _cut(str(value)) if isinstance(value, _Number) else f"“{_cut(str(value))}”"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
