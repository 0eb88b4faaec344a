"""Visit windows, counted in days from the first infusion."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.schedule import Timing, place, windows

FIRST = date(2026, 3, 2)
WEEKS = {"W0": 0, "W2": 2, "W4": 4, "W6": 6, "W8": 8, "W12": 12, "W24": 24}


def at(day: int) -> date:
    """A day of study."""
    return FIRST + timedelta(days=day)


def test_windows_of_the_protocol(protocol: Protocol) -> None:
    found = windows(protocol.visits, FIRST)
    assert {window.visit.key: (window.planned - FIRST).days for window in found} == {
        key: 7 * week for key, week in WEEKS.items()
    }
    for window in found:
        assert (window.planned - window.earliest).days == (window.latest - window.planned).days == 3
    week12 = next(window for window in found if window.visit.key == "W12")
    assert (week12.earliest, week12.planned, week12.latest) == (date(2026, 5, 22), date(2026, 5, 25), date(2026, 5, 28))


def test_the_example_of_the_issue(protocol: Protocol) -> None:
    placed = place(protocol.visits, FIRST, date(2026, 5, 27))
    assert placed.window is not None
    assert (placed.window.visit.key, placed.timing, placed.day) == ("W12", Timing.IN_WINDOW, 86)
    assert placed.sentence() == "in window"


@pytest.mark.parametrize(
    ("day", "visit", "timing", "outside", "sentence"),
    [
        (-30, None, Timing.BEFORE, 0, "before the first infusion"),
        (-4, None, Timing.BEFORE, 0, "before the first infusion"),
        (-3, "W0", Timing.IN_WINDOW, 0, "in window"),
        (0, "W0", Timing.IN_WINDOW, 0, "in window"),
        (3, "W0", Timing.IN_WINDOW, 0, "in window"),
        (4, "W0", Timing.LATE, 1, "1 day late"),
        (7, "W0", Timing.LATE, 4, "4 days late"),  # as far from both windows: the earlier visit
        (8, "W2", Timing.EARLY, 3, "3 days early"),
        (10, "W2", Timing.EARLY, 1, "1 day early"),
        (11, "W2", Timing.IN_WINDOW, 0, "in window"),
        (17, "W2", Timing.IN_WINDOW, 0, "in window"),
        (18, "W2", Timing.LATE, 1, "1 day late"),
        (80, "W12", Timing.EARLY, 1, "1 day early"),
        (81, "W12", Timing.IN_WINDOW, 0, "in window"),
        (84, "W12", Timing.IN_WINDOW, 0, "in window"),
        (87, "W12", Timing.IN_WINDOW, 0, "in window"),
        (88, "W12", Timing.LATE, 1, "1 day late"),
        (126, "W12", Timing.LATE, 39, "39 days late"),
        (127, "W24", Timing.EARLY, 38, "38 days early"),
        (165, "W24", Timing.IN_WINDOW, 0, "in window"),
        (171, "W24", Timing.IN_WINDOW, 0, "in window"),
        (400, "W24", Timing.LATE, 229, "229 days late"),
    ],
)
def test_a_day_in_the_schedule(
    protocol: Protocol, day: int, visit: str | None, timing: Timing, outside: int, sentence: str
) -> None:
    placed = place(protocol.visits, FIRST, at(day))
    assert (placed.window.visit.key if placed.window else None) == visit
    assert (placed.timing, placed.day, placed.days_outside, placed.sentence()) == (timing, day, outside, sentence)


@pytest.mark.parametrize("first", [date(2026, 3, 22), date(2026, 10, 11), date(2028, 2, 22), date(2026, 12, 24)])
def test_clock_changes_leap_days_and_new_year_move_nothing(protocol: Protocol, first: date) -> None:
    for window in windows(protocol.visits, first):
        assert window.visit.day is not None
        assert window.planned.toordinal() == first.toordinal() + window.visit.day
        assert place(protocol.visits, first, window.planned).window == window


def test_without_timed_visits_everything_is_before() -> None:
    screening = PlannedVisit("SCR", "Screening", ("SCREENING",))
    assert windows([screening], FIRST) == []
    assert place([screening], FIRST, FIRST).timing is Timing.BEFORE


def test_where_windows_overlap_the_nearest_planned_day_decides(protocol: Protocol) -> None:
    wide = [msgspec.structs.replace(visit, early_days=10, late_days=10) for visit in protocol.timed_visits]
    keys = {day: placed.window.visit.key for day in (6, 7, 8) if (placed := place(wide, FIRST, at(day))).window}
    assert keys == {6: "W0", 7: "W0", 8: "W2"}


def test_the_end_of_the_calendar_is_an_error(protocol: Protocol) -> None:
    with pytest.raises(OverflowError):
        windows(protocol.visits, date(9999, 12, 1))


@given(first=st.dates(date(1950, 1, 1), date(2100, 1, 1)), day=st.integers(-60, 400))
def test_a_day_belongs_to_its_window_or_to_the_nearest(protocol: Protocol, first: date, day: int) -> None:
    on = first + timedelta(days=day)
    placed = place(protocol.visits, first, on)
    found = windows(protocol.visits, first)
    inside = [window for window in found if window.earliest <= on <= window.latest]
    if inside:
        assert [placed.window] == inside
        assert placed.timing is Timing.IN_WINDOW
    elif placed.window is None:
        assert on < found[0].earliest
    else:
        assert placed.days_outside == min(window.days_outside(on) for window in found) > 0
        assert placed.window.timing(on) is placed.timing is not Timing.IN_WINDOW
