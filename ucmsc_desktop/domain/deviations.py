"""What went against the protocol, why, and on whose responsibility."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, ClassVar

from ucmsc_desktop.domain.casebook import Kept, Signature, Stamp, of_type
from ucmsc_desktop.domain.items import Code, Item, Record, show_entry
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.text import N_, _


class Step(Code):
    """A step of the order that the protocol demands; a deviation is recorded against one of them."""

    CONSENT = ("consent", N_("Consent before any procedure"))
    ELIGIBILITY = ("eligibility", N_("Eligibility before enrolment and baseline"))
    BASELINE = ("baseline", N_("Baseline PASI before the first infusion"))
    WINDOW = ("window", N_("Infusion within the window of its visit"))
    WEIGHT = ("weight", N_("Weight not older than the protocol says"))
    PREGNANCY = ("pregnancy", N_("Pregnancy test before the infusion"))
    PRODUCT = ("product", N_("Product released, in date and assigned"))
    STOPPING = ("stopping", N_("Stopping rules of the protocol"))
    OTHER = ("other", N_("Another rule of the protocol"))


class Deviation(Record, frozen=True, kw_only=True):
    """A protocol deviation: valid for going on only once the investigator has signed it."""

    form: ClassVar[str] = "DEVIATION"
    title: ClassVar[str] = N_("Protocol deviation")

    step: Annotated[Step | None, Item(label=N_("Rule"), cdisc="DVDECOD")] = None
    noted_on: Annotated[date | None, Item(label=N_("Noted on"), cdisc="DVSTDTC")] = None
    circumstance: Annotated[str | None, Item(label=N_("What is not as the protocol demands"), cdisc="DVTERM")] = None
    reason: Annotated[str | None, Item(label=N_("Reason"), multiline=True, cdisc="SUPPDV.DVREASON")] = None


def deviations_of(records: Sequence[Kept[Record]]) -> list[Kept[Deviation]]:
    """The deviations among a participant's records, the earliest first."""
    return sorted(of_type(records, Deviation), key=lambda kept: (kept.record.noted_on or date.min, kept.by.at))


def approval(kept: Kept[Record]) -> Signature | None:
    """The signature with which an investigator takes responsibility for what stands, None without one that holds."""
    found = (signature for signature in kept.signatures if signature.holds and signature.meaning is Meaning.APPROVAL)
    return next(found, None)


def opening(records: Sequence[Kept[Record]], step: Step) -> list[Kept[Deviation]]:
    """The deviations from a step that an investigator signed."""
    return [kept for kept in of_type(records, Deviation) if kept.record.step is step and approval(kept) is not None]


def deviation_words(kept: Kept[Deviation], who: Callable[[Stamp], str]) -> str:
    """A deviation in one line: day, rule, what happened, why, and who signed it; `who` names a person."""
    record, signature = kept.record, approval(kept)
    signed = _("signed by {who}").format(who=who(signature.by)) if signature is not None else _("not signed")
    said = [show_entry(record, name) for name in ("noted_on", "step", "circumstance", "reason")]
    return _(" · ").join([*said, signed])
