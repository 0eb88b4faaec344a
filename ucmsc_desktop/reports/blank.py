"""Blank forms for the time when the computer is down: those of each visit, those of any day, or single ones."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.lesions import MapDrawing
from ucmsc_desktop.domain.paper_plan import spare_forms, visit_forms
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.reports.blank_form import Unfilled
from ucmsc_desktop.reports.blank_sheet import WRITTEN, sheet_of, told
from ucmsc_desktop.reports.bookmarks import Place, by_visit, two_trees
from ucmsc_desktop.reports.contents import contents
from ucmsc_desktop.reports.finish import Printout, finishing
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.parameters import window_words
from ucmsc_desktop.text import _


def blank_pdf(
    protocol: Protocol,
    printed: Printed,
    *,
    practice: bool,
    drawing: MapDrawing | None,
    forms: Collection[str] | None = None,
    visits: Collection[str] | None = None,
    wordings: Mapping[str, Wording] | None = None,
) -> Printout:
    """The blank forms of the visits, of all visits without any, or only those named.

    With forms and no visit each form is printed once, and the visit is written in. Words of questionnaires are printed
    only where the study holds a licence for them.
    """
    of = Unfilled(protocol, drawing, wordings or {})
    return result_of(blank_steps(of, printed, practice=practice, forms=forms, visits=visits))


def blank_steps(
    of: Unfilled,
    printed: Printed,
    *,
    practice: bool,
    forms: Collection[str] | None = None,
    visits: Collection[str] | None = None,
) -> Generator[float, None, Printout]:
    """The same form by form and page by page; yields which part of it is done."""
    flow, protocol = Flow(printed.sheet), of.protocol
    places: list[Place] = []
    if forms is not None and visits is None:
        yield from _pack(flow, of, "", forms, places)
    for key in _keys(protocol, forms, visits):
        yield from _visit(flow, of, key, forms, places)
    if forms is None and visits is None:
        flow.part()
        yield from _pack(flow, of, "", spare_forms(protocol), places)
    flow.outline += two_trees(places)
    if len(places) > 1:
        contents(flow, _("Contents"), list(by_visit(places, 0)))
    told(flow.pages, _("BLANK – for use when the computer is down"))
    subject = f"{_('Participant')}: {WRITTEN}"
    title = _title(protocol, forms, visits)
    return (yield from finishing(flow, protocol, printed, title=title, practice=practice, subject=subject))


def _keys(protocol: Protocol, forms: Collection[str] | None, visits: Collection[str] | None) -> Collection[str]:
    if visits is not None:
        return visits
    return [visit.key for visit in protocol.visits] if forms is None else ()


def _title(protocol: Protocol, forms: Collection[str] | None, visits: Collection[str] | None) -> str:
    named = [protocol.visit_name(visit) for visit in visits or ()] + [_(FORMS[form].title) for form in forms or ()]
    return _("Blank forms: {which}").format(which=_(", ").join(named)) if named else _("Blank forms")


def _visit(flow: Flow, of: Unfilled, key: str, forms: Collection[str] | None, places: list[Place]) -> Iterator[float]:
    """The forms of a visit; one that is not planned has those of any day."""
    planned = {visit.key: visit for visit in of.protocol.visits}.get(key)
    label = of.protocol.visit_name(key)
    flow.part()
    if planned is not None and forms is None:
        _heading(flow, planned)
    usual = visit_forms(planned) if planned is not None else spare_forms(of.protocol)
    yield from _pack(flow, of, label, usual if forms is None else forms, places, key=key)


def _heading(flow: Flow, visit: PlannedVisit) -> None:
    """The name of the visit and its window over its first form, which is a short one."""
    flow.skip(4)
    flow.say(_(visit.label), size=14, bold=True)
    if visit.day is not None:
        words = _("Day {day} from the first infusion, window {window}.")
        flow.say(words.format(day=visit.day, window=window_words(visit)))


def _pack(
    flow: Flow, of: Unfilled, visit: str, forms: Collection[str], places: list[Place], *, key: str = ""
) -> Iterator[float]:
    begun = len(places)
    for form in forms:
        target = f"{key} {form}"
        sheet_of(flow, of, form, visit, target)
        first = places[begun].target if len(places) > begun else target
        places.append(Place(visit or _("On any day"), _(FORMS[form].title), first, target))
        yield 0.0
