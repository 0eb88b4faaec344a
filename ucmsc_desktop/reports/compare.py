"""Two visits of one participant on paper: the totals, the change by region and sign, and the painted maps."""

from __future__ import annotations

from ucmsc_desktop.domain.casebook import Casebook, State
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.visit_change import Assessed, Assessments, VisitChange
from ucmsc_desktop.domain.visit_change_words import (
    both,
    change_table,
    choice_words,
    name_words,
    notes,
    response_told,
    told,
    total_told,
)
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import PAIR, word_table
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.lesion_map import HIGH, lesion_map
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.text import _


def compare_pdf(
    change: VisitChange,
    known: Assessments,
    casebook: Casebook,
    protocol: Protocol,
    printed: Printed,
    *,
    practice: bool,
) -> Printout:
    """Print the comparison; `casebook` brings the names of people and the drawings of the maps.

    It is a draft as long as one of the two assessments is not signed.
    """
    flow, subject = Flow(printed.sheet), casebook.subject
    title = _("{subject}: {before} and {after}").format(
        subject=subject, before=name_words(protocol, change.before), after=name_words(protocol, change.after)
    )
    flow.part()
    flow.type.place = title
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    flow.skip(6)
    flow.table(PAIR, ([Cell(label, ink=paper.GREY), Cell(words)] for label, words in _lines(change, known, protocol)))
    for note in notes(protocol, change, casebook.people):
        flow.say(note, bold=True)
    if change.rows:
        word_table(flow, change_table(change))
        flow.say(_("▼ less than before, better; ▲ more than before, worse."), ink=paper.GREY)
    _maps(flow, change, casebook, protocol)
    for page in flow.pages:
        page.forms.update(dict.fromkeys(_sources(change)))
    return finish(flow, protocol, printed, title=title, practice=practice, subject=subject)


def _lines(change: VisitChange, known: Assessments, protocol: Protocol) -> list[tuple[str, str]]:
    lines = [
        (_("Before"), choice_words(protocol, change.before)),
        (_("After"), choice_words(protocol, change.after)),
        (_("PASI"), _("{values}; {change}").format(values=both(change, change.total), change=total_told(change))),
    ]
    if response := response_told(change, known.baseline):
        lines.append((_("Response"), response))
    if change.bsa is not None:
        words = _("{values}; {change}").format(values=both(change, change.bsa), change=told(change.bsa))
        lines.append((_("Body surface area involved"), words))
    return lines


def _maps(flow: Flow, change: VisitChange, casebook: Casebook, protocol: Protocol) -> None:
    for one in (change.before, change.after):
        if one.entries is not None and one.entries.lesion_map is not None:
            flow.heading(name_words(protocol, one), 11, HIGH + 90)
            lesion_map(flow, one.entries.lesion_map, casebook.drawings.get(one.kept.key.record_id))


def _sources(change: VisitChange) -> list[OnPage]:
    return [_source(one) for one in (change.before, change.after)]


def _source(one: Assessed) -> OnPage:
    record = one.kept.record
    return OnPage(one.kept.key.visit, record.form, record.version, one.kept.state is State.SIGNED)
