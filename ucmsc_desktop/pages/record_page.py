"""What every form page shares: saving, signing, changing with a reason, and history, on top of drafts and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar, cast

import msgspec

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Kept, State
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.order import Unmet, sentence
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.draft_page import DraftPage
from ucmsc_desktop.pages.history_dialog import HistoryDialog
from ucmsc_desktop.pages.missing_dialog import ask_missing
from ucmsc_desktop.pages.reason_dialog import ask_reasons
from ucmsc_desktop.pages.record_bar import state_words
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.blinding import with_reason
from ucmsc_desktop.store.study import Signing
from ucmsc_desktop.text import _

R = TypeVar("R", bound=Record)
FINISH_KEYS = ("Ctrl+Return", "Ctrl+Enter")
"""The keys that finish a form: they sign it, or where a form needs no signature of its own they save and go on."""


class RecordPage(DraftPage[R]):
    """One record on a page. A subclass gives its form to `super().__init__`, wires its own, and ends with `refresh`."""

    sign_keys: ClassVar[tuple[str, ...]] = FINISH_KEYS

    def _connect(self) -> None:
        super()._connect()
        self.on(self.bar.save_button, self.save, "Ctrl+S")
        self.on(self.bar.sign_button, self.sign, *self.sign_keys)
        self.on(self.bar.change_button, self.change)
        self.on(self.bar.history_button, self.show_history, "Ctrl+H")

    # What a form of its own overrides

    def summary(self) -> list[str]:
        """What is signed, in a few lines."""
        return [
            _("{label}: {value}").format(label=field.label, value=items.show_entry(self.record, field.name))
            for field, value in items.entries(self.record)
            if value is not None or field.name in self.record.missing
        ]

    def given_reasons(self, kept: Kept[R]) -> Mapping[str, str]:
        """The reasons of changes over what stands that nobody needs to be asked for."""
        return with_reason(kept, self.record, {})

    # Saving and signing

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
        return (
            reasons is not None
            and self.is_in_order()
            and self._try(lambda: self._stored(self.study.save(self.key, self.record, reasons=reasons)))
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
        if reasons is None or not self.is_in_order(approving=Meaning.APPROVAL in self._meanings()):
            return None
        return lambda signing: self._stored(self.study.save(self.key, self.record, reasons=reasons, sign=signing))

    def is_in_order(self, *, approving: bool = False) -> bool:
        """Whether the record leaves out no step of the protocol, or an investigator signs a deviation now."""
        steps: list[Unmet] = []
        if not self._try(lambda: steps.extend(self.study.unmet(self.key, self.record, approving=approving))):
            return False
        if not steps:
            return True
        from ucmsc_desktop.pages.deviation_dialog import deviated  # late: mostly everything is in order

        if deviated(self.study, self.key, steps, self):
            return True
        self.bar.say(sentence(steps))
        return False

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
        signed, given = kept.state is State.SIGNED, self.given_reasons(kept)
        return ask_reasons(self.title(), kept.record, self.record, self, signed=signed, given=given)

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

    def show_history(self) -> None:
        """Show every version of the record: old, new, who, when, why, and the signatures."""
        if self.kept is not None:
            self._try(lambda: HistoryDialog(self.study, self.key, self.title(), self).exec())
