"""A laboratory result in another unit, and its flag, as a question of one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lab.analytes import Analyte
from ucmsc_desktop.domain.lab.flags import flag
from ucmsc_desktop.domain.lab.names import (
    analyte_named,
    ionised_refused,
    is_ionised,
    not_its_unit,
    unit_named,
)
from ucmsc_desktop.domain.lab.reading import read_value
from ucmsc_desktop.domain.lab.results import LabResult, Qualifier, limit_faults
from ucmsc_desktop.domain.lab.units import converted, converted_words
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange.json_lines import BadInput, Given
from ucmsc_desktop.exchange.plain import quotient
from ucmsc_desktop.text import _


def convert(values: Mapping[str, Any], _protocol: Protocol) -> dict[str, Any]:
    """A result of an analyte in another of its units; the original comes back with it."""
    given = Given(values, ("analyte", "value", "unit", "to", "lln", "uln"))
    given.required("analyte", "value", "unit")
    analyte = _analyte(given)
    qualifier, value = reported(given)
    if value is None:
        raise BadInput(_("“value” is missing: there is nothing to convert."))
    lln, uln = given.number("lln"), given.number("uln")
    for fault in limit_faults(lln, uln):
        raise BadInput(fault)
    unit = _unit(given, analyte, "unit")
    result = LabResult(value=value, qualifier=qualifier, unit=unit, lln=lln, uln=uln, confirmed=True)
    to = _unit(given, analyte, "to") if given.has("to") else analyte.units[0].name
    exact, flagged = converted(analyte, value, unit, to), flag(result)
    return {
        "analyte": analyte.code,
        "given": str(result).replace("\u00a0", " "),
        "value": f"{qualifier or ''}{quotient(exact)}",
        "exact": _fraction(exact),
        "text": converted_words(analyte, result, to).replace("\u00a0", " "),
        "lln": _limit(analyte, lln, unit, to),
        "uln": _limit(analyte, uln, unit, to),
        "flag": flagged.value if flagged is not None else None,
    }


def _text(given: Given, field: str) -> str:
    value = given.raw(field)
    if not isinstance(value, str):
        raise BadInput(_("“{field}” is a text.").format(field=field))
    return value


def _analyte(given: Given) -> Analyte:
    name = _text(given, "analyte")
    if is_ionised(name):
        raise BadInput(ionised_refused())
    analyte = analyte_named(name)
    if analyte is None or not analyte.units:
        raise BadInput(_("“{name}” is no analyte with units that is known here.").format(name=name))
    return analyte


def _unit(given: Given, analyte: Analyte, field: str) -> str:
    unit = unit_named(analyte, _text(given, field))
    if unit is None:
        raise BadInput(not_its_unit(analyte, _text(given, field)))
    return unit.name


def reported(given: Given) -> tuple[Qualifier | None, Decimal | None]:
    """The field “value” as a report has it, a number or a text such as `<0.1`; None when it is null or left out."""
    written = given.raw("value")
    if not isinstance(written, str):
        return None, given.number("value")
    try:
        return read_value(written)
    except BadValue as error:
        raise BadInput(_("“{field}”: {reason}").format(field=given.name("value"), reason=error)) from error


def _limit(analyte: Analyte, limit: Decimal | None, unit: str, to: str) -> str | None:
    return quotient(converted(analyte, limit, unit, to)) if limit is not None else None


def _fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
