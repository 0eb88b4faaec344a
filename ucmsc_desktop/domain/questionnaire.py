"""What all questionnaires of the trial share: answers by item number, kept as they were given."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.text import N_, _

ANSWERS = "answers"
FEW = 6
"""So many open items are named; more are seen without."""


class Said(msgspec.Struct, frozen=True):
    """What there is to say about a form: its score or why there is none, the scale of it, and a caution."""

    score: str
    scale: str
    note: str = ""


def place_of(item: str) -> str:
    """The name of an item where a place on the form is named, such as `answers.7`."""
    return f"{ANSWERS}.{item}"


class Questionnaire(Record, frozen=True, kw_only=True):
    """Answers by item number, or only the total that somebody else added up."""

    numbers: ClassVar[tuple[str, ...]] = ()
    entered: ClassVar[str] = ""
    """The field of the total that is entered without answers."""

    answered_on: Annotated[date | None, Item(label=N_("Answered on"), cdisc="QSDTC")] = None
    answers: Annotated[dict[str, Any], Item(label=N_("Answer to item"), required=False, cdisc="QSTESTCD=@##")] = {}

    def asked(self) -> tuple[str, ...]:
        """The items that are to be answered, in their order on paper."""
        return self.numbers

    def answered(self, item: str, value: Any) -> Self:
        """The form with one answer given, or taken away with None. An item that is no longer asked has none."""
        changed = msgspec.structs.replace(self, answers={**self.answers, item: value})
        answers = {key: changed.answers[key] for key in changed.asked() if changed.answers.get(key) is not None}
        return msgspec.structs.replace(self, answers=answers).derived()

    def left(self) -> tuple[str, ...]:
        """The items without an answer."""
        return tuple(item for item in self.asked() if item not in self.answers)

    def given(self) -> int:
        """How many of the numbered items are answered; one whose second part is open is not."""
        return len(self.numbers) - len(self.left())

    def answers_total(self) -> int | None:
        """What the answers add up to, None while too many are open."""
        raise NotImplementedError

    def total_or_entered(self) -> int | None:
        """The total of the answers, or the entered one when there are none; None when the two do not agree."""
        entered: int | None = getattr(self, self.entered)
        if not self.answers:
            return entered
        total = self.answers_total()
        return total if entered in (None, total) else None

    def contradictions(self) -> list[Problem]:
        """A form that is answered in part has no score; a total must be that of the answers beside it."""
        if not self.answers:
            return []
        total, entered = self.answers_total(), getattr(self, self.entered)
        if total is None:
            return [Problem(place_of(self.left()[0]), no_score_words(self))]
        return [] if entered in (None, total) else [Problem(self.entered, no_score_words(self))]


def no_score_words(form: Questionnaire) -> str:
    """Why a form without a score has none, in a sentence."""
    total, left = form.answers_total(), form.left()
    if not form.answers:
        return _("No item is answered.")
    if total is not None:
        words = _("The answers add up to {total}, but {entered} was entered as the total: no score.")
        return words.format(total=total, entered=getattr(form, form.entered))
    words = _("{given} of {all} items are answered: no score.")
    if len(left) <= FEW:
        words = _("{given} of {all} items are answered: no score. Open: {items}.")
    return words.format(given=form.given(), all=len(form.numbers), items=_(", ").join(left))
