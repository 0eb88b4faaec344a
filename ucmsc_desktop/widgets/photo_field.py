"""The entry for a photograph: chosen or dropped, shown small, taken off again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.input_frame import ProblemLabel
from ucmsc_desktop.widgets.picture import Picture
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel


class PhotoField(QWidget):
    """Holds the reference to a photograph. Whoever owns the files answers `picked` and gives the picture to show."""

    edited = Signal()
    """The person took the photograph off."""
    wanted = Signal()
    """The person wants to choose a file."""
    picked = Signal(str)
    """A file was dropped here: its path."""
    opened = Signal()
    """The person wants to see the photograph large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field("", Item(label=""), object)
        self.read_only = False
        self._photo: Any = None
        self.picture = Picture(self)
        self.words = WrappedLabel(self)
        self.words.setProperty("role", "secondary")
        self.choose_button = QPushButton(self)
        self.remove_button = QPushButton(_("Remove"), self)
        self._problem_label = ProblemLabel(self)
        self._lay_out()
        self.choose_button.clicked.connect(lambda _checked=False: self.wanted.emit())
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        self.picture.clicked.connect(lambda _checked=False: self.opened.emit())
        self.setFocusProxy(self.choose_button)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.picture, 1)
        column.addWidget(self.words)
        column.addWidget(self._problem_label)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.choose_button, self.remove_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    # What a binder calls

    def set_field(self, field: Field) -> None:
        """Take over the label."""
        self.field = field
        self._show()

    def value(self) -> Any:
        """The reference, None while there is no photograph."""
        return self._photo

    def set_value(self, value: Any) -> None:
        """Hold a reference; its picture is shown once it is given."""
        if value != self._photo:
            self._photo = value
            self.show_picture(QImage())

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the photograph with nothing to choose."""
        self.read_only = read_only
        self.setAcceptDrops(not read_only)
        self._show()

    def problem(self) -> str:
        """The sentence about this entry."""
        return self._problem_label.text()

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong, or take it away."""
        self._problem_label.show_sentence(sentence)
        self.choose_button.setAccessibleDescription(sentence)

    # What is shown

    def show_picture(self, image: QImage) -> None:
        """Show the photograph small; a null image when there is none to show."""
        self.picture.show_image(image)
        self._show()

    def _show(self) -> None:
        there = self._photo is not None
        empty = _("No photograph") if self.read_only else _("Drop a photograph here, or choose its file.")
        self.picture.show_image(self.picture.image(), "" if there else empty)
        self.choose_button.setText(_("Choose another…") if there else _("Choose photograph…"))
        self.choose_button.setAccessibleName(_("{label}: choose a file").format(label=self.field.label))
        self.remove_button.setAccessibleName(_("{label}: remove").format(label=self.field.label))
        self.picture.setAccessibleName(_("{label}: show large").format(label=self.field.label))
        self.choose_button.setVisible(not self.read_only)
        self.remove_button.setVisible(there and not self.read_only)
        self.words.setText(str(self._photo) if there else "")
        self.words.setVisible(there)

    def _remove(self) -> None:
        self.set_value(None)
        self.choose_button.setFocus()
        self.edited.emit()

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files, and nothing else."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take one file."""
        files = _files(event.mimeData())
        event.acceptProposedAction()
        if len(files) == 1:
            self.picked.emit(files[0])
        else:
            self.set_problem(_("Drop one photograph, not several."))


def _files(dropped: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
