"""Whether earlier scores are closed to a person: an assessor scores what the skin shows, not what was scored before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, Key, natural
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.items import Record, changed
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment, PasiEntries, ScoringMode
from ucmsc_desktop.domain.screening_facts import screening_visit
from ucmsc_desktop.store import drafts, reading
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.ledger import Kind, Ledger, encoded
from ucmsc_desktop.store.writing import may_write
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study

R = TypeVar("R", bound=Record)
SCORES = (PasiAssessment.form, IndependentPasi.form, HistoricalPasi.form, GlobalAssessment.form, Screening.form)

# Asked at each refresh of a page: no record is read. The ledger knows who opened earlier scores, whatever a form says.
# Once a form was signed earlier scores are known, and what is changed then is marked: a draft of it closes nothing.
_BEGUN = """
    WITH begun AS (
        SELECT record_id, subject, visit, form, number, 1 AS typing, rowid AS age FROM drafts WHERE user = ?1
        UNION ALL
        SELECT entries.record_id, entries.subject, entries.visit, entries.form, entries.number, 0, entry
        FROM heads JOIN entries USING (entry)
        WHERE heads.form IN ('PASI', 'PASI-2') AND heads.subject {one} AND entries.user = ?1
    )
    SELECT subject, visit, form, number FROM begun
    WHERE form IN ('PASI', 'PASI-2') AND subject {one} AND NOT EXISTS (
        SELECT 1 FROM entries AS signed WHERE signed.record_id = begun.record_id AND signed.kind = 'signature'
    ) AND NOT EXISTS (
        SELECT 1 FROM entries AS seen
        WHERE seen.record_id = begun.record_id AND seen.kind = 'scores-opened' AND seen.user = ?1
    ) ORDER BY typing DESC, age DESC"""
_OF_ONE, _OF_ALL = _BEGUN.format(one="= ?2"), _BEGUN.format(one="IS NOT NULL")
_REASON = "SELECT body FROM entries WHERE record_id = ? AND kind = ? AND user = ?"


def shows_scores(form: str) -> bool:
    """Whether a form says how the skin was judged, as a verdict does too: closed while another visit is scored."""
    return form in SCORES


def open_assessments(study: Study) -> dict[str, Key]:
    """The participants whose PASI this person has begun and not sealed, each with the key of that form."""
    return {key.subject: key for key in reversed(_begun(study))}


def first_begun(study: Study) -> Key | None:
    """The unsealed PASI of this person that closes what shows all participants: of several that of the first code."""
    begun = open_assessments(study)
    return begun[min(begun, key=natural)] if begun else None


def closed_by(study: Study, subject: str) -> Key | None:
    """The unsealed PASI of this person that keeps a participant's earlier scores closed, None when they are open."""
    return next(iter(_begun(study, subject)), None)


def closed_verdicts(study: Study) -> frozenset[str]:
    """The participants whose verdict on eligibility is closed to this person."""
    return frozenset(code for code in open_assessments(study) if hides_verdict(study, code) is not None)


def hides_verdict(study: Study, subject: str) -> Key | None:
    """The unsealed PASI of this person that closes a participant's verdict, and all that quotes it; None when open."""
    return closed_to(study, Key(subject, screening_visit(study.protocol), Screening.form))


def closed_to(study: Study, key: Key) -> Key | None:
    """The unsealed PASI of this person that keeps a form closed, None when it is open; no form closes itself."""
    if not shows_scores(key.form):
        return None
    # Only the latest closes: two that waited to be signed would close each other for ever.
    latest = closed_by(study, key.subject)
    return None if latest is None or latest == key or _is_own_beside(study, key, latest) else latest


def _is_own_beside(study: Study, key: Key, rating: Key) -> bool:
    """Whether a form says no more than what this person assesses at the same visit: they know it anyway."""
    if key.form == Screening.form:
        return rating.form == PasiAssessment.form and key.visit == rating.visit
    if key.form != GlobalAssessment.form or key.visit != rating.visit:
        return False
    kept = study.find(key)
    return kept is not None and kept.by.user == study.account.user


def _begun(study: Study, subject: str | None = None) -> list[Key]:
    if not study.protocol.assessment.earlier_scores_hidden:
        return []
    query, values = (_OF_ALL, []) if subject is None else (_OF_ONE, [subject])
    return [Key(*row) for row in study.ledger.rows(query, [study.account.user, *values])]


def sentence(study: Study, key: Key) -> str:
    """Why earlier scores are closed, and what opens them."""
    visit = study.protocol.visit_name(key.visit)
    if key.form == IndependentPasi.form:
        return _("Earlier scores stay hidden until you sign your second rating of {visit}.").format(visit=visit)
    return _("Earlier scores stay hidden until you sign the PASI of {visit}.").format(visit=visit)


def open_anyway(ledger: Ledger, account: Account, now: datetime, key: Key, reason: str) -> Draft:
    """Note that this person sees earlier scores before signing, and why, and mark the draft of what they score.

    What was opened stays open: a second time adds nothing to the trail.
    """
    if not reason.strip():
        raise StudyError(_("Say why earlier scores must be seen before you sign. They stay hidden."))
    role = may_write(account, key.form)
    begun = drafts.find(ledger, key, account.user) or _unsealed(ledger, account, now, key)
    if begun is None or not isinstance(begun.record, PasiEntries):
        raise StudyError(_("Begin the PASI of this visit first: until then no earlier score is hidden for it."))
    with ledger.transaction():
        if _why_opened(ledger, account, key) is None:
            ledger.append(now, account.user, role, Kind.SCORES_OPENED, key, body=encoded({"reason": reason.strip()}))
        opened = msgspec.structs.replace(begun, record=as_seen(ledger, account, key, begun.record), at=now)
        drafts.keep(ledger, opened)
    return opened


def _unsealed(ledger: Ledger, account: Account, now: datetime, key: Key) -> Draft | None:
    kept = reading.find(ledger, key)
    if kept is None or kept.signatures or kept.by.user != account.user:
        return None
    return Draft(key, kept.record, "", now, account.user, kept.hash)


def as_seen(ledger: Ledger, account: Account, key: Key, record: R) -> R:
    """A record that says so when this person opened earlier scores while scoring it."""
    if not isinstance(record, PasiEntries):
        return record
    reason = _why_opened(ledger, account, key)
    if reason is None:
        return record
    return msgspec.structs.replace(record, mode=ScoringMode.OPENED, opened_because=reason)


def _why_opened(ledger: Ledger, account: Account, key: Key) -> str | None:
    rows = ledger.rows(_REASON, [key.record_id, Kind.SCORES_OPENED.value, account.user])
    return msgspec.json.decode(rows[0][0], type=dict[str, str])["reason"] if rows else None


def with_reason(before: Kept[Record] | None, record: Record, reasons: Mapping[str, str]) -> Mapping[str, str]:
    """The reasons of a change, with the one for opening earlier scores where a save says so: it is asked only once."""
    if before is None or not isinstance(record, PasiEntries) or record.opened_because is None:
        return reasons
    changes = {field.name for field in changed(before.record, record)}
    return dict.fromkeys(changes & {"mode", "opened_because"}, record.opened_because) | dict(reasons)


def check_says_so(ledger: Ledger, account: Account, kept: Kept[Record]) -> None:
    """Raise StudyError for a form of this person's that is to be signed and does not say that scores were opened."""
    if kept.by.user == account.user and as_seen(ledger, account, kept.key, kept.record) != kept.record:
        raise StudyError(
            _("Earlier scores were opened after this form was saved. Open it and save it again, then sign it.")
        )
