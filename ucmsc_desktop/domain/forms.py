"""Every case report form of the program, by its code."""

from __future__ import annotations

from ucmsc_desktop.domain.adverse import AdverseEvent, AeQuestion
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import DoseCheck, InfusionEvent
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.ctcae import CtcaeTable
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Participant, Visit
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.product import Bag, BagMove, Product
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.domain.zung import Sas, Sds

FORMS: dict[str, type[Record]] = {
    record_type.form: record_type
    for record_type in (
        Participant,
        Consent,
        PsoriasisHistory,
        Therapies,
        OtherTrials,
        MedicalHistory,
        ReproductiveStatus,
        Measurements,
        LabPanel,
        Sas,
        Sds,
        Dlqi,
        Visit,
        Screening,
        PasiAssessment,
        IndependentPasi,
        GlobalAssessment,
        Infusion,
        VitalSigns,
        DoseCheck,
        InfusionEvent,
        AeQuestion,
        AdverseEvent,
        Medication,
        HistoricalPasi,
        Deviation,
        Laboratory,
        Wording,
        Product,
        Bag,
        BagMove,
        CtcaeTable,
    )
}
FACT_FORMS = (
    Participant.form,
    Consent.form,
    PsoriasisHistory.form,
    Therapies.form,
    OtherTrials.form,
    MedicalHistory.form,
    ReproductiveStatus.form,
    Measurements.form,
    LabPanel.form,
    Sas.form,
    Sds.form,
    Dlqi.form,
)
"""The forms behind the criteria of eligibility, in the order in which a candidate is asked."""
STUDY_FORMS = (Laboratory.form, Wording.form, Product.form, Bag.form, BagMove.form, CtcaeTable.form)
"""Forms that belong to the study and to no participant."""
WITHIN_AN_INFUSION = (DoseCheck.form, InfusionEvent.form)
"""Forms that tell the course of one infusion: many, and of no use to a list of all participants."""
