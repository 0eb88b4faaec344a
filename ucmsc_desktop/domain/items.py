"""What the field of a case report form knows about itself, and the checks and readings that follow from it."""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ClassVar, Self

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.dates import PartialDate, earliest, is_partial_date, latest
from ucmsc_desktop.text import N_, _

_GROUPED = re.compile(r"\D*[1-9]\d{0,2},\d{3}\D*", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,2})?", re.IGNORECASE)


class Code(str, Enum):
    """A coded answer: its value is stored, its label is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    def __str__(self) -> str:
        return str(self.value)


class MissingReason(Code):
    """Why a value was not observed."""

    NOT_DONE = ("not_done", N_("not done"))
    NOT_KNOWN = ("not_known", N_("not known"))
    REFUSED = ("refused", N_("participant refused"))
    MISSED_VISIT = ("missed_visit", N_("visit missed"))
    LOST = ("lost_to_follow_up", N_("lost to follow-up"))
    WITHDRAWN = ("withdrawn", N_("withdrawn"))
    BLANK = ("blank_in_source", N_("blank in the source"))


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """The one description of a field: label, unit, inclusive range, decimals, CDISC name, and who fills it in.

    `spoken`: a text that is mostly one of the program's or the protocol's own words, and is shown translated.
    """

    label: str
    unit: str = ""
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    decimals: int = 0
    cdisc: str = ""
    required: bool = True
    derived: bool = False
    multiline: bool = False
    spoken: bool = False


class Field(msgspec.Struct, frozen=True):
    """A record's field: its name, its Item and the type of its value."""

    name: str
    item: Item
    kind: Any

    @property
    def label(self) -> str:
        """The label in the language of the screen."""
        return _(self.item.label)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The coded answers that the field allows, empty for an open field."""
        return tuple(self.kind) if isinstance(self.kind, type) and issubclass(self.kind, Code) else ()


class Problem(msgspec.Struct, frozen=True):
    """A sentence about one field that cannot stand as it is."""

    field: str
    sentence: str


class BadValue(ValueError):
    """A text that is not a value of its field; the message is the sentence for the person."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One case report form, filled in. A field that was not observed is None, with a reason in `missing`."""

    form: ClassVar[str]
    title: ClassVar[str]
    version: ClassVar[int] = 1

    missing: dict[str, MissingReason] = {}

    def derived(self) -> Self:
        """The same record with every derived field computed afresh from the observed ones."""
        return self

    def succeeding(self, before: Record, *, signed: bool) -> Self:
        """The record as it is kept when it replaces another, which was `signed` or not."""
        del before, signed
        return self

    def faults(self) -> list[Problem]:
        """What keeps the record from being stored beyond each field's own range, such as a row that cannot be."""
        return []

    def contradictions(self) -> list[Problem]:
        """Entries that are each possible and together are not: queries, never silent corrections."""
        return []


@functools.cache
def described(holder: type) -> Mapping[str, Field]:
    """The described fields of a record, or of a value or row within one, in their order on paper."""
    hints = typing.get_type_hints(holder, include_extras=True)
    found = {}
    for name, hint in hints.items():
        if typing.get_origin(hint) is Annotated:
            plain, *notes = typing.get_args(hint)
            item = next((note for note in notes if isinstance(note, Item)), None)
            if item is not None:
                found[name] = Field(name, item, _without_none(plain))
    return types.MappingProxyType(found)


def fields(record_type: type[Record]) -> Mapping[str, Field]:
    """The described fields of a record type, in their order on paper."""
    return described(record_type)


def _without_none(hint: Any) -> Any:
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    is_union = typing.get_origin(hint) in (types.UnionType, typing.Union)
    return options[0] if is_union and len(options) == 1 else hint


def entries(record: Record) -> Iterator[tuple[Field, Any]]:
    """Each described field with its value."""
    for name, field in fields(type(record)).items():
        yield field, getattr(record, name)


def blanks(record: Record) -> list[Field]:
    """Required fields that have neither a value nor a reason for having none."""
    return [
        field
        for field, value in entries(record)
        if value is None and field.item.required and not field.item.derived and field.name not in record.missing
    ]


def problems(record: Record) -> list[Problem]:
    """What keeps a record from being stored: values out of range, of the wrong kind, or both given and missing."""
    found = []
    for field, value in entries(record):
        sentence = _wrong(field, value) if value is not None else ""
        if value is not None and field.name in record.missing:
            sentence = _("{label} has a value and a reason for having none.").format(label=field.label)
        if sentence:
            found.append(Problem(field.name, sentence))
    known = fields(type(record))
    found += [
        Problem(name, _("{name} is not a field of this form.").format(name=name))
        for name in record.missing
        if name not in known
    ]
    return found or record.faults()


def _wrong(field: Field, value: Any) -> str:
    kind, item = field.kind, field.item
    if kind is PartialDate:
        if is_partial_date(value):
            return ""
        sentence = _("{label}: this is not a date. Write 2026, 2026-03 or 2026-03-28.")
        return sentence.format(label=field.label)
    if _holds_others(kind):
        return ""
    if type(value) is not kind:
        return _("{label}: this is not the right kind of value.").format(label=field.label)
    if isinstance(value, datetime) and value.tzinfo is None:
        return _("{label}: the time has no zone.").format(label=field.label)
    if kind in (int, Decimal):
        return _out_of_range(field, value) or _too_fine(item, field, value)
    return ""


@functools.cache
def _holds_others(kind: Any) -> bool:
    """Whether a kind is a collection, whose rows their record checks."""
    return typing.get_origin(kind) is not None


