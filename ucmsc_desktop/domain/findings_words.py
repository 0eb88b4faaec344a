"""The verdict in words: why, what is still needed, and what could open the way. Screen and paper say the same."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.criteria.checks import names_text
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.findings import CriterionVerdict, Eligibility, Finding
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.protocol import Criterion
from ucmsc_desktop.text import _, date_text, ngettext


def reason(criteria: Sequence[Criterion], found: Sequence[CriterionVerdict], screening: Screening) -> str:
    """The verdict over all criteria in a sentence."""
    against = [each.sentence for each in found if each.finding is Finding.NOT_MET]
    if against:
        return _("Not eligible: {why}.").format(why=_("; ").join(against))
    if all(each.finding is Finding.MET for each in found):
        return _("Eligible: every inclusion criterion is met and no exclusion criterion applies.")
    unsure = {key for key, answer in screening.answers.items() if answer is Answer.UNKNOWN}
    by_hand = {each.key for each in criteria if not each.rule or (each.judgement and each.key in unsure)}
    return _("Not decided: still needed {what}.").format(what=_(" and ").join(_needed(by_hand, found)))


def _needed(by_hand: set[str], found: Sequence[CriterionVerdict]) -> list[str]:
    unknown = [each for each in found if each.finding is Finding.UNKNOWN]
    missing = list({fact.name: fact for each in unknown for fact in each.missing}.values())
    vague = [each.key for each in unknown if not each.missing and each.key not in by_hand]
    judgement = [each.key for each in found if each.finding is Finding.JUDGEMENT]
    unanswered = [each.key for each in unknown if each.key in by_hand]
    parts = []
    if missing:
        parts.append(
            ngettext("{n} fact ({names})", "{n} facts ({names})", len(missing)).format(
                n=len(missing), names=names_text(missing)
            )
        )
    if vague:
        parts.append(_("more exact facts for {keys}").format(keys=_(", ").join(vague)))
    if judgement:
        parts.append(_("the investigator's judgement on {keys}").format(keys=_(", ").join(judgement)))
    if unanswered:
        parts.append(_("an answer to {keys}").format(keys=_(", ").join(unanswered)))
    return parts


def could_words(found: Eligibility) -> str:
    """What could open the way when only time or a new result stands in it; empty otherwise."""
    results = _(", ").join(name_of(code) for code in found.repeat)
    if found.could_from is None:
        return _("Could be eligible after a new result of {results}.").format(results=results) if results else ""
    day = date_text(found.could_from)
    if not results:
        return _("Could be eligible from {day}.").format(day=day)
    return _("Could be eligible from {day}, after a new result of {results}.").format(day=day, results=results)
