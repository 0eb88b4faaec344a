"""Which printed form each kind of record stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept, of_type
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record, fields
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.names import name_of
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiEntries
from ucmsc_desktop.domain.product import Bag, BagMove, Product
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.run import run_of
from ucmsc_desktop.domain.zung import ZungScale
from ucmsc_desktop.reports.adverse_form import adverse_form, medication_form
from ucmsc_desktop.reports.dose_checks import dose_checks
from ucmsc_desktop.reports.entries import entry, fields_table, queries
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.global_form import global_form
from ucmsc_desktop.reports.infusion_course import infusion_course
from ucmsc_desktop.reports.infusion_form import infusion_form
from ucmsc_desktop.reports.lab_form import lab_form
from ucmsc_desktop.reports.pasi_form import pasi_form
from ucmsc_desktop.reports.questionnaire_form import dlqi_form, zung_form
from ucmsc_desktop.reports.rows import records_table, rows_tables
from ucmsc_desktop.reports.screening_form import screening_form
from ucmsc_desktop.reports.vitals_form import vitals_form
from ucmsc_desktop.text import _, tenths_text


def body(flow: Flow, casebook: Casebook, protocol: Protocol, kept: Sequence[Kept[Record]]) -> None:
    """What one form holds, between its bar and the lines that say who saved it."""
    match kept[0].record:
        case Infusion() | DoseCheck() | InfusionEvent():
            _infused(flow, casebook, protocol, kept)
        case VitalSigns():
            vitals_form(flow, casebook, of_type(kept, VitalSigns), protocol)
        case HistoricalPasi():
            _totals(flow, of_type(kept, HistoricalPasi))
        case AdverseEvent():
            adverse_form(flow, casebook, of_type(kept, AdverseEvent), protocol)
        case Medication():
            medication_form(flow, of_type(kept, Medication))
        case BagMove():
            records_table(flow, kept)
        case _:
            for one in kept:
                if len(kept) > 1:
                    flow.heading(_("{title} {n}").format(title=_(one.record.title), n=one.key.number), 9, 60)
                _single(flow, casebook, one, protocol)


def _infused(flow: Flow, casebook: Casebook, protocol: Protocol, kept: Sequence[Kept[Record]]) -> None:
    """The log of an infusion with its checks and events; without a log, the checks or the events."""
    logs, checks = of_type(kept, Infusion), of_type(kept, DoseCheck)
    if logs:
        infusion_form(flow, casebook, logs[0], protocol)
    elif checks:
        dose_checks(flow, casebook, checks, protocol)
    else:
        infusion_course(flow, casebook, run_of(kept, casebook.subject, kept[0].key.visit))


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
            rows_tables(flow, record, _row_names(casebook, record))
            queries(flow, record)


def _row_names(casebook: Casebook, record: Record) -> Mapping[str, str]:
    """What rows are about that are kept by number: the analyte of an interval, the test of a bag's result."""
    match record:
        case Laboratory():
            return {
                number: _("{n}: {name}").format(n=number, name=name_of(one.analyte))
                for number, one in record.limits.items()
            }
        case Bag():
            product = next(
                (kept.record for kept in casebook.of(Product) if kept.record.name == record.product), Product()
            )
            return {number: limit.test for number, limit in product.limits.items()}
    return {}


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
    entered = {name: entry(record, known[name]) for name in ("day", "day_is_approximate", "source")}
    return [kept.key.visit, entered["day"], entered["day_is_approximate"], pasi, entered["source"]]
