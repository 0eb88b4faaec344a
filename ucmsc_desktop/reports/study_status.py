"""The status of the study on paper: progress with the lists that ask for something, then the cohort's results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.cohort_spread import spread
from ucmsc_desktop.domain.cohort_words import cohort_tables, single_arm_words
from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figures.heat import heat
from ucmsc_desktop.domain.figures.ordered import ordered
from ucmsc_desktop.domain.figures.recruitment import recruitment_figure
from ucmsc_desktop.domain.figures.spaghetti import spaghetti
from ucmsc_desktop.domain.figures.swimmer import swimmer
from ucmsc_desktop.domain.figures.usual import usual_time, usually_bars
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.progress import StudyProgress
from ucmsc_desktop.domain.progress_words import completeness_table, number_tables, printed_lists
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import word_table
from ucmsc_desktop.reports.figure import draw_figure
from ucmsc_desktop.reports.figure_pages import place_figures
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.text import _

INSET = 200.0


def study_status_pdf(
    found: StudyProgress,
    members: Sequence[Member],
    protocol: Protocol,
    printed: Printed,
    *,
    practice: bool,
    closed: str = "",
) -> Printout:
    """Print the status; while scores are `closed` to who prints, for a reason in words, the results are left out."""
    flow, title = Flow(printed.sheet), _("Study status")
    _begin(flow, title)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    as_of = text.ngettext("{n} participant, as of {day}", "{n} participants, as of {day}", found.participants)
    flow.say(as_of.format(n=found.participants, day=text.date_text(found.today)))
    _progress(flow, found, protocol)
    _results(flow, members, protocol, closed)
    return finish(flow, protocol, printed, title=title, practice=practice)


def _begin(flow: Flow, title: str) -> None:
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.type.place = title
    flow.say(title, size=18, bold=True)


def _progress(flow: Flow, found: StudyProgress, protocol: Protocol) -> None:
    flow.heading(_("Recruitment"), 12, INSET)
    flow.say(found.recruitment.words())
    _inset(flow, recruitment_figure(found.recruitment))
    for table in number_tables(found):
        _table(flow, table)
    _table(flow, completeness_table(found))
    for table in printed_lists(found, protocol):
        _table(flow, table)


def _results(flow: Flow, members: Sequence[Member], protocol: Protocol, closed: str) -> None:
    _begin(flow, _("Results"))
    if closed:
        flow.say(_("The scores of the cohort are left out here, as they are closed to who prints this."), bold=True)
        flow.say(closed)
        return
    flow.say(single_arm_words(), bold=True)
    if not members:
        flow.say(_("Nobody was treated yet."))
        return
    for table in cohort_tables(protocol, members):
        _table(flow, table)
    told = (single_arm_words(),)
    figures = (msgspec.structs.replace(one, notes=(*told, *one.notes)) for one in _figures(members, protocol))
    place_figures(flow, [*figures])


def _figures(members: Sequence[Member], protocol: Protocol) -> Iterator[Figure]:
    yield spaghetti(protocol, members, spread(protocol, members, Measure.PASI))
    yield ordered(protocol, members, usual_time(protocol, members), bars=usually_bars(members))
    yield swimmer(protocol, members)
    yield heat(protocol, members)


def _inset(flow: Flow, figure: Figure) -> None:
    """A small Figure between tables."""
    flow.need(INSET)
    draw_figure(flow.page, flow.type, (flow.sheet.left, flow.y - INSET, flow.sheet.right, flow.y - 4), figure)
    flow.skip(INSET + 6)


def _table(flow: Flow, table: WordTable) -> None:
    flow.need(96)
    flow.anchor(table.title, 1)
    word_table(flow, table)
