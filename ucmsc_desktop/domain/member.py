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
from ucmsc_desktop.domain.summary import Stage, stage_of
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

    `today` is the day of study on which this was read, None for an earlier record: it is over. `followed` is who has a
    PASI after day 0; without an infusion only one of a visit after week 0, not a second one before the treatment.
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
    followed: bool = False

    @property
    def taken_over(self) -> bool:
        """Whether the whole course comes from an earlier record."""
        return is_taken_over(self.course)

    @property
    def treated(self) -> bool:
        """Whether the participant counts among all treated: any cells were given, or the course was taken over."""
        return any(dose.cells is None or dose.cells > 0 for dose in self.course.doses) or self.taken_over


def member(protocol: Protocol, subject: str, records: Sequence[Kept[Record]], today: date) -> Member:
    """What the cohort needs of one participant's records that stand."""
    shown, stage = course(protocol, subject, records), stage_of(protocol, records)
    origin = origin_of(protocol, records)
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
        first75=_first75(shown),
        followed=_is_followed(protocol, shown),
    )


def members(protocol: Protocol, everything: Mapping[str, Sequence[Kept[Record]]], today: date) -> list[Member]:
    """All participants who belong to the cohort."""
    return present(member(protocol, subject, records, today) for subject, records in everything.items())


def present(found: Iterable[Member]) -> list[Member]:
    """Those who were treated, who have a PASI after day 0, or an earlier record; who is only screened is none yet."""
    return [one for one in found if one.treated or one.followed or _is_known(one)]


def _is_known(one: Member) -> bool:
    return one.stage is Stage.EARLIER and bool(seen(one.course))


def _is_followed(protocol: Protocol, shown: Course) -> bool:
    # Before the first infusion days count from screening, and the PASI of week 0 is no follow-up of it.
    before = () if shown.doses else {visit.key for visit in protocol.visits if not visit.week}
    return any(point.day > 0 and point.visit not in before for point in seen(shown))


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


def _first75(shown: Course) -> Point | None:
    """The first day on which the PASI of the latest visit reaches it."""
    latest = {point.day: point for point in seen(shown) if point.day > 0}
    return next((point for point in latest.values() if _is_75(shown, point)), None)


def _is_75(shown: Course, point: Point) -> bool:
    return responds(shown.baseline_tenths, point.tenths, 75) is True
