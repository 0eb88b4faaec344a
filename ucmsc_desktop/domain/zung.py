"""The self-rating scales of Zung for anxiety (SAS) and depression (SDS): 20 answers 1 to 4, raw and standard score.

Reversed items and the factor 1.25 by the clinical rules of the trial, section 3. The wordings are not ours to ship.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.items import Item, Problem
from ucmsc_desktop.domain.questionnaire import Questionnaire, place_of
from ucmsc_desktop.text import N_, _

ITEMS = tuple(str(number) for number in range(1, 21))
LOWEST, HIGHEST = 1, 4
LOWEST_RAW, HIGHEST_RAW = LOWEST * len(ITEMS), HIGHEST * len(ITEMS)


def standard_score(raw: int, rounding: str = "integer_part") -> int:
    """Raw score x 1.25 as a whole number: its integer part, or with "nearest" rounded, halves upwards."""
    return (5 * raw + 2) // 4 if rounding == "nearest" else 5 * raw // 4


class ZungScale(Questionnaire, frozen=True, kw_only=True):
    """What both scales share. Answers are kept as given; reversing happens in the score."""

    numbers: ClassVar[tuple[str, ...]] = ITEMS
    entered: ClassVar[str] = "entered_raw"
    reversed_items: ClassVar[frozenset[str]] = frozenset()

    answers: Annotated[dict[str, int], Item(label=N_("Answer to item"), required=False, cdisc="QSTESTCD=@##")] = {}
    entered_raw: Annotated[
        int | None,
        Item(
            label=N_("Raw score, when only the total is known"),
            low=LOWEST_RAW,
            high=HIGHEST_RAW,
            required=False,
            cdisc="QSTESTCD=@RAW",
        ),
    ] = None
    raw: Annotated[int | None, Item(label=N_("Raw score"), derived=True, cdisc="QSTESTCD=@RAW")] = None
    standard: Annotated[int | None, Item(label=N_("Standard score"), derived=True, cdisc="QSTESTCD=@STD")] = None

    def points(self, item: str) -> int:
        """What the answer to an item counts, reversed where the scale says so."""
        answer = self.answers[item]
        return LOWEST + HIGHEST - answer if item in self.reversed_items else answer

    def answers_total(self) -> int | None:
        """The sum of all 20 answers; nothing is put in for one that is open."""
        return None if self.left() else sum(map(self.points, ITEMS))

    def derived(self) -> Self:
        """The form with its raw score and the standard score as integer part."""
        raw = self.total_or_entered()
        standard = standard_score(raw) if raw is not None else None
        return msgspec.structs.replace(self, raw=raw, standard=standard)

    def faults(self) -> list[Problem]:
        """Answers to items that the scale does not have, and answers that it does not allow."""
        return [
            Problem(place_of(item), answer_words(item))
            for item, answer in self.answers.items()
            if item not in ITEMS or type(answer) is not int or not LOWEST <= answer <= HIGHEST
        ]


def answer_words(item: str) -> str:
    """With what an item is answered, in a sentence; that there is no such item for an unknown one."""
    if item not in ITEMS:
        return _("The scale has items 1 to 20 and no item “{item}”.").format(item=item)
    return _("Item {item} is answered with {low} to {high}.").format(item=item, low=LOWEST, high=HIGHEST)


class Sas(ZungScale, frozen=True, kw_only=True):
    """The scale for anxiety."""

    form: ClassVar[str] = "SAS"
    title: ClassVar[str] = N_("Self-rating anxiety scale (SAS)")
    reversed_items: ClassVar[frozenset[str]] = frozenset({"5", "9", "13", "17", "19"})


class Sds(ZungScale, frozen=True, kw_only=True):
    """The scale for depression."""

    form: ClassVar[str] = "SDS"
    title: ClassVar[str] = N_("Self-rating depression scale (SDS)")
    reversed_items: ClassVar[frozenset[str]] = frozenset({"2", "5", "6", "11", "12", "14", "16", "17", "18", "20"})
