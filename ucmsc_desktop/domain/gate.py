"""The gate before an infusion: each thing that the protocol demands, as it stands now, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol as Shape

import msgspec

from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.course import first_infusion
from ucmsc_desktop.domain.deviations import Deviation, Step, approval, opening
from ucmsc_desktop.domain.gate_checks import Found, pregnancy, weight, weight_change, window
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.order import Unmet, unmet
from ucmsc_desktop.domain.protocol import EnrolmentPart, Protocol
from ucmsc_desktop.text import N_, _, date_text

_IN_ORDER = {
    Step.CONSENT: N_("Consent is signed and was not withdrawn."),
    Step.ELIGIBILITY: N_("Eligible by a verdict that an investigator signed."),
    Step.BASELINE: N_("The baseline PASI is signed."),
}


class GateLine(msgspec.Struct, frozen=True):
    """One thing that is demanded before cells may flow: whether it is so, or what was signed opens it all the same.

    `waits`: what it judges has not been entered yet. Without a step no deviation helps, only putting it right.
    """

    step: Step | None
    ok: bool
    sentence: str
    is_opened: bool = False
    waits: bool = False

    @property
    def passes(self) -> bool:
        """Whether the infusion may go on as far as this line is concerned."""
        return self.ok or self.is_opened

    @property
    def can_be_opened(self) -> bool:
        """Whether an investigator may sign a deviation from it now."""
        return self.step is not None and not self.passes and not self.waits


class Reached(msgspec.Struct, frozen=True):
    """Which stopping rules are reached, in a sentence, and when the last event that counts for them was recorded."""

    sentence: str
    since: datetime


class BagLine(Shape):
    """What a check of the bag says; one that is not `ok` and has no step can never be opened."""

    @property
    def step(self) -> Step | None: ...
    @property
    def ok(self) -> bool: ...
    @property
    def sentence(self) -> str: ...


def gate(
    records: Sequence[Kept[Record]],
    protocol: Protocol,
    visit: str,
    now: datetime,
    bag_lines: Sequence[BagLine] = (),
    *,
    weighed_at: datetime | None = None,
    weight_kg: Decimal | None = None,
    unit: str = "",
    reached: Reached | None = None,
) -> list[GateLine]:
    """Every line of the gate from what stands, as of a moment; weight and bag are those that the first person read.

    `reached` says which stopping rules are; None when none is.
    """
    found: list[tuple[Step, Found | None]] = [
        (Step.WINDOW, window(records, protocol, visit, now.date())),
        (Step.WEIGHT, weight(protocol.dose, weighed_at, now)),
        (Step.PREGNANCY, pregnancy(records, protocol.infusion, now.date())),
    ]
    lines = [*_order_lines(records, protocol, visit, now)]
    lines += [_stopping_line(records, visit, reached)] if reached is not None else []
    lines += [_line(records, visit, step, one) for step, one in found if one is not None]
    if changed := weight_change(records, protocol.dose, visit, weight_kg):
        lines.append(GateLine(Step.WEIGHT, ok=False, sentence=changed, is_opened=True))
    if not bag_lines:
        return [*lines, GateLine(Step.PRODUCT, ok=False, sentence=_("The bag is not read yet."), waits=True)]
    judged = [(line.step, Found(sentence=line.sentence, ok=line.ok)) for line in bag_lines]
    return [*lines, *(_line(records, visit, step, one, unit) for step, one in judged)]


def opened(records: Sequence[Kept[Record]], visit: str, step: Step, unit: str = "") -> Kept[Deviation] | None:
    """The signed deviation of this visit from a step, None without one; for a bag it must name the bag's number."""
    own = (kept for kept in opening(records, step) if kept.key.visit == visit)
    return next((kept for kept in own if not unit or _names(kept.record.circumstance or "", unit)), None)


