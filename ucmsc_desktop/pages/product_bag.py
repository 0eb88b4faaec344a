"""One bag: its label, what speaks for or against giving it now, the lines of its log, and what can happen next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ucmsc_desktop.domain.bag_moves import allowed
from ucmsc_desktop.domain.bag_words import for_words, label_words, rest_words, state_words, volume_words, why_words
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.lot_balance import BagStory
from ucmsc_desktop.domain.product import BagMove, Move
from ucmsc_desktop.forms.ui_product_bag import Ui_ProductBag
from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.pages.product_move import MoveForm
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _, datetime_text
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.notice import Notice

_ACTIONS = {
    Move.RECEIVED: N_("Received"),
    Move.STORED: N_("Stored"),
    Move.THAWED: N_("Thawing starts"),
    Move.ISSUED: N_("Issue…"),
    Move.GIVEN: N_("Given…"),
    Move.RETURNED: N_("Returned…"),
    Move.DESTROYED: N_("Destroyed…"),
    Move.LOST: N_("Not found…"),
    Move.WITHDRAWN: N_("Take back…"),
}
_IN_A_ROW = 3


class BagPanel(QWidget):
    """Shows a bag; a line that was written is told, so that the tables follow."""

    written = Signal(str)
    label_wanted = Signal(int)

    def __init__(self, study: Study) -> None:
        """Begin without a bag."""
        super().__init__()
        self.study = study
        self.story: BagStory | None = None
        self.form: MoveForm | None = None
        self.buttons: dict[Move, QPushButton] = {}
        self.ui = Ui_ProductBag()
        self.ui.setupUi(self)
        self.ui.content.setAutoFillBackground(False)
        self.ui.label_button.clicked.connect(self._want_label)
        self._grid = QGridLayout(self.ui.actions)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_bag(self, story: BagStory | None) -> None:
        """Show a bag as it stands; what was being written about another one is left."""
        self.story = story
        self.close_form()
        self.setVisible(story is not None)
        if story is None:
            return
        bag, known = story.bag, story.account
        self.ui.title.setText(_("Bag {unit}").format(unit=bag.unit))
        words = _("; ").join(part for part in (state_words(known), rest_words(known)) if part)
        status: Status = "warn" if rest_words(known) else "info" if known.state is Move.ISSUED else "plain"
        self.ui.state.set_status(status, words)
        self.ui.facts.setText(
            _("{product}, lot {lot}\n{label}").format(product=bag.product, lot=bag.lot, label=label_words(bag))
        )
        self._show_checks(story)
        self._show_history(story)
        self._show_actions(story)

    def _show_checks(self, story: BagStory) -> None:
        clear(self.ui.checks)
        is_at_hand = story.account.counted is Move.STORED
        self.ui.checks_title.setVisible(is_at_hand)
        if not is_at_hand:
            return
        for line in bags.lines(self.study, story.kept):
            notice = Notice()
            self.ui.checks.addWidget(notice)  # first: what is shown without a place is a window of its own
            notice.set_status("ok" if line.ok else "warn", line.sentence)

    def _show_history(self, story: BagStory) -> None:
        clear(self.ui.history)
        people = self.study.people()
        for kept in story.moves:
            label = QLabel(self._words(kept, people.get(kept.by.user, kept.by.user)))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.ui.history.addWidget(label)

    def _words(self, kept: Kept[BagMove], who: str) -> str:
        line = kept.record
        when = datetime_text(line.at) if line.at is not None else "–"
        what = _(line.move.label) if line.move is not None else ""
        parts = [what, for_words(line, self.study.protocol), volume_words(line), why_words(line), who]
        return _("{when}  {what}").format(when=when, what=_(" · ").join(part for part in parts if part))

    def _show_actions(self, story: BagStory) -> None:
        clear(self._grid)
        self.buttons = {}
        if not self.study.may_write(BagMove.form):
            return
        for place, move in enumerate(move for move in allowed(story.account) if move in _ACTIONS):
            button = QPushButton(_(_ACTIONS[move]))
            button.setMinimumHeight(theme.scaled(theme.TARGET))
            button.clicked.connect(partial(self.begin, move))
            self.buttons[move] = button
            self._grid.addWidget(button, place // _IN_A_ROW, place % _IN_A_ROW)

    def _want_label(self) -> None:
        if self.story is not None:
            self.label_wanted.emit(self.story.number)

    # A further line

    def begin(self, move: Move) -> None:
        """Ask for what a line of the log needs."""
        if self.story is None:
            return
        self.close_form()
        form = self.form = MoveForm(self.study, self.story, move)
        form.cancelled.connect(self.close_form)
        form.written.connect(self.written)
        self.ui.form_column.addWidget(form)
        self._make_room(for_form=True)
        form.begin()

    def close_form(self) -> None:
        """Leave the line unwritten."""
        clear(self.ui.form_column)
        self.form = None
        self._make_room(for_form=False)

    def _make_room(self, *, for_form: bool) -> None:
        for part in (self.ui.facts, self.ui.room, self.ui.actions):
            part.setVisible(not for_form)
