"""The facts of a visit: its forms on the left with the verdict as it stands, and one form on the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings_words import could_words
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.summary import summary
from ucmsc_desktop.forms.ui_facts import Ui_Facts
from ucmsc_desktop.pages.fact_pages import build_fact
from ucmsc_desktop.pages.screening_words import VERDICT_LOOKS
from ucmsc_desktop.pages.visit_choices import GAPS, SAVED, fact_choices, facts_of_visit
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

ASIDE = 234
ABOVE = 56
EDGE = 12
ANY = 16_777_215
STEPS = {-1: ("Alt+Up", "Alt+PgUp"), 1: ("Alt+Down", "Alt+PgDown")}


def build_facts(study: Study, subject: str, visit: str, form: str) -> QWidget:
    """The page of a form of facts, with the list and the verdict around it where the visit has several of them."""
    seen = summary(study.protocol, subject, study.records(subject), study.clock().date())
    view = seen.of(visit)
    has_many = view is not None and bool(facts_of_visit(seen, view, study))
    return FactsPage(study, subject, visit, form) if has_many else build_fact(study, subject, visit, form)


class FactsPage(QWidget):
    """Frames the page of one form of facts. What the form tells of itself, the frame passes on."""

    changed = Signal()
    status = Signal(str)
    open_form = Signal(str, str)

    def __init__(self, study: Study, subject: str, visit: str, form: str) -> None:
        """Take the participant, the visit and the form that is open."""
        super().__init__()
        self.study, self.subject, self.visit, self.form = study, subject, visit, form
        self.page = build_fact(study, subject, visit, form)
        self.ui = Ui_Facts()
        self.ui.setupUi(self)
        self.ui.room_place.setAutoFillBackground(False)
        self.ui.form_box.setAccessibleName(_("Form"))
        self.ui.verdict.size_of_words = 12
        self.ui.place.addWidget(self.page)
        # Tab goes through the form first and then to the list: what gets its parent last comes last.
        self.ui.aside.setParent(None)
        self.ui.frame.insertWidget(0, self.ui.aside)
        self.setFocusProxy(self.page)
        for choice in (self.ui.forms, self.ui.form_box):
            choice.wanted.connect(lambda wanted: self.open_form.emit(visit, wanted))
        self.page.changed.connect(self._read)
        self.page.changed.connect(self.changed)
        self.page.status.connect(self.status)
        self.page.shown.connect(self._judge)
        self.page.next_wanted.connect(lambda: self.open_form.emit(visit, self.next_form()))
        for step, keys in STEPS.items():
            for key in keys:
                self._key(key, step)
        self._is_narrow: bool | None = None
        self._read()

    def _key(self, key: str, step: int) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(key), self, lambda: self.go(step), context=context)

    # Room

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the form alone: the list goes above it where both have no room."""
        return QSize(self.page.minimumSizeHint().width(), super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The least height: room that scrolls by itself gives way before the bar with the buttons leaves the window."""
        return int(self.ui.frame.totalMinimumHeightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put list and verdict beside the form, or above it where the window is narrow for the size of text."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        ui, beside = self.ui, theme.scaled(ASIDE)
        narrow = self.width() < beside + self.page.minimumSizeHint().width()
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        ui.frame.setDirection(down if narrow else across)
        ui.aside_column.setDirection(across if narrow else down)
        ui.aside_column.setContentsMargins(EDGE, 10, EDGE if narrow else 0, 0 if narrow else 10)
        ui.aside.setMinimumWidth(0 if narrow else beside)
        ui.aside.setMaximumWidth(ANY if narrow else beside)
        ui.forms.setVisible(not narrow)
        ui.form_box.setVisible(narrow)
        ui.aside_column.setStretchFactor(ui.room, int(narrow))
        ui.room.set_most(theme.scaled(ABOVE) if narrow else None)
        self._judge(self.page.record)

    # What the workspace asks a page

    @property
    def drafted_at(self) -> datetime | None:
        """When the open form was kept as a draft."""
        return self.page.drafted_at

    def leave(self) -> None:
        """Keep what was typed. Raises StudyError when that fails."""
        self.page.leave()

    def focus(self, field: str) -> None:
        """Put the keyboard into a field of the open form; where that is open in a form that stands, change the form."""
        if not self.page.editing and not holds(self.page.record, field):
            self.page.change()
        self.page.focus(field)

    # Forms

    def _read(self) -> None:
        self._records = self.study.records(self.subject)
        self._seen = summary(self.study.protocol, self.subject, self._records, self.study.clock().date())
        self._screening = next((kept.record for kept in of_type(self._records, Screening, self.visit)), Screening())
        self._closer = blinding.hides_verdict(self.study, self.subject)
        view = self._seen.of(self.visit)
        self._choices = fact_choices(self._seen, view, self.study) if view is not None else []
        for choice in (self.ui.forms, self.ui.form_box):
            choice.show_forms(self._choices, self.form)
        self._judge(self.page.record)

    def go(self, step: int) -> None:
        """Open the form before or behind the open one."""
        wanted = self._here() + step
        if 0 <= wanted < len(self._choices):
            self.open_form.emit(self.visit, self._choices[wanted].key)

    def _here(self) -> int:
        """The place of the open form in the list, -1 for one that is not asked of this person."""
        forms = [choice.key for choice in self._choices]
        return forms.index(self.form) if self.form in forms else -1

    def next_form(self) -> str:
        """The next form that is open for this person, from the first on after the last; at the end the verdict.

        Who only reads goes through all forms.
        """
        here = self._here()
        after, before = self._choices[here + 1 :], self._choices[:here]
        end = Screening.form if self._is_screening() else self.form
        if not any(self.study.may_write(choice.key) for choice in self._choices):
            return next((choice.key for choice in after), end)
        left = [choice.key for choice in (*after, *before) if (choice.icon, choice.status) not in (SAVED, GAPS)]
        return next((form for form in left if self.study.may_write(form)), end)

    # The verdict

    def _is_screening(self) -> bool:
        return Screening.form in self.study.protocol.visit(self.visit).forms

    def _judge(self, typed: Record) -> None:
        """Judge the facts with what is being typed, and say when the verdict rests on it."""
        if not self._is_screening():
            self.ui.room.hide()
            return
        if self._closer is not None:
            self.ui.verdict.set_status("info", blinding.sentence(self.study, self._closer), "eye-off")
            self.ui.resting.hide()
            self._arrange()
            return
        facts = facts_of(self._records, self.visit, typed, self.page.key.number)
        found = judge(facts, self.study.protocol, self._screening)
        status, icon = VERDICT_LOOKS[found.eligible]
        words = " ".join(filter(None, (found.reason, could_words(found))))
        if found.eligible is False and not self._is_narrow:
            words = words.replace("; ", ";\n")  # each reason on a line of its own
        self.ui.verdict.set_status(status, words, icon)
        self.ui.resting.setText(_("This rests on entries that are not saved yet."))
        self.ui.resting.setVisible(self._is_unsaved(typed))
        self._arrange()

    def _is_unsaved(self, typed: Record) -> bool:
        kept = self.page.kept
        return bool(
            self.page.editing and typed != (kept.record.derived() if kept is not None else self.page.new_record())
        )


def holds(record: Record, field: str) -> bool:
    """Whether a field has a value; that of a row is written with dots."""
    value: object = record
    for part in field.split("."):
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    return value is not None
