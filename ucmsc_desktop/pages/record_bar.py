"""The strip of a form page: how final the record is, what is left to enter, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, State
from ucmsc_desktop.domain.items import Field, Record
from ucmsc_desktop.forms.ui_record_bar import Ui_RecordBar
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme


class PageForm(Protocol):
    """A compiled form. Its empty widget `record_bar` is filled by the page with state, buttons and sentences."""

    record_bar: QWidget

    def setupUi(self, page: Any) -> None: ...  # noqa: N802 - as uic writes it


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the bar shows follows from this."""

    kept: Kept[Record] | None
    drafted_at: datetime | None
    editing: bool
    may_write: bool
    may_sign: bool
    can_undo: bool
    can_redo: bool
    left: Sequence[Field]
    refused: bool = False
    """Whether it is the person, and not their role, who may not fill it in."""
    unkept: bool = False
    """Whether something on the screen could not be kept as a draft."""

    @property
    def state(self) -> State | None:
        """Draft while something is not saved, else how final the record is; None when nothing was entered yet."""
        if self.drafted_at is not None:
            return State.DRAFT
        return self.kept.state if self.kept is not None else None


class RecordBar(Ui_RecordBar):
    """Fills the empty `record_bar` of a page's form."""

    def __init__(self, place: QWidget) -> None:
        """Lay the bar into its place."""
        self.setupUi(place)  # type: ignore[no-untyped-call]
        self.say("")
        self.tint()

    def tint(self) -> None:
        """Draw the icons in the colours of the look."""
        self.sign_button.setIconSize(QSize(16, 16))
        self.undo_button.setIcon(icons.icon("undo-2"))
        self.redo_button.setIcon(icons.icon("redo-2"))
        primary = self.sign_button.property("kind") == "primary"
        self.sign_button.setIcon(icons.icon("pen-line", theme.current().on_accent if primary else ""))

    def say(self, sentence: str) -> None:
        """Show a sentence about what went wrong, or take it away with an empty one."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        self._show_left()

    def _show_left(self) -> None:
        # Where the bar is narrow there is no room for both: what went wrong comes first.
        self.left_button.setVisible(bool(self.left_button.text()) and not self.message.text())

    def show(self, now: Situation) -> None:
        """Show the state of the record and what this person can do with it."""
        stands = now.kept is not None
        shown: dict[QPushButton, bool] = {
            self.save_button: now.editing,
            self.undo_button: now.editing,
            self.redo_button: now.editing,
            self.discard_button: now.drafted_at is not None or now.unkept or (now.editing and stands),
            self.change_button: now.may_write and stands and not now.editing,
            self.history_button: stands and not now.editing,
            self.sign_button: now.may_sign and (now.editing or stands),
        }
        for button, visible in shown.items():
            button.setVisible(visible)
        self.undo_button.setEnabled(now.can_undo)
        self.redo_button.setEnabled(now.can_redo)
        self.discard_button.setText(_("Discard…") if now.drafted_at is not None or now.unkept else _("Cancel"))
        self.left_button.setText(left_words(now.left) if now.editing else "")
        self._show_left()
        self.state_chip.show_state(now.state, state_words(now))
        if now.drafted_at is None and is_broken(now.kept):
            self.state_chip.set_status("warn", state_words(now))


def left_words(left: Sequence[Field]) -> str:
    """How many entries are left and which is the next, for example `3 entries left: Trunk, scaling`."""
    if not left:
        return ""
    words = text.ngettext("{n} entry left: {next}", "{n} entries left: {next}", len(left))
    return words.format(n=len(left), next=left[0].label)


def is_broken(kept: Kept[Record] | None) -> bool:
    """Whether a record was signed once and no signature holds for what stands now."""
    return kept is not None and bool(kept.signatures) and not any(signature.holds for signature in kept.signatures)


def state_words(now: Situation) -> str:
    """The state of the record in words."""
    if now.drafted_at is not None:
        return _("Draft saved {time}").format(time=text.time_text(now.drafted_at))
    if now.kept is None:
        if now.refused:
            return _("For another person to fill in")
        return _("Nothing entered yet") if now.may_write else _("Your role may read this form but not fill it in")
    held = [signature.by for signature in now.kept.signatures if signature.holds]
    if held:
        return _("Signed by {name}, {time}").format(name=held[-1].user, time=text.datetime_text(held[-1].at))
    by = now.kept.by
    if is_broken(now.kept):
        words = _("Changed by {name}, {time}: not signed")
        return words.format(name=by.user, time=text.datetime_text(by.at))
    return _("Saved by {name}, {time}").format(name=by.user, time=text.datetime_text(by.at))
