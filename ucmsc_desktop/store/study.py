"""A study that a person has opened: the one door to its records, drafts, people and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Casebook, Kept, Key, Version, natural
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.forms import STUDY_FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.order import Unmet, sentence, unmet
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import IMPORT_ROLES, Meaning, Role, writing_role
from ucmsc_desktop.domain.subject_codes import example, fits
from ucmsc_desktop.store import blinding, drafts, opening, order, reading, writing
from ucmsc_desktop.store.accounts import Account, described
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.errors import AlreadyThere, DiskFull, NotPermitted, OutOfOrder, StudyError, StudyReadOnly
from ucmsc_desktop.store.keyring import plain_name
from ucmsc_desktop.store.ledger import Kind, encoded
from ucmsc_desktop.store.sentences import log_out_not_noted, missing_entries
from ucmsc_desktop.store.session import Session
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
Batch = Iterable[tuple[str, Participant, Sequence[tuple[Key, Record]]]]


class Signing(msgspec.Struct, frozen=True):
    """What a person says when they sign, and what proves who says it: `password` is the password or the signing PIN."""

    meaning: Meaning
    password: str


def now() -> datetime:
    """The time with the offset of this place."""
    return datetime.now().astimezone()


class Study(Session):
    """An open study and the account that opened it. What a method returns as saved is on the disk."""

    def __init__(self, opened: opening.Opened, account: Account, clock: Callable[[], datetime] = now) -> None:
        """Take an opened study; use `create` or `open`."""
        super().__init__(opened, account, clock)

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        protocol_toml: str,
        user: str,
        full_name: str,
        password: str,
        roles: Sequence[Role] = (Role.ADMINISTRATOR, Role.INVESTIGATOR),
        practice: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> Study:
        """Make a study with its first account, an administrator's, and log in.

        Raises StudyExists, WeakPassword, BadProtocol.
        """
        first = described(user, full_name, roles)
        if Role.ADMINISTRATOR not in first.roles:
            raise StudyError(_("The first account of a study is an administrator's: only that one opens others."))
        opened = opening.create(folder, protocol_toml, first, password, clock(), practice=practice)
        return cls(opened, first, clock)

    @classmethod
    def open(cls, folder: Path, user: str, password: str, *, clock: Callable[[], datetime] = now) -> Study:
        """Log in. Raises a StudyError whose text says what happened and what to do."""
        opened, account = opening.open_study(folder, plain_name(user), password, clock())
        return cls(opened, account, clock)

    def close(self) -> None:
        """Log out, bring the files to rest and let others open the study; a second time does nothing.

        Raises StudyError when the log-out could not be noted; the study is closed then too, and what was saved is safe.
        """
        if not self._opened.is_open:
            return
        try:
            try:
                if self.ledger.sound:
                    self._log(Kind.LOGOUT)
            finally:
                self._opened.close()
        except (DiskFull, StudyReadOnly) as error:
            raise log_out_not_noted(self.folder) from error

    @property
    def alert(self) -> str:
        """What the person is to know before anything else: entries that were saved and are gone; mostly empty."""
        return missing_entries(self._opened.lost.seq) if self._opened.lost is not None else ""

    # records

    def may_write(self, form: str) -> bool:
        """Whether this person's roles fill in a form."""
        return writing_role(form, self.account.roles) is not None

    def refusal(self, key: Key) -> str:
        """Why this person may not fill in a form whatever their roles, in a sentence; empty when they may."""
        try:
            writing.check_rater(self.ledger, self.account, key)
        except NotPermitted as error:
            return str(error)
        return ""

    def subjects(self) -> list[str]:
        """The codes of all participants."""
        query = "SELECT DISTINCT subject FROM heads WHERE subject <> '' ORDER BY subject"
        return sorted((row[0] for row in self.ledger.rows(query, [])), key=natural)

    def next_subject(self) -> str:
        """The next free code by the site's pattern."""
        taken = self._taken()
        number = 1
        while (code := self.protocol.study.subject_pattern.format(number=number)).casefold() in taken:
            number += 1
        return code

    def add_participant(
        self, subject: str, participant: Participant, identity: Identity | None = None
    ) -> Kept[Participant]:
        """Enter a participant under a new code of the site's pattern.

        Raises AlreadyThere when the code was ever used, also in other letter case, and StudyError when it does not fit.
        """
        code, pattern = self._new_code(subject, self._taken()), self.protocol.study.subject_pattern
        if not fits(pattern, code):
            sentence = _(
                "{code} is not a code of this site. Codes look like {example}; the next free one is {next}. "
                "Nothing was saved."
            )
            raise StudyError(sentence.format(code=code, example=example(pattern), next=self.next_subject()))
        with self.ledger.transaction():
            kept = self.save(Key(code, "", Participant.form), participant)
            if identity is not None:
                self.save_identity(code, identity)
        return kept

    def _taken(self) -> set[str]:
        return {code.casefold() for code in self.subjects()}

    def _new_code(self, subject: str, taken: Container[str]) -> str:
        code = subject.strip()
        if not code or re.search(r"[\x00-\x1f]", code):
            raise StudyError(_("Give the participant a code of letters and digits."))
        if code.casefold() in taken:
            raise AlreadyThere(_("The code {code} is taken. A code is never used twice.").format(code=code))
        return code

    def find(self, key: Key) -> Kept[Record] | None:
        """The record that stands at a key."""
        return reading.find(self.ledger, key)

    def records(self, subject: str) -> list[Kept[Record]]:
        """A participant's records in protocol order."""
        return reading.of_subject(self.ledger, subject, self.protocol)

    def study_records(self, form: str) -> list[Kept[Record]]:
        """The records of a form that belongs to the study and to no participant, by their number."""
        return sorted(self.of_form(form), key=lambda kept: kept.key.number)

    def everything(self, without: Collection[str] = ()) -> dict[str, list[Kept[Record]]]:
        """Every participant's records in one read; forms in `without` are left out."""
        return reading.everything(self.ledger, self.protocol, without)

    def of_form(self, form: str) -> list[Kept[Record]]:
        """The records of a form, of all participants."""
        return reading.of_form(self.ledger, form)

    def next_number(self, subject: str, visit: str, form: str) -> int:
        """The next number of a form that repeats at a visit."""
        return reading.last_number(self.ledger, subject, visit, form) + 1

    def save(
        self, key: Key, record: R, *, reasons: Mapping[str, str] | None = None, sign: Signing | None = None
    ) -> Kept[R]:
        """Save a record, signed when asked, in one durable transaction; the draft of it goes.

        Raises RecordRefused, ReasonNeeded, NotPermitted, OutOfOrder, WrongPassword, DiskFull; then nothing is stored.
        """
        if sign is not None:
            self.check_signer(sign.password)
        self._check_place(key)
        meaning = sign.meaning if sign is not None else None
        before, seen = self.find(key), blinding.as_seen(self.ledger, self.account, key, record)
        why = blinding.with_reason(before, seen, reasons or {})
        earlier = order.standing(self.ledger, self.protocol, key, stands=before is not None)
        try:
            with self.ledger.transaction():
                kept = writing.write(self.ledger, self.account, self.clock(), before, key, seen, why, meaning)
                order.check(earlier, self.protocol, key, kept.record, meaning)
        except OutOfOrder as refused:
            steps = self._told(key, refused.steps)
            raise OutOfOrder(steps, sentence(steps)) from None
        return cast("Kept[R]", kept)

    def _check_place(self, key: Key) -> None:
        if (key.form in STUDY_FORMS) is not (key.subject == ""):
            raise TypeError(f"{key} is no place for a record")
        if key.form in (Participant.form, *STUDY_FORMS):
            return
        if not reading.stands(self.ledger, Key(key.subject, "", Participant.form)):
            raise StudyError(_("There is no participant {code} in this study.").format(code=key.subject))

    def sign(self, key: Key, signing: Signing) -> Kept[Record]:
        """Sign the record that stands at a key; raises what `save` raises."""
        kept = self.find(key)
        if kept is None:
            raise StudyError(_("There is nothing saved to sign."))
        self.check_signer(signing.password)
        return self._sign_standing(kept, signing.meaning)

    def sign_all(self, keys: Sequence[Key], signing: Signing) -> None:
        """Sign several records that stand, all or none, with one proof of who signs; raises what `save` raises."""
        self.check_signer(signing.password)
        with self.ledger.transaction():
            for key in keys:
                kept = self.find(key)
                if kept is not None:
                    self._sign_standing(kept, signing.meaning)

    def _sign_standing(self, kept: Kept[R], meaning: Meaning) -> Kept[R]:
        blinding.check_says_so(self.ledger, self.account, kept)
        return writing.sign_standing(self.ledger, self.account, self.clock(), kept, meaning)

    def sealed(self, key: Key) -> Kept[Record] | None:
        """The record as it was when it was first signed, with the signatures on that version; None when it never was.

        A change that came after earlier scores were shown leaves this value as it is.
        """
        return reading.sealed(self.ledger, key)

    def history(self, key: Key) -> tuple[Version, ...]:
        """Every save and signature of a record, oldest first."""
        return reading.history(self.ledger, key)

    def casebook(self, subject: str) -> Casebook:
        """Everything kept of a participant, with its history; what was changed after signing also as first signed."""
        records = tuple(self.records(subject))
        changed = [kept.key for kept in records if kept.changes and kept.signatures]
        sealed = {key.record_id: first.record for key in changed if (first := self.sealed(key)) is not None}
        history = reading.histories(self.ledger, subject)
        return Casebook(subject, records, history, self.identity(subject), self.people(), sealed)

    def import_participants(self, batch: Batch, source: str, progress: Callable[[int], None] | None = None) -> int:
        """Take over earlier records, all or none; returns how many came.

        Raises AlreadyThere, RecordRefused or NotPermitted.
        """
        role = next((role for role in IMPORT_ROLES if role in self.account.roles), None)
        if role is None:
            raise NotPermitted(_("Your role does not import data. Nothing was imported."))
        count, taken = 0, self._taken()
        with self.ledger.transaction():
            for subject, participant, records in batch:
                code = self._new_code(subject, taken)
                taken.add(code.casefold())
                self._take_over(role, Key(code, "", Participant.form), participant)
                for key, record in records:
                    self._take_over(role, msgspec.structs.replace(key, subject=code), record)
                count += 1
                if progress is not None:
                    progress(count)
            self._append(Kind.IMPORT, role, body={"source": source, "participants": str(count)})
        return count

    def _take_over(self, role: Role, key: Key, record: Record) -> None:
        if reading.stands(self.ledger, key):
            sentence = _("{record} comes twice. Nothing was imported.")
            raise AlreadyThere(sentence.format(record=key.record_id))
        order.check(order.standing(self.ledger, self.protocol, key, stands=False), self.protocol, key, record)
        writing.append_record(self.ledger, self.account.user, role, self.clock(), key, writing.storable(key, record))

    # the protocol's order

    def unmet(self, key: Key, record: Record, *, approving: bool = False) -> list[Unmet]:
        """The steps that saving a record would leave out; `approving`: an investigator approves it with it."""
        stands = reading.stands(self.ledger, key)
        earlier = order.standing(self.ledger, self.protocol, key, stands=stands)
        found = unmet(earlier, self.protocol, key, record, signing=approving) if earlier is not None else []
        return self._told(key, found)

    def _told(self, key: Key, steps: list[Unmet]) -> list[Unmet]:
        """What is left out, without the verdict's words while they would tell an assessor of earlier scores."""
        is_hidden = bool(steps) and blinding.hides_verdict(self, key.subject) is not None
        return order.veiled(steps) if is_hidden else steps

    def deviate(
        self,
        subject: str,
        visit: str,
        steps: Sequence[Step],
        circumstance: str,
        reason: str,
        signer: str,
        signing: Signing,
    ) -> list[Kept[Deviation]]:
        """Record a deviation from each step, approved by an investigator who may be another than who is logged in.

        Raises WrongPassword or AccountLocked of the signer, NotPermitted, RecordRefused; then nothing is stored.
        """
        account = self.check_other(signer, signing.password)
        order.may_approve(account)
        first = Key(subject, visit, Deviation.form, self.next_number(subject, visit, Deviation.form))
        self._check_place(first)
        return order.deviate(self.ledger, self.account, account, self.clock(), first, steps, circumstance, reason)

    # the protocol's versions

    def amend_protocol(self, changes: Mapping[str, Any], reason: str, signing: Signing) -> Protocol:
        """Change parameters of the protocol by name, signed by this investigator; in force at once.

        Raises NotPermitted, WrongPassword, or StudyError for what cannot be; then the protocol stays as it is.
        """
        from ucmsc_desktop.store import amending  # late, for start-up: it judges every participant

        amending.check_may_amend(self.account)
        self.check_signer(signing.password)
        new = amending.amend(self.ledger, self.account, self.clock(), self.protocol, changes, reason, self.everything)
        self.put_in_force(new)
        return new

    # drafts

    def keep_draft(self, key: Key, record: Record, field: str = "") -> datetime:
        """Keep what is being typed, durable at once; returns when. Raises NotPermitted where a rating is another's."""
        writing.check_rater(self.ledger, self.account, key)
        base = reading.standing_hash(self.ledger, key)
        seen = blinding.as_seen(self.ledger, self.account, key, record)
        draft = Draft(key, seen, field, self.clock(), self.account.user, base)
        drafts.keep(self.ledger, draft)
        return draft.at

    def keep_place(self, key: Key, field: str) -> None:
        """Keep in which field of this person's draft the keyboard is, durable at once; nothing without a draft."""
        drafts.keep_place(self.ledger, key, self.account.user, field)

    def draft(self, key: Key) -> Draft | None:
        """This person's draft of a record."""
        return drafts.find(self.ledger, key, self.account.user)

    def drafts(self) -> list[Draft]:
        """This person's drafts of participants' forms, the latest first."""
        return [draft for draft in drafts.of_user(self.ledger, self.account.user) if draft.key.subject]

    def discard_draft(self, key: Key) -> None:
        """Throw a draft away; that it was there, and how much of it, is kept."""
        draft = self.draft(key)
        if draft is None:
            return
        kept = self.find(key)
        body = {"draft": encoded(draft.record), "entries": drafts.unsaved(draft.record, kept.record if kept else None)}
        with self.ledger.transaction():
            drafts.remove(self.ledger, key, self.account.user)
            self._append(Kind.DRAFT_DISCARDED, self.account.roles[0], key, body)

    def open_earlier_scores(self, key: Key, reason: str) -> Draft:
        """Open earlier scores before the PASI at a key is signed; the trail and this person's draft, returned, say so.

        Raises StudyError without a reason, or when this person has neither a draft there nor a form to sign.
        """
        if not self.protocol.assessment.earlier_scores_hidden:
            raise StudyError(_("Earlier scores are not hidden in this study: there is nothing to open."))
        return blinding.open_anyway(self.ledger, self.account, self.clock(), key, reason)

    # photographs

    def add_photo(self, name: str, content: bytes) -> str:
        """Keep a picture encrypted, once, and answer its SHA-256; its file's name is told in sentences and not kept.

        Raises StudyError for one that is empty or too large, NotPermitted, DiskFull.
        """
        role = writing.may_write(self.account, GlobalAssessment.form)
        sha256 = self._opened.photos.keep(name, content)
        if sha256 not in reading.photographs(self.ledger):
            with self.ledger.transaction():
                self._append(Kind.PHOTO, role, body={"sha256": sha256, "size": len(content)})
        return sha256

    def photo(self, sha256: str) -> bytes:
        """A picture as it was kept. Raises StudyDamaged when it is gone or altered."""
        return self._opened.photos.read(sha256)
