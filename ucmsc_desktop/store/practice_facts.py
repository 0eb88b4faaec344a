"""What the practice study knows about its invented candidates: the forms behind the criteria, and their laboratory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.dlqi import ITEMS as DLQI_ITEMS
from ucmsc_desktop.domain.dlqi import Dlqi, DlqiAnswer
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.domain.trials import OtherTrials
from ucmsc_desktop.domain.zung import ITEMS as ZUNG_ITEMS
from ucmsc_desktop.domain.zung import Sas, Sds, ZungScale

LABORATORY = "Practice laboratory"
_TOPICAL_DAYS_BEFORE = 30

# Invented limits of an invented laboratory: analyte, unit, lower and upper limit of women, then of men.
_LIMITS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("CA", "mmol/L", "2.11", "2.52", "2.11", "2.52"),
    ("ALB", "g/L", "40", "55", "40", "55"),
    ("AST", "U/L", "13", "35", "15", "40"),
    ("ALT", "U/L", "7", "40", "9", "50"),
    ("CREAT", "µmol/L", "41", "73", "57", "97"),
    ("CYSTATC", "mg/L", "0.59", "1.03", "0.59", "1.03"),
    ("HGB", "g/L", "115", "150", "130", "175"),
    ("PLAT", "10^9/L", "125", "350", "125", "350"),
    ("WBC", "10^9/L", "3.5", "9.5", "3.5", "9.5"),
)
_MARKERS = (("AFP", "ng/mL", "7"), ("CEA", "ng/mL", "5"))


def practice_laboratory() -> Laboratory:
    """The laboratory of the practice study, its limits confirmed."""
    rows: list[Limits] = []
    for code, unit, *bounds in _LIMITS:
        for sex, (low, high) in ((Sex.FEMALE, bounds[:2]), (Sex.MALE, bounds[2:])):
            rows.append(Limits(analyte=code, unit=unit, sex=sex, lln=Decimal(low), uln=Decimal(high), confirmed=True))
    rows += [Limits(analyte=code, unit=unit, uln=Decimal(high), confirmed=True) for code, unit, high in _MARKERS]
    return Laboratory(name=LABORATORY, limits={str(number): row for number, row in enumerate(rows, 1)})


def practice_facts(sex: Sex, weight_kg: str, number: int, start: datetime) -> Iterator[tuple[int, str, Record]]:
    """The forms of one candidate whom no criterion keeps out: minutes after the start, who writes it, the record."""
    chance = random.Random(200 + number)  # noqa: S311 - invented data
    on = start.date()
    yield 2, "coordinator", _consent(start)
    yield 5, "assessor", _psoriasis(on.year - chance.randint(3, 25))
    yield 6, "coordinator", _therapies(on)
    yield 7, "coordinator", OtherTrials(taking_part=False, before=False)
    yield 8, "coordinator", _nothing_else_wrong()
    if sex is Sex.FEMALE:
        yield 9, "coordinator", ReproductiveStatus(childbearing=True, pregnant=False, lactating=False, ever=False)
    yield (
        11,
        "nurse",
        Measurements(
            measured_on=on,
            weight_kg=Decimal(weight_kg),
            height_cm=Decimal(chance.randint(156, 184)),
            systolic=chance.randint(108, 134),
            diastolic=chance.randint(64, 84),
            pulse=chance.randint(60, 84),
            temperature=Decimal("36.5"),
        ),
    )
    yield 13, "nurse", _panel(sex, on, chance)
    yield 18, "nurse", _answered(Sas(answered_on=on), chance)
    yield 19, "nurse", _answered(Sds(answered_on=on), chance)
    answers = {item: chance.choice((DlqiAnswer.ONE, DlqiAnswer.TWO)) for item in DLQI_ITEMS if item != "7"}
    yield 20, "nurse", Dlqi(answered_on=on, answers=answers | {"7": DlqiAnswer.NO, "7a": DlqiAnswer.ONE})


def _consent(at: datetime) -> Consent:
    return Consent(
        signed_on=at.date(),
        signed_at=at,
        document_version="2.0",
        copy_given=True,
        samples=True,
        photographs=True,
        contact=True,
    )


def _psoriasis(since: int) -> PsoriasisHistory:
    return PsoriasisHistory(
        psoriasis_type=PsoriasisType.VULGARIS,
        since=PartialDate(str(since)),
        face_only=False,
        acute_progressive=False,
        erythroderma_tendency=False,
    )


def _therapies(on: date) -> Therapies:
    last = PartialDate((on - timedelta(days=_TOPICAL_DAYS_BEFORE)).isoformat())
    ointment = Therapy(drug="Calcipotriol ointment", therapy_class=TherapyClass.TOPICAL, last_used_on=last)
    return Therapies(any_therapy=True, therapies={"1": ointment})


def _nothing_else_wrong() -> MedicalHistory:
    return MedicalHistory(
        heart=False, lung=False, liver=False, kidney=False, blood=False, endocrine=False, other_organ=False,
        infection=False, electrolytes=False, malignancy=False, psychiatric=False, allergy=False,
    )  # fmt: skip


def _panel(sex: Sex, on: date, chance: random.Random) -> LabPanel:
    results = {}
    for code, unit, *bounds in _LIMITS:
        low, high = (Decimal(bound) for bound in (bounds[:2] if sex is Sex.FEMALE else bounds[2:]))
        # The upper half of the interval: a woman's haemoglobin at its lower end counts as anaemia by WHO.
        value = low + (high - low) * chance.randint(50, 90) / 100
        results[code] = LabResult(value=value.quantize(low), unit=unit, lln=low, uln=high, confirmed=True)
    for code, unit, high_text in _MARKERS:
        value = Decimal(chance.randint(10, 40)) / 10
        results[code] = LabResult(value=value, unit=unit, uln=Decimal(high_text), confirmed=True)
    if sex is Sex.FEMALE:
        results[PREGNANCY_TEST] = LabResult(quality=Quality.NEGATIVE)
    return LabPanel(sampled_on=on, laboratory=LABORATORY, results=results)


def _answered(scale: ZungScale, chance: random.Random) -> ZungScale:
    """A low score: 1 or 2 in each item, seen from its own direction."""
    answers = {
        item: 5 - chance.choice((1, 2)) if item in scale.reversed_items else chance.choice((1, 2))
        for item in ZUNG_ITEMS
    }
    return type(scale)(answered_on=scale.answered_on, answers=answers)
