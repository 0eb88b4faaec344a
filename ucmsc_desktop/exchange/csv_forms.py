"""A study as CSV: a file for each form, the data dictionary, and scripts that read them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.csv_dictionary import write_dictionary
from ucmsc_desktop.exchange.csv_readme import readme
from ucmsc_desktop.exchange.csv_sheet import CsvSheet
from ucmsc_desktop.exchange.csv_tables import Table, lines, tables
from ucmsc_desktop.exchange.sas_script import sas_script

README, SAS_SCRIPT = "README.txt", "read_ucmsc.sas"
# Python's own script does not end in .py where it travels with the program: it is no module of it.
_SCRIPTS = {"read_ucmsc.R": "scripts/read_ucmsc.R", "read_ucmsc.py": "scripts/read_ucmsc.py.txt"}


def write_csv(
    folder: Path,
    header: Header,
    participants: Iterable[tuple[str, Iterable[Kept[Record]]]],
    study_records: Iterable[Kept[Record]],
    *,
    bom: bool = False,
) -> Iterator[int]:
    """Write the study's own records and then each participant; answers how many are done. Raises OSError."""
    made = tables(header)
    with ExitStack() as opened:
        sheets = {table.name: opened.enter_context(_sheet(folder, table, bom=bom)) for table in made}
        _put(sheets, header, study_records)
        for done, (_subject, records) in enumerate(participants, 1):
            _put(sheets, header, records)
            yield done
    write_dictionary(folder, made, bom=bom)
    _write(folder / README, readme(header, made, sheets, bom=bom))
    _write(folder / SAS_SCRIPT, sas_script(header, made, sheets))
    for name, source in _SCRIPTS.items():
        (folder / name).write_bytes(asset(source).read_bytes())


def _sheet(folder: Path, table: Table, *, bom: bool) -> CsvSheet:
    return CsvSheet(folder / f"{table.name}.csv", [column.name for column in table.columns], bom=bom)


def _put(sheets: dict[str, CsvSheet], header: Header, records: Iterable[Kept[Record]]) -> None:
    for kept in records:
        for name, values in lines(header, kept):
            sheets[name].add(values)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\r\n")
