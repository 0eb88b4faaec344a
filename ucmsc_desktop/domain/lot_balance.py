"""The balance of each lot, in bags and in mL: what came is at hand or went somewhere, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.bag_ledger import GONE, NOTHING, BagAccount, account
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.product import Bag, BagMove, Move
from ucmsc_desktop.text import _, quantity

COLUMNS = (Move.RECEIVED, Move.STORED, Move.GIVEN, *GONE)
"""What a balance counts; STORED stands for all that is at hand."""


class BagStory(msgspec.Struct, frozen=True):
    """A bag as it was received, with every line of its log in the order in which they were written."""

    kept: Kept[Bag]
    moves: tuple[Kept[BagMove], ...] = ()

    @property
    def bag(self) -> Bag:
        """The bag's label."""
        return self.kept.record

    @property
    def number(self) -> int:
        """The number of the bag's record in the study."""
        return self.kept.key.number

    @property
    def account(self) -> BagAccount:
        """Where the bag stands."""
        return account(self.bag, [kept.record for kept in self.moves])


def bag_stories(bags: Iterable[Kept[Bag]], moves: Iterable[Kept[BagMove]]) -> list[BagStory]:
    """Every bag with the lines of its log, bags and lines by their numbers."""
    lines: dict[int, list[Kept[BagMove]]] = {}
    for kept in sorted(moves, key=lambda kept: kept.key.number):
        lines.setdefault(kept.record.bag or 0, []).append(kept)
    in_order = sorted(bags, key=lambda kept: kept.key.number)
    return [BagStory(kept, tuple(lines.get(kept.key.number, ()))) for kept in in_order]


class Share(msgspec.Struct, frozen=True):
    """A part of a lot: so many whole bags, and so many mL."""

    bags: int = 0
    ml: Decimal = NOTHING

    def plus(self, bags: int, ml: Decimal) -> Share:
        """The share with more in it."""
        return Share(self.bags + bags, self.ml + ml)

    @property
    def is_nothing(self) -> bool:
        """Whether there is neither a bag nor a mL in it."""
        return not self.bags and not self.ml

    def words(self) -> str:
        """Both counts, such as `2 · 64.0 mL`; the volume alone for rests of bags; a dash for nothing."""
        if self.is_nothing:
            return "–"
        if not self.bags:
            return quantity(self.ml, "mL")
        return _("{bags} · {volume}").format(bags=self.bags, volume=quantity(self.ml, "mL"))


class LotBalance(msgspec.Struct, frozen=True):
    """One lot of a product: its shares, and a sentence for every bag of which something is not accounted for."""

    product: str
    lot: str
    shares: dict[Move, Share]
    open: tuple[str, ...] = ()

    @property
    def difference(self) -> Share:
        """What came, less everything that is at hand or went somewhere."""
        came = self.shares[Move.RECEIVED]
        rest = [self.shares[column] for column in COLUMNS[1:]]
        return came.plus(-sum(share.bags for share in rest), -sum((share.ml for share in rest), NOTHING))

    @property
    def is_zero(self) -> bool:
        """Whether everything is accounted for."""
        return self.difference.is_nothing and not self.open

    def words(self) -> str:
        """The balance in words."""
        return _("balanced") if self.is_zero else " ".join(self.open)


def balances(stories: Iterable[BagStory]) -> list[LotBalance]:
    """The balance of each lot, in the order in which they came."""
    lots: dict[tuple[str, str], list[BagStory]] = {}
    for story in stories:
        lots.setdefault((story.bag.product or "", story.bag.lot or ""), []).append(story)
    return [_balance(*name, lots[name]) for name in lots]


def _balance(product: str, lot: str, stories: Sequence[BagStory]) -> LotBalance:
    shares = dict.fromkeys(COLUMNS, Share())
    sentences = []
    for story in stories:
        known = story.account
        if known.counted is None:
            continue
        volume = known.volume_ml or NOTHING
        shares[Move.RECEIVED] = shares[Move.RECEIVED].plus(1, volume)
        is_at_hand = known.counted is Move.STORED
        gone = {
            Move.STORED: volume if is_at_hand else NOTHING,
            Move.GIVEN: known.given_ml,
            Move.RETURNED: known.returned_ml,
            Move.DESTROYED: known.destroyed_ml,
            Move.LOST: known.lost_ml,
        }
        for column, ml in gone.items():
            shares[column] = shares[column].plus(int(column is known.counted), ml)
        sentences.append("" if is_at_hand else _open_words(known, story.bag.unit or ""))
    return LotBalance(product, lot, shares, tuple(sentence for sentence in sentences if sentence))


def _open_words(known: BagAccount, unit: str) -> str:
    went = known.given_ml + known.returned_ml + known.destroyed_ml + known.lost_ml
    if known.volume_ml is None:
        sentence = _("Bag {unit}: its volume was not recorded; {went} of it went out.") if went else ""
        return sentence.format(unit=unit, went=quantity(went, "mL"))
    rest = known.volume_ml - went
    if rest > 0:
        sentence = _("Bag {unit}: {rest} of it are still to be returned or destroyed.")
        return sentence.format(unit=unit, rest=quantity(rest, "mL"))
    if rest < 0:
        sentence = _("Bag {unit}: {more} more went out than it held by its label.")
        return sentence.format(unit=unit, more=quantity(-rest, "mL"))
    return ""
