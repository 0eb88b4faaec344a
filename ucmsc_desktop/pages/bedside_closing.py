"""The end of an infusion: its log, its events and its vital signs are signed in one step."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain import items, roles
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.forms.ui_bedside import Ui_Bedside
from ucmsc_desktop.pages import bedside_words as said
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, ngettext


class Closing(QObject):
    """Offers the signature once the participant has left."""

    signed = Signal()

    def __init__(self, ui: Ui_Bedside, study: Study, page: QWidget) -> None:
        """Take the form and its page."""
        super().__init__(page)
        self.ui, self.study, self.page = ui, study, page
        self.run: Run | None = None

    def show(self, run: Run) -> None:
        """Follow the infusion; what is signed whole offers no further signature of this person."""
        self.run = run
        if run.stage is RunStage.CLOSED:
            self.ui.sign_button.setEnabled(bool(self._open()))

    def _open(self) -> list[Key]:
        user = self.study.account.user
        return [
            kept.key
            for kept in self._records()
            if not any(signature.holds and signature.by.user == user for signature in kept.signatures)
        ]

    def _records(self) -> list[Kept[Record]]:
        if self.run is None or self.run.log is None:
            return []
        sets = [kept for kept in self.run.sets if not items.blanks(kept.record) and not kept.record.contradictions()]
        return [self.run.log, *self.run.events, *sets]

    def sign(self) -> None:
        """Sign log, events and whole sets of vital signs as their author, or as the investigator who approves."""
        from ucmsc_desktop.pages.sign_dialog import SignDialog  # late: at the very end

        keys = self._open()
        if self.run is None or not keys:
            return
        title = said.SEPARATOR.join([self.run.subject, self.study.protocol.visit_name(self.run.visit), _("Infusion")])
        meanings = roles.meanings(Infusion.form, self.study.account.roles)
        dialog = SignDialog(
            self.study,
            Infusion.form,
            meanings,
            title,
            self._lines(),
            lambda signing: self.study.sign_all(keys, signing),
            self.page,
        )
        if dialog.exec():
            self.signed.emit()

    def _lines(self) -> list[str]:
        if self.run is None or self.run.log is None:
            return []
        log = self.run.log.record
        known = words.million_cells(log.dose_cells) if log.dose_cells is not None else _("not known")
        lines = [
            _("Dose: {dose}, {bag}").format(
                dose=known, bag=said.bag_words(log, self.run.checks).replace("\n", said.SEPARATOR)
            )
        ]
        lines += [said.times(self.run), *said.closing(log)]
        count = len(self.run.events)
        lines.append(ngettext("{n} event with its time", "{n} events with their times", count).format(n=count))
        taken = len(self._records()) - count - 1
        lines.append(
            _("{n} of {all} sets of vital signs, those that are whole").format(n=taken, all=len(self.run.sets))
        )
        return lines
