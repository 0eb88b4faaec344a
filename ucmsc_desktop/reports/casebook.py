"""The printed casebook: a form, a visit or a whole participant as a PDF that can be searched, signed for and filed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports.bookmarks import by_visit, two_trees
from ucmsc_desktop.reports.changes import numbered
from ucmsc_desktop.reports.contents import contents
from ucmsc_desktop.reports.cover import cover, deviations_list, study_cover, trajectory, visits_table
from ucmsc_desktop.reports.finish import Printout, furnished, painted
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import Bookmark
from ucmsc_desktop.reports.paint import Layout
from ucmsc_desktop.reports.parameters import parameters_table
from ucmsc_desktop.reports.visit_forms import Forms, Group, together
from ucmsc_desktop.text import _


def casebook_pdf(
    casebook: Casebook,
    protocol: Protocol,
    printed: Printed,
    *,
    practice: bool,
    visit: str | None = None,
    form: str | None = None,
    number: int | None = None,
) -> Printout:
    """Print a participant, one visit, or one form of a visit: all of its records, or the one with a number.

    The same records and the same time stamp give the same bytes.
    """
    return painted(lay_out(casebook, protocol, printed, practice=practice, visit=visit, form=form, number=number))


def lay_out(
    casebook: Casebook,
    protocol: Protocol,
    printed: Printed,
    *,
    practice: bool,
    visit: str | None = None,
    form: str | None = None,
    number: int | None = None,
) -> Layout:
    """Everything that will stand on paper, in its place."""
    flow = Flow(printed.sheet)
    if visit is None and form is None:
        title = whole(flow, casebook, protocol)
    else:
        title = _part(flow, casebook, protocol, visit or "", _asked(casebook, visit or "", form, number))
        if form is not None:
            title = _("{part}, {form}").format(part=title, form=_(FORMS[form].title))
    return furnished(flow, protocol, printed, title=title, practice=practice, subject=casebook.subject)


def whole(flow: Flow, casebook: Casebook, protocol: Protocol, *, parameters: bool = True) -> str:
    """Everything of one participant, or of the study's own records, with contents and bookmarks; answers its title."""
    visits, others, totals = _parts(casebook)
    groups = [*others, *totals, *(group for _visit, here in visits for group in together(here))]
    forms = Forms(flow, casebook, protocol, numbered(casebook, (kept for group in groups for kept in group)))
    title = _front(flow, casebook, protocol, has_visits=bool(visits) or not totals)
    for group in others:
        forms.form(group)
    front = len(flow.pages)
    trajectory(flow, casebook, protocol)
    if totals:
        flow.part()
    for group in totals:
        forms.form(group)
    before = list(flow.outline)
    for visit, here in visits:
        forms.visit(visit, here)
    _back(flow, protocol, forms, groups, parameters=parameters)
    after = flow.outline[len(before) :]
    if visits or totals:
        listed = [*before[:1], *by_visit(forms.places[: len(others)], 0), *before[1:]]
        listed += [*by_visit(forms.places[len(others) :], 0), *(mark for mark in after if not mark.level)]
        contents(flow, _("Contents"), listed, at=front)
        before.insert(1, Bookmark(_("Contents"), 0, _("Contents")))
    flow.outline[:] = [*before, *two_trees(forms.places), *after]
    return title


def _parts(casebook: Casebook) -> tuple[list[tuple[str, list[Kept[Record]]]], list[Group], list[Group]]:
    """The records by visit, the forms of no visit, and the totals of an earlier record, which share one form."""
    totals = [kept for kept in casebook.records if isinstance(kept.record, HistoricalPasi)]
    rest = [kept for kept in casebook.records if not isinstance(kept.record, HistoricalPasi)]
    visits = [(visit, list(here)) for visit, here in groupby(rest, lambda kept: kept.key.visit) if visit]
    others = together([kept for kept in rest if not kept.key.visit])
    return visits, others, [totals] if totals else []


def _front(flow: Flow, casebook: Casebook, protocol: Protocol, *, has_visits: bool) -> str:
    if not casebook.subject:
        title = _("Records of the study")
        study_cover(flow, protocol, title)
        return title
    cover(flow, casebook, protocol, _("Casebook"))
    if has_visits:
        visits_table(flow, casebook, protocol)
        deviations_list(flow, casebook)
    if not casebook.records:
        flow.say(_("Nothing has been recorded for this participant."), size=11, bold=True)
    return _("Casebook {subject}").format(subject=casebook.subject)


def _back(flow: Flow, protocol: Protocol, forms: Forms, groups: Sequence[Group], *, parameters: bool) -> None:
    """The change history, and the parameters of the protocol."""
    if forms.changes.by_record:
        flow.part()
        flow.anchor(_("Change history"), 0)
        flow.heading(_("Change history"), 14)
        forms.appendix(groups)
    if parameters:
        flow.part()
        flow.anchor(_("Protocol parameters"), 0)
        parameters_table(flow, protocol)


def _part(flow: Flow, casebook: Casebook, protocol: Protocol, visit: str, here: Group) -> str:
    """One visit, or what of it was asked for, or one form of all visits, with the changes right behind it."""
    groups = [group for _visit, records in _by_visit(here) for group in together(records)]
    forms = Forms(flow, casebook, protocol, numbered(casebook, (kept for group in groups for kept in group)))
    for place, records in [(visit, here)] if visit else _by_visit(here):
        forms.visit(place, records)
    done = len(flow.outline)
    if forms.changes.by_record:
        flow.anchor(_("Change history"), 0)
        flow.heading(_("Change history"), 12, 130)
        forms.appendix(groups)
    flow.outline[:] = [*by_visit(forms.places, 0), *flow.outline[done:]]
    return ", ".join(filter(None, (casebook.subject, protocol.visit_name(visit) if visit else "")))


def _by_visit(here: Group) -> list[tuple[str, Group]]:
    """The records visit by visit; those of no visit and the totals of an earlier record stand together."""
    visits: dict[str, list[Kept[Record]]] = {}
    for kept in here:
        visits.setdefault("" if isinstance(kept.record, HistoricalPasi) else kept.key.visit, []).append(kept)
    return list(visits.items()) or [("", [])]


def _asked(casebook: Casebook, visit: str, form: str | None, number: int | None) -> list[Kept[Record]]:
    """The records that a print is asked for: of a visit, of a form there, or of a form of all visits."""
    found = list(casebook.records) if form is None else _of_form(casebook.records, form, number)
    here = [kept for kept in found if kept.key.visit == visit]
    return here or (found if form is not None and not visit else [])


def _of_form(here: Sequence[Kept[Record]], form: str, number: int | None) -> list[Kept[Record]]:
    """The records of one form, or one of them; the log of an infusion is printed with its checks and events."""
    codes = (form, DoseCheck.form, InfusionEvent.form) if form == Infusion.form else (form,)
    return [kept for kept in here if kept.key.form in codes and number in (None, kept.key.number)]
