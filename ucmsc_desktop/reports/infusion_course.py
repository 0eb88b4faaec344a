"""The course of an infusion on paper: every event with its time after the start, pauses, and gaps in the clock."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.infusion_words import lasted
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.items import fields, show
from ucmsc_desktop.domain.run import Run, instant_of
from ucmsc_desktop.domain.timeline import gap_words
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import moment_text
from ucmsc_desktop.text import _

AMOUNTS = ("rate_ml_h", "volume_ml")
REASONS = ("pause_reason", "stop_reason", "gap_s", "note")
Passed = dict[tuple[EventKind | None, Instant | None], int]


def infusion_course(flow: Flow, casebook: Casebook, run: Run) -> None:
    """A line for every event, how long the infusion truly took, and each gap in a sentence."""
    if run.events:
        columns = [
            Column(0.05, _("No.")), Column(0.23, _("At")), Column(0.12, _("After start")), Column(0.16, _("Event")),
            Column(0.15, _("Rate, volume")), Column(0.29, _("Reason, note")),
        ]  # fmt: skip
        passed: Passed = {(mark.kind, mark.instant): mark.elapsed_ms for mark in run.marks}
        place = flow.type.place
        flow.table(columns, _rows(flow, run, passed, place))
        flow.type.place = place
        people = {kept.by.user: casebook.who(kept.by) for kept in run.events}
        flow.say(_("Noted by {people}.").format(people=_("; ").join(people.values())))
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
        return _("; ").join(words for name in names if (words := show(known[name], getattr(event, name))))

    return [
        str(kept.key.number),
        moment_text(event.at) if event.at is not None else _("blank"),
        lasted(after // 1000, exactly=True) if after is not None else "–",
        Cell(show(known["kind"], event.kind) or _("blank"), bold=True),
        said(AMOUNTS) or "–",
        said(REASONS) or "–",
    ]


def _times(run: Run) -> str:
    if run.stopped is None:
        return ""
    whole, ran = run.elapsed_ms(run.stopped), run.infused_ms(run.stopped)
    words = {"time": lasted(whole // 1000, exactly=True), "paused": lasted((whole - ran) // 1000, exactly=True)}
    if whole == ran:
        return _("From start to stop {time}, without a pause.").format(**words)
    return _("From start to stop {time}, of which {paused} paused.").format(**words)
