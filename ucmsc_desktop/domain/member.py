"""One participant as the cohort sees them: course, doses, events, relapse, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.course import Course, Point, course, origin_of
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.event_spans import EventSpan, event_spans
from ucmsc_desktop.domain.items import Code, MissingReason, Record
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import Relapse, responds
from ucmsc_desktop.domain.summary import Stage, summary
from ucmsc_desktop.domain.trajectory import doses_reached, is_taken_over, seen
from ucmsc_desktop.text import N_


class Ending(Code):
    """Whether somebody is still in the trial, and why not."""

    ONGOING = ("ongoing", N_("ongoing"))
    DONE = ("done", N_("followed up to the end"))
    WITHDRAWN = ("withdrawn", N_("withdrawn"))
    LOST = ("lost", N_("lost to follow-up"))


_ENDS = {MissingReason.WITHDRAWN: Ending.WITHDRAWN, MissingReason.LOST: Ending.LOST}


class Member(msgspec.Struct, frozen=True):
    """A participant of the cohort. Days are days of study; `whole_doses` reached the dose within tolerance.

    `today` is the day of study on which this was read, None for an earlier record: it is over.
    """

    subject: str
    course: Course
    stage: Stage
    relapse: Relapse
    ending: Ending
    last_day: int
    whole_doses: int
    completed: bool
    per_protocol: bool
    today: int | None = None
    events: tuple[EventSpan, ...] = ()
    first75: Point | None = None

    @property
    def taken_over(self) -> bool:
        """Whether the whole course comes from an earlier record."""
        return is_taken_over(self.course)

    @property
    def treated(self) -> bool:
        """Whether the participant counts among all treated: any cells were given, or the course was taken over."""
        return self.taken_over or any(dose.cells is None or dose.cells > 0 for dose in self.course.doses)


def member(protocol: Protocol, subject: str, records: Sequence[Kept[Record]], today: date) -> Member:
    """What the cohort needs of one participant's records that stand."""
    shown, stage = course(protocol, subject, records), summary(protocol, subject, records, today).stage
    origin = origin_of(records)
    whole, events = doses_reached(protocol, shown), event_spans(records, origin)
    completed = _is_completed(protocol, shown)
    ending = _ending(records, shown, stage)
    return Member(
        subject=subject,
        course=shown,
        stage=stage,
        relapse=shown.relapse(protocol),
        ending=ending,
        last_day=_last_day(shown, events),
        whole_doses=whole,
        completed=completed,
        per_protocol=completed and not is_taken_over(shown) and _is_per_protocol(protocol, records, whole),
        today=(today - origin).days if origin is not None else None,
        events=events,
        first75=next((point for point in seen(shown) if point.day > 0 and _is_75(shown, point)), None),
    )


def members(protocol: Protocol, everything: Mapping[str, Sequence[Kept[Record]]], today: date) -> list[Member]:
    """All participants of whom there is anything to show: a course, or at least a dose."""
    return present(member(protocol, subject, records, today) for subject, records in everything.items())


def present(found: Iterable[Member]) -> list[Member]:
    """Those of whom a PASI or a dose is known; people who are only screened are no part of the cohort yet."""
    return [one for one in found if one.treated or (seen(one.course) and one.stage is Stage.EARLIER)]


def _is_completed(protocol: Protocol, shown: Course) -> bool:
    """An earlier record is complete with any PASI of the treatment period, a participant with the primary one."""
    point = chooser(protocol, "end" if is_taken_over(shown) else "primary")(shown)
    return point is not None and point.tenths is not None


def _is_per_protocol(protocol: Protocol, records: Sequence[Kept[Record]], whole_doses: int) -> bool:
    analysis = protocol.analysis
    wanted = analysis.per_protocol_infusions or len(protocol.infusion_visits)
    deviated = bool(of_type(records, Deviation))
    return whole_doses >= wanted and (analysis.per_protocol_deviations == "allowed" or not deviated)


def _ending(records: Sequence[Kept[Record]], shown: Course, stage: Stage) -> Ending:
    if any(kept.record.withdrawn_on for kept in of_type(records, Consent)):
        return Ending.WITHDRAWN
    last = shown.points[-1] if shown.points else None
    if last is not None and last.missing in _ENDS:
        return _ENDS[last.missing]
    return Ending.DONE if stage in (Stage.DONE, Stage.EARLIER) else Ending.ONGOING


def _last_day(shown: Course, events: Sequence[EventSpan]) -> int:
    days = [point.day for point in seen(shown)] + [dose.day for dose in shown.doses] + [span.day for span in events]
    return max([0, *days])


def _is_75(shown: Course, point: Point) -> bool:
    return responds(shown.baseline_tenths, point.tenths, 75) is True
