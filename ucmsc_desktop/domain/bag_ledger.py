"""Where a bag stands by the lines of its log: what was given, returned, destroyed or lost of it, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.product import Bag, BagMove, Move

GONE = (Move.RETURNED, Move.DESTROYED, Move.LOST)
"""The ways in which a bag, or the rest of one that was given, leaves the site's hands."""
NOTHING = Decimal(0)


class BagAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A bag after its lines: the last of them, and how many mL went which way."""

    volume_ml: Decimal | None
    lines: tuple[BagMove, ...] = ()
    given_ml: Decimal = NOTHING
    returned_ml: Decimal = NOTHING
    destroyed_ml: Decimal = NOTHING
    lost_ml: Decimal = NOTHING

    @property
    def state(self) -> Move | None:
        """What happened last; None when the bag was never received, or that was taken back."""
        return self.lines[-1].move if self.lines else None

    @property
    def since(self) -> datetime | None:
        """When that happened."""
        return self.lines[-1].at if self.lines else None

    @property
    def given(self) -> BagMove | None:
        """The line with which the bag was given."""
        return self._last(Move.GIVEN)

    @property
    def issued(self) -> BagMove | None:
        """The line with which the bag was issued; None for one that was put back since."""
        found = self._last(Move.ISSUED, Move.STORED)
        return found if found is not None and found.move is Move.ISSUED else None

    @property
    def thawed_at(self) -> datetime | None:
        """When thawing started."""
        found = self._last(Move.THAWED)
        return found.at if found else None

    @property
    def counted(self) -> Move | None:
        """The one column of the balance in which the bag is counted; STORED stands for all that is at hand."""
        if self.state is None:
            return None
        if self.given is not None:
            return Move.GIVEN
        return self.state if self.state in GONE else Move.STORED

    @property
    def rest_ml(self) -> Decimal | None:
        """What is left of the bag by its lines; None when its volume was not recorded."""
        if self.volume_ml is None:
            return None
        return self.volume_ml - self.given_ml - self.returned_ml - self.destroyed_ml - self.lost_ml

    def _last(self, *moves: Move) -> BagMove | None:
        return next((line for line in reversed(self.lines) if line.move in moves), None)


def standing(moves: Sequence[BagMove]) -> list[BagMove]:
    """The lines that stand, in the order in which they were written: one that was taken back is left out."""
    lines: list[BagMove] = []
    for move in moves:
        if move.move is not Move.WITHDRAWN:
            lines.append(move)
        elif lines:
            lines.pop()
    return lines


def account(bag: Bag, moves: Sequence[BagMove]) -> BagAccount:
    """The account of a bag from all its lines, in the order in which they were written."""
    lines = standing(moves)
    sums = dict.fromkeys((Move.GIVEN, *GONE), NOTHING)
    for line in lines:
        if line.move is Move.STORED:
            sums[Move.LOST] = NOTHING  # what was not found was found again
        elif line.move in sums:
            sums[line.move] += line.volume_ml or NOTHING
    return BagAccount(
        volume_ml=bag.volume_ml,
        lines=tuple(lines),
        given_ml=sums[Move.GIVEN],
        returned_ml=sums[Move.RETURNED],
        destroyed_ml=sums[Move.DESTROYED],
        lost_ml=sums[Move.LOST],
    )
