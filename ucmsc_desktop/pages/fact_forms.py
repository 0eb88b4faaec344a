"""The forms of facts that are entries one after the other: demography, consent, psoriasis, other trials, measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.forms.ui_consent import Ui_Consent
from ucmsc_desktop.forms.ui_demography import Ui_Demography
from ucmsc_desktop.forms.ui_measures import Ui_Measures
from ucmsc_desktop.forms.ui_psoriasis import Ui_Psoriasis
from ucmsc_desktop.forms.ui_trials import Ui_Trials
from ucmsc_desktop.pages.plain_fact import PlainFactPage, age_at_consent
from ucmsc_desktop.store.study import Study

EARLIER = ("consented_on", "allergies", "source")
"""What a participant's record holds from before there were forms for it."""


class DemographyPage(PlainFactPage[Participant]):
    """Sex and birth date; they belong to the participant and to no visit."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit at which consent was given."""
        self.ui = Ui_Demography()
        self._visit = visit
        super().__init__(study, Key(subject, "", Participant.form), Participant, self.ui)

    def applies(self, name: str) -> bool:
        """Older entries are shown where there are some."""
        return name not in EARLIER

    def show_results(self) -> None:
        """Show the age on the day of consent."""
        super().show_results()
        record = self.record
        self.ui.earlier_card.setVisible(any(getattr(record, name) is not None for name in EARLIER))
        consent = consent_of(self.other(Consent, self._visit), record) or Consent()
        self.ui.age.setText(age_at_consent(record.birth_date, consent))


class ConsentPage(PlainFactPage[Consent]):
    """When which version was signed, and what was agreed to besides."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Consent()
        super().__init__(study, Key(subject, visit, Consent.form), Consent, self.ui)

    def applies(self, name: str) -> bool:
        """A reason for the withdrawal is asked where there is one."""
        return name != "withdrawal_reason" or self.record.withdrawn_on is not None

    def entered(self, name: str, record: Consent) -> Consent:
        """The time lies on the day of consent, also when that is corrected."""
        day, at = record.signed_on, record.signed_at
        if name != "signed_on" or day is None or at is None:
            return record
        return msgspec.structs.replace(record, signed_at=at.replace(year=day.year, month=day.month, day=day.day))

    def show_results(self) -> None:
        """Show the age on the day of consent."""
        super().show_results()
        if self.record.signed_on is not None:  # while a day is typed the time stays on the one before
            self.ui.signed_at.set_day(self.record.signed_on)
        self.ui.age.setText(age_at_consent(self.who.birth_date, self.record))


class PsoriasisPage(PlainFactPage[PsoriasisHistory]):
    """Type and course of the psoriasis."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Psoriasis()
        super().__init__(study, Key(subject, visit, PsoriasisHistory.form), PsoriasisHistory, self.ui)


class TrialsPage(PlainFactPage[OtherTrials]):
    """Other trials, now and before."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Trials()
        super().__init__(study, Key(subject, visit, OtherTrials.form), OtherTrials, self.ui)

    def applies(self, name: str) -> bool:
        """The end is asked of a trial before, the name of any."""
        record = self.record
        needed = {"last_ended_on": record.before, "which": record.before or record.taking_part}
        return bool(needed.get(name, True))


class MeasuresPage(PlainFactPage[Measurements]):
    """Weight, height and vital signs."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit."""
        self.ui = Ui_Measures()
        super().__init__(study, Key(subject, visit, Measurements.form), Measurements, self.ui)

    def new_record(self) -> Measurements:
        """Measured today, as long as nothing else is said."""
        return Measurements(measured_on=self.study.clock().date())

    def first_field(self) -> str:
        """The weight; the date before it is filled in already."""
        return "weight_kg"


PAGES: Mapping[str, Callable[[Study, str, str], PlainFactPage[Any]]] = {
    Participant.form: DemographyPage,
    Consent.form: ConsentPage,
    PsoriasisHistory.form: PsoriasisPage,
    OtherTrials.form: TrialsPage,
    Measurements.form: MeasuresPage,
}
"""The page of each of these forms."""
