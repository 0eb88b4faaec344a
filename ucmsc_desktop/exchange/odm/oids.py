"""The names under which ODM knows visits, forms, items and people: made here, and read back here."""

from __future__ import annotations

import functools

import msgspec

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.shape import Rows, shape
from ucmsc_desktop.exchange.odm.armour import armoured, name_of, named, plain

NAMESPACE = "http://www.cdisc.org/ns/odm/v1.3"
SITE = "L.SITE"
MISSING = "missing"
"""The last word in the name of the item that says why another one has no value."""
PROTOCOL_GROUP, PROTOCOL_BODY = "IG.PROTOCOL", "I.PROTOCOL.body"
MISSING_CODES = "CL.MissingReason"
_PRACTICE = ".practice"


def study_oid(code: str, *, practice: bool) -> str:
    """The study; a practice study is never taken for the real one."""
    return f"ST.{armoured(code)}{_PRACTICE if practice else ''}"


def study_of(oid: str) -> tuple[str, bool]:
    """The code of a study and whether it is for practice."""
    return plain(oid.removeprefix("ST.").removesuffix(_PRACTICE)), oid.endswith(_PRACTICE)


def event_oid(visit: str) -> str:
    """A visit, or what belongs to none."""
    return f"SE.{armoured(visit)}" if visit else "SE"


def visit_of(oid: str) -> str:
    """The key of the visit that an event stands for."""
    return plain(oid.removeprefix("SE").removeprefix("."))


def subject_key(subject: str) -> str:
    """A participant by their code."""
    return armoured(subject)


def user_oid(user: str, role: Role) -> str:
    """A person in one of their roles: ODM has no other place for the role in which somebody acted."""
    return f"U.{role.value}.{armoured(user)}"


def signature_oid(meaning: Meaning) -> str:
    """What a signature says."""
    return f"SD.{meaning.value}"


def form_oid(form: str) -> str:
    """A form."""
    return f"F.{form}"


def group_key(number: int, row: str | None = None) -> str:
    """The key of a group of the study's own records, which no form holds: the record's number and the row's key."""
    return str(number) if row is None else f"{number}/{named(row)}"


def group_place(key: str) -> tuple[int, str | None]:
    """The record's number and the row's key in the key of a group. Raises ValueError."""
    number, slash, row = key.partition("/")
    if str(int(number)) != number:
        raise ValueError(number)
    return int(number), name_of(row) if slash else None


class RowNames(msgspec.Struct, frozen=True):
    """The names of rows: their group, and each part's item."""

    rows: Rows
    group: str
    parts: dict[str, str]

    @property
    def field(self) -> str:
        """The field that holds the rows."""
        return self.rows.field.name


class Names(msgspec.Struct, frozen=True):
    """The names of a form: its group, the items by field, those that say why a field is missing, and its rows.

    `tops` names the field to which each plain one belongs: itself, or the one in which it lies.
    """

    group: str
    items: dict[str, str]
    tops: dict[str, str]
    missing: dict[str, str]
    rows: tuple[RowNames, ...]


@functools.cache
def names(form: str) -> Names:
    """How ODM names what a form holds."""
    shaped = shape(FORMS[form])
    item, group = f"I.{form}.", f"IG.{form}"
    tops = {field.name: field.name.partition(".")[0] for field in shaped.fields}
    held = dict.fromkeys((*tops.values(), *(rows.field.name for rows in shaped.rows)))
    return Names(
        group,
        {name: item + name for name in tops},
        tops,
        {name: f"{item}{name}.{MISSING}" for name in held},
        tuple(_row_names(rows, item, group) for rows in shaped.rows),
    )


def _row_names(rows: Rows, item: str, group: str) -> RowNames:
    held = rows.field.name
    return RowNames(rows, f"{group}.{held}", {part.name: f"{item}{held}.{part.name}" for part in rows.parts})
