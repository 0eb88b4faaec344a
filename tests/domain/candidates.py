"""A candidate whom everything speaks for, to be changed in one fact at a time."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Screening
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import CriterionVerdict, Finding
from ucmsc_desktop.domain.lab.results import LabResult, Qualifier, Quality
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.zung import Sas, Sds

DAY = date(2026, 3, 10)
CHECKLIST = Screening(screened_on=DAY, answers=dict.fromkeys(("E1", "E2", "E5", "E6", "E10"), Answer.NO))
HEALTHY = MedicalHistory(
    heart=False, lung=False, liver=False, kidney=False, blood=False, endocrine=False, other_organ=False,
    infection=False, electrolytes=False, malignancy=False, psychiatric=False, allergy=False,
)  # fmt: skip
NEVER = ReproductiveStatus(childbearing=True, pregnant=False, lactating=False, ever=False)
NEGATIVE = LabResult(quality=Quality.NEGATIVE)


def result(value: str, unit: str, lln: str = "", uln: str = "", *, confirmed: bool = True) -> LabResult:
    """A result as the report has it: `<0.1` is a value."""
    qualifier = next((sign for sign in Qualifier if value.startswith(sign.value)), None)
    low, high = (Decimal(limit) if limit else None for limit in (lln, uln))
    return LabResult(
        value=Decimal(value.lstrip("<>")), qualifier=qualifier, unit=unit, lln=low, uln=high, confirmed=confirmed
    )


RESULTS = {
    "CA": result("2.3", "mmol/L", "2.1", "2.6"),
    "ALB": result("42", "g/L", "35", "50"),
    "AST": result("25", "U/L", "", "40"),
    "ALT": result("30", "U/L", "", "40"),
    "CREAT": result("80", "µmol/L", "60", "110"),
    "CYSTATC": result("0.8", "mg/L", "0.6", "1.0"),
    "HGB": result("145", "g/L", "130", "170"),
    "PLAT": result("250", "10^9/L", "150", "350"),
    "WBC": result("6.2", "10^9/L", "4", "10"),
}
CANDIDATE = Facts(
    participant=Participant(sex=Sex.MALE, birth_date=PartialDate("1980-05-28")),
    consent=Consent(signed_on=DAY),
    psoriasis=PsoriasisHistory(
        psoriasis_type=PsoriasisType.VULGARIS, face_only=False, acute_progressive=False, erythroderma_tendency=False
    ),
    therapies=Therapies(any_therapy=False),
    trials=OtherTrials(taking_part=False, before=False),
    medical=HEALTHY,
    results=RESULTS,
    sas=Sas(entered_raw=30),
    sds=Sds(entered_raw=30),
    pasi_tenths=124,
    bsa_pct=Decimal(14),
    assessed_on=DAY,
    screened_on=DAY,
)


def changed(**facts: Any) -> Facts:
    """The candidate with some facts changed."""
    return msgspec.structs.replace(CANDIDATE, **facts)


def with_results(**results: LabResult | None) -> Facts:
    """The candidate with some results changed, or not recorded."""
    found = {**RESULTS, **results}
    return changed(results={code: given for code, given in found.items() if given is not None})


def with_choices(protocol: Protocol, **choices: Any) -> Protocol:
    """The protocol with other limits or choices for eligibility."""
    part = msgspec.structs.replace(protocol.eligibility, **choices)
    return msgspec.structs.replace(protocol, eligibility=part)


def on(key: str, facts: Facts, protocol: Protocol, screening: Screening = CHECKLIST) -> CriterionVerdict:
    """The verdict on one criterion."""
    found = judge(facts, protocol, screening).of(key)
    assert found is not None
    return found


def finding(key: str, facts: Facts, protocol: Protocol, screening: Screening = CHECKLIST) -> Finding:
    """What is found on one criterion."""
    return on(key, facts, protocol, screening).finding


def missing(found: CriterionVerdict) -> list[str]:
    """The names of what is missing."""
    return [fact.name for fact in found.missing]
