"""Two persons' checks of a dose: exact at the tolerance, and never agreed while a difference is open."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import STAMP
from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.dose_check import agreement, compare
from ucmsc_desktop.domain.dose_working import computed, duration_s, log_of, short_of, working
from ucmsc_desktop.domain.infusion import MILLION, LabelCounts
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.protocol import DosePart
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.two_identifiers import identity_faults

NOW = datetime.fromisoformat("2026-03-30T09:12:00+08:00")
DOSE = DosePart(cells_per_kg=Decimal(2_000_000), tolerance_pct=Decimal(5), weight_valid_days=1)
TOLERANCE = DOSE.tolerance_pct


def check(**changes: Any) -> DoseCheck:
    made = DoseCheck(
        checker=Checker.FIRST,
        checked_at=NOW,
        subject_read="P-003",
        birth_read=PartialDate("1980-05-01"),
        unit_read="UC-0417-B",
        lot_read="UC-0417",
        weight_kg=Decimal("68.5"),
        weighed_at=NOW - timedelta(minutes=17),
        label_counts=LabelCounts.VIABLE,
        cells_million=Decimal(137),
        bag_volume_ml=Decimal(100),
        viability_pct=Decimal(92),
    )
    return msgspec.structs.replace(computed(made, DOSE), **changes)


def kept(number: int, record: DoseCheck, user: str, *, signed: bool = True) -> Kept[DoseCheck]:
    stamp = Stamp(user, Role.NURSE, NOW)
    signatures = (Signature(stamp, Meaning.AUTHOR, holds=True),) if signed else ()
    return Kept(Key("P-003", "W4", DoseCheck.form, number), record, stamp, "0" * 64, signatures=signatures)


def first(number: int = 1, **changes: Any) -> Kept[DoseCheck]:
    return kept(number, check(**changes), "nora")


def second(number: int = 2, user: str = "paul", *, signed: bool = True, **changes: Any) -> Kept[DoseCheck]:
    return kept(number, check(checker=Checker.SECOND, **changes), user, signed=signed)


def beyond(**changes: Any) -> list[str]:
    return [one.field for one in compare(check(), check(**changes), TOLERANCE) if one.beyond]


def test_the_dose_is_exact_and_its_working_is_shown() -> None:
    assert (check().dose_million, check().volume_ml) == (Decimal(137), Decimal(100))
    assert str(check().dose_million) == "137"
    lines = [line.replace("\u00a0", " ") for line in working(check(rate_ml_h=Decimal(120)), DOSE)]
    assert lines == [
        "2 million cells per kg × 68.5 kg (weighed 30-Mar-2026)",
        "137 million viable cells in 100 mL = 1.37 million per mL",
        "137 million cells ÷ 1.37 million per mL = 100 mL",
        "100 mL at 120 mL per h: 50 min",
    ]


def test_a_label_of_total_cells_needs_more_of_the_bag() -> None:
    found = computed(check(label_counts=LabelCounts.TOTAL, cells_million=Decimal(150), viability_pct=Decimal(80)), DOSE)
    assert found.volume_ml == Decimal("114.2")
    assert "× 80\u00a0% viable" in working(found, DOSE)[1]
    assert short_of(found, DOSE).startswith("The dose needs 114.2")
    assert computed(check(label_counts=LabelCounts.TOTAL, viability_pct=None), DOSE).volume_ml is None


@pytest.mark.parametrize(("volume", "is_short"), [("95.0", False), ("94.9", True), ("100", False)])
def test_a_bag_may_lack_what_is_tolerated(volume: str, is_short: bool) -> None:
    held = Decimal(volume)
    one = check(cells_million=Decimal("1.37") * held, bag_volume_ml=held)
    assert bool(short_of(one, DOSE)) is is_short


@given(
    st.integers(200, 3000).map(lambda tenths: Decimal(tenths) / 10),
    st.integers(1, 10_000).map(Decimal),
    st.integers(1, 5000).map(lambda tenths: Decimal(tenths) / 10),
)
def test_the_volume_holds_the_dose(weight: Decimal, cells: Decimal, volume: Decimal) -> None:
    log = log_of(check(weight_kg=weight, cells_million=cells, bag_volume_ml=volume), DOSE, date(2026, 3, 30))
    exact, viable = log.volume_exact(), log.viable_per_ml()
    assert exact is not None
    assert viable is not None
    assert exact * viable == Fraction(weight) * 2 * MILLION
    assert log.dose_cells == weight * 2 * MILLION


@pytest.mark.parametrize(("volume", "rate", "seconds"), [("100", "120", 3000), ("1", "2000", 2), ("91.3", "120", 2739)])
def test_a_duration_is_rounded_half_up(volume: str, rate: str, seconds: int) -> None:
    assert duration_s(Fraction(volume), Decimal(rate)) == seconds


@pytest.mark.parametrize(
    ("field", "value", "is_beyond"),
    [
        ("cells_million", "143.85", False),  # exactly 5 % above
        ("cells_million", "143.851", True),
        ("cells_million", "130.15", False),
        ("cells_million", "130.149", True),
        ("volume_ml", "105", False),
        ("volume_ml", "105.1", True),
        ("weight_kg", "71.9", False),
        ("weight_kg", "72", True),
    ],
)
def test_amounts_may_differ_by_the_tolerance_to_the_last_digit(field: str, value: str, is_beyond: bool) -> None:
    assert beyond(**{field: Decimal(value)}) == ([field] if is_beyond else [])


def test_what_is_no_amount_may_not_differ() -> None:
    assert beyond(unit_read="uc-0417-b", lot_read=" UC-0417") == []
    assert beyond(unit_read="UC-0417-C") == ["unit_read"]
    assert beyond(birth_read=PartialDate("1980-05-02")) == ["birth_read"]
    assert beyond(label_counts=LabelCounts.TOTAL) == ["label_counts"]
    assert beyond(weighed_at=NOW - timedelta(hours=1)) == []
    assert beyond(weighed_at=NOW - timedelta(days=1)) == ["weighed_at"]
    assert beyond(viability_pct=None) == ["viability_pct"]


def test_two_signed_checks_of_two_persons_agree() -> None:
    assert agreement([first(), second()], TOLERANCE).agreed
    assert agreement([second(), first()], TOLERANCE).agreed
    assert not agreement([first()], TOLERANCE).agreed
    assert not agreement([], TOLERANCE).agreed


def test_one_person_and_no_signature_are_refused() -> None:
    assert "another person's" in agreement([first(), second(user="nora")], TOLERANCE).refusal
    assert "sign" in agreement([first(), second(signed=False)], TOLERANCE).refusal


def test_a_difference_stays_until_it_is_resolved_and_both_figures_stay() -> None:
    wrong = second(dose_million=Decimal(117))
    found = agreement([first(), wrong], TOLERANCE)
    assert not found.agreed
    assert [(one.first, one.second) for one in found.beyond] == [
        ("137\u00a0million viable cells", "117\u00a0million viable cells")
    ]
    silent = agreement([first(), wrong, second(3)], TOLERANCE)
    assert "how it was resolved" in silent.refusal
    said = agreement([first(), wrong, second(3, resolution="Read 58.5 for 68.5")], TOLERANCE)
    assert said.agreed
    assert said.resolution == "Read 58.5 for 68.5"


def test_the_first_person_may_be_the_one_who_was_wrong() -> None:
    wrong, right = first(dose_million=Decimal(117)), second()
    assert agreement([wrong, right, first(3, resolution="Typed 58.5")], TOLERANCE).agreed
    anew = agreement([first(), right, first(3, weight_kg=Decimal(70))], TOLERANCE)
    assert anew.second is None
    assert not anew.agreed


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["137", "117"]), st.booleans()), max_size=6))
def test_no_order_of_checks_agrees_on_two_figures(steps: list[tuple[bool, str, bool]]) -> None:
    made = [
        (second if is_second else first)(number, dose_million=Decimal(dose), resolution="why" if said else None)
        for number, (is_second, dose, said) in enumerate(steps, 1)
    ]
    found = agreement(made, TOLERANCE)
    if found.agreed:
        assert found.first is not None
        assert found.second is not None
        assert found.first.record.dose_million == found.second.record.dose_million
        assert found.first.by.user != found.second.by.user


def test_the_participant_is_known_by_two_identifiers() -> None:
    born = Participant(birth_date=PartialDate("1980-05"))
    assert identity_faults(check(), "P-003", born) == []
    assert [one.field for one in identity_faults(check(subject_read="P-004"), "P-003", born)] == ["subject_read"]
    later = check(birth_read=PartialDate("1980-06-01"))
    assert [one.field for one in identity_faults(later, "P-003", born)] == ["birth_read"]
    assert [one.field for one in identity_faults(check(), "P-003", Participant())] == ["birth_read"]
    assert STAMP.user not in {one.sentence for one in identity_faults(check(), "P-003", born)}
