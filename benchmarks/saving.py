"""What a save costs beside the same bytes in one durable transaction of SQLCipher."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.measure import Figure, in_turn
from benchmarks.studies import PASSWORD, USER, assessment
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record, fields
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.store.ledger import COLUMNS
from ucmsc_desktop.store.study import Study


def figure(study_folder: Path, runs: int) -> Figure:
    """Save a 16-entry PASI: first saves, encrypted, audited, hashed and durable."""
    study = Study.open(study_folder, USER, PASSWORD)
    reasons = dict.fromkeys(fields(PasiAssessment), "mis-tap")
    key, numbers = Key("P-0001", "W4", "PASI"), iter(range(1, 1_000_000))

    def ours() -> None:
        study.save(key, assessment_of[next(numbers) % len(assessment_of)], reasons=reasons)

    assessment_of = [assessment(number) for number in range(200, 240)]
    found = in_turn("save a 16-entry PASI", ours, floor_of(study, study_folder, assessment(1)), 2, runs)
    study.close()
    return found


def floor_of(study: Study, folder: Path, record: Record) -> Callable[[], None]:
    """The same bytes as a record's entry, in one durable transaction of a plain table."""
    row = list(msgspec.structs.astuple(study.entries(1)[0]))
    row[COLUMNS.index("body")] = msgspec.json.encode(record).decode()
    connection = sys.modules["sqlcipher3.dbapi2"].connect(str(folder / "floor.db"))
    for pragma in (f"key = \"x'{'11' * 32}'\"", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"CREATE TABLE IF NOT EXISTS same ({', '.join(COLUMNS)})")
    connection.commit()
    insert = f"INSERT INTO same VALUES ({', '.join('?' * len(COLUMNS))})"

    def floor() -> None:
        connection.execute(insert, row)
        connection.commit()

    return floor
