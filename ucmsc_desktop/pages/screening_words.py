"""What stands beside a criterion and above the list, as lines with links to the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.eligibility import Screening, finding_words
from ucmsc_desktop.domain.findings import CriterionVerdict, Eligibility, Fact, Finding
from ucmsc_desktop.domain.needs import form_title, in_asking_order
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.protocol import Criterion
from ucmsc_desktop.domain.standing import Standing, approval_words, elsewhere, way_words
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.link_label import Line, Link

VERDICT_LOOKS: dict[bool | None, tuple[Status, str]] = {
    True: ("ok", "circle-check"),
    False: ("error", "octagon-x"),
    None: ("warn", "triangle-alert"),
}
"""Status and icon of the verdict over all criteria."""
FEW = 4
GAP = "\u00a0\u00a0\u00a0\u00a0 "
MORE = "more"
"""The target of the link that shows what is left out."""


def evidence_lines(found: CriterionVerdict, parameters: Sequence[str], *, note: str, whole: bool) -> list[Line]:
    """What is missing for a criterion, the facts that it used, the parameters that decided, and an older note.

    All in one line that breaks where it must: thirteen criteria share the screen.
    """
    parts: list[Line] = []
    if found.missing:
        parts.append([_("Missing: "), *_links(found.missing, whole=whole)])
    facts = elsewhere(found.facts)
    if facts:
        parts.append([_("From: "), *_links(facts, whole=whole)])
    if parameters:
        parts.append([_("Protocol: {rule}").format(rule=_("; ").join(parameters))])
    if note:
        parts.append([_("Note: {note}").format(note=note)])
    line = [piece for part in parts for piece in (GAP, *part)]
    return [line[1:]] if line else []


def open_lines(seen: Standing, people: Mapping[str, str], *, whole: bool) -> list[Line]:
    """What could open the way, what is still missing, and whose signature is."""
    words = [words for words in (way_words(seen), approval_words(seen, people)) if words]
    lines: list[Line] = [[" ".join(words)]] if words else []
    missing = in_asking_order(seen.found.missing)
    if missing:
        lines.append([_("Still missing: "), *_links(missing, whole=whole)])
    return lines


def is_empty(found: Eligibility, answered: bool) -> bool:  # noqa: FBT001 - one caller
    """Whether nothing is known beyond what a candidate's entry asked for."""
    return not answered and all(name.startswith(f"{Participant.form}.") for name in found.facts)


def first_words(found: Eligibility) -> str:
    """How many facts an empty screening needs, and where to begin."""
    missing = in_asking_order(found.missing)
    if not missing:
        count = len(found.criteria)
        words = text.ngettext("{n} criterion to answer.", "{n} criteria to answer.", count)
        return words.format(n=count)
    words = text.ngettext("{n} fact needed, start with {form}.", "{n} facts needed, start with {form}.", len(missing))
    return words.format(n=len(missing), form=form_title(missing[0].form))


def signing_lines(criteria: Sequence[Criterion], record: Screening, found: Eligibility) -> list[str]:
    """What is signed, in a few lines: day, verdict, the criteria by what was found, and the decision."""
    lines = [_entry(record, "screened_on"), found.reason]
    by_words: dict[str, list[str]] = {}
    for kind in Finding:
        for criterion in criteria:
            told = found.of(criterion.key)
            if told is not None and told.finding is kind:
                by_words.setdefault(finding_words(criterion, kind), []).append(criterion.key)
    lines += [_("{label}: {value}").format(label=words, value=_(", ").join(keys)) for words, keys in by_words.items()]
    decided = ("outcome", "decided_on", "failure_reason") if record.outcome is not None else ()
    return lines + [_entry(record, name) for name in decided if getattr(record, name) is not None]


def _entry(record: Screening, name: str) -> str:
    label = items.fields(Screening)[name].label
    return _("{label}: {value}").format(label=label, value=items.show_entry(record, name))


def _links(facts: Sequence[Fact], *, whole: bool) -> list[str | Link]:
    shown = facts if whole or len(facts) <= FEW + 1 else facts[:FEW]
    parts: list[str | Link] = []
    for fact in shown:
        words = _("{label}: {value}").format(label=fact.label, value=fact.words) if fact.words else fact.label
        parts += [Link(fact.name, words), _(" · ")]
    if len(shown) < len(facts):
        return [*parts, Link(MORE, _("{n} more").format(n=len(facts) - len(shown)))]
    return parts[:-1]


def split_name(name: str) -> tuple[str, str]:
    """The form and the field of a fact's name."""
    form, _dot, field = name.partition(".")
    return form, field
