"""SAS and SDS: 20 items in two columns, answered by the keys 1 to 4; raw and standard score follow each answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ucmsc_desktop.domain import zung_words
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.questionnaire import Said
from ucmsc_desktop.domain.zung import HIGHEST, LOWEST, Sas, ZungScale, answer_words
from ucmsc_desktop.pages.question_page import QuestionPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.answer_pad import Offer


class ZungPage(QuestionPage[ZungScale]):
    """One of the two scales of a participant at a visit."""

    columns: ClassVar[int] = 2

    def __init__(self, study: Study, subject: str, visit: str, record_type: type[ZungScale] = Sas) -> None:
        """Show the scale for anxiety, or the one for depression."""
        super().__init__(study, Key(subject, visit, record_type.form), record_type)

    def offers(self, item: str) -> Sequence[Offer]:
        """1 to 4 for every item."""
        del item
        return [Offer(grade, str(grade), str(grade)) for grade in range(LOWEST, HIGHEST + 1)]

    def refusal_of(self, item: str) -> str:
        """1 to 4 for every item."""
        return answer_words(item)

    def keys_words(self) -> str:
        """Which keys answer."""
        return _("Keys 1 to 4")

    def said(self) -> Said:
        """Both scores, the limit, and the case in which rounding decides."""
        return zung_words.said(self.record, self.study.protocol)

    def show_results(self) -> None:
        """Show also what reversed items count, once the answers can no longer be swayed by it."""
        super().show_results()
        record = self.record
        done = record.answers and not record.left()
        words = {
            item: _("reversed: {points}").format(points=record.points(item)) for item in record.reversed_items if done
        }
        self.rows.mark(words)
