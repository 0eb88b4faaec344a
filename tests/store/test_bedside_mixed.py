"""The bedside where paper, a full disk or a deviation came in between: nothing is lost and nothing is stuck."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.conftest import ADMIN_PASSWORD
from tests.pages.at_bedside import CODE, VISIT, Clocks, log, prepare, run, standing, started
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, StopReason
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.product import BagMove, Move
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.store import bags, bedside
from ucmsc_desktop.store.bedside import Discharge, Ending
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Signing, Study

LOG = Key(CODE, VISIT, Infusion.form)
WELL = Discharge(left_well=True, line_removed=True, told_whom_to_call=True)


def note(study: Study, kind: EventKind) -> None:
    bedside.note(study, CODE, VISIT, InfusionEvent(kind=kind))


def test_a_start_that_waited_past_the_expiry_is_judged_as_of_its_own_time(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    at = empty_study.instant()
    clocks.go(minutes=8 * 60)
    bedside.start(empty_study, CODE, VISIT, log(at.wall.date()), 1, at)
    issued = bags.moves(empty_study, 1)[-1].record
    assert (issued.move, issued.at) == (Move.ISSUED, at.wall)


def test_a_stop_in_the_log_stays_and_the_bedside_can_stop_all_the_same(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=20)
    written = clocks.wall
    empty_study.save(LOG, msgspec.structs.replace(standing(empty_study), stopped_at=written))
    clocks.go(minutes=1)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    assert run(empty_study).stage is RunStage.ENDED
    assert run(empty_study).events[-1].record.at == clocks.wall
    assert standing(empty_study).stopped_at == written


@pytest.mark.parametrize("stops_on_paper", [True, False])
def test_a_start_in_the_log_goes_on_at_the_bedside(empty_study: Study, clocks: Clocks, *, stops_on_paper: bool) -> None:
    prepare(empty_study, clocks)
    empty_study.save(LOG, msgspec.structs.replace(log(clocks.wall.date()), started_at=clocks.wall))
    clocks.go(minutes=10)
    note(empty_study, EventKind.PAUSE)
    assert run(empty_study).stage is RunStage.PAUSED
    clocks.go(minutes=5)
    note(empty_study, EventKind.RESUME)
    clocks.go(minutes=10)
    if stops_on_paper:
        empty_study.save(LOG, msgspec.structs.replace(standing(empty_study), stopped_at=clocks.wall))
    else:
        bedside.stop(empty_study, CODE, VISIT)
    found, now = run(empty_study), empty_study.instant()
    assert found.stage is RunStage.ENDED
    assert found.elapsed_ms(now) == 25 * 60_000
    assert found.infused_ms(now) == 20 * 60_000


def test_a_bag_whose_lot_was_read_otherwise_is_accounted_for(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    bag = bedside.bag_of(empty_study, msgspec.structs.replace(log(clocks.wall.date()), lot="UC-0999"))
    assert bag is not None
    assert bag.key.number == 1


def test_what_was_written_before_the_start_stays(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    empty_study.save(LOG, Infusion(given_on=clocks.wall.date(), notes="premedicated"))
    bedside.start(empty_study, CODE, VISIT, log(clocks.wall.date()), 1)
    assert standing(empty_study).notes == "premedicated"


def test_an_infusion_with_an_expired_bag_can_be_signed(empty_study: Study, clocks: Clocks) -> None:
    prepare(empty_study, clocks)
    day = clocks.wall.date()
    expired = msgspec.structs.replace(log(day), expires_on=day - timedelta(days=1), line="arm", line_filter="none")
    bedside.start(empty_study, CODE, VISIT, expired, 1)
    clocks.go(minutes=60)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal("68.5"), rest=Move.DESTROYED))
    bedside.leave(empty_study, CODE, VISIT, WELL)
    kept = empty_study.sign(LOG, Signing(Meaning.AUTHOR, ADMIN_PASSWORD))
    assert kept.state is State.SIGNED
    by_hand = msgspec.structs.replace(standing(empty_study), bag=None)
    assert [problem.field for problem in by_hand.contradictions()] == ["expires_on"]


def test_a_start_that_is_corrected_in_the_log_moves_no_stop(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    earlier = clocks.wall - timedelta(minutes=10)
    corrected = msgspec.structs.replace(standing(empty_study), started_at=earlier)
    empty_study.save(LOG, corrected, reasons={"started_at": "tapped late"})
    clocks.go(minutes=30)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    assert standing(empty_study).stopped_at == clocks.wall


def test_a_clock_that_is_set_moves_no_end_of_the_observation(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=30)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    stopped = clocks.wall
    bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal("68.5"), rest=Move.DESTROYED))
    clocks.wall -= timedelta(days=400)
    clocks.go(minutes=60)
    bedside.leave(empty_study, CODE, VISIT, WELL)
    assert standing(empty_study).observed_until == stopped + timedelta(minutes=60)


def test_nobody_leaves_before_the_bag_is_accounted_for(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=60)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    empty_study.save(LOG, msgspec.structs.replace(standing(empty_study), volume_given_ml=Decimal("68.5")))
    with pytest.raises(StudyError, match="Bag UC-0417-B is still issued"):
        bedside.leave(empty_study, CODE, VISIT, WELL)
    given = BagMove(bag=1, move=Move.GIVEN, subject=CODE, visit=VISIT, volume_ml=Decimal("68.5"))
    bags.move(empty_study, given)
    bags.move(empty_study, BagMove(bag=1, move=Move.DESTROYED))
    bedside.leave(empty_study, CODE, VISIT, WELL)
    assert run(empty_study).stage is RunStage.CLOSED


def test_a_volume_corrected_in_the_log_alone_is_told(empty_study: Study, clocks: Clocks) -> None:
    started(empty_study, clocks)
    clocks.go(minutes=40)
    bedside.stop(empty_study, CODE, VISIT, StopReason.COMPLETE)
    kept = bedside.finish(empty_study, CODE, VISIT, Ending(volume_given_ml=Decimal("45.1"), rest=Move.DESTROYED))
    assert bedside.parted(empty_study, kept) == ""
    changed = msgspec.structs.replace(kept.record, volume_given_ml=Decimal("54.1"))
    again = empty_study.save(LOG, changed, reasons={"volume_given_ml": "Misread"})
    told = bedside.parted(empty_study, again).replace("\u00a0", " ")
    assert "54.1 mL" in told
    assert "45.1 mL" in told
