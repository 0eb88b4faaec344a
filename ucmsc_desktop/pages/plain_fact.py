"""A form of facts whose entries are shown as they are: labelled from the record, walked by keyboard, days checked."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from ucmsc_desktop.domain.asked_forms import impossible_days, moments_to_come
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Problem, Record
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.summary import age_words
from ucmsc_desktop.pages.fact_page import FactPage
from ucmsc_desktop.pages.layouts import level_tops, scroll_above
from ucmsc_desktop.pages.record_bar import PageForm
from ucmsc_desktop.pages.walk import Walk
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.scroll_room import FormRoom

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Record)
BELOW = 28
"""Room for the sentence below an entry."""


class PlainFactPage(FactPage[R]):
    """One record of facts. A subclass names its form and says which entries apply; entries that do not are hidden."""

    def __init__(self, study: Study, key: Key, record_type: type[R], ui: PageForm, extra: Collection[str] = ()) -> None:
        """Label the entries, let the keyboard walk through them, and show the record."""
        super().__init__(study, key, record_type, ui, extra)
        for name, field in self.binder.fields.items():
            label = self._label(name)
            if label is not None:
                label.setText(field.label)
        level_tops(self)
        self.room = FormRoom()
        scroll_above(ui.record_bar, cast(QBoxLayout, self.layout()), self.room)
        self.walk = Walk(self, self.binder.widgets, self.binder.bad, study, self.go_after)
        self.prepare()
        self.refresh()

    # What a form of its own overrides

    def prepare(self) -> None:
        """Wire what the form has beside its entries; called once, before the record is shown."""

    def applies(self, name: str) -> bool:
        """Whether an entry is asked for as the record stands; one that holds a value is shown in any case."""
        del name
        return True

    # What is shown

    def _label(self, name: str) -> QLabel | None:
        return cast("QLabel | None", self.findChild(QLabel, f"{name}_label"))

    def go_after(self) -> None:
        """Put the keyboard on the button that saves and goes on: the last entry was ended."""
        self.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        super()._focus_moved(old, now)
        if now is not None and self.room.isAncestorOf(now):
            self.room.ensureWidgetVisible(now, 0, theme.scaled(BELOW))

    def refresh(self) -> None:
        """Read who this is before the record: days and age are checked against the birth date."""
        self.who = self.other(Participant, "") or Participant()
        super().refresh()

    def wrong(self) -> list[Problem]:
        """What is no value, and days that cannot be."""
        return [*super().wrong(), *self._wrong_days()]

    def queries(self) -> list[Problem]:
        """Days that cannot be are said at once, before the entries that contradict each other."""
        return [*self._wrong_days(), *super().queries()]

    def _wrong_days(self) -> list[Problem]:
        now = self.study.clock()
        return [*impossible_days(self.record, self.who.birth_date, now.date()), *moments_to_come(self.record, now)]

    def show_results(self) -> None:
        """Show the entries that apply."""
        super().show_results()
        hint = self.findChild(QLabel, "hint")
        if hint is not None:
            hint.setVisible(self.editing)
        for name in self.binder.widgets:
            shown = self.applies(name) or getattr(self.record, name) is not None or name in self.binder.bad
            label = self._label(name)
            for part in (label, cast(QWidget, self.binder.widgets[name])):
                if part is not None:
                    part.setVisible(shown)

    # What stands elsewhere

    def other(self, record_type: type[S], visit: str) -> S | None:
        """Another record of this participant as it is kept."""
        kept = self.study.find(Key(self.key.subject, visit, record_type.form))
        return cast("S | None", kept.record) if kept is not None else None


def age_at_consent(born: PartialDate | None, consent: Consent | None) -> str:
    """The age in completed years on the day of consent, or what is missing to tell it."""
    if born is None:
        return _("Age at consent: the birth date is missing.")
    if consent is None or consent.signed_on is None:
        return _("Age at consent: the day of consent is missing.")
    return _("Age at consent: {age} (completed years)").format(age=age_words(born, consent.signed_on))
