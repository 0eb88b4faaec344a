"""What a chip says: what is next, how long, how late."""

import pytest

from tests.machine import MINUTE, SECOND
from ucmsc_desktop.domain.bedside import EventKind
from ucmsc_desktop.domain.countdown import Countdown, clock_text, countdown
from ucmsc_desktop.domain.infusion import Timepoint
from ucmsc_desktop.domain.vitals_plan import Planned

from .infusing import PART, Bedside


def said(bedside: Bedside) -> Countdown:
    return countdown(Planned(PART, bedside.run()), bedside.machine.now())


def words(bedside: Bedside) -> tuple[str, str, str]:
    found = said(bedside)
    return found.words.replace("\u00a0", " "), found.time.replace("\u00a0", " "), found.status


def test_from_the_start_to_the_end_of_the_observation() -> None:
    bedside = Bedside()
    bedside.note(EventKind.START)
    assert words(bedside) == ("vitals, 15 min", "15:00", "info")
    bedside.machine.wait(13 * MINUTE + 12 * SECOND)
    assert words(bedside) == ("vitals, 15 min", "1:48", "warn")
    bedside.machine.wait(108 * SECOND)
    assert words(bedside) == ("vitals, 15 min", "due", "warn")
    assert said(bedside).call
    bedside.machine.wait(3 * MINUTE)
    bedside.note(EventKind.PAUSE)
    assert words(bedside) == ("vitals, 15 min; paused", "overdue 3 min", "error")
    bedside.take(Timepoint.DURING, 15)
    bedside.note(EventKind.STOP)
    bedside.take(Timepoint.END)
    assert words(bedside) == ("vitals, +15 min", "15:00", "info")
    for minutes in PART.vitals_after_minutes:
        bedside.take(Timepoint.AFTER, minutes)
    assert words(bedside) == ("observation", "1:00:00", "info")
    bedside.machine.wait(60 * MINUTE)
    assert words(bedside) == ("observation", "over", "ok")


@pytest.mark.parametrize(
    ("minutes", "time", "brief"),
    [(0, "due", "due"), (3, "overdue 3 min", "+3 min"), (63, "overdue 1 h 3 min", "+63 min"), (250, "", "+4 h")],
)
def test_how_late_the_last_set_is(minutes: int, time: str, brief: str) -> None:
    bedside = Bedside()
    bedside.note(EventKind.START)
    bedside.note(EventKind.STOP)
    bedside.machine.wait((60 + minutes) * MINUTE)
    assert said(bedside).brief.replace("\u00a0", " ") == brief
    assert time in said(bedside).time.replace("\u00a0", " ")


def test_a_chip_names_the_code_and_the_visit_alone() -> None:
    bedside = Bedside()
    bedside.note(EventKind.START)
    assert (said(bedside).subject, said(bedside).visit) == ("P-003", "W4")


@pytest.mark.parametrize(
    ("left", "shown"), [(1, "0:01"), (0, "0:00"), (-5, "0:00"), (59_001, "1:00"), (3_600_000, "1:00:00")]
)
def test_a_wait_reads_zero_only_when_nothing_is_left(left: int, shown: str) -> None:
    assert clock_text(left) == shown