def _names(words: str, unit: str) -> bool:
    """Whether a bag is named whole: what was signed for bag 12 or UC-1-B does not open bag 1 or UC-1."""
    whole = rf"(?<![\w:.-]){re.escape(unit)}(?![\w-])(?![:.]\w)"
    return re.search(whole, words, re.ASCII) is not None  # Chinese has no space before a number


def left_out(lines: Sequence[GateLine], unit: str = "") -> list[Unmet]:
    """What a deviation would have to open, each step once with all that is said against it; a bag is named."""
    said: dict[Step, list[str]] = {}
    for line in lines:
        if line.can_be_opened and line.step is not None:
            said.setdefault(line.step, []).append(line.sentence)
    words = {step: " ".join(sentences) for step, sentences in said.items()}
    if unit and Step.PRODUCT in words and not _names(words[Step.PRODUCT], unit):
        words[Step.PRODUCT] = _("Bag {unit}: {sentence}").format(unit=unit, sentence=words[Step.PRODUCT])
    return [Unmet(step, sentence) for step, sentence in words.items()]


def _line(records: Sequence[Kept[Record]], visit: str, step: Step | None, found: Found, unit: str = "") -> GateLine:
    if found.ok or found.waits or step is None or found.never:
        return GateLine(None if found.never else step, found.ok, found.sentence, waits=found.waits)
    deviation = opened(records, visit, step, unit)
    if deviation is None:
        return GateLine(step, ok=False, sentence=found.sentence)
    return GateLine(step, ok=False, sentence=_opened_words(found.sentence, deviation), is_opened=True)


def _stopping_line(records: Sequence[Kept[Record]], visit: str, reached: Reached) -> GateLine:
    """Nobody answers for an event that was recorded after they signed."""
    known = [kept for kept in records if not isinstance(kept.record, Deviation) or _signed_since(kept, reached.since)]
    return _line(known, visit, Step.STOPPING, Found(sentence=reached.sentence, ok=False))


def _signed_since(kept: Kept[Record], since: datetime) -> bool:
    signature = approval(kept)
    return signature is not None and signature.by.at >= since


def _opened_words(sentence: str, deviation: Kept[Deviation]) -> str:
    signature = approval(deviation)
    day = date_text((signature.by if signature is not None else deviation.by).at)
    return _("{sentence} A deviation signed on {day} opens this.").format(sentence=sentence, day=day)


def _order_lines(records: Sequence[Kept[Record]], protocol: Protocol, visit: str, now: datetime) -> Iterator[GateLine]:
    """Consent, verdict and baseline at every infusion: the order itself asks for the last two at the first one only."""
    key = Key(records[0].key.subject if records else "", visit, Infusion.form)
    today, first = now.date(), first_infusion(records) or now.date()
    demanding = msgspec.structs.replace(protocol, enrolment=EnrolmentPart(order="enforced"))
    bare = [kept for kept in records if not isinstance(kept.record, Infusion)]

    def missing(among: Sequence[Kept[Record]]) -> dict[Step, str]:
        stands = {one.step: one.missing for one in unmet(among, demanding, key, Infusion(given_on=today))}
        stands.pop(Step.BASELINE, None)
        before = unmet(among, demanding, key, Infusion(given_on=first))
        return stands | {one.step: one.missing for one in before if one.step is Step.BASELINE}

    against = missing([kept for kept in bare if not isinstance(kept.record, Deviation)])
    closed = missing(bare) if against else {}
    for step, fine in _IN_ORDER.items():
        if step not in against:
            yield GateLine(step, ok=True, sentence=_(fine))
        elif step not in closed:
            yield GateLine(step, False, _opened_words(against[step], opening(records, step)[-1]), is_opened=True)
        elif protocol.enrolment.order == "recorded":
            noted = _("{sentence} This study notes the order and does not hold the infusion up.")
            yield GateLine(step, False, noted.format(sentence=against[step]), is_opened=True)
        else:
            yield GateLine(step, ok=False, sentence=against[step])
