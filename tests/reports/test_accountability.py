"""The accountability log, read back from its PDF."""

from decimal import Decimal

from tests.domain.test_bag_ledger import GIVEN, VOLUME, line, told
from tests.reports import factory
from tests.reports.reading import pages
from ucmsc_desktop.domain.lot_balance import BagStory
from ucmsc_desktop.domain.product import Move, Product, ReleaseLimit
from ucmsc_desktop.reports.accountability import accountability_pdf
from ucmsc_desktop.reports.finish import Printout


def log(*stories: BagStory) -> Printout:
    """The log of bags, printed at the fixed time of the factory."""
    product = Product(name="uc-msc", limits={"1": ReleaseLimit(test="Sterility", words="no growth")})
    who = "Nina Nurse".format
    return accountability_pdf(
        stories, [product], factory.protocol(), factory.PRINTED, who=lambda _stamp: who(), practice=False
    )


def words(printout: Printout) -> str:
    """Everything that stands on its pages, on one line."""
    return " ".join(" ".join(pages(printout)).split())


def test_every_line_of_a_bag_and_the_balance_of_its_lot() -> None:
    rest = line(Move.DESTROYED, volume_ml=VOLUME - 40, reason="Rest of the bag")
    found = words(log(told(*GIVEN, rest)))
    assert "1 bag." in found
    assert "L 1 · 64.5 mL – 1 · 40 mL – 24.5 mL – balanced" in found
    assert "Bag 1, lot L" in found
    assert "given P-003, Week 2 40 mL" in found
    assert "24.5 mL why" not in found
    assert "24.5 mL Rest of the bag Nina Nurse" in found
    assert "Sterility: no result" in found


def test_what_is_open_is_said_in_the_balance() -> None:
    found = words(log(told(*GIVEN)))
    assert "still to be returned or destroyed" in found


def test_a_line_taken_back_stays_to_be_seen() -> None:
    found = words(log(told(line(Move.RECEIVED), line(Move.LOST), line(Move.WITHDRAWN, reason="It was there"))))
    assert "not found" in found
    assert "line before taken back" in found
    assert "It was there" in found


def test_many_bags_fill_pages_and_none_is_a_page() -> None:
    assert log(*(told(*GIVEN, number=number, volume=Decimal(50)) for number in range(1, 30))).pages > 3
    assert "0 bags" in words(log())
