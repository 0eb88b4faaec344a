"""What must not be disturbed: nothing else is done in the window until it has ended or was stopped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

EDGE, WIDTH = 24, 420


class UnderWay(QDialog):
    """Says what is under way and how far it is. Rejected when a person stops it, or when the program is locked."""

    def __init__(self, title: str, words: str, parent: QWidget) -> None:
        """Take the place before everything else in the program."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.scaled(WIDTH))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        said = QLabel(words, self)
        said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE // 2)
        for part in (said, self.bar, buttons):
            column.addWidget(part)
        self.tell(Progress(0, 1))

    def tell(self, progress: Progress) -> None:
        """Show how far it is; how much there is may not be known yet."""
        show_progress(self.bar, progress)


def show_progress(bar: QProgressBar, progress: Progress) -> None:
    """Show how far work is; a single step has no parts, and the bar only says that something is done."""
    bar.setRange(0, progress.total if progress.total > 1 else 0)
    bar.setValue(progress.done)
