"""The safety summary in words: the same tables for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.deviations import Deviation, approval
from ucmsc_desktop.domain.dose_class import DoseClass, tolerance_words
from ucmsc_desktop.domain.items import fields, show, show_entry
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.safety_event_words import events_table, grades_table, open_table
from ucmsc_desktop.domain.safety_summary import DoseLine, SafetySummary
from ucmsc_desktop.domain.word_table import NOTHING, WordTable, marked_where
from ucmsc_desktop.text import _

DEVIATION = ("noted_on", "step", "circumstance", "reason")
FREE = ("circumstance", "reason")


def safety_tables(
    summary: SafetySummary, protocol: Protocol, who: Callable[[Stamp], str], now: datetime, *, veiled: bool = False
) -> list[WordTable]:
    """The whole summary, table by table. `veiled` hides what may quote a verdict that is closed to this person."""
    return [
        doses_table(summary.doses, protocol),
        grades_table(summary),
        events_table(summary, protocol, now),
        open_table(summary, protocol),
        medication_table(summary.medications, protocol),
        deviations_table(summary.deviations, who, veiled=veiled),
    ]


def doses_table(doses: Sequence[DoseLine], protocol: Protocol) -> WordTable:
    """Every infusion with what was meant, what was given and the class of the dose."""
    heads = (
        (_("Visit"), 0.1), (_("Date"), 0.13), (_("Day"), 0.06), (_("Dose (million cells)"), 0.11),
        (_("Given (million cells)"), 0.11), (_("Part"), 0.09), (_("Class of the dose"), 0.18), (_("Why"), 0.22),
    )  # fmt: skip
    counts: dict[str, int] = {}
    for line in doses:
        counts[_(line.kind.label)] = counts.get(_(line.kind.label), 0) + 1
    counted = _(", ").join(_("{n} × {what}").format(n=n, what=what) for what, n in counts.items())
    tolerance = tolerance_words(protocol.dose.tolerance_pct)
    notes = (
        _("Infusions: {counts}.").format(counts=counted),
        _("Tolerance of the dose: {tolerance}.").format(tolerance=tolerance),
    )
    rows = tuple(_dose_row(line, protocol) for line in doses)
    marked = marked_where(line.found is not None and line.found is not DoseClass.WITHIN for line in doses)
    return WordTable(_("Infusions"), heads, rows, notes, marked)


def _dose_row(line: DoseLine, protocol: Protocol) -> tuple[str, ...]:
    log, visit = line.log, protocol.visit_name(line.visit)
    if log is None:
        return (visit, *[NOTHING] * 5, _(line.kind.label), line.reason or NOTHING)
    return (
        visit,
        show_entry(log, "given_on"),
        text.number_text(line.day) if line.day is not None else NOTHING,
        words.millions(log.dose_cells) if log.dose_cells is not None else NOTHING,
        words.millions(cells) if (cells := words.shown_given(log)) is not None else NOTHING,
        text.quantity(log.part_given_pct, "%") if log.part_given_pct is not None else NOTHING,
        _(line.kind.label),
        why_words(line) or NOTHING,
    )


def why_words(line: DoseLine) -> str:
    """Why an infusion was paused or stopped, as it was noted at the bedside."""
    found = []
    for kept in line.run.events:
        for name in ("pause_reason", "stop_reason"):
            reason = getattr(kept.record, name)
            if reason is not None and kept.record.kind is not None:
                found.append(_("{event}: {reason}").format(event=_(kept.record.kind.label), reason=_(reason.label)))
    return _("; ").join(found)


def medication_table(medications: Sequence[Kept[Medication]], protocol: Protocol) -> WordTable:
    """Every other medicine, with what it was given for and from when to when."""
    known = fields(Medication)
    heads = (
        (known["drug"].label, 0.17), (known["purpose"].label, 0.14), (_("Dose, route"), 0.13),
        (known["given_at"].label, 0.13), (_("Started on"), 0.11), (known["ended_on"].label, 0.11),
        (known["reason"].label, 0.12), (_("Visit"), 0.09),
    )  # fmt: skip
    rows = tuple(_medication_row(kept, protocol) for kept in medications)
    return WordTable(_(Medication.title), heads, rows, () if rows else (_("None is recorded."),))


def _medication_row(kept: Kept[Medication], protocol: Protocol) -> tuple[str, ...]:
    record, known = kept.record, fields(Medication)
    ended = [show(known["ended_on"], record.ended_on), _("ongoing") if record.ongoing else ""]
    return (
        show_entry(record, "drug"),
        show_entry(record, "purpose"),
        _(", ").join(filter(None, [show_entry(record, "dose"), record.route])),
        show(known["given_at"], record.given_at) or NOTHING,
        show_entry(record, "started_on"),
        _(", ").join(filter(None, ended)) or NOTHING,
        record.reason or NOTHING,
        protocol.visit_name(kept.key.visit) if kept.key.visit else NOTHING,
    )


def deviations_table(deviations: Sequence[Kept[Deviation]], who: Callable[[Stamp], str], *, veiled: bool) -> WordTable:
    """What went against the protocol, why, and who signed it."""
    known = fields(Deviation)
    shares = (0.13, 0.2, 0.27, 0.22)
    heads = (
        *((known[name].label, share) for name, share in zip(DEVIATION, shares, strict=True)),
        (_("Signed by"), 0.18),
    )
    rows = tuple(_deviation_row(kept, who, veiled=veiled) for kept in deviations)
    return WordTable(_("Protocol deviations"), heads, rows, () if rows else (_("None is recorded."),))


def _deviation_row(kept: Kept[Deviation], who: Callable[[Stamp], str], *, veiled: bool) -> tuple[str, ...]:
    signature = approval(kept)
    told = (_("hidden") if veiled and name in FREE else show_entry(kept.record, name) for name in DEVIATION)
    return (*told, who(signature.by) if signature is not None else _("not signed"))
