"""The tables of an export, written to a folder and read back by the scripts that lie beside them."""

import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.shape import Kind, Shape, kind_of, rebuild, shape
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.csv_columns import column_name
from ucmsc_desktop.exchange.csv_forms import write_csv
from ucmsc_desktop.exchange.csv_tables import missable, rows_name

MOMENT = datetime(2026, 3, 28, 10, 42, tzinfo=UTC)
Place = tuple[str, str, str, int]


def header(*, practice: bool = False) -> Header:
    """What an export knows of the study as it is shipped."""
    protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
    return Header(protocol, (), practice, {"ada": "Ada =Min"}, "Ada Min", MOMENT)


def exported(folder: Path, about: Header, records: Iterable[Kept[Record]], *, bom: bool = False) -> Path:
    """A folder with the tables of these records."""
    folder.mkdir(exist_ok=True)
    by_subject: dict[str, list[Kept[Record]]] = {}
    for kept in records:
        by_subject.setdefault(kept.key.subject, []).append(kept)
    own = by_subject.pop("", [])
    assert [*write_csv(folder, about, by_subject.items(), own, bom=bom)] == [*range(1, len(by_subject) + 1)]
    return folder


def read_by_python(folder: Path) -> Any:
    """What the script for Python makes of a folder."""
    loader = importlib.machinery.SourceFileLoader("read_ucmsc", str(folder / "read_ucmsc.py"))
    spec = importlib.util.spec_from_loader("read_ucmsc", loader)
    assert spec is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules["read_ucmsc"] = script
    loader.exec_module(script)
    return script.read(folder)


def records_of(read: Any) -> dict[Place, Record]:
    """The records that the rows of all tables make, by where they belong."""
    found = {}
    for form in FORMS:
        for row in read.rows[form]:
            found[_place(form, row)] = _record(shape(FORMS[form]), row, read.rows)
    return found


def _place(form: str, row: Mapping[str, Any]) -> Place:
    own = form in STUDY_FORMS
    return "" if own else row["subject"], "" if own else row["visit"] or "", form, row["number"]


def _record(made: Shape, row: Mapping[str, Any], tables: Mapping[str, Any]) -> Record:
    values = {field.name: _coded(field, row[column_name(field)]) for field in made.fields}
    reasons = {field.name: row[f"{field.name}_missing"] for field in missable(made.record_type)}
    missing = {name: MissingReason(reason) for name, reason in reasons.items() if reason is not None}
    rows = {}
    for field in made.rows:
        named = rows_name(made.form, field)
        rows[field.field.name] = {
            held["key"]: {part.name: _coded(part, held[column_name(part)]) for part in field.parts}
            for held in tables[named]
            if _place(made.form, held) == _place(made.form, row)
        }
    return rebuild(made.record_type, values, rows, missing)


def _coded(field: Any, value: Any) -> Any:
    return field.kind(value) if value is not None and kind_of(field) is Kind.CODE else value
