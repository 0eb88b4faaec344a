"""Stands in for a page that a person must not see now, with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.forms.ui_closed import Ui_Closed
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme


class ClosedPage(QWidget):
    """One sentence that says why nothing is shown and what opens it. Emits the form that does."""

    open_form = Signal(str, str)

    def __init__(self, sentence: str, key: Key, visit: str) -> None:
        """Take the sentence, and the form that opens the page with the name of its visit."""
        super().__init__()
        self.ui = Ui_Closed()
        self.ui.setupUi(self)
        self.ui.sign.setPixmap(icons.pixmap("eye-off", theme.current().secondary, 40, self.devicePixelRatioF()))
        self.ui.sentence.setText(sentence)
        self.ui.form_button.setText(_("Open {form} of {visit}").format(form=form_title(key.form), visit=visit))
        self.ui.form_button.clicked.connect(lambda: self.open_form.emit(key.visit, key.form))
        self.setFocusProxy(self.ui.form_button)
