"""Whether the person at the bedside is the participant: the code on the wristband and the birth date that they say."""

from __future__ import annotations

from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.dates import PartialDate, earliest, latest
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.text import _


def identity_faults(check: DoseCheck, subject: str, participant: Participant) -> list[Problem]:
    """What does not fit the participant of the page, by field; what is open says nothing."""
    found = []
    if check.subject_read is not None and check.subject_read.strip().casefold() != subject.casefold():
        sentence = _("This is not {subject}, whose page is open: stop and find out who lies here.")
        found.append(Problem("subject_read", sentence.format(subject=subject)))
    if check.birth_read is None:
        return found
    if participant.birth_date is None:
        sentence = _("No birth date of this participant is recorded: record it first, on “Demography”.")
        found.append(Problem("birth_read", sentence))
    elif not _overlap(check.birth_read, participant.birth_date):
        sentence = _("This is not the participant's birth date as it is recorded: stop and find out who lies here.")
        found.append(Problem("birth_read", sentence))
    elif not _as_precise(check.birth_read, participant.birth_date):
        sentence = _("Ask for the whole birth date: a part of it does not tell two people apart.")
        found.append(Problem("birth_read", sentence))
    return found


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return earliest(one) <= latest(other) and earliest(other) <= latest(one)


def _as_precise(said: PartialDate, recorded: PartialDate) -> bool:
    return latest(said) - earliest(said) <= latest(recorded) - earliest(recorded)
