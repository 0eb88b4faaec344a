"""Studies of a given size, made quickly: every record through the ledger, in one transaction."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import changed as changed_fields
from ucmsc_desktop.domain.participant import Identity, Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.ledger import Kind, encoded
from ucmsc_desktop.store.reading import SignatureBody
from ucmsc_desktop.store.study import Study

USER = "bench"
PASSWORD = "benchmark-only"
ASSESSOR = "assessor"
"""Somebody else scored: to their own eyes unsigned scores would close the chart."""
PERSON = Participant(sex=Sex.FEMALE, birth_date=PartialDate("1980-05-01"), consented_on=date(2026, 1, 2))
VISITS = ("SCR", "W0", "W2", "W4", "W6", "W8", "W12", "W24")


def assessment(number: int) -> PasiAssessment:
    """A complete PASI that differs by number."""
    found = PasiAssessment(assessed_on=date(2026, 1, 5) + timedelta(days=number))
    for place, region in enumerate(Region):
        found = found.covered(region, Decimal(1 + (number * 7 + place * 11) % 90))
        for step, sign in enumerate(Sign):
            found = found.scored(region, sign, 1 + (number + step) % 4)
    return found.derived()


def _created(folder: Path) -> Study:
    roles = (Role.ADMINISTRATOR, Role.INVESTIGATOR)
    toml = asset("study/ucmsc.toml").read_text(encoding="utf-8")
    return Study.create(folder, protocol_toml=toml, user=USER, full_name="Bench", password=PASSWORD, roles=roles)


def make(folder: Path, participants: int) -> Path:
    """A study of so many participants with eight assessments each."""
    study = _created(folder)
    with study.ledger.transaction():
        for number in range(1, participants + 1):
            code = f"P-{number:04}"
            rows = [(Key(code, "", "DM"), PERSON)]
            rows += [(Key(code, visit, "PASI"), assessment(number + place)) for place, visit in enumerate(VISITS)]  # type: ignore[misc]
            for key, record in rows:
                writing.append_record(study.ledger, ASSESSOR, Role.ASSESSOR, study.clock(), key, record)
    study.save_identity("P-0001", Identity(initials="L.W."))
    study.close()
    return folder


def with_history(folder: Path, participants: int) -> Path:
    """A study of so many participants with six signed assessments each, two of which were changed with reasons."""
    study = _created(folder)
    with study.ledger.transaction():
        for number in range(1, participants + 1):
            code = f"P-{number:04}"
            writing.append_record(study.ledger, ASSESSOR, Role.ASSESSOR, study.clock(), Key(code, "", "DM"), PERSON)
            for place, visit in enumerate(VISITS[:6]):
                _changed_and_signed(study, Key(code, visit, "PASI"), assessment(number + place), changed=place % 3 == 1)
    study.close()
    return folder


def _changed_and_signed(study: Study, key: Key, record: PasiAssessment, *, changed: bool) -> None:
    ledger, by = study.ledger, (ASSESSOR, Role.ASSESSOR)
    entry = writing.append_record(ledger, *by, study.clock(), key, record)
    if changed:
        later = record.covered(Region.TRUNK, Decimal(55)).scored(Region.HEAD, Sign.DESQUAMATION, 0).derived()
        reasons = {field.name: "Read again from the source" for field in changed_fields(record, later)}
        entry = writing.append_record(ledger, *by, study.clock(), key, later, entry.hash, reasons)
    said = SignatureBody(Meaning.AUTHOR, entry.hash, Meaning.AUTHOR.label, PasiAssessment.version)
    ledger.append(study.clock(), *by, Kind.SIGNATURE, key, body=encoded(said))


def bodies(folder: Path) -> list[bytes]:
    """The stored bytes of every record of a study, for a floor that writes or reads the same."""
    study = Study.open(folder, USER, PASSWORD)
    found = [msgspec.json.encode(entry) for entry in study.ledger.read("kind = 'record'")]
    study.close()
    return found
