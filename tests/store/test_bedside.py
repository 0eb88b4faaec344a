"""What happens at the bedside is on the disk at once, at its own time, and whole or not at all."""

import subprocess
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.pages.at_bedside import CODE, VISIT, Clocks, log, prepare, run, standing, started
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.product import Move
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.store import bags, bedside
from ucmsc_desktop.store.bedside import Discharge, Ending
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.ticks import Ticks

ROOT = Path(__file__).parents[2]
LOG = Key(CODE, VISIT, Infusion.form)
WELL = Discharge(left_well=True, line_removed=True, told_whom_to_call=True)


def states(study: Study) -> list[Move | None]:
    return [kept.record.move for kept in bags.moves(study, 1)]


def note(study: Study, kind: EventKind, **values: object) -> None:
    bedside.note(study, CODE, VISIT, InfusionEvent(kind=kind, **values))  # type: ignore[arg-type]


def test_the_start_keeps_log_event_and_bag_in_one_step(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    found = run(empty_study)
    assert found.stage is RunStage.RUNNING
    assert standing(empty_study).started_at == clocks.wall
    assert found.events[0].record.mono_ms == clocks.count
    assert found.events[0].record.boot == "boot-1"
    assert states(empty_study)[-1] is Move.ISSUED


def test_a_start_that_cannot_issue_the_bag_leaves_nothing(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    clocks.go(minutes=8 * 60)
    with pytest.raises(StudyError, match="expired"):
        bedside.start(empty_study, CODE, VISIT, log(clocks.wall.date()), 1)
    assert run(empty_study).stage is RunStage.BEFORE
    assert run(empty_study).log is None


@pytest.mark.parametrize(
    "kind", [EventKind.PAUSE, EventKind.RESUME, EventKind.RATE, EventKind.STOP, EventKind.FLUSH, EventKind.REACTION]
)
def test_nothing_happens_before_the_start(empty_study: Study, clocks: Clocks, kind: EventKind) -> None:
    prepare(empty_study, clocks)
    with pytest.raises(StudyError, match="not been started"):
        note(empty_study, kind)
    with pytest.raises(StudyError, match="not been started"):
        bedside.stop(empty_study, CODE, VISIT)
    assert run(empty_study).events == ()


def test_an_event_that_was_written_late_keeps_its_time(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=5)
    at = empty_study.instant()
    clocks.go(minutes=3)
    kept = bedside.note(empty_study, CODE, VISIT, InfusionEvent(kind=EventKind.PAUSE), at)
    assert (kept.record.at, kept.record.mono_ms) == (at.wall, at.mono_ms)
    assert run(empty_study).infused_ms(empty_study.instant()) == 5 * 60_000


def test_a_reason_follows_its_pause(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    note(empty_study, EventKind.PAUSE)
    asked = bedside.open_reason(run(empty_study))
    assert asked is not None
    with pytest.raises(StudyError, match="no event without a reason"):
        bedside.explain(empty_study, CODE, VISIT, StopReason.OTHER)
    bedside.explain(empty_study, CODE, VISIT, PauseReason.LINE)
    assert bedside.open_reason(run(empty_study)) is None
    assert run(empty_study).events[-1].record.pause_reason is PauseReason.LINE


@pytest.mark.parametrize("set_by", [timedelta(hours=-2), timedelta(hours=3)])
def test_a_clock_that_is_set_does_not_move_the_stop(empty_study: Study, clocks: Clocks, set_by: timedelta) -> None:
    started(empty_study, clocks)
    begun = clocks.wall
    clocks.go(minutes=50)
    clocks.wall += set_by
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    assert standing(empty_study).stopped_at == begun + timedelta(minutes=50)
    assert standing(empty_study).contradictions() == []
    assert run(empty_study).gaps()


def test_the_end_accounts_for_every_ml(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=30)
    note(empty_study, EventKind.REACTION)
    note(empty_study, EventKind.FLUSH, volume_ml=Decimal(20))
    clocks.go(minutes=7)
    bedside.stop(empty_study, CODE, VISIT, StopReason.REACTION)
    ending = Ending(volume_given_ml=Decimal("43.8"), rest=Move.DESTROYED)
    bedside.finish(empty_study, CODE, VISIT, ending)
    found = standing(empty_study)
    assert (found.flush_ml, found.cells_given) == (Decimal(20), Decimal(87_600_000))
    assert found.reaction_at == clocks.wall - timedelta(minutes=7)
    lines = [(kept.record.move, kept.record.volume_ml) for kept in bags.moves(empty_study, 1)][-2:]
    assert lines == [(Move.GIVEN, Decimal("43.8")), (Move.DESTROYED, Decimal("56.2"))]
    with pytest.raises(StudyError, match="on record already"):
        bedside.finish(empty_study, CODE, VISIT, ending)
    clocks.go(minutes=60)
    bedside.leave(empty_study, CODE, VISIT, WELL)
    assert run(empty_study).stage is RunStage.CLOSED
    assert standing(empty_study).observed_until == clocks.wall
    assert empty_study.verify().faults == ()


def test_more_than_the_bag_held_is_refused_and_nothing_is_stored(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=60)
    with pytest.raises(StudyError, match="is running"):
        bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal(60)))
    bedside.stop(empty_study, CODE, VISIT)
    with pytest.raises(StudyError, match="held 100"):
        bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal(101)))
    with pytest.raises(StudyError, match="where the rest"):
        bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal(60)))
    assert standing(empty_study).volume_given_ml is None
    assert states(empty_study)[-1] is Move.ISSUED
    with pytest.raises(StudyError, match="first what was given"):
        bedside.leave(empty_study, CODE, VISIT, WELL)


def test_nothing_given_sends_the_whole_bag_back(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=1)
    bedside.stop(empty_study, CODE, VISIT, StopReason.LINE)
    bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal(0), rest=Move.RETURNED))
    assert states(empty_study)[-2:] == [Move.ISSUED, Move.RETURNED]
    assert standing(empty_study).cells_given == 0


def test_the_machine_started_anew_goes_on(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=20)
    clocks.count = 4_000
    empty_study.ticks = Ticks(lambda: clocks.count, "boot-2")
    note(empty_study, EventKind.PAUSE)
    assert run(empty_study).elapsed_ms(empty_study.instant()) == 20 * 60_000


def test_a_log_that_stands_takes_over_what_two_persons_checked(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    earlier = msgspec.structs.replace(log(clocks.wall.date()), donor="D-99")
    empty_study.save(LOG, earlier)
    bedside.start(empty_study, CODE, VISIT, log(clocks.wall.date()), 1)
    assert standing(empty_study).donor == "D-07"
    assert [change.reason for change in empty_study.history(LOG)[-1].changes if change.field == "donor"]


@pytest.mark.parametrize("lines", [1, 2, 3, 6])
def test_a_kill_loses_no_event_that_was_called_saved(empty_folder: Path, lines: int) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    prepare(study, Clocks(study, datetime.now().astimezone()))
    study.close()
    command = [sys.executable, "-m", "tests.store.bedside_writer", str(empty_folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        said += writer.stdout.read().splitlines()
    whole = [line.split() for line in said if len(line.split()) == 2]
    again = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    found = run(again)
    assert again.verify().faults == ()
    assert {digest for _count, digest in whole} <= {entry.hash for entry in again.entries(10_000)}
    counts = {str(kept.record.mono_ms) for kept in found.events}
    assert {count for count, _digest in whole if count != "0"} <= counts
    assert found.stage in (RunStage.RUNNING, RunStage.PAUSED)
    assert found.log is not None
    assert states(again)[-1] is Move.ISSUED
    again.close()
