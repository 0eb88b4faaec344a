"""PASI against a computation of its own, in Decimal and from the text of Fredriksson and Pettersson."""

import itertools
import random
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.items import MissingReason, blanks, problems
from ucmsc_desktop.domain.pasi import (
    AreaMethod,
    HistoricalPasi,
    PasiAssessment,
    Sign,
    area_grade,
    reachable_tenths,
    region_tenths,
    tenths,
)
from ucmsc_desktop.domain.regions import Region

from .build import assessment, decimals

WEIGHTS = {
    "head": Decimal("0.1"),
    "upper_limbs": Decimal("0.2"),
    "trunk": Decimal("0.3"),
    "lower_limbs": Decimal("0.4"),
}
LOWEST_PCT = ("0", "0.1", "10", "30", "50", "70", "90")
ENTRIES = [f"{region}_{entry}" for region in Region for entry in ("area_pct", *Sign)]


def independent_grade(pct: Decimal) -> int:
    """The area score, told band by band."""
    if pct == 0:
        return 0
    bands = ((0, 10, 1), (10, 30, 2), (30, 50, 3), (50, 70, 4), (70, 90, 5), (90, 101, 6))
    return next(grade for low, high, grade in bands if low <= pct < high)


@pytest.mark.parametrize("region", Region)
def test_every_case_of_a_region(region: Region) -> None:
    cases = 0
    for area, signs in itertools.product(range(7), itertools.product(range(5), repeat=3)):
        expected = WEIGHTS[region.value] * sum(signs) * area
        assert Decimal(region_tenths(region, area, signs)) / 10 == expected
        record = PasiAssessment().covered(region, Decimal(LOWEST_PCT[area]))
        for sign, grade in zip(Sign, signs, strict=True):
            record = record.scored(region, sign, grade)
        share = record.region_tenths(region)
        assert share is not None
        assert Decimal(share) / 10 == expected
        assert record.tenths() is None
        cases += 1
    assert cases == 7 * 125


def test_ten_thousand_random_totals() -> None:
    chance = random.Random(1978)
    for _case in range(10_000):
        values: dict[str, Decimal | int] = {}
        expected = Decimal(0)
        for region, weight in WEIGHTS.items():
            pct = Decimal(chance.choice((0, chance.randrange(1001)))).scaleb(-1)
            signs = [chance.randrange(5) for _sign in range(3)]
            values[f"{region}_area_pct"] = pct
            values.update({f"{region}_{sign}": grade for sign, grade in zip(Sign, signs, strict=True)})
            expected += weight * sum(signs) * independent_grade(pct)
        record = msgspec.structs.replace(PasiAssessment(), **values).derived()
        assert record.total_tenths == record.tenths() == expected * 10
        assert record.total_tenths in reachable_tenths()


def test_lowest_and_highest() -> None:
    assert assessment("0", (0, 0, 0)).total_tenths == 0
    assert assessment("100", (4, 4, 4)).total_tenths == 720


def test_697_totals_can_occur() -> None:
    products = {Decimal(signs * area) for signs in range(13) for area in range(7)}
    totals = {Decimal(0)}
    for weight in WEIGHTS.values():
        totals = {total + weight * product for total in totals for product in products}
    assert {Decimal(total) / 10 for total in reachable_tenths()} == totals
    assert len(totals) == 697
    assert not {677, 719} & reachable_tenths()
    assert {0, 1, 70, 71, 186, 720} <= reachable_tenths()
    assert min(reachable_tenths()) == 0
    assert max(reachable_tenths()) == 720


@pytest.mark.parametrize(
    ("pct", "grade"),
    [
        ("0", 0), ("0.0", 0), ("0.00001", 1), ("0.1", 1), ("1", 1), ("9", 1), ("9.5", 1), ("9.9", 1), ("9.99", 1),
        ("10", 2), ("10.0", 2), ("10.1", 2), ("29.9", 2), ("29.99", 2), ("30", 3), ("49.9", 3), ("50", 4), ("69.9", 4),
        ("70", 5), ("89.9", 5), ("89.99", 5), ("90", 6), ("90.1", 6), ("99.9", 6), ("100", 6),
    ],
)  # fmt: skip
def test_area_bands_are_half_open(pct: str, grade: int) -> None:
    assert area_grade(Decimal(pct)) == grade == independent_grade(Decimal(pct))


