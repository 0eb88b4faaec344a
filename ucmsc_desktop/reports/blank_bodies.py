"""What stands on each blank form between its head and the place for the signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import Checker, DoseCheck, InfusionEvent
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.zung import Sas, Sds
from ucmsc_desktop.reports.blank_form import BlankForm
from ucmsc_desktop.reports.blank_itch import itch
from ucmsc_desktop.reports.blank_lab import lab
from ucmsc_desktop.reports.blank_log import log, rows_within, vitals
from ucmsc_desktop.reports.blank_pasi import pasi
from ucmsc_desktop.reports.blank_questionnaire import questionnaire
from ucmsc_desktop.reports.blank_screening import screening
from ucmsc_desktop.reports.infusion_form import DOSE, SECTIONS
from ucmsc_desktop.reports.parameters import dose_rule
from ucmsc_desktop.reports.write_grid import Grid, Slot
from ucmsc_desktop.text import _

THERAPIES = 8
"""Lines for treatments."""
NOT_ON_PAPER: Mapping[str, frozenset[str]] = {
    InfusionEvent.form: frozenset({"mono_ms", "boot", "gap_s"}),
    Participant.form: frozenset({"consented_on", "source"}),
}
"""Fields that the program notes itself, or that only older records hold."""


def body(blank: BlankForm) -> None:
    """The body of a form: one of its own, else its fields one below the other."""
    _BODIES.get(blank.form, _fields)(blank)


def _fields(blank: BlankForm) -> None:
    left_out = NOT_ON_PAPER.get(blank.form, frozenset())
    whole = blank.shape.fields
    blank.rows(field for field in whole if not field.item.derived and field.name not in left_out)
    blank.by_program(field for field in whole if field.item.derived or field.name in left_out)


def _therapies(blank: BlankForm) -> None:
    _fields(blank)
    rows_within(blank, blank.shape.rows[0], THERAPIES)


def _log(blank: BlankForm) -> None:
    left_out = NOT_ON_PAPER.get(blank.form, frozenset())
    log(blank, [field for field in blank.shape.fields if field.name not in left_out])


def _infusion(blank: BlankForm) -> None:
    """The dosing form in the order of the work; dose and volume are worked out by hand and computed again later."""
    for title, names in SECTIONS:
        blank.flow.heading(_(title))
        blank.rows(map(blank.field, names))
        if names is DOSE:
            blank.flow.say(_("Dose = body weight × cells per kg. Volume = dose ÷ viable cells per mL."))
            blank.flow.say(_("Protocol: {rule}").format(rule=dose_rule(blank.of.protocol)))


def _checks(blank: BlankForm) -> None:
    """Two persons side by side: the second enters everything again without looking at the first."""
    asked = [field for field in blank.shape.fields if field.name not in ("checker", "read_by")]
    rows = [[Slot(field.label), *[Slot(space=blank.space(field))] * 2] for field in asked]
    heads = [Slot(), *(Slot(_(checker.label), bold=True) for checker in Checker)]
    Grid(blank.flow, (0.28, 0.36, 0.36), blank.notes).draw(rows, heads)


_BODIES: Mapping[str, Callable[[BlankForm], None]] = {
    PasiAssessment.form: pasi,
    IndependentPasi.form: pasi,
    Sas.form: questionnaire,
    Sds.form: questionnaire,
    Dlqi.form: questionnaire,
    LabPanel.form: lab,
    VitalSigns.form: vitals,
    Screening.form: screening,
    Therapies.form: _therapies,
    Medication.form: _log,
    InfusionEvent.form: _log,
    Infusion.form: _infusion,
    DoseCheck.form: _checks,
    GlobalAssessment.form: itch,
}
