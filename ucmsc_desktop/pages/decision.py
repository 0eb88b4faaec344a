"""The decision on a candidate at the foot of the verdict: enrolled or a screen failure, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.findings import Eligibility
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.forms.ui_screening import Ui_Screening

FIELDS = ("outcome", "decided_on", "planned_infusion_on", "failure_reason")


class Decision:
    """The fields of the decision: only those are shown that the decision, or the protocol, asks for."""

    def __init__(self, ui: Ui_Screening, protocol: Protocol, fields: Mapping[str, Field]) -> None:
        """Name the fields."""
        self._ui = ui
        self._plans = protocol.eligibility.washout_reference == "first_infusion"
        for name in FIELDS:
            getattr(ui, f"{name}_label").setText(fields[name].label)

    def entered(self, name: str, before: Screening, record: Screening, found: Eligibility, today: date) -> Screening:
        """The record after an edit. A decision is of today; at first a screen failure has the reason of a refusal."""
        if name != "outcome" or record.outcome is before.outcome:
            return record
        failed = record.outcome is Outcome.FAILED
        offered = found.reason if found.eligible is False else None
        reason = record.failure_reason or offered if failed else None
        decided_on = (record.decided_on or today) if record.outcome is not None else None
        return msgspec.structs.replace(record, decided_on=decided_on, failure_reason=reason)

    def show(self, record: Screening, *, editing: bool) -> None:
        """Show what the decision asks for."""
        ui = self._ui
        is_decided = record.outcome is not None
        ui.decision_card.setVisible(editing or is_decided or self._plans)
        for part in (ui.decided_on, ui.decided_on_label):
            part.setVisible(is_decided)
        ui.failure_box.setVisible(record.outcome is Outcome.FAILED)
        # A field of one line would cut a reason of several.
        ui.failure_reason.setVisible(editing)
        ui.failure_words.setVisible(not editing)
        ui.failure_words.setText(record.failure_reason or "")
        ui.planned_box.setVisible(self._plans)
