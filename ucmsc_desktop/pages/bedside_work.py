"""The work area at the bedside: one panel at a time, the one that the moment asks for or that was tapped."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.run import Run, RunStage
from ucmsc_desktop.pages.bedside_amount import AmountPanel
from ucmsc_desktop.pages.bedside_ask import AskPanel
from ucmsc_desktop.pages.bedside_discharge import DischargePanel
from ucmsc_desktop.pages.bedside_finish import FinishPanel
from ucmsc_desktop.pages.bedside_vitals import VitalsEntry
from ucmsc_desktop.pages.reaction import ReactionPanel
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

Mode = Literal["", "vitals", "rate", "flush", "skip", "finish", "leave"]
_WHY_SKIPPED = (MissingReason.NOT_DONE, MissingReason.REFUSED, MissingReason.NOT_KNOWN)


class WorkArea(QObject):
    """Holds the panels and shows one of them; what each says goes to the page."""

    def __init__(self, card: QWidget, study: Study, subject: str, visit: str) -> None:
        """Make the panels of one infusion in the column of a card."""
        super().__init__(card)
        self.shown: QWidget | None = None
        self.mode: Mode = ""
        column = cast("QVBoxLayout", card.layout())
        self.vitals = VitalsEntry(study, subject, visit, card)
        self.ask = AskPanel(card)
        self.rate = AmountPanel("rate_ml_h", _("New rate"), card)
        self.flush = AmountPanel("volume_ml", _("Flush of the line"), card)
        self.finish = FinishPanel(study.protocol.dose, card)
        self.discharge = DischargePanel(card)
        self.reaction = ReactionPanel(study, subject, visit)
        for panel in (self.vitals, self.ask, self.rate, self.flush, self.finish, self.discharge):
            panel.hide()
            column.addWidget(panel)

    def choose(self, mode: Mode) -> None:
        """Remember which panel was asked for; an empty mode is what the moment asks for."""
        self.mode = mode

    def panel(self, run: Run, open_reason: Kept[InfusionEvent] | None) -> QWidget:
        """The panel that is to be seen: a reaction and an open reason come before what was chosen."""
        chosen: dict[str, QWidget] = {
            "rate": self.rate,
            "flush": self.flush,
            "skip": self.ask,
            "finish": self.finish,
            "leave": self.discharge,
            "vitals": self.vitals,
        }
        if self.reaction.key is not None:
            return self.reaction
        if open_reason is not None:
            return self.ask
        if self.mode:
            return chosen[self.mode]
        is_given = run.log is not None and run.log.record.volume_given_ml is not None
        return self.finish if run.stage is RunStage.ENDED and not is_given else self.vitals

    def show(self, panel: QWidget) -> None:
        """Show a panel, with the keyboard in it when it was not there before."""
        if self.shown is panel and not panel.isHidden():
            return
        # Panels beside each other in a stack would all be as high as the highest.
        if self.shown is not None and self.shown is not panel:
            self.shown.hide()
        self.shown = panel
        panel.show()
        if isinstance(panel, VitalsEntry | AskPanel | FinishPanel | DischargePanel) and panel.isVisible():
            panel.begin()

    def ask_reason(self, event: InfusionEvent) -> None:
        """Ask why it was paused or stopped; the time is on record already."""
        is_pause = event.kind is EventKind.PAUSE
        title = _("Paused at {time}: why?") if is_pause else _("Stopped at {time}: why?")
        time = f"{event.at:%H:%M:%S}" if event.at is not None else ""
        answers = tuple(PauseReason) if is_pause else tuple(StopReason)
        self.ask.ask(title.format(time=time), _("The time is kept already."), answers, can_cancel=False)

    def ask_skip(self, title: str) -> None:
        """Ask why a set of vital signs is left out."""
        self.ask.ask(title, _("The set is kept as left out, with the reason."), _WHY_SKIPPED, can_cancel=True)
