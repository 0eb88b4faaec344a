"""Which forms stand on paper for a visit while the computer is down, and which may be needed on any day."""

from __future__ import annotations

from ucmsc_desktop.domain.adverse import AdverseEvent, AeQuestion
from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol

ON_ANY_DAY = (AdverseEvent.form, Medication.form, Deviation.form)
"""What happens without a plan."""


def visit_forms(visit: PlannedVisit) -> tuple[str, ...]:
    """The forms of a visit: its day, what the protocol plans, and what stands beside an infusion."""
    found = [Visit.form]
    if Screening.form in visit.forms:
        found.append(Participant.form)
    if visit.week is not None:
        found.append(AeQuestion.form)
    for form in visit.forms:
        found += [DoseCheck.form, form, InfusionEvent.form] if form == Infusion.form else [form]
    return tuple(found)


def spare_forms(protocol: Protocol) -> tuple[str, ...]:
    """The forms of no visit in particular: what may happen on any day, and what a visit may have beside its plan."""
    return (*ON_ANY_DAY, *protocol.assessment.optional_forms)


def printable_forms(protocol: Protocol) -> tuple[str, ...]:
    """Every form that can be printed without entries, once, in the order of the program."""
    planned = {form for visit in protocol.visits for form in visit_forms(visit)} | set(spare_forms(protocol))
    return tuple(form for form in FORMS if form in planned and form not in STUDY_FORMS)


def annotated_forms(protocol: Protocol) -> tuple[str, ...]:
    """Every form about participants that data may come from, totals of earlier records among them."""
    planned = {*printable_forms(protocol), HistoricalPasi.form}
    return tuple(form for form in FORMS if form in planned)
