"""Asks why blank entries were not observed, before a form is signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Field, MissingReason
from ucmsc_desktop.forms.ui_missing import Ui_Missing
from ucmsc_desktop.pages.reason_dialog import OneForAll
from ucmsc_desktop.text import _


class MissingDialog(QDialog):
    """Lists the blank entries; each gets a reason, or the person goes back and fills it in."""

    def __init__(self, title: str, blank: Sequence[Field], parent: QWidget | None = None) -> None:
        """Begin without a reason, so that nobody gives one by mistake."""
        super().__init__(parent)
        self.ui = Ui_Missing()
        self.ui.setupUi(self)
        self.fields = list(blank)
        self.ui.what.setText(title)
        sentence = text.ngettext("{n} entry is blank.", "{n} entries are blank.", len(self.fields))
        self.ui.count.setText(sentence.format(n=len(self.fields)))
        self.ui.same.setChecked(len(self.fields) > 1)
        self.ui.same.setVisible(len(self.fields) > 1)
        self.rows = OneForAll(self.ui.blanks, self.ui.same)
        for field in self.fields:
            name = _("Why {label} was not observed").format(label=field.label)
            self.rows.add([field.label], name, self._choice())
        self.ui.blanks.resizeColumnsToContents()
        self.ui.blanks.resizeRowsToContents()
        self.rows.chosen.connect(self._show_ready)
        self.ui.accept_button.clicked.connect(self.accept)
        self.ui.cancel_button.clicked.connect(self.reject)
        self._show_ready()
        self.ui.cancel_button.setFocus()

    def _choice(self) -> QComboBox:
        choice = QComboBox()
        choice.addItem(_("choose why"), "")
        for reason in MissingReason:
            choice.addItem(_(reason.label), reason.value)
        return choice

    def missing(self) -> dict[str, MissingReason]:
        """The reason of each field that got one."""
        answers = [choice.currentData() for choice in self.rows.choices]
        return {field.name: MissingReason(why) for field, why in zip(self.fields, answers, strict=True) if why}

    def _show_ready(self) -> None:
        self.ui.accept_button.setEnabled(len(self.missing()) == len(self.fields))


def ask_missing(title: str, blank: Sequence[Field], parent: QWidget) -> dict[str, MissingReason] | None:
    """The reasons for blank entries, None when the person goes back to fill them in."""
    dialog = MissingDialog(title, blank, parent)
    return dialog.missing() if dialog.exec() else None
