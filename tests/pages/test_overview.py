"""The overview: visits, doses, forms, what needs doing, and a visit marked as missed."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.course import Dose, course
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages import overview
from ucmsc_desktop.pages.new_participant import NewParticipantPage
from ucmsc_desktop.pages.overview import OverviewPage
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.cards import Chip
from ucmsc_desktop.widgets.link_row import LinkRow

from .hands import here, opened, press


def shown(qtbot: QtBot, study: Study, subject: str) -> OverviewPage:
    """The overview of a participant, on the screen."""
    page = OverviewPage(study, subject)
    qtbot.addWidget(page)
    page.resize(1202, 658)
    with qtbot.waitExposed(page):
        page.show()
    return page


def needed(page: OverviewPage) -> list[str]:
    """What needs doing."""
    return [row.accessibleName() for row in page.ui.needs.findChildren(LinkRow) if not row.isHidden()]


def test_the_strip_says_how_each_visit_stands(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003")
    states = {key: button.mark.state for key, button in page.ui.strip.buttons.items()}
    assert (states["SCR"], states["W6"], states["W24"]) == ("done", "missed", "planned")
    assert page.ui.doses.text() == "4 of 5"
    assert "stopped at" in page.ui.doses_words.text()
    assert page.ui.pips.accessibleName() == "4 of 5 doses given"


def test_a_missed_visit_is_said_once(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003")
    page.show_visit("W6")
    assert page.ui.visit_words.text() == "missed: Travelling, could not come"


def test_the_pips_tell_each_planned_dose_in_its_place(qtbot: QtBot, study: Study) -> None:
    weeks = ("Week 0", "Week 2", "Week 4", "Week 6", "Week 8")
    became = ("whole dose", "whole dose", "whole dose", "not given", "in part")
    told = "; ".join(f"{week}: {dose}" for week, dose in zip(weeks, became, strict=True))
    assert shown(qtbot, study, "P-003").ui.pips.accessibleDescription() == told


@pytest.mark.parametrize(("cells", "told"), [(Decimal(0), "not given"), (None, "cells not known")])
def test_a_dose_without_cells_is_no_dose_in_part(
    qtbot: QtBot, study: Study, cells: Decimal | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = course(study.protocol, "P-003", study.records("P-003"))
    dose = Dose(0, "W0", cells, None)
    monkeypatch.setattr(
        overview, "course", lambda *_all: msgspec.structs.replace(whole, doses=(dose, *whole.doses[1:]))
    )
    assert shown(qtbot, study, "P-003").ui.pips.accessibleDescription().startswith(f"Week 0: {told}; Week 2: whole")


def test_a_mark_that_does_not_fit_the_window_is_asked_about(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-005")
    ui = page.ui
    page.show_visit("W24")
    assert not ui.mark_hint.isVisible()
    ui.status.set_value(VisitStatus.MISSED)
    ui.status.edited.emit()
    assert ui.mark_hint.isVisible()
    assert "Is the visit missed already?" in ui.mark_hint.text()
    view = page.seen.of("W2")
    assert view is not None
    assert view.window is not None
    page.show_visit("W2")
    assert not ui.mark_hint.isVisible()
    ui.visited_on.set_value(view.window.latest + timedelta(days=2))
    ui.visited_on.edited.emit()
    assert "is 2 days late. Is the date right?" in ui.mark_hint.text()
    ui.visited_on.set_value(view.window.latest)
    ui.visited_on.edited.emit()
    assert not ui.mark_hint.isVisible()


def test_a_visit_is_missed_before_its_window_all_the_same(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-005")
    page.show_visit("W24")
    page.ui.status.set_value(VisitStatus.MISSED)
    page.ui.status.edited.emit()
    page.ui.reason.line.setText("Moved away")
    page.ui.mark_button.click()
    assert study.find(Key("P-005", "W24", "SV")) is not None


def test_a_visit_shows_its_forms_and_opens_them(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-003")
    page.ui.strip.buttons["W4"].click()
    assert page.ui.visit_title.text() == "Week 4"
    qtbot.waitUntil(lambda: len(page.ui.forms.findChildren(QPushButton)) == 3)
    names = [label.text() for label in page.ui.forms.findChildren(QLabel)]
    assert names == ["PASI", "Infusion", "Vital signs"]
    buttons = page.ui.forms.findChildren(QPushButton)
    opened = []
    page.open_form.connect(lambda visit, form: opened.append((visit, form)))
    for button in buttons:
        button.click()
    assert opened == [("W4", "PASI"), ("W4", "INFUSION"), ("W4", "INFUSION")]


def test_what_needs_doing_leads_there(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-012")
    assert needed(page) == ["Week 12: “PASI” is saved and not signed."]
    with qtbot.waitSignal(page.open_form) as opened:
        page.ui.needs.findChildren(LinkRow)[0].click()
    assert opened.args == ["W12", "PASI"]


def test_one_just_screened_needs_answers(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-009")
    assert needed(page)[0] == "Screening: 18 facts are open, next: Reproduction."
    assert page.ui.doses.text() == "0 of 5"


def test_a_draft_is_called_a_draft(qtbot: QtBot, study: Study) -> None:
    study.keep_draft(Key("P-005", "W4", "PASI"), PasiAssessment())
    page = shown(qtbot, study, "P-005")
    page.show_visit("W4")
    words = {chip.text() for chip in page.ui.forms.findChildren(Chip) if not chip.isHidden()}
    assert words == {"draft", "not filled in"}


@pytest.mark.parametrize(("user", "count"), [("monitor", 0), ("administrator", 0), ("nurse", 0), ("investigator", 1)])
def test_nobody_is_asked_for_what_they_may_not_do(
    qtbot: QtBot, study_as: Callable[[str], Study], user: str, count: int
) -> None:
    page = shown(qtbot, study_as(user), "P-012")
    assert len(needed(page)) == count
    said = [label.text() for label in page.ui.needs.findChildren(QLabel)]
    assert ("Nothing is open for you." in said) is (count == 0)


def test_a_visit_is_marked_missed_with_a_reason(qtbot: QtBot, study: Study) -> None:
    page = shown(qtbot, study, "P-005")
    page.show_visit("W4")
    ui = page.ui
    ui.status.set_value(VisitStatus.MISSED)
    ui.status.edited.emit()
    assert ui.missed_part.isVisible()
    assert not ui.done_part.isVisible()
    ui.mark_button.click()
    assert study.find(Key("P-005", "W4", "SV")) is None
    ui.reason.line.setText("In hospital")
    with qtbot.waitSignal(page.changed):
        ui.mark_button.click()
    kept = study.find(Key("P-005", "W4", "SV"))
    assert kept is not None
    assert kept.record == Visit(status=VisitStatus.MISSED, reason="In hospital")
    assert page.ui.strip.buttons["W4"].mark.state == "missed"


def test_a_saved_visit_changes_with_a_reason(qtbot: QtBot, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(qtbot, study, "P-003")
    page.show_visit("W6")
    page.ui.reason.line.setText("Was ill")
    monkeypatch.setattr(ReasonDialog, "exec", lambda _self: 0)
    page.ui.mark_button.click()
    assert study.history(Key("P-003", "W6", "SV"))[-1].changes == ()
    monkeypatch.setattr(ReasonDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(ReasonDialog, "reasons", lambda _self: {"reason": "Typing mistake"})
    page.ui.mark_button.click()
    change = study.history(Key("P-003", "W6", "SV"))[-1].changes[0]
    assert (change.new, change.reason) == ("Was ill", "Typing mistake")


def test_a_new_participant_gets_code_record_and_identity(qtbot: QtBot, study: Study) -> None:
    page = NewParticipantPage(study)
    qtbot.addWidget(page)
    assert page.ui.code.text() == "P-013"
    page.add()
    assert page.ui.sex.problem() == "Needed: Sex"
    page.ui.sex.set_value(page.ui.sex.answers[0])
    page.ui.birth_date.line.setText("1990-07")
    page.ui.initials.setText("Q.R.")
    with qtbot.waitSignal(page.created) as created:
        page.ui.add_button.click()
    assert created.args == ["P-013"]
    identity = study.identity("P-013")
    assert identity is not None
    assert (identity.initials, identity.name) == ("Q.R.", None)
    kept = study.records("P-013")[0]
    assert "Q.R." not in str(kept.record)


def test_a_birth_date_that_cannot_be_is_said_at_once_and_keeps_the_keyboard(qtbot: QtBot, study: Study) -> None:
    page = opened(qtbot, NewParticipantPage(study))
    press("\nM")
    for typed, sentence in (("20261131", "is not a date"), (f"{study.clock().year + 1}", "still to come")):
        page.ui.birth_date.line.clear()
        press(f"{typed}\n")
        assert sentence in page.ui.birth_date.problem(), typed
        page.ui.initials.setFocus()
        with qtbot.assertNotEmitted(page.created):
            page.add()
        assert here() is page.ui.birth_date.line
    page.ui.birth_date.line.clear()
    press("1980-02\n")
    assert (page.ui.birth_date.problem(), here()) == ("", page.ui.initials)


def test_a_code_is_used_once(qtbot: QtBot, study: Study) -> None:
    page = NewParticipantPage(study)
    qtbot.addWidget(page)
    page.ui.code.setText("P-001")
    page.ui.sex.set_value(page.ui.sex.answers[0])
    page.ui.birth_date.line.setText("1990")
    with qtbot.assertNotEmitted(page.created):
        page.add()
    assert "taken" in page.ui.problem.text()
