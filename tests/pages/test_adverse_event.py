"""The form of an adverse event: few taps, keys, what is asked when, and the clocks that begin by themselves."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import Action, AdverseEvent, AeOutcome, Expected
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.ctcae import CtcaeTable, Term
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.pages.adverse import AdversePage
from ucmsc_desktop.pages.adverse_event import AdverseEventPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cells import Cells

from .at_risk import NOW, SUBJECT, TODAY, VISIT, at, happened, stored, ward, with_safety
from .events import Mouse
from .hands import field_here, give_reason, opened, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
MOST_TAPS = 9


@pytest.fixture
def form(empty_study: Study, qtbot: QtBot) -> AdverseEventPage:
    """The form of a new event, three hours after an infusion."""
    return opened(qtbot, AdverseEventPage(ward(empty_study), at()))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The program, whose look is put back afterwards."""
    font, palette = qapp.font(), qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


def cells(field: QWidget) -> Cells:
    """The cells of an entry."""
    found = field.findChild(Cells)
    assert isinstance(found, Cells)
    return found


def tap(mouse: Mouse, form: AdverseEventPage, name: str, index: int) -> None:
    """Tap an answer, after scrolling to it as a finger would."""
    row = cells(form.binder.widget(name))
    form.room.ensureWidgetVisible(row)
    mouse.tap(row, QPointF(row.rects()[index].center()))


def now_in(form: AdverseEventPage) -> AdverseEvent:
    """The event as it stands on the form."""
    return form.record


def choose(form: AdverseEventPage, name: str, index: int) -> None:
    """Answer an entry."""
    cells(form.binder.widget(name)).choose(index)


# Few taps, few keys


def test_one_event_takes_nine_taps_and_its_term(empty_study: Study, qtbot: QtBot) -> None:
    page, mouse = opened(qtbot, AdversePage(ward(empty_study), SUBJECT, VISIT)), Mouse()
    mouse.tap(page.ui.add_button)
    form = page.form
    assert form is not None
    press("numb toes")
    mouse.tap(form.ui.today_button)
    tap(mouse, form, "grade", 1)
    tap(mouse, form, "serious", 1)
    tap(mouse, form, "relation", 2)
    mouse.tap(form.ui.link_button)
    tap(mouse, form, "action", 0)
    tap(mouse, form, "outcome", 1)
    mouse.tap(form.next_button)
    assert mouse.count <= MOST_TAPS
    assert stored(empty_study, at()) == AdverseEvent(
        term="numb toes",
        onset=TODAY,
        grade=2,
        ctcae_version="5.0",
        serious=False,
        relation="possible",
        action=Action.NONE,
        outcome=AeOutcome.RECOVERING,
        infusion=VISIT,
    )
    assert page.form is None


def test_an_event_by_keys_alone(empty_study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, AdversePage(ward(empty_study), SUBJECT, VISIT))
    count = press("a") + press("numb toes\n") + press("t") + press("2") + press("n") + press("3")
    count += press("1") + press("2")
    form = page.form
    assert form is not None
    assert field_here(form) == "end"
    press("\n")
    assert field_here(form) == "infusion"
    press("1")
    press("\n")
    press("\t" if not form.next_button.hasFocus() else "")
    form.finish()
    event = stored(empty_study, at())
    assert (event.term, event.onset, event.grade, event.serious) == ("numb toes", TODAY, 2, False)
    assert (event.relation, event.action, event.outcome) == ("possible", Action.NONE, AeOutcome.RECOVERING)
    assert count <= 20


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_a_digit_is_the_grade_wherever_nothing_else_takes_it(form: AdverseEventPage, grade: int) -> None:
    form.next_button.setFocus()
    press(str(grade))
    assert now_in(form).grade == grade


def test_a_digit_in_a_text_is_a_digit(form: AdverseEventPage) -> None:
    press("3 toes numb")
    assert now_in(form).grade is None
    assert now_in(form).term == "3 toes numb"


# Grade, words, version


def test_a_grade_that_the_term_does_not_have_cannot_be_given(form: AdverseEventPage) -> None:
    press("Anaphylaxis\n")
    form.ui.grade.setFocus()
    press("2")
    assert now_in(form).grade is None
    press("3")
    assert now_in(form).grade == 3
    assert form.ui.grade.cards.meanings[:2] == ("", "")


def test_a_grade_given_before_the_term_is_a_contradiction_then(form: AdverseEventPage) -> None:
    choose(form, "grade", 0)
    form.ui.term.setFocus()
    press("anaphylaxis\n")
    assert form.ui.grade.problem() == "Anaphylaxis begins at grade 3."


