"""The plan of vital signs: what is due when, what is taken, left out or missed, and the site's bounds."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.machine import MINUTE, SECOND
from ucmsc_desktop.domain.bedside import EventKind
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.vitals_plan import Due, DueState, Planned, plan, prompts

from .infusing import PART, Bedside


@pytest.fixture
def bedside() -> Bedside:
    return Bedside()


def now_due(bedside: Bedside) -> Due:
    due = Planned(PART, bedside.run()).next(bedside.machine.now())
    assert due is not None
    return due


def states(bedside: Bedside) -> list[str]:
    found = plan(PART, bedside.run(), bedside.machine.now())
    return [f"{due.label} {due.state}".replace("\u00a0", " ") for due in found]


def test_before_the_start_the_set_before_is_due(bedside: Bedside) -> None:
    assert (now_due(bedside).timepoint, now_due(bedside).state) == (Timepoint.BEFORE, DueState.DUE)
    bedside.take(Timepoint.BEFORE)
    assert Planned(PART, bedside.run()).next(bedside.machine.now()) is None


def test_the_plan_after_28_minutes_and_12_seconds(bedside: Bedside) -> None:
    bedside.take(Timepoint.BEFORE)
    bedside.note(EventKind.START)
    bedside.machine.wait(16 * MINUTE)
    bedside.take(Timepoint.DURING, 15)
    bedside.machine.wait(12 * MINUTE + 12 * SECOND)
    assert states(bedside) == [
        "before done",
        "15 min done",
        "30 min ahead",
        "at the end ahead",
        "+15 min ahead",
        "+30 min ahead",
        "+60 min ahead",
    ]
    due = now_due(bedside)
    assert (due.minutes, due.left_ms, due.is_soon) == (30, 108 * SECOND, True)
    assert due.at == bedside.wall() + timedelta(seconds=108)


@pytest.mark.parametrize(
    ("late", "state"),
    [(-1, DueState.AHEAD), (0, DueState.DUE), (59, DueState.DUE), (60, DueState.OVERDUE), (899, DueState.OVERDUE)],
)
def test_a_set_is_due_and_then_overdue(bedside: Bedside, late: int, state: DueState) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(15 * MINUTE + late * SECOND)
    assert (now_due(bedside).minutes, now_due(bedside).state) == (15, state)


def test_a_set_that_the_next_one_has_caught_up_is_missed(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(31 * MINUTE)
    assert states(bedside)[:4] == ["before missed", "15 min missed", "30 min overdue", "45 min ahead"]
    assert now_due(bedside).minutes == 30


def test_a_set_that_is_left_out_with_a_reason_is_not_asked_again(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(15 * MINUTE)
    bedside.take(Timepoint.DURING, 15, missing={"systolic": MissingReason.REFUSED})
    assert states(bedside)[1] == "15 min skipped"
    assert now_due(bedside).minutes == 30


def test_a_set_that_is_taken_early_is_the_planned_one(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(13 * MINUTE)
    bedside.take(Timepoint.DURING, 15)
    assert now_due(bedside).minutes == 30


def test_an_extra_set_takes_no_planned_place_twice(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(16 * MINUTE)
    bedside.take(Timepoint.DURING)
    bedside.machine.wait(MINUTE)
    bedside.take(Timepoint.DURING)
    planned = Planned(PART, bedside.run())
    assert list(planned.taken) == [(Timepoint.DURING, 15)]
    assert len(planned.extra) == 1


def test_after_the_stop_the_sets_of_its_end_are_due(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(22 * MINUTE)
    bedside.note(EventKind.STOP)
    assert (now_due(bedside).timepoint, now_due(bedside).state) == (Timepoint.END, DueState.DUE)
    bedside.take(Timepoint.END)
    bedside.machine.wait(20 * MINUTE)
    assert (now_due(bedside).label.replace("\u00a0", " "), now_due(bedside).state) == ("+15 min", DueState.OVERDUE)
    assert states(bedside) == [
        "before missed",
        "15 min missed",
        "at the end done",
        "+15 min overdue",
        "+30 min ahead",
        "+60 min ahead",
    ]
    planned = Planned(PART, bedside.run())
    assert planned.observation_left_ms(bedside.machine.now()) == 40 * MINUTE
    for minutes in (15, 30, 60):
        bedside.take(Timepoint.AFTER, minutes)
    assert Planned(PART, bedside.run()).next(bedside.machine.now()) is None


def test_a_pause_does_not_stop_the_plan(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.note(EventKind.PAUSE)
    bedside.machine.wait(15 * MINUTE)
    assert now_due(bedside).state is DueState.DUE


def test_once_the_participant_has_left_nothing_is_due(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(20 * MINUTE)
    bedside.note(EventKind.STOP)
    bedside.note(EventKind.LEFT)
    assert Planned(PART, bedside.run()).next(bedside.machine.now()) is None
    assert all(line.endswith("missed") for line in states(bedside))


def test_a_stop_at_the_minute_of_a_set_asks_for_the_one_of_the_end(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(30 * MINUTE)
    bedside.note(EventKind.STOP)
    assert states(bedside)[:3] == ["before missed", "15 min missed", "at the end due"]


def test_what_is_asked_each_second_agrees_with_the_whole_plan(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    for _minute in range(70):
        bedside.machine.wait(MINUTE)
        now, planned = bedside.machine.now(), Planned(PART, bedside.run())
        whole = [due for due in planned.all(now) if due.is_open] or [
            due for due in planned.all(now) if due.state is DueState.AHEAD and due.left_ms is not None
        ]
        assert planned.next(now) == whole[0]
        if _minute % 17 == 0:
            bedside.take(Timepoint.DURING, whole[0].minutes)


def test_a_bound_of_the_site_prompts_and_none_is_shipped() -> None:
    signs = VitalSigns(systolic=85, temperature=Decimal("38.5"), pulse=160)
    assert prompts(PART, signs) == []
    bounds = (Decimal(90), Decimal(160))
    part = msgspec.structs.replace(PART, systolic_prompt=bounds, pulse_prompt=bounds)
    assert [words.replace("\u00a0", " ") for words in prompts(part, signs)] == [
        "Systolic pressure 85 mmHg is below 90, the site's bound."
    ]
    higher = msgspec.structs.replace(signs, systolic=161)
    assert "is above 160" in prompts(part, higher)[0]


def test_a_set_stays_in_its_place_when_the_plan_is_amended(bedside: Bedside) -> None:
    bedside.note(EventKind.START)
    bedside.machine.wait(15 * MINUTE)
    bedside.take(Timepoint.DURING, 15)
    bedside.machine.wait(6 * MINUTE)
    amended = msgspec.structs.replace(PART, vitals_every_minutes=10)
    found = plan(amended, bedside.run(), bedside.machine.now())
    assert [due.minutes for due in found if due.kept is not None] == [15]
