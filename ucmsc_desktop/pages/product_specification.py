"""The specification of the product: what the label counts, how long it lasts after thawing, and its release tests."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.product import Product, ReleaseLimit
from ucmsc_desktop.forms.ui_product_specification import Ui_ProductSpecification
from ucmsc_desktop.pages.layouts import scroll_above
from ucmsc_desktop.pages.product_limit import LimitRow
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.scroll_room import FormRoom

LIMITS = "limits"


class SpecificationPage(RecordPage[Product]):
    """Saved as any record is: with its history, and reasons for changes."""

    def __init__(self, study: Study, number: int) -> None:
        """Show the product with this number, or an empty form for a new one."""
        self.ui = Ui_ProductSpecification()
        self.rows: dict[str, LimitRow] = {}
        super().__init__(study, Key("", "", Product.form, number), Product, self.ui, (LIMITS,))
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        for name, field in self.binder.fields.items():
            label = getattr(self.ui, f"{name}_label", None)
            if label is not None:
                label.setText(field.label)
        self.on(self.ui.add_button, self.add)
        self.room = FormRoom()
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            scroll_above(self.ui.record_bar, layout, self.room)
        self.refresh()

    def _put_limits(self, limits: dict[str, ReleaseLimit]) -> None:
        self.put(msgspec.structs.replace(self.record, limits=limits), LIMITS)

    def add(self) -> None:
        """Add a release test and put the keyboard into it."""
        if self.editing:
            number = str(max(map(int, self.record.limits), default=0) + 1)
            self._put_limits({**self.record.limits, number: ReleaseLimit(test="")})
            self.rows[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, number: str) -> None:
        """Take a release test out; undo brings it back."""
        if self.editing:
            self.ui.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._put_limits({key: limit for key, limit in self.record.limits.items() if key != number})

    def _edit_row(self, number: str) -> None:
        if self.editing:
            self._put_limits({**self.record.limits, number: self.rows[number].read()})

    def wrong(self) -> list[Problem]:
        """What is no value, also in the rows; a row without a name is none."""
        in_rows = [
            Problem(f"{LIMITS}.{number}", sentence)
            for number, row in self.rows.items()
            for sentence in [row.problem()]
            if sentence
        ]
        return [*super().wrong(), *in_rows]

    def _refuse(self, wrong: list[Problem], sentence: str) -> bool:  # type: ignore[override]
        """Say the first sentence of a row in the bar: a row has no room of its own for it."""
        in_rows = [problem.sentence for problem in wrong if problem.field.startswith(LIMITS)]
        return super()._refuse(wrong, in_rows[0] if in_rows else sentence)

    def show_results(self) -> None:
        """Show a row for each release test."""
        limits = self.record.limits
        for number in [number for number in self.rows if number not in limits]:
            row = self.rows.pop(number)
            row.hide()
            row.deleteLater()
        for number, limit in limits.items():
            if number not in self.rows:
                self._add_row(number)
            self.rows[number].show_limit(limit, editing=self.editing)
        self.ui.add_button.setVisible(self.editing)

    def _add_row(self, number: str) -> None:
        row = self.rows[number] = LimitRow()
        self.ui.limit_rows.addWidget(row)
        row.show()
        row.edited.connect(lambda: self._edit_row(number))
        row.removed.connect(lambda: self.remove(number))

    def heading(self) -> str:
        """What stands above the form."""
        return _(Product.title)

    def focus(self, name: str) -> None:
        """Put the keyboard into a field, or into the row of a test."""
        row = self.rows.get(name.partition(".")[2])
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus(name)

    def widget_of(self, name: str) -> QWidget:
        """The widget in which a field is entered, also in the row of a test."""
        return self.rows.get(name.partition(".")[2]) or super().widget_of(name)
