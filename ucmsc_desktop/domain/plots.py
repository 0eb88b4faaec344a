"""One tab of a trajectory as data: what is followed, its levels, and in words what cannot be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.dlqi import HIGHEST_TOTAL
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Level, Measure, Plot, Trace, Value
from ucmsc_desktop.domain.plot_absent import absent
from ucmsc_desktop.domain.plot_beside import bsa, dlqi, itch, itch_scale
from ucmsc_desktop.domain.plot_shares import by_region, by_sign
from ucmsc_desktop.domain.plot_source import Source
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.domain.trajectory import LINES, response_lines, seen
from ucmsc_desktop.domain.trajectory_words import change_text
from ucmsc_desktop.text import N_, _

_AXES = {
    Measure.PASI: N_("PASI"),
    Measure.CHANGE: N_("Change of PASI from baseline, %"),
    Measure.REGION: N_("Share of the PASI, by region"),
    Measure.SIGN: N_("Share of the PASI, by sign"),
    Measure.BSA: N_("Body surface area, %"),
    Measure.DLQI: N_("DLQI total"),
    Measure.ITCH: N_("Itch, {unit}"),
}
_WHOLE_CHANGE = Decimal(-100)


def plot(
    measure: Measure,
    protocol: Protocol,
    course: Course,
    records: Sequence[Kept[Record]],
    people: Mapping[str, str] | None = None,
) -> Plot:
    """One tab for a participant. `records` are those that stand, and drafts as records without a hash."""
    source = Source(protocol, course, records, people or {})
    found = _plot(measure, source)
    return msgspec.structs.replace(found, absent=tuple(absent(measure, source, found)))


def _plot(measure: Measure, source: Source) -> Plot:
    axis = _(_AXES[measure])
    match measure:
        case Measure.PASI:
            traces: tuple[Trace, ...] = (_pasi(source),)
            levels = tuple(Level(line.exact_tenths / 10, line.label) for line in response_lines(source.course))
            return Plot(measure, axis, traces, levels=levels, relapse_day=_relapse_day(source))
        case Measure.CHANGE:
            return _change(source, axis)
        case Measure.REGION:
            return Plot(measure, axis, by_region(source))
        case Measure.SIGN:
            return Plot(measure, axis, by_sign(source))
        case Measure.BSA:
            return Plot(measure, axis, bsa(source))
        case Measure.DLQI:
            return Plot(measure, axis, dlqi(source), high=Decimal(HIGHEST_TOTAL))
        case Measure.ITCH:
            scale = itch_scale(source.protocol)
            return Plot(measure, axis.format(unit=scale.item.unit), itch(source), high=Decimal(scale.item.high or 0))


def _pasi(source: Source) -> Trace:
    values = [
        source.at_point(point, Fraction(point.tenths or 0, 10), text.tenths_text(point.tenths or 0))
        for point in seen(source.course)
    ]
    return source.pasi_trace(_("PASI"), values)


def _change(source: Source, axis: str) -> Plot:
    values: list[Value] = []
    for point in compared(source.course):
        better = improvement_pct(source.course.baseline_tenths, point.tenths)
        if better is not None:
            values.append(source.at_point(point, -better, change_text(better)))
    trace = source.pasi_trace(_(Measure.CHANGE.label), values)
    levels = tuple(Level(Fraction(-limit), _("PASI {threshold}").format(threshold=limit)) for limit in LINES)
    return Plot(
        Measure.CHANGE,
        axis,
        (trace,),
        low=_WHOLE_CHANGE,
        high=Decimal(0),
        levels=levels if values else (),
        relapse_day=_relapse_day(source),
    )


def compared(course: Course) -> list[Point]:
    """The baseline and the assessments after it, of which a change can be told."""
    return [point for point in seen(course) if point is course.baseline or point.day > 0]


def _relapse_day(source: Source) -> int | None:
    """The day on which PASI 50 was lost again, as it is drawn: an approximate day is judged later than it stands."""
    point = source.course.relapse_point(source.protocol)
    return point.day if point is not None else None
