"""The entry of a set of vital signs at the bedside: six numbers by keypad, kept as a draft at every tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.infusion_words import SHORT, VITAL_VALUES, baseline, change
from ucmsc_desktop.domain.items import BadValue, MissingReason
from ucmsc_desktop.domain.vitals_plan import prompts
from ucmsc_desktop.pages.bedside_pad import PadPanel
from ucmsc_desktop.pages.bedside_slot import Slot
from ucmsc_desktop.pages.draft_page import QUIET_MS
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _

_NAMES = {**SHORT, "respiration": N_("Resp"), "temperature": N_("Temp")}
_AGAIN_MS = 3000


class VitalsEntry(PadPanel):
    """One set: its time is that of the first digit, its place in the plan that of the same moment."""

    taken = Signal(VitalSigns, object, object)
    """A set, the number of the one that it changes or None, and the reasons of the change."""

    def __init__(self, study: Study, subject: str, visit: str, parent: QWidget | None = None) -> None:
        """Take whose vital signs they are."""
        super().__init__(parent)
        self.study, self.subject, self.visit = study, subject, visit
        self.record = VitalSigns()
        self.changing: Kept[VitalSigns] | None = None
        self.slot: Callable[[], Slot] | None = None
        self.ask_reasons: Callable[[VitalSigns, VitalSigns], dict[str, str] | None] = lambda _old, _new: {}
        self._before: VitalSigns | None = None
        self._key = Key(subject, visit, VitalSigns.form, 1)
        self._unwritten = ""
        self._warned: tuple[str, ...] = ()
        known = items.fields(VitalSigns)
        for name in VITAL_VALUES:
            self.add(known[name], _(_NAMES.get(name, known[name].item.label)))
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._write)

    # What stands

    def follow(self, sets: list[VitalSigns], number: int) -> None:
        """Take the sets that stand, for the change against the one before, and the number of the next."""
        self._before = baseline(sets)
        if self.changing is None and not self.is_begun:
            self._key = msgspec.structs.replace(self._key, number=number)
            self._take_up()
        self.show_notes()

    def _take_up(self) -> None:
        """Go on with this person's draft, also when somebody else saved a set under its number meanwhile."""
        place = msgspec.structs.replace(self._key, number=0)
        drafts = [one for one in self.study.drafts() if msgspec.structs.replace(one.key, number=0) == place]
        for draft in [one for one in drafts if not one.base][:1]:
            self.show_set(cast(VitalSigns, draft.record))
            if not self.is_begun and not self.record.missing:  # its only text was no number, and a time alone is none
                self.discard()
                return
            if draft.key != self._key:
                self.study.keep_draft(self._key, draft.record, draft.field)
                self.study.discard_draft(draft.key)

    @property
    def is_begun(self) -> bool:
        """Whether something stands in the entry."""
        return any(entry.line.text() for entry in self.fields.values())

    def show_set(self, record: VitalSigns) -> None:
        """Put a set into the entry."""
        self.record = record
        for name, entry in self.fields.items():
            entry.set_value(getattr(record, name))
        self._warned = ()
        self.show_notes()

    def change(self, kept: Kept[VitalSigns]) -> None:
        """Correct a set that stands; saving asks why."""
        self.changing = kept
        self.show_set(kept.record)
        self.begin()

    def clear(self) -> None:
        """Begin a new set."""
        self._quiet.stop()
        self._unwritten, self.changing = "", None
        self.show_set(VitalSigns())
        self.start_over()
        self.say("")

    def discard(self) -> None:
        """Throw away what stands in the entry, its draft too. Raises StudyError when the draft stays."""
        if self.changing is None:
            self.study.discard_draft(self._key)
        self.clear()

    @property
    def is_ready(self) -> bool:
        """In the last entry, and wherever all six stand."""
        return super().is_ready or all(entry.line.text() for entry in self.fields.values())

    # Typing

    def edited(self, name: str) -> None:
        """Stamp the set with its first digit, show the change against before, and keep the draft."""
        self._warned = ()
        values = {}
        for field, entry in self.fields.items():
            try:
                values[field] = entry.value()
            except BadValue:
                values[field] = None
        missing = {field: why for field, why in self.record.missing.items() if values.get(field, 0) is None}
        self.record = msgspec.structs.replace(self.record, missing=missing, **values)
        if self.changing is None and not self.is_begun:  # what was rubbed out has no time
            self.record = VitalSigns(missing=missing)
        elif self.changing is None and self.record.taken_at is None and self.slot is not None:
            slot, now = self.slot(), self.study.clock().replace(microsecond=0)
            self.record = msgspec.structs.replace(
                self.record, taken_at=now, timepoint=slot.timepoint, planned_minutes=slot.minutes
            )
        self.show_notes()
        self._unwritten = name
        if self.changing is None:
            self._quiet.start(QUIET_MS)

    def show_notes(self) -> None:
        """Say at each number how it changed, and where the site's bounds ask to look twice."""
        part = self.study.protocol.infusion
        for name, entry in self.fields.items():
            alone = VitalSigns(**{name: getattr(self.record, name)})
            against = change(name, self.record, self._before)
            note = _("{change} vs before").format(change=against) if against else ""
            bounds = part.prompt(name)
            if prompts(part, alone):
                bound = bounds[0] if getattr(alone, name) < bounds[0] else bounds[1]
                words = _("{note} below {bound}") if bound == bounds[0] else _("{note} above {bound}")
                entry.say(words.format(note=note, bound=bound).strip(), "warning")
            else:
                entry.say(note)

    def _write(self) -> None:
        try:
            self.leave()
        except StudyError as error:
            self.say(str(error))
            self._quiet.start(_AGAIN_MS)

    def leave(self) -> None:
        """Write to the draft what is not yet there. Raises StudyError when that fails."""
        self._quiet.stop()
        if self._unwritten and self.changing is None:
            self.study.keep_draft(self._key, self.record, self._unwritten)
        self._unwritten = ""

    # Saving

    def save(self) -> None:
        """Give the set to be written; what is blank is asked for once, and is then not done."""
        values = self.read()
        if values is None:
            return
        blank = tuple(name for name in VITAL_VALUES if values[name] is None and name not in self.record.missing)
        if len(blank) == len(VITAL_VALUES):
            self.say(_("Enter at least one value of this set, or leave it out with a reason."))
            return
        record = msgspec.structs.replace(self.record, **values)
        if self._refused(record) or self._asked(blank):
            return
        record = msgspec.structs.replace(
            record, missing={**record.missing, **dict.fromkeys(blank, MissingReason.NOT_DONE)}
        )
        reasons = self.ask_reasons(self.changing.record, record) if self.changing is not None else {}
        if reasons is None:
            return
        self._quiet.stop()
        self._unwritten = ""
        self.taken.emit(record, self.changing.key.number if self.changing is not None else None, reasons)

    def _refused(self, record: VitalSigns) -> bool:
        for problem in record.contradictions():
            self.say(problem.sentence)
            self._go_to(self.fields[problem.field])
            return True
        return False

    def _asked(self, blank: tuple[str, ...]) -> bool:
        if not blank or self._warned == blank:
            return False
        self._warned = blank
        names = _(", ").join(self.fields[name].name.text() for name in blank)
        self.say(_("Not entered: {names}. Press Save again if it was not done.").format(names=names))
        return True
