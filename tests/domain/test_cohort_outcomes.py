"""Relapse, primary outcome and spread of the cohort, counted again another way."""

import csv
import statistics
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.cohort import FIRST, REAL, earlier, infusion, own, real, with_analysis, with_endpoints
from tests.domain.build import assessment, kept
from ucmsc_desktop.domain.cohort_spread import spread
from ucmsc_desktop.domain.cohort_words import response_rates_table
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.member import Member, member
from ucmsc_desktop.domain.primary_outcome import primary_outcome
from ucmsc_desktop.domain.primary_words import primary_table
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.relapse_table import denominator_words, relapse_table
from ucmsc_desktop.domain.response import Period
from ucmsc_desktop.domain.trajectory_words import primary


def rows() -> list[dict[str, str]]:
    """The real patients as the file has them."""
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def improvements() -> list[Fraction]:
    """The improvement at the end of treatment in %, straight from the file."""
    return [
        100 * (1 - Fraction(row["pasi_end_treatment"]) / Fraction(row["pasi_baseline"]))
        for row in rows()
        if row["pasi_end_treatment"]
    ]


# --- Primary outcome --------------------------------------------------------------------------------------------------


def test_the_improvement_of_the_real_patients(protocol: Protocol) -> None:
    primary, end = primary_outcome(protocol, real(protocol))
    assert (primary.at, primary.n, primary.missing, primary.mean, primary.median) == ("primary", 0, 96, None, None)
    values = improvements()
    assert (end.n, end.missing, end.not_reached) == (96, 0, 0)
    assert end.mean == statistics.mean(values)
    assert end.median == statistics.median(values)
    plain = [float(value) for value in values]
    low, high = stats.t.interval(0.95, 95, statistics.mean(plain), stats.sem(plain))
    assert end.mean_interval is not None
    assert [float(bound) for bound in end.mean_interval] == pytest.approx([low, high], abs=1e-9)
    assert end.median_interval == (sorted(values)[37], sorted(values)[58])


def cohort(protocol: Protocol) -> list[Member]:
    """Six treated: improved by 100, 75, 50 and 0 %, one past the visit without a PASI, one still to come to it."""
    by_sign = [own(protocol, f"P-{sign}", {"W0": 4, "W12": sign}, 100) for sign in (0, 1, 2, 4)]
    return [*by_sign, own(protocol, "P-5", {"W0": 4}, 100), own(protocol, "P-6", {"W0": 4}, 50)]


def test_who_is_missing_is_left_out_or_counts_as_not_improved(protocol: Protocol) -> None:
    left_out = primary_outcome(protocol, cohort(protocol))[0]
    assert (left_out.n, left_out.missing, left_out.not_reached, left_out.mean) == (4, 1, 1, None)
    strict = with_analysis(protocol, primary_missing="not_improved")
    counted = primary_outcome(strict, cohort(protocol))[0]
    assert (counted.n, counted.missing, counted.not_reached) == (5, 1, 1)
    assert [counted.mean, counted.median] == [45, 50]
    assert counted.median_interval is None
    assert any("no interval" in note for note in primary_table(strict, cohort(protocol)).notes)
    said = [" ".join(primary_table(plan, cohort(protocol)).notes) for plan in (protocol, strict)]
    assert ["left out" in words for words in said] == [True, False]
    assert ["not improved (0\u00a0%)" in words for words in said] == [False, True]


def test_the_confidence_is_the_protocols(protocol: Protocol) -> None:
    members = real(protocol)
    usual = primary_outcome(protocol, members)[1].mean_interval
    wide = primary_outcome(with_analysis(protocol, confidence_pct=Decimal(99)), members)[1].mean_interval
    assert usual is not None
    assert wide is not None
    assert wide.low < usual.low < usual.high < wide.high


def test_a_rise_is_shown_with_a_true_minus(protocol: Protocol) -> None:
    members = [earlier(protocol, f"U-{n}", {0: 100, 1: 120}) for n in range(6)]
    (_primary, end) = primary_table(protocol, members).rows
    assert end[:4] == ("End of treatment", "6", "−20.0\u00a0% (−20.0 to −20.0)", "−20.0\u00a0% (−20.0 to −20.0)")


