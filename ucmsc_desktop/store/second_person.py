"""The second person's check of a dose, proved and signed at a machine where another person is logged in."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.dose_check import agreement, same_person
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.errors import AlreadyThere, NotPermitted, StudyError
from ucmsc_desktop.store.keyring import plain_name
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def second_check(study: Study, user: str, secret: str, key: Key, record: DoseCheck) -> Kept[DoseCheck]:
    """Keep what the second person entered, under their account and with their signature, all or nothing.

    Raises NotPermitted for the person of the first check and for a role that makes none, WrongPassword, AccountLocked,
    RecordRefused; then nothing is stored.
    """
    first = agreement(
        of_type(study.records(key.subject), DoseCheck, key.visit), study.protocol.dose.tolerance_pct
    ).first
    if first is None:
        raise StudyError(_("There is no first check yet. Nothing was saved: the first person begins."))
    if plain_name(user) == first.by.user:
        raise NotPermitted(same_person())
    if study.find(key) is not None:
        raise AlreadyThere(_("This check was made in the meantime. Nothing was saved: look at both and go on."))
    account = study.check_other(user, secret)
    said = msgspec.structs.replace(record, checker=Checker.SECOND)
    written = writing.write(study.ledger, account, study.clock(), None, key, said, {}, Meaning.AUTHOR)
    return of_type([written], DoseCheck)[0]
