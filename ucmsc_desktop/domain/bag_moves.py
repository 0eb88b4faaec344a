"""What may happen next to a bag, and the sentence for what may not."""

from __future__ import annotations

from decimal import Decimal

from ucmsc_desktop.domain.bag_ledger import GONE, BagAccount
from ucmsc_desktop.domain.product import BagMove, Move
from ucmsc_desktop.text import _, datetime_text, quantity

_REASONED = (Move.DESTROYED, Move.LOST, Move.WITHDRAWN)


def allowed(account: BagAccount) -> list[Move]:
    """The lines that may follow, in the order of a bag's life."""
    return [move for move in Move if not _impossible(account, move, "")]


def refusal(account: BagAccount, line: BagMove, unit: str) -> str:
    """Why a line cannot follow the lines that stand, in a sentence; empty when it can."""
    if line.move is None:
        return _("Say what happened to the bag.")
    return _impossible(account, line.move, unit) or _incomplete(account, line, unit) or _too_much(account, line, unit)


def rest_to_write(account: BagAccount, line: BagMove) -> Decimal | None:
    """The volume of a line that names none: all that is left, for a bag that leaves the site's hands."""
    if line.volume_ml is not None or line.move not in GONE:
        return line.volume_ml
    return account.rest_ml


def _impossible(account: BagAccount, move: Move, unit: str) -> str:
    if account.state is None:
        return "" if move is Move.RECEIVED else _("Bag {unit} has not been received.").format(unit=unit)
    if move is Move.WITHDRAWN:
        return ""
    if move is Move.RECEIVED:
        return _("Bag {unit} has been received already.").format(unit=unit)
    if account.given is not None:
        return "" if move in GONE and account.rest_ml != 0 else given_sentence(account, unit)
    if account.state in GONE:
        is_found = account.state is Move.LOST and move is Move.STORED
        return "" if is_found else gone_sentence(account, unit)
    return _out_of_turn(account, move, unit)


def _out_of_turn(account: BagAccount, move: Move, unit: str) -> str:
    thawed, issued = account.thawed_at, account.issued
    if move is Move.STORED and thawed is not None:
        return _("Bag {unit} was thawed: it is not stored again. Return or destroy it.").format(unit=unit)
    if move is Move.THAWED and thawed is not None:
        sentence = _("Thawing of bag {unit} started at {when}: it is thawed once.")
        return sentence.format(unit=unit, when=datetime_text(thawed))
    if move is Move.ISSUED and issued is not None:
        sentence = _("Bag {unit} is issued for {subject}. Take that line back first if it is wrong.")
        return sentence.format(unit=unit, subject=issued.subject)
    if move is Move.GIVEN and issued is None:
        return _("Bag {unit} is not issued for a participant yet: issue it first.").format(unit=unit)
    return ""


def given_sentence(account: BagAccount, unit: str) -> str:
    """That a bag was given, to whom and when."""
    line = account.given
    if line is None or line.at is None:
        return ""
    sentence = _("Bag {unit} was given to {subject} on {when}. A bag is given once: check the number on the bag.")
    return sentence.format(unit=unit, subject=line.subject, when=datetime_text(line.at))


def gone_sentence(account: BagAccount, unit: str) -> str:
    """That a bag is no longer at hand, and since when; empty for one that is."""
    if account.state not in GONE or account.since is None:
        return ""
    sentence = _("Bag {unit} is not at hand: {what} on {when}. Check the number on the bag.")
    return sentence.format(unit=unit, what=_(account.state.label), when=datetime_text(account.since))


def _incomplete(account: BagAccount, line: BagMove, unit: str) -> str:
    issued = account.issued
    if line.at is None:
        return _("Say when it happened.")
    if line.move in (Move.ISSUED, Move.GIVEN) and not (line.subject and line.visit):
        return _("Say for which participant and visit.")
    if line.move is Move.GIVEN and issued is not None and issued.subject != line.subject:
        sentence = _("Bag {unit} is issued for {subject}, not for {other}.")
        return sentence.format(unit=unit, subject=issued.subject, other=line.subject)
    if line.move is Move.GIVEN and line.volume_ml is None:
        return _("Say how many mL were given.")
    is_rest = (
        account.given is not None and line.move is Move.DESTROYED
    )  # what is left after an infusion explains itself
    return _("Give a reason.") if line.move in _REASONED and not is_rest and not (line.reason or "").strip() else ""


def _too_much(account: BagAccount, line: BagMove, unit: str) -> str:
    volume, rest = line.volume_ml, account.rest_ml
    if volume is None or rest is None or line.move not in (Move.GIVEN, *GONE):
        return ""
    if volume > rest:
        sentence = _("Bag {unit} holds {rest}, not {volume}. Check the volume.")
        return sentence.format(unit=unit, rest=quantity(rest, "mL"), volume=quantity(volume, "mL"))
    if account.given is None and line.move in GONE and volume != rest:
        sentence = _("A bag that was not given goes whole: {rest} of bag {unit}.")
        return sentence.format(unit=unit, rest=quantity(rest, "mL"))
    return ""
