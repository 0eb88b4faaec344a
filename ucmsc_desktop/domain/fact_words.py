"""Facts as evidence: each with the label of its field, its value in words, and its name, which is its link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.findings import Fact
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Code, Field, Record, described, fields, show
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.therapies import Therapies, Therapy
from ucmsc_desktop.domain.zung import Sas, Sds
from ucmsc_desktop.text import N_, _

PASI = (PasiAssessment.form, "total_tenths")
BODY_SURFACE = (PasiAssessment.form, "bsa_pct")
SAS = (Sas.form, "standard")
SDS = (Sds.form, "standard")
# What a form computes has no label that stands alone.
_COMPUTED = {
    PASI: N_("PASI"),
    BODY_SURFACE: N_("Body surface area"),
    SAS: N_("SAS standard score"),
    SDS: N_("SDS standard score"),
}
_LIMITS = {".uln": N_("{analyte}, upper limit"), ".lln": N_("{analyte}, lower limit")}
RESULTS, THERAPIES, ANSWERS, EVIDENCE = "results.", "therapies.", "answers.", "evidence."


def fact(form: str, field: str, words: str = "") -> Fact:
    """A fact under the label of its field; without words it is open."""
    return Fact(form, field, field_label(form, field), words)


def recorded(record_type: type[Record], record: Record | None, name: str) -> tuple[Any, Fact]:
    """A field's value, None while it is open, and the fact: its words are the value, or why there is none."""
    described = fields(record_type)[name]
    value = getattr(record, name) if record is not None else None
    if value is None and record is not None and name in record.missing:
        return None, Fact(record_type.form, name, described.label, _(record.missing[name].label))
    return value, Fact(record_type.form, name, described.label, show(described, value))


def label_of(name: str) -> str:
    """The label of a fact by its name, such as `LAB.results.CA`."""
    form, _dot, field = name.partition(".")
    return field_label(form, field)


def field_label(form: str, field: str) -> str:
    """The label of a field, of a row in it, or of what the form computes."""
    if (form, field) in _COMPUTED:
        return _(_COMPUTED[form, field])
    if form == LabPanel.form and field.startswith(RESULTS):
        return _result_label(field.removeprefix(RESULTS))
    if form == Therapies.form and field.startswith(THERAPIES):
        return _therapy_label(*field.removeprefix(THERAPIES).partition(".")[::2])
    if form == Screening.form and field.startswith(ANSWERS):
        return _("Answer to {key}").format(key=field.removeprefix(ANSWERS))
    if form == Screening.form and field.startswith(EVIDENCE):
        return _("Reason for {key}").format(key=field.removeprefix(EVIDENCE))
    described = fields(FORMS[form]).get(field.partition(".")[0]) if form in FORMS else None
    return described.label if described else field


def _therapy_label(number: str, name: str) -> str:
    row = _("Treatment {number}").format(number=number)
    return _("{row}: {field}").format(row=row, field=described(Therapy)[name].label) if name else row


def row_name(form: str, field: str, key: str) -> str:
    """What a row of a field is called beside the field's label: the analyte, the fact behind a verdict, or its key."""
    if (form, field) == (Screening.form, "facts"):
        return label_of(key)
    return name_of(key) if form == LabPanel.form else key


def _result_label(row: str) -> str:
    for end, label in _LIMITS.items():
        if row.endswith(end):
            return _(label).format(analyte=name_of(row.removesuffix(end)))
    return name_of(row)


def row_words(row: Any, other: Any = None) -> str:
    """A row of a field as it changed from or to another one: its words, and every part of it that they do not tell."""
    if row is None:
        return _("blank")
    if isinstance(row, Code):
        return _(row.label)
    if not isinstance(row, msgspec.Struct):
        return str(row)
    words = "" if type(row).__str__ is object.__str__ else str(row)
    parts = [
        _("{label}: {value}").format(label=field.label, value=show(field, getattr(row, field.name)) or _("blank"))
        for field in _untold(row, other, words)
    ]
    return _(", ").join([*filter(None, [words]), *parts])


def _untold(row: msgspec.Struct, other: Any, words: str) -> Iterator[Field]:
    """The parts that differ from the other row, or from an empty one, and change nothing in the words."""
    empty = {part.name: part.default for part in msgspec.structs.fields(row)}
    for name, field in described(type(row)).items():
        value, usual = getattr(row, name), empty[name] if other is None else getattr(other, name)
        if not words:
            if value != empty[name]:
                yield field
        elif (
            usual is not msgspec.NODEFAULT
            and value != usual
            and str(msgspec.structs.replace(row, **{name: usual})) == words
        ):
            yield field
