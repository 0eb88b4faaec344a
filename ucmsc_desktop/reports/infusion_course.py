"""The course of an infusion on paper: every event with its time after the start, pauses, and gaps in the clock."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.infusion_words import lasted
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.run import Run, instant_of
from ucmsc_desktop.domain.timeline import gap_words
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import entry
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import _

AMOUNTS = ("rate_ml_h", "volume_ml")
REASONS = ("pause_reason", "stop_reason", "gap_s", "note")
Passed = dict[tuple[EventKind | None, Instant | None], int]


def infusion_course(flow: Flow, casebook: Casebook, run: Run) -> None:
    """A line for every event, how long the infusion truly took, and each gap in a sentence."""
    if run.events:
        columns = [
            Column(0.05, _("No.")), Column(0.265, _("At")), Column(0.115, _("After start")), Column(0.16, _("Event")),
            Column(0.15, _("Rate, volume")), Column(0.26, _("Reason, note")),
        ]  # fmt: skip
        passed: Passed = {(mark.kind, mark.instant): mark.elapsed_ms for mark in run.marks}
        place = flow.type.place
        flow.table(columns, _rows(flow, run, passed, place))
        flow.type.place = place
        people = {kept.by.user: casebook.who(kept.by) for kept in run.events}
        flow.say(_("Noted by {people}.").format(people=_("; ").join(people.values())))
        flow.say(_machine(run), ink=paper.GREY)
    if run.stopped is not None:
        flow.say(_times(run))
    for gap in run.gaps():
        flow.say(gap_words(gap), bold=True)


def _rows(flow: Flow, run: Run, passed: Passed, place: str) -> Iterator[list[Cell | str]]:
    for kept in run.events:
        flow.type.place = _("{place}, event {n}").format(place=place, n=kept.key.number)
        yield _row(kept, passed)


def _row(kept: Kept[InfusionEvent], passed: Passed) -> list[Cell | str]:
    event, known = kept.record, fields(InfusionEvent)
    after = passed.get((event.kind, instant_of(event)))

    def said(names: tuple[str, ...]) -> str:
        told = (name for name in names if getattr(event, name) is not None or name in event.missing)
        return _("; ").join(entry(event, known[name]).text for name in told)

    return [
        str(kept.key.number),
        entry(event, known["at"]),
        lasted(after // 1000, exactly=True) if after is not None else "–",
        Cell(entry(event, known["kind"]).text, bold=True),
        said(AMOUNTS) or "–",
        said(REASONS) or "–",
    ]


def _machine(run: Run) -> str:
    """The machine's own count at every event, which no change of the clock moves, by its start."""
    known, found = fields(InfusionEvent), []
    for kept in run.events:
        count, boot = (entry(kept.record, known[name]).text for name in ("mono_ms", "boot"))
        found.append(_("{n}: {count} since its start {boot}").format(n=kept.key.number, count=count, boot=boot))
    return _("Count of the machine: {counts}.").format(counts=_("; ").join(found))


def _times(run: Run) -> str:
    if run.stopped is None:
        return ""
    whole, ran = run.elapsed_ms(run.stopped), run.infused_ms(run.stopped)
    words = {"time": lasted(whole // 1000, exactly=True), "paused": lasted((whole - ran) // 1000, exactly=True)}
    if whole == ran:
        return _("From start to stop {time}, without a pause.").format(**words)
    return _("From start to stop {time}, of which {paused} paused.").format(**words)
