"""The ledger's entries as sentences: what happened, and for a change from what to what and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.amendment import change_words
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Change, Version
from ucmsc_desktop.domain.items import fields, show_entry
from ucmsc_desktop.domain.listings.plans import LISTINGS
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.product import Bag, BagMove
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.ledger import Entry, Kind
from ucmsc_desktop.store.protocols import read_body
from ucmsc_desktop.store.reading import decode
from ucmsc_desktop.text import N_, _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study

_PLAIN = {
    Kind.PROTOCOL: N_("put the protocol in force"),
    Kind.PASSWORD: N_("changed the own password"),
    Kind.PIN: N_("changed their signing PIN"),
    Kind.LOGIN: N_("logged in"),
    Kind.LOGIN_FAILED: N_("a wrong password or PIN was given for this account"),
    Kind.LOGOUT: N_("logged out"),
    Kind.CLOCK_SET_BACK: N_("worked with a clock that stood before the last entry"),
    Kind.ENTRIES_MISSING: N_("logged in although entries at the end of the ledger were gone"),
}
_OF_PARTICIPANT = {
    Kind.IDENTITY: N_("wrote name and contacts of {subject}"),
    Kind.PRINT: N_("printed {what} of {subject} to {to}"),
    Kind.EXPORT: N_("exported {what} of {subject} to {file}"),
    Kind.IMPORT: N_("imported {participants} participants from {source}"),
    Kind.ACCOUNT: N_("opened the account of {full_name} ({user}): {roles}"),
    Kind.ACCOUNT_CLOSED: N_("closed the account {user}: {reason}"),
    Kind.PHOTO: N_("kept a photograph: {size}, SHA-256 {sha256}"),
}
_OF_STUDY = {
    Kind.PRINT: N_("printed {what} to {to}"),
    Kind.EXPORT: N_("exported {what} to {file}"),
}
"""The same without a participant."""


_PRINTS = {
    "casebook": N_("the casebook"),
    "participant": N_("the casebook"),
    "study": N_("the casebooks of all participants"),
    "blank": N_("blank forms"),
    "annotated": N_("forms with their CDISC names"),
    "audit": N_("the trail"),
    "csv": N_("the data as tables (CSV)"),
    "odm": N_("the data as ODM 1.3.2"),
    "odm2": N_("the data as ODM 2.0"),
    "dataset-json": N_("the data as Dataset-JSON"),
    "inspection": N_("an inspection copy"),
    "safety": N_("the safety summary"),
    "sae": N_("the report of a serious adverse event"),
    "accountability": N_("the accountability log"),
    "screening-log": N_("the screening log"),
    "comparison": N_("the comparison of two visits"),
    "trajectory": N_("the trajectory"),
    "status": N_("the status of the study"),
    "progress": N_("the progress of the study"),
    "cohort": N_("pictures of the cohort"),
    "cohort-response": N_("the response of the cohort"),
    "cohort-relapse": N_("the relapses of the cohort"),
    "cohort-primary": N_("the primary outcome of the cohort"),
    "cohort-participants": N_("the participants of the cohort"),
}
"""What is printed beside the forms of a visit."""
_PARTS = ("form", "visit")
ALL = "all"
"""Instead of codes: the data of everybody."""
_NAMED = {
    Bag.form: ("unit", "lot"),
    BagMove.form: ("bag", "move", "at"),
    InfusionEvent.form: ("kind", "at"),
    AdverseEvent.form: ("term",),
}
"""What tells one of many records of a form from the others, where its number alone says nothing."""
SHORT_HASH = 12


class _Blank(dict[str, str]):
    """Names that an older entry did not write are left blank."""

    def __missing__(self, key: str) -> str:
        return "–"


class AuditWords:
    """Writes sentences; the history of a record is read once however many of its entries are shown."""

    def __init__(self, study: Study) -> None:
        """Take the study whose entries are told."""
        self._study = study
        self._visits = {visit.key: visit.label for visit in study.protocol.visits}
        self._histories: dict[str, tuple[Version, ...]] = {}

    def sentence(self, entry: Entry) -> str:
        """What an entry says happened, without who and when."""
        kind = Kind(entry.kind)
        if kind is Kind.RECORD:
            return self._saved(entry)
        if kind is Kind.SIGNATURE:
            body = self._body(entry)
            return _("signed {what}: “{statement}”").format(what=self.what(entry), statement=body["statement"])
        if kind is Kind.DRAFT_DISCARDED:
            return self._discarded(entry)
        if kind is Kind.SCORES_OPENED:
            said = _("opened earlier scores before signing {what}: {reason}")
            return said.format(what=self.what(entry), reason=self._body(entry)["reason"])
        if kind is Kind.PROTOCOL:
            return self._amended(entry)
        if kind in _PLAIN:
            return _(_PLAIN[kind])
        if kind is Kind.EXPORT and "participants" in self._body(entry):
            return self._exported(self._body(entry))
        said = _OF_PARTICIPANT[kind] if entry.subject else _OF_STUDY.get(kind, _OF_PARTICIPANT[kind])
        return _(said).format_map(self._body(entry))

    def _body(self, entry: Entry) -> dict[str, str]:
        told = msgspec.json.decode(entry.body, type=dict[str, object])
        words = _Blank({name: self._word(name, value) for name, value in told.items()})
        words["subject"] = entry.subject or "–"
        if entry.kind == Kind.PRINT and ("file" in words or told.get("what") in _PARTS):
            words |= {"to": words.get("to") or words["file"], "what": self._printed(told)}
        return words

    def _exported(self, words: Mapping[str, str]) -> str:
        """What data left, of whom, and whether names left with it."""
        whole = words["participants"] == ALL
        said = _("exported {what} to {file}") if whole else _("exported {what} of {participants} to {file}")
        if "identities" in words:
            said = _("exported {what} with names to {file}: {reason}")
            if not whole:
                said = _("exported {what} of {participants} with names to {file}: {reason}")
        return said.format_map(words)

    def _printed(self, told: Mapping[str, object]) -> str:
        """What of a participant was printed: a form, a visit, or all."""
        if told.get("what") not in (None, *_PARTS):
            return self._word("what", told["what"])
        visit, form = str(told.get("visit") or ""), str(told.get("form") or "")
        parts = [form_title(form)] if form else []
        parts += [_(self._visits.get(visit, visit))] if visit else []
        return _(", ").join(parts) or _("the casebook")

    def _word(self, name: str, value: object) -> str:
        if name == "roles" and isinstance(value, list):
            return _(", ").join(_(Role(role).label) for role in value)
        if name == "what" and isinstance(value, str):
            listed = LISTINGS[value].title if value in LISTINGS else value
            return _(self._visits.get(value) or _PRINTS.get(value, listed))
        if name == "size" and isinstance(value, int):
            return text.quantity(value, _("bytes"))
        if name == "sha256":
            return str(value)[:SHORT_HASH]
        return str(value)

    def what(self, entry: Entry) -> str:
        """The record that an entry is about."""
        if entry.form == Participant.form:
            return _("the participant {subject}").format(subject=entry.subject)
        visit = _(self._visits.get(entry.visit, entry.visit))
        if entry.form == Visit.form:
            return _("the visit {visit} of {subject}").format(visit=visit, subject=entry.subject)
        form = form_title(entry.form) + (f" {entry.number}" if entry.number else "")
        if not entry.subject:
            return form
        if form == visit or not visit:
            return _("{form} of {subject}").format(form=form, subject=entry.subject)
        return _("{form}, {visit}, of {subject}").format(form=form, visit=visit, subject=entry.subject)

    def _amended(self, entry: Entry) -> str:
        body = read_body(self._study.ledger, entry)
        if not body.changes:
            return _(_PLAIN[Kind.PROTOCOL])
        changes = _("; ").join(change_words(change) for change in body.changes)
        words = _("amended the protocol to version {version}: {changes} ({reason})")
        return words.format(version=body.version, changes=changes, reason=body.reason)

    def _discarded(self, entry: Entry) -> str:
        what, entries = self.what(entry), msgspec.json.decode(entry.body, type=dict[str, object]).get("entries")
        if not isinstance(entries, int):
            return _("discarded the draft of {what}").format(what=what)
        words = text.ngettext(
            "discarded the draft of {what}: {n} entry", "discarded the draft of {what}: {n} entries", entries
        )
        return words.format(what=what, n=entries)

    def _saved(self, entry: Entry) -> str:
        closer = blinding.closed_to(self._study, entry.key) if entry.supersedes else None
        if closer is not None:
            why = blinding.sentence(self._study, closer)
            return _("changed {what}. {why}").format(what=self.what(entry), why=why)
        changes = self._changes(entry)
        if not changes:
            return _("saved {what}").format(what=self.what(entry)) + _named(entry)
        told = _("; ").join(_told(change) for change in changes)
        return _("changed {what}: {changes}").format(what=self.what(entry), changes=told)

    def _changes(self, entry: Entry) -> tuple[Change, ...]:
        if not entry.supersedes:
            return ()
        if entry.record_id not in self._histories:
            self._histories[entry.record_id] = self._study.history(entry.key)
        same = (v for v in self._histories[entry.record_id] if v.signature is None and v.by == entry.by)
        return next((version.changes for version in same), ())


def _told(change: Change) -> str:
    words = _("{label} from {old} to {new}").format(label=change.label, old=change.old, new=change.new)
    return _("{change} ({reason})").format(change=words, reason=_(change.reason)) if change.reason else words


def _named(entry: Entry) -> str:
    names = _NAMED.get(entry.form, ())
    record = decode(entry.form, entry.body) if names else None
    found = [
        _("{label}: {value}").format(label=_(fields(type(record))[name].label), value=show_entry(record, name))
        for name in names
        if record is not None and getattr(record, name) is not None
    ]
    return _(" ({facts})").format(facts=_("; ").join(found)) if found else ""
