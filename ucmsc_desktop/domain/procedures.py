"""Study procedures as the forms record them, each with its day: consent must come before all of them."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.zung import Sas, Sds

DAY_FIELDS = {
    LabPanel.form: "sampled_on",
    Measurements.form: "measured_on",
    Sas.form: "answered_on",
    Sds.form: "answered_on",
    Dlqi.form: "answered_on",
    GlobalAssessment.form: "assessed_on",
    PasiAssessment.form: "assessed_on",
    IndependentPasi.form: "assessed_on",
    VitalSigns.form: "taken_at",
    Infusion.form: "given_on",
}
"""The field with the day of each form that is a study procedure."""
_TIME_FIELDS = {LabPanel.form: "sampled_at", VitalSigns.form: "taken_at", Infusion.form: "started_at"}


class Procedure(msgspec.Struct, frozen=True):
    """A study procedure that took place: its form, its day, and the time where one is known."""

    form: str
    on: date
    at: datetime | None = None

    def came_before(self, day: date, moment: datetime | None) -> bool:
        """Whether it came before a day, or before a moment of that day when both times are known."""
        if self.on != day or self.at is None or moment is None:
            return self.on < day
        return self.at < moment


def procedure(record: Record) -> Procedure | None:
    """The procedure that a record tells of, None when it is none or has no day."""
    field = DAY_FIELDS.get(record.form)
    on = getattr(record, field) if field else None
    if on is None:
        return None
    at = getattr(record, _TIME_FIELDS[record.form]) if record.form in _TIME_FIELDS else None
    return Procedure(record.form, on.date() if isinstance(on, datetime) else on, at)
