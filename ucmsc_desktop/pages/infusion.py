"""The infusion log: dose from the weight, product and label, start, stop, what was given, and vital signs beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.order import sentence
from ucmsc_desktop.domain.participant import Visit
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.forms.ui_infusion import Ui_Infusion
from ucmsc_desktop.pages.bedside_words import unplanned
from ucmsc_desktop.pages.infusion_vitals import VitalsPanel
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.signed_with_log import open_to
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.time_field import TimeField

TIMES = ("started_at", "stopped_at", "reaction_at")
FROM_THE_BEDSIDE = (
    "cells_per_kg",
    "bag",
    "bag_cells_million",
    "bag_volume_ml",
    "line",
    "line_filter",
    "rate_ml_h",
    "flush_ml",
    "observed_until",
    "left_well",
    "line_removed",
    "told_whom_to_call",
)
"""What comes from the protocol or is entered at the bedside: this form has no entry for it."""
TICK_MS = 1000
WIDTHS = {
    "weight_kg": 104,
    "weighed_on": 156,
    "given_on": 156,
    "expires_on": 156,
    "passage": 76,
    "label_counts": 212,
    "cells_per_ml": 220,
    "viability_pct": 110,
    "started_at": 140,
    "stopped_at": 140,
    "volume_given_ml": 120,
    "reaction_at": 134,
}
"""Entries whose text is never longer, so that the others get the room."""
_NOTES_LOW = 28
_LARGE = 120
"""From this size of text on, in per cent, the vital signs stand below the log: side by side both would be cut off."""
_SETS_LOW = 180


class InfusionPage(RecordPage[Infusion]):
    """One infusion of a participant. The dose is always in sight; each set of vital signs is a record of its own."""

    def __init__(self, study: Study, subject: str, visit: str) -> None:
        """Wire the log and the vital signs; a visit without an infusion says so."""
        self.ui = Ui_Infusion()
        self.is_planned = any(planned.key == visit and planned.infusion for planned in study.protocol.visits)
        super().__init__(study, Key(subject, visit, Infusion.form), Infusion, self.ui, FROM_THE_BEDSIDE)
        self.vitals = VitalsPanel(self.ui, study, subject, visit, self)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self._show_lasted)
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        ui = self.ui
        self.bar.bar_column.setDirection(QBoxLayout.Direction.LeftToRight)
        for field in self.binder.fields.values():
            _caption(self, field)
        for name in TIMES:
            self._time(name).set_clock(self.study.clock)
            self._time(name).button.clicked.connect(self._write)
        self._time("started_at").button.clicked.connect(self._begin)
        for name, width in WIDTHS.items():
            getattr(ui, name).setFixedWidth(theme.scaled(width))
        ui.cells_per_ml.set_width(WIDTHS["cells_per_ml"])
        ui.caution.size_of_words = 12
        if theme.scaled(100) >= _LARGE:
            ui.left_column.insertWidget(2, ui.vitals_card)
            for sets in (ui.sets, ui.no_sets):
                sets.setMinimumHeight(theme.scaled(_SETS_LOW))
        for notes in (ui.reaction, ui.notes):
            notes.edit.setMinimumHeight(_NOTES_LOW)
        ui.reaction_button.clicked.connect(self.note_reaction)
        self.vitals.changed.connect(self.changed)
        self.vitals.said.connect(self.status)
        self._tint()

    def _time(self, name: str) -> TimeField:
        field: TimeField = getattr(self.ui, name)
        return field

    # What the record is

    @property
    def may_write(self) -> bool:
        """Whether this person logs infusions and one is planned here."""
        return self.is_planned and super().may_write

    def new_record(self) -> Infusion:
        """A log of the day of the visit, else of today, by the protocol's dose per kg; no weight is taken over."""
        visit = self.study.find(Key(self.key.subject, self.key.visit, Visit.form))
        day = visit.record.visited_on if visit is not None and isinstance(visit.record, Visit) else None
        dose = self.study.protocol.dose
        return Infusion(given_on=day or self.study.clock().date(), cells_per_kg=dose.cells_per_kg)

    def first_field(self) -> str:
        """The body weight, from which the dose comes; the day before it is filled in already."""
        return "weight_kg"

    def focus(self, name: str) -> None:
        """Put the keyboard into a field and bring it into sight."""
        super().focus(name)
        self.ui.left_area.ensureWidgetVisible(self.binder.widget(name))

    def entered(self, name: str, record: Infusion) -> Infusion:
        """The log after an edit: times go with the day of the infusion, a start without a day gives it."""
        if record.cells_per_kg is None:
            record = msgspec.structs.replace(record, cells_per_kg=self.study.protocol.dose.cells_per_kg)
        if name == "given_on" and record.given_on is not None:
            return _moved(record, self.record.given_on, record.given_on)
        if record.given_on is None and record.started_at is not None and "given_on" not in self.binder.bad:
            return msgspec.structs.replace(record, given_on=record.started_at.date())
        return record

    def note_reaction(self) -> None:
        """Store this moment as the time of a reaction; a further one is added to the note."""
        if not self.may_write:
            return
        if not self.editing:
            self.change()
        now = self.study.clock().replace(microsecond=0)
        note = self.record.reaction
        if self.record.reaction_at is None and "reaction_at" not in self.binder.bad:
            self.put(msgspec.structs.replace(self.record, reaction_at=now), "reaction_at")
        else:
            again = _("{time}: ").format(time=text.time_text(now))
            self.put(msgspec.structs.replace(self.record, reaction=f"{note}\n{again}" if note else again), "reaction")
        self._write()
        self.focus("reaction")
        self.ui.reaction.edit.moveCursor(self.ui.reaction.edit.textCursor().MoveOperation.End)

    def summary(self) -> list[str]:
        """What is signed: dose with its working, product and label, times, what was given, vital signs, notes."""
        lines = [*_summary(self.record, self.study.protocol), *self.vitals.summary(Meaning.AUTHOR)]
        events = len(self._events_to_sign(Meaning.AUTHOR))
        return [*lines, _("Events of the infusion signed with it: {n}").format(n=events)] if events else lines

    def _signing_act(self) -> Callable[[Signing], None] | None:
        sign_log = super()._signing_act()
        if sign_log is None:
            return None

        def sign_together(signing: Signing) -> None:
            sign_log(signing)
            keys = [*self.vitals.to_sign(signing.meaning), *self._events_to_sign(signing.meaning)]
            if keys:
                self.study.sign_all(keys, signing)
                self.vitals.read()

        return sign_together

    def _events_to_sign(self, meaning: Meaning) -> list[Key]:
        events = of_type(self.study.records(self.key.subject), InfusionEvent, self.key.visit)
        return open_to(events, meaning, self.study.account.user)

    # What is shown

    def refresh(self) -> None:
        """Read log and vital signs, or this person's drafts of them, and show them."""
        super().refresh()
        self.vitals.refresh()
        if self.editing and self.kept is None:
            self._try(self._warn)

    def _warn(self) -> None:
        steps = self.study.unmet(self.key, self.record)
        if steps:
            self.bar.say(sentence(steps))

    def _begin(self) -> None:
        """Ask for what the protocol demands when cells begin to flow, not only when the log is saved."""
        if self.editing and self.kept is None:
            self.is_in_order()

    def leave(self) -> None:
        """Write both drafts. Raises StudyError when that fails."""
        super().leave()
        self.vitals.leave()

    def show_results(self) -> None:
        """Show dose, volume, cells given, cautions and the time that the infusion takes."""
        ui, log, today = self.ui, self.record, self.study.clock().date()
        shown = self.is_planned or self.kept is not None
        ui.doors.setCurrentWidget(ui.log if shown else ui.unplanned)
        ui.unplanned_words.setText(unplanned(self.study.protocol, self.key.visit))
        self._show_days()
        ui.dose_words.setText(words.million_cells(log.dose_cells) if log.dose_cells is not None else _("Weight needed"))
        ui.working_words.setText(words.working(log, self.study.protocol.dose))
        ui.volume_words.setText(words.volume(log) or text.NO_BREAK_SPACE)
        ui.volume_label.setText(_("Volume to give") if log.volume_to_give_ml is not None else "")
        ui.given_label.setText(_("Given") if log.cells_given is not None else "")
        ui.given_words.setText(words.given(log))
        ui.part_words.setText(words.part_given(log))
        ui.concentration_words.setText(words.concentration(log))
        seen = "\n".join(problem.sentence for problem in words.cautions(log, self.study.protocol.dose, today))
        ui.caution.set_status("warn", seen)
        is_signed = self.kept is not None and self.kept.state is State.SIGNED
        ui.reaction_button.setVisible(self.may_write and (self.editing or not is_signed))
        self.vitals.follow(log)
        self._show_lasted()

    def _show_days(self) -> None:
        for name in TIMES:
            field = self._time(name)
            if field.day != self.record.given_on:
                field.set_day(self.record.given_on)
                if name not in self.binder.bad:
                    field.set_value(getattr(self.record, name))

    def _show_lasted(self) -> None:
        log = self.record
        end = log.stopped_at or self.study.clock()
        seconds = int((end - log.started_at).total_seconds()) if log.started_at is not None else -1
        runs = log.started_at is not None and log.stopped_at is None and "stopped_at" not in log.missing
        stays = seconds >= 0 and (log.stopped_at is not None or (runs and seconds < timedelta(days=1).total_seconds()))
        caption = _("Infusion running") if runs else _("Lasted")
        self.ui.lasted_label.setText(caption if stays else "")
        self.ui.lasted_words.setText(words.lasted(seconds, exactly=runs) if stays else "")
        if (runs and stays) != self._ticking.isActive():
            if runs and stays:
                self._ticking.start()
            else:
                self._ticking.stop()

    def _tint(self) -> None:
        look = theme.current()
        self.ui.reaction_button.setIcon(icons.icon("triangle-alert", look.warn))
        sign = icons.pixmap("syringe", look.secondary, 40, self.devicePixelRatioF())
        self.ui.unplanned_sign.setPixmap(sign)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "vitals"):
            self._tint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Undo in the entries of vital signs is the entry's own: a saved set is not undone with the log."""
        if isinstance(watched, QWidget) and self.ui.vitals_entry.isAncestorOf(watched) and isinstance(event, QKeyEvent):
            return False
        return super().eventFilter(watched, event)


