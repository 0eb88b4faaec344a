"""What a trajectory shows of a course, and the same in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Dose, Missed, Point
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.plot_words import plot_summary
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.domain.trajectory import (
    dose_marks,
    is_complete,
    is_taken_over,
    million_text,
    response_lines,
    segments,
    shown_visits,
    why_no_lines,
)
from ucmsc_desktop.domain.trajectory_words import (
    change_text,
    doses_given,
    doses_words,
    primary,
    response_words,
    stop_words,
)

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def point(day: int, tenths: int | None, visit: str = "", state: State = State.SIGNED) -> Point:
    return Point(day, tenths, visit or f"D{day}", state)


def course(*points: Point, doses: tuple[Dose, ...] = (), missed: tuple[Missed, ...] = ()) -> Course:
    before = [found for found in points if found.day <= 0 and found.tenths is not None]
    return Course("P-003", before[-1] if before else None, points, doses, missed)


def dose(visit: str, day: int, cells: str | None, part: str | None) -> Dose:
    return Dose(day, visit, Decimal(cells) if cells else None, Fraction(part) / 100 if part else None)


def taken_over(*values: int | None) -> Course:
    points = tuple(
        Point(7 * week, value, f"D{7 * week}", State.SAVED, None if value is not None else MissingReason.LOST, True)
        for week, value in enumerate(values)
    )
    return Course("R-1", points[0], points)


PICTURE = course(
    point(0, 186, "W0"),
    point(14, 164, "W2"),
    point(28, 120, "W4"),
    point(56, 63, "W8"),
    point(86, 32, "W12", State.DRAFT),
    doses=(
        dose("W0", 0, "137000000", "100"),
        dose("W2", 14, "137000000", "100"),
        dose("W4", 28, "136600000", "99.7"),
        dose("W8", 56, "88000000", "64.2"),
    ),
    missed=(Missed(42, "W6", "travel"),),
)


def test_only_the_way_over_a_missed_visit_is_a_bridge() -> None:
    assert [way.bridged for way in segments(PROTOCOL, PICTURE)] == [False, False, True, False]


def test_a_planned_visit_without_any_record_makes_a_bridge_too() -> None:
    ways = segments(PROTOCOL, course(point(0, 186, "W0"), point(28, 120, "W4")))
    assert [way.bridged for way in ways] == [True]


def test_a_value_that_is_missing_is_bridged() -> None:
    assert [way.bridged for way in segments(PROTOCOL, taken_over(140, 77, None, 55))] == [False, True]


def test_two_assessments_on_a_day_are_joined() -> None:
    assert len(segments(PROTOCOL, course(point(0, 186, "W0"), point(0, 180, "X"), point(14, 164, "W2")))) == 2


def test_a_line_is_labelled_with_the_largest_value_that_reaches_it() -> None:
    lines = response_lines(PICTURE)
    assert [line.label for line in lines] == ["PASI 50 ≤ 9.3", "PASI 75 ≤ 4.6", "PASI 90 ≤ 1.8"]
    assert lines[1].exact_tenths == Fraction(93, 2)


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (course(), ""),
        (PICTURE, ""),
        (course(point(0, 0)), "The baseline PASI is 0.0: change and PASI 50, 75 and 90 are not defined."),
        (
            course(point(14, 164)),
            "No PASI before the first infusion: change and PASI 50, 75 and 90 cannot be told.",
        ),
    ],
)
def test_without_lines_the_reason_is_said(shown: Course, reason: str) -> None:
    assert why_no_lines(shown) == reason
    assert bool(response_lines(shown)) is (shown is PICTURE)


def test_the_axis_ends_with_treatment_until_the_participant_comes_further() -> None:
    assert shown_visits(PROTOCOL, course())[-1].key == "W12"
    assert shown_visits(PROTOCOL, PICTURE)[-1].key == "W12"
    assert shown_visits(PROTOCOL, course(point(0, 186), point(167, 20, "W24")))[-1].key == "W24"


def test_the_schedule_says_nothing_about_an_earlier_record() -> None:
    assert is_taken_over(taken_over(140, 77))
    assert shown_visits(PROTOCOL, taken_over(140, 77)) == []
    assert not is_taken_over(course())


def test_doses_that_were_whole_partial_and_not_given() -> None:
    marks = dose_marks(PROTOCOL, PICTURE)
    assert [(mark.label, mark.complete) for mark in marks] == [
        ("137", True),
        ("137", True),
        ("136.6", True),
        ("not given", False),
        ("88 (64\u00a0%)", False),
    ]
    assert doses_given(PICTURE) == 4
    assert doses_words(PROTOCOL, PICTURE) == (
        "498.6 million cells in total; Week\u00a06 not given; Week\u00a08 stopped at 64\u00a0%."
    )


def test_a_dose_whose_cells_are_not_known_says_so() -> None:
    shown = course(doses=(dose("W0", 0, None, None),))
    assert [(mark.label, mark.short, mark.complete) for mark in dose_marks(PROTOCOL, shown)] == [
        ("not known", "?", False)
    ]
    assert "Week\u00a00: cells not known" in doses_words(PROTOCOL, shown)


@pytest.mark.parametrize(("cells", "words"), [("137000000", "137"), ("136640000", "136.6"), ("0", "0")])
def test_cells_are_told_in_millions(cells: str, words: str) -> None:
    assert million_text(Decimal(cells)) == words


@pytest.mark.parametrize(
    ("improvement", "words"),
    [(Fraction(355, 10), "−35.5\u00a0%"), (Fraction(-14), "+14.0\u00a0%"), (Fraction(0), "0.0\u00a0%"), (None, "")],
)
def test_an_improvement_is_told_as_change(improvement: Fraction | None, words: str) -> None:
    assert change_text(improvement) == words


@pytest.mark.parametrize(
    ("baseline", "tenths", "words"),
    [
        (699, 175, "−74.96\u00a0%"),  # 74.964 %: PASI 75 is not reached
        (699, 174, "−75.1\u00a0%"),
        (720, 361, "−49.9\u00a0%"),
        (56, 14, "−75.0\u00a0%"),
        (720, 1, "−99.9\u00a0%"),
    ],
)
def test_a_response_that_is_not_reached_is_never_written_as_if_it_were(baseline: int, tenths: int, words: str) -> None:
    assert change_text(improvement_pct(baseline, tenths)) == words


@pytest.mark.parametrize(
    ("baseline", "tenths", "words"),
    [
        (182, 46, "PASI\u00a050 reached, PASI\u00a075 not yet reached (needs 4.5 or less)"),
        (56, 14, "PASI\u00a075 reached, PASI\u00a090 not yet reached (needs 0.5 or less)"),
        (186, 164, "PASI\u00a050 not reached (needs 9.3 or less)"),
        (186, 10, "PASI\u00a090 reached, PASI\u00a0100 not yet reached (needs 0.0)"),
        (186, 0, "PASI\u00a0100 reached"),
        (0, 0, ""),
        (None, 14, ""),
    ],
)
def test_the_response_is_judged_on_exact_values(baseline: int | None, tenths: int, words: str) -> None:
    assert response_words(baseline, tenths) == words


def test_each_stop_tells_what_the_chart_shows() -> None:
    assert stop_words(PROTOCOL, PICTURE, PICTURE.points[0]) == "Week 0, day 0: PASI\u00a018.6, the baseline, signed."
    assert stop_words(PROTOCOL, PICTURE, PICTURE.points[4]) == (
        "Week 12, day 86: PASI\u00a03.2, −82.8\u00a0% from baseline, "
        "PASI\u00a075 reached, PASI\u00a090 not yet reached (needs 1.8 or less), draft."
    )
    assert stop_words(PROTOCOL, PICTURE, PICTURE.missed[0]) == "Week 6: missed (travel)."
    imported = taken_over(140, None)
    assert stop_words(PROTOCOL, imported, imported.points[1]) == "Day 7: no PASI, lost to follow-up."


def test_before_the_baseline_there_is_no_change() -> None:
    shown = course(point(-7, 190, "SCR"), point(0, 186, "W0"))
    assert stop_words(PROTOCOL, shown, shown.points[0]) == "Screening, day −7: PASI\u00a019.0, signed."


def test_the_summary_tells_everything_of_a_few_and_the_telling_ones_of_many() -> None:
    heard = summary(PICTURE)
    assert "Week 2, day 14: PASI\u00a016.4" in heard
    assert "Week 6: missed (travel)." in heard
    assert "PASI 75 ≤ 4.6" in heard
    many = summary(taken_over(*range(300, 100, -1)))
    assert "200 assessments" in many
    assert many.count("from baseline") == 1
    assert summary(course()) == "PASI. Chart starts with the week-0 PASI."


def summary(shown: Course) -> str:
    return plot_summary(PROTOCOL, shown, plot(Measure.PASI, PROTOCOL, shown, ()))


def test_the_primary_visit() -> None:
    found = primary(PROTOCOL, PICTURE)
    assert (found.title, found.change, found.responds) == ("Week 12 vs baseline", "−82.8\u00a0%", True)
    assert found.words == "18.6 → 3.2 · PASI\u00a075 reached, PASI\u00a090 not yet reached (needs 1.8 or less) · draft"


def test_before_the_primary_visit_the_card_says_how_far_it_is() -> None:
    early = primary(PROTOCOL, course(point(0, 186, "W0"), point(14, 164, "W2")))
    assert (early.change, early.responds) == ("not yet assessed", False)
    assert early.words.startswith("Latest: Week 2, PASI\u00a016.4, −11.8\u00a0% from baseline")
    assert primary(PROTOCOL, course(point(0, 186, "W0"))).words == "Baseline 18.6"
    assert primary(PROTOCOL, course()).words == "Nothing is scored yet."


def test_a_primary_visit_that_cannot_be_compared_says_why() -> None:
    missed = primary(PROTOCOL, course(point(0, 186, "W0"), missed=(Missed(84, "W12", "moved away"),)))
    assert missed.change == "missed"
    undefined = primary(PROTOCOL, course(point(0, 0, "W0"), point(84, 14, "W12")))
    assert (undefined.change, undefined.words) == ("not defined", why_no_lines(course(point(0, 0))))


def test_an_earlier_record_is_judged_at_the_end_of_its_treatment() -> None:
    found = primary(PROTOCOL, taken_over(140, 77, 67, 35))
    assert (found.title, found.change) == ("Day 21 vs baseline", "−75.0\u00a0%")


def test_a_dose_is_judged_on_its_exact_part() -> None:
    short = Dose(0, "W0", Decimal(130_000_000), Fraction(9496, 10_000))
    assert short.part_pct == Decimal("95.0")
    assert not is_complete(PROTOCOL, short)
