"""What the pages of all questionnaires share: items answered by key, tap or by the patient, and the total alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.questionnaire import ANSWERS, Questionnaire, Said, place_of
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.forms.ui_questionnaire import Ui_Questionnaire
from ucmsc_desktop.pages import wording_use
from ucmsc_desktop.pages.fact_page import FactPage
from ucmsc_desktop.pages.patient_mode import PatientMode
from ucmsc_desktop.pages.question_rows import QuestionRows
from ucmsc_desktop.pages.tab_order import walk_in_order
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.answer_pad import Offer

Q = TypeVar("Q", bound=Questionnaire)
DATE_WIDTH, TOTAL_WIDTH = 170, 90
TOTALS = ("entered_raw", "entered_total")


class QuestionPage(FactPage[Q]):
    """One questionnaire of a participant. A subclass says which answers are offered and what the score means."""

    columns: ClassVar[int] = 1

    def __init__(self, study: Study, key: Key, record_type: type[Q]) -> None:
        """Make a row for each item and show the record."""
        self.ui = Ui_Questionnaire()
        self.wording = Wording()
        super().__init__(study, key, record_type, self.ui, (ANSWERS,))
        self.rows = QuestionRows(self.ui.rows, self._order(), self.offers)
        self.rows.lay_out(self.columns)
        self._wire()
        self.refresh()

    def _order(self) -> tuple[str, ...]:
        """The items in the order of the page, those that are asked only sometimes among them."""
        return self.record_type.numbers

    def _wire(self) -> None:
        ui, total = self.ui, self.record_type.entered
        # A scroll area fills its widget with the colour of the window; here the card shows through.
        ui.rows.setAutoFillBackground(False)
        for name in TOTALS:
            for part in (name, f"{name}_label"):
                getattr(ui, part).setVisible(name == total)
        for name in ("answered_on", total):
            getattr(ui, f"{name}_label").setText(self.binder.fields[name].label)
        ui.answered_on.setFixedWidth(theme.scaled(DATE_WIDTH))
        self.widget_of(total).set_width(TOTAL_WIDTH)
        self.rows.answered.connect(self.answer)
        self.rows.refused.connect(lambda item: self.bar.say(self.refusal_of(item)))
        self.rows.finished.connect(self._after_last)
        ui.load_button.clicked.connect(lambda _checked=False: self.choose_wording())
        ui.load_button.setVisible(self.study.may_write(Wording.form))
        ui.patient_button.clicked.connect(lambda _checked=False: self.begin_patient_mode())
        walk_in_order(self, [ui.answered_on, *self.rows.pads.values(), self.widget_of(total)])
        self._name_items(wording_use.wording(self.study, self.key.form))

    # What a questionnaire of its own says

    def offers(self, item: str) -> Sequence[Offer]:
        """The answers to an item, by their keys."""
        raise NotImplementedError

    def refusal_of(self, item: str) -> str:
        """With what an item is answered, in a sentence."""
        raise NotImplementedError

    def keys_words(self) -> str:
        """Which keys answer, in a sentence."""
        raise NotImplementedError

    def said(self) -> Said:
        """The score, what it means, and a caution where there is one."""
        raise NotImplementedError

    # What the record is

    def new_record(self) -> Q:
        """A form of today; nothing is answered beforehand."""
        return self.record_type(answered_on=self.study.clock().date())

    def answer(self, item: str, value: Any) -> bool:
        """Take over an answer, or that it was taken away; answers whether it is kept in the draft."""
        if self.editing:
            self.put(self.record.answered(item, value), place_of(item))
            self._write()  # again, where it failed before and the same answer is given once more
        return self.editing and not self._unwritten

    def _refuse(self, wrong: Sequence[Problem], sentence: str) -> bool:
        self.rows.set_wrong([problem.field.removeprefix(f"{ANSWERS}.") for problem in wrong])
        return super()._refuse(wrong, wrong[0].sentence if wrong else sentence)

    # Where the keyboard is

    def first_open(self) -> str:
        """The first item without an answer, the first of all when there is none."""
        return next(iter(self.record.left()), self.record.asked()[0])

    def first_field(self) -> str:
        """The first open item; the date before it is filled in already."""
        return place_of(self.first_open())

    def widget_of(self, name: str) -> Any:
        """The widget in which a field or an item is entered."""
        item = name.removeprefix(f"{ANSWERS}.")
        return self.rows.pads[item] if name != item and item in self.rows.pads else super().widget_of(name)

    def place(self) -> str:
        """The field or the item in which the keyboard is."""
        item = self.rows.here()
        return place_of(item) if item else super().place()

    def focus(self, name: str) -> None:
        """Put the keyboard into a field or an item."""
        item = name.removeprefix(f"{ANSWERS}.")
        if name != item and item in self.rows.pads:
            self.rows.enter(item)
        else:
            super().focus(name)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        if self.drafted_at is not None and self.rows.here():
            self._arrived.start()

    def _after_last(self) -> None:
        if self.record.left():
            self.focus(self.first_field())
        else:
            self.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def show_results(self) -> None:
        """Show the answers, how many there are, and the score as far as there is one."""
        super().show_results()
        record, ui = self.record, self.ui
        self.rows.show(record.answers, record.asked(), editing=self.editing)
        self.rows.set_wrong([])
        said = self.said()
        ui.progress.setText(_("{n} of {all}").format(n=record.given(), all=len(record.numbers)))
        ui.score.setText(said.score)
        ui.scale.setText(said.scale)
        ui.note.set_status("warn", said.note)
        ui.patient_button.setVisible(self.may_write)
        ui.patient_button.setEnabled(self.editing)

    # Words and the patient

    def _name_items(self, wording: Wording) -> None:
        self.wording = wording
        self.rows.name(wording.items)
        words = [_("No licensed wording is loaded: items are shown by number.")]
        if wording.items:
            offered = {offer.value: offer.words for pad in self.rows.pads.values() for offer in pad.offers}
            words = [f"{shown} = {wording.answers[str(value)]}" for value, shown in offered.items()]
        self.ui.answer_words.setText(" · ".join([self.keys_words(), *words]))

    def choose_wording(self) -> None:
        """Ask for the file of a licensed wording."""
        dialog = QFileDialog(self, _("Licensed wording"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Wording (*.toml)"))
        if dialog.exec() and dialog.selectedFiles():
            self.load_wording(Path(dialog.selectedFiles()[0]))

    def load_wording(self, path: Path) -> None:
        """Show the items in the words of a file from now on, or say why not."""
        if self._try(lambda: self._name_items(wording_use.load(self.study, self.key.form, path))):
            self.bar.say("")
            self.status.emit(_("Wording loaded from {name}").format(name=path.name))

    def begin_patient_mode(self) -> PatientMode | None:
        """Let the patient answer on the whole screen; staff take the computer back with their PIN or password."""
        if not self.editing:
            return None
        mode = PatientMode(self.study, lambda: self.record, self.offers, self.wording, self.answer, self.window())
        mode.left.connect(lambda: self._end_patient_mode(mode))
        mode.begin()
        return mode

    def _end_patient_mode(self, mode: PatientMode) -> None:
        mode.deleteLater()
        if self.isVisible():
            self.window().activateWindow()
            self._after_last()
