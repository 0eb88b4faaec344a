"""What a form page does while a record is entered: shows it, keeps it as a draft at each step, undoes steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items, roles
from ucmsc_desktop.domain.casebook import Kept, Key, State
from ucmsc_desktop.domain.items import Problem, Record
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.agreed import agreed
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.record_bar import PageForm, RecordBar, Situation, state_words
from ucmsc_desktop.pages.snapshots import Snapshots
from ucmsc_desktop.pages.undo_keys import UndoKeys
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.errors import RecordRefused, StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
QUIET_MS = 80
"""A text is written to the draft after this much quiet, or when its field is left."""
PAUSE_MS = 400
"""What is typed after this much quiet is a step of its own for undo."""


class DraftPage(QWidget, Generic[R]):
    """One record on a page, entered and kept as a draft. `RecordPage` saves and signs it."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, key: Key, record_type: type[R], ui: PageForm, extra: Collection[str] = ()) -> None:
        """Set up the form and bind its widgets; `extra` names fields that have no widget."""
        super().__init__()
        self.study, self.key, self.record_type = study, key, record_type
        self.record: R = record_type()
        self.kept: Kept[R] | None = None
        self.editing = False
        self.refusal = ""
        self.drafted_at: datetime | None = None
        self._undo: Snapshots[R] = Snapshots()
        self._unwritten = ""
        ui.setupUi(self)
        self.bar = RecordBar(ui.record_bar)
        self.binder = Binder(self, record_type, extra)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._arrived = QTimer(self, singleShot=True, interval=0)
        self._connect()

    def _connect(self) -> None:
        self.binder.edited.connect(self._edit)
        self._quiet.timeout.connect(lambda: self._try(self._keep))
        self._pause.timeout.connect(self._undo.part)
        self._arrived.timeout.connect(self._keep_place)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)
        self.on(self.bar.undo_button, self.undo, "Ctrl+Z")
        self.on(self.bar.redo_button, self.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        self.on(self.bar.discard_button, self.discard)
        self.on(self.bar.left_button, self.go_on)
        UndoKeys(self)

    def on(self, button: QPushButton, action: Callable[[], object], *keys: str) -> None:
        """Let a button, and its keys while the keyboard is on the page, do something."""
        button.clicked.connect(lambda: action())
        for key in keys:
            QShortcut(QKeySequence(key), self, button.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What a form of its own overrides

    def new_record(self) -> R:
        """The record before anything is entered. Only facts with a source are filled in beforehand."""
        return self.record_type()

    def entered(self, name: str, record: R) -> R:
        """The record after an edit of a field, with what follows from the edit."""
        del name
        return record

    def show_results(self) -> None:
        """Show what follows from the record; called after each edit."""

    def first_field(self) -> str:
        """The field in which the keyboard is when the page opens."""
        return next(iter(self.binder.widgets))

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        self.binder.focus(name)

    def widget_of(self, name: str) -> QWidget:
        """The widget in which a field is entered."""
        return self.binder.widget(name)

    def wrong(self) -> list[Problem]:
        """What stands on the screen and is no value."""
        return [Problem(name, sentence) for name, sentence in self.binder.bad.items()]

    def queries(self) -> list[Problem]:
        """What is said at the fields while the record is entered: entries that are each possible, yet not together."""
        return self.record.contradictions()

    # State

    def state(self) -> State | None:
        """Draft while something is not saved, else how final the record is; None when nothing was entered yet."""
        return self._situation().state

    @property
    def may_write(self) -> bool:
        """Whether this person may fill in this form."""
        return self.study.may_write(self.key.form) and not self.refusal

    def refresh(self) -> None:
        """Read the record, or this person's draft of it, from the study and show it."""
        self._write()
        self._undo.clear()
        self.refusal = self.study.refusal(self.key)
        self.bar.say(self.refusal)
        self.kept = cast("Kept[R] | None", self.study.find(self.key))
        draft = self.study.draft(self.key) if self.may_write else None
        self.drafted_at = draft.at if draft is not None else None
        self.editing = draft is not None or (self.kept is None and self.may_write)
        blank = self.new_record() if self.may_write else self.record_type()
        self.record = blank if self.kept is None else self.kept.record
        if draft is not None:
            self.record = cast(R, draft.record)
        self.record = self.record.derived()
        self.show_record()
        self.setFocusProxy(self.widget_of(draft.field if draft is not None else self.first_field()))
        if draft is not None:
            self._take_up(draft)

    def _take_up(self, draft: Draft) -> None:
        self.focus(draft.field)
        self.status.emit(_("Draft of {time} continued").format(time=text.datetime_text(draft.at)))
        if self.kept is not None and draft.base != self.kept.hash:
            sentence = _("{name} saved this form after your draft was begun. Look at the history before you save.")
            self.bar.say(sentence.format(name=self.kept.by.user))

    def show_record(self) -> None:
        """Put the record on the screen."""
        self.binder.show(self.record)
        self.binder.set_read_only(not self.editing)
        self._show_state()

    def _show_state(self) -> None:
        self.bar.show(self._situation())
        self.binder.set_problems(self.queries())
        self.show_results()

    def _situation(self) -> Situation:
        return Situation(
            kept=self.kept,
            drafted_at=self.drafted_at,
            editing=self.editing,
            may_write=self.may_write,
            may_sign=bool(self._meanings()) and not self.refusal,
            refused=bool(self.refusal),
            unkept=bool(self._unwritten),
            can_undo=self._undo.can_undo,
            can_redo=self._undo.can_redo,
            left=items.blanks(self.record),
        )

    def _meanings(self) -> list[Meaning]:
        account, signatures = self.study.account, self.kept.signatures if self.kept is not None else ()
        given = {s.meaning for s in signatures if s.holds and s.by.user == account.user and not self.editing}
        return [meaning for meaning in roles.meanings(self.key.form, account.roles) if meaning not in given]

    # Drafts

    def _edit(self, name: str) -> None:
        if self.editing:
            self.put(self.entered(name, self.binder.read(self.record)), name)

    def put(self, record: R, name: str) -> None:
        """Take over a record after an edit of a field: shown, undoable, written as a draft."""
        before, self.record = self.record, record.derived()
        on_screen = self.binder.read(before)
        self.binder.show(self.record, {field.name for field in items.changed(on_screen, self.record)})
        if self.record != before:
            typing = self._is_typing(name)
            self._undo.keep(before, name, join=typing)
            self._unwritten = name
            self.bar.say("")
            if typing:
                self._quiet.start()
                self._pause.start()
            else:
                self._write()
        self._show_state()

    def _is_typing(self, name: str) -> bool:
        widget = QApplication.focusWidget()
        return isinstance(widget, QLineEdit | QPlainTextEdit) and self.binder.name_of(widget) == name

    def leave(self) -> None:
        """Write to the draft what is not yet written there. Raises StudyError when that fails."""
        self._undo.part()
        self._keep()

    def _keep(self) -> None:
        self._quiet.stop()
        if self._is_untouched():
            self._unwritten = ""
        if self._unwritten:
            field = self.place() or self._unwritten
            before, self.drafted_at = self.drafted_at, self.study.keep_draft(self.key, self.record, field)
            self._unwritten = ""
            self.bar.show(self._situation())
            if before is None:  # a draft that begins may close earlier scores elsewhere
                self.changed.emit()
            self.status.emit(state_words(self._situation()))

    def _is_untouched(self) -> bool:
        """Nothing was ever kept and nothing is entered, as after undoing everything: there is nothing to keep."""
        return self.kept is None and self.drafted_at is None and self.record == self.new_record().derived()

    def _write(self) -> None:
        self._try(self.leave)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._unwritten and self.binder.name_of(old) != self.binder.name_of(now):
            self._write()
        if self.drafted_at is not None and self.binder.name_of(now):
            self._arrived.start()

    def _keep_place(self) -> None:
        """Note where the keyboard is, so that a draft is taken up again in the very entry."""
        name = self.place()
        if self.drafted_at is not None and name:
            self._try(lambda: self.study.keep_place(self.key, name))

    def place(self) -> str:
        """The field in which the keyboard is, empty for none."""
        return self.binder.name_of(QApplication.focusWidget())

    def discard(self) -> None:
        """Throw the draft away after asking, and show what stands in the study."""
        question = _("Discard what was entered since the last save? It cannot be brought back.")
        if self.drafted_at is None:
            if not self._unwritten or self.confirm(question):
                self._unwritten = ""
                self.refresh()
        elif self.confirm(question) and self._try(lambda: self.study.discard_draft(self.key)):
            self._unwritten = ""
            self.refresh()
            self.status.emit(_("Draft discarded"))
            self.changed.emit()

    def confirm(self, question: str) -> bool:
        """Ask before something is lost."""
        return agreed(self, self.title(), question)

    def undo(self) -> None:
        """Go back one edit; possible until the record is saved."""
        if self.editing and self._undo.can_undo:
            self._step(*self._undo.undo(self.record))

    def redo(self) -> None:
        """Go forward again after an undo."""
        if self.editing and self._undo.can_redo:
            self._step(*self._undo.redo(self.record))

    def _step(self, record: R, name: str) -> None:
        self.record, self._unwritten = record, name
        self.binder.show(record)
        self._write()
        self._show_state()
        self.focus(name)

    def title(self) -> str:
        """Participant, visit and form in words."""
        parts = [self.key.subject, self.study.protocol.visit_name(self.key.visit), _(self.record_type.title)]
        return " · ".join(part for part in parts if part)

    def go_on(self) -> None:
        """Put the keyboard into the next entry that is left."""
        left = items.blanks(self.record)
        if left:
            self.focus(left[0].name)

    def _refuse(self, wrong: Sequence[Problem], sentence: str) -> bool:
        if not wrong:
            return True
        self.binder.set_problems(wrong)
        self.bar.say(sentence)
        self.focus(wrong[0].field)
        return False

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except RecordRefused as refused:
            return self._refuse(refused.problems, str(refused))
        except StudyError as error:
            self.bar.show(self._situation())
            self.bar.say(str(error))
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bar"):
            self.bar.tint()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Leave nothing unwritten behind: the quiet after a key must not end when the study is closed."""
        super().hideEvent(event)
        self._write()
