"""Written datasets read back: rows by variable name, and a study's header for records of the test's own."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept, Key, Stamp
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.story import Header, ProtocolVersion
from ucmsc_desktop.exchange.dataset_json import write_dataset_json
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study import Study

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BY = Stamp("ada", Role.INVESTIGATOR, NOW)
SUBJECT = "P-001"


def header(*, practice: bool = False, visits: tuple[str, ...] = ()) -> Header:
    """The header of a study by the protocol that travels with the program."""
    protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
    version = ProtocolVersion(protocol, BY, "{}")
    return Header(protocol, (version,), practice, {"ada": "Ada Min"}, "Ada Min", NOW, visits=visits, subjects=1)


def kept(record: Record, visit: str = "", number: int = 0) -> Kept[Record]:
    """A record of the participant as it stands, with what follows from its entries."""
    return Kept(Key(SUBJECT, visit, record.form, number), record.derived(), BY, "0" * 64)


def files(folder: Path) -> dict[str, dict[str, Any]]:
    """Every dataset of a folder by its name, as JSON."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {dataset["name"]: dataset for dataset in found}


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a dataset by variable, without what is missing."""
    dataset = json.loads((folder / f"{name.lower()}.json").read_text(encoding="utf-8"))
    names = [column["name"] for column in dataset["columns"]]
    return [
        {column: value for column, value in zip(names, row, strict=True) if value is not None}
        for row in dataset["rows"]
    ]


def tabulated(folder: Path, records: Iterable[Kept[Record]], about: Header | None = None) -> Path:
    """The package of one participant."""
    assert {*write_dataset_json(folder, about or header(), [(SUBJECT, [*records])])} == {1}
    return folder


def tabulated_study(folder: Path, study: Study) -> Path:
    """The package of a study."""
    subjects = study.subjects()
    about = leaving.header(study, subjects)
    done = dict.fromkeys(write_dataset_json(folder, about, leaving.participants(study, subjects)))
    assert list(done) == list(range(1, len(subjects) + 1))
    return folder
