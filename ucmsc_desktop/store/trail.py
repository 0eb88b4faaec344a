"""The audit trail line by line, as it leaves the study: read in portions, so that memory does not grow with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ucmsc_desktop.domain.casebook import Change
from ucmsc_desktop.domain.trail import TrailLine
from ucmsc_desktop.store import reading
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.ledger import COLUMNS, SELECT, Entry, Kind
from ucmsc_desktop.store.study_progress import closed_words
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study

PORTION = 500
_BOUNDS = "SELECT COUNT(*), COALESCE(MAX(entry), 0) FROM entries WHERE {whose}"
_PORTION = (
    f"{SELECT}, entries.entry, before.body FROM entries LEFT JOIN entries AS before ON entries.supersedes <> ''"
    " AND before.record_id = entries.record_id AND before.kind = 'record' AND before.hash = entries.supersedes"
    " WHERE entries.entry > ? AND entries.entry <= ? AND {whose} ORDER BY entries.entry LIMIT ?"
)


def trail_length(study: Study, subject: str = "") -> int:
    """How many entries the trail of a participant has, or of the whole study."""
    return _bounds(study, subject)[0]


def trail(study: Study, subject: str = "") -> Iterator[TrailLine]:
    """The trail of a participant, or of the whole study, oldest first, as it stands now.

    What is closed to this person says so in place of the values.
    """
    writer, people, last = _Writer(study), study.people(), _bounds(study, subject)[1]
    at = 0
    while rows := study.ledger.rows(_PORTION.format(whose=_whose(subject)), [at, last, *_named(subject), PORTION]):
        for *columns, at, before in rows:  # noqa: B007 - where the next portion begins
            entry = Entry(**dict(zip(COLUMNS, columns, strict=True)))
            for words, change in writer.lines(entry, before):
                person = people.get(entry.user, entry.user)
                yield TrailLine(entry.seq, entry.kind, entry.by, person, entry.key, words, change)


def _bounds(study: Study, subject: str) -> tuple[int, int]:
    query = _BOUNDS.format(whose=_whose(subject))
    ((count, last),) = study.ledger.rows(query, _named(subject))
    return count, last


def _whose(subject: str) -> str:
    return "entries.subject = ?" if subject else "1"


def _named(subject: str) -> list[object]:
    return [subject] if subject else []


class _Writer:
    def __init__(self, study: Study) -> None:
        self._words, self._closed = AuditWords(study), closed_words(study)

    def lines(self, entry: Entry, before: str | None) -> Iterator[tuple[str, Change | None]]:
        """What an entry says happened, field by field where it changed a record that is not closed."""
        changes = self._changes(entry, before) if before is not None and not self._closed(entry.key) else ()
        for change in changes:
            yield _("changed {what}").format(what=self._words.what(entry)), change
        if not changes:
            yield self._words.sentence(entry), None

    def _changes(self, entry: Entry, before: str) -> tuple[Change, ...]:
        if entry.kind != Kind.RECORD:
            return ()
        reasons = msgspec.json.decode(entry.reasons, type=dict[str, str])
        old, new = reading.decode(entry.form, before), reading.decode(entry.form, entry.body)
        return reading.changes(old, new, reasons)
