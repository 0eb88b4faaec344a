"""True time between instants: through sleep, restarts, and clocks that are set."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.machine import HOUR, MINUTE, SECOND, Machine
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.timeline import elapsed_ms, gap_between, gap_words, gaps, true_ms

SPANS = st.integers(0, 8 * HOUR)
STEPS = st.integers(-48 * HOUR, 48 * HOUR)


@given(SPANS, STEPS)
def test_a_clock_that_is_set_moves_nothing(ms: int, by: int) -> None:
    machine = Machine()
    before = machine.now()
    machine.wait(ms)
    machine.set_clock(by)
    assert elapsed_ms(before, machine.now()) == ms
    gap = gap_between(before, machine.now())
    assert (gap is not None) == (abs(by) > 5 * SECOND)
    assert gap is None or (gap.seconds == round(by / 1000) and not gap.restarted)


@given(SPANS, st.integers(6 * SECOND, 24 * HOUR), SPANS)
def test_across_a_restart_the_wall_clock_tells_and_that_is_said(ms: int, off: int, later: int) -> None:
    machine = Machine()
    before = machine.now()
    machine.wait(ms)
    machine.restart(off)
    machine.wait(later)
    assert elapsed_ms(before, machine.now()) == ms + off + later
    gap = gap_between(before, machine.now())
    assert gap is not None
    assert gap.restarted
    assert not gap.is_least
    assert gap.seconds == round((ms + off + later) / 1000)


@given(st.integers(1, HOUR), SPANS, st.integers(-48 * HOUR, -1 * HOUR))
def test_a_clock_set_back_while_the_machine_was_off_gives_the_least_that_passed(off: int, later: int, by: int) -> None:
    machine = Machine()
    before = machine.now()
    machine.restart(off, by)
    machine.wait(later)
    gap = gap_between(before, machine.now())
    assert gap is not None
    assert gap.restarted
    assert 0 <= elapsed_ms(before, machine.now()) <= off + later or machine.wall() >= before.wall
    if machine.wall() < before.wall:
        assert gap.is_least
        assert "cannot be right" in gap_words(gap)


def test_a_clock_set_while_the_machine_was_off_is_never_silent() -> None:
    machine = Machine()
    before = machine.now()
    machine.restart(2 * MINUTE, clock_by_ms=5 * HOUR)
    gap = gap_between(before, machine.now())
    assert gap is not None
    assert gap_words(gap).replace("\u00a0", " ") == (
        "The computer was restarted: 5 h 2 min are known from its clock only."
    )


@pytest.mark.parametrize(
    ("by", "words"), [(-3_600_000, "set back by 1 h 0 min"), (12_000, "set forward by 0 min 12 s")]
)
def test_a_gap_is_a_sentence(by: int, words: str) -> None:
    machine = Machine()
    before = machine.now()
    machine.set_clock(by)
    gap = gap_between(before, machine.now())
    assert gap is not None
    assert words in gap_words(gap).replace("\u00a0", " ")


def test_where_starts_cannot_be_told_apart_the_wall_has_to_agree() -> None:
    wall = datetime(2026, 3, 30, 9, tzinfo=UTC)
    first, same = Instant(wall, 1000, ""), Instant(wall + timedelta(seconds=60), 61_400, "")
    other = Instant(wall + timedelta(seconds=600), 61_000, "")
    assert elapsed_ms(first, same) == 60_400
    assert gap_between(first, same) is None
    assert elapsed_ms(first, other) == 600_000
    assert gap_between(first, other) is not None


def test_a_count_that_began_anew_under_the_same_name_is_a_restart() -> None:
    wall = datetime(2026, 3, 30, 9, tzinfo=UTC)
    first, later = Instant(wall, 5_000_000, "7"), Instant(wall + timedelta(seconds=90), 20_000, "7")
    assert elapsed_ms(first, later) == 90_000
    gap = gap_between(first, later)
    assert gap is not None
    assert gap.restarted


def test_a_change_of_the_time_zone_is_no_gap() -> None:
    machine = Machine()
    before = machine.now()
    machine.wait(HOUR)
    after = machine.now()
    moved = Instant(after.wall.astimezone(UTC), after.mono_ms, after.boot)
    assert gap_between(before, moved) is None
    assert elapsed_ms(before, moved) == HOUR


def test_a_line_of_instants_is_summed_hop_by_hop() -> None:
    machine = Machine()
    line = [machine.now()]
    machine.wait(10 * MINUTE)
    machine.set_clock(-HOUR)
    line.append(machine.now())
    machine.wait(5 * MINUTE)
    line.append(machine.now())
    machine.restart(7 * MINUTE)
    line.append(machine.now())
    assert true_ms(line) == [0, 10 * MINUTE, 15 * MINUTE, 22 * MINUTE]
    assert [gap.restarted for gap in gaps(line)] == [False, True]
    assert true_ms([]) == []


def test_a_restart_with_a_clock_that_went_back_counts_what_the_machine_has_run_since() -> None:
    wall = datetime(2026, 3, 30, 9, tzinfo=UTC)
    before = Instant(wall, 10 * MINUTE, "first start")
    after = Instant(wall - timedelta(days=365), 30 * MINUTE, "second start")
    assert elapsed_ms(before, after) == 30 * MINUTE
    gap = gap_between(before, after)
    assert gap is not None
    assert gap.is_least
    assert elapsed_ms(Instant(wall, 0, ""), after) == 0
