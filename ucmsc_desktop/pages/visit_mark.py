"""Says of a planned visit that it took place on a day, or that it was missed and why."""

import msgspec
from PySide6.QtCore import QObject, Signal

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.schedule import Timing
from ucmsc_desktop.domain.summary import VisitView
from ucmsc_desktop.forms.ui_overview import Ui_Overview
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.store.errors import ReasonNeeded, StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


class VisitMark(QObject):
    """The part of the overview that keeps a visit's own record."""

    saved = Signal()

    def __init__(self, ui: Ui_Overview, study: Study, subject: str) -> None:
        """Bind the widgets of the overview's form."""
        super().__init__(ui.mark)
        self._ui, self._study, self._subject = ui, study, subject
        self._view: VisitView | None = None
        self._key = Key(subject, "", Visit.form)
        self._kept: Kept[Record] | None = None
        self._binder = Binder(ui.mark, Visit, ())
        for name, field in items.fields(Visit).items():
            getattr(ui, f"{name}_label").setText(field.label)
        self._binder.edited.connect(lambda _name: self._show_parts())
        ui.mark_button.clicked.connect(self.save)
        ui.mark_problem.hide()

    def show_visit(self, view: VisitView) -> None:
        """Show what is kept of a visit."""
        self._view = view
        self._key = Key(self._subject, view.visit.key, Visit.form)
        self._kept = self._study.find(self._key)
        self._binder.show(self._record())
        may = self._study.may_write(Visit.form)
        self._binder.set_read_only(not may)
        self._ui.mark_button.setVisible(may)
        self._ui.mark.setVisible(may or self._kept is not None)
        self._say("")
        self._show_parts()

    def _record(self) -> Visit:
        kept = self._kept.record if self._kept is not None else None
        return kept if isinstance(kept, Visit) else Visit()

    def _show_parts(self) -> None:
        record = self._binder.read(self._record())
        status, oddity = record.status, self._oddity(record)
        self._ui.done_part.setVisible(status is VisitStatus.DONE)
        self._ui.missed_part.setVisible(status is VisitStatus.MISSED)
        self._ui.mark_button.setEnabled(status is not None)
        self._ui.mark_hint.setText(oddity)
        self._ui.mark_hint.setVisible(bool(oddity))

    def _oddity(self, record: Visit) -> str:
        """What is unusual about a mark when one looks at the visit's window, in a sentence; it can still be kept."""
        window = self._view.window if self._view is not None else None
        if self._view is None or window is None:
            return ""
        first, last = text.date_text(window.earliest), text.date_text(window.latest)
        if record.status is VisitStatus.MISSED and self._study.clock().date() < window.earliest:
            return _("The window opens on {day}. Is the visit missed already?").format(day=first)
        on = record.visited_on
        if record.status is not VisitStatus.DONE or on is None or window.timing(on) is Timing.IN_WINDOW:
            return ""
        words = _("The window is {first} to {last}: {day} is {timing}. Is the date right?")
        return words.format(first=first, last=last, day=text.date_text(on), timing=self._view.timing(on))

    def _say(self, sentence: str) -> None:
        self._ui.mark_problem.setText(sentence)
        self._ui.mark_problem.setVisible(bool(sentence))

    def save(self) -> None:
        """Keep the visit, asking why when something saved changes; or say what cannot stand."""
        record = self._read()
        if record is None:
            return
        try:
            self._study.save(self._key, record, reasons=self._reasons(record))
        except ReasonNeeded:
            return  # the person closed the question: nothing changes
        except StudyError as error:
            self._say(str(error))
            return
        self._say("")
        self.saved.emit()

    def _read(self) -> Visit | None:
        record = self._binder.read(self._record())
        if self._binder.bad:
            return None
        unfit = "visited_on" if record.status is VisitStatus.MISSED else "reason"
        record = msgspec.structs.replace(record, **{unfit: None})
        found = record.contradictions()
        self._binder.set_problems(found)
        return None if found else record

    def _reasons(self, record: Visit) -> dict[str, str]:
        if self._kept is None:
            return {}
        old = self._record()
        fields = [field for field in items.changed(old, record) if getattr(old, field.name) is not None]
        if not fields:
            return {}
        dialog = ReasonDialog(_("Visit"), old, record, fields, self._ui.mark.window())
        return dialog.reasons() if dialog.exec() else {}