def test_words_are_ours_for_this_trials_terms_and_the_tables_for_its_own(empty_study: Study, qtbot: QtBot) -> None:
    own = Term("Numb toes", "Nerves", ("first words", "second words", "", "", ""))
    fever = Term("Fever", "General", ("a", "b", "c", "d", "e"))
    ward(empty_study).save(Key("", "", CtcaeTable.form, 1), CtcaeTable(version_name="5.0", terms=(own, fever)))
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    assert "Fever" in form.ui.term.suggestions()
    press("numb")
    assert form.ui.term.suggestions() == ["Numb toes"]
    press(" toes\n")
    assert form.ui.grade.cards.meanings == ("first words", "second words", "", "", "")
    choose(form, "grade", 1)
    assert form.ui.grade_text.text() == "second words"
    form.ui.term.set_value("Fever")
    form.ui.term.edited.emit()
    assert list(form.ui.grade.cards.meanings)[1:2] == ["over 39.0 to 40.0 °C"]


def test_a_table_of_another_version_gives_no_words(empty_study: Study, qtbot: QtBot) -> None:
    own = Term("Numb toes", "Nerves", ("first words", "", "", "", ""))
    ward(empty_study).save(Key("", "", CtcaeTable.form, 1), CtcaeTable(version_name="6.0", terms=(own,)))
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    press("numb toes\n")
    assert form.ui.grade.cards.meanings[0] == "hardly noticed"


def test_a_new_grade_is_of_the_version_in_force(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study))
    with_safety(empty_study, ctcae_version="6.0")
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    assert form.ui.ctcae_version.text() == "5.0"
    form.change()
    choose(form, "grade", 1)
    assert now_in(form).ctcae_version == "6.0"


# What is asked when


def test_criteria_are_asked_of_a_serious_event_and_go_with_it(form: AdverseEventPage) -> None:
    assert not form.ui.death.isVisible()
    choose(form, "serious", 0)
    assert form.ui.death.isVisible()
    assert form.ui.serious.problem() == "Say by which criterion the event is serious."
    form.ui.hospitalisation.check.click()
    assert now_in(form).hospitalisation is True
    assert form.ui.serious.problem() == ""
    choose(form, "serious", 1)
    assert now_in(form).criteria == ()
    assert now_in(form).hospitalisation is None


def test_expectedness_is_asked_of_what_may_be_a_susar(form: AdverseEventPage) -> None:
    choose(form, "serious", 0)
    assert form.ui.expected.isVisible()
    choose(form, "relation", 1)
    assert not form.ui.expected.isVisible()
    choose(form, "relation", 2)
    assert form.ui.expected.isVisible()
    assert form.ui.susar_at_clock.text().startswith("SUSAR, not decided")
    choose(form, "expected", 1)
    assert now_in(form).expected is Expected.NO
    assert form.ui.susar_at_clock.text().startswith("SUSAR: 15")
    choose(form, "expected", 0)
    assert not form.ui.susar_at.isVisible()


def test_an_end_before_the_onset_is_said_at_once(form: AdverseEventPage) -> None:
    form.ui.today_button.click()
    form.ui.end.set_value(PartialDate("2026-03-27"))
    form.ui.end.edited.emit()
    assert form.ui.end.problem() == "The end is before the onset."
    form.ui.end.set_value(PartialDate("2026-03"))
    form.ui.end.edited.emit()
    assert form.ui.end.problem() == ""


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2026-03-29", "This day is still to come."), ("1979", "This day is before the birth."), ("2026", "")],
)
def test_a_day_that_cannot_be_is_refused(form: AdverseEventPage, day: str, sentence: str) -> None:
    form.ui.onset.set_value(PartialDate(day))
    form.ui.onset.edited.emit()
    assert form.ui.onset.problem() == sentence


def test_a_level_that_an_amendment_took_away_still_shows(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), relation="definite")
    with_safety(empty_study, causality_levels=("no", "yes"))
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    assert form.ui.relation.shown.text() == "definite"
    form.change()
    assert cells(form.ui.relation).words == ("no", "yes", "definite")
    choose(form, "relation", 1)
    assert now_in(form).relation == "yes"
    form.undo()
    assert now_in(form).relation == "definite"


def test_the_infusion_is_suggested_and_never_set(form: AdverseEventPage) -> None:
    form.ui.today_button.click()
    assert now_in(form).infusion is None
    assert form.ui.suggestion.text() == "It began during the infusion of Week 0, or within 24 hours of its end."
    assert now_in(form).relation is None
    form.ui.link_button.click()
    assert now_in(form).infusion == VISIT
    assert not form.ui.link_button.isVisible()


def test_two_days_later_nothing_is_suggested(empty_study: Study, qtbot: QtBot) -> None:
    ward(empty_study).clock = lambda: NOW + timedelta(days=2)
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    form.ui.today_button.click()
    assert not form.ui.link_button.isVisible()


# Clocks


def test_a_clock_begins_when_a_new_event_is_severe(form: AdverseEventPage) -> None:
    assert not form.ui.report_card.isVisible()
    choose(form, "grade", 2)
    assert now_in(form).aware_at == NOW
    assert form.ui.sponsor_at_clock.text().replace("\u00a0", " ") == "Sponsor: 1 d 0 h left"
    assert not form.ui.susar_at.isVisible()
    choose(form, "grade", 1)
    assert now_in(form).aware_at is None
    assert not form.ui.report_card.isVisible()


