"""What is read of a study to carry it away: its people and protocol versions, and participants one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.story import Header, ProtocolVersion, Step, Story
from ucmsc_desktop.store import protocols, reading
from ucmsc_desktop.store.ledger import Kind

if TYPE_CHECKING:
    from ucmsc_desktop.domain.casebook import Kept
    from ucmsc_desktop.domain.items import Record
    from ucmsc_desktop.store.ledger import Entry
    from ucmsc_desktop.store.study import Study

BATCH = 20
"""Participants that are read together: the memory of an export does not grow with the study."""
_VISITS = (
    "SELECT DISTINCT visit FROM heads JOIN entries USING (entry)"
    " WHERE heads.subject IN (SELECT value FROM json_each(?)) AND visit <> ''"
)
_PEOPLE = (
    "SELECT DISTINCT user, role FROM entries WHERE kind IN ('record', 'signature') AND record_id IN"
    " (SELECT record_id FROM heads WHERE heads.subject IN (SELECT value FROM json_each(?)))"
)
# What is taken over stands between two entries; a study that is still empty may take over once more.
_TAKEN_OVER = (
    "SELECT entry FROM entries WHERE kind = 'import' AND json_extract(body, '$.sha256') IS NOT NULL"
    " ORDER BY entry DESC LIMIT 1 OFFSET 1"
)
_VERSIONS = f"{reading.EVENTS} AND entries.entry > COALESCE(({_TAKEN_OVER}), 0)"


def header(study: Study, subjects: Sequence[str]) -> Header:
    """What an export says before the first of these participants and the study's own records."""
    leaves: list[object] = [msgspec.json.encode(["", *subjects]).decode()]
    planned = {visit.key for visit in study.protocol.visits}
    known, names = versions(study), study.people()
    acted = {(user, Role(role)) for user, role in study.ledger.rows(_PEOPLE, leaves)}
    acted |= {(version.by.user, version.by.role) for version in known}
    roles = {
        user: tuple(role for role in Role if (user, role) in acted) for user in sorted({user for user, _ in acted})
    }
    return Header(
        study.protocol,
        known,
        study.practice,
        {user: names.get(user, user) for user in roles},
        study.account.full_name,
        study.clock(),
        roles,
        tuple(sorted({row[0] for row in study.ledger.rows(_VISITS, leaves)} - planned)),
        len(subjects),
    )


def versions(study: Study) -> tuple[ProtocolVersion, ...]:
    """The versions of the protocol, oldest first; a study that took over another's begins with the versions of that."""
    found = study.ledger.read(_VERSIONS, [Kind.PROTOCOL.value])
    bodies = [(entry, protocols.read_body(study.ledger, entry)) for entry in found]
    return tuple(ProtocolVersion(body.read(), entry.by, entry.body) for entry, body in bodies)


def stories(study: Study, subjects: Sequence[str]) -> Iterator[Story]:
    """Every save and signature, first of the study's own records, then of each participant."""
    for subject in ("", *subjects):
        yield Story(subject, tuple(_steps(study, subject)))


def _steps(study: Study, subject: str) -> Iterator[Step]:
    entries = list(reading.steps(study.ledger, subject))
    standing = {entry.record_id: entry.hash for entry in entries if entry.kind == Kind.RECORD}
    before: dict[str, Record] = {}
    for entry in entries:
        if entry.kind == Kind.SIGNATURE:
            said = reading.signature_of(entry)
            yield Step(entry.key, entry.by, meaning=said.meaning, holds=said.signed == standing[entry.record_id])
        else:
            yield _saved(entry, before)


def _saved(entry: Entry, before: dict[str, Record]) -> Step:
    record = reading.decode(entry.form, entry.body)
    reasons = msgspec.json.decode(entry.reasons, type=dict[str, str])
    step = Step(entry.key, entry.by, record, before.get(entry.record_id), reasons)
    before[entry.record_id] = record
    return step


def participants(study: Study, subjects: Sequence[str]) -> Iterator[tuple[str, list[Kept[Record]]]]:
    """The records that stand of each participant, in protocol order; some are read together."""
    for start in range(0, len(subjects), BATCH):
        some = subjects[start : start + BATCH]
        found = reading.of_subjects(study.ledger, study.protocol, some)
        for subject in some:
            yield subject, found.get(subject, [])


def study_records(study: Study) -> list[Kept[Record]]:
    """The records that belong to the study and to no participant, such as bags."""
    return study.records("")
