"""What every form page shares: drafts as it is typed, saving, signing, changing with a reason, history, undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain import items, roles
from ucmsc_desktop.domain.casebook import Kept, Key, State
from ucmsc_desktop.domain.items import Problem, Record
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.binder import Binder
from ucmsc_desktop.pages.history_dialog import HistoryDialog
from ucmsc_desktop.pages.missing_dialog import ask_missing
from ucmsc_desktop.pages.reason_dialog import ask_reasons
from ucmsc_desktop.pages.record_bar import PageForm, RecordBar, Situation, state_words
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.pages.snapshots import Snapshots
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.errors import RecordRefused, StudyError
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
QUIET_MS = 400
"""A text is written to the draft after this much quiet, or when its field is left."""


class RecordPage(QWidget, Generic[R]):
    """One record on a page. A subclass gives its form to `super().__init__`, wires its own, and ends with `refresh`."""

    changed = Signal()
    status = Signal(str)

    def __init__(self, study: Study, key: Key, record_type: type[R], ui: PageForm, extra: Collection[str] = ()) -> None:
        """Set up the form and bind its widgets; `extra` names fields that have no widget."""
        super().__init__()
        self.study, self.key, self.record_type = study, key, record_type
        self.record: R = record_type()
        self.kept: Kept[R] | None = None
        self.editing = False
        self.drafted_at: datetime | None = None
        self._undo: Snapshots[R] = Snapshots()
        self._unwritten = ""
        ui.setupUi(self)
        self.bar = RecordBar(ui.record_bar)
        self.binder = Binder(self, record_type, extra)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._connect()

    def _connect(self) -> None:
        self.binder.edited.connect(self._edit)
        self._quiet.timeout.connect(self._write)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)
        bar = self.bar
        actions: list[tuple[Any, Callable[[], object], tuple[str, ...]]] = [
            (bar.save_button, self.save, ("Ctrl+S",)),
            (bar.sign_button, self.sign, ("Ctrl+Return", "Ctrl+Enter")),
            (bar.undo_button, self.undo, ("Ctrl+Z",)),
            (bar.redo_button, self.redo, ("Ctrl+Shift+Z", "Ctrl+Y")),
            (bar.change_button, self.change, ()),
            (bar.discard_button, self.discard, ()),
            (bar.history_button, self.show_history, ("Ctrl+H",)),
            (bar.left_button, self.go_on, ()),
        ]
        for button, action, keys in actions:
            button.clicked.connect(lambda _checked=False, act=action: act())
            for key in keys:
                QShortcut(QKeySequence(key), self, button.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for entry in [*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)]:
            entry.installEventFilter(self)

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

    def summary(self) -> list[str]:
        """What is signed, in a few lines."""
        return [
            _("{label}: {value}").format(label=field.label, value=items.show_entry(self.record, field.name))
            for field, value in items.entries(self.record)
            if value is not None or field.name in self.record.missing
        ]

    def first_field(self) -> str:
        """The field in which the keyboard is when the page opens."""
        return next(iter(self.binder.widgets))

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        self.binder.focus(name)

    def wrong(self) -> list[Problem]:
        """What stands on the screen and is no value."""
        return [Problem(name, sentence) for name, sentence in self.binder.bad.items()]

    # State

    def state(self) -> State | None:
        """Draft while something is not saved, else how final the record is; None when nothing was entered yet."""
        return self._situation().state

    @property
    def may_write(self) -> bool:
        """Whether this person's roles may fill in this form."""
        return self.study.may_write(self.key.form)

    def refresh(self) -> None:
        """Read the record, or this person's draft of it, from the study and show it."""
        self._write()
        self._undo.clear()
        self.bar.say("")
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
        self.setFocusProxy(self.binder.widget(draft.field if draft is not None else self.first_field()))
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
        self.binder.set_problems(self.record.contradictions())
        self.show_results()

    def _situation(self) -> Situation:
        return Situation(
            kept=self.kept,
            drafted_at=self.drafted_at,
            editing=self.editing,
            may_write=self.may_write,
            may_sign=bool(self._meanings()),
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
            else:
                self._write()
        self._show_state()

    def _is_typing(self, name: str) -> bool:
        widget = QApplication.focusWidget()
        return isinstance(widget, QLineEdit | QPlainTextEdit) and self.binder.name_of(widget) == name

    def leave(self) -> None:
        """Write to the draft what is not yet written there. Raises StudyError when that fails."""
        self._quiet.stop()
        self._undo.part()
        if self._unwritten:
            before, self.drafted_at = self.drafted_at, self.study.keep_draft(self.key, self.record, self._unwritten)
            self._unwritten = ""
            self.bar.show(self._situation())
            if before is None:  # a draft that begins may close earlier scores elsewhere
                self.changed.emit()
            self.status.emit(state_words(self._situation()))

    def _write(self) -> None:
        self._try(self.leave)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._unwritten and self.binder.name_of(old) != self.binder.name_of(now):
            self._write()

    def discard(self) -> None:
        """Throw the draft away after asking, and show what stands in the study."""
        question = _("Discard what was entered since the last save? It cannot be brought back.")
        if self.drafted_at is None:
            self.refresh()
        elif self.confirm(question) and self._try(lambda: self.study.discard_draft(self.key)):
            self._unwritten = ""
            self.refresh()
            self.status.emit(_("Draft discarded"))
            self.changed.emit()

    def confirm(self, question: str) -> bool:
        """Ask before something is lost."""
        return QMessageBox.question(self, self.title(), question) == QMessageBox.StandardButton.Yes

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

    # Saving and signing

    def title(self) -> str:
        """Participant, visit and form in words."""
        parts = [self.key.subject, self.study.protocol.visit_name(self.key.visit), _(self.record_type.title)]
        return " · ".join(part for part in parts if part)

    def go_on(self) -> None:
        """Put the keyboard into the next entry that is left."""
        left = items.blanks(self.record)
        if left:
            self.focus(left[0].name)

    def change(self) -> None:
        """Open a record that stands for changes; each change will ask its reason."""
        if self.may_write and self.kept is not None:
            self.editing = True
            self.show_record()
            self.setFocus()

    def save(self) -> bool:
        """Save the record as it stands, blank fields included; answers whether it was saved."""
        if not self.editing or not self._is_sound():
            return False
        if self.kept is None and self.record == self.new_record().derived():
            self.bar.say(_("Nothing was entered yet."))
            return False
        if self._is_unchanged():
            return self._close_unchanged()
        reasons = self._ask_reasons()
        return reasons is not None and self._try(
            lambda: self._stored(self.study.save(self.key, self.record, reasons=reasons))
        )

    def sign(self) -> bool:
        """Save and sign in one step; answers whether it was signed. Blank fields and contradictions come first."""
        if not self._meanings() or (self.kept is None and not self.editing) or not self._is_sound():
            return False
        if not self._is_consistent() or not self._fill_blanks():
            return False
        act = self._signing_act()
        if act is None:
            return False
        dialog = SignDialog(self.study, self.key.form, self._meanings(), self.title(), self.summary(), act, self)
        return bool(dialog.exec())

    def _signing_act(self) -> Callable[[Signing], None] | None:
        if not self.editing or self._is_unchanged():
            return lambda signing: self._stored(self.study.sign(self.key, signing))
        reasons = self._ask_reasons()
        if reasons is None:
            return None
        return lambda signing: self._stored(self.study.save(self.key, self.record, reasons=reasons, sign=signing))

    def _is_unchanged(self) -> bool:
        return self.kept is not None and not items.changed(self.kept.record, self.record)

    def _close_unchanged(self) -> bool:
        if self.drafted_at is not None and not self._try(lambda: self.study.discard_draft(self.key)):
            return False
        self.refresh()
        self.status.emit(_("Nothing was changed"))
        return True

    def _is_sound(self) -> bool:
        self._write()
        self.binder.settle()
        return self._refuse(self.wrong() or items.problems(self.record), _("Correct the marked entries first."))

    def _is_consistent(self) -> bool:
        return self._refuse(self.record.contradictions(), _("The marked entries contradict each other."))

    def _refuse(self, wrong: Sequence[Problem], sentence: str) -> bool:
        if not wrong:
            return True
        self.binder.set_problems(wrong)
        self.bar.say(sentence)
        self.focus(wrong[0].field)
        return False

    def _fill_blanks(self) -> bool:
        blank = items.blanks(self.record)
        if not blank or not self.may_write:
            return True
        missing = ask_missing(self.title(), blank, self)
        if missing is None:
            self.focus(blank[0].name)
            return False
        self.editing = True
        self.put(msgspec.structs.replace(self.record, missing=self.record.missing | missing), blank[0].name)
        self.show_record()
        return True

    def _ask_reasons(self) -> dict[str, str] | None:
        kept = self.kept
        if kept is None:
            return {}
        return ask_reasons(self.title(), kept.record, self.record, self, signed=kept.state is State.SIGNED)

    def _stored(self, kept: Kept[Any]) -> None:
        self._unwritten = ""
        self._quiet.stop()
        self.kept, self.drafted_at, self.editing = cast("Kept[R]", kept), None, False
        self.record = self.kept.record.derived()
        self._undo.clear()
        self.bar.say("")
        self.show_record()
        self.status.emit(state_words(self._situation()))
        self.changed.emit()

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except RecordRefused as refused:
            return self._refuse(refused.problems, str(refused))
        except StudyError as error:
            self.bar.say(str(error))
            return False
        return True

    def show_history(self) -> None:
        """Show every version of the record: old, new, who, when, why, and the signatures."""
        if self.kept is not None:
            self._try(lambda: HistoryDialog(self.study, self.key, self.title(), self).exec())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bar"):
            self.bar.tint()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Leave nothing unwritten behind: the quiet after a key must not end when the study is closed."""
        super().hideEvent(event)
        self._write()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Undo belongs to the form, also while the keyboard is in a text."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if key.matches(QKeySequence.StandardKey.Undo) or key.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)
