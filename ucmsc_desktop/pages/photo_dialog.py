"""A photograph of the study, as large as the window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from ucmsc_desktop.forms.ui_photo import Ui_Photo

SHARE = 0.92
"""How much of the window the dialog takes."""
_SMALLEST = QSize(640, 480)


class PhotoDialog(QDialog):
    """The photograph with what it shows; Esc, a press on the picture or Close leaves it."""

    def __init__(self, image: QImage, title: str, words: str, parent: QWidget) -> None:
        """Show an image over the parent's window."""
        super().__init__(parent)
        self.ui = Ui_Photo()
        self.ui.setupUi(self)
        self.ui.what.setText(title)
        self.ui.words.setText(words)
        self.ui.picture.show_image(image)
        self.ui.picture.clicked.connect(self.accept)
        self.ui.close_button.clicked.connect(self.accept)
        self.resize((parent.window().size() * SHARE).expandedTo(_SMALLEST))
        self.ui.close_button.setFocus()
