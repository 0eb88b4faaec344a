"""The keys, on one page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from ucmsc_desktop.forms.ui_help import Ui_Help
from ucmsc_desktop.text import N_, _

KEYS = (
    ("Alt+1 … Alt+9", N_("open a form of the visit")),
    ("Ctrl+PgUp, Ctrl+PgDn", N_("the visit before, the visit after")),
    ("Alt+↑, Alt+↓", N_("facts: the form before, the form after (in a date Alt+PgUp, Alt+PgDn)")),
    (
        "Y, N, a first letter",
        N_("facts: answer and go on; T in a date is today, Shift+N answers no to all that is open"),
    ),
    ("Ctrl+K", N_("find a participant")),
    ("Ctrl+N", N_("enter a new participant (on the list)")),
    ("0 … 4", N_("PASI: give the marked sign this grade, and go on to the next one")),
    ("Backspace", N_("PASI: take the grade away; in an empty field, go back")),
    ("← → ↑ ↓", N_("PASI: move between the fields")),
    ("P", N_("PASI: enter the area in palms, or in % again")),
    ("M", N_("PASI: go to the body chart; there, enlarge the region in hand")),
    ("B, E, F, [ ]", N_("body chart: brush, eraser, fill; a smaller or larger brush")),
    ("← → ↑ ↓, Space", N_("body chart: go from part to part, and fill one (with the eraser: clear it)")),
    ("Backspace", N_("body chart: go back to the scores")),
    ("Y, U", N_("PASI: keep an area that is asked about; use the area of the map")),
    ("V, R, P", N_("infusion at the bedside: vital signs, reaction, pause")),
    ("A, Y, N", N_("adverse events: add one; answer the question of the visit")),
    ("1 … 5", N_("adverse event: its grade")),
    ("← →, Enter", N_("charts: go from point to point and hear it; open the form behind it")),
    ("+, −, Backspace, 0", N_("charts: look nearer or further; go back; see the whole")),
    ("Ctrl+C", N_("charts: copy the values of what is shown")),
    ("X", N_("compare visits: swap the two")),
    ("Ctrl+S", N_("save the form")),
    ("Ctrl+Enter", N_("sign the form, save facts and go on, or enter the new participant")),
    ("Ctrl+Z, Ctrl+Shift+Z", N_("undo, redo")),
    ("Ctrl+H", N_("history of the form")),
    ("Ctrl+P", N_("print")),
    ("Ctrl+L", N_("lock the screen")),
    ("Esc", N_("back, without discarding anything")),
    ("F1", N_("this page")),
)


class HelpPage(QWidget):
    """What each key does."""

    def __init__(self, rail_keys: Sequence[str]) -> None:
        """Fill in the table; the keys of the rail are those that this person has."""
        super().__init__()
        self.ui = Ui_Help()
        self.ui.setupUi(self)
        numbered = [key for key in rail_keys if key[-1].isdecimal()]
        places = (f"{numbered[0]} … {numbered[-1]}", N_("go to a place on the rail"))
        for row, (key, words) in enumerate([places, *KEYS]):
            name = QLabel(key)
            name.setProperty("role", "strong")
            self.ui.keys_grid.addWidget(name, row, 0)
            self.ui.keys_grid.addWidget(QLabel(_(words)), row, 1)
