"""What a person sees after the log-in: rail, banner, visit tabs, and one page at a time."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.needs import page_of
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.summary import Summary, VisitView, summary
from ucmsc_desktop.forms.ui_workspace import Ui_Workspace
from ucmsc_desktop.pages import visit_choices as choices
from ucmsc_desktop.pages.agreed import agreed
from ucmsc_desktop.pages.banner import Banner
from ucmsc_desktop.pages.layouts import Scroller
from ucmsc_desktop.pages.notice_bar import NoticeBar
from ucmsc_desktop.pages.patients import PatientsPage
from ucmsc_desktop.pages.places import BEHIND, LOG, OF_A_PARTICIPANT, Place, Section, build, stop_of, stops
from ucmsc_desktop.pages.remembered import Remembered
from ucmsc_desktop.pages.runs_in_sight import RunsInSight
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

FORMS_BY_KEY = 9


class Workspace(QWidget):
    """Goes from place to place; before each step the page keeps what was typed."""

    lock_wanted = Signal()
    log_out_wanted = Signal()
    settings_chosen = Signal(object)

    def __init__(self, study: Study, settings: Settings) -> None:
        """Take an open study and the settings of this computer."""
        super().__init__()
        self.study = study
        self.settings = settings
        self.subject = ""
        self.place = Place(Section.PATIENTS)
        self.seen: Summary | None = None
        self._before = self.place
        self._been: dict[str, str] = {}
        self._remembered = Remembered()
        self._newcomer: Any = None
        self._offered: Place | None = None
        self._focus: QWidget | None = None
        self._stale = False
        self.ui = Ui_Workspace()
        self.ui.setupUi(self)
        self.banner = Banner(self.ui, study)
        self._notice = NoticeBar(self.ui, self)
        self.runs = RunsInSight(self)
        self.patients = PatientsPage(study)
        self.page: Any = self.patients
        self.ui.content.addWidget(Scroller(self.patients))
        self._stops = stops(study)
        self.ui.rail.set_stops(self._stops)
        self.ui.rail.set_mark(_("PRACTICE") if study.practice else "")
        self._connect()

    def _connect(self) -> None:
        ui = self.ui
        ui.rail.chosen.connect(self._rail)
        ui.tabs.visit_chosen.connect(self.open_visit)
        ui.tabs.form_chosen.connect(lambda form: self.open_form(self.place.visit, form))
        self._notice.answered.connect(self._withdraw)
        self.banner.clocks.event_wanted.connect(lambda key: self.open_form(key.visit, key.form, str(key.number)))
        self.patients.chosen.connect(self.open_subject)
        self.patients.new_wanted.connect(lambda: self.go(Place(Section.NEW)))
        self.patients.list_wanted.connect(lambda: self.go(Place(Section.CANDIDATES)))
        for stop in self._stops:
            self._key(stop.key, partial(self._rail, stop.name))
        for number in range(FORMS_BY_KEY):
            self._key(f"Alt+{number + 1}", partial(self._form_number, number))
        self._key("Ctrl+K", self.find_participant)
        self._key("Ctrl+P", lambda: self._rail(Section.PRINT.value))
        self._key("F1", lambda: self.go(Place(Section.HELP)))
        self._key("Ctrl+PgUp", lambda: self._next_visit(-1))
        self._key("Ctrl+PgDown", lambda: self._next_visit(1))
        self._key("Esc", self._back)

    def _key(self, key: str, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Going

    def begin(self) -> None:
        """Show the list and what runs, and offer the draft on which this person was last."""
        self.runs.refresh()
        self.go(Place(Section.PATIENTS))
        for draft in self.study.drafts()[:1]:
            self._offer(draft)

    def _offer(self, draft: Any) -> None:
        from ucmsc_desktop.pages.begun import begun_words  # late, for start-up: mostly there is no draft

        go_on, discard = partial(self._continue, draft.key.subject, draft.key), partial(self._discard, draft.key)
        self.notify(begun_words(self.study, draft), "info", _("Continue"), go_on, _("Discard draft…"), discard)
        self._offered = self.place

    def _discard(self, key: Any) -> None:
        from ucmsc_desktop.pages.begun import discard_words

        if agreed(self, _("Discard draft"), discard_words(self.study, key)):
            try:
                self.study.discard_draft(key)
            except StudyError as error:
                self.notify(str(error), "error")
                return
            self._stale = True
        self.begin()

    def _continue(self, subject: str, key: Any) -> None:
        if self.choose_subject(subject):
            field = {Infusion.form: LOG, AdverseEvent.form: str(key.number)}.get(key.form, "")
            self.open_form(key.visit, page_of(key.form), field)

    def go(self, place: Place) -> None:
        """Leave the page and show another place; when something cannot be kept or read, say so and stay."""
        if place.section in OF_A_PARTICIPANT and not self.subject:
            place = Place(Section.PATIENTS)
        if place.section is Section.VISIT and not place.form:
            place = self._usual(place.visit)
        try:
            self.leave()
            self._show(place)
        except StudyError as error:
            self.notify(str(error), "error")
            self.ui.rail.set_current(stop_of(self.place, self._before))

    def _show(self, place: Place) -> None:
        if place.section is Section.PATIENTS and self._stale:
            self.patients.refresh()
            self._stale = False
        page = self._build(place)
        if place.section is not Section.HELP:
            self._before = place
        if self._offered is not None and place != self._offered:
            self._withdraw()
        self.page, self.place = page, place
        if place.section is Section.VISIT:
            self._been[self.subject] = place.visit
        self._put(page)
        self.ui.rail.set_current(stop_of(place, self._before))
        self.refresh()
        self.banner.say(self._first_words(page))
        self._focus_page()

    def _put(self, page: QWidget) -> None:
        """Show a page; the one before goes. The list stays, it is dear to make, and a newcomer who is not entered."""
        content = self.ui.content
        shown = {held.page: held for held in map(content.widget, range(content.count())) if isinstance(held, Scroller)}
        if page not in shown:
            shown[page] = Scroller(page)
            content.addWidget(shown[page])
        content.setCurrentWidget(shown[page])
        for old, scroller in shown.items():
            if old not in (page, self.patients) and not (old is self._newcomer and self.has_newcomer):
                self._drop(scroller)

    def _drop(self, scroller: Scroller) -> None:
        if scroller.page is self._newcomer:
            self._newcomer = None
        self.ui.content.removeWidget(scroller)
        scroller.hide()
        scroller.deleteLater()

    @property
    def has_newcomer(self) -> bool:
        """Whether a new participant is begun and not entered: their page waits while the person looks elsewhere."""
        return self._newcomer is not None and self._newcomer.is_begun

    def _first_words(self, page: QWidget) -> str:
        drafted = getattr(page, "drafted_at", None)
        if drafted is not None:
            return _("Draft of {time} continued").format(time=text.datetime_text(drafted))
        return self.study.account.full_name if self.place.section in OF_A_PARTICIPANT else self.banner.person()

    def _focus_page(self) -> None:
        page = self.page
        if page is self.patients:
            self.patients.begin()
        elif page.focusProxy() is not None or not page.isAncestorOf(self.focusWidget() or self):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.place.field not in ("", LOG) and hasattr(page, "focus"):
            page.focus(self.place.field)

    def _build(self, place: Place) -> QWidget:
        if place.section is Section.PATIENTS:
            return self.patients
        if place.section is Section.NEW and self.has_newcomer:
            return cast(QWidget, self._newcomer)
        page = self._remembered.given(build(self.study, self.settings, self.subject, place), place, self.subject)
        for name, slot in (
            ("changed", self._changed),
            ("status", self.banner.say),
            ("open_form", self.open_form),
            ("fact_wanted", lambda form, field: self.open_form(self.place.visit, form, field)),
            ("created", self._created),
            ("record_wanted", self._continue),
            ("subject_wanted", self._open_chart),
            ("cancelled", self._cancelled),
            ("settings_chosen", self._choose_settings),
            ("section_wanted", self._rail),
            ("maps_wanted", lambda visit: self.go(Place(Section.LESIONS, visit))),
            ("opened", lambda: self.go(self.place)),
            ("log_out_wanted", lambda: self.log_out_wanted.emit()),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)
        if place.section is Section.NEW:
            self._newcomer = page
        return page

    # A participant and a visit

    def open_subject(self, subject: str) -> None:
        """Show a participant's overview."""
        if self.choose_subject(subject):
            self.go(Place(Section.OVERVIEW))

    def _open_chart(self, subject: str) -> None:
        if self.choose_subject(subject):
            self.go(Place(Section.CHARTS))

    def choose_subject(self, subject: str) -> bool:
        """Take up another participant; answers whether that could be read. The page stays until one is opened."""
        try:
            self.leave()
            self.subject = subject
            self._read()
        except StudyError as error:
            self.notify(str(error), "error")
            return False
        return True

    def _usual(self, visit: str) -> Place:
        """The form that is next for this person in a visit, or in the visit that they most likely want."""
        if self.seen is None:
            return Place(Section.OVERVIEW)
        been = self._been.get(self.subject, "")
        view = self.seen.of(visit or choices.usual_visit(self.seen, self.study, been))
        if view is None:
            return Place(Section.OVERVIEW)
        return Place(Section.VISIT, view.visit.key, choices.usual_form(self.seen, view, self.study))

    def open_visit(self, visit: str) -> None:
        """Show a visit at the form that is next in it."""
        self.open_form(visit)

    def open_form(self, visit: str, form: str = "", field: str = "") -> None:
        """Show a form of a visit, or the form that is next in it, with the keyboard in a field when one is named."""
        if self.subject and self.seen is not None:
            self.go(Place(Section.VISIT, visit or (choices.home_of(self.seen) if form else ""), form, field))

    def _form_number(self, number: int) -> None:
        view = self._view()
        tabs = choices.tabs_of(self.seen, view, self.study) if self.seen is not None and view is not None else []
        if self.place.section is Section.VISIT and number < len(tabs):
            self.open_form(self.place.visit, tabs[number])

    def _next_visit(self, step: int) -> None:
        if self.seen is None or self.place.section is not Section.VISIT:
            return
        keys = [view.visit.key for view in self.seen.visits]
        number = keys.index(self.place.visit) + step
        if 0 <= number < len(keys):
            self.open_visit(keys[number])

    def _view(self) -> VisitView | None:
        return self.seen.of(self.place.visit) if self.seen is not None else None

    def _rail(self, name: str) -> None:
        section = Section(name)
        if section is Section.LOCK:
            self.lock_wanted.emit()
        elif section is Section.VISIT and self.place.section is Section.VISIT:
            return
        elif section is Section.PRINT:
            self.go(replace(self.place, section=section))
        else:
            self.go(Place(section))

    def _back(self) -> None:
        if self.place.section is Section.HELP:
            self.go(self._before)
        elif self.place.section is Section.LESIONS and self.place.visit:
            self.open_form(self.place.visit, PasiAssessment.form)
        elif self.place.section in BEHIND:
            self.go(Place(BEHIND[self.place.section]))

    def find_participant(self) -> None:
        """Go to the list with the keyboard in its filter."""
        self.go(Place(Section.PATIENTS))

    def _cancelled(self) -> None:
        self._newcomer = None
        self.go(Place(Section.PATIENTS))

    def _created(self, subject: str) -> None:
        self._stale, self._newcomer = True, None
        if self.choose_subject(subject) and self.seen is not None:
            self.open_form(choices.home_of(self.seen))

    # What is around the page

    def _changed(self) -> None:
        self._stale = True
        self.runs.refresh()
        self.refresh()

    def refresh(self) -> None:
        """Read the participant again and show banner and tabs."""
        self._read()
        at_participant = self.place.section in OF_A_PARTICIPANT and self.seen is not None
        for section in OF_A_PARTICIPANT:
            self.ui.rail.set_available(section.value, bool(self.subject))
        self.ui.tabs.setVisible(self.place.section is Section.VISIT)
        if not at_participant or self.seen is None:
            self.banner.show_study()
            return
        visit = self.place.visit or choices.usual_visit(self.seen, self.study)
        identity = self.study.identity(self.subject)
        is_blind = getattr(self.page, "is_blind", False)
        self.banner.show_participant(self.seen, identity, visit, self.study.clock().date(), is_blind=is_blind)
        view = self._view()
        if self.place.section is Section.VISIT and view is not None:
            self.ui.tabs.show_visits(choices.visit_choices(self.seen), visit)
            self.ui.tabs.show_forms(*choices.form_choices(self.seen, view, self.study, self.place.form))

    def _read(self) -> None:
        if self.subject:
            records = self.study.records(self.subject)
            self.seen = summary(self.study.protocol, self.subject, records, self.study.clock().date())

    def notify(
        self,
        words: str,
        status: str = "warn",
        action: str = "",
        act: Callable[[], None] | None = None,
        other: str = "",
        act_other: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence above the page until it is closed; with actions, the buttons that do them."""
        self._offered = None
        self._notice.show(words, status, action, act, other, act_other)

    def _withdraw(self) -> None:
        self._offered = None
        self._notice.hide()

    def _choose_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.settings_chosen.emit(settings)

    # Leaving

    def leave(self) -> None:
        """Let the page keep what was typed. Raises StudyError when that fails."""
        self._remembered.keep(self.page)
        keep = getattr(self.page, "leave", None)
        if keep is not None:
            keep()

    def part(self) -> None:
        """Take the page away, before the study closes: from here on nothing is written."""
        self.runs.stop()
        self.page = self.patients
        self._put(self.patients)

    def pause(self) -> str:
        """Keep what was typed and remember where the keyboard was; answers in words what is kept behind the lock."""
        self._focus = self.focusWidget()
        try:
            self.leave()
        except StudyError as error:
            self.notify(str(error), "error")
            return ""
        if self.has_newcomer:
            return _("The new participant is not entered yet and waits behind the lock.")
        drafted = getattr(self.page, "drafted_at", None) is not None
        return _("What was being typed is kept as a draft.") if drafted else ""

    def resume(self) -> None:
        """Return to the same place after the lock."""
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
