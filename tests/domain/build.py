"""Records for the tests: kept ones by hand, and any valid one by chance."""

import typing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from ucmsc_desktop.domain.assessments import PhotoRef
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Code, Field, MissingReason, Record, fields
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning, Role

R = TypeVar("R", bound=Record)
STAMP = Stamp("assessor", Role.ASSESSOR, datetime(2026, 3, 2, 10, 42, tzinfo=UTC))

TEXTS = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31), timezones=ZONES)  # noqa: DTZ001 - as asked for


def kept(record: R, visit: str, *, signed: bool = False, subject: str = "P-001", number: int = 0) -> Kept[R]:
    """A record as the ledger would hand it out."""
    signatures = (Signature(STAMP, Meaning.AUTHOR, holds=True),) if signed else ()
    return Kept(Key(subject, visit, record.form, number), record, STAMP, "0" * 64, signatures=signatures)


def assessment(area_pct: str = "10", signs: tuple[int, int, int] = (1, 1, 1), on: date | None = None) -> PasiAssessment:
    """A complete assessment with the same entries in all regions."""
    values: dict[str, Any] = {}
    for region in Region:
        values[f"{region}_area_pct"] = Decimal(area_pct)
        for sign, grade in zip(("erythema", "induration", "desquamation"), signs, strict=True):
            values[f"{region}_{sign}"] = grade
    return PasiAssessment(assessed_on=on, **values).derived()


def decimals(low: Any, high: Any, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals with so many places at most, both ends included."""
    scale = Decimal(10) ** places
    least, most = (
        int((low if low is not None else -(10**9)) * scale),
        int((high if high is not None else 10**9) * scale),
    )
    return st.integers(least, most).map(lambda whole: Decimal(whole).scaleb(-places))


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Years, months and days."""
    return st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda both: PartialDate(both[0].isoformat()[: both[1]]))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that a field takes."""
    item, kind = field.item, field.kind
    if field.codes:
        return st.sampled_from(field.codes)
    if kind is PartialDate:
        return partial_dates()
    plain: dict[Any, Any] = {
        str: TEXTS,
        bool: st.booleans(),
        date: DAYS,
        datetime: MOMENTS,
        LesionMap: st.builds(LesionMap, TEXTS, st.binary(max_size=40)),
        PhotoRef: st.builds(PhotoRef, TEXTS, *[st.integers(1, 10**6)] * 3),
    }
    if kind in plain:
        found: st.SearchStrategy[Any] = plain[kind]
        return found
    if kind is int:
        return st.integers(int(item.low or 0), int(item.high if item.high is not None else 10**9))
    if kind is Decimal:
        return decimals(item.low, item.high, item.decimals)
    return st.just(()) if typing.get_origin(kind) is tuple else _rows(typing.get_args(kind)[1])


def _rows(kind: Any) -> st.SearchStrategy[Any]:
    """Rows by name; what a row of several columns may hold is tested with its form."""
    if kind is str:
        return st.dictionaries(TEXTS, TEXTS, max_size=4)
    if isinstance(kind, type) and issubclass(kind, Code):
        return st.dictionaries(TEXTS, st.sampled_from(kind), max_size=4)
    return st.just({})


@st.composite
def records(draw: st.DrawFn, record_type: type[Record]) -> Record:
    """Any record of a form that may be stored: each field has a value, a reason for none, or is open."""
    given: dict[str, Any] = {}
    missing: dict[str, MissingReason] = {}
    for name, field in fields(record_type).items():
        state = draw(st.sampled_from(("value", "value", "missing", "open")))
        if state == "value":
            given[name] = draw(values(field))
        elif state == "missing" and not field.item.derived and typing.get_origin(field.kind) is None:
            missing[name] = draw(st.sampled_from(MissingReason))
    return record_type(missing=missing, **given)
