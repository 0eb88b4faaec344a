"""What became of an export: the files that were written, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from ucmsc_desktop.forms.ui_export import Ui_Export
from ucmsc_desktop.outbound.taking import Taken
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets.cards import Status


class Outcome:
    """The last thing that was done, in a sentence over a list."""

    def __init__(self, ui: Ui_Export) -> None:
        """Nothing was done yet."""
        self._ui = ui
        self.folder: Path | None = None
        ui.show_button.clicked.connect(self.show_folder)
        ui.copy_button.clicked.connect(self.copy)

    def exported(self, target: Path, names: Sequence[str]) -> None:
        """Say which files were written."""
        count = ngettext("{n} file was exported.", "{n} files were exported.", len(names)).format(n=len(names))
        is_one = target.is_file()
        lines = list(names) if is_one else [_sized(target / name, name) for name in names]
        self._show("ok", count, str(target), lines)
        self._lead_to(target.parent if is_one else target)

    def taken_over(self, file: Path, taken: Taken) -> None:
        """Say what was taken over."""
        count, lacking = taken.participants, taken.photographs
        words = ngettext("{n} participant was taken over.", "{n} participants were taken over.", count)
        photographs = ngettext(
            "{n} photograph that a form names is not in the file.",
            "{n} photographs that forms name are not in the file.",
            lacking,
        )
        self._show("ok", words.format(n=count), str(file), [photographs.format(n=lacking)] if lacking else [])

    def refused(self, status: Status, sentence: str, reasons: Sequence[str] = ()) -> None:
        """Say why nothing was done."""
        self._show(status, sentence, "", reasons)

    def show_folder(self) -> None:
        """Open the folder with the program that the computer has for folders."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def copy(self) -> None:
        """Put the list on the clipboard, for whoever has to see to the reasons."""
        lines = [self._ui.files.item(row).text() for row in range(self._ui.files.count())]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _show(self, status: Status, words: str, place: str, lines: Sequence[str]) -> None:
        ui = self._ui
        ui.outcome.set_status(status, words)
        ui.place.setText(place)
        ui.place.setVisible(bool(place))
        ui.files.clear()
        ui.files.addItems(list(lines))
        for part in (ui.files, ui.copy_button):
            part.setVisible(bool(lines))
        self._lead_to(None)
        ui.stack.setCurrentWidget(ui.done)

    def _lead_to(self, folder: Path | None) -> None:
        self.folder = folder
        self._ui.show_button.setVisible(folder is not None)


def _sized(path: Path, name: str) -> str:
    size = QLocale().formattedDataSize(path.stat().st_size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    return _("{name}  ({size})").format(name=name, size=size)
