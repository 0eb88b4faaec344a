"""The keys, on one page."""

from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop.forms.ui_help import Ui_Help
from ucmsc_desktop.text import N_, _

KEYS = (
    ("Ctrl+1 … Ctrl+8", N_("go to a place on the rail")),
    ("Alt+1 … Alt+7", N_("open a form of the visit")),
    ("Ctrl+PgUp, Ctrl+PgDn", N_("the visit before, the visit after")),
    ("Ctrl+K", N_("find a participant")),
    ("Ctrl+N", N_("enter a new participant (on the list)")),
    ("0 … 4", N_("grade the sign in hand and move on (PASI)")),
    ("Ctrl+S", N_("save the form")),
    ("Ctrl+Enter", N_("sign the form")),
    ("Ctrl+Z, Ctrl+Shift+Z", N_("undo, redo")),
    ("Ctrl+H", N_("history of the form")),
    ("Ctrl+P", N_("print")),
    ("Ctrl+L", N_("lock the screen")),
    ("Esc", N_("back, without discarding anything")),
    ("F1", N_("this page")),
)


class HelpPage(QWidget):
    """What each key does."""

    def __init__(self) -> None:
        """Fill in the table."""
        super().__init__()
        self.ui = Ui_Help()
        self.ui.setupUi(self)
        for row, (key, words) in enumerate(KEYS):
            name = QLabel(key)
            name.setProperty("role", "strong")
            self.ui.keys_grid.addWidget(name, row, 0)
            self.ui.keys_grid.addWidget(QLabel(_(words)), row, 1)
