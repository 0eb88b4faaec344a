"""The gate before an infusion as it stands in a study: what is recorded, and the bag in the accountability log."""

from __future__ import annotations

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.bag_check import Line
from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.dose_working import short_of, stale
from ucmsc_desktop.domain.gate import BagLine, GateLine, Reached, gate
from ucmsc_desktop.domain.order import Unmet
from ucmsc_desktop.domain.product import Bag
from ucmsc_desktop.domain.stopping import Watch, watch, watch_words
from ucmsc_desktop.store import bags, blinding, order
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def gate_of(study: Study, subject: str, visit: str, check: DoseCheck) -> list[GateLine]:
    """Every line of the gate now, with the weight and the bag that a check names."""
    lines = gate(
        study.records(subject),
        study.protocol,
        visit,
        study.clock(),
        _of_bag(study, subject, check),
        weighed_at=check.weighed_at,
        weight_kg=check.weight_kg,
        unit=check.unit_read or "",
        reached=_reached(study),
    )
    return _veiled(lines) if blinding.hides_verdict(study, subject) is not None else lines


def watched(study: Study) -> list[Watch]:
    """Each stopping rule of the protocol with the events of the whole study that count for it."""
    part = study.protocol.safety
    return watch(of_type(study.of_form(AdverseEvent.form), AdverseEvent), part) if part.stopping_rules else []


def _reached(study: Study) -> Reached | None:
    found = [one for one in watched(study) if one.reached]
    if not found:
        return None
    sentence = _("A stopping rule of the protocol is reached. {rules}.")
    since = max(kept.by.at for one in found for kept in one.events)
    return Reached(sentence.format(rules="; ".join(map(watch_words, found))), since)


def bag_read(study: Study, check: DoseCheck) -> Kept[Bag] | None:
    """The bag whose number a check names, also when its lot is another; None for one that was never received."""
    return bags.bag_read(study, check.unit_read, check.lot_read) if check.unit_read is not None else None


def _of_bag(study: Study, subject: str, check: DoseCheck) -> list[BagLine]:
    if check.unit_read is None:
        return []
    dose, bag = study.protocol.dose, bag_read(study, check)
    short, old = short_of(check, dose), stale(check, dose, bag.record if bag is not None else None)
    found: list[BagLine] = [Line(ok=False, sentence=short)] if short else []
    found += [Line(ok=False, sentence=old, step=None)] if old else []
    if bag is None:
        sentence = _("Bag {unit} is not in the accountability log: receive it first, on the page “Product”.")
        return [Line(ok=False, sentence=sentence.format(unit=check.unit_read)), *found]
    return [*bags.lines(study, bag, subject, check.lot_read), *found]


def _veiled(lines: list[GateLine]) -> list[GateLine]:
    """The gate without the verdict's words, which would tell an assessor of earlier scores."""
    hidden = order.veiled([Unmet(Step.ELIGIBILITY, "")])[0].missing
    return [
        GateLine(line.step, line.ok, hidden, line.is_opened) if line.step is Step.ELIGIBILITY and not line.ok else line
        for line in lines
    ]
