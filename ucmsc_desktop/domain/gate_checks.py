"""What the gate before an infusion asks of the day itself: the visit's window, the weight, and the pregnancy test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion, infusion_words
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, Quality
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import DosePart, InfusionPart, Protocol
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.schedule import Placed, Timing, windows
from ucmsc_desktop.text import _, date_text


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found on one line; `waits` for an entry, `never`: not even a deviation can open it."""

    sentence: str
    ok: bool
    waits: bool = False
    never: bool = False


def window(records: Sequence[Kept[Record]], protocol: Protocol, visit: str, today: date) -> Found:
    """Whether today lies in the window of the visit, counted from the first infusion; that one has no window."""
    name = protocol.visit_name(visit)
    first = first_infusion([kept for kept in records if kept.key.visit != visit])
    if first is None:
        if protocol.infusion_visits and protocol.infusion_visits[0].key == visit:
            return Found(sentence=_("The first infusion: all windows are counted from it."), ok=True)
        return Found(
            sentence=_("{visit} has no window yet: no infusion was given before.").format(visit=name), ok=False
        )
    span = next((span for span in windows(protocol.visits, first) if span.visit.key == visit), None)
    if span is None:
        return Found(sentence=_("{visit} has no window in the protocol.").format(visit=name), ok=False)
    placed = Placed(span, span.timing(today), (today - first).days, span.days_outside(today))
    sentence = _("{visit}, planned {day}: today is {where}.").format(
        visit=name, day=date_text(span.planned), where=placed.sentence()
    )
    return Found(sentence=sentence, ok=placed.timing is Timing.IN_WINDOW)


def weight(dose: DosePart, weighed_at: datetime | None, now: datetime) -> Found:
    """Whether the weight is from today, or from as many days ago as the protocol allows."""
    if weighed_at is None:
        return Found(sentence=_("The weight is not entered yet."), ok=False, waits=True)
    if weighed_at > now:
        sentence = _("The weight is from {moment}, which is still to come: correct the time.")
        return Found(sentence=sentence.format(moment=text.datetime_text(weighed_at)), ok=False, never=True)
    log = Infusion(given_on=now.date(), weighed_on=weighed_at.date())
    too_old = [one for one in infusion_words.cautions(log, dose, now.date()) if one.field == "weighed_on"]
    if too_old:
        return Found(sentence=too_old[0].sentence, ok=False)
    return Found(sentence=_("Weighed {moment}.").format(moment=text.datetime_text(weighed_at)), ok=True)


def weight_change(records: Sequence[Kept[Record]], dose: DosePart, visit: str, weight_kg: Decimal | None) -> str:
    """That a weight is far from the last one, in a sentence; empty within what the protocol asks no question about."""
    before = _last_weight(records, visit)
    if weight_kg is None or before is None:
        return ""
    change = (Fraction(weight_kg) - Fraction(before)) * 100 / Fraction(before)
    if abs(change) <= Fraction(dose.weight_change_pct):
        return ""
    shown = text.quantity(infusion.rounded(change, 1), "%")
    sentence = _("The weight differs by {change} from the last one, {before}: weigh again if in doubt.")
    return sentence.format(change=shown, before=text.quantity(before, "kg"))


def _last_weight(records: Sequence[Kept[Record]], visit: str) -> Decimal | None:
    """The weight of the last infusion before, else that of the screening."""
    logs = [kept.record for kept in of_type(records, Infusion) if kept.key.visit != visit and kept.record.weight_kg]
    if logs:
        return max(logs, key=lambda log: log.given_on or date.min).weight_kg
    return next((kept.record.weight_kg for kept in of_type(records, Measurements) if kept.record.weight_kg), None)


def pregnancy(records: Sequence[Kept[Record]], plan: InfusionPart, today: date) -> Found | None:
    """The latest pregnancy test of a woman who can bear children, None where no test is needed."""
    participant = next((kept.record for kept in of_type(records, Participant)), Participant())
    statuses = of_type(records, ReproductiveStatus)
    if participant.sex is Sex.MALE or (statuses and statuses[-1].record.childbearing is False):
        return None
    tests = [
        (kept.record.sampled_on, kept.record.results[PREGNANCY_TEST].quality)
        for kept in of_type(records, LabPanel)
        if PREGNANCY_TEST in kept.record.results and kept.record.sampled_on and kept.record.sampled_on <= today
    ]
    done = [(on, quality) for on, quality in tests if on is not None and quality is not None]
    if not done:
        return Found(sentence=_("There is no pregnancy test: enter it under “Laboratory”."), ok=False)
    # Of two tests of one day that differ, the one that is not negative is believed.
    on, result = max(done, key=lambda test: (test[0], test[1] is not Quality.NEGATIVE))
    told = {"day": date_text(on), "result": _(result.label).lower()}
    if result is not Quality.NEGATIVE:
        return Found(sentence=_("Pregnancy test of {day}: {result}.").format(**told), ok=False)
    days = (today - on).days
    if days > plan.pregnancy_valid_days:
        old = _(
            "Pregnancy test of {day}: {result}, {n} days old; the protocol allows {allowed}. Enter a new one under "
            "“Laboratory”."
        )
        return Found(sentence=old.format(**told, n=days, allowed=plan.pregnancy_valid_days), ok=False)
    return Found(sentence=_("Pregnancy test of {day}: {result}.").format(**told), ok=True)
