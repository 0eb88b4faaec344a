"""What is recorded about a candidate, gathered from the forms: all that a verdict on eligibility may look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

import msgspec

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.procedures import Procedure, procedure
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.zung import Sas, Sds

R = TypeVar("R", bound=Record)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of one candidate. What is None was not recorded; a record's own fields may be open too.

    `pasi_tenths`, `bsa_pct` and `assessed_on` come from the PASI of screening, once it gives a score; `results` holds
    the latest result of each analyte, `sampled` the day of its sample. The first infusion is given, or else planned.
    """

    participant: Participant = Participant()
    consent: Consent | None = None
    psoriasis: PsoriasisHistory | None = None
    therapies: Therapies | None = None
    trials: OtherTrials | None = None
    medical: MedicalHistory | None = None
    reproduction: ReproductiveStatus | None = None
    results: Mapping[str, LabResult] = {}
    sampled: Mapping[str, date] = {}
    sas: Sas | None = None
    sds: Sds | None = None
    pasi_tenths: int | None = None
    bsa_pct: Decimal | None = None
    assessed_on: date | None = None
    screened_on: date | None = None
    first_infusion_on: date | None = None
    infusion_given: bool = False
    procedures: tuple[Procedure, ...] = ()


def facts_of(
    records: Sequence[Kept[Record]], visit: str = "SCR", overlay: Record | None = None, number: int = 0
) -> Facts:
    """The facts that records tell. `overlay` is being typed now: it stands in for the kept record of its form.

    `number` is the overlay's own where its form repeats.
    """
    there = _standing(records, visit, overlay, number)
    elsewhere = [kept.record for kept in records if kept.key.visit not in ("", visit)]
    participant, given = _only(there, Participant) or Participant(), first_infusion(records)
    screening = _only(there, Screening) or Screening()
    latest = _latest([record for record in there.values() if isinstance(record, LabPanel)])
    tenths, bsa, assessed_on = _severity(_only(there, PasiAssessment))
    return Facts(
        participant=participant,
        consent=consent_of(_only(there, Consent), participant),
        psoriasis=_only(there, PsoriasisHistory),
        therapies=_only(there, Therapies),
        trials=_only(there, OtherTrials),
        medical=_only(there, MedicalHistory),
        reproduction=_only(there, ReproductiveStatus),
        results={code: panel.results[code] for code, panel in latest.items()},
        sampled={code: panel.sampled_on for code, panel in latest.items() if panel.sampled_on},
        sas=_only(there, Sas),
        sds=_only(there, Sds),
        pasi_tenths=tenths,
        bsa_pct=bsa,
        assessed_on=assessed_on,
        screened_on=screening.screened_on,
        first_infusion_on=given or screening.planned_infusion_on,
        infusion_given=given is not None,
        procedures=_procedures([*there.values(), *elsewhere]),
    )


def _standing(
    records: Sequence[Kept[Record]], visit: str, overlay: Record | None, number: int
) -> dict[tuple[str, int], Record]:
    """The records of the participant and of one visit, by form and number, in the order of their keys."""
    there = {
        (kept.key.form, kept.key.number): kept.record
        for kept in sorted(records, key=lambda kept: kept.key)
        if kept.key.visit in ("", visit)
    }
    return there if overlay is None else there | {(overlay.form, number): overlay}


def _only(there: Mapping[tuple[str, int], Record], record_type: type[R]) -> R | None:
    found = there.get((record_type.form, 0))
    return found if isinstance(found, record_type) else None


def _procedures(records: Sequence[Record]) -> tuple[Procedure, ...]:
    found = [done for record in records if (done := procedure(record)) is not None]
    return tuple(sorted(found, key=lambda done: done.on))


def _severity(pasi: PasiAssessment | None) -> tuple[int | None, Decimal | None, date | None]:
    if pasi is None:
        return None, None, None
    tenths, bsa = pasi.tenths(), pasi.bsa_pct()
    return tenths, bsa, None if tenths is None and bsa is None else pasi.assessed_on


def _latest(panels: Sequence[LabPanel]) -> dict[str, LabPanel]:
    """The panel with the latest result of each analyte."""
    latest: dict[str, LabPanel] = {}
    for panel in panels:
        for code, result in panel.results.items():
            has_result = result.value is not None or result.quality is not None
            if has_result and (code not in latest or _is_later(panel, latest[code])):
                latest[code] = panel
    return latest


def _is_later(panel: LabPanel, than: LabPanel) -> bool:
    """Panels come in the order of their numbers, which decides where neither day nor time does."""
    if panel.sampled_on != than.sampled_on:
        return (panel.sampled_on or date.min) > (than.sampled_on or date.min)
    return panel.sampled_at is None or than.sampled_at is None or panel.sampled_at >= than.sampled_at
