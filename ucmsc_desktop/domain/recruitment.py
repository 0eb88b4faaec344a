"""Who was enrolled when, beside how many the protocol plans to enrol by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import natural, of_type
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.periods import months_ahead
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.summary import Stage, Summary
from ucmsc_desktop.text import _

IN_THE_TRIAL = (Stage.ENROLLED, Stage.TREATED, Stage.FOLLOW_UP, Stage.DONE)


class Enrolled(msgspec.Struct, frozen=True):
    """A participant who was enrolled on a day."""

    subject: str
    on: date


class Recruitment(msgspec.Struct, frozen=True):
    """Enrolled participants by day, and the plan: so many from `start` to `end`, which is None without a planned time.

    `start` is the day of the first consent or screening; `undated` are enrolled on a day that nobody wrote down.
    """

    enrolled: tuple[Enrolled, ...]
    planned: int
    today: date
    start: date | None = None
    end: date | None = None
    undated: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many were enrolled by today."""
        return len(self.enrolled) + len(self.undated)

    def planned_by(self, day: date) -> Fraction | None:
        """How many were to be enrolled by the end of a day, evenly over the planned time; None without a plan."""
        if self.start is None or self.end is None:
            return None
        passed = min(max((day - self.start).days, 0), (self.end - self.start).days)
        return Fraction(self.planned * passed, max((self.end - self.start).days, 1))

    def words(self) -> str:
        """Enrolled against the plan in a sentence."""
        words = _("{n} of {planned} planned participants are enrolled.").format(n=self.count, planned=self.planned)
        due = self.planned_by(self.today)
        if due is None or self.end is None:
            return words
        sentence = _("The plan has {n} by today and all by {day}.")
        return f"{words} {sentence.format(n=int(due), day=text.date_text(self.end))}"


def recruitment(protocol: Protocol, seen: Iterable[Summary], today: date) -> Recruitment:
    """Enrolment so far; earlier records were not enrolled into this trial."""
    enrolled, undated, begun = [], [], []
    for one in seen:
        if one.stage is Stage.EARLIER:
            continue
        begun += _begun(one)
        if one.stage in IN_THE_TRIAL:
            day = enrolled_on(one)
            if day is None:
                undated.append(one.subject)
            else:
                enrolled.append(Enrolled(one.subject, day))
    months, start = protocol.study.recruitment_months, min(begun, default=None)
    return Recruitment(
        enrolled=tuple(sorted(enrolled, key=lambda one: (one.on, natural(one.subject)))),
        planned=protocol.study.planned_participants,
        today=today,
        start=start,
        end=months_ahead(months).ahead(start) if start is not None and months else None,
        undated=tuple(undated),
    )


def enrolled_on(seen: Summary) -> date | None:
    """The day of the decision to enrol; where nobody wrote it down the first infusion, which shows it at the latest."""
    decided = (kept.record for kept in of_type(seen.records, Screening) if kept.record.outcome is Outcome.ENROLLED)
    return next((one.decided_on for one in decided if one.decided_on), seen.first_infusion)


def _begun(seen: Summary) -> list[date]:
    days = [kept.record.signed_on for kept in of_type(seen.records, Consent)]
    days += [kept.record.screened_on for kept in of_type(seen.records, Screening)]
    return [day for day in [*days, enrolled_on(seen)] if day is not None]
