"""A trajectory in words: each stop to read or to hear, the whole of it, the doses, and the primary visit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.cohort import chooser
from ucmsc_desktop.domain.course import Course, Dose, Missed, Point
from ucmsc_desktop.domain.measures import Value
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, largest_responding, responds, shown_pct
from ucmsc_desktop.domain.schedule import Placed, Timing
from ucmsc_desktop.domain.trajectory import (
    Stop,
    is_complete,
    is_taken_over,
    million_text,
    not_given,
    seen,
    whole_pct,
    why_no_lines,
)
from ucmsc_desktop.text import _


def change_text(improvement: Fraction | None) -> str:
    """An improvement as the change that people read: `−35.5 %`, a rise with a plus sign; empty if undefined."""
    if improvement is None:
        return ""
    change = -shown_pct(improvement)
    sign = "+" if change > 0 else ""
    return sign + text.quantity(change if change else abs(change), "%")


def point_change(course: Course, point: Point) -> str:
    """The change of an assessment after the baseline, empty for one before it."""
    return change_text(improvement_pct(course.baseline_tenths, point.tenths)) if point.day > 0 else ""


def response_words(baseline: int | None, tenths: int | None) -> str:
    """The best response that is reached and what the next one needs; empty if undefined."""
    if not baseline or tenths is None:
        return ""
    reached = [limit for limit in RESPONSES if responds(baseline, tenths, limit)]
    if len(reached) == len(RESPONSES):
        return _("PASI\u00a0100 reached")
    after = RESPONSES[len(reached)]
    largest = largest_responding(baseline, after)
    needs = _("{largest} or less").format(largest=text.tenths_text(largest)) if largest else text.tenths_text(0)
    if not reached:
        return _("PASI\u00a0{after} not reached (needs {needs})").format(after=after, needs=needs)
    return _("PASI\u00a0{best} reached, PASI\u00a0{after} not yet reached (needs {needs})").format(
        best=reached[-1], after=after, needs=needs
    )


def visit_name(protocol: Protocol, key: str, day: int) -> str:
    """The protocol's name of a visit; an assessment outside the schedule is named by its day."""
    label = next((visit.label for visit in protocol.visits if visit.key == key), None)
    return _(label) if label else _("Day {day}").format(day=text.number_text(day))


def state_words(point: Point | Value) -> str:
    """How final a value is and where it came from."""
    if point.imported and point.state is not State.SIGNED:
        return _("imported")
    words = {State.DRAFT: _("draft"), State.SAVED: _("not signed"), State.SIGNED: _("signed")}[point.state]
    return _("imported, {state}").format(state=words) if point.imported else words


def stop_name(protocol: Protocol, stop: Point | Value) -> str:
    """The visit of a value with its day of study, told once."""
    name = visit_name(protocol, stop.visit, stop.day)
    if not name.endswith(_("Day {day}").format(day=text.number_text(stop.day))):
        name = _("{visit}, day {day}").format(visit=name, day=text.number_text(stop.day))
    return _("{visit} (day approximate)").format(visit=name) if stop.approximate else name


def stop_words(protocol: Protocol, course: Course, stop: Stop) -> str:
    """Everything that the chart shows at a stop, as a line to read or to hear."""
    if isinstance(stop, Missed):
        why = stop.reason or _("no reason given")
        return _("{visit}: missed ({reason}).").format(visit=visit_name(protocol, stop.visit, stop.day), reason=why)
    name = stop_name(protocol, stop)
    if stop.tenths is None:
        why = _(stop.missing.label) if stop.missing else _("incomplete")
        return _("{visit}: no PASI, {reason}.").format(visit=name, reason=why)
    return _("{visit}: {parts}.").format(visit=name, parts=", ".join(_value_words(course, stop)))


def _value_words(course: Course, point: Point) -> Iterator[str]:
    yield _("PASI\u00a0{pasi}").format(pasi=text.tenths_text(point.tenths or 0))
    if point is course.baseline:
        yield _("the baseline")
    elif change := point_change(course, point):
        yield _("{change} from baseline").format(change=change)
        yield response_words(course.baseline_tenths, point.tenths)
    yield state_words(point)


