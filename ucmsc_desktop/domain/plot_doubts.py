"""What a tab of a trajectory draws with a caution: days that are odd, and totals that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ucmsc_desktop import text
from ucmsc_desktop.domain.course import Point
from ucmsc_desktop.domain.measures import Measure, Plot, Value
from ucmsc_desktop.domain.plot_source import Source
from ucmsc_desktop.domain.trajectory import seen
from ucmsc_desktop.domain.trajectory_words import visit_name
from ucmsc_desktop.text import _, ngettext

NAMED = 3
"""So many sentences of a kind are said; of more only the number is told."""


def doubts(measure: Measure, source: Source, plot: Plot) -> Iterator[str]:
    """The cautions of a tab, in sentences."""
    values = plot.traces[0].values if plot.traces else ()
    yield from _few([*_twice(source, values)])
    yield from _few([*_early(source, values)])
    yield from _few([*_out_of_order(source, values)])
    if measure in (Measure.PASI, Measure.CHANGE):
        yield from _few([*_impossible(source, plot)])


def _few(sentences: list[str]) -> Iterator[str]:
    yield from sentences[:NAMED]
    rest = len(sentences) - NAMED
    if rest > 0:
        yield ngettext("The same is so once more.", "The same is so {n} more times.", rest).format(n=rest)


def _twice(source: Source, values: tuple[Value, ...]) -> Iterator[str]:
    baseline = source.course.baseline
    for day, group in groupby(values, key=lambda value: value.day):
        here = list(group)
        if len(here) < 2:
            continue
        names = dict.fromkeys(_name(source, value) for value in here)
        sentence = _("Day {day} has {n} values: all are drawn.")
        if len(names) > 1:
            sentence = _("Day {day} has {n} values ({visits}): all are drawn.")
        told = sentence.format(day=text.number_text(day), n=len(here), visits=_(" and ").join(names))
        if baseline is not None and any(value.visit == baseline.visit and value.day == baseline.day for value in here):
            name = visit_name(source.protocol, baseline.visit, baseline.day)
            told = _("{sentence} {visit} counts as the baseline.").format(sentence=told, visit=name)
        yield told


def _early(source: Source, values: tuple[Value, ...]) -> Iterator[str]:
    """A visit that is planned after the first infusion and dated before it."""
    later = {visit.key for visit in source.protocol.timed_visits if visit.week}
    baseline = source.course.baseline
    for value in values:
        if value.day > 0 or value.visit not in later:
            continue
        told = _("{visit} is dated day {day}, not after the first infusion: it is no visit under treatment.")
        if baseline is not None and (value.visit, value.day) == (baseline.visit, baseline.day):
            told = _("{visit} is dated day {day}, not after the first infusion: it counts as the baseline.")
        yield told.format(visit=_name(source, value), day=text.number_text(value.day))


def _out_of_order(source: Source, values: tuple[Value, ...]) -> Iterator[str]:
    place = {visit.key: number for number, visit in enumerate(source.protocol.visits)}
    last: Value | None = None
    for value in (value for value in values if value.visit in place):
        if last is not None and place[value.visit] < place[last.visit]:
            yield _("{visit} (day {day}) is dated after {other} (day {before}): each is drawn on its own day.").format(
                visit=_name(source, value),
                day=text.number_text(value.day),
                other=_name(source, last),
                before=text.number_text(last.day),
            )
        else:
            last = value


def _impossible(source: Source, plot: Plot) -> Iterator[str]:
    """Only a total that was taken over can be one that no entries add up to."""
    days = {(value.visit, value.day) for trace in plot.traces for value in trace.values if value.imported}
    for point in seen(source.course):
        if point.cannot_occur and (point.visit, point.day) in days:
            yield _("{visit}: a PASI of {total} cannot occur; it is drawn as it was recorded.").format(
                visit=_at(source, point), total=text.tenths_text(point.tenths or 0)
            )


def _at(source: Source, point: Point) -> str:
    return visit_name(source.protocol, point.visit, point.day)


def _name(source: Source, value: Value) -> str:
    return visit_name(source.protocol, value.visit, value.day)