def _caption(page: QWidget, field: items.Field) -> None:
    """Write a field's label above its entry."""
    label = page.findChild(QLabel, f"{field.name}_label")
    if isinstance(label, QLabel):
        label.setText(field.label)


def _moved(record: Infusion, old: date | None, new: date) -> Infusion:
    """The log with its times on another day, to the second."""
    first = old or (record.started_at.date() if record.started_at is not None else new)
    values: dict[str, datetime] = {}
    for name in TIMES:
        at: datetime | None = getattr(record, name)
        if at is not None:
            values[name] = datetime.combine(at.date() + (new - first), at.time()).astimezone()
    return msgspec.structs.replace(record, **values) if new != first else record


def _summary(log: Infusion, protocol: Protocol) -> list[str]:
    said = {name: items.show_entry(log, name) for name in items.fields(Infusion)}
    dose = words.million_cells(log.dose_cells) if log.dose_cells is not None else _("not known")
    lines = [
        _("{label}: {value}").format(label=items.fields(Infusion)["given_on"].label, value=said["given_on"]),
        _("Dose: {dose} = {working}").format(dose=dose, working=words.working(log, protocol.dose)),
        _("Product: {product}, lot {lot}, expires on {day}").format(
            product=said["product"], lot=said["lot"], day=said["expires_on"]
        ),
        _("Label: {words}, {counts}").format(
            words=words.concentration(log) or said["cells_per_ml"], counts=said["label_counts"]
        ),
        _("Volume to give {volume}; from {start} to {stop}, {given} given").format(
            volume=words.volume(log) or _("not known"),
            start=said["started_at"],
            stop=said["stopped_at"],
            given=said["volume_given_ml"],
        ),
        _("Given: {cells}, {part}").format(
            cells=words.given(log) or _("not known"), part=words.part_given(log) or _("part not known")
        ),
    ]
    lines += [problem.sentence for problem in words.cautions(log, protocol.dose, log.given_on or date.max)]
    for name in ("reaction_at", "reaction", "notes"):
        if said[name] and getattr(log, name) is not None:
            lines.append(_("{label}: {value}").format(label=items.fields(Infusion)[name].label, value=said[name]))
    return lines
