"""The dermatology life quality index (DLQI): 10 items 0 to 3. The wordings are not ours to ship."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.items import Code, Item, Problem
from ucmsc_desktop.domain.questionnaire import Questionnaire, place_of
from ucmsc_desktop.text import N_, _

ITEMS = tuple(str(number) for number in range(1, 11))
WORK = "7"
WORK_PROBLEM = "7a"
ALWAYS_RELEVANT = ("1", "2")
HIGHEST_TOTAL = 30
BLANKS_ALLOWED = 1
"""So many open items count 0; with more there is no score."""
BANDS = ((0, 1), (2, 5), (6, 10), (11, 20), (21, 30))


class DlqiAnswer(Code):
    """An answer to an item: its number, that it is not relevant, or yes and no to item 7."""

    THREE = ("3", N_("3"))
    TWO = ("2", N_("2"))
    ONE = ("1", N_("1"))
    NONE = ("0", N_("0"))
    NOT_RELEVANT = ("not_relevant", N_("Not relevant"))
    YES = ("yes", N_("Yes"))
    NO = ("no", N_("No"))


_GRADES = (DlqiAnswer.THREE, DlqiAnswer.TWO, DlqiAnswer.ONE, DlqiAnswer.NONE)
_POINTS = {DlqiAnswer.YES: 3, DlqiAnswer.THREE: 3, DlqiAnswer.TWO: 2, DlqiAnswer.ONE: 1}


def allowed(item: str) -> tuple[DlqiAnswer, ...]:
    """The answers that an item offers, in their order on paper; none for an item that does not exist."""
    if item == WORK:
        return (DlqiAnswer.YES, DlqiAnswer.NO, DlqiAnswer.NOT_RELEVANT)
    if item == WORK_PROBLEM:
        return _GRADES[1:]
    if item in ALWAYS_RELEVANT:
        return _GRADES
    return (*_GRADES, DlqiAnswer.NOT_RELEVANT) if item in ITEMS else ()


def points(answer: DlqiAnswer) -> int:
    """What an answer counts."""
    return _POINTS.get(answer, 0)


def band(total: int) -> tuple[int, int]:
    """The band in which a total lies."""
    return next((low, high) for low, high in BANDS if low <= total <= high)


class Dlqi(Questionnaire, frozen=True, kw_only=True):
    """Ten answers by item number, and `7a` where item 7 is no; or the total alone."""

    form: ClassVar[str] = "DLQI"
    title: ClassVar[str] = N_("Dermatology life quality index (DLQI)")
    numbers: ClassVar[tuple[str, ...]] = ITEMS
    entered: ClassVar[str] = "entered_total"

    answers: Annotated[
        dict[str, DlqiAnswer], Item(label=N_("Answer to item"), required=False, cdisc="QSTESTCD=DLQI1##")
    ] = {}
    entered_total: Annotated[
        int | None,
        Item(
            label=N_("Total, when only that is known"),
            low=0,
            high=HIGHEST_TOTAL,
            required=False,
            cdisc="QSTESTCD=DLQI111",
        ),
    ] = None
    total: Annotated[int | None, Item(label=N_("DLQI total"), derived=True, cdisc="QSTESTCD=DLQI111")] = None

    def asked(self) -> tuple[str, ...]:
        """The ten items, and 7a behind a no to item 7."""
        if self.answers.get(WORK) is not DlqiAnswer.NO:
            return ITEMS
        behind = ITEMS.index(WORK) + 1
        return (*ITEMS[:behind], WORK_PROBLEM, *ITEMS[behind:])

    def answers_total(self) -> int | None:
        """The sum of the answers; one open item counts 0, with more there is none."""
        if len(self.left()) > BLANKS_ALLOWED:
            return None
        return sum(map(points, self.answers.values()))

    def derived(self) -> Self:
        """The form with its total."""
        return msgspec.structs.replace(self, total=self.total_or_entered())

    def faults(self) -> list[Problem]:
        """Answers to items that the questionnaire does not have or does not ask, and answers that it does not allow."""
        asked, found = self.asked(), []
        for item, answer in self.answers.items():
            if item == WORK_PROBLEM and item not in asked:
                found.append(Problem(place_of(item), _("Item 7a is answered only when item 7 is answered with no.")))
            elif answer not in allowed(item):
                found.append(Problem(place_of(item), answer_words(item)))
        return found


def answer_words(item: str) -> str:
    """With what an item is answered, in a sentence; that there is no such item for an unknown one."""
    answers = allowed(item)
    if not answers:
        return _("The questionnaire has items 1 to 10 and 7a, but no item “{item}”.").format(item=item)
    words = _(", ").join(_(answer.label) for answer in answers)
    return _("Item {item} is answered with one of: {answers}.").format(item=item, answers=words)
