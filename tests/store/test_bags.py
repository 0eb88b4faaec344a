"""The ledger of bags in a real study file."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.labels.reading import read
from ucmsc_desktop.domain.lot_balance import balances
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.product import Bag, BagMove, Move, Product, ReadBy
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.bags import BagRefused
from ucmsc_desktop.store.errors import AlreadyThere, RecordRefused, StudyError
from ucmsc_desktop.store.study import Signing, Study


def a_bag(study: Study, **fields: object) -> Bag:
    """A bag as it comes."""
    whole: dict[str, object] = {
        "product": "UC-MSC",
        "lot": "L-1",
        "unit": "1",
        "donor": "D-1",
        "passage": 4,
        "label_counts": LabelCounts.VIABLE,
        "cells_million": Decimal(130),
        "volume_ml": Decimal(65),
        "viability_pct": Decimal(92),
        "expires_at": study.clock() + timedelta(days=1),
        "shipment": "S-1",
        "read_by": ReadBy.TYPED_TWICE,
    }
    return Bag(**{**whole, **fields})  # type: ignore[arg-type]


@pytest.fixture
def pharmacy(empty_study: Study) -> Study:
    """A study with a participant and a specification that names no test."""
    empty_study.add_participant("P-001", Participant(sex=Sex.MALE))
    empty_study.save(
        Key("", "", Product.form, 1),
        Product(name="UC-MSC", label_counts=LabelCounts.VIABLE, use_within_minutes=120),
    )
    return empty_study


def received(study: Study, **fields: object) -> Kept[Bag]:
    """A bag that was received."""
    return bags.receive(study, a_bag(study, **fields), place="Freezer 2")


def test_a_bag_is_received_in_one_step_and_found_again(pharmacy: Study) -> None:
    kept = received(pharmacy)
    lines = [line.record for line in bags.moves(pharmacy, kept.key.number)]
    assert [(line.move, line.volume_ml, line.place) for line in lines] == [(Move.RECEIVED, Decimal(65), "Freezer 2")]
    assert bags.find_bag(pharmacy, " 1 ", "l-1") == kept
    assert bags.find_read(pharmacy, read("1")) == kept
    assert bags.find_bag(pharmacy, "2") is None
    with pytest.raises(AlreadyThere, match="received already"):
        received(pharmacy)


def test_a_label_that_cannot_be_is_not_received(pharmacy: Study) -> None:
    with pytest.raises(RecordRefused, match="no living cell"):
        received(pharmacy, viability_pct=Decimal(0))
    with pytest.raises(RecordRefused, match="Donor code is blank"):
        received(pharmacy, donor=None)
    assert bags.stories(pharmacy) == []


def test_one_number_in_two_lots_needs_the_lot(pharmacy: Study) -> None:
    received(pharmacy)
    other = received(pharmacy, lot="L-2")
    with pytest.raises(StudyError, match="several lots"):
        bags.find_bag(pharmacy, "1")
    with pytest.raises(StudyError, match="several lots"):
        bags.find_read(pharmacy, read("1"))
    assert bags.find_bag(pharmacy, "1", "L-2") == other


def test_a_whole_life_and_its_balance(pharmacy: Study) -> None:
    number = received(pharmacy).key.number
    bags.move(pharmacy, BagMove(bag=number, move=Move.STORED, place="Freezer 2"))
    bags.move(pharmacy, BagMove(bag=number, move=Move.THAWED))
    issued = bags.issue(pharmacy, number, "P-001", "W0")
    assert bags.issue(pharmacy, number, "P-001", "W0") == issued
    given = BagMove(bag=number, move=Move.GIVEN, subject="P-001", visit="W0")
    with pytest.raises(BagRefused, match=r"holds 65\.?0?.*Nothing was saved"):
        bags.move(pharmacy, msgspec.structs.replace(given, volume_ml=Decimal(66)))
    bags.move(pharmacy, msgspec.structs.replace(given, volume_ml=Decimal(60)))
    assert not balances(bags.stories(pharmacy))[0].is_zero
    rest = bags.move(pharmacy, BagMove(bag=number, move=Move.DESTROYED))
    assert rest.record.volume_ml == Decimal(5)
    assert balances(bags.stories(pharmacy))[0].words() == "balanced"
    with pytest.raises(BagRefused, match="A bag is given once"):
        bags.issue(pharmacy, number, "P-001", "W2")


def test_an_expired_bag_is_issued_only_against_a_signed_deviation_that_names_it(pharmacy: Study) -> None:
    number = received(pharmacy, expires_at=pharmacy.clock() - timedelta(minutes=1)).key.number
    with pytest.raises(BagRefused, match="Bag 1 expired"):
        bags.issue(pharmacy, number, "P-001", "W0")
    signing = Signing(Meaning.APPROVAL, ADMIN_PASSWORD)
    said = "Bag 1 expired a minute ago."
    pharmacy.deviate("P-001", "W2", [Step.PRODUCT], said, "No other bag", ADMIN, signing)
    with pytest.raises(BagRefused, match="expired"):
        bags.issue(pharmacy, number, "P-001", "W0")
    pharmacy.deviate("P-001", "W0", [Step.PRODUCT], said, "No other bag", ADMIN, signing)
    assert bags.issue(pharmacy, number, "P-001", "W0").record.subject == "P-001"


def test_a_line_of_the_log_never_changes(pharmacy: Study) -> None:
    number = received(pharmacy).key.number
    line = bags.moves(pharmacy, number)[0]
    with pytest.raises(TypeError, match="never changes"):
        pharmacy.save(line.key, msgspec.structs.replace(line.record, place="elsewhere"), reasons={"place": "I want it"})


def test_a_wrong_line_is_taken_back_and_stays_to_be_seen(pharmacy: Study) -> None:
    number = received(pharmacy).key.number
    bags.move(pharmacy, BagMove(bag=number, move=Move.DESTROYED, reason="dropped"))
    bags.move(pharmacy, BagMove(bag=number, move=Move.WITHDRAWN, reason="it was another bag"))
    story = bags.stories(pharmacy)[0]
    assert [kept.record.move for kept in story.moves] == [Move.RECEIVED, Move.DESTROYED, Move.WITHDRAWN]
    assert story.account.state is Move.RECEIVED
    assert story.account.rest_ml == Decimal(65)


def test_there_is_no_such_bag(pharmacy: Study) -> None:
    with pytest.raises(BagRefused, match="no such bag"):
        bags.move(pharmacy, BagMove(bag=99, move=Move.STORED))


def test_a_code_that_several_bags_carry_names_none(pharmacy: Study) -> None:
    code = "]C1010950600013435210L-1"
    for unit in ("1", "2"):
        received(pharmacy, unit=unit, scanned=code)
    with pytest.raises(StudyError, match="names none of them"):
        bags.find_read(pharmacy, read(code))
