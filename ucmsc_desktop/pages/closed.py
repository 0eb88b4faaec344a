"""Stands in for a page that a person must not see now, with the reason."""

from PySide6.QtWidgets import QWidget

from ucmsc_desktop.forms.ui_closed import Ui_Closed
from ucmsc_desktop.widgets import icons, theme


class ClosedPage(QWidget):
    """One sentence that says why nothing is shown and what opens it."""

    def __init__(self, sentence: str) -> None:
        """Take the sentence."""
        super().__init__()
        self.ui = Ui_Closed()
        self.ui.setupUi(self)
        self.ui.sign.setPixmap(icons.pixmap("eye-off", theme.current().secondary, 40, self.devicePixelRatioF()))
        self.ui.sentence.setText(sentence)
