"""The form of one adverse event: what it was, how severe, its relation to the infusion, and what was reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from ucmsc_desktop.domain.adverse import CRITERIA, REPORTS, AdverseEvent
from ucmsc_desktop.domain.ae_days import day_of, infusions, onset_span, suggested
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.causality import is_related, levels
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.reporting import ReportTo, clock_words, clocks, is_serious, starts_clocks
from ucmsc_desktop.domain.screening_facts import screening_visit
from ucmsc_desktop.forms.ui_adverse_event import Ui_AdverseEvent
from ucmsc_desktop.pages.ae_words import is_official, meanings, offer_terms, table_in_force
from ucmsc_desktop.pages.plain_fact import PlainFactPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, date_text
from ucmsc_desktop.widgets import theme

SHOWN_ONLY = ("onset_at", "ctcae_version")
TIMES = ("aware_at", *REPORTS)
FEW_LINES = 120
BODY, NARROW = 100, 1.1
"""With larger text than this factor what stood side by side goes one below the other."""


class AdverseEventPage(PlainFactPage[AdverseEvent]):
    """One event. Saving leads back to the list; an answer that is still open can be given at a later visit."""

    def __init__(self, study: Study, key: Key) -> None:
        """Take the event's place."""
        self.ui = Ui_AdverseEvent()
        self._given = infusions(study.records(key.subject))
        self._table = table_in_force(study)
        # A grade that was only tapped by mistake must not move the start of the clocks.
        self._aware: datetime | None = None
        super().__init__(study, key, AdverseEvent, self.ui)

    def prepare(self) -> None:
        """Fill the scales of the study in, and wire the buttons beside the entries."""
        ui, protocol = self.ui, self.study.protocol
        offer_terms(ui.term, self._table)
        ui.relation.set_scale({level: _(level) for level in protocol.safety.causality_levels})
        ui.infusion.set_scale({given.visit: protocol.visit_name(given.visit) for given in self._given})
        if theme.scaled(BODY) > NARROW * BODY:
            for row in (ui.judge_row, ui.serious_row, ui.outcome_row, ui.report_row):
                row.setDirection(QBoxLayout.Direction.TopToBottom)
        for name in TIMES:
            getattr(ui, name).set_clock(self.study.clock)
        for name in SHOWN_ONLY:
            cast(QLabel, self._label(name)).setText(self.binder.fields[name].label)
        ui.narrative.setFixedHeight(theme.scaled(FEW_LINES))
        self.on(ui.today_button, self._take_today)
        self.on(ui.link_button, self._link)

    def new_record(self) -> AdverseEvent:
        """The version of the grades is the protocol's; nothing else is known beforehand."""
        return AdverseEvent(ctcae_version=self.study.protocol.safety.ctcae_version)

    # What follows from an entry

    def entered(self, name: str, record: AdverseEvent) -> AdverseEvent:
        """A grade is of the version in force; without seriousness no criterion; the clocks begin when they must."""
        changes: dict[str, object] = {}
        if name == "grade" and record.grade is not None:
            changes["ctcae_version"] = self.study.protocol.safety.ctcae_version
        if name in CRITERIA and getattr(record, name):
            changes["serious"] = True
        elif not record.serious:
            changes |= dict.fromkeys(CRITERIA)
        return self._timed(name, msgspec.structs.replace(record, **changes))

    def _timed(self, name: str, record: AdverseEvent) -> AdverseEvent:
        """Note since when the site knows that an event is to be reported: at the bedside, else from now on."""
        safety = self.study.protocol.safety
        stood = self.kept.record if self.kept is not None else None
        if not starts_clocks(record, safety):
            noted = stood.aware_at if stood is not None else None
            self._aware = record.aware_at or self._aware
            return msgspec.structs.replace(record, aware_at=noted)
        if record.aware_at is not None or name == "aware_at":
            return record
        if self._aware is not None:
            return msgspec.structs.replace(record, aware_at=self._aware)
        judged_before = stood is not None and stood.grade is not None
        at_once = record.onset_at if not judged_before else None
        return msgspec.structs.replace(record, aware_at=at_once or self.study.clock().replace(microsecond=0))

    def _take_today(self) -> None:
        if self.editing:
            self.put(msgspec.structs.replace(self.record, onset=day_of(self.study.clock())), "onset")
            self.focus("grade")

    def _link(self) -> None:
        infusion = suggested(self.record, self._given)
        if self.editing and infusion is not None:
            self.put(msgspec.structs.replace(self.record, infusion=infusion.visit), "infusion")

    # What is shown

    def queries(self) -> list[Problem]:
        """What does not fit to the consent and to the infusion it is linked to: said, and kept as it is."""
        return [*super().queries(), *self._beside_the_course()]

    def _beside_the_course(self) -> Iterator[Problem]:
        span = onset_span(self.record)
        if span is None:
            return
        given = consent_of(self.other(Consent, screening_visit(self.study.protocol)), self.who)
        if given is not None and given.signed_on is not None and span[1] < given.signed_on:
            sentence = _("This is before the consent of {day}: does it belong to the medical history?")
            yield Problem("onset", sentence.format(day=date_text(given.signed_on)))
        if any(own.visit == self.record.infusion and span[1] < own.day for own in self._given):
            yield Problem("infusion", _("It began before this infusion."))

    def applies(self, name: str) -> bool:
        """What is asked only of a serious event, of one that is to be reported, or where there was an infusion."""
        safety = self.study.protocol.safety
        if name in CRITERIA:
            return is_serious(self.record)
        if name == "expected":
            return is_serious(self.record) and is_related(self.record.relation, safety) is not False
        if name in TIMES:
            calls = {clock.to.value for clock in clocks(self.record, safety, self.study.clock())}
            return name in calls or (name == "aware_at" and bool(calls))
        return name != "infusion" or bool(self._given)

    def show_results(self) -> None:
        """Show what the grades mean, what may belong together, and the reports with their clocks."""
        super().show_results()
        ui, record = self.ui, self.record
        self.next_button.setText(_("Save and close") if self.editing else _("Close"))
        said = meanings(record.term, self._table)
        ui.grade.set_meanings(said)
        official = is_official(record.term, self._table)
        ui.grade_source.setText(_("· words of the table") if official else _("· short words of this program"))
        ui.grade_text.setText(said[record.grade - 1] if official and record.grade else "")
        ui.grade_text.setVisible(bool(ui.grade_text.text()))
        for part in (ui.onset_at, ui.onset_at_label):
            part.setVisible(record.onset_at is not None)
        ui.today_button.setVisible(self.editing and record.onset is None)
        ui.criteria_label.setVisible(ui.death.isVisibleTo(self))
        self._show_levels()
        self._show_suggestion()
        self._show_clocks()

    def _show_levels(self) -> None:
        part = self.study.protocol.safety
        self.ui.relation.set_scale({level: _(level) for level in levels(part, self.record.relation)})
        self.ui.relation.set_value(self.record.relation)

    def _show_suggestion(self) -> None:
        infusion = suggested(self.record, self._given)
        is_new = infusion is not None and self.record.infusion is None and self.editing
        for part in (self.ui.link_button, self.ui.suggestion):
            part.setVisible(is_new)
        words = _("It began during the infusion of {visit}, or within 24 hours of its end.")
        visit = self.study.protocol.visit_name(infusion.visit) if infusion is not None else ""
        self.ui.suggestion.setText(words.format(visit=visit) if is_new else "")
        self.ui.infusion_label.setVisible(bool(self._given))

    def _show_clocks(self) -> None:
        now = self.study.clock()
        found = {clock.to: clock for clock in clocks(self.record, self.study.protocol.safety, now)}
        self.ui.report_card.setVisible(bool(found) or any(getattr(self.record, name) is not None for name in TIMES))
        self.ui.report_note.setVisible(bool(found))
        for to in ReportTo:
            label = cast(QLabel, getattr(self.ui, f"{to.value}_clock"))
            label.setText(clock_words(found[to], now) if to in found else "")
            label.setVisible(to in found)
        note = _("This event is to be reported: it is serious, or of grade {grade} or above.")
        self.ui.report_note.setText(note.format(grade=self.study.protocol.safety.clock_grade))

    def begin_report(self) -> None:
        """Go to the first report that is due and not recorded, which opens an event that stands for changes."""
        due = {clock.to for clock in clocks(self.record, self.study.protocol.safety, self.study.clock())}
        name = next((name for name in REPORTS if getattr(self.record, name) is None and self.applies(name)), "")
        if due and name and self.may_write:
            self.change()
            self.focus(name)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit that no entry takes is the grade."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not (self.editing and plain and self.ui.grade.grade(event.text())):
            super().keyPressEvent(event)

    def widget_of(self, name: str) -> QWidget:
        """The entry of a field; what is only shown has none, and its draft goes on at the term."""
        return super().widget_of("term" if name in SHOWN_ONLY else name)
