"""Taking over what another study kept, with its people, roles and times: into an empty study, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.roles import IMPORT_ROLES, Role
from ucmsc_desktop.domain.story import Header, Step, Story
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.accounts import Account, accounts
from ucmsc_desktop.store.errors import AlreadyThere, NotPermitted, StudyError
from ucmsc_desktop.store.ledger import Kind, Ledger, encoded
from ucmsc_desktop.store.reading import SignatureBody
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study


def check_may_take(study: Study) -> Role:
    """The role under which this person takes data over. Raises NotPermitted, or StudyError when there are records."""
    role = next((role for role in IMPORT_ROLES if role in study.account.roles), None)
    if role is None:
        raise NotPermitted(_("Your role does not import data. Nothing was imported."))
    if study.ledger.rows("SELECT 1 FROM heads LIMIT 1", []):
        raise StudyError(
            _("This study holds records already. Data are taken over into an empty study only. Nothing was imported.")
        )
    return role


def take_over(study: Study, header: Header, stories: Iterable[Story], source: str, sha256: str) -> Iterator[int]:
    """Append every version of the protocol, save and signature as it was; yields how many participants are done.

    All of it is one transaction, which ends with the last step: closing the iterator before takes everything back.
    Raises what `check_may_take` raises, StudyError for another study, AlreadyThere where a user is another person.
    """
    role = check_may_take(study)
    _check_study(study, header)
    strangers = _strangers(study.ledger, header)
    said = {"source": source, "sha256": sha256, "participants": str(header.subjects)}
    importing = study.account.user, role
    with study.ledger.transaction():
        study.ledger.append(study.clock(), *importing, Kind.IMPORT, body=encoded(said))
        for account in strangers:
            study.ledger.append(study.clock(), *importing, Kind.ACCOUNT, body=encoded(account))
        for version in header.versions:
            by = version.by
            study.ledger.append_original(by.at, by.user, by.role, Kind.PROTOCOL, body=version.body)
        yield from _append(study.ledger, stories)
        for account in strangers:
            closed = {"user": account.user, "reason": _("Came with {file}").format(file=source)}
            study.ledger.append(study.clock(), *importing, Kind.ACCOUNT_CLOSED, body=encoded(closed))
        # The last entry tells the clock of this place, which those between have not.
        study.ledger.append(study.clock(), *importing, Kind.IMPORT, body=encoded(said))
    study.put_in_force(header.protocol)


def _check_study(study: Study, header: Header) -> None:
    code = header.protocol.study.code
    if code != study.protocol.study.code:
        sentence = _("The file is of the study {code}, this one is {own}. Nothing was imported.")
        raise StudyError(sentence.format(code=code, own=study.protocol.study.code))
    if header.practice is not study.practice:
        raise StudyError(_("Data of a practice study and of a real one are never put together. Nothing was imported."))


def _strangers(ledger: Ledger, header: Header) -> list[Account]:
    """The accounts of those whom this study does not know. Raises AlreadyThere where a name is another person's."""
    known = {account.user.casefold(): account for account in accounts(ledger).values()}
    found = []
    for user, name in header.people.items():
        here = known.get(user.casefold())
        if here is None:
            found.append(Account(user, name, header.roles.get(user, ())))
            known[user.casefold()] = found[-1]
        elif (here.user, here.full_name) != (user, name):
            sentence = _(
                "The user name {user} is {name} in the file and {other} in this study. Two people never share a name. "
                "Nothing was imported."
            )
            raise AlreadyThere(sentence.format(user=user, name=name, other=here.full_name))
    return found


def _append(ledger: Ledger, stories: Iterable[Story]) -> Iterator[int]:
    done = 0
    for story in stories:
        standing: dict[Key, str] = {}
        for step in story.steps:
            _append_step(ledger, step, standing)
        done += bool(story.subject)
        yield done


def _append_step(ledger: Ledger, step: Step, standing: dict[Key, str]) -> None:
    key, by = step.key, step.by
    if (key.form in STUDY_FORMS) is not (key.subject == ""):
        raise TypeError(f"{key} is no place for a record")
    if step.record is not None:
        record = writing.storable(key, step.record)
        said = {"supersedes": standing.get(key, ""), "body": encoded(record), "reasons": encoded(step.reasons)}
        standing[key] = ledger.append_original(by.at, by.user, by.role, Kind.RECORD, key, **said).hash
    elif step.meaning is not None:
        signed = SignatureBody(step.meaning, standing[key], _(step.meaning.label), FORMS[key.form].version)
        ledger.append_original(by.at, by.user, by.role, Kind.SIGNATURE, key, body=encoded(signed))
