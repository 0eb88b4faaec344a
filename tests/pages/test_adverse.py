"""The page of adverse events: the question of the visit, the list, follow-up, and what is shown above it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome, AeQuestion
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.pages import adverse
from ucmsc_desktop.pages.adverse import AdversePage
from ucmsc_desktop.pages.adverse_event import AdverseEventPage
from ucmsc_desktop.pages.ae_drafts import free_key
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.notice import Notice

from .at_risk import NOW, SUBJECT, TODAY, VISIT, at, happened, stored, ward, with_safety
from .events import Mouse
from .hands import answer, give_reason, opened, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ASKED = Key(SUBJECT, VISIT, AeQuestion.form)


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> AdversePage:
    """The page of a participant without any event."""
    return opened(qtbot, AdversePage(ward(empty_study), SUBJECT, VISIT))


def asked(study: Study) -> AeQuestion:
    """The answer to the question that stands."""
    kept = study.find(ASKED)
    assert kept is not None
    assert isinstance(kept.record, AeQuestion)
    return kept.record


def form_of(page: AdversePage) -> AdverseEventPage | None:
    """The form that stands in the place of the list, None while the list is shown."""
    return page.form


def open_form(page: AdversePage) -> AdverseEventPage:
    """The form that is open."""
    form = page.form
    assert form is not None
    return form


def row(page: AdversePage, number: int = 0) -> list[str]:
    """A row of the list."""
    items = [page.ui.table.item(number, column) for column in range(page.ui.table.columnCount())]
    return [item.text() if item is not None else "" for item in items]


# The question


def test_no_is_kept_with_one_tap(page: AdversePage) -> None:
    mouse = Mouse()
    mouse.tap(page.ui.no_button)
    assert mouse.count == 1
    assert asked(page.study) == AeQuestion(any_event=False, asked_on=date(2026, 3, 28))
    assert page.ui.no_button.isChecked()
    assert page.ui.answered.text() == "No, 28-Mar-2026, Ada Min"
    assert "asked at 1 visit" in page.ui.count.text()


def test_n_answers_by_key_and_y_leads_to_the_event(page: AdversePage) -> None:
    press("n")
    assert asked(page.study).any_event is False
    changed = give_reason("Became known later")
    press("y")
    assert changed
    assert asked(page.study).any_event is True
    assert open_form(page).key == at(1)


def test_another_answer_needs_a_reason_and_without_one_the_first_stays(page: AdversePage) -> None:
    page.ui.no_button.click()
    seen = answer(ReasonDialog, lambda dialog: dialog.reject())
    page.ui.yes_button.click()
    assert seen
    assert asked(page.study).any_event is False
    assert (page.ui.no_button.isChecked(), page.ui.yes_button.isChecked()) == (True, False)
    assert form_of(page) is None


def test_the_same_answer_again_is_no_change(page: AdversePage) -> None:
    page.ui.no_button.click()
    page.ui.no_button.click()
    kept = page.study.find(ASKED)
    assert kept is not None
    assert kept.changes == 0


def test_each_visit_has_its_own_question(page: AdversePage, qtbot: QtBot) -> None:
    page.ui.no_button.click()
    later = opened(qtbot, AdversePage(page.study, SUBJECT, "W2"))
    assert later.ui.answered.text() == "Not answered yet at this visit."
    later.ui.no_button.click()
    assert "asked at 2 visits" in later.ui.count.text()


def test_who_may_only_read_sees_answers_and_adds_nothing(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("monitor")
    page = opened(qtbot, AdversePage(study, "P-001", "W8"))
    assert not page.ui.add_button.isVisible()
    assert not page.ui.no_button.isEnabled()
    press("a")
    assert form_of(page) is None


# The list


def test_without_an_event_the_page_says_so(page: AdversePage) -> None:
    assert page.ui.none.isVisible()
    assert not page.ui.table.isVisible()


def test_a_row_tells_the_event(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), term="Fever", grade=2, serious=True, hospitalisation=True, infusion=VISIT)
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, VISIT))
    assert row(page) == [
        "Fever",
        "28-Mar-2026\nWeek 0, same day",
        "2 · over 39.0 to 40.0 °C\nCTCAE 5.0",
        "possible",
        "yes: hospital stay, new or longer",
        "none",
        "recovering\nfollow up",
        "1, goes on",
    ]


def test_what_nobody_judged_is_open_and_partial_dates_stay_partial(empty_study: Study, qtbot: QtBot) -> None:
    ward(empty_study).save(at(), AdverseEvent(onset=PartialDate("2026-03")))
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, VISIT))
    assert row(page) == [
        "not named yet",
        "2026-03",
        "open",
        "open",
        "open",
        "open",
        "open\nfollow up",
        "1 to 28, goes on",
    ]


def test_open_events_are_listed_at_later_visits_until_they_are_resolved(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study))
    over = {"outcome": AeOutcome.RECOVERED, "end": TODAY}
    happened(empty_study, 2, term="Nausea", **over)
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, "W4"))
    assert [row(page, number)[0] for number in (0, 1)] == ["Headache", "Nausea"]
    assert "1 to be followed up" in page.ui.count.text()
    page.ui.table.opened.emit(0)
    form = open_form(page)
    form.change()
    form.ui.outcome.segments.press(0)  # type: ignore[union-attr]
    form.ui.end.set_value(TODAY)
    form.ui.end.edited.emit()
    give_reason("Became known later")
    form.next_button.click()
    assert stored(empty_study, at()).outcome is AeOutcome.RECOVERED
    assert form_of(page) is None
    assert "to be followed up" not in page.ui.count.text()


def test_a_tap_or_enter_opens_a_row_and_its_form_leads_back(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study))
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, VISIT))
    table = page.ui.table
    Mouse().tap(table.viewport(), table.visualRect(table.model().index(0, 0)).center())
    assert form_of(page) is not None
    page.ui.back_button.click()
    assert form_of(page) is None
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert form_of(page) is not None


def test_a_adds_an_event_and_its_draft_waits_in_the_list(page: AdversePage) -> None:
    press("a")
    assert form_of(page) is not None
    press("numb toes")
    page.ui.back_button.click()
    assert row(page)[0] == "numb toes\ndraft"
    assert page.study.find(at()) is None
    page.add()
    assert open_form(page).key == at(2)


def test_two_new_events_at_one_place_are_kept_apart(page: AdversePage) -> None:
    study = page.study
    study.keep_draft(at(), AdverseEvent(term="Mine", onset=TODAY))
    other = free_key(study, SUBJECT, VISIT)
    assert other == at(2)
    study.ledger.db.execute("UPDATE drafts SET user = 'nurse'")
    happened(study, term="Theirs")
    study.ledger.db.execute("UPDATE drafts SET user = 'admin'")
    page.refresh()
    assert [row(page, number)[0] for number in (0, 1)] == ["Mine\ndraft", "Theirs"]
    assert page.keys == [at(2), at(1)]
    assert stored(study, at()).term == "Theirs"


def test_a_number_opens_that_event(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study))
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, VISIT))
    page.focus("1")
    assert open_form(page).key == at(1)
    page.focus("outcome")


# What stands above the list


def test_a_reaction_that_nobody_described_is_told_and_taken_up(page: AdversePage) -> None:
    moment = NOW - timedelta(hours=2, minutes=30)
    noted = InfusionEvent(kind=EventKind.REACTION, at=moment, mono_ms=0)
    page.study.save(Key(SUBJECT, VISIT, InfusionEvent.form, 1), noted)
    page.refresh()
    assert page.ui.reaction_notice.text() == (
        "A reaction was noticed at 28-Mar-2026 10:30:00: no adverse event is saved for it."
    )
    page.add()
    record = open_form(page).record
    assert (record.onset_at, record.infusion) == (moment, VISIT)
    page.close_event()
    assert page.ui.reaction_notice.text() == ""


def test_a_reaction_may_be_said_to_be_no_event(page: AdversePage, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = InfusionEvent(kind=EventKind.REACTION, at=NOW, mono_ms=0)
    page.study.save(Key(SUBJECT, VISIT, InfusionEvent.form, 1), noted)
    page.refresh()
    monkeypatch.setattr(adverse, "agreed", lambda *_asked: False)
    page.ui.no_event_button.click()
    assert page.ui.reaction_notice.isVisible()
    monkeypatch.setattr(adverse, "agreed", lambda *_asked: True)
    page.ui.no_event_button.click()
    assert not page.ui.reaction_notice.isVisible()
    assert not page.ui.no_event_button.isVisible()


def test_clocks_run_in_the_banner_until_the_report_is_recorded(
    empty_study: Study, make: Callable[..., MainWindow]
) -> None:
    happened(ward(empty_study), grade=3, aware_at=NOW - timedelta(hours=25), ethics_at=NOW)
    window = make(empty_study.folder)
    window.begin(empty_study)
    workspace = window.workspace
    assert workspace is not None
    workspace.open_subject(SUBJECT)
    clocks = workspace.banner.clocks
    (notice,) = clocks.findChildren(Notice)
    assert notice.text().replace("\u00a0", " ") == "Headache, grade 3 · Sponsor: overdue by 1 h 0 min"
    assert notice.status == "error"
    clocks.event_wanted.emit(at())
    form = open_form(workspace.page)
    assert form.editing
    assert form.ui.sponsor_at.isAncestorOf(workspace.focusWidget())
    form.ui.sponsor_at.take_now()
    form.next_button.click()
    assert stored(empty_study, at()).sponsor_at == NOW
    assert not clocks.isVisible()


def test_the_report_of_an_event_that_is_open_can_be_recorded_from_its_clock(empty_study: Study, qtbot: QtBot) -> None:
    happened(ward(empty_study), grade=3, aware_at=NOW - timedelta(hours=1))
    page = opened(qtbot, AdversePage(empty_study, SUBJECT, VISIT))
    page.open_event(at())
    assert not open_form(page).editing
    page.focus(str(at().number))
    assert open_form(page).editing


def test_stopping_rules_are_watched_over_all_participants(empty_study: Study, qtbot: QtBot) -> None:
    ward(empty_study, "P-001", "P-002")
    with_safety(empty_study, stopping_rules=("2 events of grade 3 related", "1 event of grade 5"))
    happened(empty_study, grade=3)
    page = opened(qtbot, AdversePage(empty_study, "P-002", VISIT))

    def rules() -> list[tuple[str, str]]:
        found = (page.ui.rules.itemAt(index).widget() for index in range(page.ui.rules.count()))  # type: ignore[union-attr]
        return [(notice.status, notice.text()) for notice in found if isinstance(notice, Notice)]

    assert rules() == [
        ("plain", "Stopping rule: 2 events of grade 3 related: 1 so far (P-001)"),
        ("plain", "Stopping rule: 1 event of grade 5: 0 so far"),
    ]
    happened(empty_study, subject="P-002", grade=4, relation=None)
    page.refresh()
    assert rules()[0] == (
        "warn", "Stopping rule: 2 events of grade 3 related: 1 so far (P-001), 1 not judged yet"
    )  # fmt: skip
    happened(empty_study, 2, subject="P-002", grade=3)
    page.refresh()
    assert rules()[0][0] == "error"
    assert "2 so far (P-001, P-002)" in rules()[0][1]
