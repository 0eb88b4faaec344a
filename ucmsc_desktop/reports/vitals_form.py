"""The vital signs of a visit by the plan: when each set was due, when it was taken, and its change against before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES, baseline, change, plain
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.run import Run, run_of
from ucmsc_desktop.domain.vitals_plan import FROM_STOP, Due, DueState, Planned, missed_together, prompts
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import entry, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.parameters import vitals_rule
from ucmsc_desktop.text import _, datetime_text, ngettext, time_text

SHARES = {
    "systolic": 0.108, "diastolic": 0.108, "pulse": 0.1, "respiration": 0.122, "oxygen_saturation": 0.112,
    "temperature": 0.14,
}  # fmt: skip
Line = list[Cell | str]


def vitals_form(flow: Flow, casebook: Casebook, kept: Sequence[Kept[VitalSigns]], protocol: Protocol) -> None:
    """Every set of the plan, taken or not, and those beside it, as one table; then what the site's bounds say."""
    planned = _planned(casebook, kept[0].key.visit, protocol)
    every, shown = casebook.of(VitalSigns, kept[0].key.visit), {one.key for one in kept}
    dues = planned.all(planned.run.marks[-1].instant) if planned.run.marks else []
    if len(kept) < len(every):
        # Of one set that is printed alone nothing follows for the others.
        dues = [due for due in dues if due.kept is not None and due.kept.key in shown]
    in_plan = {due.kept.key for due in dues if due.kept is not None}
    before = baseline([one.record for one in every])
    columns = [Column(0.045, _("No.")), Column(0.11, _("Planned")), Column(0.155, fields(VitalSigns)["taken_at"].label)]
    columns += [Column(SHARES[name], _head(name)) for name in VITAL_VALUES]
    rows = [
        _due_row(due, planned.run, before) if not more else _missed_row([due, *more], planned.run)
        for due, *more in missed_together(dues)
    ]
    rows += [_set_row(one, _beside(one, bool(dues)), before) for one in kept if one.key not in in_plan]
    flow.table(columns, rows)
    flow.say(_("In brackets: the change against the set before the infusion."), ink=paper.GREY)
    for one in kept:
        for sentence in prompts(protocol.infusion, one.record):
            flow.say(_("Set {n}: {sentence}").format(n=one.key.number or 1, sentence=sentence), bold=True)
        queries(flow, one.record)
    rule_text(flow, vitals_rule(protocol))


def _planned(casebook: Casebook, visit: str, protocol: Protocol) -> Planned:
    return Planned(protocol.infusion, run_of(casebook.records, casebook.subject, visit))


def _head(name: str) -> str:
    field = fields(VitalSigns)[name]
    return f"{field.label} ({_(field.item.unit)})"


def _due_row(due: Due, run: Run, before: VitalSigns | None) -> Line:
    """A set of the plan with its time; one that was not taken says what became of it, and why."""
    at = _planned_at(due, run)
    state = "" if due.state is DueState.DONE else _(due.state.label)
    reasons = {_(reason.label) for reason in due.kept.record.missing.values()} if due.kept is not None else set()
    is_told_once = due.state is DueState.SKIPPED and len(reasons) == 1
    if is_told_once:
        state = _("{state}: {reason}").format(state=state, reason=reasons.pop())
    words = "\n".join(part for part in (due.label, time_text(at) if at is not None else "", state) if part)
    if due.kept is None:
        return ["–", Cell(words, bold=True), "–", *_nothing()]
    row = _set_row(due.kept, words, before)
    return [*row[: -len(VITAL_VALUES)], *_nothing()] if is_told_once else row


def _nothing() -> list[Cell | str]:
    return [Cell("–", ink=paper.GREY)] * len(VITAL_VALUES)


def _missed_row(dues: Sequence[Due], run: Run) -> Line:
    """Sets that were missed in a row: from when to when, and how many; a time on another day has its day."""
    first, last = _planned_at(dues[0], run), _planned_at(dues[-1], run)
    planned = _("{first} to {last}").format(first=dues[0].label, last=dues[-1].label)
    words = [ngettext("{n} set missed", "{n} sets missed", len(dues)).format(n=len(dues))]
    if first is not None and last is not None:
        shown = time_text if first.date() == last.date() else datetime_text
        words.append(_("{first} to {last}").format(first=shown(first), last=shown(last)))
    return ["–", Cell(planned, bold=True), Cell("\n".join(words), bold=True), *_nothing()]


def _planned_at(due: Due, run: Run) -> datetime | None:
    """When a set was due by the clock as it stood at the start, and after the end as it stood at the stop."""
    origin = run.stopped if due.timepoint in FROM_STOP else run.started
    return origin.wall + timedelta(minutes=due.minutes) if origin is not None else None


def _beside(kept: Kept[VitalSigns], has_plan: bool) -> str:  # noqa: FBT001 - one question, asked once
    record, known = kept.record, fields(VitalSigns)
    words = [entry(record, known["timepoint"]).text]
    if record.planned_minutes is not None or "planned_minutes" in record.missing:
        words.append(entry(record, known["planned_minutes"]).text)
    return "\n".join([*words, *([_("beside the plan")] if has_plan else [])])


def _set_row(kept: Kept[VitalSigns], planned: str, before: VitalSigns | None) -> Line:
    taken = entry(kept.record, fields(VitalSigns)["taken_at"])
    return [str(kept.key.number or 1), planned, taken, *_values(kept.record, before)]


def _values(signs: VitalSigns, before: VitalSigns | None) -> Iterator[Cell]:
    for name in VITAL_VALUES:
        value = getattr(signs, name)
        if value is None:
            yield entry(signs, fields(VitalSigns)[name])
            continue
        moved = change(name, signs, before)
        yield Cell(f"{plain(Decimal(value))} ({moved})" if moved else plain(Decimal(value)))
