"""The printed casebook: one visit or a whole participant as a PDF that can be searched, signed for and filed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import cast

import msgspec

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept, State, of_type
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record, fields
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiEntries
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.schedule import windows
from ucmsc_desktop.domain.zung import ZungScale
from ucmsc_desktop.reports.adverse_form import adverse_form, medication_form
from ucmsc_desktop.reports.cover import cover, deviations_list, timing_text, trajectory, visit_date, visits_table
from ucmsc_desktop.reports.dose_checks import dose_checks
from ucmsc_desktop.reports.entries import entry, fields_table, queries, rule_text, value_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Furniture, Printed
from ucmsc_desktop.reports.global_form import global_form
from ucmsc_desktop.reports.infusion_form import infusion_form
from ucmsc_desktop.reports.lab_form import lab_form
from ucmsc_desktop.reports.page import OnPage, Page
from ucmsc_desktop.reports.paint import About, digest, paint
from ucmsc_desktop.reports.parameters import parameters_table, window_words
from ucmsc_desktop.reports.pasi_form import WHOLE, pasi_form
from ucmsc_desktop.reports.provenance import provenance
from ucmsc_desktop.reports.questionnaire_form import dlqi_form, zung_form
from ucmsc_desktop.reports.screening_form import screening_form
from ucmsc_desktop.reports.typeset import Unprintable
from ucmsc_desktop.reports.vitals_form import vitals_form
from ucmsc_desktop.text import _, date_text, tenths_text


class Printout(msgspec.Struct, frozen=True):
    """A document in print: the PDF, its pages, the SHA-256 of its words, and characters that could not be printed."""

    pdf: bytes
    pages: int
    digest: str
    unprintable: tuple[Unprintable, ...] = ()


class Layout(msgspec.Struct, frozen=True):
    """A document before it is painted: its pages, and what it says about itself."""

    pages: tuple[Page, ...]
    about: About
    digest: str
    unprintable: tuple[Unprintable, ...]


def casebook_pdf(
    casebook: Casebook, protocol: Protocol, printed: Printed, *, practice: bool, visit: str | None = None
) -> Printout:
    """Print a participant, or one of their visits. The same records and the same time stamp give the same bytes."""
    layout = lay_out(casebook, protocol, printed, practice=practice, visit=visit)
    return Printout(paint(layout.pages, layout.about), len(layout.pages), layout.digest, layout.unprintable)


def lay_out(
    casebook: Casebook, protocol: Protocol, printed: Printed, *, practice: bool, visit: str | None = None
) -> Layout:
    """Everything that will stand on paper, in its place."""
    flow = Flow()
    if visit is None:
        _whole(flow, casebook, protocol)
        title = _("Casebook {subject}").format(subject=casebook.subject)
    else:
        here = [kept for kept in casebook.records if kept.key.visit == visit]
        label = protocol.visit_name(visit)
        title = _("{subject}, {visit}").format(subject=casebook.subject, visit=label)
        _visit(flow, casebook, protocol, visit, here)
    hashed = digest(flow.pages)
    flow.type.place = _("head and foot")
    Furniture(protocol, casebook.subject, printed, practice, hashed).put(flow.pages, flow.type)
    about = About(title, printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at)
    return Layout(tuple(flow.pages), about, hashed, flow.type.unprintable)


def _whole(flow: Flow, casebook: Casebook, protocol: Protocol) -> None:
    cover(flow, casebook, protocol, _("Casebook"))
    timed = [kept for kept in casebook.records if kept.key.visit and not isinstance(kept.record, HistoricalPasi)]
    totals = [kept for kept in casebook.records if isinstance(kept.record, HistoricalPasi)]
    if timed or not totals:
        visits_table(flow, casebook, protocol)
        deviations_list(flow, casebook)
    if not casebook.records:
        flow.say(_("Nothing has been recorded for this participant."), size=11, bold=True)
    for kept in casebook.records:
        if not kept.key.visit:
            _form(flow, casebook, protocol, [kept])
    trajectory(flow, casebook, protocol)
    if totals:
        flow.part()
        flow.anchor(_("Earlier record"), 0)
        _form(flow, casebook, protocol, totals)
    for visit, here in groupby(timed, lambda kept: kept.key.visit):
        _visit(flow, casebook, protocol, visit, list(here))
    flow.part()
    flow.anchor(_("Protocol parameters"), 0)
    parameters_table(flow, protocol)


def _visit(flow: Flow, casebook: Casebook, protocol: Protocol, visit: str, here: Sequence[Kept[Record]]) -> None:
    label = protocol.visit_name(visit)
    flow.part()
    flow.anchor(label, 0)
    flow.type.place = label
    flow.skip(4)
    flow.say(_("{subject}, {visit}").format(subject=casebook.subject, visit=label), size=14, bold=True)
    _when(flow, casebook, protocol, visit, here)
    if not here:
        flow.say(_("Nothing has been recorded at this visit."), size=11, bold=True)
    for group in together(here):
        _form(flow, casebook, protocol, group)


def _when(flow: Flow, casebook: Casebook, protocol: Protocol, visit: str, here: Sequence[Kept[Record]]) -> None:
    """The window of the visit by the protocol, and where its day lies."""
    origin, on = first_infusion(casebook.records), visit_date(here)
    window = (
        next((found for found in windows(protocol.visits, origin) if found.visit.key == visit), None)
        if origin
        else None
    )
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
        version=protocol.version,
    )
    rule_text(flow, sentence)
    if on is not None:
        flow.say(_("Took place on {day}: {timing}.").format(day=date_text(on), timing=timing_text(window, on)))


def together(here: Sequence[Kept[Record]]) -> list[list[Kept[Record]]]:
    """The records of a visit by the printed form that they stand on: the dosing form holds checks and events too."""
    log = [kept for kept in here if isinstance(kept.record, Infusion)]
    joined = (DoseCheck.form, InfusionEvent.form) if log else ()
    groups = []
    for code, group in groupby((kept for kept in here if kept.key.form not in joined), lambda kept: kept.key.form):
        more = [kept for form in joined for kept in here if kept.key.form == form and code == Infusion.form]
        groups.append([*group, *more])
    return groups


def _form(flow: Flow, casebook: Casebook, protocol: Protocol, kept: Sequence[Kept[Record]]) -> None:
    record_type = type(kept[0].record)
    visit = protocol.visit_name(kept[0].key.visit) if kept[0].key.visit else ""
    if record_type is HistoricalPasi and len(kept) > 1:
        visit = _("Earlier record")
    by_form = [list(group) for _code, group in groupby(kept, lambda one: one.key.form)]
    on_page = [_on_page(visit, group) for group in by_form]
    if issubclass(record_type, PasiEntries):
        flow.need(WHOLE)
    with flow.form(on_page[0], _(record_type.title), *on_page[1:]):
        _body(flow, casebook, protocol, kept)
        for group in by_form:
            if len(by_form) > 1:
                flow.heading(_(group[0].record.title), 9, 110)
            provenance(flow, casebook, group)


def _on_page(visit: str, kept: Sequence[Kept[Record]]) -> OnPage:
    signed = all(one.state is State.SIGNED for one in kept)
    return OnPage(visit, kept[0].record.form, kept[0].record.version, signed)


def _body(flow: Flow, casebook: Casebook, protocol: Protocol, kept: Sequence[Kept[Record]]) -> None:
    record = kept[0].record
    match record:
        case VitalSigns():
            vitals_form(flow, casebook, of_type(kept, VitalSigns), protocol)
        case HistoricalPasi():
            _totals(flow, of_type(kept, HistoricalPasi))
        case Infusion():
            infusion_form(flow, casebook, of_type(kept, Infusion)[0], protocol)
        case DoseCheck():
            dose_checks(flow, casebook, of_type(kept, DoseCheck), protocol)
        case AdverseEvent():
            adverse_form(flow, casebook, of_type(kept, AdverseEvent), protocol)
        case Medication():
            medication_form(flow, of_type(kept, Medication), protocol)
        case _:
            for one in kept:
                _single(flow, casebook, one, protocol)


def _single(flow: Flow, casebook: Casebook, kept: Kept[Record], protocol: Protocol) -> None:
    record = kept.record
    match record:
        case PasiEntries():
            pasi_form(flow, casebook, cast("Kept[PasiEntries]", kept), protocol)
        case GlobalAssessment():
            global_form(flow, record, protocol)
        case Screening():
            screening_form(flow, casebook, cast("Kept[Screening]", kept), protocol)
        case LabPanel():
            lab_form(flow, record)
        case ZungScale():
            zung_form(flow, record, protocol)
        case Dlqi():
            dlqi_form(flow, record)
        case _:
            fields_table(flow, record)
            queries(flow, record)


def _totals(flow: Flow, kept: Sequence[Kept[HistoricalPasi]]) -> None:
    """Totals of an earlier record, a row each."""
    known = fields(HistoricalPasi)
    columns = [
        Column(0.12, _("Record")), Column(0.17, known["day"].label), Column(0.2, known["day_is_approximate"].label),
        Column(0.24, _("PASI")), Column(0.27, known["source"].label),
    ]  # fmt: skip
    flow.table(columns, (_total_row(one) for one in kept))


def _total_row(kept: Kept[HistoricalPasi]) -> list[Cell | str]:
    record, known = kept.record, fields(HistoricalPasi)
    tenths = record.tenths()
    pasi = Cell(tenths_text(tenths), bold=True) if tenths is not None else entry(record, known["total_tenths"])
    approximate = value_text(known["day_is_approximate"], record.day_is_approximate) or "–"
    return [kept.key.visit, entry(record, known["day"]), approximate, pasi, entry(record, known["source"])]
