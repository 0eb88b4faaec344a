"""An infusion as it runs: stages, true times, what should be in."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.machine import HOUR, MINUTE, SECOND, Machine
from ucmsc_desktop.domain.bedside import EventKind
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.instants import Instant
from ucmsc_desktop.domain.run import RunStage, run_of

from .build import kept
from .infusing import ORDER, Bedside


@pytest.fixture
def bedside() -> Bedside:
    return Bedside()


def begun(bedside: Bedside) -> Bedside:
    bedside.note(EventKind.START, rate_ml_h=Decimal(120))
    return bedside


def test_the_stages_of_an_infusion(bedside: Bedside) -> None:
    stages = [bedside.run().stage]
    for kind in (EventKind.START, EventKind.PAUSE, EventKind.CLOCK, EventKind.RESUME, EventKind.STOP, EventKind.LEFT):
        bedside.machine.wait(MINUTE)
        bedside.note(kind)
        stages.append(bedside.run().stage)
    assert stages == [
        RunStage.BEFORE,
        RunStage.RUNNING,
        RunStage.PAUSED,
        RunStage.PAUSED,
        RunStage.RUNNING,
        RunStage.ENDED,
        RunStage.CLOSED,
    ]


def test_nothing_has_passed_before_the_start(bedside: Bedside) -> None:
    run, now = bedside.run(), bedside.machine.now()
    assert (run.started, run.stopped, run.is_live) == (None, None, False)
    assert (run.elapsed_ms(now), run.infused_ms(now), run.since_stop_ms(now)) == (0, 0, 0)
    assert run.volume_so_far(now) == 0


def test_pauses_count_for_the_time_and_not_for_the_volume(bedside: Bedside) -> None:
    machine = begun(bedside).machine
    machine.wait(10 * MINUTE)
    bedside.note(EventKind.PAUSE)
    machine.wait(5 * MINUTE)
    bedside.note(EventKind.RESUME)
    machine.wait(5 * MINUTE)
    run, now = bedside.run(), machine.now()
    assert run.elapsed_ms(now) == 20 * MINUTE
    assert run.infused_ms(now) == 15 * MINUTE
    assert run.volume_so_far(now) == 30


def test_each_rate_counts_for_its_time_also_one_set_during_a_pause(bedside: Bedside) -> None:
    machine = begun(bedside).machine
    machine.wait(6 * MINUTE)
    bedside.note(EventKind.RATE, rate_ml_h=Decimal(60))
    machine.wait(6 * MINUTE)
    bedside.note(EventKind.PAUSE)
    bedside.note(EventKind.RATE, rate_ml_h=Decimal(240))
    machine.wait(6 * MINUTE)
    bedside.note(EventKind.RESUME)
    machine.wait(6 * MINUTE)
    bedside.note(EventKind.STOP)
    machine.wait(HOUR)
    run, now = bedside.run(), machine.now()
    assert run.volume_so_far(now) == 12 + 6 + 24
    assert run.elapsed_ms(now) == 24 * MINUTE
    assert run.since_stop_ms(now) == HOUR
    assert run.rate_ml_h == 240


def test_no_more_is_said_to_be_in_than_was_to_be_given(bedside: Bedside) -> None:
    begun(bedside).machine.wait(3 * HOUR)
    assert bedside.run().volume_so_far(bedside.machine.now()) == Decimal("100.0")


def test_without_any_rate_the_volume_is_not_known(bedside: Bedside) -> None:
    without = kept(msgspec.structs.replace(ORDER, rate_ml_h=None), "W4", subject="P-003")
    bedside.records[0] = without
    bedside.note(EventKind.START)
    bedside.machine.wait(MINUTE)
    assert bedside.run().volume_so_far(bedside.machine.now()) is None


def test_what_waited_in_a_queue_stands_where_it_happened(bedside: Bedside) -> None:
    machine = begun(bedside).machine
    machine.wait(10 * MINUTE)
    late = machine.now()
    machine.wait(5 * MINUTE)
    bedside.note(EventKind.RESUME)
    bedside.note(EventKind.PAUSE)
    event = msgspec.structs.replace(
        bedside.records[-1].record,
        kind=EventKind.PAUSE,
        at=late.wall,
        mono_ms=late.mono_ms,
    )
    bedside.records[-1] = msgspec.structs.replace(bedside.records[-1], record=event)
    run = bedside.run()
    assert [mark.kind for mark in run.marks] == [EventKind.START, EventKind.PAUSE, EventKind.RESUME]
    assert run.infused_ms(machine.now()) == 10 * MINUTE
    assert run.stage is RunStage.RUNNING


def test_a_log_that_was_written_down_afterwards_is_over(bedside: Bedside) -> None:
    start = bedside.wall()
    log = Infusion(started_at=start, stopped_at=start + timedelta(minutes=50))
    run = run_of([kept(log, "W2")], "P-001", "W2")
    assert run.stage is RunStage.CLOSED
    assert run.elapsed_ms(Instant(start + timedelta(days=9), 5, "start-1")) == 50 * MINUTE
    assert not run.is_live


def test_gaps_are_told_and_the_time_goes_on(bedside: Bedside) -> None:
    machine = begun(bedside).machine
    machine.wait(20 * MINUTE)
    machine.set_clock(-HOUR)
    bedside.note(EventKind.CLOCK, gap_s=-3600)
    machine.wait(10 * MINUTE + 7 * SECOND)
    machine.restart(3 * MINUTE)
    run = bedside.run()
    assert run.elapsed_ms(machine.now()) == 33 * MINUTE + 7 * SECOND
    assert [gap.seconds for gap in run.gaps()] == [-3600]
    going_on = run.going_on(machine.now())
    machine.set_clock(HOUR)
    assert going_on.elapsed_ms(machine.now()) == 33 * MINUTE + 7 * SECOND
    assert len(going_on.gaps()) == 2


def test_two_visits_of_one_person_are_two_infusions() -> None:
    bedside = begun(Bedside(Machine()))
    assert run_of(bedside.records, "P-003", "W6").stage is RunStage.BEFORE
