"""The visits by which a cohort is told, and who has not come to one of them yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from ucmsc_desktop.domain.cohort import WeekWindow, at_visit, chooser, week_window
from ucmsc_desktop.domain.course import Course, Point, treatment_end_day
from ucmsc_desktop.domain.member import Ending, Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import _

END = "end"


class CohortVisit(msgspec.Struct, frozen=True):
    """A visit of the cohort: `at` as for a chooser, its name, its week, and its window in days of study."""

    at: str
    label: str
    week: int
    window: WeekWindow
    choose: Callable[[Course], Point | None]

    def is_ahead_of(self, member: Member) -> bool:
        """Whether a participant is still to come to it: nothing is recorded there and its window is not over."""
        if member.ending is not Ending.ONGOING or member.today is None or member.today > self.window.last_day:
            return False
        missed = any(missed.visit == self.window.visit for missed in member.course.missed)
        return not missed and not self.is_foreign_to(member) and not at_visit(member.course, self.window)

    def is_foreign_to(self, member: Member) -> bool:
        """Whether it is no visit of a participant: not in the plan, or not in the earlier record."""
        if self.at == END:
            return False
        if member.taken_over:
            return not at_visit(member.course, self.window)
        return not self.window.visit


def visit_at(protocol: Protocol, at: str) -> CohortVisit:
    """The visit that `primary`, `end` or `week:N` means. Raises ValueError with a sentence for others."""
    choose = chooser(protocol, at)
    if at == END:
        week, last_day = protocol.endpoints.treatment_weeks, treatment_end_day(protocol)
        window = week_window(protocol, week)._replace(last_day=last_day)
        return CohortVisit(at, _("End of treatment"), week, window, choose)
    if at == "primary":
        week = protocol.visit(protocol.endpoints.primary_visit).week or 0
    else:
        week = int(at.removeprefix("week:"))
    window = week_window(protocol, week)
    label = protocol.visit_name(window.visit) if window.visit else _("Week {n}").format(n=week)
    return CohortVisit(at, label, week, window, choose)


def cohort_visits(protocol: Protocol, members: Sequence[Member]) -> tuple[CohortVisit, ...]:
    """The planned visits after week 0 that somebody can have reached, weeks of earlier records, and the end."""
    weeks = {point.day // 7 for member in members for point in member.course.after_baseline if _is_weekly(point)}
    furthest = max(
        (member.today for member in members if not member.taken_over and member.today is not None), default=0
    )
    for planned in protocol.timed_visits:
        if planned.week and week_window(protocol, planned.week).first_day <= furthest:
            weeks.add(planned.week)
    return tuple(visit_at(protocol, at) for at in [*(f"week:{week}" for week in sorted(weeks)), END])


def treated(members: Sequence[Member]) -> list[Member]:
    """Those whom every rate of the cohort counts."""
    return [member for member in members if member.treated]


def _is_weekly(point: Point) -> bool:
    return point.imported and not point.approximate and point.day % 7 == 0
