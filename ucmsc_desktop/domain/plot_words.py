"""A tab of a trajectory in words: each stop to read or to hear with who assessed it, and the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Course, Missed, Point
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.measures import Measure, Plot, Spread, Value
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trajectory import Stop, seen, stops
from ucmsc_desktop.domain.trajectory_words import doses_words, state_words, stop_name, stop_words
from ucmsc_desktop.text import _, ngettext

WITH_SCORES = (Measure.PASI, Measure.CHANGE)
"""The tabs whose stops are told with the PASI itself, its change and its response."""
MANY_TO_HEAR = 16
"""Of more stops only the telling ones are heard."""


class PlotStop(msgspec.Struct, frozen=True):
    """Where one comes to on a walk along a tab: the values of one form, or a visit that has none."""

    day: int
    visit: str
    form: str = ""
    values: tuple[tuple[str, Value], ...] = ()
    empty: Stop | None = None


def plot_stops(course: Course, plot: Plot) -> tuple[PlotStop, ...]:
    """All stops of a tab by day: values that belong to one form together, missed visits, and visits without a PASI."""
    found: dict[tuple[int, str, str], list[tuple[str, Value]]] = {}
    for trace in plot.traces:
        for value in trace.values:
            found.setdefault((value.day, value.visit, value.form), []).append((trace.name, value))
    made = [PlotStop(day, visit, form, tuple(values)) for (day, visit, form), values in found.items()]
    scored = plot.measure not in (Measure.DLQI, Measure.ITCH)
    made += [
        PlotStop(stop.day, stop.visit, empty=stop)
        for stop in stops(course)
        if isinstance(stop, Missed) or (scored and stop.tenths is None and not _has(made, stop))
    ]
    return tuple(sorted(made, key=lambda stop: (stop.day, stop.visit, stop.form)))


def _has(made: Sequence[PlotStop], point: Point) -> bool:
    return any((stop.day, stop.visit) == (point.day, point.visit) for stop in made)


def plot_stop_words(protocol: Protocol, course: Course, plot: Plot, stop: PlotStop) -> str:
    """Everything that a tab shows at a stop, and who assessed it, as a line to read or to hear."""
    if stop.empty is not None:
        return stop_words(protocol, course, stop.empty)
    value = stop.values[0][1]
    point = point_of(course, value) if plot.measure in WITH_SCORES else None
    if point is not None:
        told = stop_words(protocol, course, point)
    else:
        told = _("{visit}: {parts}.").format(
            visit=stop_name(protocol, value), parts=", ".join(_parts(course, plot, stop))
        )
    return _("{words} Assessed by {name}.").format(words=told, name=value.by) if value.by else told


def point_of(course: Course, value: Value) -> Point | None:
    """The PASI on which a value rests; None for what stands beside PASI."""
    return next(
        (
            point
            for point in seen(course)
            if (point.day, point.visit, point.imported) == (value.day, value.visit, value.imported)
        ),
        None,
    )


def _parts(course: Course, plot: Plot, stop: PlotStop) -> Iterator[str]:
    for name, value in stop.values:
        yield f"{name}{text.NO_BREAK_SPACE}{value.words}"
    first = stop.values[0][1]
    point = point_of(course, first) if plot.measure in (Measure.REGION, Measure.SIGN) else None
    if point is not None:
        yield _("together PASI\u00a0{pasi}").format(pasi=text.tenths_text(point.tenths or 0))
    yield state_words(first)


def relapse_words(protocol: Protocol, course: Course) -> str:
    """When PASI 50 was lost again, in a sentence; empty when it never was."""
    found = course.relapse(protocol)
    if found.relapse_week is None or found.period is None:
        return ""
    return _("PASI 50 was reached and lost again at week {week} ({period}): a relapse by the protocol.").format(
        week=text.number_text(rounded(Fraction(found.relapse_week), 1)), period=_(found.period.label)
    )


def plot_summary(
    protocol: Protocol, course: Course, plot: Plot, events: Sequence[EventSpan] = (), spread: Spread | None = None
) -> str:
    """A tab in words, for those who hear the screen; of very many stops only the telling ones."""
    told = plot_stops(course, plot)
    sentences = [_("{axis}.").format(axis=plot.axis), *plot.absent]
    if len(told) > MANY_TO_HEAR:
        count = sum(bool(stop.values) for stop in told)
        told = _telling(told)
        sentences.append(_("{n} assessments; the first, highest, lowest and last:").format(n=count))
    sentences += [plot_stop_words(protocol, course, plot, stop) for stop in told]
    if plot.levels:
        sentences.append(_("Lines: {lines}.").format(lines=", ".join(level.label for level in plot.levels)))
    if plot.relapse_day is not None:
        sentences.append(relapse_words(protocol, course))
    if course.doses or course.missed:
        sentences.append(doses_words(protocol, course))
    sentences += [events_words(events), spread_words(spread)]
    return " ".join(sentence for sentence in sentences if sentence)


def _telling(told: Sequence[PlotStop]) -> tuple[PlotStop, ...]:
    valued = [stop for stop in told if stop.values]
    if not valued:
        return tuple(told[:MANY_TO_HEAR])
    telling = {valued.index(stop) for stop in (valued[0], valued[-1], max(valued, key=_sum), min(valued, key=_sum))}
    return tuple(valued[number] for number in sorted(telling))


def _sum(stop: PlotStop) -> Fraction:
    return sum((value.value for _name, value in stop.values), Fraction(0))


def events_words(events: Sequence[EventSpan]) -> str:
    """The adverse events by name with their days, in a sentence; empty when there are none."""
    if not events:
        return ""
    count = ngettext("{n} adverse event", "{n} adverse events", len(events)).format(n=len(events))
    return _("{count}: {events}.").format(count=count, events="; ".join(map(event_words, events)))


def event_words(span: EventSpan) -> str:
    """An event with its days of study: `Grade 1 fever, day 3 to 5`."""
    first = text.number_text(span.day)
    if span.ongoing:
        words = _("{event}, from day {first}, goes on").format(event=span.label, first=first)
    elif span.last_day is None:
        words = _("{event}, from day {first}, end not known").format(event=span.label, first=first)
    elif span.last_day <= span.day:
        words = _("{event}, day {first}").format(event=span.label, first=first)
    else:
        last = text.number_text(span.last_day)
        words = _("{event}, day {first} to {last}").format(event=span.label, first=first, last=last)
    return _("{event}, serious").format(event=words) if span.serious else words


def spread_words(spread: Spread | None) -> str:
    """What stands beside the course from the cohort; empty without it."""
    if spread is None:
        return ""
    return _("Beside it the median and the middle half of the cohort (n = {n}).").format(n=text.number_text(spread.n))
