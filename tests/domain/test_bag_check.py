"""What speaks for and against giving a bag, and its release results against the specification."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.domain.test_bag_ledger import GIVEN, line
from ucmsc_desktop.domain.bag_check import Line, bag_lines, lines_to_issue
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.product import Bag, BagMove, Move, Product, ReleaseLimit
from ucmsc_desktop.domain.release import is_released, verdicts

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
PRODUCT = Product(
    name="UC-MSC",
    label_counts=LabelCounts.VIABLE,
    use_within_minutes=240,
    limits={
        "1": ReleaseLimit(test="Viability", unit="%", low=Decimal(80)),
        "2": ReleaseLimit(test="Sterility", words="no growth"),
    },
)
BAG = Bag(
    product="uc-msc",
    unit="7",
    lot="L-1",
    label_counts=LabelCounts.VIABLE,
    cells_million=Decimal(130),
    volume_ml=Decimal(65),
    viability_pct=Decimal("92.5"),
    expires_at=NOW + timedelta(hours=1),
    release={"1": "92.5", "2": "No growth"},
)
READY = [line(Move.RECEIVED), line(Move.THAWED, at=NOW - timedelta(minutes=240))]


def check(bag: Bag = BAG, moves: list[BagMove] | None = None, lot: str | None = "l-1", subject: str = "") -> list[Line]:
    """The lines of a bag now."""
    return bag_lines(bag, PRODUCT, READY if moves is None else moves, NOW, lot, subject=subject)


def against(lines: list[Line]) -> list[tuple[str, Step | None]]:
    """What speaks against it."""
    return [(one.sentence, one.step) for one in lines if not one.ok]


def changed(**fields: object) -> Bag:
    """The good bag with other values."""
    return Bag(**{**{name: getattr(BAG, name) for name in Bag.__struct_fields__}, **fields})


def test_a_good_bag_has_only_green_lines_up_to_the_last_minute() -> None:
    lines = check()
    assert not against(lines)
    assert any("240 min ago; 240 min are allowed" in one.sentence for one in lines)


@pytest.mark.parametrize(
    ("lines", "words", "step"),
    [
        (check(changed(expires_at=NOW)), "expired on 28-Mar-2026 12:00:00", Step.PRODUCT),
        (check(lot="L-2"), "is of lot L-1, not of lot L-2", Step.PRODUCT),
        (check(moves=[READY[0], line(Move.THAWED, at=NOW - timedelta(minutes=241))]), "241 min ago", Step.PRODUCT),
        (check(moves=READY[:1]), "started is not recorded", Step.PRODUCT),
        (check(moves=[READY[0], line(Move.THAWED, at=NOW + timedelta(minutes=1))]), "still to come", Step.PRODUCT),
        (check(changed(release={"1": "79.9", "2": "no growth"})), "79.9 is not at least 80\u00a0%", Step.PRODUCT),
        (check(changed(release={"1": "92.5"})), "Sterility: no result", Step.PRODUCT),
        (check(changed(viability_pct=Decimal(0))), "no living cell", None),
        (check(moves=[*READY, *GIVEN[2:]]), "was given to P-003", None),
        (check(moves=[*READY, line(Move.DESTROYED)]), "not at hand: destroyed", None),
        (check(moves=[*READY, line(Move.ISSUED)], subject="P-009"), "issued for P-003, not for P-009", None),
        (check(moves=[]), "has not been received", None),
    ],
)
def test_each_thing_that_speaks_against_it_is_a_sentence(lines: list[Line], words: str, step: Step | None) -> None:
    assert any(words in sentence and opens is step for sentence, opens in against(lines))


def test_a_frozen_bag_can_be_issued_and_one_thawed_too_long_cannot() -> None:
    assert not against(lines_to_issue(BAG, PRODUCT, READY[:1], NOW))
    assert against(lines_to_issue(BAG, PRODUCT, READY, NOW + timedelta(minutes=1)))


def test_without_a_specification_nothing_is_released() -> None:
    assert any("is not recorded" in sentence for sentence, _step in against(bag_lines(BAG, None, READY, NOW)))


@pytest.mark.parametrize(
    ("limit", "result", "passes"),
    [
        (ReleaseLimit(test="t", low=Decimal(80)), "80", True),
        (ReleaseLimit(test="t", low=Decimal(80)), "79.99", False),
        (ReleaseLimit(test="t", low=Decimal(80), unit="%"), "85 %", True),
        (ReleaseLimit(test="t", high=Decimal("0.5")), "<0.5", True),
        (ReleaseLimit(test="t", high=Decimal("0.5")), "< 0.1", True),
        (ReleaseLimit(test="t", high=Decimal("0.5")), "<1", False),
        (ReleaseLimit(test="t", high=Decimal("0.5")), ">0.5", False),
        (ReleaseLimit(test="t", low=Decimal(1)), "<5", False),
        (ReleaseLimit(test="t", low=Decimal(1), high=Decimal(2)), "1.5", True),
        (ReleaseLimit(test="t", low=Decimal(1)), "many", False),
        (ReleaseLimit(test="t", words="negative"), "Negative", True),
        (ReleaseLimit(test="t", words="negative"), "positive", False),
        (ReleaseLimit(test="t"), "anything", True),
    ],
)
def test_results_are_compared_exactly(limit: ReleaseLimit, result: str, *, passes: bool) -> None:
    found = verdicts(Bag(release={"1": result}), Product(limits={"1": limit}))
    assert [one.passes for one in found] == [passes]
    assert is_released(Bag(release={"1": result}), Product(limits={"1": limit})) is passes


def test_a_second_too_long_is_said_as_more_than_is_allowed() -> None:
    lines = lines_to_issue(BAG, PRODUCT, READY, NOW + timedelta(seconds=1))
    assert "was thawed 241 min ago; 240 min are allowed." in lines[-1].sentence
