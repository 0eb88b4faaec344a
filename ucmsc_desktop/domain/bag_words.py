"""A bag and the lines of its log in words, the same on the screen and on paper."""

from __future__ import annotations

from ucmsc_desktop.domain.bag_ledger import BagAccount
from ucmsc_desktop.domain.product import Bag, BagMove
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import _, date_text, quantity


def state_words(known: BagAccount) -> str:
    """Where a bag stands now."""
    line = known.given or (known.lines[-1] if known.lines else None)
    if line is None or line.move is None or line.at is None:
        return _("not received")
    return _("{what}, {when}").format(what=_(line.move.label), when=date_text(line.at))


def rest_words(known: BagAccount) -> str:
    """What is still to be accounted for of a bag that was given; empty when nothing is."""
    if known.given is None or not known.rest_ml:
        return ""
    return _("{rest} left").format(rest=quantity(known.rest_ml, "mL"))


def for_words(line: BagMove, protocol: Protocol) -> str:
    """For whom a line is: participant and visit; empty for a line that is for nobody."""
    visit = protocol.visit_name(line.visit) if line.visit else ""
    return _(", ").join(part for part in (line.subject or "", visit) if part)


def why_words(line: BagMove) -> str:
    """Where a bag went and why."""
    return _(": ").join(part for part in (line.place or "", line.reason or "") if part)


def volume_words(line: BagMove) -> str:
    """The volume of a line; empty when it has none."""
    return quantity(line.volume_ml, "mL") if line.volume_ml is not None else ""


def label_words(bag: Bag) -> str:
    """What the label says of the cells, in one line."""
    counts = _(bag.label_counts.label) if bag.label_counts is not None else _("cells")
    cells = quantity(bag.cells_million, _("million")) if bag.cells_million is not None else "–"
    parts = [
        _("{cells} {counts}").format(cells=cells, counts=counts),
        quantity(bag.volume_ml, "mL") if bag.volume_ml is not None else "",
        _("{viability} viable").format(viability=quantity(bag.viability_pct, "%")) if bag.viability_pct else "",
        _("donor {donor}").format(donor=bag.donor) if bag.donor else "",
        _("passage {passage}").format(passage=bag.passage) if bag.passage is not None else "",
    ]
    return _(" · ").join(part for part in parts if part)
