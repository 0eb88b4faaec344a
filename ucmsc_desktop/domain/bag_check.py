"""Whether a bag may be given now: everything that speaks for or against it, each in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from ucmsc_desktop.domain import release
from ucmsc_desktop.domain.bag_ledger import BagAccount, account
from ucmsc_desktop.domain.bag_moves import given_sentence, gone_sentence
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.product import Bag, BagMove, Product, label_faults
from ucmsc_desktop.text import _, datetime_text


class Line(msgspec.Struct, frozen=True):
    """One point of a check. `step` names the rule whose signed deviation goes on against it; None: nothing does."""

    ok: bool
    sentence: str
    step: Step | None = Step.PRODUCT


def bag_lines(
    bag: Bag,
    product: Product | None,
    moves: Sequence[BagMove],
    now: datetime,
    expected_lot: str | None = None,
    *,
    subject: str = "",
) -> list[Line]:
    """What speaks for or against giving a bag now, to a participant when one is named."""
    known = account(bag, moves)
    lines = [_at_hand(bag, known, subject), *_lot(bag, expected_lot), *lines_to_issue(bag, product, moves, now)]
    if product is not None and product.use_within_minutes is not None and known.thawed_at is None:
        lines.append(Line(False, _("When thawing of bag {unit} started is not recorded.").format(unit=bag.unit)))
    return lines


def lines_to_issue(bag: Bag, product: Product | None, moves: Sequence[BagMove], now: datetime) -> list[Line]:
    """What speaks for or against issuing a bag now: one that is still frozen is issued too."""
    lines = [_expiry(bag, now), *_living(bag), *_released(bag, product)]
    known = account(bag, moves)
    if product is not None and product.use_within_minutes is not None and known.thawed_at is not None:
        lines.append(_thawed(bag, known.thawed_at, product.use_within_minutes, now))
    return lines


def _at_hand(bag: Bag, known: BagAccount, subject: str) -> Line:
    unit, issued = bag.unit or "", known.issued
    against = given_sentence(known, unit) or gone_sentence(known, unit)
    if known.state is None:
        against = _("Bag {unit} has not been received.").format(unit=unit)
    elif not against and issued is not None and subject and issued.subject != subject:
        against = _("Bag {unit} is issued for {subject}, not for {other}.").format(
            unit=unit, subject=issued.subject, other=subject
        )
    return Line(not against, against or _("Bag {unit} is at hand and was not given before.").format(unit=unit), None)


def _lot(bag: Bag, expected: str | None) -> list[Line]:
    if expected is None:
        return []
    if (bag.lot or "").casefold() == expected.strip().casefold():
        return [Line(True, _("It is of lot {lot}.").format(lot=bag.lot))]
    sentence = _("Bag {unit} is of lot {lot}, not of lot {expected}.")
    return [Line(False, sentence.format(unit=bag.unit, lot=bag.lot, expected=expected.strip()))]


def _expiry(bag: Bag, now: datetime) -> Line:
    if bag.expires_at is None:
        return Line(False, _("When bag {unit} expires is not recorded.").format(unit=bag.unit))
    when = datetime_text(bag.expires_at)
    if bag.expires_at <= now:
        return Line(False, _("Bag {unit} expired on {when}.").format(unit=bag.unit, when=when))
    return Line(True, _("It is in date until {when}.").format(when=when))


def _living(bag: Bag) -> list[Line]:
    amounts = {"cells_million": bag.cells_million, "volume_ml": bag.volume_ml}
    return [
        Line(False, problem.sentence, None) for problem in label_faults(bag.label_counts, bag.viability_pct, **amounts)
    ]


def _released(bag: Bag, product: Product | None) -> list[Line]:
    if product is None:
        sentence = _("The specification of {product} is not recorded: nothing says what bag {unit} needs for release.")
        return [Line(False, sentence.format(product=bag.product or _("the product"), unit=bag.unit))]
    against = [verdict.sentence for verdict in release.verdicts(bag, product) if not verdict.passes]
    if against:
        words = _("Bag {unit} is not released: {reasons}").format(unit=bag.unit, reasons=" ".join(against))
        return [Line(False, words)]
    if not product.limits:
        return [Line(True, _("The specification names no release test."))]
    return [Line(True, _("It was released: every result is within the specification."))]


def _thawed(bag: Bag, thawed_at: datetime, allowed: int, now: datetime) -> Line:
    since = (now - thawed_at) // timedelta(minutes=1)
    if thawed_at > now:
        sentence = _("Thawing of bag {unit} starts at {when}, which is still to come: check the time.")
        return Line(False, sentence.format(unit=bag.unit, when=datetime_text(thawed_at)))
    words = {"unit": bag.unit, "since": since, "allowed": allowed}
    if now - thawed_at > timedelta(minutes=allowed):
        words["since"] = -((thawed_at - now) // timedelta(minutes=1))  # a minute begun counts: 241 of 240
        return Line(False, _("Bag {unit} was thawed {since} min ago; {allowed} min are allowed.").format(**words))
    return Line(True, _("It was thawed {since} min ago; {allowed} min are allowed.").format(**words))
