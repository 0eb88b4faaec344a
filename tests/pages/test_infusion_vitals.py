"""Vital signs beside the infusion: each set a record of its own, durable at once, changed with a reason."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.pages.history_dialog import HistoryDialog
from ucmsc_desktop.pages.infusion import InfusionPage
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study

from .bedside import KEY, Clock, choose, draft_of, fill, give, said, take, typed
from .hands import answer, give_reason, here, opened, press, sign_with


@pytest.fixture
def clock(study: Study) -> Clock:
    study.clock = Clock()
    return study.clock


@pytest.fixture
def page(study: Study, clock: Clock, qtbot: QtBot) -> InfusionPage:
    return opened(qtbot, InfusionPage(study, KEY.subject, KEY.visit))


def key(number: int) -> Key:
    return Key(KEY.subject, KEY.visit, "VITALS", number)


def vitals(study: Study, number: int) -> VitalSigns:
    kept = study.find(key(number))
    assert kept is not None
    assert isinstance(kept.record, VitalSigns)
    return kept.record


def test_a_set_is_a_record_of_its_own(page: InfusionPage, study: Study, clock: Clock, qtbot: QtBot) -> None:
    page.ui.systolic.setFocus()
    keys = press("128\n78\n72\n16\n98\n36.6\n")
    assert here() is page.ui.save_set_button
    assert keys + 1 <= 24
    with qtbot.waitSignal(page.changed):
        press("\n")
    one = vitals(study, 1)
    assert (one.systolic, one.temperature) == (128, Decimal("36.6"))
    assert (one.taken_at, one.timepoint) == (clock(), Timepoint.BEFORE)
    assert page.ui.sets.row_texts(0) == ["10:00 before", "128/78", "72", "16", "98", "36.6"]
    assert study.find(KEY) is None
    assert page.ui.systolic.line.text() == ""
    assert study.draft(key(1)) is None


def test_later_sets_show_their_change(page: InfusionPage, study: Study, clock: Clock) -> None:
    take(page)
    page.ui.save_set_button.click()
    page.ui.started_at.button.click()
    clock.now += timedelta(minutes=15)
    take(page, ("109", "78", "76", "16", "97", "36.7"))
    page.ui.save_set_button.click()
    assert vitals(study, 2).timepoint is Timepoint.DURING
    assert page.ui.sets.row_texts(1) == ["10:15 during", "109/78 −19/0", "76 +4", "16 0", "97 −1", "36.7 +0.1"]


def test_a_set_of_a_past_day_asks_for_its_time(page: InfusionPage, study: Study, clock: Clock) -> None:
    yesterday = clock().date() - timedelta(days=1)
    typed(page, "given_on", yesterday.isoformat())
    take(page)
    page.ui.save_set_button.click()
    assert page.ui.vitals_problem.text() == "Say when this set was taken."
    assert page.ui.taken_at.problem() == "Taken at is blank."
    typed(page, "taken_at", "09:30")
    page.ui.save_set_button.click()
    taken = vitals(study, 1).taken_at
    assert taken is not None
    assert (taken.date(), f"{taken:%H:%M}") == (yesterday, "09:30")


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        (("1280", "78", "", "", "", ""), "systolic", "Systolic pressure must be 30 to 300 mmHg."),
        (("78", "128", "", "", "", ""), "diastolic", "The diastolic pressure is not below the systolic one."),
        (("128", "78", "7", "", "", ""), "pulse", "Pulse must be 20 to 250 per min."),
        (("", "", "", "", "", "36,6"), "temperature", "Temperature: write “36.6”, with a point and no comma."),
        (("", "", "", "", "101", ""), "oxygen_saturation", "Oxygen saturation must be 40 to 100 %."),
    ],
)
def test_a_bad_set_is_not_saved(
    page: InfusionPage, study: Study, values: tuple[str, ...], field: str, sentence: str
) -> None:
    take(page, values)
    page.ui.save_set_button.click()
    widget = getattr(page.ui, field)
    assert said(widget.problem()) == sentence
    assert page.ui.vitals_problem.isVisible()
    assert widget.isAncestorOf(here())
    assert study.find(key(1)) is None


def test_an_empty_set_is_not_saved(page: InfusionPage, study: Study) -> None:
    page.ui.save_set_button.click()
    assert page.ui.vitals_problem.text() == "Enter at least one value of this set."
    choose(page.ui.timepoint, 0)
    page.ui.save_set_button.click()
    assert study.find(key(1)) is None


def test_a_set_that_is_typed_comes_back(page: InfusionPage, study: Study, qtbot: QtBot) -> None:
    page.ui.systolic.setFocus()
    press("128\t78\t")
    page.leave()
    page.close()
    again = opened(qtbot, InfusionPage(study, KEY.subject, KEY.visit))
    assert again.ui.systolic.value() == 128
    again.ui.save_set_button.click()
    assert vitals(study, 1).diastolic == 78
    assert study.drafts() == []


def test_a_draft_whose_number_was_taken_is_the_next_set(page: InfusionPage, study: Study, qtbot: QtBot) -> None:
    page.ui.systolic.setFocus()
    press("128\t")
    page.leave()
    draft = draft_of(study, key(1))
    study.save(key(1), VitalSigns(systolic=111))
    study.keep_draft(key(1), draft)
    study.ledger.db.execute("UPDATE drafts SET base = ''")
    page.close()
    again = opened(qtbot, InfusionPage(study, KEY.subject, KEY.visit))
    again.ui.save_set_button.click()
    assert (vitals(study, 1).systolic, vitals(study, 2).systolic) == (111, 128)


def test_a_set_is_cleared_after_asking(page: InfusionPage, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(page, "confirm", lambda _question: next(answers))
    take(page)
    page.leave()
    page.ui.clear_set_button.click()
    assert page.ui.pulse.value() == 72
    page.ui.clear_set_button.click()
    assert page.ui.pulse.line.text() == ""
    assert study.drafts() == []
    assert page.ui.systolic.line.hasFocus()


def test_enter_replaces_what_stands_in_the_next_entry(page: InfusionPage) -> None:
    take(page)
    page.ui.systolic.setFocus(Qt.FocusReason.TabFocusReason)
    press("131\n84\n")
    assert (page.ui.systolic.value(), page.ui.diastolic.value(), page.ui.pulse.value()) == (131, 84, 72)


def test_the_table_never_hides_half_a_set(page: InfusionPage, qtbot: QtBot) -> None:
    take(page)
    page.ui.save_set_button.click()
    take(page, ("12", "400", "720", "1", "9", "3"))
    page.ui.save_set_button.click()
    QTest.qWait(1)
    table = page.ui.sets
    assert table.viewport().height() >= table.rowHeight(0)


def test_a_saved_set_changes_with_a_reason(page: InfusionPage, study: Study) -> None:
    take(page)
    page.ui.save_set_button.click()
    page.ui.sets.setFocus()
    page.ui.sets.setCurrentCell(0, 0)
    QTest.keyClick(page.ui.sets, Qt.Key.Key_Return)
    assert page.ui.set_title.text() == "Set 1"
    typed(page, "systolic", "118")
    seen = give_reason("Typing mistake")
    page.ui.save_set_button.click()
    assert seen
    assert vitals(study, 1).systolic == 118
    assert [version.changes[0].old for version in study.history(key(1)) if version.changes] == ["128\u00a0mmHg"]
    assert page.ui.set_title.text() == "Next set"
    page.ui.sets.setCurrentCell(0, 0)
    shown = answer(HistoryDialog, lambda dialog: dialog.accept())
    page.ui.set_history_button.click()
    assert shown[0].rows()[1][-1] == "Typing mistake"


def test_a_change_waits_for_the_set_that_is_entered(page: InfusionPage) -> None:
    take(page)
    page.ui.save_set_button.click()
    typed(page, "systolic", "120")
    page.ui.sets.setCurrentCell(0, 0)
    page.ui.change_set_button.click()
    assert page.ui.vitals_problem.text() == "Save or clear the set that is being entered first."
    assert page.ui.systolic.value() == 120


def test_a_full_disk_keeps_what_is_typed(page: InfusionPage, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise DiskFull("There is no room left on the disk.")

    take(page)
    with monkeypatch.context() as patch:
        patch.setattr(study, "save", full)
        page.ui.save_set_button.click()
    assert page.ui.vitals_problem.text() == "There is no room left on the disk."
    assert page.ui.systolic.value() == 128
    page.ui.save_set_button.click()
    assert vitals(study, 1).systolic == 128


def test_the_signature_of_the_log_covers_the_sets_that_are_whole(
    page: InfusionPage, study: Study, clock: Clock
) -> None:
    take(page)
    assert page.vitals.save()
    page.ui.systolic.setFocus()
    press("120")
    assert page.vitals.save()
    fill(page, clock)
    give(page, clock)
    assert said(page.summary()[-1]) == "Vital signs signed with it: 1 of 2 sets"
    seen = sign_with()
    assert page.sign()
    assert seen
    states = [kept.state for number in (1, 2) if (kept := study.find(key(number))) is not None]
    assert states == [State.SIGNED, State.SAVED]
    assert study.verify().faults == ()


def test_the_time_point_follows_a_time_that_is_typed(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    typed(page, "started_at", "09:10")
    typed(page, "taken_at", "09:25")
    take(page)
    assert page.vitals.save()
    assert vitals(study, 1).timepoint is Timepoint.DURING
