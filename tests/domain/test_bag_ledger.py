"""The ledger of bags: whatever is written that the rules allow, the balance of the lot is zero or explained."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ucmsc_desktop.domain.bag_ledger import GONE, account
from ucmsc_desktop.domain.bag_moves import allowed, refusal, rest_to_write
from ucmsc_desktop.domain.casebook import Kept, Key, Stamp
from ucmsc_desktop.domain.lot_balance import BagStory, LotBalance, Share, balances
from ucmsc_desktop.domain.product import Bag, BagMove, Move
from ucmsc_desktop.domain.roles import Role

AT = datetime(2026, 3, 28, 9, tzinfo=UTC)
VOLUME = Decimal("64.5")


def line(move: Move, **more: object) -> BagMove:
    """A line of the log that has all that its kind needs."""
    given = {"volume_ml": Decimal(40)} if move is Move.GIVEN else {}
    whole: dict[str, object] = {"bag": 1, "move": move, "at": AT, "subject": "P-003", "visit": "W2", "reason": "why"}
    return BagMove(**{**whole, **given, **more})  # type: ignore[arg-type]


def told(*moves: BagMove, volume: Decimal | None = VOLUME, number: int = 1) -> BagStory:
    """The story of a bag with these lines."""
    by = Stamp("nurse", Role.NURSE, AT)
    bag = Bag(product="UC-MSC", unit=str(number), lot="L", volume_ml=volume)
    lines = tuple(Kept(Key("", "", "BAGMOVE", place), move, by, "") for place, move in enumerate(moves, 1))
    return BagStory(Kept(Key("", "", "BAG", number), bag, by, ""), lines)


def refused(story: BagStory, move: BagMove) -> str:
    """Why a line may not follow a story."""
    return refusal(story.account, move, story.bag.unit or "")


GIVEN = [line(Move.RECEIVED), line(Move.STORED), line(Move.ISSUED), line(Move.GIVEN)]


def test_a_bag_that_was_given_is_never_given_or_issued_again() -> None:
    for move in (Move.GIVEN, Move.ISSUED, Move.STORED, Move.THAWED):
        assert "was given to P-003 on 28-Mar-2026" in refused(told(*GIVEN), line(move))
    rest = line(Move.DESTROYED, volume_ml=VOLUME - 40)
    assert not refused(told(*GIVEN), rest)
    assert "was given" in refused(told(*GIVEN, rest), line(Move.DESTROYED, volume_ml=Decimal(1)))


def test_more_than_the_bag_held_is_refused() -> None:
    issued = told(*GIVEN[:3])
    assert "holds 64.5\u00a0mL, not 64.6\u00a0mL" in refused(issued, line(Move.GIVEN, volume_ml=Decimal("64.6")))
    assert not refused(issued, line(Move.GIVEN, volume_ml=VOLUME))
    assert "holds 24.5\u00a0mL" in refused(told(*GIVEN), line(Move.RETURNED, volume_ml=Decimal(25)))


def test_a_bag_is_given_only_to_whom_it_was_issued() -> None:
    assert "not issued" in refused(told(*GIVEN[:2]), line(Move.GIVEN))
    assert "issued for P-003, not for P-004" in refused(told(*GIVEN[:3]), line(Move.GIVEN, subject="P-004"))
    put_back = told(*GIVEN[:3], line(Move.STORED))
    assert "not issued" in refused(put_back, line(Move.GIVEN))
    assert not refused(put_back, line(Move.ISSUED, subject="P-004"))


def test_what_was_thawed_is_not_stored_and_not_thawed_again() -> None:
    thawed = told(line(Move.RECEIVED), line(Move.THAWED))
    assert "not stored again" in refused(thawed, line(Move.STORED))
    assert "thawed once" in refused(thawed, line(Move.THAWED))


@pytest.mark.parametrize("move", [Move.DESTROYED, Move.LOST, Move.WITHDRAWN])
def test_some_lines_need_a_reason(move: Move) -> None:
    assert refused(told(line(Move.RECEIVED)), line(move, reason=" ")) == "Give a reason."


def test_a_line_that_is_taken_back_counts_no_more() -> None:
    wrong = told(*GIVEN, line(Move.WITHDRAWN))
    assert wrong.account.state is Move.ISSUED
    assert wrong.account.rest_ml == VOLUME
    never = told(line(Move.RECEIVED), line(Move.WITHDRAWN))
    assert never.account.counted is None
    assert allowed(never.account) == [Move.RECEIVED]


def test_what_was_not_found_can_be_found_again() -> None:
    lost = [line(Move.RECEIVED), line(Move.LOST, volume_ml=VOLUME)]
    assert allowed(told(*lost).account) == [Move.STORED, Move.WITHDRAWN]
    found = told(*lost, line(Move.STORED))
    assert found.account.rest_ml == VOLUME
    assert balances([found])[0].is_zero


def test_the_balance_of_a_lot_in_bags_and_ml() -> None:
    rest = line(Move.DESTROYED, volume_ml=VOLUME - 40)
    lot = balances([told(*GIVEN, rest), told(line(Move.RECEIVED), number=2)])[0]
    assert lot.shares[Move.RECEIVED] == Share(2, 2 * VOLUME)
    assert lot.shares[Move.STORED] == Share(1, VOLUME)
    assert lot.shares[Move.GIVEN] == Share(1, Decimal(40))
    assert lot.shares[Move.DESTROYED] == Share(0, VOLUME - 40)
    assert lot.is_zero
    assert lot.words() == "balanced"


def test_a_rest_that_went_nowhere_is_said() -> None:
    lot = balances([told(*GIVEN)])[0]
    assert lot.difference == Share(0, VOLUME - 40)
    assert lot.words() == "Bag 1: 24.5\u00a0mL of it are still to be returned or destroyed."
    unknown = balances([told(*GIVEN, volume=None)])[0]
    assert "not recorded" in unknown.words()


def explained(lot: LotBalance) -> bool:
    """Whether a balance is zero, or sentences say why it is not."""
    return lot.is_zero or bool(lot.open)


class Pharmacy(RuleBasedStateMachine):
    """Several bags of a lot whose lines are tried at random; only what the rules allow is written."""

    @initialize(volumes=st.lists(st.decimals(1, 200, places=1) | st.none(), min_size=1, max_size=4))
    def receive(self, volumes: list[Decimal | None]) -> None:
        """Bags come, of which one may have no volume on its label."""
        self.volumes = volumes
        self.lines: list[list[BagMove]] = [[line(Move.RECEIVED)] for _volume in volumes]
        self.at = AT

    def story(self, place: int) -> BagStory:
        """The story of one bag as it stands."""
        return told(*self.lines[place], volume=self.volumes[place], number=place + 1)

    @rule(
        place=st.integers(0, 3),
        move=st.sampled_from(Move),
        volume=st.decimals(0, 250, places=1) | st.none(),
        subject=st.sampled_from(["P-001", "P-002"]),
    )
    def write(self, place: int, move: Move, volume: Decimal | None, subject: str) -> None:
        """Try a line; it is written when nothing speaks against it."""
        place %= len(self.lines)
        self.at += timedelta(minutes=1)
        story = self.story(place)
        typed = line(move, volume_ml=volume, at=self.at, subject=subject)
        whole = line(move, volume_ml=rest_to_write(story.account, typed), at=self.at, subject=subject)
        if not refused(story, whole):
            assert move in allowed(story.account)
            self.lines[place].append(whole)

    @invariant()
    def balance_is_zero_or_explained(self) -> None:
        """In bags the balance is always zero; in mL it is zero or a sentence names the bag."""
        if not hasattr(self, "lines"):
            return
        for lot in balances(self.story(place) for place in range(len(self.lines))):
            assert lot.difference.bags == 0
            assert explained(lot)

    @invariant()
    def no_bag_gives_more_than_it_held_and_none_twice(self) -> None:
        """What went out of a bag is at most what was in it, and a bag is given at most once."""
        if not hasattr(self, "lines"):
            return
        for place, volume in enumerate(self.volumes):
            known = account(self.story(place).bag, self.lines[place])
            assert volume is None or (known.rest_ml is not None and 0 <= known.rest_ml <= volume)
            assert sum(move.move is Move.GIVEN for move in known.lines) <= 1
            assert known.given is None or known.state in (Move.GIVEN, *GONE)


TestPharmacy = Pharmacy.TestCase
