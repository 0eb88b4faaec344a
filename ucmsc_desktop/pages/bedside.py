"""The infusion at the bedside: the checks before it, everything while it runs, and what is left to do after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.run import Run, RunStage, run_of
from ucmsc_desktop.domain.vitals_plan import Due, Planned, prompts
from ucmsc_desktop.forms.ui_bedside import Ui_Bedside
from ucmsc_desktop.pages import bedside_view as view
from ucmsc_desktop.pages import bedside_words as said
from ucmsc_desktop.pages.bedside_actions import Actions
from ucmsc_desktop.pages.bedside_before import BeforePanel
from ucmsc_desktop.pages.bedside_closing import Closing
from ucmsc_desktop.pages.bedside_queue import WriteQueue
from ucmsc_desktop.pages.bedside_slot import Slot, slot_of, slot_taken
from ucmsc_desktop.pages.bedside_table import TableCard
from ucmsc_desktop.pages.bedside_work import Mode, WorkArea
from ucmsc_desktop.store.bedside import Discharge, Ending, open_reason
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.big_button import GLOVED, BigButton
from ucmsc_desktop.widgets.plan_table import LARGE

TICK_MS = 1000
_NARROWEST, _GROWS = 150, 8


class BedsidePage(QWidget):
    """One infusion of a participant from the gate to the discharge; nothing that is tapped waits for a dialog."""

    changed = Signal()
    status = Signal(str)
    open_form = Signal(str, str)
    record_wanted = Signal(str, object)

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Take whose infusion it is; a visit without one says so."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self.is_planned = any(planned.key == visit and planned.infusion for planned in study.protocol.visits)
        self.ui = Ui_Bedside()
        self.ui.setupUi(self)
        self.queue = WriteQueue(self)
        self.actions_ = Actions(study, subject, visit, self.queue)
        self.work = WorkArea(self.ui.work_card, study, subject, visit)
        self.table = TableCard(self.ui, study, subject, visit, self)
        self.closing = Closing(self.ui, study, self)
        self.before = BeforePanel(study, subject, visit) if self.is_planned else None
        self.due: Due | None = None
        self._takes_before = False
        self._explained: set[datetime] = set()
        self._prompt = ""
        self._ticking = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticking.timeout.connect(self.tick)
        self._wire()
        self._wire_work()
        self._wire_keys()
        self.refresh()

    def _wire(self) -> None:
        ui, work = self.ui, self.work
        ui.right_column.addWidget(work.reaction)
        for label in (ui.working_words, ui.bag_words, ui.course_words, ui.observe_chip):
            label.setMinimumWidth(theme.scaled(_NARROWEST))
        for button in (ui.rate_button, ui.flush_button):
            button.setMaximumHeight(GLOVED + _GROWS)
        if theme.scaled(100) >= LARGE:
            # Ring and duration then need the whole height of their card.
            ui.upper_controls.addWidget(ui.rate_button, 1)
            ui.lower_controls.insertWidget(2, ui.flush_button)
        if self.before is not None:
            ui.before_room_column.addWidget(self.before)
            self.before.changed.connect(self._saved)
            self.before.status.connect(self.status)
            self.before.start_wanted.connect(self.start)
            self.before.blind_changed.connect(lambda _is_blind: self._show_doors())
        ui.before_button.clicked.connect(lambda: self._take_before(takes=True))
        ui.back_button.clicked.connect(lambda: self._take_before(takes=False))
        ui.vitals_button.clicked.connect(self.record_vitals)
        ui.reaction_button.clicked.connect(self.note_reaction)
        ui.pause_button.clicked.connect(self.pause)
        ui.stop_button.held.connect(self.stop)
        for button, mode in (
            (ui.rate_button, "rate"),
            (ui.flush_button, "flush"),
            (ui.finish_button, "finish"),
            (ui.leave_button, "leave"),
        ):
            button.clicked.connect(partial(self._choose, cast(Mode, mode)))
        ui.sign_button.clicked.connect(self.closing.sign)
        ui.log_button.clicked.connect(lambda: self.record_wanted.emit(self.subject, self._log_key))
        self.closing.signed.connect(self._saved)

    def _wire_work(self) -> None:
        work = self.work
        self.table.change_wanted.connect(self._change_set)
        self.table.refused.connect(self._refused)
        self.queue.changed.connect(self._queue_changed)
        self.queue.refused.connect(self._refused)
        work.vitals.slot = self._slot
        work.vitals.ask_reasons = self.table.ask_reasons
        work.vitals.taken.connect(self._take)
        work.vitals.other.clicked.connect(self._other)
        work.ask.answered.connect(self._answered)
        work.ask.cancelled.connect(lambda: self._choose(""))
        work.rate.given.connect(lambda value: self._do(self.actions_.rate, value))
        work.flush.given.connect(lambda value: self._do(self.actions_.flush, value))
        for amount in (work.rate, work.flush):
            amount.cancelled.connect(lambda: self._choose(""))
        work.finish.given.connect(self._finish)
        work.discharge.confirmed.connect(self._leave)
        work.reaction.changed.connect(self.changed)
        work.reaction.status.connect(self.status)
        work.reaction.closed.connect(self.refresh)

    def _wire_keys(self) -> None:
        for key, button in (
            ("V", self.ui.vitals_button),
            ("R", self.ui.reaction_button),
            ("P", self.ui.pause_button),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._by_key, button))

    def _by_key(self, button: BigButton) -> None:
        if button.isVisible() and button.isEnabled():
            button.click()

    @property
    def _log_key(self) -> Key:
        return Key(self.subject, self.visit, Infusion.form)

    @property
    def may_write(self) -> bool:
        """Whether this person's roles note what happens at an infusion."""
        return self.study.may_write(InfusionEvent.form)

    @property
    def is_blind(self) -> bool:
        """Whether a second person enters figures without seeing the first one's."""
        return self.before is not None and self.run.stage is RunStage.BEFORE and self.before.is_blind

    # What stands

    def refresh(self) -> None:
        """Read the infusion, with what waits to be written, and show it."""
        records = self.study.records(self.subject)
        waiting = [kept for one in self.queue.waiting for kept in one.records]
        self.run: Run = run_of([*records, *waiting], self.subject, self.visit)
        self.planned = Planned(self.study.protocol.infusion, self.run)
        number = self.study.next_number(self.subject, self.visit, VitalSigns.form)
        self.work.vitals.follow([kept.record for kept in self.run.sets], number)
        if self.before is not None and self.run.stage is RunStage.BEFORE:
            self.before.refresh()
        may_take = self.study.may_write(VitalSigns.form)
        view.show_controls(self.ui, self.run, may_write=self.may_write, may_take=may_take)
        self._show_doors()
        self._show_work()
        self.tick()

    def _show_doors(self) -> None:
        ui, before = self.ui, self.before
        if before is None and self.run.stage is RunStage.BEFORE:
            ui.unplanned_words.setText(said.unplanned(self.study.protocol, self.visit))
            ui.doors.setCurrentWidget(ui.unplanned_page)
            return
        is_blind = before is not None and before.is_blind
        is_before = self.run.stage is RunStage.BEFORE
        waits = is_before and (is_blind or not self._takes_before)
        if before is not None:
            before.setVisible(is_before)  # hidden it asks for no room
        ui.doors.setCurrentWidget(ui.before_page if waits else ui.run_page)
        self.setFocusProxy(cast(QWidget, before if waits else None))
        ui.before_bar.setVisible(not self.is_blind)
        log = self.run.log.record if self.run.log is not None else before.log if before is not None else None
        view.show_dose(ui, self.run, log, self.study.protocol.dose)
        taken = self.table.before_words(self.planned)
        ui.before_chip.set_status(
            "ok" if taken else "warn", taken or _("Vital signs before the start are not taken"), "heart-pulse"
        )
        ui.before_button.setVisible(self.study.may_write(VitalSigns.form))

    def _show_work(self) -> None:
        work, closed = self.work, self.run.stage is RunStage.CLOSED
        self.closing.show(self.run)
        may_take = self.study.may_write(VitalSigns.form)
        is_reaction = work.reaction.key is not None
        self.ui.work_card.setVisible(not (closed or is_reaction or self.table.shows_all) and may_take)
        if closed:
            return
        asked = self._open_reason()
        if asked is not None:
            work.ask_reason(asked.record)
        panel = work.panel(self.run, asked)
        if panel is work.finish and self.run.log is not None:
            flushes = [k.record.volume_ml for k in self.run.events if k.record.kind is EventKind.FLUSH]
            known = [volume for volume in flushes if volume is not None]
            work.finish.ask(self.run.log.record, sum(known[1:], known[0]) if known else None)
        work.show(panel)

    def _open_reason(self) -> Kept[InfusionEvent] | None:
        found = open_reason(self.run) if self.may_write else None
        return None if found is None or found.record.at in self._explained else found

    def tick(self) -> None:
        """Show the time: ring, duration, what is due. Reads no record."""
        if self.ui.doors.currentWidget() is not self.ui.run_page:
            return
        now = self.study.instant()
        self.due = view.show_course(self.ui, self.planned, now)
        self.table.show(self.planned, now, self.due)
        self._show_set_title()
        self.work.discharge.follow(self.table.left_words(self.planned, now))
        self._show_notice()

    def _slot(self) -> Slot:
        return slot_of(self.planned, self.study.instant())

    def _show_set_title(self) -> None:
        entry = self.work.vitals
        begun = entry.is_begun
        if entry.changing is not None:
            entry.title.setText(_("Change of a saved set"))
        else:
            entry.title.setText(slot_taken(self.planned, self.study.instant(), entry.record).title)
        entry.other.setText(_("Cancel") if entry.changing is not None else _("Clear") if begun else _("Leave out…"))
        entry.other.setVisible(begun or entry.changing is not None or self._slot().due is not None)

    def _show_notice(self) -> None:
        waiting, gap = self.queue.sentence(), said.gap_sentence(self.run)
        words = " ".join(part for part in (waiting, self._prompt, gap) if part)
        self.ui.notice.set_status("error" if waiting else "warn", words)

    # What is tapped

    def _choose(self, mode: Mode, *_checked: object) -> None:
        self.work.choose(mode)
        if mode == "rate":
            self.work.rate.ask(self.run.rate_ml_h)
        elif mode == "flush":
            self.work.flush.ask(None)
        self.table.show_all(shown=False)
        self._show_work()
        if mode == "rate":
            self.work.rate.begin()
        elif mode == "flush":
            self.work.flush.begin()

    def _take_before(self, *, takes: bool) -> None:
        self._takes_before = takes
        self._show_doors()
        self.tick()
        if takes:
            self.record_vitals()

    def record_vitals(self) -> None:
        """Put the keyboard into the set that is due."""
        self._choose("vitals")
        self.work.vitals.begin()
        self.ui.work_card.repaint()

    def start(self) -> None:
        """Start with the log on which two persons agree."""
        log = self.before.log if self.before is not None else None
        if log is None:
            self._refused(_("Two persons have not agreed on the dose yet. Nothing was started."))
            return
        self._do(self.actions_.start, log)

    def pause(self) -> None:
        """Pause or resume now; why is asked afterwards."""
        is_paused = self.run.stage is RunStage.PAUSED
        self._do(self.actions_.note, InfusionEvent(kind=EventKind.RESUME if is_paused else EventKind.PAUSE))

    def stop(self) -> None:
        """Stop now; why is asked afterwards."""
        self._do(self.actions_.stop)

    def note_reaction(self) -> None:
        """Keep the time of a reaction and open the draft of an adverse event beside the running infusion."""
        at = self.actions_.note(InfusionEvent(kind=EventKind.REACTION))
        words = _("draft of an adverse event {time}").format(time=text.time_text(at.wall))
        self.queue.do(words, partial(self.work.reaction.note, at.wall))
        self._saved()

    def _answered(self, why: PauseReason | StopReason | MissingReason) -> None:
        if isinstance(why, MissingReason):
            if self._slot().due is not None:
                self._do(self.actions_.skip, self._slot().due, why)
            return
        asked = self._open_reason()
        if asked is not None and asked.record.at is not None:
            self._explained.add(asked.record.at)
            self._do(self.actions_.explain, why)

    def _other(self) -> None:
        entry = self.work.vitals
        if entry.is_begun or entry.changing is not None:
            self.table.clear(entry)
            self.refresh()
        else:
            self.work.ask_skip(_("{set}: why is it left out?").format(set=entry.title.text()))
            self._choose("skip")

    def _change_set(self, kept: Kept[VitalSigns]) -> None:
        if self.work.vitals.is_begun:
            self._refused(_("Save or clear the set that is being entered first."))
            return
        self._choose("vitals")
        self.work.vitals.change(kept)
        self._show_set_title()

    def _take(self, signs: VitalSigns, number: int | None, reasons: dict[str, str]) -> None:
        found = prompts(self.study.protocol.infusion, signs)
        self._prompt = " ".join(found)
        self.actions_.take(signs, number, reasons)
        if not self.queue.was_refused:
            self.work.vitals.clear()
        if self.run.stage is RunStage.BEFORE:
            self._takes_before = bool(found)
        self._saved(_("Vital signs saved {time}"))

    def _finish(self, ending: Ending) -> None:
        self._do(self.actions_.finish, ending)

    def _leave(self, check: Discharge) -> None:
        self._do(self.actions_.leave, check)

    def _do(self, act: Callable[..., object], *args: object) -> None:
        act(*args)
        self._saved()

    def _saved(self, words: str = "") -> None:
        self.work.choose("")
        self.refresh()
        if not self.queue.waiting and not self.queue.was_refused:
            time = text.time_text(self.study.clock())
            self.status.emit((words or _("Saved on this laptop {time}")).format(time=time))
            self.changed.emit()

    def _queue_changed(self) -> None:
        self._show_notice()
        if not self.queue.waiting:
            self._saved()

    def _refused(self, sentence: str) -> None:
        self.status.emit(sentence)
        self._prompt = sentence
        self._show_notice()

    # Coming and going

    def leave(self) -> None:
        """Keep what is typed. Raises StudyError when that fails, or when something tapped is not on the disk yet."""
        self.work.vitals.leave()
        if self.before is not None:
            self.before.leave()
        self.queue.retry()
        if self.queue.waiting:
            raise DiskFull(self.queue.sentence())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count while it is seen."""
        super().showEvent(event)
        self._tint()
        self._ticking.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Count no more while it is not seen; the rail does."""
        super().hideEvent(event)
        self._ticking.stop()

    def _tint(self) -> None:
        sign = icons.pixmap("syringe", theme.current().secondary, 40, self.devicePixelRatioF())
        self.ui.unplanned_sign.setPixmap(sign)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "ui"):
            self._tint()
