"""Records of every form with odd values: what no person would type and every export has to carry."""

import string
import typing
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Field, MissingReason, Record, fields
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.shape import Kind, Rows, kind_of, rebuild, shape

ODD = (
    "", " ", "=1+1", "+49", "-", "@SUM(A1)", "\t=1", "'", "''=1", "＝1", "\r\n", "two\nlines", "\r", "a\x0bb", "\\x0d",
    "\\", '"', '""', 'say "no"', ",", ";", "NA", "NULL", "true", "007", "1e5", "<b>&amp;", "]]>", "\ufeffx", "\u2028",
    "患者甲", "İ", "e\u0301", "😀", "\u200f", "a'b", "x" * 10_000, " ends in a blank ", "\x7f", "\x85", "␛B;", "%s{0}",
)  # fmt: skip
"""Texts that have broken one program or another."""
texts = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8"), max_size=12)
names = st.text(st.sampled_from(string.ascii_letters + "患者/ '=-\"<&.%"), min_size=1, max_size=6)
zones = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"), timezones=zones)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**12), max_value=10**12)
partial_dates = st.dates(date(1000, 1, 1)).flatmap(lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", str(day)]))
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: texts,
    Kind.INTEGER: st.integers(-(10**9), 10**9),
    Kind.DECIMAL: decimals.map(lambda number: Decimal(format(number, "f"))),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(),
    Kind.DATETIME: moments,
    Kind.PARTIAL_DATE: partial_dates,
    Kind.BYTES: st.binary(max_size=40),
}
Draw = Callable[[st.SearchStrategy[Any]], Any]


def any_value(field: Field) -> st.SearchStrategy[Any]:
    """A value of a field, of its type but not within its range."""
    kind = kind_of(field)
    return st.sampled_from(field.codes) if kind is Kind.CODE else _VALUES[kind]


@st.composite
def any_record(draw: Draw, record_type: type[Record]) -> Record:
    """A record of a form: a field has a value, or a reason for having none, or neither."""
    made, values = shape(record_type), {}
    tops = [name for name in fields(record_type) if draw(st.booleans())]
    for field in made.fields:
        if field.name.partition(".")[0] in tops:
            values[field.name] = draw(any_value(field))
    rows = {row.field.name: draw(_any_rows(row)) for row in made.rows if row.field.name in tops}
    missing = {
        field.name: draw(st.sampled_from(MissingReason))
        for field in fields(record_type).values()
        if field.name not in tops and not field.item.derived and draw(st.booleans())
    }
    return rebuild(record_type, values, rows, missing)


@st.composite
def _any_rows(draw: Draw, rows: Rows) -> dict[str, dict[str, Any]]:
    if rows.numbered:
        keys = [str(place) for place in range(1, draw(st.integers(1, 3)) + 1)]
    else:
        keys = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    return {key: {part.name: draw(any_value(part)) for part in rows.parts if _given(draw, rows, part)} for key in keys}


def _given(draw: Draw, rows: Rows, part: Field) -> bool:
    """Whether a part is given: what a row cannot be without always is."""
    hints = typing.get_type_hints(rows.row_type) if hasattr(rows.row_type, "__struct_fields__") else {}
    optional = type(None) in typing.get_args(hints.get(part.name))
    return not optional or draw(st.booleans())


stamps = st.builds(Stamp, names, st.sampled_from(Role), moments)


@st.composite
def any_kept(draw: Draw, subject: str, form: str = "") -> Kept[Record]:
    """A record of any form as it stands, with signatures."""
    form = form or draw(st.sampled_from(sorted(FORMS)))
    own = form in STUDY_FORMS
    key = Key("" if own else subject, "" if own else draw(names | st.just("")), form, draw(st.integers(0, 99)))
    signatures = st.lists(st.builds(Signature, stamps, st.sampled_from(Meaning), st.booleans()), max_size=2)
    return Kept(key, draw(any_record(FORMS[form])), draw(stamps), "0" * 64, 0, tuple(draw(signatures)))
