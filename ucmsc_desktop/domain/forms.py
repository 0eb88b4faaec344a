"""Every case report form of the program, by its code."""

from __future__ import annotations

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment

FORMS: dict[str, type[Record]] = {
    record_type.form: record_type
    for record_type in (
        Participant,
        Visit,
        Screening,
        PasiAssessment,
        IndependentPasi,
        GlobalAssessment,
        Infusion,
        VitalSigns,
        HistoricalPasi,
    )
}
