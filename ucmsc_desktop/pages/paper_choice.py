"""In which language, on which paper and how large something is printed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from ucmsc_desktop import text
from ucmsc_desktop.forms.ui_print import Ui_Print
from ucmsc_desktop.pages.preferences import LANGUAGES
from ucmsc_desktop.reports.sheet import PAPERS, POINTS, Sheet
from ucmsc_desktop.text import _


@dataclass(frozen=True)
class Paper:
    """A language and a sheet."""

    language: str
    sheet: Sheet


class PaperChoice(QObject):
    """The entries for language, paper, size of text and the margin of the binder."""

    changed = Signal()

    def __init__(self, ui: Ui_Print, parent: QObject) -> None:
        """Offer what there is; at first the language of the screen and A4."""
        super().__init__(parent)
        self._ui = ui
        spoken = text.paper_languages()
        for language in spoken:
            ui.language.addItem(_name(language), language)
        for paper in PAPERS:
            ui.paper.addItem(paper, paper)
        for points in POINTS:
            ui.points.addItem(_("{n} pt").format(n=points), points)
        ui.language_label.setVisible(len(spoken) > 1)
        ui.language.setVisible(len(spoken) > 1)
        self.take(Paper(text.active_language(), Sheet()))
        for box in (ui.language, ui.paper, ui.points):
            box.activated.connect(lambda _index: self.changed.emit())
        ui.binder.clicked.connect(lambda _on: self.changed.emit())

    @property
    def paper(self) -> Paper:
        """What is chosen."""
        ui = self._ui
        sheet = Sheet(ui.paper.currentData(), ui.points.currentData(), ui.binder.isChecked())
        return Paper(ui.language.currentData(), sheet)

    def take(self, paper: Paper) -> None:
        """Choose what was chosen before; it does not count as a change."""
        ui, sheet = self._ui, paper.sheet
        _choose(ui.language, paper.language)
        _choose(ui.paper, sheet.paper)
        _choose(ui.points, sheet.points)
        ui.binder.setChecked(sheet.binder)


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _name(language: str) -> str:
    """A language, or two beside each other, by the names that they have for themselves."""
    return " + ".join(LANGUAGES.get(one, one) for one in language.split(text.BESIDE))
