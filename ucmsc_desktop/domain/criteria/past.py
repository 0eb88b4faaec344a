"""Criteria on what has to lie far enough back: pregnancy and breast-feeding, and other trials."""

from __future__ import annotations

from datetime import date
from typing import Any

from ucmsc_desktop import text
from ucmsc_desktop.domain.criteria.cases import Case
from ucmsc_desktop.domain.criteria.checks import Check, decided, denied, lacking
from ucmsc_desktop.domain.criteria.periods import Period, days_ahead, months_ahead, passed, years_ahead
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.fact_words import RESULTS, fact, recorded
from ucmsc_desktop.domain.findings import Fact, Finding
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, Quality
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.text import _

DAYS_OF_A_MONTH = 30
_FINDINGS = {True: Finding.MET, False: Finding.NOT_MET, None: Finding.UNKNOWN}


def waited(what: str, event: PartialDate, period: Period, on: date, *told: Fact, since: date = date.min) -> Check:
    """Whether the period after an event is over on a day; where it is not, from when it surely is."""
    found = passed(event, period, on, since=since)
    if found is None:
        return lacking(*told, words=_("{what}: not a date").format(what=what))
    if found.complete:
        sentence = _("{what}: {period} completed by {on}")
    elif found.complete is None:
        sentence = _("{what}: whether {period} had passed by {on} depends on what is not known, free from {free}")
    elif found.after:
        sentence = _("{what}: this is after {on}, free from {free}")
    else:
        sentence = _("{what}: {period} not completed by {on}, free from {free}")
    on_text, free = text.date_text(on), text.date_text(found.free_from)
    if not found.exact:
        free = _("{day} at the latest").format(day=free)
    return Check(
        finding=_FINDINGS[found.complete],
        words=sentence.format(what=what, period=period.words, on=on_text, free=free),
        facts=told,
        free_from=None if found.complete else found.free_from,
    )


def trials(case: Case) -> list[Check]:
    """In no other trial now, and the last one ended long enough before screening."""
    found = case.facts.trials
    count = case.limits.other_trial_months
    period = months_ahead(count) if case.limits.month == "calendar" else days_ahead(DAYS_OF_A_MONTH * count)
    now, before = (denied(OtherTrials, found, name) for name in ("taking_part", "before"))
    ended = recorded(OtherTrials, found, "last_ended_on")
    return [now, _last_ended(case, before, _("last trial ended on {date}"), ended, period)]


def reproduction(case: Case) -> list[Check]:
    """A woman neither pregnant nor breast-feeding, by answer and by test, and not within the period before either."""
    sex, told = recorded(Participant, case.facts.participant, "sex")
    if sex is None:
        return [lacking(told)]
    if sex is Sex.MALE:
        return [decided(_("a man: does not apply"), told, against=False)]
    found = case.facts.reproduction
    *now, ever = (denied(ReproductiveStatus, found, name) for name in ("pregnant", "lactating", "ever"))
    what, ended = (
        _("last pregnancy or breast-feeding ended on {date}"),
        recorded(ReproductiveStatus, found, "last_ended_on"),
    )
    ever = _last_ended(case, ever, what, ended, years_ahead(case.limits.reproductive_years))
    return [*now, ever, _pregnancy_test(case), decided("", told, against=False)]


def _last_ended(case: Case, ever: Check, what: str, ended: tuple[Any, Fact], period: Period) -> Check:
    """Far enough back, or there never was one; where both are said and do not agree, that is open."""
    event, told = ended
    if event is None:
        return lacking(told) if ever.finding is Finding.NOT_MET else ever
    words = what.format(date=told.words)
    found = _until_screening(case, words, event, period, told)
    if found.finding is Finding.MET or ever.finding is not Finding.MET:
        return found
    words = _("{what}, yet there was none ({answer}): one of them is wrong").format(what=words, answer=ever.words)
    return decided(words, told, *ever.facts, against=None)


def _until_screening(case: Case, what: str, event: PartialDate, period: Period, told: Fact) -> Check:
    on = case.facts.screened_on
    told_on = fact(Screening.form, "screened_on", text.date_text(on) if on else "")
    if on is None:
        return lacking(told_on, facts=(told,))
    return waited(what, event, period, on, told, told_on)


def _pregnancy_test(case: Case) -> Check:
    result = case.facts.results.get(PREGNANCY_TEST)
    able, told_able = recorded(ReproductiveStatus, case.facts.reproduction, "childbearing")
    if result is None or result.quality is None:
        if able is False:
            return decided(_("not able to bear children: no test is needed"), told_able, against=False)
        missing = (told_able,) if able is None else ()
        return lacking(*missing, fact(LabPanel.form, RESULTS + PREGNANCY_TEST))
    told = fact(LabPanel.form, RESULTS + PREGNANCY_TEST, _(result.quality.label))
    if result.quality is Quality.UNCLEAR:
        return lacking(told, words=_("{test}: unclear, a new test is needed").format(test=told.label), facts=(told,))
    words = _("{test}: {result}").format(test=told.label, result=told.words)
    return decided(words, told, against=result.quality is Quality.POSITIVE)
