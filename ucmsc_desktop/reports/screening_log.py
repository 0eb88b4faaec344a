"""The screening log: a line for every candidate with verdict, decision and deviations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.candidates import Candidate
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.casebook import Printout
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Furniture, Printed
from ucmsc_desktop.reports.paint import About, digest, paint
from ucmsc_desktop.text import _, date_text, ngettext


def screening_log_pdf(
    rows: Sequence[Candidate], protocol: Protocol, printed: Printed, *, practice: bool, total: int | None = None
) -> Printout:
    """Print the log; where it holds a part of `total` candidates it says so."""
    flow, title = Flow(), _("Screening log")
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.say(_count(len(rows), len(rows) if total is None else total), size=11)
    flow.type.place = title
    flow.table(_columns(), _lines(flow, rows))
    hashed = digest(flow.pages)
    Furniture(protocol, title, printed, practice, hashed).put(flow.pages, flow.type)
    about = About(title, printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at)
    return Printout(paint(flow.pages, about), len(flow.pages), hashed, flow.type.unprintable)


def _count(shown: int, total: int) -> str:
    if shown < total:
        return _("{shown} of {total} candidates: only those that were looked for are listed.").format(
            shown=shown, total=total
        )
    return ngettext("{n} candidate", "{n} candidates", total).format(n=total)


def _columns() -> list[Column]:
    return [
        Column(0.1, _("Code")), Column(0.13, _("Screened on")), Column(0.12, _("Verdict")), Column(0.34, _("Reason")),
        Column(0.15, _("Decision")), Column(0.16, _("Deviation")),
    ]  # fmt: skip


def _lines(flow: Flow, rows: Sequence[Candidate]) -> Iterator[list[Cell | str]]:
    place = flow.type.place
    for found in rows:
        flow.type.place = f"{place}, {found.subject}"
        screened = found.screening.screened_on
        yield [
            Cell(found.subject, bold=True), date_text(screened) if screened is not None else "–",
            Cell(found.verdict, bold=True), found.reason, _decision(found), found.deviation or "–",
        ]  # fmt: skip
    flow.type.place = place


def _decision(found: Candidate) -> str:
    why = found.screening.failure_reason
    parts = [found.decision or _("open"), *([why] if why and why != found.standing.reason and not found.closed else [])]
    return _(": ").join(parts)
