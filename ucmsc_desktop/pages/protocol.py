"""The protocol in force: its parameters, the versions behind it, and its amendment by an investigator."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.amendment import Difference, change_words
from ucmsc_desktop.domain.amendments import amended, effect, parameter_changes
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.protocol import BadProtocol, Protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_protocol import Ui_ProtocolForm
from ucmsc_desktop.pages.amendment_words import difference_words, version_words
from ucmsc_desktop.pages.parameter_rows import ParameterRows
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store import amending, blinding
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

FORM = "PROTOCOL"
AT_ONCE = 20
EFFECT = 140
"""Room for six lines of verdicts that would differ."""
LARGE, BESIDE = 100, 115
"""Up to this size of text, in percent, the buttons stand beside each other."""


class ProtocolPage(QWidget):
    """Shows every parameter; an investigator changes some, sees whose verdict would differ, says why and signs."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """Show the protocol in force; who is no investigator reads."""
        super().__init__()
        self.study = study
        self._seen: list[Difference] | None = None
        self.ui = Ui_ProtocolForm()
        self.ui.setupUi(self)
        ui = self.ui
        may_amend = amending.may_amend(study.account)
        self.rows = ParameterRows(ui.grid, study.protocol, self, editable=may_amend)
        for part in (ui.rows, ui.area.viewport()):
            part.setAutoFillBackground(False)
        # No parameter's unit may lie beyond the edge; what is left is the amendment's.
        ui.area.setMinimumWidth(ui.rows.minimumSizeHint().width() + ui.area.verticalScrollBar().sizeHint().width())
        if theme.scaled(LARGE) > BESIDE:
            ui.buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        ui.amend_card.setVisible(may_amend)
        ui.progress.hide()
        ui.effect.setMaximumHeight(theme.scaled(EFFECT))
        ui.note.setText(
            _("Behind a parameter stands the criterion that it decides. A change is a signed amendment.")
            if may_amend
            else _("Behind a parameter stands the criterion that it decides. Only an investigator changes a value.")
        )
        self.rows.edited.connect(self._edited)
        ui.reason.textChanged.connect(lambda _words: self._show_ready())
        ui.effect_button.clicked.connect(self.show_effect)
        ui.discard_button.clicked.connect(self.discard)
        ui.sign_button.clicked.connect(self.sign)
        self.refresh()

    def refresh(self) -> None:
        """Show the protocol in force again; what was not signed is taken back."""
        protocol = self.study.protocol
        self.ui.version.setText(_("version {n} is in force").format(n=protocol.version))
        self.rows.show_values(protocol)
        book = self.study.people()
        closed = blinding.closed_verdicts(self.study)
        told = [version_words(version, book, closed) for version in amending.versions(self.study.ledger)]
        self.ui.versions.setPlainText("\n\n".join(told))
        self.ui.reason.clear()
        self._edited()

    def discard(self) -> None:
        """Take back what was entered and not signed."""
        self.refresh()

    # The amendment

    def _edited(self) -> None:
        self._seen = None
        self.ui.effect.hide()
        self.rows.mark()
        new = self._amended()
        self.ui.problem.setVisible(bool(self.ui.problem.text()))
        changes = parameter_changes(self.study.protocol, new) if new is not None else []
        words = "\n".join(change_words(change) for change in changes)
        self.ui.changes.setText(words or _("Change a value on the left to begin."))
        self._show_ready()

    def _amended(self) -> Protocol | None:
        """The protocol with what is entered, None while nothing is or something cannot stand, which is said."""
        self.ui.problem.clear()
        try:
            changes = self.rows.changes()
            return amended(self.study.protocol, changes) if changes else None
        except (BadValue, BadProtocol) as error:
            self.ui.problem.setText(str(error))
            return None

    def show_effect(self) -> None:
        """Judge every screened participant by both versions and list whose verdict would differ."""
        new = self._amended()
        if new is None:
            return
        records, ui = self.study.everything(), self.ui
        ui.progress.setMaximum(len(records))
        ui.progress.show()
        found: list[Difference] = []
        for done, (_subject, difference) in enumerate(effect(records, self.study.protocol, new), 1):
            found += [difference] if difference is not None else []
            if done % AT_ONCE == 0:
                ui.progress.setValue(done)
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        ui.progress.hide()
        self._seen = found
        ui.effect.setPlainText("\n".join(self._effect_lines()))
        ui.effect.show()
        self._show_ready()

    def _effect_lines(self) -> list[str]:
        found, new = self._seen or [], self._amended()
        analysed = new is not None and new.analysis != self.study.protocol.analysis
        beside = [_("What the cohort shows follows the analysis at once; that is not told here.")] if analysed else []
        if not found:
            return [_("No verdict would differ."), *beside]
        first = text.ngettext("{n} verdict would differ.", "{n} verdicts would differ.", len(found))
        closed = blinding.closed_verdicts(self.study)
        told = (difference_words(difference, closed) for difference in found)
        return [first.format(n=len(found)), *told, *beside]

    def _show_ready(self) -> None:
        ui = self.ui
        entered = self._amended() is not None
        ui.effect_button.setEnabled(entered)
        ui.discard_button.setEnabled(entered or bool(ui.problem.text()))
        ui.sign_button.setEnabled(entered and self._seen is not None and bool(ui.reason.text().strip()))

    def sign(self) -> None:
        """Sign the amendment; what is signed names every change, the reason and whose verdict differs."""
        new = self._amended()
        if new is None or self._seen is None:
            return
        lines = [change_words(change) for change in parameter_changes(self.study.protocol, new)]
        lines.append(_("Reason: {reason}").format(reason=self.ui.reason.text().strip()))
        title = _("Amendment: version {n} of the protocol").format(n=new.version)
        dialog = SignDialog(
            self.study, FORM, [Meaning.APPROVAL], title, [*lines, *self._effect_lines()], self._amend, self
        )
        if dialog.exec():
            self.refresh()
            self.status.emit(_("Version {n} of the protocol is in force").format(n=self.study.protocol.version))
            self.changed.emit()

    def _amend(self, signing: Signing) -> None:
        self.study.amend_protocol(self.rows.changes(), self.ui.reason.text(), signing)
