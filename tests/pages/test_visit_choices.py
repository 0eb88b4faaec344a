"""Where "Visit" leads: to what is due, and to a form that the person may fill in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.summary import Summary, summary
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.visit_choices import form_choices, usual_form, usual_visit
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.study import Study

from .at_window import press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def seen_of(study: Study, subject: str) -> Summary:
    """A participant at a glance, today."""
    return summary(study.protocol, subject, study.records(subject), study.clock().date())


@pytest.mark.parametrize(
    ("user", "form"),
    [("nurse", "INFUSION"), ("assessor", "PASI"), ("investigator", "PASI"), ("monitor", "PASI")],
)
def test_the_due_visit_opens_at_a_form_of_ones_own(study_as: Callable[[str], Study], user: str, form: str) -> None:
    study = study_as(user)
    seen = seen_of(study, "P-005")
    visit = usual_visit(seen, study)
    view = seen.of(visit)
    assert view is not None
    assert (visit, usual_form(seen, view, study)) == ("W4", form)


def test_what_is_signed_is_not_offered_again(study: Study) -> None:
    for subject, visit in (("P-012", "W12"), ("P-001", "W0")):
        seen = seen_of(study, subject)
        view = seen.of(visit)
        assert view is not None
        assert usual_form(seen, view, study) == "PASI"


@pytest.mark.parametrize(("user", "visit"), [("nurse", "SCR"), ("coordinator", "SCR")])
def test_before_treatment_the_first_visit_with_an_open_form(
    study_as: Callable[[str], Study], user: str, visit: str
) -> None:
    study = study_as(user)
    assert usual_visit(seen_of(study, "P-009"), study) == visit


def test_a_visit_begun_in_its_window_is_still_the_due_one(study_as: Callable[[str], Study]) -> None:
    study = study_as("nurse")
    today = study.clock().date()
    study.save(Key("P-005", "W4", "SV"), Visit(status=VisitStatus.DONE, visited_on=today))
    assert usual_visit(seen_of(study, "P-005"), study) == "W4"


def test_the_nearest_overdue_visit_comes_before_what_is_open(study: Study) -> None:
    seen = seen_of(study, "P-005")
    week4 = seen.of("W4")
    assert week4 is not None
    assert week4.window is not None
    later = week4.window.latest.replace(year=week4.window.latest.year + 2)
    late = summary(study.protocol, "P-005", study.records("P-005"), later)
    assert usual_visit(late, study) == "W24"


def test_the_rail_returns_to_the_visit_one_was_on(window: MainWindow, workspace: Workspace) -> None:
    workspace.open_subject("P-005")
    workspace.open_form("W2", "INFUSION")
    workspace.open_subject("P-003")
    workspace.open_subject("P-005")
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert (workspace.place.section, workspace.place.visit) == (Section.VISIT, "W2")
    workspace.open_subject("P-003")
    workspace.go(Place(Section.VISIT))
    assert workspace.place.visit != "W2"


def test_a_new_participant_begins_at_the_code(workspace: Workspace) -> None:
    workspace.patients.new_wanted.emit()
    assert workspace.page.ui.code.hasFocus()
    assert workspace.page.ui.code.selectedText() == workspace.page.ui.code.text()


def test_a_visit_whose_question_was_answered_no_shows_it(study: Study) -> None:
    seen = seen_of(study, "P-002")
    view = seen.of("W0")
    assert view is not None
    looks = {choice.key: choice.icon for choice in form_choices(seen, view, study, "PASI")[0]}
    assert looks[AdverseEvent.form] == "circle-check"


def test_the_draft_of_an_event_is_opened_again(window: MainWindow, workspace: Workspace, study: Study) -> None:
    key = Key("P-002", "W2", AdverseEvent.form, 4)
    study.keep_draft(key, AdverseEvent(term="Fever"), "grade")
    workspace.begin()
    workspace.ui.notice_action.click()
    assert workspace.page.form is not None
    assert (workspace.page.form.key, workspace.page.form.record.term) == (key, "Fever")