def _out_of_range(field: Field, value: Decimal | int) -> str:
    low, high = field.item.low, field.item.high
    if isinstance(value, Decimal) and not value.is_finite():
        return _("{label}: this is not a number.").format(label=field.label)
    if (low is not None and value < low) or (high is not None and value > high):
        return _("{label} must be {range}.").format(label=field.label, range=range_text(field.item))
    return ""


def _too_fine(item: Item, field: Field, value: Decimal | int) -> str:
    if isinstance(value, int) or decimal_places(value) <= item.decimals:
        return ""
    if item.decimals == 0:
        return _("{label} is a whole number.").format(label=field.label)
    return text.ngettext("{label} has at most {n} decimal.", "{label} has at most {n} decimals.", item.decimals).format(
        label=field.label, n=item.decimals
    )


def decimal_places(value: Decimal) -> int:
    """How many decimals a finite number needs, zeros at its end not counted; exact for a number of any size."""
    _sign, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return 0
    zeros = next(place for place, digit in enumerate(reversed(digits)) if digit)
    return max(-exponent - zeros, 0)


def range_text(item: Item) -> str:
    """The allowed range in words, with its unit."""
    low = text.number_text(item.low) if item.low is not None else ""
    high = text.quantity(item.high, item.unit) if item.high is not None else ""
    if low and high:
        return _("{low} to {high}").format(low=low, high=high)
    if item.low is not None:
        return _("at least {low}").format(low=text.quantity(item.low, item.unit))
    return _("at most {high}").format(high=high)


def parse(field: Field, typed: str) -> Any:
    """The value that a typed text stands for, None when it is empty. Raises BadValue with a sentence."""
    typed = typed.strip()
    if not typed:
        return None
    value = _read(field, typed)
    sentence = _wrong(field, value)
    if sentence:
        raise BadValue(sentence)
    return value


def _read(field: Field, typed: str) -> Any:
    kind = field.kind
    if kind is PartialDate or kind is str:
        return typed
    if kind in (int, Decimal):
        return _number(field, typed)
    if kind is bool or field.codes:
        return _answer(field, typed)
    return _moment(field, typed)


def _moment(field: Field, typed: str) -> date | datetime:
    if field.kind is datetime:
        try:
            return datetime.fromisoformat(typed)
        except ValueError:
            sentence = _("{label}: “{typed}” is not a date and time, for example 2026-03-28 10:42.")
    else:
        # date.fromisoformat takes weeks too (2026-W13-6), which nobody means to write here.
        if len(typed) == len("2026-03-28") and is_partial_date(typed):
            return earliest(PartialDate(typed))
        sentence = _("{label}: “{typed}” is not a date. Write year-month-day, for example 2026-03-28.")
    raise BadValue(sentence.format(label=field.label, typed=typed))


def pointed(typed: str) -> str:
    """A number with commas as it is to be written, quoted: both ways where a comma may group or divide (`75,000`)."""
    whole, plain = typed.replace(",", ""), typed.replace(",", ".")
    if typed.count(",") > 1:
        return _("“{number}”").format(number=whole)
    if _GROUPED.fullmatch(typed):
        return _("“{whole}” or “{decimal}”").format(whole=whole, decimal=plain)
    return _("“{number}”").format(number=plain)


def _number(field: Field, typed: str) -> Decimal | int:
    if "," in typed:
        raise BadValue(
            _("{label}: write {point}, with a point and no comma.").format(label=field.label, point=pointed(typed))
        )
    plain = typed.replace(text.MINUS, "-").removesuffix(_(field.item.unit)).rstrip()
    if not _NUMBER.fullmatch(plain):
        raise BadValue(_("{label}: “{typed}” is not a number.").format(label=field.label, typed=typed))
    number = Decimal(format(Decimal(plain), "f"))
    if field.kind is Decimal:
        return number
    if number != number.to_integral_value():
        raise BadValue(_("{label} is a whole number.").format(label=field.label))
    return int(number)


def _answer(field: Field, typed: str) -> Code | bool:
    if field.kind is bool and typed.casefold() in (_("yes"), _("no")):
        return typed.casefold() == _("yes")
    for code in field.codes:
        if typed.casefold() in (code.value.casefold(), _(code.label).casefold()):
            return code
    raise BadValue(_("{label}: “{typed}” is not one of its answers.").format(label=field.label, typed=typed))


def show(field: Field, value: Any) -> str:
    """A value as a person reads it, with its unit; an empty text for None."""
    if value is None:
        return ""
    if isinstance(value, Code):
        return _(value.label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return text.datetime_text(value)
    if isinstance(value, date):
        return text.date_text(value)
    if isinstance(value, int | Decimal):
        return text.quantity(value, _(field.item.unit))
    if isinstance(value, dict):
        return _(", ").join(f"{key}: {show(field, answer)}" for key, answer in value.items())
    if field.item.spoken:
        return _(str(value))
    if field.kind is PartialDate and earliest(value) == latest(value):
        return text.date_text(earliest(value))
    return str(value)


def show_entry(record: Record, name: str) -> str:
    """A field of a record as a person reads it; what is missing says why, what is blank says so."""
    field = fields(type(record))[name]
    value = getattr(record, name)
    if value is None and name in record.missing:
        return _(record.missing[name].label)
    return show(field, value) if value is not None else _("blank")


def changed(old: Record, new: Record) -> list[Field]:
    """The described fields whose value, or whose reason for missing, differs; derived fields are left out."""
    return [
        field
        for field, value in entries(new)
        if not field.item.derived
        and (value != getattr(old, field.name) or old.missing.get(field.name) != new.missing.get(field.name))
    ]
