"""The rules that stop the trial: read from the protocol's lines, counted over the events of all participants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_terms import same_term
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.causality import is_related
from ucmsc_desktop.domain.protocol import SafetyPart
from ucmsc_desktop.domain.reporting import is_serious
from ucmsc_desktop.text import _

_RULE = re.compile(
    r"(?P<count>[1-9]\d{0,2})\s+events?\s+of\s+grade\s+(?P<grade>[1-5])(?:\s+or\s+above)?"
    r"(?P<conditions>(?:\s+(?:related|serious)\b)*)(?:\s+term\s+(?P<term>\S.*))?",
    re.IGNORECASE,
)


class BadRule(ValueError):
    """A line that is no stopping rule; the message is the sentence for the person."""


class Rule(msgspec.Struct, frozen=True):
    """So many events of a grade or above, of those that meet the conditions; an empty term is any."""

    count: int
    grade: int
    related: bool = False
    serious: bool = False
    term: str = ""

    def line(self) -> str:
        """The rule as the protocol writes it."""
        words = [f"{self.count} event{'s' if self.count > 1 else ''} of grade {self.grade}"]
        words += ["related"] * self.related + ["serious"] * self.serious
        return " ".join([*words, *(["term", self.term] if self.term else [])])


class Watch(msgspec.Struct, frozen=True):
    """A rule with the events that count, and those that would once they are judged."""

    rule: Rule
    events: tuple[Kept[AdverseEvent], ...] = ()
    possible: tuple[Kept[AdverseEvent], ...] = ()

    @property
    def reached(self) -> bool:
        """Whether the events that count are enough to stop."""
        return len(self.events) >= self.rule.count

    @property
    def may_be_reached(self) -> bool:
        """Whether they would be once all is judged."""
        return not self.reached and len(self.events) + len(self.possible) >= self.rule.count


class _Fits(Enum):
    YES = True
    NO = False
    OPEN = None


def parse(line: str) -> Rule:
    """The rule that a line of the protocol says. Raises BadRule with a sentence."""
    found = _RULE.fullmatch(line.strip())
    if found is None:
        sentence = _("“{line}” is no stopping rule. Write for example: 2 events of grade 3 related.")
        raise BadRule(sentence.format(line=line))
    conditions = found["conditions"].casefold().split()
    return Rule(
        count=int(found["count"]),
        grade=int(found["grade"]),
        related="related" in conditions,
        serious="serious" in conditions,
        term=(found["term"] or "").strip(),
    )


def watch(events: Iterable[Kept[AdverseEvent]], part: SafetyPart) -> list[Watch]:
    """Each rule of the protocol with the events of all participants that count for it. Raises BadRule."""
    everywhere = list(events)
    found = []
    for rule in map(parse, part.stopping_rules):
        judged = [(kept, _fits(kept.record, rule, part)) for kept in everywhere]
        certain = tuple(kept for kept, fits in judged if fits is _Fits.YES)
        found.append(Watch(rule, certain, tuple(kept for kept, fits in judged if fits is _Fits.OPEN)))
    return found


def _fits(event: AdverseEvent, rule: Rule, part: SafetyPart) -> _Fits:
    answers: list[bool | None] = [None if event.grade is None else event.grade >= rule.grade]
    if rule.related:
        answers.append(is_related(event.relation, part))
    if rule.serious:
        answers.append(True if is_serious(event) else event.serious)
    if rule.term:
        answers.append(None if event.term is None else same_term(event.term, rule.term))
    if False in answers:
        return _Fits.NO
    return _Fits.OPEN if None in answers else _Fits.YES


def watch_words(watched: Watch) -> str:
    """A rule and where it stands, such as `2 events of grade 3 related: 1 so far (P-002), 1 not judged yet`."""
    counted = text.ngettext("{n} so far", "{n} so far", len(watched.events)).format(n=len(watched.events))
    who = _(", ").join(dict.fromkeys(kept.key.subject for kept in watched.events))
    parts = [_("{counted} ({who})").format(counted=counted, who=who) if who else counted]
    if watched.possible:
        parts.append(_("{n} not judged yet").format(n=len(watched.possible)))
    if watched.reached:
        parts.append(_("reached: no further infusion until the sponsor has decided"))
    return _("{rule}: {state}").format(rule=watched.rule.line(), state=_(", ").join(parts))