# --- Relapse ----------------------------------------------------------------------------------------------------------


def relapses(protocol: Protocol, members: list[Member]) -> list[tuple[int, int, int]]:
    """Relapsed, at risk, and not assessed later: in treatment, in follow-up, altogether."""
    return [(one.rate.k, one.rate.n, one.unseen) for one in relapse_table(protocol, members)]


def of_each_kind(protocol: Protocol) -> list[Member]:
    """One of each way that a course can go."""
    return [
        earlier(protocol, "never", {0: 100, 4: 60, 8: 70}),
        earlier(protocol, "in-treatment", {0: 100, 4: 40, 8: 60}),
        earlier(protocol, "in-follow-up", {0: 100, 4: 40, 8: 30, 24: 60}),
        earlier(protocol, "about-follow-up", {0: 100, 4: 40}, about=(30, 90)),
        earlier(protocol, "kept-to-the-end", {0: 100, 4: 40, 8: 10, 24: 20}),
        earlier(protocol, "seen-once", {0: 100, 12: 10}),
        earlier(protocol, "late-responder", {0: 100, 8: 90, 20: 40, 24: 45}),
    ]


def test_relapse_among_those_who_were_assessed_afterwards(protocol: Protocol) -> None:
    treatment, follow_up, whole = relapses(protocol, of_each_kind(protocol))
    assert treatment == (1, 3, 2)  # seen-once and about-follow-up were not seen again in the treatment period
    assert follow_up == (2, 4, 1)
    assert whole == (3, 5, 1)
    assert [one.period for one in relapse_table(protocol, [])] == [Period.TREATMENT, Period.FOLLOW_UP, None]


def test_relapse_among_all_who_reached_pasi50(protocol: Protocol) -> None:
    literal = with_endpoints(protocol, relapse_denominator="pasi50")
    treatment, follow_up, whole = relapses(literal, of_each_kind(protocol))
    assert treatment == (1, 5, 2)
    assert follow_up == (2, 5, 1)
    assert whole == (3, 6, 1)
    assert "assessed afterwards in the same period" in denominator_words(protocol)
    assert "whether they were assessed afterwards or not" in denominator_words(literal)


def test_the_real_patients_relapse_as_the_file_says(protocol: Protocol) -> None:
    reached, in_treatment, in_follow_up, seen_after = 0, 0, 0, 0
    for row in rows():
        limit = Fraction(row["pasi_baseline"]) / 2
        weekly = [Fraction(row[f"pasi_wk{week}"]) for week in range(1, 13) if row[f"pasi_wk{week}"][:1].isdigit()]
        follow_up = [Fraction(row["last_fu_pasi"])] if row["last_fu_pasi"][:1].isdigit() else []
        first = next((place for place, total in enumerate(weekly + follow_up) if total <= limit), None)
        if first is None:
            continue
        reached += 1
        later = (weekly + follow_up)[first + 1 :]
        seen_after += bool(later)
        lost_in_treatment = any(total > limit for total in weekly[first + 1 :])
        in_treatment += lost_in_treatment
        in_follow_up += not lost_in_treatment and any(total > limit for total in later)
    treatment, follow_up_, whole = relapse_table(protocol, real(protocol))
    assert (treatment.rate.k, follow_up_.rate.k) == (in_treatment, in_follow_up)
    assert (whole.rate.k, whole.rate.n) == (in_treatment + in_follow_up, seen_after)
    assert whole.unseen == reached - seen_after


TOTALS = st.dictionaries(st.integers(1, 30), st.integers(0, 150), min_size=1, max_size=8)


