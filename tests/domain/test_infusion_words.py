"""Doses, durations and cautions in words that cannot be misread."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.eligibility import Answer, answers_for
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, DosePart
from ucmsc_desktop.domain.roles import Role

DAY = date(2026, 3, 30)
NINE = datetime(2026, 3, 30, 9, 17, tzinfo=UTC)
DOSE = DosePart(cells_per_kg=Decimal(2_000_000), tolerance_pct=Decimal(5), weight_valid_days=1)
LOG = Infusion(
    given_on=DAY,
    weight_kg=Decimal("68.50"),
    weighed_on=DAY,
    cells_per_kg=Decimal(2_000_000),
    label_counts=LabelCounts.VIABLE,
    cells_per_ml=Decimal(2_000_000),
)


def log(**values: Any) -> Infusion:
    return msgspec.structs.replace(LOG, **values).derived()


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ("137000000", "137 million cells"),
        ("137000000.00", "137 million cells"),
        ("136600000", "136.6 million cells"),
        ("500000", "0.5 million cells"),
        ("1", "0.000001 million cells"),
        ("1500000000", "1500 million cells"),
        ("1.37E+8", "137 million cells"),
    ],
)
def test_doses_are_written_in_millions(cells: str, shown: str) -> None:
    assert said(words.million_cells(Decimal(cells))) == shown
    assert " " not in words.million_cells(Decimal(cells))


def test_the_working_of_a_dose() -> None:
    assert said(words.working(log(), DOSE)) == "2 million cells per kg × 68.5 kg (weighed 30-Mar-2026)"
    assert said(words.working(log(weighed_on=None), DOSE)).endswith("68.5 kg (day of weighing open)")
    unknown = log(weighed_on=None, missing={"weighed_on": MissingReason.NOT_KNOWN})
    assert said(words.working(unknown, DOSE)).endswith("(weighed not known)")
    assert said(words.working(log(weight_kg=None), DOSE)) == "2 million cells per kg × the body weight"


def test_the_label_in_words() -> None:
    assert words.concentration(Infusion()) == ""
    assert words.concentration(log()) == "2 million per mL"
    assert words.concentration(log(cells_per_ml=Decimal(200_000))) == "0.2 million per mL"
    total = log(label_counts=LabelCounts.TOTAL)
    assert words.concentration(total) == "2 million per mL; total cells need the viability"
    viable = words.concentration(log(label_counts=LabelCounts.TOTAL, viability_pct=Decimal("90.0")))
    assert said(viable) == "2 million per mL × 90 % viable = 1.8 million viable per mL"
    bag = log(bag_cells_million=Decimal(200), bag_volume_ml=Decimal("60.0"), cells_per_ml=None)
    assert said(words.concentration(bag)) == "200 million in 60.0 mL = 3.33 million per mL"


def test_what_was_given() -> None:
    assert (words.volume(Infusion()), words.given(Infusion()), words.part_given(Infusion())) == ("", "", "")
    whole = log(volume_given_ml=Decimal("68.5"))
    assert [said(text) for text in (words.volume(whole), words.given(whole), words.part_given(whole))] == [
        "68.5 mL",
        "137 million cells",
        "100 % of the dose",
    ]
    part = log(volume_given_ml=Decimal("43.8"), label_counts=LabelCounts.TOTAL, viability_pct=Decimal("92.3"))
    assert said(words.given(part)) == "80.85 million cells"
    assert said(words.part_given(part)) == "59 % of the dose"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 min"),
        (12, "0 min 12 s"),
        (1680, "28 min"),
        (1692, "28 min 12 s"),
        (3600, "1 h 0 min"),
        (5430, "1 h 30 min"),
    ],
)
def test_durations(seconds: int, shown: str) -> None:
    assert said(words.lasted(seconds)) == shown
    assert said(words.lasted(1680, exactly=True)) == "28 min 0 s"


def cautions(today: date = DAY, **values: Any) -> list[tuple[str, str]]:
    found = words.cautions(log(**values), DOSE, today)
    return [(problem.field, said(problem.sentence)) for problem in found]


def test_a_sound_log_needs_no_caution() -> None:
    assert cautions() == []
    assert cautions(weighed_on=DAY - timedelta(days=1), volume_given_ml=Decimal("68.5")) == []


def test_an_old_weight() -> None:
    sentence = "The weight is 2 days old; the protocol allows 1 day."
    assert cautions(weighed_on=DAY - timedelta(days=2)) == [("weighed_on", sentence)]
    assert cautions(weighed_on=DAY - timedelta(days=2), given_on=None) == [("weighed_on", sentence)]


def test_an_expired_product_before_the_day_is_entered() -> None:
    assert cautions(given_on=None, expires_on=DAY - timedelta(days=1)) == [
        ("expires_on", "The product expired on 29-Mar-2026.")
    ]
    assert cautions(given_on=None, expires_on=DAY) == []


def test_a_dose_per_kg_of_another_protocol_version() -> None:
    found = cautions(cells_per_kg=Decimal(1_000_000))
    assert found == [("cells_per_kg", "The protocol in force says 2 million cells per kg.")]


@pytest.mark.parametrize(
    ("volume", "sentence"),
    [
        ("71.9", ""),
        ("72.0", "The volume given is more than 5 % above 68.5 mL."),
        ("65.1", ""),
        ("65.0", "Only 94.9 % of the dose was given (tolerance 5 %)."),
        ("0", "Nothing of the dose was given."),
    ],
)
def test_the_tolerance_of_the_dose(volume: str, sentence: str) -> None:
    expected = [("volume_given_ml", sentence)] if sentence else []
    assert cautions(volume_given_ml=Decimal(volume)) == expected


def test_the_tolerance_is_judged_on_the_exact_part() -> None:
    shown = log(weight_kg=Decimal("100.0"), cells_per_ml=Decimal(2_000_800), volume_given_ml=Decimal("105.0"))
    assert said(words.part_given(shown)) == "105 % of the dose"
    assert [problem.field for problem in words.cautions(shown, DOSE, DAY)] == ["volume_given_ml"]


def test_when_a_set_belongs() -> None:
    before = VitalSigns(timepoint=Timepoint.BEFORE)
    running, done = log(started_at=NINE), log(started_at=NINE, stopped_at=NINE + timedelta(minutes=50))
    assert words.next_timepoint(None, [], NINE) is Timepoint.BEFORE
    assert words.next_timepoint(log(), [], NINE) is Timepoint.BEFORE
    assert words.next_timepoint(running, [before], NINE - timedelta(minutes=1)) is Timepoint.BEFORE
    assert words.next_timepoint(running, [before], NINE + timedelta(hours=1)) is Timepoint.DURING
    assert words.next_timepoint(done, [before], NINE + timedelta(minutes=15)) is Timepoint.DURING
    assert words.next_timepoint(done, [before], NINE + timedelta(minutes=51)) is Timepoint.END
    ended = [before, VitalSigns(timepoint=Timepoint.END)]
    assert words.next_timepoint(done, ended, NINE + timedelta(minutes=65)) is Timepoint.AFTER


def test_changes_against_the_set_before() -> None:
    before = VitalSigns(timepoint=Timepoint.BEFORE, systolic=128, temperature=Decimal("36.6"))
    later = VitalSigns(timepoint=Timepoint.DURING, systolic=109, pulse=72, temperature=Decimal("36.70"))
    assert words.baseline([later]) is None
    assert words.baseline([before, later]) is before
    assert [words.change(name, later, before) for name in ("systolic", "pulse", "temperature")] == ["−19", "", "+0.1"]
    assert words.change("systolic", before, before) == ""
    assert words.change("systolic", later, None) == ""
    same = msgspec.structs.replace(later, systolic=128)
    assert words.change("systolic", same, before) == "0"


def test_judgement_is_the_investigators() -> None:
    plain = Criterion(key="I1", kind=CriterionKind.INCLUSION, text="")
    judged = Criterion(key="E1", kind=CriterionKind.EXCLUSION, text="", judgement=True)
    assert answers_for(plain, [Role.COORDINATOR]) == tuple(Answer)
    assert answers_for(judged, [Role.COORDINATOR]) == (Answer.UNKNOWN, Answer.JUDGEMENT)
    assert answers_for(judged, [Role.COORDINATOR, Role.INVESTIGATOR]) == tuple(Answer)
