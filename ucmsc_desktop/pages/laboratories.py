"""The laboratories of the study, and the limits that each states."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.forms.ui_laboratories import Ui_Laboratories
from ucmsc_desktop.pages.laboratory import LaboratoryPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

NUMBER = Qt.ItemDataRole.UserRole


class LaboratoriesPage(QWidget):
    """A list of laboratories; the chosen one stands beside it."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """List the laboratories and open the first, or the form of a new one."""
        super().__init__()
        self.study = study
        self.ui = Ui_Laboratories()
        self.ui.setupUi(self)
        self.ui.list_card.setFixedWidth(theme.scaled(250))
        self.page: LaboratoryPage | None = None
        self.ui.list.currentItemChanged.connect(lambda item, _before: self._open(item))
        self.ui.new_button.clicked.connect(self.begin)
        self.ui.new_button.setVisible(study.may_write(Laboratory.form))
        self.refresh()

    def refresh(self) -> None:
        """Read the list again; the chosen laboratory stays open."""
        shown = self.page.key.number if self.page is not None else 0
        kept = self.study.study_records(Laboratory.form)
        names = {one.key.number: cast(Laboratory, one.record).name or _("without a name") for one in kept}
        for draft in self.study.drafts():
            if draft.key.form == Laboratory.form:
                names.setdefault(draft.key.number, cast(Laboratory, draft.record).name or _("New laboratory"))
        if not names or shown not in (0, *names):
            names.setdefault(shown or 1, _("New laboratory"))
        self.ui.list.blockSignals(True)
        self.ui.list.clear()
        for number, name in names.items():
            item = QListWidgetItem(name)
            item.setData(NUMBER, number)
            self.ui.list.addItem(item)
        self.ui.list.blockSignals(False)
        self._choose(shown or next(iter(names)))

    def _numbers(self) -> list[int]:
        return [int(self.ui.list.item(row).data(NUMBER)) for row in range(self.ui.list.count())]

    def _choose(self, number: int) -> None:
        self.ui.list.setCurrentRow(self._numbers().index(number))

    def begin(self) -> None:
        """Open the form of a further laboratory."""
        number = max(self._numbers(), default=0) + 1
        item = QListWidgetItem(_("New laboratory"))
        item.setData(NUMBER, number)
        self.ui.list.addItem(item)
        self._choose(number)
        if self.page is not None:
            self.page.focus("name")

    def _open(self, item: QListWidgetItem | None) -> None:
        number = int(item.data(NUMBER)) if item is not None else 0
        if item is None or (self.page is not None and self.page.key.number == number):
            return
        before, self.page = self.page, LaboratoryPage(self.study, number)
        self.page.status.connect(self.status)
        self.page.changed.connect(self.refresh)
        self.page.changed.connect(self.changed)
        self.ui.places.addWidget(self.page)
        self.ui.places.setCurrentWidget(self.page)
        self.setFocusProxy(self.page)
        if before is not None:
            self.ui.places.removeWidget(before)
            before.deleteLater()
