"""Enters a participant: the code and what the trial needs in the record, the person's name in a file of its own."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.forms.ui_new_participant import Ui_NewParticipant
from ucmsc_desktop.pages.binder import Binder
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
        self._binder = Binder(self.ui.record_card, Participant, ("source",))
        for name, field in [*items.fields(Participant).items(), *items.fields(Identity).items()]:
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
        self.ui.code.selectAll()
        self.ui.code.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Whether something stands here that would be lost with the page."""
        typed = self._binder.read(Participant()) != Participant() or self._binder.bad
        return bool(typed or self._identity() or self.ui.code.text().strip() != self._proposed)

    def add(self) -> None:
        """Enter the participant, or say what cannot stand."""
        record = self._binder.read(Participant())
        open_fields = items.blanks(record)
        if self._binder.bad:
            self._say(_("Correct what is marked first."))
            return
        if open_fields:
            self._binder.set_problems(
                [items.Problem(field.name, _("Needed: {label}").format(label=field.label)) for field in open_fields]
            )
            self._say(_("Fill in what is marked first."))
            return
        code = self.ui.code.text().strip()
        try:
            self.study.add_participant(code, record, self._identity())
        except StudyError as error:
            self._say(str(error))
            return
        self.created.emit(code)

    def _identity(self) -> Identity | None:
        values = {name: getattr(self.ui, name).text().strip() or None for name in NAMES}
        return msgspec.convert(values, Identity) if any(values.values()) else None

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
