"""The accountability log: the balance of every lot, then every line of every bag."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ucmsc_desktop.domain.bag_words import for_words, label_words, volume_words, why_words
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.items import show_entry
from ucmsc_desktop.domain.lot_balance import BagStory, balances
from ucmsc_desktop.domain.lot_words import balance_table
from ucmsc_desktop.domain.product import BagMove, Move, Product
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.release import verdicts
from ucmsc_desktop.reports.entries import word_rows
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.text import _, datetime_text, ngettext


def accountability_pdf(
    stories: Sequence[BagStory],
    products: Sequence[Product],
    protocol: Protocol,
    printed: Printed,
    *,
    who: Callable[[Stamp], str],
    practice: bool,
) -> Printout:
    """Print the log of all bags; `who` names a person."""
    flow, title = Flow(printed.sheet), _("Accountability log of the product")
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(title, size=18, bold=True)
    count = ngettext("{n} bag", "{n} bags", len(stories)).format(n=len(stories))
    flow.say(_("{bags}. A line is never changed; a wrong one is taken back by the next.").format(bags=count), size=11)
    flow.type.place = title
    word_rows(flow, balance_table(balances(stories)))
    known = {(product.name or "").casefold(): product for product in products}
    for story in stories:
        _print_bag(flow, story, known.get((story.bag.product or "").casefold()), protocol, who)
    return finish(flow, protocol, printed, title=title, practice=practice)


def _print_bag(
    flow: Flow, story: BagStory, product: Product | None, protocol: Protocol, who: Callable[[Stamp], str]
) -> None:
    bag = story.bag
    name = _("Bag {unit}, lot {lot}").format(unit=bag.unit, lot=bag.lot)
    flow.type.place = name
    flow.skip(8)
    flow.need(90)
    flow.anchor(name, 1)
    flow.say(name, size=12, bold=True)
    flow.say(_("{product}: {label}").format(product=bag.product, label=label_words(bag)))
    said = [_("expires {when}").format(when=show_entry(bag, "expires_at"))]
    said.append(_("shipment {shipment}").format(shipment=show_entry(bag, "shipment")))
    said.append(_("label {how}").format(how=show_entry(bag, "read_by")))
    flow.say(_(" · ").join(said))
    if product is not None and product.limits:
        flow.say(_("Release: {results}").format(results=" ".join(one.sentence for one in verdicts(bag, product))))
    flow.table(_line_columns(), (_line(kept, protocol, who) for kept in story.moves))


def _line_columns() -> list[Column]:
    return [
        Column(0.2, _("When")), Column(0.17, _("What happened")), Column(0.15, _("For")), Column(0.09, _("Volume")),
        Column(0.18, _("Where to, why")), Column(0.21, _("Written by")),
    ]  # fmt: skip


def _line(kept: Kept[BagMove], protocol: Protocol, who: Callable[[Stamp], str]) -> list[Cell | str]:
    line = kept.record
    what = _(line.move.label) if line.move is not None else "–"
    when = datetime_text(line.at) if line.at is not None else "–"
    is_back = line.move is Move.WITHDRAWN
    return [
        when, Cell(what, bold=is_back), for_words(line, protocol), volume_words(line), why_words(line), who(kept.by),
    ]  # fmt: skip
