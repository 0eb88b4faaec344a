"""Stands in for a page that a person must not see now, with the reason, and the way to open it all the same."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.forms.ui_closed import Ui_Closed
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme


class ClosedPage(QWidget):
    """One sentence that says why nothing is shown and what opens it. Emits the form that does."""

    open_form = Signal(str, str)
    record_wanted = Signal(str, object)
    section_wanted = Signal(str)
    without = Signal()
    """The others are wanted, who are not in the way."""
    opened = Signal()
    """The person opened earlier scores before signing, and said why."""

    def __init__(self, study: Study, key: Key, *, elsewhere: bool = False, beside: str = "") -> None:
        """Take the form that keeps the page closed until it is signed; `elsewhere`: of another participant.

        `beside` names the page of the whole study that stays open, if it is to be offered.
        """
        super().__init__()
        self.study, self.key = study, key
        self.ui = Ui_Closed()
        self.ui.setupUi(self)
        visit = study.protocol.visit_name(key.visit)
        self.ui.sign.setPixmap(icons.pixmap("eye-off", theme.current().secondary, 40, self.devicePixelRatioF()))
        why = blinding.sentence(study, key)
        self.ui.sentence.setText(_("{code}: {why}").format(code=key.subject, why=why) if elsewhere else why)
        self.ui.form_button.setText(_("Open {form} of {visit}").format(form=form_title(key.form), visit=visit))
        self.ui.form_button.clicked.connect(
            lambda: self.record_wanted.emit(key.subject, key) if elsewhere else self.open_form.emit(key.visit, key.form)
        )
        self.ui.progress_button.setVisible(bool(beside))
        self.ui.progress_button.clicked.connect(lambda: self.section_wanted.emit(beside))
        self.ui.open_button.toggled.connect(self._ask)
        self.ui.reveal_button.clicked.connect(self.reveal)
        self.ui.reason.returnPressed.connect(self.reveal)
        self._ask(False)
        self.ui.without_button.hide()
        self.ui.without_button.clicked.connect(self.without)
        self.setFocusProxy(self.ui.form_button)

    def among(self, keys: Sequence[Key], sentence: str, *, others: bool) -> None:
        """Say who else is in the way of what was asked for; with `others` who are not, those alone are offered."""
        ui = self.ui
        ui.layout_1.setContentsMargins(0, 0, 0, 0)  # what it stands in has its own
        ui.sentence.setText(sentence)
        if len(keys) > 1:
            ui.form_button.setText(_("{code}: {why}").format(code=self.key.subject, why=ui.form_button.text()))
        ui.without_button.setVisible(others)

    def _ask(self, asking: bool) -> None:  # noqa: FBT001 - a slot of a checkable button
        self.ui.asking.setVisible(asking)
        self.ui.problem.hide()
        if asking:
            self.ui.reason.setFocus()

    def reveal(self) -> None:
        """Open earlier scores with the reason that was given; a refusal is a sentence in place."""
        try:
            self.study.open_earlier_scores(self.key, self.ui.reason.text())
        except StudyError as error:
            self.ui.problem.setText(str(error))
            self.ui.problem.show()
            self.ui.reason.setFocus()
        else:
            self.opened.emit()
