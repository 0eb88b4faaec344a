"""The small form of a reaction at the bedside: its time is kept with one tap, term and grade with one more each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import day_of
from ucmsc_desktop.domain.ae_terms import AT_BEDSIDE, find_term
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.reporting import starts_clocks
from ucmsc_desktop.forms.ui_reaction import Ui_Reaction
from ucmsc_desktop.pages.ae_drafts import free_key
from ucmsc_desktop.pages.ae_reactions import noted_at, say_no_event
from ucmsc_desktop.pages.ae_words import meanings
from ucmsc_desktop.pages.agreed import agreed
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

COLUMNS = 5
GLOVED, FRAME = 78, 12


class ReactionPanel(QWidget):
    """Hidden until a reaction is noted. What is tapped is this person's draft of the adverse event, kept at once."""

    changed = Signal()
    status = Signal(str)
    closed = Signal()
    """The person is done with the small form; the draft or the saved event stays."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take whose infusion this is."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.key: Key | None = None
        self.record = AdverseEvent()
        self.ui = Ui_Reaction()
        self.ui.setupUi(self)
        self.terms: dict[str, QPushButton] = {}
        for number, term in enumerate(AT_BEDSIDE):
            self._add_term(term.name, number)
        self.ui.grade_label.setText(items.fields(AdverseEvent)["grade"].label)
        self.ui.grade.set_field(items.fields(AdverseEvent)["grade"])
        self.ui.grade.cards.height_wanted = GLOVED
        self.ui.grade.edited.connect(lambda: self._take("grade", self.ui.grade.value()))
        for button in (self.ui.discard_button, self.ui.later_button, self.ui.save_button):
            enlarge(button)
        self.ui.save_button.clicked.connect(self.save)
        self.ui.later_button.clicked.connect(self.close_form)
        self.ui.discard_button.clicked.connect(self.discard)
        self.hide()

    def _add_term(self, name: str, number: int) -> None:
        button = QPushButton(_(name))
        button.setCheckable(True)
        button.setAutoDefault(True)
        enlarge(button)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._take, "term", _(name)))
        self.terms[name] = button
        self.ui.terms.addWidget(button, number // COLUMNS, number % COLUMNS)
        self.ui.terms.setColumnStretch(number % COLUMNS, 1)

    # Noting

    def note(self, at: datetime) -> Key:
        """Keep a reaction that was noticed at a moment as a draft, and show the form. Raises StudyError."""
        key = free_key(self.study, self.subject, self.visit)
        version = self.study.protocol.safety.ctcae_version
        record = AdverseEvent(onset=day_of(at), onset_at=at, infusion=self.visit, ctcae_version=version)
        self.study.keep_draft(key, record, "term")
        self.key, self.record = key, record
        self.ui.title.setText(_("Reaction at {time}").format(time=text.time_text(at)))
        self.ui.said.set_status("plain", "")
        self._show()
        self.show()
        self.changed.emit()
        return key

    def _take(self, name: str, value: object, *_checked: object) -> None:
        changes: dict[str, object] = {name: value}
        record = msgspec.structs.replace(self.record, **changes)
        known = record.onset_at if starts_clocks(record, self.study.protocol.safety) else None
        self._put(msgspec.structs.replace(record, aware_at=known), name)

    def _put(self, record: AdverseEvent, name: str) -> None:
        key, before = self.key, self.record
        if key is None:
            return
        # What was tapped stays on the screen also when it cannot be kept: the next tap or Save tries again.
        self.record = record
        if self._try(lambda: self.study.keep_draft(key, record, name)) and before != record:
            self.ui.said.set_status("plain", "")
        self._show()

    def _show(self) -> None:
        term = find_term(self.record.term)
        for name, button in self.terms.items():
            button.setChecked(term is not None and term.name == name)
        self.ui.grade.set_meanings(meanings(self.record.term, None))
        self.ui.grade.set_value(self.record.grade)
        self.ui.grade.set_problem(next((p.sentence for p in self.record.contradictions() if p.field == "grade"), ""))
        self.ui.state_chip.set_status("info", _("Draft kept"), "pencil")

    # Done

    def save(self) -> bool:
        """Save the event with what is known by now; answers whether it was saved."""
        key, record = self.key, self.record
        if key is None or not self._try(lambda: self.study.save(key, record)):
            return False
        self.status.emit(_("Adverse event saved: fill in the rest under Adverse events"))
        self.changed.emit()
        self.close_form()
        return True

    def close_form(self) -> None:
        """Put the small form away; what was tapped stays."""
        self.key = None
        self.hide()
        self.closed.emit()

    def discard(self) -> None:
        """Throw the draft away after asking; that a reaction was noted stays in the log of the infusion."""
        question = _(
            "Discard this draft? The time of the tap stays in the log of the infusion, with the note that it was no "
            "adverse event."
        )
        key = self.key
        if key is None or not agreed(self, self.ui.title.text(), question):
            return
        if self._try(partial(self._discard, key)):
            self.changed.emit()
            self.close_form()

    def _discard(self, key: Key) -> None:
        noted = noted_at(self.study, self.subject, [self.record.onset_at])
        with self.study.ledger.transaction():
            self.study.discard_draft(key)
            say_no_event(self.study, noted)

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except StudyError as error:
            self.ui.said.set_status("error", str(error))
            return False
        return True


def enlarge(button: QPushButton) -> None:
    """Make a button high enough for a gloved finger; the style sheet's own height would win over a minimum."""
    button.setStyleSheet(f"min-height: {theme.scaled(GLOVED) - FRAME}px; padding: 5px 8px;")
