"""How the limits of a laboratory come into the results of a panel, and stay out where they do not fit."""

from __future__ import annotations

import msgspec

from ucmsc_desktop.domain.dates import age_range
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits, limits_for
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, limits_words
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.text import NO_BREAK_SPACE, _


class LimitSource(msgspec.Struct, frozen=True):
    """Where the limits of a panel come from: a laboratory, and what is recorded of the person whose sample it was."""

    laboratory: Laboratory | None = None
    participant: Participant = Participant()

    def limits(self, code: str, panel: LabPanel) -> Limits | None:
        """The interval for this person on the day of the sample; None where two could be meant."""
        if self.laboratory is None:
            return None
        born, sex = self.participant.birth_date, self.participant.sex
        if born is None or panel.sampled_on is None:
            return limits_for(self.laboratory, code, sex, None)
        least, most = (limits_for(self.laboratory, code, sex, age) for age in age_range(born, panel.sampled_on))
        return least if least == most else None

    def has_taken(self, code: str, panel: LabPanel) -> bool:
        """Whether the limits of a result are those of the laboratory, or whether it has none yet."""
        result, limits = panel.results[code], self.limits(code, panel)
        if result.lln is result.uln is None:
            return True
        return limits is not None and (result.lln, result.uln, result.unit) == (limits.lln, limits.uln, limits.unit)


def relimited(panel: LabPanel, source: LimitSource, before: LabPanel, former: LimitSource) -> LabPanel:
    """The panel with the limits that hold now: those taken from a laboratory follow it, typed ones stay."""
    for code, result in panel.results.items():
        if code in before.results and former.has_taken(code, before):
            panel = panel.resulted(code, with_limits(result, source.limits(code, panel)))
    return panel


def with_limits(result: LabResult, limits: Limits | None) -> LabResult:
    """A result with the limits of the laboratory; without any where the laboratory states them in another unit."""
    if limits is None or limits.unit != result.unit:
        return msgspec.structs.replace(result, lln=None, uln=None, confirmed=False)
    return msgspec.structs.replace(result, lln=limits.lln, uln=limits.uln, confirmed=limits.confirmed)


def other_unit_words(result: LabResult, limits: Limits | None) -> str:
    """Why the limits of the laboratory were not taken over, empty when they were."""
    if limits is None or limits.unit == result.unit or not (result.lln is result.uln is None):
        return ""
    return _("The laboratory states its limits in another unit: {limits}.").format(
        limits=limits_words(limits.lln, limits.uln) + NO_BREAK_SPACE + limits.unit
    )
