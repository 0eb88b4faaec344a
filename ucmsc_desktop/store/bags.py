"""The bags of the product in the study: what was received, and each line of the accountability log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from ucmsc_desktop.domain.bag_check import Line, bag_lines, lines_to_issue
from ucmsc_desktop.domain.bag_ledger import BagAccount
from ucmsc_desktop.domain.bag_moves import refusal, rest_to_write
from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.gate import opened
from ucmsc_desktop.domain.labels.reading import is_of
from ucmsc_desktop.domain.labels.scan import Scan
from ucmsc_desktop.domain.lot_balance import BagStory, bag_stories
from ucmsc_desktop.domain.product import Bag, BagMove, Move, Product
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.errors import AlreadyThere, NotPermitted, StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class BagRefused(StudyError):
    """A line that cannot stand in the accountability log."""


def products(study: Study) -> list[Kept[Product]]:
    """The products whose specification is recorded."""
    return of_type(study.study_records(Product.form), Product)


def product_of(study: Study, bag: Bag) -> Product | None:
    """The specification of a bag's product, by its name."""
    return product_named(products(study), bag.product)


def product_named(known: Sequence[Kept[Product]], name: str | None) -> Product | None:
    """The specification of a name among several, whatever its letter case."""
    wanted = _plain(name)
    return next((kept.record for kept in known if wanted and _plain(kept.record.name) == wanted), None)


def bags(study: Study) -> list[Kept[Bag]]:
    """Every bag that was ever received, in the order in which they were entered."""
    return of_type(study.study_records(Bag.form), Bag)


def stories(study: Study) -> list[BagStory]:
    """Every bag with the lines of its log; nothing else of the study is read."""
    return bag_stories(bags(study), of_type(study.study_records(BagMove.form), BagMove))


def moves(study: Study, bag: int) -> list[Kept[BagMove]]:
    """The lines of one bag, in the order in which they were written."""
    return [kept for kept in of_type(study.study_records(BagMove.form), BagMove) if kept.record.bag == bag]


def find_bag(study: Study, unit: str, lot: str | None = None) -> Kept[Bag] | None:
    """The bag with a number, of a lot when it is named. Raises StudyError when bags of two lots carry the number."""
    found = [kept for kept in bags(study) if _plain(kept.record.unit) == _plain(unit)]
    if lot is not None:
        found = [kept for kept in found if _plain(kept.record.lot) == _plain(lot)]
    if len(found) > 1:
        raise several_lots(unit)
    return found[0] if found else None


def number_and_lot(bag: Bag) -> tuple[str, str]:
    """What tells a bag from every other, whatever the letter case."""
    return _plain(bag.unit), _plain(bag.lot)


def bag_read(study: Study, unit: str, lot: str | None) -> Kept[Bag] | None:
    """The bag whose number was read, also when its lot is another; None for one that was never received."""
    try:
        return find_bag(study, unit)
    except StudyError:  # bags of several lots carry the number: the lot that was read decides
        return find_bag(study, unit, lot or "")


def find_read(study: Study, scan: Scan) -> Kept[Bag] | None:
    """The bag from which a code was read. Raises StudyError when several bags carry it."""
    found = [kept for kept in bags(study) if is_of(scan, kept.record)]
    if len(found) > 1 and scan.unit is None:
        raise StudyError(_("Several bags carry this code, which names none of them: type lot and number."))
    if len(found) > 1:
        raise several_lots(scan.unit or "")
    return found[0] if found else None


def several_lots(unit: str) -> StudyError:
    """Why a number alone names no bag."""
    return StudyError(_("Bags of several lots carry the number {unit}: give the lot too.").format(unit=unit.strip()))


def lines(study: Study, bag: Kept[Bag], subject: str = "", lot: str | None = None) -> list[Line]:
    """What speaks for or against giving a bag now; see `bag_lines`."""
    own = [kept.record for kept in moves(study, bag.key.number)]
    return bag_lines(bag.record, product_of(study, bag.record), own, study.clock(), lot, subject=subject)