@pytest.mark.parametrize("pct", ["-0.1", "-1", "100.1", "101", "NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_area_outside_its_region_is_refused(pct: str) -> None:
    with pytest.raises(ValueError, match=r"An area is 0 to 100 % of its region\."):
        area_grade(Decimal(pct))


@given(decimals(0, 100, 2))
def test_area_grade_agrees_with_the_bands(pct: Decimal) -> None:
    assert area_grade(pct) == independent_grade(pct)


@pytest.mark.parametrize("entry", ENTRIES)
def test_one_missing_entry_means_no_score(entry: str) -> None:
    record = msgspec.structs.replace(assessment("20", (2, 2, 2)), **{entry: None})
    if entry.endswith("area_pct"):
        record = msgspec.structs.replace(record, **{entry.removesuffix("_pct"): None})
    record = record.derived()
    assert record.tenths() is None
    assert record.total_tenths is None
    assert [field.name for field in blanks(record)] == ["assessed_on", entry]
    given_up = msgspec.structs.replace(record, missing={entry: MissingReason.NOT_DONE})
    assert given_up.tenths() is None
    assert [field.name for field in blanks(given_up)] == ["assessed_on"]


def test_sixteen_entries() -> None:
    assert len(ENTRIES) == 16
    assert {field.name for field in blanks(PasiAssessment())} == {"assessed_on", *ENTRIES}


def test_a_total_is_never_carried_along() -> None:
    record = msgspec.structs.replace(assessment("20", (2, 2, 2)), trunk_erythema=None, total_tenths=720)
    assert record.derived().total_tenths is None


def test_a_grade_without_percent_scores_but_gives_no_body_surface() -> None:
    record = assessment("20", (2, 2, 2))
    graded = msgspec.structs.replace(record, head_area_pct=None, head_area=2)
    assert graded.tenths() == record.tenths() == 120
    assert graded.derived().head_area == 2
    assert graded.bsa_pct() is None
    assert record.bsa_pct() == 20


def test_percent_decides_over_a_recorded_grade() -> None:
    record = msgspec.structs.replace(assessment("20"), head_area=6)
    assert record.area(Region.HEAD) == 2
    assert record.derived().head_area == 2


@pytest.mark.parametrize("region", Region)
def test_contradictions(region: Region) -> None:
    nothing, something = assessment("0", (0, 0, 0)), assessment("5", (1, 0, 0))
    assert nothing.contradictions() == something.contradictions() == PasiAssessment().contradictions() == []
    (query,) = nothing.scored(region, Sign.DESQUAMATION, 1).contradictions()
    assert query.field == f"{region}_area_pct"
    assert query.sentence == f"{region.label}: the area is 0, yet a sign is above 0."
    (query,) = something.scored(region, Sign.ERYTHEMA, 0).contradictions()
    assert query.sentence == f"{region.label}: the area is above 0, yet all signs are 0."


@pytest.mark.parametrize("region", Region)
def test_open_signs_contradict_nothing_yet(region: Region) -> None:
    clear = assessment("5", (0, 0, 0))
    assert region not in {query.field.removesuffix("_area_pct") for query in clear.scored(
        region, Sign.ERYTHEMA, None
    ).contradictions()}  # fmt: skip
    assert len(assessment("0", (0, 0, 0)).scored(region, Sign.ERYTHEMA, None).contradictions()) == 0
    assert len(PasiAssessment().covered(region, Decimal(0)).scored(region, Sign.ERYTHEMA, 4).contradictions()) == 1


@pytest.mark.parametrize("grade", [-1, 5, 40])
def test_a_grade_outside_its_scale_is_refused(grade: int) -> None:
    with pytest.raises(ValueError, match=r"A sign is graded 0 to 4\."):
        PasiAssessment().scored(Region.TRUNK, Sign.ERYTHEMA, grade)
    (problem,) = problems(PasiAssessment(trunk_erythema=grade))
    assert problem.sentence == "Trunk, redness must be 0 to 4."


def test_scoring_and_opening_again() -> None:
    record = PasiAssessment().scored(Region.TRUNK, Sign.ERYTHEMA, 3)
    assert record.sign(Region.TRUNK, Sign.ERYTHEMA) == record.trunk_erythema == 3
    assert record.scored(Region.TRUNK, Sign.ERYTHEMA, None) == PasiAssessment()
    covered = record.covered(Region.TRUNK, Decimal(10), AreaMethod.PALMS)
    assert (covered.trunk_area_pct, covered.trunk_area) == (Decimal(10), 2)
    assert covered.trunk_area_method is AreaMethod.PALMS
    assert covered.covered(Region.TRUNK, None) == record
    with pytest.raises(ValueError, match="0 to 100 %"):
        record.covered(Region.TRUNK, Decimal(101))


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0", 0), ("0.0", 0), ("7.1", 71), ("7.10000", 71), ("18.6", 186), ("72", 720), ("72.00", 720)],
)
def test_a_written_total(written: str, expected: int) -> None:
    assert tenths(Decimal(written)) == expected


@pytest.mark.parametrize("written", ["-0.1", "72.1", "720", "NaN", "sNaN", "Infinity", "1e999999"])
def test_a_total_that_is_no_pasi(written: str) -> None:
    with pytest.raises(ValueError, match=r"A PASI is 0 to 72\."):
        tenths(Decimal(written))


@pytest.mark.parametrize("written", ["7.05", "0.01", "5.00000000000000000000000000000000001", "1e-999999"])
def test_a_total_is_never_rounded(written: str) -> None:
    with pytest.raises(ValueError, match=r"A PASI has one decimal at most\."):
        tenths(Decimal(written))


@given(st.integers(0, 720))
def test_tenths_of_every_total(total: int) -> None:
    assert tenths(Decimal(total) / 10) == total


def test_a_total_taken_over_that_cannot_occur_is_a_query() -> None:
    assert HistoricalPasi(day=0, total_tenths=140).contradictions() == []
    assert HistoricalPasi(day=0).contradictions() == []
    (query,) = HistoricalPasi(day=0, total_tenths=677).contradictions()
    assert (query.field, query.sentence) == ("total_tenths", "A PASI of 67.7 cannot occur.")
    assert HistoricalPasi(total_tenths=677).tenths() == 677
    (problem,) = problems(HistoricalPasi(total_tenths=721))
    assert problem.field == "total_tenths"
