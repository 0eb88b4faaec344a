"""The samples of a participant: those of one visit, and the value before the present one of each analyte."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.text import _, date_text


class Earlier(msgspec.Struct, frozen=True):
    """The result of an earlier sample and its day."""

    result: LabResult
    on: date

    def __str__(self) -> str:
        """The value with its day: `2.31 mmol/L on 03-Mar-2026`."""
        plain = msgspec.structs.replace(self.result, lln=None, uln=None)
        return _("{value} on {day}").format(value=plain, day=date_text(self.on))


def earlier_results(records: Iterable[Kept[Record]], key: Key, on: date | None) -> dict[str, Earlier]:
    """The latest result of each analyte from the participant's other samples, none of them later than the day."""
    found: dict[str, Earlier] = {}
    for kept in of_type(records, LabPanel):
        day = kept.record.sampled_on
        if kept.key == key or day is None or (on is not None and day > on):
            continue
        for code, result in kept.record.results.items():
            if code not in found or found[code].on <= day:
                found[code] = Earlier(result, day)
    return found


def sample_numbers(keys: Iterable[Key], present: Key) -> list[int]:
    """The numbers of the samples of a visit, that of the present one among them."""
    place = (present.subject, present.visit, present.form)
    return sorted({key.number for key in keys if (key.subject, key.visit, key.form) == place} | {present.number})
