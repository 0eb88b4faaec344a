"""The DLQI: ten items answered by key, 7a behind a no to item 7; the total follows each answer."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain import dlqi, dlqi_words
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dlqi import Dlqi, DlqiAnswer
from ucmsc_desktop.domain.questionnaire import Said
from ucmsc_desktop.pages.question_page import QuestionPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.answer_pad import Offer

KEYS = {DlqiAnswer.NOT_RELEVANT: "r", DlqiAnswer.YES: "y", DlqiAnswer.NO: "n"}
"""Letters where the answer is no number; the same in every language."""


class DlqiPage(QuestionPage[Dlqi]):
    """The DLQI of a participant at a visit."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Show the questionnaire."""
        super().__init__(study, Key(subject, visit, Dlqi.form), Dlqi)

    def _order(self) -> tuple[str, ...]:
        return Dlqi(answers={dlqi.WORK: DlqiAnswer.NO}).asked()

    def offers(self, item: str) -> Sequence[Offer]:
        """The answers that an item allows, in their order on paper."""
        return [Offer(answer, _(answer.label), KEYS.get(answer, answer.value)) for answer in dlqi.allowed(item)]

    def refusal_of(self, item: str) -> str:
        """What an item allows."""
        return dlqi.answer_words(item)

    def keys_words(self) -> str:
        """Which keys answer."""
        return _("Keys 0 to 3, R not relevant; item 7: Y yes, N no")

    def said(self) -> Said:
        """The total, its bands, and what an open item counts."""
        return dlqi_words.said(self.record)
