"""The first pages of a casebook: who takes part, under which protocol, what became of the visits and of PASI."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Casebook, Kept, State, of_type
from ucmsc_desktop.domain.course import Course, Point, course, first_infusion
from ucmsc_desktop.domain.deviations import deviation_words, deviations_of
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.infusion import Infusion, rounded
from ucmsc_desktop.domain.items import Record, fields, show_entry
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.plot_words import relapse_words
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, responds
from ucmsc_desktop.domain.schedule import Window, windows
from ucmsc_desktop.domain.summary import wanted_forms
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart import draw_course, forms_behind
from ucmsc_desktop.reports.fitting import fitted
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.keeping import kept_together
from ucmsc_desktop.reports.pairs import pairs_table
from ucmsc_desktop.text import NO_BREAK_SPACE, _, date_text


def cover(flow: Flow, casebook: Casebook, protocol: Protocol, title: str) -> None:
    """The participant's block: code, sex, birth date, protocol and status."""
    flow.part()
    flow.type.place = title
    flow.anchor(casebook.subject, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    flow.skip(8)
    signed = sum(kept.state is State.SIGNED for kept in casebook.records)
    rows: list[tuple[str, str]] = [
        (_("Participant"), casebook.subject),
        *_participant_rows(casebook),
        (_("Study"), protocol.study.code),
        (_("Registry"), protocol.study.registry),
        (_("Protocol version in force"), str(protocol.version)),
        (_("Sites"), "; ".join(protocol.study.sites)),
        (_("Status"), _("{signed} of {count} records signed").format(signed=signed, count=len(casebook.records))),
    ]
    pairs_table(flow, ((Cell(name, ink=paper.GREY), Cell(words)) for name, words in rows))
    flow.type.place = ""


def study_cover(flow: Flow, protocol: Protocol, title: str) -> None:
    """The block of a print that is about no participant."""
    flow.part()
    flow.type.place = title
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    flow.skip(8)
    rows = [
        (_("Study"), protocol.study.code),
        (_("Registry"), protocol.study.registry),
        (_("Protocol version in force"), str(protocol.version)),
        (_("Sites"), "; ".join(protocol.study.sites)),
    ]
    pairs_table(flow, ((Cell(name, ink=paper.GREY), Cell(words)) for name, words in rows))
    flow.type.place = ""


def _participant_rows(casebook: Casebook) -> list[tuple[str, str]]:
    kept = casebook.of(Participant)
    known = fields(Participant)
    record = kept[0].record if kept else Participant()
    return [(known[name].label, show_entry(record, name)) for name in ("sex", "birth_date")]


def deviations_list(flow: Flow, casebook: Casebook) -> None:
    """Every protocol deviation in a line: day, rule, what happened, why, and who signed it."""
    flow.heading(_("Protocol deviations"), 12)
    found = deviations_of(casebook.records)
    for kept in found:
        flow.say(deviation_words(kept, casebook.who))
    if not found:
        flow.say(_("None is recorded."), ink=paper.GREY)


def visits_table(flow: Flow, casebook: Casebook, protocol: Protocol) -> None:
    """Every planned visit with its window, what became of it and the state of its forms; then those outside it."""
    flow.heading(_("Visits"), 12)
    origin = first_infusion(casebook.records)
    planned = {window.visit.key: window for window in windows(protocol.visits, origin)} if origin else {}
    columns = [
        Column(0.11, _("Visit")), Column(0.255, _("Window")), Column(0.13, _("Date")),
        Column(0.145, _("Status")), Column(0.36, _("Forms")),
    ]  # fmt: skip
    rows = [_visit_row(casebook, visit, planned.get(visit.key)) for visit in protocol.visits]
    rows += [_visit_row(casebook, PlannedVisit(key, key, ()), None) for key in _unplanned(casebook, protocol)]
    words = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in rows]
    flow.table(fitted(flow, columns, words), rows)


def _unplanned(casebook: Casebook, protocol: Protocol) -> Iterable[str]:
    """The visits that are not in the schedule, but for the totals of an earlier record."""
    known = {"", *(visit.key for visit in protocol.visits)}
    found = (kept.key.visit for kept in casebook.records if not isinstance(kept.record, HistoricalPasi))
    return dict.fromkeys(key for key in found if key not in known)


def _visit_row(casebook: Casebook, visit: PlannedVisit, window: Window | None) -> list[Cell | str]:
    here = [kept for kept in casebook.records if kept.key.visit == visit.key]
    between = (
        _("{first} to {last}").format(first=date_text(window.earliest), last=date_text(window.latest))
        if window
        else "–"
    )
    on = visit_date(here)
    kept = of_type(here, Visit)
    status = show_entry(kept[0].record, "status") if kept else ("–" if not here else _("no visit record"))
    if window and on:
        status = _("{status}, {timing}").format(status=status, timing=timing_text(window, on))
    participant = next((kept.record for kept in casebook.of(Participant)), None)
    forms = _("; ").join(_form_states(here, wanted_forms(visit, participant))) if here else ""
    return [Cell(_(visit.label), bold=True), between, date_text(on) if on else "–", status, forms or "–"]