@given(courses=st.lists(TOTALS, min_size=1, max_size=8))
def test_the_periods_add_up(protocol: Protocol, courses: list[dict[int, int]]) -> None:
    members = [earlier(protocol, f"U-{n}", {0: 100, **totals}) for n, totals in enumerate(courses)]
    treatment, follow_up, whole = relapse_table(protocol, members)
    assert treatment.rate.k + follow_up.rate.k == whole.rate.k <= whole.rate.n
    for one in (treatment, follow_up, whole):
        assert one.rate.k <= one.rate.n
    literal = relapse_table(with_endpoints(protocol, relapse_denominator="pasi50"), members)
    for mine, theirs in zip((treatment, follow_up, whole), literal, strict=True):
        assert (mine.rate.k, mine.rate.n + mine.unseen, mine.unseen) == (theirs.rate.k, theirs.rate.n, theirs.unseen)


# --- Spread -----------------------------------------------------------------------------------------------------------


def test_the_spread_of_the_real_patients(protocol: Protocol) -> None:
    found = spread(protocol, real(protocol), Measure.PASI)
    assert found is not None
    assert (found.n, found.days[0]) == (96, 0)
    baselines = [Fraction(row["pasi_baseline"]) for row in rows()]
    quarters = statistics.quantiles(baselines, n=4, method="inclusive")
    assert [found.lows[0], found.medians[0], found.highs[0]] == quarters
    change = spread(protocol, real(protocol), Measure.CHANGE)
    assert change is not None
    assert change.medians[0] == 0
    assert change.medians[-1] < -50  # below 0 is better
    assert all(
        low <= middle <= high for low, middle, high in zip(change.lows, change.medians, change.highs, strict=True)
    )


@pytest.mark.parametrize("measure", [Measure.PASI, Measure.CHANGE])
def test_no_median_of_fewer_than_five(protocol: Protocol, measure: Measure) -> None:
    members = [earlier(protocol, f"U-{n}", {0: 100, 1: 50} | ({2: 20} if n else {})) for n in range(5)]
    assert spread(protocol, members[:4], measure) is None
    found = spread(protocol, members, measure)
    assert found is not None
    assert (found.n, found.days) == (5, (0, 7))  # week 2 was seen of four
    assert spread(protocol, members, Measure.DLQI) is None


def test_a_baseline_of_0_has_a_pasi_and_no_change(protocol: Protocol) -> None:
    members = [earlier(protocol, f"U-{n}", {0: 0, 1: 10}) for n in range(5)]
    pasi = spread(protocol, members, Measure.PASI)
    assert pasi is not None
    assert list(pasi.medians) == [0, 1]
    assert spread(protocol, members, Measure.CHANGE) is None


def test_an_earlier_record_without_the_visit_is_not_counted_as_not_improved(protocol: Protocol) -> None:
    strict = with_analysis(protocol, primary_missing="not_improved")
    at_week_12, _end = primary_outcome(strict, real(strict))
    assert (at_week_12.n, at_week_12.missing, at_week_12.mean) == (0, 96, None)
    lost = [earlier(strict, f"U-{n}", {0: 100, 12: None}) for n in range(5)]
    assert primary_outcome(strict, lost)[0].mean == 0


@pytest.mark.parametrize(
    ("day", "words"), [(81, ""), (80, "1 day early"), (87, ""), (88, "1 day late"), (60, "21 days early")]
)
def test_a_primary_pasi_outside_its_window_counts_and_is_named(protocol: Protocol, day: int, words: str) -> None:
    records = [
        kept(infusion(), "W0", subject="P-001"),
        kept(assessment("10", (3, 3, 3), FIRST), "W0", subject="P-001"),
        kept(assessment("10", (1, 1, 1), FIRST + timedelta(days=day)), "W12", subject="P-001"),
    ]
    one = member(protocol, "P-001", records, FIRST + timedelta(days=120))
    assert primary_outcome(protocol, [one])[0].n == 1
    cautions = " ".join(response_rates_table(protocol, [one]).cautions)
    counted = f"Counted at Week 12 although outside its window: P-001 ({words})." if words else ""
    assert cautions == (f"{counted} The end of treatment has no PASI after day 87." if day > 87 else counted)
    assert (words in primary(protocol, one.course).words) is True
