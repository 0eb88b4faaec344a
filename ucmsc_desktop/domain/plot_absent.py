"""What a tab of a trajectory cannot draw, in words; `plot_doubts` says what it draws with a caution."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import onset_span
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.course import Point
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Measure, Plot
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.plot_beside import itch_scale, other_scale
from ucmsc_desktop.domain.plot_doubts import doubts
from ucmsc_desktop.domain.plot_source import Source
from ucmsc_desktop.domain.trajectory import seen, why_no_lines
from ucmsc_desktop.domain.trajectory_words import visit_name
from ucmsc_desktop.text import N_, _, ngettext

NAMED = 4
"""So many visits are named; of more only the number is told."""

_EMPTY = {
    Measure.PASI: N_("Chart starts with the week-0 PASI."),
    Measure.CHANGE: N_("There is no change to draw."),
    Measure.REGION: N_("There is no complete PASI with regional entries."),
    Measure.SIGN: N_("There is no complete PASI with regional entries."),
    Measure.BSA: N_("There is no assessment with the area of all regions in %."),
    Measure.DLQI: N_("No DLQI with a total is recorded."),
    Measure.ITCH: N_("No itch is recorded."),
}
_FORMS: dict[Measure, tuple[tuple[type[Record], str], ...]] = {
    Measure.DLQI: ((Dlqi, "answered_on"),),
    Measure.ITCH: ((GlobalAssessment, "assessed_on"),),
}
_PASI_FORMS: tuple[tuple[type[Record], str], ...] = ((PasiAssessment, "assessed_on"), (HistoricalPasi, "day"))


def absent(measure: Measure, source: Source, plot: Plot) -> Iterator[str]:
    """Every sentence about what is not drawn, or not as one would expect; the gravest first."""
    if not plot.has_values:
        yield _(_EMPTY[measure])
    if measure in (Measure.PASI, Measure.CHANGE) and (reason := why_no_lines(source.course)):
        yield reason
    yield from _undated(measure, source)
    yield from _without(measure, source)
    yield from doubts(measure, source, plot)
    yield from _undated_events(source)


def _undated_events(source: Source) -> Iterator[str]:
    """Adverse events lie in a lane of every tab."""
    events = of_type(source.records, AdverseEvent)
    count = sum(source.origin is None or onset_span(kept.record) is None for kept in events)
    if count:
        yield ngettext(
            "{n} adverse event has no day of study and is not drawn.",
            "{n} adverse events have no day of study and are not drawn.",
            count,
        ).format(n=count)


def _undated(measure: Measure, source: Source) -> Iterator[str]:
    names = [
        source.protocol.visit_name(kept.key.visit)
        for record_type, field in _FORMS.get(measure, _PASI_FORMS)
        for kept in of_type(source.records, record_type)
        if getattr(kept.record, field) is None
    ]
    if names:
        yield _("{visits}: without a date, therefore not drawn.").format(visits=listed(names))


def _without(measure: Measure, source: Source) -> Iterator[str]:
    match measure:
        case Measure.PASI:
            yield from _no_total(source)
        case Measure.CHANGE:
            yield from _before_baseline(source)
        case Measure.REGION | Measure.SIGN | Measure.BSA:
            yield from _no_total(source) if measure is not Measure.BSA else _no_pct(source)
            yield from _taken_over(source)
        case Measure.DLQI:
            forms = of_type(source.records, Dlqi)
            names = [
                source.protocol.visit_name(kept.key.visit)
                for kept in forms
                if kept.record.answered_on is not None and kept.record.total_or_entered() is None
            ]
            if names:
                yield _("{visits}: no total, as answers are missing or do not agree.").format(visits=listed(names))
        case Measure.ITCH:
            yield from _other_scale(source)


def _no_total(source: Source) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for point in source.course.points:
        if point.tenths is None:
            why = _(point.missing.label) if point.missing else _("incomplete")
            reasons.setdefault(why, []).append(_at(source, point))
    for why, names in reasons.items():
        yield _("{visits}: no PASI, {reason}.").format(visits=listed(names), reason=why)


def _before_baseline(source: Source) -> Iterator[str]:
    baseline = source.course.baseline
    names = [_at(source, point) for point in seen(source.course) if point.day <= 0 and point is not baseline]
    if names and source.course.baseline_tenths:
        yield _("{visits}: before the baseline, therefore without a change.").format(visits=listed(names))


def _no_pct(source: Source) -> Iterator[str]:
    names = [
        _at(source, point)
        for point in source.course.points
        if not point.imported
        and (kept := source.behind(point)) is not None
        and isinstance(kept.record, PasiAssessment)
        and kept.record.bsa_pct() is None
    ]
    if names:
        yield _("{visits}: the area of a region is not known in %.").format(visits=listed(names))


def _other_scale(source: Source) -> Iterator[str]:
    own, other = itch_scale(source.protocol), other_scale(source.protocol)
    both, turned = [], []
    for kept in of_type(source.records, GlobalAssessment):
        marked = getattr(kept.record, other.name)
        if marked is not None:
            name = source.protocol.visit_name(kept.key.visit)
            if getattr(kept.record, own.name) is not None:
                both.append(name)
            else:
                turned.append(_("{visit} ({value})").format(visit=name, value=text.quantity(marked, other.item.unit)))
    if both:
        yield _("{visits}: itch is marked on two scales; that of the protocol is drawn.").format(visits=listed(both))
    if turned:
        yield _("{visits}: itch was marked on the other scale and is converted.").format(visits=listed(turned))


def _taken_over(source: Source) -> Iterator[str]:
    count = sum(point.imported for point in seen(source.course))
    if count:
        yield ngettext(
            "{n} total from an earlier record has no regional entries and is not drawn here.",
            "{n} totals from an earlier record have no regional entries and are not drawn here.",
            count,
        ).format(n=count)


def _at(source: Source, point: Point) -> str:
    return visit_name(source.protocol, point.visit, point.day)


def listed(names: list[str]) -> str:
    """A few visits by name, more of them by their number only, in the order in which they are drawn."""
    if len(names) > NAMED:
        rest = len(names) - NAMED + 1
        more = ngettext("{n} more visit", "{n} more visits", rest).format(n=text.number_text(rest))
        return _(", ").join([*names[: NAMED - 1], more])
    return _(", ").join(names)