def test_an_event_that_becomes_severe_later_is_known_since_then(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), onset_at=NOW)
    later = NOW + timedelta(days=14)
    empty_study.clock = lambda: later
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    form.change()
    choose(form, "grade", 2)
    assert now_in(form).aware_at == later
    give_reason("Became known later")
    assert form.save()
    assert stored(empty_study, at()).aware_at == later


def test_what_was_noticed_at_the_bedside_runs_from_there(empty_study: Study, qtbot: QtBot) -> None:
    noticed = NOW - timedelta(hours=2)
    ward(empty_study).save(at(), AdverseEvent(onset=TODAY, onset_at=noticed, ctcae_version="5.0"))
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    assert form.ui.onset_at.isVisible()
    form.change()
    choose(form, "grade", 3)
    assert now_in(form).aware_at == noticed


def test_a_report_is_recorded_with_one_tap_and_needs_its_time(form: AdverseEventPage) -> None:
    choose(form, "grade", 2)
    form.ui.sponsor_at.take_now()
    assert now_in(form).sponsor_at == NOW
    assert form.ui.sponsor_at_clock.text() == "Sponsor: reported 28-Mar-2026 13:00:00"
    form.ui.ethics_at.line.setText("2026-03-28")
    form.ui.ethics_at.edited.emit()
    assert "is not a date and time" in form.ui.ethics_at.problem()
    form.ui.ethics_at.line.setText("2026-03-28 12:30")
    form.ui.ethics_at.edited.emit()
    assert form.ui.ethics_at.problem() == "This is before the site knew of it."


def test_a_report_that_was_made_stays_in_sight_when_the_grade_is_lowered(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), grade=3, aware_at=NOW, sponsor_at=NOW)
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    form.change()
    choose(form, "grade", 1)
    assert form.ui.sponsor_at.isVisible()
    assert not form.ui.report_note.isVisible()
    assert now_in(form).aware_at == NOW


# Drafts and leaving


def test_what_is_typed_is_a_draft_and_comes_back(form: AdverseEventPage, qtbot: QtBot) -> None:
    choose(form, "grade", 2)
    form.ui.term.setFocus()
    press("numb toes")
    form.leave()
    again = opened(qtbot, AdverseEventPage(form.study, at()))
    assert (now_in(again).term, now_in(again).grade) == ("numb toes", 3)
    assert field_here(again) == "term"


def test_an_event_may_be_saved_with_open_answers_and_filled_in_later(form: AdverseEventPage) -> None:
    press("numb toes\n")
    assert form.save()
    form.change()
    choose(form, "outcome", 1)
    assert form.save()
    assert stored(form.study, at()).outcome is AeOutcome.RECOVERING


# The screen


@pytest.mark.parametrize(("scale", "serious"), [(100, False), (100, True), (130, False), (130, True)])
def test_nothing_is_cut_at_the_side_on_the_smallest_screen(
    empty_study: Study, qtbot: QtBot, look: QApplication, scale: int, serious: bool
) -> None:
    theme.apply(look, theme.LIGHT, scale)
    happened(ward(empty_study), serious=serious, grade=4 if serious else 1)
    form = opened(qtbot, AdverseEventPage(empty_study, at()))
    form.change()
    look.processEvents()
    assert form.minimumSizeHint().width() <= 1202
    assert form.room.horizontalScrollBar().maximum() == 0
    if scale == 100 and not serious:
        assert form.ui.outcome.visibleRegion().boundingRect().height() == form.ui.outcome.height()


def test_what_does_not_fit_the_course_is_said_and_can_be_saved(form: AdverseEventPage) -> None:
    form.ui.onset.set_value(PartialDate("2026-02"))
    form.ui.onset.edited.emit()
    assert form.ui.onset.problem().startswith("This is before the consent of 01-Mar-2026")
    choose(form, "infusion", 0)
    assert form.ui.infusion.problem() == "It began before this infusion."
    assert form.save()


def test_a_grade_tapped_by_mistake_does_not_move_the_start_of_the_clocks(form: AdverseEventPage) -> None:
    choose(form, "grade", 2)
    known = NOW - timedelta(hours=20)
    form.put(msgspec.structs.replace(form.record, aware_at=known), "aware_at")
    choose(form, "grade", 1)
    assert form.record.aware_at is None
    choose(form, "grade", 2)
    assert form.record.aware_at == known


def test_a_report_of_a_moment_to_come_is_refused(form: AdverseEventPage) -> None:
    choose(form, "grade", 2)
    form.put(msgspec.structs.replace(form.record, sponsor_at=NOW + timedelta(minutes=1)), "sponsor_at")
    assert not form.save()
    assert form.ui.sponsor_at.problem() == "This moment is still to come."
    form.put(msgspec.structs.replace(form.record, sponsor_at=NOW), "sponsor_at")
    assert form.save()
