"""The annotated form: every form once, with the names of the tabulated data beside its items, for a reviewer."""

from __future__ import annotations

from collections.abc import Generator

from ucmsc_desktop.domain.cdisc import TABULATED
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.lesions import MapDrawing
from ucmsc_desktop.domain.paper_plan import annotated_forms, visit_forms
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.reports.annotation import NOT_SUBMITTED
from ucmsc_desktop.reports.blank_form import Unfilled
from ucmsc_desktop.reports.blank_sheet import sheet_of, told
from ucmsc_desktop.reports.bookmarks import Place, two_trees
from ucmsc_desktop.reports.contents import contents
from ucmsc_desktop.reports.entries import PAIR
from ucmsc_desktop.reports.finish import Printout, finishing
from ucmsc_desktop.reports.flow import Cell, Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.text import _


def annotated_pdf(protocol: Protocol, printed: Printed, *, practice: bool, drawing: MapDrawing | None) -> Printout:
    """Every form that the protocol plans, annotated; bookmarks and contents by visit and by form lead to it."""
    of = Unfilled(protocol, drawing, annotated=True)
    return result_of(annotated_steps(of, printed, practice=practice))


def annotated_steps(of: Unfilled, printed: Printed, *, practice: bool) -> Generator[float, None, Printout]:
    """The same form by form and page by page; yields which part of it is done."""
    flow, protocol = Flow(printed.sheet), of.protocol
    title = _("Annotated case report form")
    _title_page(flow, protocol, title)
    forms = annotated_forms(protocol)
    for form in forms:
        flow.part()
        sheet_of(flow, of, form, "", form)
        yield 0.0
    trees = two_trees(_places(protocol, forms))
    flow.outline += trees
    contents(flow, _("Contents"), trees, at=1)
    told(flow.pages, title)
    return (yield from finishing(flow, protocol, printed, title=title, practice=practice))


def _places(protocol: Protocol, forms: tuple[str, ...]) -> list[Place]:
    """Each form at each visit that has it, then those of no visit in particular."""
    found: list[Place] = []
    for visit in protocol.visits:
        here = visit_forms(visit)
        found += [_place(_(visit.label), here[0], form) for form in here]
    planned = {place.target for place in found}
    others = [form for form in forms if form not in planned]
    return found + [_place(_("On any day"), others[0], form) for form in others]


def _place(visit: str, first: str, form: str) -> Place:
    return Place(visit, _(FORMS[form].title), first, form)


def _title_page(flow: Flow, protocol: Protocol, title: str) -> None:
    """Study, versions, and how the notes are to be read."""
    flow.anchor(title, 0)
    flow.skip(60)
    flow.say(title, size=22, bold=True)
    flow.say(protocol.study.title, size=13, bold=True)
    flow.skip(8)
    known = {
        _("Study"): protocol.study.code,
        _("Registry"): protocol.study.registry,
        _("Phase"): _(protocol.study.phase),
        _("Protocol version"): str(protocol.version),
        _("Sites"): _(", ").join(protocol.study.sites),
    }
    flow.table(PAIR, [[label, Cell(value, bold=True)] for label, value in known.items()])
    flow.heading(_("How to read the notes"))
    for sentence in _legend():
        flow.say(sentence)
    rows = [[domain, name] for domain, name in TABULATED.items()]
    flow.heading(_("Datasets"))
    flow.table(PAIR, rows)


def _legend() -> tuple[str, ...]:
    kept = _("{words}: the item is kept and is not tabulated; at the head of a form this holds for all of it.")
    return (
        _("A note names the variable of the tabulated data (CDISC SDTM) into which the item goes."),
        _(
            "“RSORRES when RSTESTCD = PASI0301” is a result under its test code, “SUPPEC.QVAL when QNAM = DONOR” a "
            "supplemental qualifier, “COVAL when RDOMAIN = AE” a comment."
        ),
        kept.format(words=NOT_SUBMITTED),
        _("The domains of a form stand at its head: the first is blue, then yellow, green, orange."),
        _("The participant is USUBJID and SUBJID, the visit VISITNUM and VISIT in every dataset."),
    )
