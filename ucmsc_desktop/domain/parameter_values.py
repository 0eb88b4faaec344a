"""What a parameter of the protocol is: its name, the values that it takes, and how one is read and written."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lab.names import analyte_named, name_of
from ucmsc_desktop.domain.protocol import HIGHEST, PlannedVisit, Protocol
from ucmsc_desktop.text import N_, _

CHOICES = {
    "first_infusion": N_("first infusion"),
    "screening_pasi": N_("screening PASI"),
    "integer_part": N_("integer part"),
    "nearest": N_("nearest"),
    "total": N_("total"),
    "albumin_corrected": N_("corrected for albumin"),
    "both": N_("both above the upper limit"),
    "either": N_("either above the upper limit"),
    "who": N_("WHO"),
    "china": N_("China"),
    "laboratory": N_("lower limit of the laboratory"),
    "free_list": N_("what is recorded"),
    "named": N_("every marker that is named"),
    "any": N_("any allergy excludes"),
    "judgement": N_("the investigator judges"),
    "calendar": N_("calendar month"),
    "days_30": N_("30 days"),
    "pasi50_with_later_assessment": N_("those with PASI 50 and a later assessment"),
    "pasi50": N_("those with PASI 50"),
    "enforced": N_("enforced"),
    "recorded": N_("only recorded"),
    "observed": N_("left out"),
    "not_improved": N_("counted as not improved"),
    "not_allowed": N_("none"),
    "allowed": N_("any"),
}
"""The words of every choice; a version or a scale is its own word."""
_VISITS, _PANEL = "visits", "eligibility.tumour_panel"


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter. `name` is its path in the protocol, such as `eligibility.sds_rounding` or `visits.W2.late_days`.

    `rules` names the rules of the criteria that it decides.
    """

    name: str
    label: str
    group: str
    unit: str = ""
    visit: str = ""
    rules: tuple[str, ...] = ()

    def title(self, protocol: Protocol) -> str:
        """The label in the language of the screen, with the visit that it belongs to."""
        label = _(self.label)
        if not self.visit:
            return label
        return _("{visit}: {label}").format(visit=protocol.visit_name(self.visit), label=label)

    def criteria(self, protocol: Protocol) -> list[str]:
        """The keys of the criteria that it decides."""
        return [criterion.key for criterion in protocol.criteria if criterion.rule in self.rules]


def kind_of(name: str) -> Any:
    """The type of a parameter's value, as the protocol declares it."""
    part, *_between, field = name.split(".")
    owner = PlannedVisit if part == _VISITS else typing.get_type_hints(Protocol)[part]
    return typing.get_type_hints(owner)[field]


def choices_of(name: str) -> tuple[str, ...]:
    """The values between which a parameter chooses, empty when it is open."""
    kind = kind_of(name)
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


def value_of(protocol: Protocol, name: str) -> Any:
    """The value of a parameter in a protocol. Raises KeyError for a visit that the protocol does not have."""
    part, *between, field = name.split(".")
    owner = protocol.visit(between[0]) if part == _VISITS else getattr(protocol, part)
    return getattr(owner, field)


def in_words(value: Any, unit: str = "") -> str:
    """A parameter's value as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal):
        return text.quantity(value, _(unit))
    if isinstance(value, tuple):
        words = _(", ").join(in_words(part) for part in value)
        return f"{words}{text.NO_BREAK_SPACE}{_(unit)}" if words and unit else words or _("none")
    return _(CHOICES.get(value) or name_of(value))


def with_values(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A protocol's plain values with some parameters replaced. Raises KeyError for a name that is none."""
    found = {part: dict(value) if isinstance(value, dict) else value for part, value in values.items()}
    for name, value in changes.items():
        part, *between, field = name.split(".")
        if part == _VISITS:
            found[part] = [
                {**visit, field: value} if visit["key"] == between[0] else visit for visit in found.get(part, ())
            ]
        else:
            found[part][field] = value
    return found


def read(name: str, label: str, typed: str) -> Any:
    """The value that a typed text stands for. Raises BadValue with a sentence."""
    kind = kind_of(name)
    if typing.get_origin(kind) is not tuple:
        return _one(kind, label, typed.strip())
    inner = typing.get_args(kind)
    found = tuple(_one(inner[0], label, part.strip()) for part in typed.split(",") if part.strip())
    if Ellipsis not in inner and len(found) != len(inner):
        raise BadValue(_("{label}: give {n} values with a comma between them.").format(label=label, n=len(inner)))
    return tuple(map(_code, found)) if name == _PANEL else found


def _code(marker: str) -> str:
    """A marker that the program knows, under whichever name it was typed, by its code; else the site's own name."""
    analyte = analyte_named(marker)
    return analyte.code if analyte is not None else marker


def _one(kind: Any, label: str, typed: str) -> Any:
    if kind is str:
        return typed
    try:
        value = Decimal(typed.replace(text.MINUS, "-"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadValue(_("{label}: “{typed}” is not a number.").format(label=label, typed=typed))
    if value > HIGHEST:
        raise BadValue(_("{label} is above {highest}.").format(label=label, highest=HIGHEST))
    if kind is int and value != value.to_integral_value():
        raise BadValue(_("{label} is a whole number.").format(label=label))
    return int(value) if kind is int else value
