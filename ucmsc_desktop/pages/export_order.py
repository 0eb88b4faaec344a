"""What is to be exported: the format, of whom, and whether names go with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QListWidgetItem, QRadioButton

from ucmsc_desktop import text
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.forms.ui_export import Ui_Export
from ucmsc_desktop.outbound.exports import Format, Order
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

FORMATS = tuple(Format)
WITH_TABLES = (Format.CSV, Format.INSPECTION)
ALL, THIS, SOME = range(3)


class OrderChoice(QObject):
    """The entries that make an order. What is not asked for is not shown."""

    changed = Signal()

    def __init__(self, ui: Ui_Export, study: Study, subject: str, parent: QObject) -> None:
        """Offer the formats and everybody; `subject` is the participant that a person looks at."""
        super().__init__(parent)
        self._ui = ui
        self._subject = subject
        self._study = study
        self._codes: Sequence[str] = ()
        self._formats = QButtonGroup(self)
        self._offer_formats()
        self._offer_participants()
        ui.identities.setVisible(may_see_identities(study.account.roles))
        for box in (ui.bom, ui.zipped, ui.identities):
            box.toggled.connect(lambda _on: self._show())
        ui.reason.textChanged.connect(lambda _words: self.changed.emit())
        self._formats.idToggled.connect(lambda _number, _on: self._show())
        self.refresh()

    def _offer_formats(self) -> None:
        for number, format_ in enumerate(FORMATS):
            button = QRadioButton(_(format_.label), self._ui.formats)
            self._formats.addButton(button, number)
            self._ui.formats_column.addWidget(button)
        self._formats.button(0).setChecked(True)
        self._ui.formats.setFocusProxy(self._formats.button(0))

    def _offer_participants(self) -> None:
        ui = self._ui
        ui.who.keeps_one = True
        this = [_("This one")] if self._subject else []
        ui.who.set_words((_("All"), *this, _("Some")))
        ui.who.set_index(0)
        ui.who.chosen.connect(self._show)
        ui.some.itemClicked.connect(self._turn)
        ui.find.textChanged.connect(self._look)
        turn = QShortcut(QKeySequence(Qt.Key.Key_Space), ui.some, lambda: self._turn(ui.some.currentItem()))
        turn.setContext(Qt.ShortcutContext.WidgetShortcut)

    def refresh(self) -> None:
        """Read who there is."""
        ui = self._ui
        self._codes = self._study.subjects()
        ui.some.clear()
        for code in self._codes:
            item = QListWidgetItem(code, ui.some)
            # Not checkable by itself: a tap anywhere on the row is to check it, once.
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._show()

    def choose_some(self, codes: Sequence[str]) -> None:
        """Choose these participants and no others."""
        self._ui.find.clear()
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.text() in codes else Qt.CheckState.Unchecked)
        self._ui.who.set_index(SOME if self._subject else SOME - 1)
        self._show()

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            is_on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
            self._show()

    def _look(self, wanted: str) -> None:
        for item in self._items():
            item.setHidden(wanted.casefold() not in item.text().casefold())

    def _items(self) -> list[QListWidgetItem]:
        return [self._ui.some.item(row) for row in range(self._ui.some.count())]

    @property
    def who(self) -> int:
        """Whether all, this one or some participants are meant."""
        index = self._ui.who.index()
        return index if self._subject or index == ALL else SOME

    @property
    def subjects(self) -> tuple[str, ...]:
        """The participants that were chosen; empty for all, and while none of some is chosen."""
        checked = [item.text() for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        return {ALL: (), THIS: (self._subject,), SOME: tuple(checked)}[self.who]

    @property
    def order(self) -> Order:
        """What is asked for, as the entries stand."""
        ui, format_ = self._ui, FORMATS[self._formats.checkedId()]
        reason = ui.reason.text().strip() if ui.identities.isChecked() else ""
        bom = ui.bom.isChecked() and format_ in WITH_TABLES
        return Order(format_, self.subjects, bom, ui.zipped.isChecked(), reason)

    @property
    def missing(self) -> str:
        """What is still to be said before it can be exported, in a sentence."""
        if self.who == SOME and not self.subjects:
            return _("Choose at least one participant.")
        if self._ui.identities.isChecked() and not self._ui.reason.text().strip():
            return _("Say why names and telephone numbers must leave the study. Without them only codes leave.")
        return ""

    def _show(self) -> None:
        ui = self._ui
        for part in (ui.find, ui.some):
            part.setVisible(self.who == SOME)
        ui.bom.setVisible(FORMATS[self._formats.checkedId()] in WITH_TABLES)
        ui.reason.setVisible(ui.identities.isChecked())
        ui.chosen.setText(self._who_words())
        self.changed.emit()

    def _who_words(self) -> str:
        if self.who == THIS:
            return self._subject
        total = len(self._codes)
        if self.who == ALL:
            return text.ngettext("{n} participant", "{n} participants", total).format(n=text.number_text(total))
        chosen = text.number_text(len(self.subjects))
        return _("{n} of {total} participants").format(n=chosen, total=text.number_text(total))
