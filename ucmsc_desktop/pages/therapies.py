"""The form of treatments: whether there were any, and one row for each with what it means for the washout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.asked_forms import impossible_days
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.therapies import Therapies, Therapy
from ucmsc_desktop.domain.washout import reference_day, washout_words
from ucmsc_desktop.forms.ui_therapies import Ui_Therapies
from ucmsc_desktop.pages.plain_fact import PlainFactPage
from ucmsc_desktop.pages.therapy_row import TherapyRow
from ucmsc_desktop.store.study import Study

ROWS = "therapies"


class TherapiesPage(PlainFactPage[Therapies]):
    """Answering yes opens the first row; from the last entry of a row the keyboard goes to the button for another."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take the visit; the washouts count to the day that the protocol names."""
        self.ui = Ui_Therapies()
        self.rows: dict[str, TherapyRow] = {}
        self._until = reference_day(facts_of(study.records(subject), visit), study.protocol.eligibility)
        super().__init__(study, Key(subject, visit, Therapies.form), Therapies, self.ui, (ROWS,))

    def prepare(self) -> None:
        """Wire the button that adds a row."""
        self.on(self.ui.add_button, self.add)

    # Rows

    def go_after(self) -> None:
        """From the question to the first treatment where there are some, else to the button that saves."""
        if not self.record.any_therapy:
            super().go_after()
        elif self.record.therapies:
            self.focus(f"{ROWS}.{next(iter(self.record.therapies))}")
        else:
            self.add()

    def add(self) -> None:
        """Add an empty treatment and put the keyboard into it."""
        if self.editing:
            number = str(max(map(int, self.record.therapies), default=0) + 1)
            self.put(self.record.with_therapy(number, Therapy()), f"{ROWS}.{number}.drug")
            self.focus(f"{ROWS}.{number}")

    def remove(self, number: str) -> None:
        """Take a treatment out; undo brings it back."""
        if self.editing:
            self.setFocusProxy(self.binder.widget("any_therapy"))
            self.ui.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.put(self.record.with_therapy(number, None), ROWS)

    def _is_sound(self) -> bool:
        empty = [number for number, therapy in self.record.therapies.items() if therapy == Therapy()]
        for number in empty if self.editing else ():
            if not self.rows[number].bad:
                self.remove(number)
        return super()._is_sound()

    def _edit_row(self, number: str, name: str) -> None:
        if self.editing:
            self.put(self.record.with_therapy(number, self.rows[number].read()), f"{ROWS}.{number}.{name}")

    def _add_row(self, number: str) -> None:
        row = TherapyRow(self.study, number)
        self.rows[number] = row
        self.ui.rows_column.addWidget(row)
        row.show()  # at once: the keyboard goes into it before the layout would show it
        row.edited.connect(lambda name: self._edit_row(number, name))
        row.passed.connect(lambda: self.ui.add_button.setFocus(Qt.FocusReason.TabFocusReason))
        row.ui.remove_button.clicked.connect(lambda: self.remove(number))

    def _drop_row(self, number: str) -> None:
        row = self.rows.pop(number)
        self.ui.rows_column.removeWidget(row)
        row.hide()
        row.deleteLater()

    # What is shown

    def refresh(self) -> None:
        """Begin with fresh rows: what was typed and is no value goes with the entry that is read anew."""
        for number in list(self.rows):
            self._drop_row(number)
        super().refresh()
        for row in self.rows.values():
            row.was_left = True

    def show_results(self) -> None:
        """Show a row for each treatment, with its washout."""
        super().show_results()
        there = self.record.therapies
        for number in [number for number in self.rows if number not in there]:
            self._drop_row(number)
        for number, therapy in there.items():
            if number not in self.rows:
                self._add_row(number)
            words = washout_words(therapy, self.study.protocol.eligibility, self._until)
            self.rows[number].show_therapy(therapy, words, editing=self.editing)
        self.ui.add_button.setVisible(self.editing and bool(self.record.any_therapy or there))
        self._show_row_problems(self.queries())

    def _wrong_days(self) -> list[Problem]:
        born, today = self.who.birth_date, self.study.clock().date()
        in_rows = [
            Problem(f"{ROWS}.{number}.{problem.field}", problem.sentence)
            for number, therapy in self.record.therapies.items()
            for problem in impossible_days(therapy, born, today)
        ]
        return [*super()._wrong_days(), *in_rows]

    def _show_row_problems(self, problems: Sequence[Problem]) -> None:
        for number, row in self.rows.items():
            start = f"{ROWS}.{number}."
            of_row = [problem for problem in problems if problem.field.startswith(start)]
            row.show_problems([Problem(problem.field.removeprefix(start), problem.sentence) for problem in of_row])

    def wrong(self) -> list[Problem]:
        """What is no value, also in the rows."""
        in_rows = [
            Problem(f"{ROWS}.{number}.{name}", sentence)
            for number, row in self.rows.items()
            for name, sentence in row.bad.items()
        ]
        return [*super().wrong(), *in_rows]

    def _refuse(self, wrong: Sequence[Problem], sentence: str) -> bool:
        for row in self.rows.values():
            row.was_left = row.was_left or bool(wrong)
        self._show_row_problems([*wrong, *self.queries()])
        return super()._refuse(wrong, sentence)

    # Where the keyboard is

    def _row_entry(self, name: str) -> QWidget | None:
        part, _dot, rest = name.partition(".")
        number, _dot, field = rest.partition(".")
        return self.rows[number].entry(field) if part == ROWS and number in self.rows else None

    def focus(self, name: str) -> None:
        """Put the keyboard into a field, or into an entry of a row."""
        entry = self._row_entry(name)
        if entry is None:
            super().focus(name)
        else:
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def widget_of(self, name: str) -> QWidget:
        """The entry of a field, also in a row."""
        return self._row_entry(name) or super().widget_of(name)

    def place(self) -> str:
        """The field in which the keyboard is, also in a row."""
        here = next(((number, name) for number, row in self.rows.items() if (name := row.field_here())), None)
        return f"{ROWS}.{here[0]}.{here[1]}" if here else super().place()

    def _is_typing(self, name: str) -> bool:
        return name == self.place() if name.startswith(f"{ROWS}.") else super()._is_typing(name)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        left = [row for row in self.rows.values() if row.holds(old) and not row.holds(now)]
        for row in left:
            row.was_left = True
        if left:
            self._show_row_problems(self.queries())