def doses_given(course: Course) -> int:
    """Infusions of which any cells were given."""
    return len(_given(course))


def _given(course: Course) -> list[Dose]:
    return [dose for dose in course.doses if dose.cells is None or dose.cells > 0]


def doses_words(protocol: Protocol, course: Course) -> str:
    """The cells given in total, and each infusion that was given in part, not at all, or is not known."""
    total = sum((dose.cells for dose in course.doses if dose.cells is not None), Decimal(0))
    parts = [_("{million} million cells in total").format(million=million_text(total))]
    told: list[tuple[int, str]] = []
    for dose in course.doses:
        visit = _unbroken(visit_name(protocol, dose.visit, dose.day))
        if dose.cells is None:
            told.append((dose.day, _("{visit}: cells not known").format(visit=visit)))
        elif dose.part_pct is not None and not is_complete(protocol, dose):
            told.append((dose.day, _("{visit} stopped at {part}").format(visit=visit, part=whole_pct(dose.part_pct))))
    for missed in not_given(protocol, course):
        visit = _unbroken(visit_name(protocol, missed.visit, missed.day))
        told.append((missed.day, _("{visit} not given").format(visit=visit)))
    parts += [words for _day, words in sorted(told)]
    return _("{parts}.").format(parts="; ".join(parts))


def _unbroken(words: str) -> str:
    return words.replace(" ", text.NO_BREAK_SPACE)


class Primary(msgspec.Struct, frozen=True):
    """The primary visit against the baseline: title, change (or what stands for it), and more words."""

    title: str
    change: str
    words: str
    responds: bool = False


def primary(protocol: Protocol, course: Course) -> Primary:
    """What the protocol's primary visit showed; before it, how far the participant has come."""
    at = protocol.endpoints.primary_visit
    planned = protocol.visit(at)
    point = chooser(protocol, "primary")(course)
    if point is None and is_taken_over(course):
        point = chooser(protocol, "end")(course)
    baseline = course.baseline_tenths
    if point is not None and baseline:
        week = visit_name(protocol, point.visit, point.day) if point.imported else _(planned.label)
        return _compared(protocol, _("{visit} vs baseline").format(visit=week), course, point)
    title = _("{visit} vs baseline").format(visit=_(planned.label))
    missed = next((missed for missed in course.missed if missed.visit == at), None)
    instead = _("missed") if missed else _("not defined") if point else _("not yet assessed")
    if not seen(course):
        return Primary(title, instead, _("Nothing is scored yet."))
    return Primary(title, instead, why_no_lines(course) or _so_far(protocol, course))


def _compared(protocol: Protocol, title: str, course: Course, point: Point) -> Primary:
    baseline = course.baseline_tenths
    told = _("{before} → {after} · {response}").format(
        before=text.tenths_text(baseline or 0),
        after=text.tenths_text(point.tenths or 0),
        response=response_words(baseline, point.tenths),
    )
    if point.state is not State.SIGNED:
        told = _("{words} · {state}").format(words=told, state=state_words(point))
    if outside := outside_words(protocol, point):
        told = _("{words} · {outside}").format(words=told, outside=outside)
    change = change_text(improvement_pct(baseline, point.tenths))
    return Primary(title, change, told, responds=responds(baseline, point.tenths, RESPONSES[0]) is True)


def outside_words(protocol: Protocol, point: Point) -> str:
    """By how many days an assessment misses the window of its planned visit; empty inside it, or without a window."""
    planned = next((visit for visit in protocol.timed_visits if visit.key == point.visit), None)
    if planned is None or planned.day is None or point.imported:
        return ""
    early, late = planned.day - planned.early_days - point.day, point.day - planned.day - planned.late_days
    timing = Timing.EARLY if early > 0 else Timing.LATE
    return Placed(None, timing, point.day, max(early, late)).sentence() if max(early, late) > 0 else ""


def _so_far(protocol: Protocol, course: Course) -> str:
    last = seen(course)[-1]
    if last is course.baseline:
        return _("Baseline {pasi}").format(pasi=text.tenths_text(last.tenths or 0))
    name = visit_name(protocol, last.visit, last.day)
    return _("Latest: {visit}, {words}").format(visit=name, words=", ".join(_value_words(course, last)))
