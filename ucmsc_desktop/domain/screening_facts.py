"""The verdict as it is kept with the screening record, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.fact_words import label_of
from ucmsc_desktop.domain.findings import Eligibility
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import _


def screening_visit(protocol: Protocol) -> str:
    """The visit at which eligibility is decided, by its key."""
    return next((visit.key for visit in protocol.visits if Screening.form in visit.forms), "SCR")


def snapshot(screening: Screening, found: Eligibility) -> Screening:
    """The screening with a verdict kept in it: the facts it used, each finding, the reason and the protocol version."""
    return msgspec.structs.replace(
        screening,
        facts=found.facts,
        findings={criterion.key: criterion.finding for criterion in found.criteria},
        eligible=found.eligible,
        reason=found.reason,
        protocol_version=found.protocol_version,
    )


def as_kept(screening: Screening, found: Eligibility, judging: Callable[[], Eligibility]) -> Eligibility:
    """What was found, in the language in which the verdict was kept: a word in another one is no change.

    `judging` finds it in the language that is spoken when it is called.
    """
    if screening.reason is None or _agrees(screening, found):
        return found
    for language in text.languages():
        if language != text.active_language():
            with text.speaking(language):
                other = judging()
            if _distance(screening, other) < _distance(screening, found):
                found = other
    return found


def _agrees(screening: Screening, found: Eligibility) -> bool:
    return screening.facts == found.facts and screening.reason == found.reason


def _distance(screening: Screening, found: Eligibility) -> int:
    names = {**screening.facts, **found.facts}
    return sum(screening.facts.get(name) != found.facts.get(name) for name in names)


def differences(screening: Screening, found: Eligibility, same: Eligibility | None = None) -> list[str]:
    """Sentences on what is not as it was when the verdict was kept; none when nothing changed or nothing was kept.

    `same` is what was found in the language of the verdict, where that is another than is spoken (`as_kept`).
    """
    if screening.reason is None:
        return []
    same = same or found
    kept, now = screening.facts, found.facts
    sentences = []
    for name in {**kept, **same.facts}:
        if kept.get(name, "") != same.facts.get(name, ""):
            sentences.append(_difference(label_of(name), kept.get(name, ""), now.get(name, "")))
    if screening.protocol_version != found.protocol_version:
        sentences.append(
            _("The verdict was kept under version {old} of the protocol; version {new} is in force now.").format(
                old=screening.protocol_version, new=found.protocol_version
            )
        )
    if screening.eligible is not found.eligible:
        sentences.append(_("The verdict would differ now: {reason}").format(reason=found.reason))
    elif sentences and screening.reason != same.reason:
        sentences.append(
            _("The verdict is the same, its reason would differ now: {reason}").format(reason=found.reason)
        )
    elif sentences:
        sentences.append(_("The verdict would be the same."))
    return sentences


def _difference(label: str, kept: str, now: str) -> str:
    sentence = _("“{label}” was {kept} when the verdict was kept, and is {now} now.")
    if not kept:
        sentence = _("“{label}” is {now} now; it was not used when the verdict was kept.")
    elif not now:
        sentence = _("“{label}” was {kept} when the verdict was kept; it is no longer used.")
    return sentence.format(label=label, kept=kept, now=now)
