"""The protocol's order where records are saved, and the signed deviations that open a way out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.order import Unmet, is_ordered, sentence, unmet
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store import reading, writing
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.errors import NotPermitted, OutOfOrder
from ucmsc_desktop.store.ledger import Ledger
from ucmsc_desktop.text import _


def standing(ledger: Ledger, protocol: Protocol, key: Key, *, stands: bool) -> list[Kept[Record]] | None:
    """The participant's records by which the order is checked, None for a form that it does not concern.

    What stands may be corrected; only a checklist that stands can still enrol.
    """
    if not is_ordered(protocol, key) or (stands and key.form != Screening.form):
        return None
    return reading.of_subject(ledger, key.subject, protocol)


def check(
    records: Sequence[Kept[Record]] | None, protocol: Protocol, key: Key, record: Record, meaning: Meaning | None = None
) -> None:
    """Raise OutOfOrder when a record, signed with a meaning or not, leaves out a step by what stood before it."""
    found = unmet(records, protocol, key, record, signing=meaning is Meaning.APPROVAL) if records is not None else []
    if found:
        raise OutOfOrder(found, sentence(found))


def veiled(steps: Sequence[Unmet]) -> list[Unmet]:
    """Steps that are left out, without what the verdict says."""
    hidden = _("No signed verdict “eligible” stands.")
    return [Unmet(step.step, hidden) if step.step is Step.ELIGIBILITY else step for step in steps]


def may_approve(signer: Account) -> None:
    """Raise NotPermitted for a person who cannot take responsibility for a deviation."""
    if Role.INVESTIGATOR not in signer.roles:
        sentence = _("{name} is not an investigator: only an investigator signs a deviation. Nothing was recorded.")
        raise NotPermitted(sentence.format(name=signer.full_name))


def deviate(
    ledger: Ledger,
    account: Account,
    signer: Account,
    now: datetime,
    place: Key,
    rules: Sequence[Step],
    circumstance: str,
    reason: str,
) -> list[Kept[Deviation]]:
    """Keep a deviation from each rule, recorded by one account and approved by the signer; all or none.

    `place` names the first of them. Raises NotPermitted, and RecordRefused without a circumstance or a reason.
    """
    kept = []
    with ledger.transaction():
        for number, rule in enumerate(rules, place.number):
            key = Key(place.subject, place.visit, Deviation.form, number)
            record = Deviation(
                step=rule,
                noted_on=now.date(),
                circumstance=circumstance.strip() or None,
                reason=reason.strip() or None,
            )
            writing.check_complete(record)
            written = writing.write(ledger, account, now, None, key, record, {})
            kept.append(writing.sign(ledger, signer, now, written, Meaning.APPROVAL))
    return of_type(kept, Deviation)
