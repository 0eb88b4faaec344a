"""The forms of a print, visit by visit in protocol order, and where each of them stands in the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept, State
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.forms import STUDY_FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiEntries
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.schedule import windows
from ucmsc_desktop.reports.appendix import ROOM, changes_of_form
from ucmsc_desktop.reports.bookmarks import Place
from ucmsc_desktop.reports.changes import Changes, form_target
from ucmsc_desktop.reports.cover import timing_text, visit_date
from ucmsc_desktop.reports.entries import rule_text
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.form_bodies import body
from ucmsc_desktop.reports.keeping import kept_together
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.parameters import window_words
from ucmsc_desktop.reports.pasi_form import WHOLE
from ucmsc_desktop.reports.provenance import provenance
from ucmsc_desktop.text import _, date_text

Group = Sequence[Kept[Record]]
WITHIN = (DoseCheck.form, InfusionEvent.form)
"""Forms that are printed within the log of their infusion."""


class Forms:
    """Prints the forms of one casebook and remembers the place of each."""

    def __init__(self, flow: Flow, casebook: Casebook, protocol: Protocol, changes: Changes) -> None:
        self.flow, self.casebook, self.protocol, self.changes = flow, casebook, protocol, changes
        self.places: list[Place] = []

    def visit(self, visit: str, here: Group) -> None:
        """A visit on a page of its own: its window, its day, and its forms."""
        flow, label, target = self.flow, self.protocol.visit_name(visit), f"visit:{visit}"
        flow.part()
        flow.target(target)
        flow.type.place = label
        flow.skip(4)
        # Not a sentence: in two languages side by side the code stands once.
        flow.say(", ".join(filter(None, (self.casebook.subject, label))), size=14, bold=True)
        self._when(visit, here)
        if not here:
            flow.say(_("Nothing has been recorded at this visit."), size=11, bold=True)
        for group in together(here):
            self.form(group, target)

    def _when(self, visit: str, here: Group) -> None:
        """The window of the visit by the protocol, and where its day lies."""
        origin, on = first_infusion(self.casebook.records), visit_date(here)
        planned = windows(self.protocol.visits, origin) if origin else ()
        window = next((found for found in planned if found.visit.key == visit), None)
        if window is None:
            return
        sentence = _(
            "day {day} from the first infusion is {planned}, window {window}: {first} to {last} (version {version})."
        ).format(
            planned=date_text(window.planned),
            day=window.visit.day,
            window=window_words(window.visit),
            first=date_text(window.earliest),
            last=date_text(window.latest),
            version=self.protocol.version,
        )
        rule_text(self.flow, sentence)
        if on is not None:
            timing = timing_text(window, on)
            self.flow.say(_("Took place on {day}: {timing}.").format(day=date_text(on), timing=timing))

    def form(self, kept: Group, visit_target: str = "") -> None:
        """One form under its bar, with who saved it, its signatures and what changed."""
        kept_together(self.flow, lambda: self._form(kept))
        clean, target = self.flow.type.clean, form_target(kept[0])
        visit, title = clean(visit_words(kept, self.protocol)), clean(_(kept[0].record.title))
        self.places.append(Place(visit, title, visit_target or target, target))

    def _form(self, kept: Group) -> None:
        flow, title, visit = self.flow, _(kept[0].record.title), visit_words(kept, self.protocol)
        by_form = [list(group) for _code, group in groupby(kept, lambda one: one.key.form)]
        on_pages = [on_page(visit, group) for group in by_form]
        if isinstance(kept[0].record, PasiEntries):
            flow.need(WHOLE)
        with flow.form(on_pages[0], title, *on_pages[1:], target=form_target(kept[0])):
            body(flow, self.casebook, self.protocol, kept)
            for group in by_form:
                title = _(group[0].record.title) if len(by_form) > 1 else ""
                target = form_target(group[0]) if group is not by_form[0] else ""
                provenance(flow, self.casebook, group, self.changes, title, target)

    def appendix(self, groups: Sequence[Group]) -> None:
        """The changes of the forms that were printed, in their order."""
        for kept in groups:
            for _code, group in groupby(kept, lambda one: one.key.form):
                one_form = list(group)
                if any(map(self.changes.of, one_form)):
                    self._changes_of(one_form)

    def _changes_of(self, kept: Group) -> None:
        visit, title = visit_words(kept, self.protocol), _(kept[0].record.title)
        words = _("{visit}, {form}").format(visit=visit, form=title) if visit else title
        target = f"changes:{form_target(kept[0])}"
        with self.flow.form(on_page(visit, kept), words, room=ROOM + 30, target=target):
            self.flow.type.place = words
            self.flow.bookmark(words, 1, target)
            changes_of_form(self.flow, self.casebook, kept, self.changes)


def visit_words(kept: Group, protocol: Protocol) -> str:
    """The visit that a form belongs to, empty for none."""
    if isinstance(kept[0].record, HistoricalPasi) and len(kept) > 1:
        return _("Earlier record")
    return protocol.visit_name(kept[0].key.visit) if kept[0].key.visit else ""


def on_page(visit: str, kept: Group) -> OnPage:
    """What head and foot of a page say of the records of one form."""
    record, signed = kept[0].record, all(one.state is State.SIGNED for one in kept)
    if record.form in STUDY_FORMS and not signed:
        # Nobody is to sign them: without a signature they are no draft.
        return OnPage(visit, record.form, record.version, signed=True, state=_("record of the study"))
    return OnPage(visit, record.form, record.version, signed)


def together(here: Group) -> list[Group]:
    """The records of a visit by the printed form that they stand on: the dosing form holds checks and events too."""
    joined = WITHIN if any(isinstance(kept.record, Infusion) for kept in here) else ()
    groups: list[Group] = []
    for code, group in groupby((kept for kept in here if kept.key.form not in joined), lambda kept: kept.key.form):
        more = [kept for form in joined for kept in here if kept.key.form == form and code == Infusion.form]
        groups.append([*group, *more])
    return groups
