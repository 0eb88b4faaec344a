"""Enters a participant: the code and what the trial needs in the record, the person's name in a file of its own."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.asked_forms import impossible_days
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.forms.ui_new_participant import Ui_NewParticipant
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.walk import Walk
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

NAMES = ("initials", "name", "phone", "identity_number")


class NewParticipantPage(QWidget):
    """Emits the code of the participant that was entered."""

    created = Signal(str)
    cancelled = Signal()

    def __init__(self, study: Study) -> None:
        """Propose the next free code."""
        super().__init__()
        self.study = study
        self.ui = Ui_NewParticipant()
        self.ui.setupUi(self)
        self._binder = Binder(self.ui.record_card, Participant, ("consented_on", "allergies", "source"))
        for name, field in [*items.fields(Participant).items(), *items.described(Identity).items()]:
            label = getattr(self.ui, f"{name}_label", None)
            if label is not None:
                label.setText(field.label)
        self.ui.identity_card.setVisible(may_see_identities(study.account.roles))
        self._proposed = study.next_subject()
        self.ui.code.setText(self._proposed)
        self.ui.problem.hide()
        self.ui.add_button.clicked.connect(self.add)
        self.ui.cancel_button.clicked.connect(lambda: self.cancelled.emit())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.add, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.ui.code)
        self._binder.edited.connect(lambda _name: self._check())
        Walk(self, self._binder.widgets, self._binder.bad, study, self._after_record)
        self.ui.code.returnPressed.connect(lambda: self.ui.sex.setFocus(Qt.FocusReason.TabFocusReason))
        self.ui.code.selectAll()
        self.ui.code.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Whether something stands here that would be lost with the page."""
        typed = self._binder.read(Participant()) != Participant() or self._binder.bad
        return bool(typed or self._identity() or self.ui.code.text().strip() != self._proposed)

    def add(self) -> None:
        """Enter the participant, or say what cannot stand."""
        record = self._check()
        self._binder.settle()
        wrong = [items.Problem(name, sentence) for name, sentence in self._binder.bad.items()] or self._impossible(
            record
        )
        needed = [
            items.Problem(blank.name, _("Needed: {label}").format(label=blank.label)) for blank in items.blanks(record)
        ]
        if wrong or needed:
            self._binder.set_problems(wrong or needed)
            self._say(_("Correct what is marked first.") if wrong else _("Fill in what is marked first."))
            self._binder.focus((wrong or needed)[0].field)
            return
        code = self.ui.code.text().strip()
        try:
            self.study.add_participant(code, record, self._identity())
        except StudyError as error:
            self._say(str(error))
            return
        self.created.emit(code)

    def _impossible(self, record: Participant) -> list[items.Problem]:
        return impossible_days(record, None, self.study.clock().date())

    def _check(self) -> Participant:
        """What stands here; what cannot be is said at its entry."""
        record = self._binder.read(Participant())
        self._binder.set_problems(self._impossible(record))
        return record

    def _after_record(self) -> None:
        after = self.ui.initials if self.ui.identity_card.isVisible() else self.ui.add_button
        after.setFocus(Qt.FocusReason.TabFocusReason)

    def _identity(self) -> Identity | None:
        values = {name: getattr(self.ui, name).text().strip() or None for name in NAMES}
        return msgspec.convert(values, Identity) if any(values.values()) else None

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
