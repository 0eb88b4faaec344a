"""The tabulated data as Dataset-JSON 1.1: a file a dataset, its rows streamed, and define.xml that describes them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.define_xml import DEFINE, write_define
from ucmsc_desktop.exchange.plain import plain
from ucmsc_desktop.exchange.sdtm.found import moment
from ucmsc_desktop.exchange.sdtm.oids import file_name, group_oid, item_oid, metadata_oid, study_code
from ucmsc_desktop.exchange.sdtm.person import person
from ucmsc_desktop.exchange.sdtm.tables import datasets, tabulated
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Kind, Row, Variable

VERSION = "1.1.0"
SYSTEM = "UCMSC Desktop"


def write_dataset_json(
    folder: Path, header: Header, participants: Iterable[tuple[str, list[Kept[Record]]]]
) -> Iterator[int]:
    """Write every dataset, the empty ones too, and what describes them; yield how many participants are done.

    The last number comes again after each dataset that is put together.
    """
    done = 0
    with ExitStack() as opened:
        parts = {dataset.name: opened.enter_context(Part(folder, dataset)) for dataset in datasets()}
        for done, (subject, records) in enumerate(participants, 1):
            for name, row in tabulated(person(header, subject, records)):
                parts[name].add(row)
            yield done
        for part in parts.values():
            part.finish(header)
            yield done
        lengths = {name: part.lengths for name, part in parts.items()}
        write_define(folder / DEFINE, header, lengths, _seen(parts.values()))


def _seen(parts: Iterable[Part]) -> dict[str, set[str]]:
    """The values in use by code list."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for variable in part.dataset.variables:
            found.setdefault(variable.codelist, set()).update(part.seen.get(variable.name, ()))
    return found


class Part:
    """A dataset as it is written: rows go into a file beside it, as their number stands in front of them."""

    def __init__(self, folder: Path, dataset: Dataset) -> None:
        self.dataset = dataset
        self.records = 0
        self.lengths = {variable.name: 1 for variable in dataset.variables if variable.kind == "string"}
        self.seen: dict[str, set[str]] = {variable.name: set() for variable in dataset.variables if variable.codelist}
        self._places = {variable.name: place for place, variable in enumerate(dataset.variables)}
        self._path = folder / file_name(dataset.name)
        self._rows_path = self._path.with_suffix(".rows")
        self._rows: BinaryIO

    def __enter__(self) -> Self:
        self._rows = self._rows_path.open("w+b")
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()
        self._rows_path.unlink(missing_ok=True)

    def add(self, row: Row) -> None:
        """Write a row; a variable that it does not name is missing."""
        cells: list[str | int | None] = [None] * len(self._places)
        for name, value in row.items():
            if value is not None:
                place = self._places[name]
                cells[place] = self._cell(self.dataset.variables[place], value)
        self._rows.write((b",\n" if self.records else b"\n") + msgspec.json.encode(cells))
        self.records += 1

    def _cell(self, variable: Variable, value: str | int | Decimal | date) -> str | int | None:
        written, name = cell(variable.kind, value), variable.name
        if variable.kind == "string" and isinstance(written, str):
            self.lengths[name] = max(self.lengths[name], len(written))
            if variable.codelist:
                self.seen[name].add(written)
        return written

    def finish(self, header: Header) -> None:
        """Put the file together from its attributes and the rows."""
        self._rows.seek(0)
        with self._path.open("wb") as file:
            file.write(msgspec.json.encode(self._attributes(header)).removesuffix(b"}"))
            file.write(b',"rows":[')
            shutil.copyfileobj(self._rows, file)
            file.write(b"\n]}\n")

    def _attributes(self, header: Header) -> dict[str, Any]:
        """What stands in front of the rows, in the order that the standard recommends."""
        name, created = self.dataset.name, header.at.isoformat(timespec="seconds")
        return {
            "datasetJSONCreationDateTime": created,
            "datasetJSONVersion": VERSION,
            "fileOID": f"{study_code(header)}.{name}.{created}",
            "sourceSystem": {"name": SYSTEM, "version": version("ucmsc-desktop")},
            "studyOID": study_code(header),
            "metaDataVersionOID": metadata_oid(header),
            "metaDataRef": DEFINE,
            "itemGroupOID": group_oid(name),
            "records": self.records,
            "name": name,
            "label": self.dataset.label,
            "columns": [self._column(place) for place in range(len(self.dataset.variables))],
        }

    def _column(self, place: int) -> dict[str, Any]:
        variable, keys = self.dataset.variables[place], self.dataset.all_keys
        column: dict[str, Any] = {
            "itemOID": item_oid(self.dataset.name, variable.name),
            "name": variable.name,
            "label": variable.label,
            "dataType": variable.kind,
        }
        if variable.kind == "decimal":
            column["targetDataType"] = "decimal"
        if variable.name in self.lengths:
            column["length"] = self.lengths[variable.name]
        if variable.name in keys:
            column["keySequence"] = keys.index(variable.name) + 1
        return column


def cell(kind: Kind, value: str | int | Decimal | date) -> str | int | None:
    """A value in its column: decimals as text, so that no digit is lost, and dates in ISO 8601."""
    if kind == "integer":
        return int(str(value))
    if isinstance(value, date):
        return moment(value)
    return plain(Decimal(value)) if kind == "decimal" else str(value)
