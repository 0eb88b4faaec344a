"""Asks why saved values change: one reason a field, or one for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QTableWidget, QTableWidgetItem, QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import Field, Record
from ucmsc_desktop.forms.ui_reasons import Ui_Reasons
from ucmsc_desktop.store.errors import ReasonNeeded
from ucmsc_desktop.store.writing import check_reasons
from ucmsc_desktop.text import N_, _

USUAL_REASONS = (
    N_("Typing mistake"),
    N_("Source read wrongly"),
    N_("Source was corrected"),
    N_("Examined or measured again"),
    N_("Entered for the wrong participant or visit"),
    N_("Became known later"),
)


class OneForAll(QObject):
    """Choices in the last column of a table; while the box is ticked, one choice is every row's choice."""

    chosen = Signal()

    def __init__(self, table: QTableWidget, same: QCheckBox) -> None:
        """Begin with no rows."""
        super().__init__(table)
        self._table, self._same = table, same
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.choices: list[QComboBox] = []
        same.toggled.connect(self._spread_first)

    def add(self, cells: Sequence[str], name: str, choice: QComboBox) -> None:
        """Add a row of texts that ends in a choice."""
        row = self._table.rowCount()
        self._table.insertRow(row)
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._table.setItem(row, column, item)
        choice.setAccessibleName(name)
        self._table.setCellWidget(row, len(cells), choice)
        self.choices.append(choice)
        choice.currentTextChanged.connect(lambda _text: self._spread(choice))

    def _spread_first(self) -> None:
        if self.choices:
            self._spread(self.choices[0])

    def _spread(self, source: QComboBox) -> None:
        for choice in self.choices:
            if self._same.isChecked() and choice is not source:
                with QSignalBlocker(choice):
                    choice.setCurrentIndex(source.currentIndex())
                    if choice.isEditable():
                        choice.setEditText(source.currentText())
        self.chosen.emit()


class ReasonDialog(QDialog):
    """Shows each changed field with its old and new value, and takes the reasons."""

    def __init__(
        self,
        title: str,
        old: Record,
        new: Record,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        signed: bool = False,
    ) -> None:
        """Begin without a reason, so that nobody gives one by mistake; `signed` says what happens to a signature."""
        super().__init__(parent)
        self.ui = Ui_Reasons()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self.ui.signed.setVisible(signed)
        self.fields = list(fields)
        self.ui.same.setChecked(len(self.fields) > 1)
        self.ui.same.setVisible(len(self.fields) > 1)
        self.rows = OneForAll(self.ui.changes, self.ui.same)
        for field in self.fields:
            cells = [field.label, _words(old, new, field), _words(new, old, field)]
            self.rows.add(cells, _("Why {label} changes").format(label=field.label), self._choice())
        self.ui.changes.resizeColumnsToContents()
        self.ui.changes.resizeRowsToContents()
        self.rows.chosen.connect(self._show_ready)
        self.ui.accept_button.clicked.connect(self.accept)
        self.ui.cancel_button.clicked.connect(self.reject)
        self._show_ready()
        self.rows.choices[0].setFocus()

    def _choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setEditable(True)
        for reason in USUAL_REASONS:
            choice.addItem(_(reason), reason)
        choice.setCurrentIndex(-1)
        choice.setEditText("")
        return choice

    def reasons(self) -> dict[str, str]:
        """The reason of each field. A usual reason is kept in English, so that it reads in every language."""
        usual = {_(reason): reason for reason in USUAL_REASONS}
        texts = [choice.currentText().strip() for choice in self.rows.choices]
        return {field.name: usual.get(text, text) for field, text in zip(self.fields, texts, strict=True)}

    def _show_ready(self) -> None:
        self.ui.accept_button.setEnabled(all(self.reasons().values()))


def ask_reasons(
    title: str, old: Record, new: Record, parent: QWidget, *, signed: bool, given: Mapping[str, str]
) -> dict[str, str] | None:
    """The reasons that saving `new` over `old` needs, those `given` before included; None when the person goes back."""
    try:
        check_reasons(old, new, given)
    except ReasonNeeded as needed:
        dialog = ReasonDialog(title, old, new, needed.fields, parent, signed=signed)
        return {**given, **dialog.reasons()} if dialog.exec() else None
    return dict(given)


def _words(record: Record, other: Record, field: Field) -> str:
    """A field as a person reads it; of answers by key only those that differ between the two records."""
    value, beside = getattr(record, field.name), getattr(other, field.name)
    if isinstance(value, dict) and isinstance(beside, dict):
        return items.show(field, {key: given for key, given in value.items() if beside.get(key) != given}) or _("blank")
    return items.show_entry(record, field.name)
