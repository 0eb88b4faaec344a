"""The question of a visit: any adverse event since the last one. "No" is kept with one tap."""

from __future__ import annotations

from typing import cast

import msgspec
from PySide6.QtCore import QObject, Signal

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AeQuestion
from ucmsc_desktop.domain.casebook import Kept, Key, State
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.forms.ui_adverse import Ui_Adverse
from ucmsc_desktop.pages.reason_dialog import ask_reasons
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class AeQuestionPart(QObject):
    """The card of the question on the page of adverse events."""

    saved = Signal()
    yes_chosen = Signal()

    def __init__(self, ui: Ui_Adverse, study: Study, subject: str, visit: str) -> None:
        """Wire the two answers."""
        super().__init__(ui.question_card)
        self._ui, self._study = ui, study
        self.key = Key(subject, visit, AeQuestion.form)
        self.kept: Kept[AeQuestion] | None = None
        field = fields(AeQuestion)["any_event"]
        ui.question.setText(_("{question}?").format(question=field.label))
        ui.no_button.clicked.connect(lambda: self.answer(any_event=False))
        ui.yes_button.clicked.connect(lambda: self.answer(any_event=True))

    def refresh(self) -> None:
        """Read the answer of this visit."""
        self.kept = cast("Kept[AeQuestion] | None", self._study.find(self.key))
        self._show()

    def _show(self) -> None:
        answer = self.kept.record.any_event if self.kept is not None else None
        may = self._study.may_write(AeQuestion.form)
        for button, value in ((self._ui.no_button, False), (self._ui.yes_button, True)):
            button.setCheckable(True)
            button.setChecked(answer is value)
            button.setVisible(may or answer is value)
            button.setEnabled(may)
        self._say(self._words())

    def _words(self) -> str:
        if self.kept is None or self.kept.record.any_event is None:
            return _("Not answered yet at this visit.")
        record = self.kept.record
        day = text.date_text(record.asked_on) if record.asked_on is not None else _("day not known")
        people = self._study.people()
        who = people.get(self.kept.by.user, self.kept.by.user)
        answer = _("Yes, {day}, {who}") if record.any_event else _("No, {day}, {who}")
        return answer.format(day=day, who=who)

    def _say(self, words: str) -> None:
        self._ui.answered.setText(words)

    def answer(self, *, any_event: bool) -> None:
        """Keep an answer; another one than before needs a reason. Yes leads on to the event."""
        try:
            done = self._is_kept(any_event=any_event)
        except StudyError as error:
            self._show()
            self._say(str(error))
            return
        if not done:
            self._show()
            return
        self.refresh()
        self.saved.emit()
        if any_event:
            self.yes_chosen.emit()

    def _is_kept(self, *, any_event: bool) -> bool:
        before = self.kept
        if before is None:
            self._study.save(self.key, AeQuestion(any_event=any_event, asked_on=self._study.clock().date()))
            return True
        record = msgspec.structs.replace(before.record, any_event=any_event, missing={})
        if record == before.record:
            return True
        title = _("{subject} · {form}").format(subject=self.key.subject, form=_(AeQuestion.title))
        signed = before.state is State.SIGNED
        reasons = ask_reasons(title, before.record, record, self._ui.question_card, signed=signed, given={})
        if reasons is None:
            return False
        self._study.save(self.key, record, reasons=reasons)
        return True