def receive(study: Study, bag: Bag, place: str | None = None) -> Kept[Bag]:
    """Keep a bag and the line with which it came, in one step. Raises AlreadyThere, RecordRefused, NotPermitted."""
    if find_bag(study, bag.unit or "", bag.lot) is not None:
        sentence = _("Bag {unit} of lot {lot} has been received already. Nothing was saved.")
        raise AlreadyThere(sentence.format(unit=bag.unit, lot=bag.lot))
    writing.check_complete(bag)
    key = Key("", "", Bag.form, study.next_number("", "", Bag.form))
    with study.ledger.transaction():
        kept = study.save(key, bag)
        line = BagMove(bag=key.number, move=Move.RECEIVED, at=study.clock(), volume_ml=bag.volume_ml, place=place)
        move(study, line)
    return kept


def move(study: Study, line: BagMove) -> Kept[BagMove]:
    """Write a line of the accountability log; `at` is now when it names no time.

    Raises BagRefused for what cannot be, such as a bag that was given; then nothing is stored.
    """
    story = story_of(study, line.bag)
    bag, known = story.bag, story.account
    whole = msgspec.structs.replace(line, at=line.at or study.clock(), volume_ml=rest_to_write(known, line))
    against = refusal(known, whole, bag.unit or "") or _not_to_be_issued(study, story, whole)
    if against:
        raise BagRefused(_("{reason} Nothing was saved in the accountability log.").format(reason=against))
    _check_taking_back(study, known, whole)
    return study.save(Key("", "", BagMove.form, study.next_number("", "", BagMove.form)), whole)


def issue(study: Study, bag: int, subject: str, visit: str, at: datetime | None = None) -> Kept[BagMove]:
    """Issue a bag for a participant's visit, now or as of a moment; one that is issued for it stays as it is.

    Raises BagRefused.
    """
    story = story_of(study, bag)
    issued = story.account.issued
    if issued is not None and (issued.subject, issued.visit) == (subject, visit):
        return next(kept for kept in reversed(story.moves) if kept.record == issued)
    return move(study, BagMove(bag=bag, move=Move.ISSUED, at=at, subject=subject, visit=visit))


def is_out(study: Study, bag: Kept[Bag]) -> bool:
    """Whether a bag is issued and nobody has said yet what became of it."""
    known = story_of(study, bag.key.number).account
    return known.issued is not None and known.counted is Move.STORED


def story_of(study: Study, bag: int | None) -> BagStory:
    """One bag with the lines of its log. Raises BagRefused when there is none of the number."""
    found = study.find(Key("", "", Bag.form, bag or 0))
    if found is None:
        raise BagRefused(_("There is no such bag in this study. Nothing was saved."))
    return BagStory(of_type([found], Bag)[0], tuple(moves(study, found.key.number)))


def _not_to_be_issued(study: Study, story: BagStory, line: BagMove) -> str:
    """Why a bag is not issued for a participant, unless an investigator signed a deviation for that visit and bag."""
    if line.move is not Move.ISSUED or line.at is None or line.subject is None or line.visit is None:
        return ""
    bag, own = story.bag, [kept.record for kept in story.moves]
    against = [one for one in lines_to_issue(bag, product_of(study, bag), own, line.at) if not one.ok]
    is_open = opened(study.records(line.subject), line.visit, Step.PRODUCT, bag.unit or "") is not None
    return " ".join(one.sentence for one in against if not (is_open and one.step is Step.PRODUCT))


def _check_taking_back(study: Study, known: BagAccount, line: BagMove) -> None:
    if line.move is Move.WITHDRAWN and known.state is Move.GIVEN and Role.INVESTIGATOR not in study.account.roles:
        raise NotPermitted(_("Only an investigator takes back that a bag was given. Nothing was saved."))


def _plain(typed: str | None) -> str:
    return (typed or "").strip().casefold()
