"""Patient mode: the whole screen for one item at a time. Nothing of the study shows, and only staff can leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ucmsc_desktop.domain.questionnaire import Questionnaire
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.forms.ui_patient import Ui_Patient
from ucmsc_desktop.pages.patient_answers import show_answers, show_words
from ucmsc_desktop.pages.patient_exit import Exit
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.answer_pad import Offer

WORDS = 26


class PatientMode(QWidget):
    """Asks a patient item by item. An answer is kept at once; the score and other patients are never seen.

    While it is open the program may lock underneath: whoever leaves the mode then meets the lock.
    """

    left = Signal()

    def __init__(
        self,
        study: Study,
        form: Callable[[], Questionnaire],
        offers: Callable[[str], Sequence[Offer]],
        wording: Wording,
        answer: Callable[[str, Any], bool],
        window: QWidget,
    ) -> None:
        """Take the form as it stands, what an item offers, its words, and what keeps an answer."""
        super().__init__(window, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._form, self._offers, self._wording, self._answer = form, offers, wording, answer
        self._since_tap = QElapsedTimer()
        self._may_close = False
        self.item = ""
        self.ui = Ui_Patient()
        self.ui.setupUi(self)
        self.setWindowTitle(_("Questionnaire"))
        self.exit = Exit(self.ui, study)
        self._connect()

    def _connect(self) -> None:
        ui = self.ui
        for label, size in ((ui.introduction, WORDS), (ui.end_words, WORDS + 6)):
            label.setFont(theme.font(size))
        for button in (ui.begin_button, ui.back_button, ui.staff_button):
            button.setFont(theme.bold(18))
        ui.begin_button.clicked.connect(lambda _checked=False: self.ask(self._first()))
        ui.back_button.clicked.connect(lambda _checked=False: self.go_back())
        ui.staff_button.clicked.connect(lambda _checked=False: self._show(ui.staff_page))
        ui.cancel_button.clicked.connect(lambda _checked=False: self._return())
        self.exit.agreed.connect(self._leave)

    def begin(self) -> None:
        """Take the whole screen, with the introduction first."""
        words = self._wording.introduction or ""
        if not self._wording.items:
            words = _("The questions are on your sheet. Here you answer them by their numbers.")
        self.ui.introduction.setText(words)
        self.ui.introduction.setVisible(bool(words))
        self._show(self.ui.intro_page)
        self.showFullScreen()
        self.activateWindow()

    # Items

    def _first(self) -> str:
        form = self._form()
        return next(iter(form.left()), form.asked()[0])

    def ask(self, item: str) -> None:
        """Show an item with its answers, the given one marked."""
        self.item = item
        self._show(self.ui.question_page)

    def take(self, value: Any) -> None:
        """Keep an answer and go on; where it cannot be kept, ask for staff."""
        if not self._answer(self.item, value):
            self._end(_("This answer could not be kept. Please hand the computer back."))
            return
        asked = self._form().asked()
        after = asked.index(self.item) + 1
        if after < len(asked):
            self.ask(asked[after])
        elif self._form().left():
            self.ask(self._first())
        else:
            self._end(_("Thank you. Please hand the computer back."))

    def _end(self, words: str) -> None:
        self.ui.end_words.setText(words)
        self._show(self.ui.end_page)

    def go_back(self) -> None:
        """Show the item before, from the end the last one."""
        asked = self._form().asked()
        if self.ui.stack.currentWidget() is self.ui.end_page:
            self.ask(self.item)
        elif self.item and asked.index(self.item):
            self.ask(asked[asked.index(self.item) - 1])

    def _tap(self, value: Any) -> None:
        # The second half of a double tap would answer the item that has just appeared under the finger.
        again = self._since_tap.isValid() and self._since_tap.elapsed() < QApplication.doubleClickInterval()
        self._since_tap.start()
        if not again:
            self.take(value)

    # What is shown

    def _show(self, page: QWidget) -> None:
        ui, asked = self.ui, self._form().asked()
        ui.stack.setCurrentWidget(page)
        asking = page is ui.question_page
        ui.back_button.setVisible(page is ui.end_page or asking)
        ui.back_button.setEnabled(not asking or bool(asked.index(self.item)))
        ui.staff_button.setVisible(page is not ui.staff_page)
        ui.progress.setVisible(asking)
        if page is ui.staff_page:
            self.exit.begin()
        elif page is ui.intro_page:
            ui.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if asking:
            self._show_item(asked)

    def _show_item(self, asked: Sequence[str]) -> None:
        given = self._form().answers.get(self.item)
        numbers = self._form().numbers
        reached = [item for item in asked[: asked.index(self.item) + 1] if item in numbers]
        self.ui.progress.setText(_("{n} of {all}").format(n=len(reached), all=len(numbers)))
        words = self._wording.items.get(self.item, "") or _("Item {item}").format(item=self.item)
        show_words(self.ui.words, words)
        show_answers(self.ui.answers, self._offers(self.item), self._wording.answers, given, self._tap)

    def _return(self) -> None:
        self._show(self.ui.question_page if self.item else self.ui.intro_page)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the words take the room that there is."""
        super().resizeEvent(event)
        if self.item:
            show_words(self.ui.words, self.ui.words.text())

    # Keys, and the only way out

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer by key, once however long it is held; Backspace goes back; nothing closes the mode."""
        page = self.ui.stack.currentWidget()
        if event.isAutoRepeat():
            return
        if page is self.ui.staff_page:
            self.exit.take_key(event)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.go_back()
        elif page is self.ui.intro_page and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ui.begin_button.click()
        elif page is self.ui.question_page:
            typed = event.text().casefold()
            found = [offer.value for offer in self._offers(self.item) if offer.key == typed]
            if found:
                self.take(found[0])

    def _leave(self) -> None:
        self._may_close = True
        self.close()
        self.left.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay: only who proves to be staff may close the mode."""
        event.setAccepted(self._may_close)
