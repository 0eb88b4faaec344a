"""What is asked and said about a table that is looked through, before it is kept."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.ctcae import PUBLISHED, VERSIONS, CtcaeTable
from ucmsc_desktop.exchange.ctcae import Reading
from ucmsc_desktop.forms.ui_ctcae import Ui_Ctcae
from ucmsc_desktop.pages.ctcae_use import kept_table
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class CtcaePreview(QObject):
    """The part of the page that stands on the left while a file is looked through; `reading` is None at other times."""

    def __init__(self, ui: Ui_Ctcae, study: Study, page: QWidget) -> None:
        """Wire the part of the form."""
        super().__init__(page)
        self.ui, self.study = ui, study
        self.reading: Reading | None = None
        ui.asked.set_words([_("Version {n}").format(n=version) for version in VERSIONS])
        ui.asked.chosen.connect(self._show)
        ui.reason.textChanged.connect(lambda _words: self._show_ready())
        ui.reason.returnPressed.connect(ui.keep_button.click)

    def look_through(self, reading: Reading) -> None:
        """Show what a file holds."""
        self.reading = reading
        self.ui.asked.set_index(-1)
        self.ui.reason.clear()
        self._show()

    def put_away(self) -> None:
        """Look through nothing any more."""
        self.reading = None
        self.ui.preview_card.hide()

    def table(self) -> CtcaeTable | None:
        """The table with its version; None while nobody has told it."""
        if self.reading is None:
            return None
        index = self.ui.asked.index()
        version = self.reading.table.version_name or (VERSIONS[index] if index >= 0 else None)
        return msgspec.structs.replace(self.reading.table, version_name=version) if version else None

    def reason(self) -> str:
        """Why it takes the place of the one that is loaded."""
        return self.ui.reason.text().strip()

    def _show(self) -> None:
        ui, reading, table = self.ui, self.reading, self.table()
        if reading is None:
            return
        ui.preview_card.show()
        version = table.version_name if table is not None else None
        ui.preview_words.setText("\n".join(_lines(reading, version)))
        for part in (ui.asked_label, ui.asked):
            part.setVisible(reading.table.version_name is None)
        ui.caution.set_status("warn", _caution(reading, version))
        replaces = version is not None and kept_table(self.study, version) is not None
        ui.reason_label.setVisible(replaces)
        ui.reason.setVisible(replaces)
        ui.keep_button.setText(_("Replace the loaded table") if replaces else _("Keep this table"))
        self._show_ready()

    def _show_ready(self) -> None:
        needs_reason = not self.ui.reason.isHidden()
        self.ui.keep_button.setEnabled(self.table() is not None and bool(self.reason() or not needs_reason))


def _lines(reading: Reading, version: str | None) -> list[str]:
    lines = [_("File: {name}").format(name=reading.table.source)]
    if reading.sheet:
        lines.append(_("Sheet: {name}").format(name=reading.sheet))
    count = text.ngettext("{n} term", "{n} terms", reading.table.count or 0).format(n=reading.table.count)
    return [*lines, _("Version {n}: {state}").format(n=version, state=count) if version else count]


def _caution(reading: Reading, version: str | None) -> str:
    """What a person should know before the table is kept; empty when it is as it was published."""
    found = []
    expected = PUBLISHED.get(version or "")
    if expected is not None and expected != reading.table.count:
        words = _("As published, version {version} has {n} terms. Look whether the file is whole.")
        found.append(words.format(version=version, n=expected))
    if reading.lacks_signs:
        found.append(_("The encoding of this file has no ≥ and ≤: compare some grades, or save it as “CSV UTF-8”."))
    if reading.left_out:
        words = text.ngettext(
            "{n} row without any grade was left out.", "{n} rows without any grade were left out.", reading.left_out
        )
        found.append(words.format(n=reading.left_out))
    return " ".join(found)
