"""The course of one participant, and the table of many."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from ucmsc_desktop.domain.casebook import Kept, State
from ucmsc_desktop.domain.cohort import ResponseTable, chooser, response_table
from ucmsc_desktop.domain.course import Course, course, first_infusion, treatment_end_day
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import Period, Relapse

from .build import assessment, kept

FIRST = date(2026, 3, 2)


def at(day: int) -> date:
    """A day of study."""
    return FIRST + timedelta(days=day)


def pasi(visit: str, day: int, sign: int, *, signed: bool = False) -> Kept[PasiAssessment]:
    """An assessment of 10 x sign x 2 x 3 tenths: 60, 120, 180 or 240."""
    return kept(assessment("10", (sign, sign, sign), at(day)), visit, signed=signed)


def infusion(visit: str, day: int, **values: Any) -> Kept[Infusion]:
    """An infusion on a day of study."""
    record = Infusion(
        given_on=at(day),
        weight_kg=Decimal(50),
        cells_per_kg=Decimal(2_000_000),
        label_counts=LabelCounts.VIABLE,
        cells_per_ml=Decimal(2_000_000),
        volume_given_ml=Decimal(25),
    )
    return kept(msgspec.structs.replace(record, **values).derived(), visit)


def total(day: int | None, tenths: int | None, **values: Any) -> Kept[HistoricalPasi]:
    """A total taken over from an earlier record."""
    return kept(HistoricalPasi(day=day, total_tenths=tenths, source="paper", **values), f"D{day}")


def taken_over(protocol: Protocol, *totals: tuple[int, int | None], subject: str = "U-01") -> Course:
    """A course of totals by day."""
    return course(protocol, subject, [total(day, tenths) for day, tenths in totals])


def test_no_records_no_course(protocol: Protocol) -> None:
    found = course(protocol, "P-001", [])
    assert found == Course("P-001")
    assert found.baseline_tenths is None
    assert found.after_baseline == ()
    assert found.relapse(protocol) == Relapse()
    assert first_infusion([]) is None


def test_days_count_from_the_first_infusion(protocol: Protocol) -> None:
    records = [pasi("SCR", -10, 4), pasi("W2", 15, 1), infusion("W2", 15), infusion("W0", 0), pasi("W0", 0, 3)]
    found = course(protocol, "P-001", records)
    assert first_infusion(records) == FIRST
    assert [(point.visit, point.day, point.tenths) for point in found.points] == [
        ("SCR", -10, 240),
        ("W0", 0, 180),
        ("W2", 15, 60),
    ]
    assert [(dose.visit, dose.day, dose.cells, dose.part_pct) for dose in found.doses] == [
        ("W0", 0, Decimal(50_000_000), Decimal("50.0")),
        ("W2", 15, Decimal(50_000_000), Decimal("50.0")),
    ]
    assert [point.visit for point in found.after_baseline] == ["W2"]


@pytest.mark.parametrize(("day", "tenths"), [(-1, 180), (0, 180), (1, 240)])
def test_the_baseline_is_the_last_assessment_until_the_first_infusion(
    protocol: Protocol, day: int, tenths: int
) -> None:
    found = course(protocol, "P-001", [pasi("SCR", -10, 4), pasi("W0", day, 3), infusion("W0", 0)])
    assert found.baseline_tenths == tenths


def test_an_incomplete_assessment_is_no_baseline(protocol: Protocol) -> None:
    half = kept(PasiAssessment(assessed_on=FIRST, head_erythema=2), "W0")
    found = course(protocol, "P-001", [pasi("SCR", -10, 4), half, infusion("W0", 0)])
    assert (found.baseline.visit if found.baseline else None) == "SCR"
    assert found.points[-1].tenths is None
    alone = course(protocol, "P-001", [half, pasi("W2", 14, 1), infusion("W0", 0)])
    assert alone.baseline is None
    assert alone.relapse(protocol) == Relapse()


def test_before_an_infusion_days_count_from_week_0(protocol: Protocol) -> None:
    found = course(protocol, "P-001", [pasi("SCR", -10, 4), pasi("W0", 0, 3)])
    assert [point.day for point in found.points] == [-10, 0]
    assert found.baseline is found.points[1]
    assert found.doses == ()


def test_before_week_0_days_count_from_screening(protocol: Protocol) -> None:
    found = course(protocol, "P-001", [pasi("SCR", -10, 4)])
    assert [point.day for point in found.points] == [0]
    assert found.baseline_tenths == 240


def test_what_has_no_date_is_no_point(protocol: Protocol) -> None:
    undated = [kept(assessment(), "W0"), kept(Infusion(), "W0"), total(None, 100)]
    assert course(protocol, "P-001", undated) == Course("P-001")


def test_points_carry_their_state(protocol: Protocol) -> None:
    found = course(protocol, "P-001", [pasi("SCR", 0, 4, signed=True), pasi("W2", 14, 4), infusion("W0", 0)])
    assert [point.state for point in found.points] == [State.SIGNED, State.SAVED]


def test_missed_visits_stand_at_their_planned_day(protocol: Protocol) -> None:
    missed = Visit(status=VisitStatus.MISSED, reason="holiday")
    records = [
        pasi("W0", 0, 4),
        infusion("W0", 0),
        kept(missed, "W4"),
        kept(Visit(status=VisitStatus.DONE, visited_on=at(14)), "W2"),
        kept(missed, "SCR"),
        kept(missed, "X1"),
        kept(Visit(status=VisitStatus.MISSED), "W24"),
    ]
    found = course(protocol, "P-001", records)
    assert [(gap.visit, gap.day, gap.reason) for gap in found.missed] == [("W4", 28, "holiday"), ("W24", 168, "")]


def test_totals_taken_over_keep_their_own_days(protocol: Protocol) -> None:
    lost = kept(HistoricalPasi(day=21, missing={"total_tenths": MissingReason.LOST}), "D21")
    found = course(protocol, "U-01", [total(14, 60), total(0, 120), lost, total(90, 30, day_is_approximate=True)])
    assert [(point.day, point.tenths, point.imported, point.approximate) for point in found.points] == [
        (0, 120, True, False),
        (14, 60, True, False),
        (21, None, True, False),
        (90, 30, True, True),
    ]
    assert found.points[2].missing is MissingReason.LOST
    assert found.baseline_tenths == 120


def test_the_treatment_period_ends_with_the_window_of_its_last_visit(protocol: Protocol) -> None:
    assert treatment_end_day(protocol) == 87
    endpoints = msgspec.structs.replace(protocol.endpoints, treatment_weeks=10)
    assert treatment_end_day(msgspec.structs.replace(protocol, endpoints=endpoints)) == 70


def test_relapse_of_the_example(protocol: Protocol) -> None:
    found = taken_over(protocol, (0, 120), (14, 100), (28, 60), (56, None), (168, 61))
    assert found.relapse(protocol) == Relapse(Fraction(4), Fraction(24), Period.FOLLOW_UP)


@pytest.mark.parametrize(("day", "period"), [(87, Period.TREATMENT), (88, Period.FOLLOW_UP)])
def test_the_period_of_a_relapse(protocol: Protocol, day: int, period: Period) -> None:
    found = taken_over(protocol, (0, 120), (14, 60), (day, 61)).relapse(protocol)
    assert (found.relapse_week, found.period) == (Fraction(day, 7), period)


def chosen(protocol: Protocol, when: str, found: Course) -> tuple[int, int | None] | None:
    """Day and tenths of the point that a time point means."""
    point = chooser(protocol, when)(found)
    return (point.day, point.tenths) if point else None


def test_end_is_the_last_value_of_the_treatment_period(protocol: Protocol) -> None:
    assert chosen(protocol, "end", taken_over(protocol, (0, 120), (84, 20), (87, 10), (88, 5))) == (87, 10)
    assert chosen(protocol, "end", taken_over(protocol, (0, 120), (42, 20), (84, None), (168, 5))) == (42, 20)
    assert chosen(protocol, "end", taken_over(protocol, (0, 120), (168, 5))) is None
    assert chosen(protocol, "end", taken_over(protocol, (0, 120))) is None  # the baseline is no result
    assert chosen(protocol, "end", Course("P-001")) is None


@pytest.mark.parametrize(("day", "inside"), [(80, False), (81, True), (84, True), (87, True), (88, False)])
def test_primary_is_the_protocols_visit_in_its_window(protocol: Protocol, day: int, inside: bool) -> None:
    found = taken_over(protocol, (0, 120), (day, 20))
    assert chosen(protocol, "primary", found) == ((day, 20) if inside else None)
    assert chosen(protocol, "week:12", found) == chosen(protocol, "primary", found)


def test_the_value_nearest_to_the_planned_day_is_taken(protocol: Protocol) -> None:
    found = taken_over(protocol, (0, 120), (81, 10), (85, 20), (87, 30))
    assert chosen(protocol, "primary", found) == (85, 20)
    gap = taken_over(protocol, (0, 120), (82, 10), (84, None))
    assert chosen(protocol, "primary", gap) == (82, 10)


def test_a_visit_by_name_counts_even_outside_its_window(protocol: Protocol) -> None:
    found = course(protocol, "P-001", [pasi("W0", 0, 4), infusion("W0", 0), pasi("W12", 95, 1)])
    assert chosen(protocol, "primary", found) == (95, 60)
    assert chosen(protocol, "end", found) is None


def test_weeks_that_no_visit_plans(protocol: Protocol) -> None:
    found = taken_over(protocol, (0, 120), (21, 60), (28, 30))
    assert chosen(protocol, "week:0", found) == (0, 120)
    assert chosen(protocol, "week:3", found) == (21, 60)
    assert chosen(protocol, "week:4", found) == (28, 30)
    assert chosen(protocol, "week:5", found) is None
    assert chosen(protocol, "week:999999", found) is None


@pytest.mark.parametrize(
    "wrong", ["", "start", "week", "week:", "week:-1", "week:1.5", "week:²", "weeks:3", "End", "week:" + "9" * 5000]
)
def test_a_time_point_that_is_none(protocol: Protocol, wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a time point: write primary, end or week:N"):
        chooser(protocol, wrong)


def table(protocol: Protocol, *courses: Course) -> ResponseTable:
    """The response at the end."""
    return response_table(courses, chooser(protocol, "end"))


def test_counts_and_median(protocol: Protocol) -> None:
    found = table(
        protocol,
        taken_over(protocol, (0, 56), (84, 14), subject="A"),  # exactly 75 %
        taken_over(protocol, (0, 182), (84, 46), subject="B"),  # not quite
        taken_over(protocol, (0, 100), (84, 0), subject="C"),
        taken_over(protocol, (0, 100), (84, 120), subject="D"),  # worse
        taken_over(protocol, (0, 0), (84, 30), subject="E"),  # baseline 0
        taken_over(protocol, (0, None), (84, 31), subject="F"),  # no baseline
        taken_over(protocol, (0, 100), (84, None), subject="G"),
    )
    assert [row.subject for row in found.rows] == list("ABCDEFG")
    assert (found.n, found.missing) == (4, 3)
    assert found.counts == {50: 3, 75: 2, 90: 1, 100: 1}
    assert found.median_tenths == Fraction(61, 2)
    assert [row.improvement_pct for row in found.rows] == [75, Fraction(6800, 91), 100, -20, None, None, None]
    assert found.rows[4].responses == {50: None, 75: None, 90: None, 100: None}
    assert found.rows[3].responses == {50: False, 75: False, 90: False, 100: False}


def test_an_empty_table(protocol: Protocol) -> None:
    found = table(protocol)
    assert (found.rows, found.n, found.missing, found.median_tenths) == ((), 0, 0, None)
    assert found.counts == {50: 0, 75: 0, 90: 0, 100: 0}


def test_a_follow_up_on_an_approximate_day_is_never_a_relapse_in_treatment(protocol: Protocol) -> None:
    rows = [total(0, 100), total(49, 20), total(79, 90, day_is_approximate=True)]
    found = course(protocol, "1", rows).relapse(protocol)
    assert found.period is Period.FOLLOW_UP
    assert found.pasi50_first_week == 7


def test_without_the_dose_of_the_protocol_there_is_no_dose() -> None:
    record = infusion("W0", 0, cells_per_kg=None).record
    assert (record.dose_cells, record.part_given_pct) == (None, None)
    assert record.cells_given == 50_000_000


def test_of_two_on_a_day_the_later_visit_comes_last(protocol: Protocol) -> None:
    records = [pasi("W12", 84, 1), pasi("X", 84, 3), pasi("W8", 84, 2), pasi("W0", 0, 4), pasi("SCR", 0, 2)]
    found = course(protocol, "P-001", [*records, infusion("W0", 0)])
    assert [point.visit for point in found.points] == ["SCR", "W0", "X", "W8", "W12"]
    assert found.baseline_tenths == 240
