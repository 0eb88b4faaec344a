"""Improvement, response and relapse at their boundaries."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.response import (
    RESPONSES,
    Period,
    Relapse,
    improvement_pct,
    largest_responding,
    relapse,
    responds,
)

BASELINES = st.integers(1, 720)
TOTALS = st.integers(0, 720)


@pytest.mark.parametrize(
    ("baseline", "visit", "reached"),
    [
        (56, 14, [50, 75]),  # 5.6 to 1.4 is exactly 75 %, which binary fractions get wrong
        (56, 15, [50]),
        (182, 46, [50]),  # shown as 75 %, yet 74.73 %
        (182, 45, [50, 75]),
        (100, 50, [50]),
        (100, 51, []),
        (100, 25, [50, 75]),
        (100, 26, [50]),
        (100, 10, [50, 75, 90]),
        (100, 11, [50, 75]),
        (100, 1, [50, 75, 90]),
        (100, 0, [50, 75, 90, 100]),
        (720, 1, [50, 75, 90]),  # PASI100 is 0 exactly
        (100, 100, []),
        (100, 120, []),
    ],
)
def test_response(baseline: int, visit: int, reached: list[int]) -> None:
    assert [limit for limit in RESPONSES if responds(baseline, visit, limit)] == reached


def test_improvement_is_exact_and_worse_is_negative() -> None:
    assert improvement_pct(56, 14) == 75
    assert improvement_pct(182, 46) == Fraction(6800, 91)
    assert improvement_pct(100, 120) == -20
    assert improvement_pct(100, 100) == 0
    assert improvement_pct(100, 0) == 100


@pytest.mark.parametrize(("baseline", "visit"), [(0, 0), (0, 10), (None, 10), (10, None), (None, None), (0, None)])
def test_undefined(baseline: int | None, visit: int | None) -> None:
    assert improvement_pct(baseline, visit) is None
    assert [responds(baseline, visit, limit) for limit in RESPONSES] == [None] * 4


@given(BASELINES, TOTALS)
def test_response_follows_the_exact_improvement(baseline: int, visit: int) -> None:
    improvement = improvement_pct(baseline, visit)
    assert improvement is not None
    assert improvement == 100 - Fraction(100 * visit, baseline)
    for limit in RESPONSES:
        assert responds(baseline, visit, limit) is (improvement >= limit)
    assert responds(baseline, visit, 100) is (visit == 0)


@given(BASELINES, st.sampled_from(RESPONSES))
def test_the_label_of_a_line_keeps_its_promise(baseline: int, limit: int) -> None:
    largest = largest_responding(baseline, limit)
    assert responds(baseline, largest, limit)
    assert not responds(baseline, largest + 1, limit)


def test_relapse_of_the_example() -> None:
    found = relapse(120, [(2, 100), (4, 60), (8, None), (24, 61)])
    assert found == Relapse(4, 24, Period.FOLLOW_UP)


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([], Relapse()),
        ([(2, 70), (4, 61)], Relapse()),  # never PASI50: no relapse
        ([(2, 61), (4, 60)], Relapse(4)),
        ([(2, 60), (4, 60)], Relapse(2)),  # exactly 50 % holds
        ([(2, 60), (4, 61)], Relapse(2, 4, Period.TREATMENT)),
        ([(4, 61), (2, 60)], Relapse(2, 4, Period.TREATMENT)),  # in any order
        ([(2, 60), (4, 61), (6, 10), (8, 90)], Relapse(2, 4, Period.TREATMENT)),  # the first relapse
        ([(2, 60), (12, 61)], Relapse(2, 12, Period.TREATMENT)),
        ([(2, 60), (Fraction(85, 7), 61)], Relapse(2, Fraction(85, 7), Period.FOLLOW_UP)),
        ([(2, 60), (24, 200)], Relapse(2, 24, Period.FOLLOW_UP)),
        ([(24, 60)], Relapse(24)),
        ([(2, None), (4, 60), (6, None)], Relapse(4)),
        ([(0, 10), (4, 100)], Relapse()),  # week 0 is not after the baseline
        ([(-1, 10), (4, 100)], Relapse()),
        ([(4, 60), (4, 100)], Relapse(4)),  # the same week is not an earlier visit
        ([(4, 100), (4, 60), (6, 100)], Relapse(4, 6, Period.TREATMENT)),
    ],
)
def test_relapse_needs_pasi50_at_an_earlier_visit(
    visits: list[tuple[int | Fraction, int | None]], expected: Relapse
) -> None:
    assert relapse(120, visits) == expected


@pytest.mark.parametrize("baseline", [None, 0])
def test_relapse_without_a_baseline_is_undefined(baseline: int | None) -> None:
    assert relapse(baseline, [(2, 0), (4, 100)]) == Relapse()


def test_the_end_of_treatment_is_a_parameter() -> None:
    visits: list[tuple[int | Fraction, int | None]] = [(2, 60), (Fraction(87, 7), 61)]
    assert relapse(120, visits).period is Period.FOLLOW_UP
    assert relapse(120, visits, Fraction(87, 7)).period is Period.TREATMENT


@given(BASELINES, st.lists(st.tuples(st.integers(1, 30), st.none() | TOTALS), unique_by=lambda pair: pair[0]))
def test_relapse_against_its_definition(baseline: int, visits: list[tuple[int, int | None]]) -> None:
    seen = sorted((week, total) for week, total in visits if total is not None)
    good = [week for week, total in seen if 2 * total <= baseline]
    lost = [week for week, total in seen if 2 * total > baseline and good and week > good[0]]
    found = relapse(baseline, visits)
    assert found.pasi50_first_week == (good[0] if good else None)
    assert found.relapse_week == (lost[0] if lost else None)
    assert (found.period is None) is (not lost)