def timing_text(window: Window, on: date) -> str:
    """Where a day lies in a window, in words: `in window`, `2 days late`."""
    outside = window.days_outside(on)
    if not outside:
        return _("in window")
    if on > window.latest:
        return text.ngettext("{n} day late", "{n} days late", outside).format(n=outside)
    return text.ngettext("{n} day early", "{n} days early", outside).format(n=outside)


def visit_date(records: Sequence[Kept[Record]]) -> date | None:
    """The day of a visit: from its own record, else from the forms that were filled."""
    days = [kept.record.visited_on for kept in of_type(records, Visit)]
    days += [kept.record.assessed_on for kept in of_type(records, PasiAssessment)]
    days += [kept.record.given_on for kept in of_type(records, Infusion)]
    return next((day for day in days if day is not None), None)


def _form_states(here: Sequence[Kept[Record]], wanted: Sequence[str]) -> Iterable[str]:
    """How many forms are signed, and by name those that are not signed or not filled in."""
    missed = any(show_entry(kept.record, "status") and kept.record.reason for kept in of_type(here, Visit))
    filled = dict.fromkeys(kept.key.form for kept in here)
    unsigned = dict.fromkeys(kept.key.form for kept in here if kept.state is not State.SIGNED)
    if len(filled) > len(unsigned):
        count = len(filled) - len(unsigned)
        yield text.ngettext("{n} form signed", "{n} forms signed", count).format(n=count)
    if unsigned:
        yield _("not signed: {forms}").format(forms=_(", ").join(_(FORMS[code].title) for code in unsigned))
    lacking = [_(FORMS[code].title) for code in wanted if code not in filled and not missed]
    if lacking:
        yield _("not filled in: {forms}").format(forms=_(", ").join(lacking))


def trajectory(flow: Flow, casebook: Casebook, protocol: Protocol) -> None:
    """The course as a chart and as a table, on a page that is a draft as long as one of its points is."""
    shown = course(protocol, casebook.subject, casebook.records)
    if not shown.points:
        return
    flow.part()
    first = len(flow.pages) - 1
    kept_together(flow, lambda: _course(flow, casebook, protocol, shown))
    behind = dict.fromkeys(forms_behind(casebook.records, PasiAssessment, HistoricalPasi))
    for page in flow.pages[first:]:
        page.forms.update(behind)


def _course(flow: Flow, casebook: Casebook, protocol: Protocol, shown: Course) -> None:
    flow.anchor(_("Course of PASI"), 0)
    flow.heading(_("Course of PASI"), 14)
    flow.y = draw_course(flow.page, flow.type, flow.y, shown, protocol, casebook.records) - 8
    _points_table(flow, shown, protocol)
    found = plot(Measure.PASI, protocol, shown, casebook.records)
    for sentence in (*found.absent, *_remarks(shown, protocol)):
        flow.say(sentence)


def _points_table(flow: Flow, shown: Course, protocol: Protocol) -> None:
    columns = [
        Column(0.2, _("Visit")), Column(0.1, _("Day")), Column(0.14, _("PASI")), Column(0.16, _("Change")),
        *(Column(0.065, str(limit)) for limit in RESPONSES), Column(0.14, _("Status")),
    ]  # fmt: skip
    rows = [(point.day, _point_row(shown, point, protocol)) for point in shown.points]
    rows += [
        (
            missed.day,
            [protocol.visit_name(missed.visit), f"({missed.day})", _("missed"), "–", *["–"] * len(RESPONSES), "–"],
        )
        for missed in shown.missed
    ]
    flow.table(columns, (row for _day, row in sorted(rows, key=lambda pair: pair[0])))
    flow.closing()
    flow.say(
        _(
            "50 to 100: improvement of at least so many % from the own baseline, judged on exact values. "
            "Registered end points: {names}. Days in brackets are planned days."
        ).format(
            names=_(", ").join(f"PASI{NO_BREAK_SPACE}{limit}" for limit in protocol.endpoints.registered_responses)
        ),
        ink=paper.GREY,
    )


def _point_row(shown: Course, point: Point, protocol: Protocol) -> list[Cell | str]:
    state = _("signed") if point.state is State.SIGNED else _("not signed")
    day = text.number_text(point.day)
    label = protocol.visit_name(point.visit)
    if point.tenths is None:
        reason = _(point.missing.label) if point.missing else _("no total")
        return [label, day, reason, "–", *["–"] * len(RESPONSES), state]
    if point is shown.baseline or point.day <= 0:
        change = _("baseline") if point is shown.baseline else "–"
        return [label, day, text.tenths_text(point.tenths), change, *["–"] * len(RESPONSES), state]
    better = improvement_pct(shown.baseline_tenths, point.tenths)
    change = text.quantity(rounded(-better, 1), "%") if better is not None else _("undefined")
    reached = (_reached(shown, point.tenths, limit) for limit in RESPONSES)
    return [label, day, text.tenths_text(point.tenths), change, *reached, state]


def _reached(shown: Course, tenths: int, limit: int) -> str:
    reached = responds(shown.baseline_tenths, tenths, limit)
    return "–" if reached is None else _("yes") if reached else _("no")


def _remarks(shown: Course, protocol: Protocol) -> Iterable[str]:
    if relapse := relapse_words(protocol, shown):
        yield relapse
    if any(point.imported for point in shown.points):
        yield _("Totals from an earlier record have no regional entries.")
    if any(point.approximate for point in shown.points):
        yield _("Days of the earlier record are approximate.")
