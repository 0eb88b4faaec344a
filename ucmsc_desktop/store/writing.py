"""Writing a record or a signature into the ledger, after every rule that the record itself must keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from ucmsc_desktop.domain.casebook import Kept, Key, Signature
from ucmsc_desktop.domain.items import Field, Problem, Record, blanks, changed, problems
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.reasons import unexplained
from ucmsc_desktop.domain.roles import Meaning, Role, signing_role, writing_role
from ucmsc_desktop.store import drafts
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.errors import NotPermitted, ReasonNeeded, RecordRefused
from ucmsc_desktop.store.ledger import Entry, Kind, Ledger, encoded
from ucmsc_desktop.store.reading import SignatureBody
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
_OTHER_RATING = {PasiAssessment.form: IndependentPasi.form, IndependentPasi.form: PasiAssessment.form}
_RATED_THE_OTHER_ONLY = """
    SELECT EXISTS (SELECT 1 FROM entries WHERE record_id = ?1 AND kind IN ('record', 'signature') AND user = ?3)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE record_id = ?2 AND kind = 'record' AND user = ?3)"""


def write(
    ledger: Ledger,
    account: Account,
    now: datetime,
    before: Kept[Record] | None,
    key: Key,
    record: Record,
    reasons: Mapping[str, str],
    meaning: Meaning | None = None,
) -> Kept[Record]:
    """Save a record, and sign it when a meaning is given, in one transaction. `before` is what stands at the key."""
    if before is not None:
        record = record.succeeding(before.record, signed=bool(before.signatures))
    record = storable(key, record)
    altered = changed(before.record, record) if before is not None else []
    fresh = before is None or bool(altered)
    if fresh or meaning is Meaning.AUTHOR:
        check_rater(ledger, account, key)
    role = may_write(account, key.form) if fresh else None
    if meaning is not None:
        may_sign(account, key.form, meaning)
        check_complete(record)
    if before is not None:
        _explained(unexplained(before.record, record, reasons, altered))
    with ledger.transaction():
        kept = _append(ledger, account, role, now, before, key, record, reasons) if role is not None else before
        if kept is None:
            raise AssertionError("a record that does not stand is always fresh")
        drafts.remove(ledger, key, account.user)
        return sign(ledger, account, now, kept, meaning) if meaning is not None else kept


def _append(
    ledger: Ledger,
    account: Account,
    role: Role,
    now: datetime,
    before: Kept[Record] | None,
    key: Key,
    record: Record,
    reasons: Mapping[str, str],
) -> Kept[Record]:
    entry = append_record(ledger, account.user, role, now, key, record, before.hash if before else "", reasons)
    return Kept(
        key=key,
        record=record,
        by=entry.by,
        hash=entry.hash,
        changes=before.changes + 1 if before else 0,
        signatures=tuple(
            msgspec.structs.replace(signature, holds=False) for signature in (before.signatures if before else ())
        ),
    )


def append_record(
    ledger: Ledger,
    user: str,
    role: Role,
    now: datetime,
    key: Key,
    record: Record,
    supersedes: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Entry:
    """Append a record's entry; belongs inside a transaction."""
    return ledger.append(
        now,
        user,
        role,
        Kind.RECORD,
        key,
        supersedes=supersedes,
        body=encoded(record),
        reasons=encoded(dict(reasons or {})),
    )


def sign(ledger: Ledger, account: Account, now: datetime, kept: Kept[R], meaning: Meaning) -> Kept[R]:
    """Append a signature over the entry that stands; belongs inside a transaction."""
    role = may_sign(account, kept.key.form, meaning)
    said = SignatureBody(meaning, kept.hash, _(meaning.label), type(kept.record).version)
    entry = ledger.append(now, account.user, role, Kind.SIGNATURE, kept.key, body=encoded(said))
    return msgspec.structs.replace(kept, signatures=(*kept.signatures, Signature(entry.by, meaning, True)))


def sign_standing(ledger: Ledger, account: Account, now: datetime, kept: Kept[R], meaning: Meaning) -> Kept[R]:
    """Sign what stands, in one transaction. A draft that says something else is not signed, and stays."""
    may_sign(account, kept.key.form, meaning)
    if meaning is Meaning.AUTHOR:
        check_rater(ledger, account, kept.key)
    check(kept.record)
    check_complete(kept.record)
    draft = drafts.find(ledger, kept.key, account.user)
    with ledger.transaction():
        if draft is not None and not changed(kept.record, draft.record):
            drafts.remove(ledger, kept.key, account.user)
        return sign(ledger, account, now, kept, meaning)


def may_write(account: Account, form: str) -> Role:
    """The role under which an account writes a form. Raises NotPermitted."""
    role = writing_role(form, account.roles)
    if role is None:
        raise NotPermitted(_("Your role does not fill in this form. What is on the screen was not saved."))
    return role


def check_rater(ledger: Ledger, account: Account, key: Key) -> None:
    """Raise NotPermitted when the two ratings of a visit would be one person's.

    Who saved a rating before may go on with it, also when they have read and signed the other one since.
    """
    other = _OTHER_RATING.get(key.form)
    if other is None:
        return
    ids = [msgspec.structs.replace(key, form=other).record_id, key.record_id]
    if ledger.rows(_RATED_THE_OTHER_ONLY, [*ids, account.user])[0][0]:
        raise NotPermitted(
            _(
                "The second rating of a visit is another person's, and you have saved or signed the other one. "
                "Nothing was saved here."
            )
        )


def may_sign(account: Account, form: str, meaning: Meaning) -> Role:
    """The role under which an account signs a form with a meaning. Raises NotPermitted."""
    role = signing_role(form, meaning, account.roles)
    if role is None:
        raise NotPermitted(_("Your role does not give this signature. Nothing was signed."))
    return role


def storable(key: Key, record: R) -> R:
    """A record as it is stored at a key, with its computed values. Raises RecordRefused when a value cannot be."""
    if record.form != key.form:
        raise TypeError(f"a record of {record.form} does not belong at {key}")
    try:
        found = record.derived()
    except (ArithmeticError, TypeError, ValueError):
        check(record)  # says which entry cannot be computed with
        raise
    check(found)
    return found


def check(record: Record) -> None:
    """Raise RecordRefused when a value cannot be stored."""
    found = problems(record)
    if found:
        raise RecordRefused(found)


def check_complete(record: Record) -> None:
    """Raise RecordRefused when a record cannot be signed: a blank without a reason, or a contradiction."""
    open_fields = [Problem(field.name, _("{label} is blank.").format(label=field.label)) for field in blanks(record)]
    found = open_fields + record.contradictions()
    if found:
        raise RecordRefused(found)


def check_reasons(before: Record, after: Record, reasons: Mapping[str, str]) -> None:
    """Raise ReasonNeeded when a field that had a value, or a reason for none, changes and nobody says why."""
    _explained(unexplained(before, after, reasons))


def _explained(silent: Sequence[Field]) -> None:
    if silent:
        raise ReasonNeeded(silent)
