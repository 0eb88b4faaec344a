"""The frame of a blank form: whose it is, at which visit, why a value may be missing, and who signs for it."""

from __future__ import annotations

from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.annotation import Notes
from ucmsc_desktop.reports.blank_bodies import body
from ucmsc_desktop.reports.blank_form import BlankForm, Unfilled
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.keeping import kept_together
from ucmsc_desktop.reports.page import OnPage, Page
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.reports.write_in import DAY, TIME, Comb, Lines
from ucmsc_desktop.text import _

THIRDS = (0.36, 0.3, 0.34)
WRITTEN = "________"


def sheet_of(flow: Flow, of: Unfilled, form: str, visit: str, target: str) -> None:
    """One form; it begins on a page of its own unless all of it has room on this one."""
    trial = Flow(flow.sheet)
    trial.type = flow.type
    kept_together(trial, lambda: _draw(trial, of, form, visit, target))
    if len(trial.pages) > 1 or (flow.pages and flow.y - (trial.sheet.top - trial.y) < flow.sheet.bottom):
        flow.part()
    kept_together(flow, lambda: _draw(flow, of, form, visit, target))


def _draw(flow: Flow, of: Unfilled, form: str, visit: str, target: str) -> None:
    record_type = FORMS[form]
    blank = BlankForm(flow, of, record_type)
    state = _("annotated") if of.annotated else _("BLANK")
    on_page = OnPage(visit, form, record_type.version, signed=True, state=state)
    with flow.form(on_page, _(record_type.title), target=target, room=60):
        _heads(blank)
        if not of.annotated:
            _whose(flow, visit)
        body(blank)
        if not of.annotated:
            _signed(flow)


def _heads(blank: BlankForm) -> None:
    """The domains of an annotated form."""
    heads, flow = blank.heads(), blank.flow
    if heads:
        blank.notes.draw(flow.page, flow.type, heads, flow.sheet.left, flow.y - 2, flow.sheet.width)
        flow.skip(blank.notes.height(flow.type, heads, flow.sheet.width) + 4)


def _whose(flow: Flow, visit: str) -> None:
    known = Slot(_("Visit"), visit) if visit else Slot(_("Visit"), space=Lines())
    whose = [Slot(_("Participant, by code"), space=Lines()), known, Slot(_("Day"), space=Comb(DAY))]
    Grid(flow, THIRDS, Notes(())).draw([whose])
    reasons = _(", ").join(_(reason.label) for reason in MissingReason if reason is not MissingReason.BLANK)
    flow.say(_("Without a value, write why: {reasons}.").format(reasons=reasons), ink=paper.GREY)


def _signed(flow: Flow) -> None:
    """Who filled the paper in, and who typed it in later; both stay together."""
    flow.closing()
    flow.need(86)
    flow.skip(6)
    rows = [
        [
            Slot(label, space=Lines()),
            Slot(_("Signature"), space=Lines()),
            Slot(_("When"), space=Comb((*DAY, "  ", *TIME))),
        ]
        for label in (_("Completed by"), _("Transcribed into the program by"))
    ]
    Grid(flow, THIRDS, Notes(())).draw(rows)


def told(pages: list[Page], words: str) -> None:
    """Let the foot of each page with a form say what kind of print it is, at more length than the bar of the form."""
    for page in pages:
        forms = [OnPage(form.visit, form.form, form.version, form.signed, words) for form in page.forms]
        page.forms = dict.fromkeys(forms)
