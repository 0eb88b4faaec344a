"""Records that the store's tests write."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.store.study import Study

WEEK_0 = Key("P-001", "W0", "PASI")


def assessment(pct: int = 8, grade: int = 2) -> PasiAssessment:
    """A complete PASI with the same area and grade everywhere."""
    found = PasiAssessment(assessed_on=date(2026, 3, 2))
    for region in Region:
        found = found.covered(region, Decimal(pct))
        for sign in Sign:
            found = found.scored(region, sign, grade)
    return found


def told(study: Study, kind: str) -> list[dict[str, Any]]:
    """What the entries of a kind say, newest first."""
    return [msgspec.json.decode(entry.body) for entry in study.entries(100_000) if entry.kind == kind]


def second(record: PasiAssessment) -> IndependentPasi:
    """The same entries as the rating of a second person."""
    return IndependentPasi(**msgspec.structs.asdict(record))


def photograph(number: int) -> bytes:
    """A picture of this number, as far as the store can tell."""
    return str(number).encode() * 20_000


def regraded(record: PasiAssessment, grade: int) -> PasiAssessment:
    """The same with another redness of the trunk."""
    return msgspec.structs.replace(record, trunk_erythema=grade)


REASONS = [field for field in assessment().__struct_fields__ if field != "missing"]
"""The fields of a PASI, for a reason for each."""


def cut(path: Path) -> None:
    """Take half of a file away."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
