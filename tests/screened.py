"""Candidates for the tests: everything a verdict asks for, recorded in the study as at the bedside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.screening_facts import snapshot
from ucmsc_desktop.domain.standing import is_judged
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.practice_facts import practice_facts
from ucmsc_desktop.store.study import Signing, Study

ELIGIBLE = "Eligible: every inclusion criterion is met and no exclusion criterion applies."


def enter(study: Study, code: str, sex: Sex = Sex.FEMALE, without: Collection[str] = ()) -> None:
    """A candidate whom no fact keeps out; forms in `without` stay open."""
    study.add_participant(code, Participant(sex=sex, birth_date=PartialDate("1980-05-01")))
    start = study.clock() - timedelta(days=1)
    for _minutes, _who, record in practice_facts(sex, "60", int(code.removeprefix("P-")), start):
        if record.form not in without:
            study.save(Key(code, "SCR", record.form), record)
    pasi = study.find(Key("P-001", "SCR", PasiAssessment.form))
    if PasiAssessment.form not in without and pasi is not None:
        assessed = msgspec.structs.replace(pasi.record, assessed_on=start.date())
        study.save(Key(code, "SCR", PasiAssessment.form), assessed, sign=Signing(Meaning.AUTHOR, PRACTICE_PASSWORD))


def change(study: Study, code: str, form: str, **values: Any) -> None:
    """Change a fact that stands."""
    key = Key(code, "SCR", form)
    kept = study.find(key)
    assert kept is not None
    record = msgspec.structs.replace(kept.record, **values)
    study.save(key, record, reasons=dict.fromkeys(values, "Source was corrected"))


def judged(study: Study, code: str) -> Screening:
    """The verdict with the investigator's no to every criterion of judgement, as it would be saved now."""
    protocol = study.protocol
    answers = {criterion.key: Answer.NO for criterion in protocol.criteria if is_judged(criterion, protocol)}
    record = Screening(screened_on=study.clock().date(), answers=answers)
    return snapshot(record, judge(facts_of(study.records(code), overlay=record), protocol, record))


def approve(study: Study, code: str) -> None:
    """The verdict, saved and approved by an investigator."""
    key = Key(code, "SCR", Screening.form)
    study.save(key, judged(study, code), sign=Signing(Meaning.APPROVAL, PRACTICE_PASSWORD))
