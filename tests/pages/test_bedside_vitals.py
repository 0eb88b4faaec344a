"""Vital signs at the bedside: at most twenty taps a set, prompts by the site's limits, and a disk that is full."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.bedside import EventKind, PauseReason
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store import writing
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study

from .at_bedside import CODE, VISIT, Clocks, bounded, run, standing, started
from .events import Finger
from .hands import give_reason, opened, press
from .nurse import SET, full, hold, kinds, take


@pytest.fixture
def page(empty_study: Study, clocks: Clocks, qtbot: QtBot) -> BedsidePage:
    started(empty_study, clocks)
    return opened(qtbot, BedsidePage(empty_study, CODE, VISIT))


def test_a_set_of_vital_signs_is_at_most_twenty_taps(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.go(minutes=14, seconds=30)
    page.tick()
    finger = Finger()
    finger.tap(page.ui.vitals_button)
    take(page, finger, ("128", "108", "102", "16", "100", "366"))
    clocks.go(seconds=40)
    finger.tap(page.work.vitals.pad.next_key)
    assert finger.count <= 20
    one = run(empty_study).sets[0].record
    assert (one.systolic, one.pulse, one.oxygen_saturation, one.temperature) == (128, 102, 100, Decimal("36.6"))
    assert (one.timepoint, one.planned_minutes) == (Timepoint.DURING, 15)
    assert one.taken_at == clocks.wall - timedelta(seconds=40)
    assert page.ui.plan_table.row_texts(1)[:3] == ["15\u00a0min", "09:31", "128/108"]


def test_next_for_an_entry_that_was_left_by_itself_does_nothing(page: BedsidePage, empty_study: Study) -> None:
    finger = Finger()
    for value in SET:
        take(page, finger, (value,))
        finger.tap(page.work.vitals.pad.next_key)
    assert finger.count <= 20
    one = run(empty_study).sets[0].record
    assert (one.systolic, one.diastolic, one.respiration, one.temperature) == (128, 78, 16, Decimal("36.6"))


def test_a_set_can_be_typed(page: BedsidePage, empty_study: Study) -> None:
    page.record_vitals()
    press("1287872\n1698366\n")
    one = run(empty_study).sets[0].record
    assert (one.systolic, one.diastolic, one.pulse, one.temperature) == (128, 78, 72, Decimal("36.6"))


def test_a_full_disk_is_said_at_once_and_no_time_is_lost(
    page: BedsidePage, empty_study: Study, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    finger = Finger()
    clocks.go(minutes=10)
    first = clocks.wall
    with monkeypatch.context() as patch:
        patch.setattr(empty_study, "save", full)
        patch.setattr(empty_study, "keep_draft", full)
        finger.tap(page.ui.pause_button)
        assert "The disk is full" in page.ui.notice.text()
        assert "paused 09:27:00" in page.ui.notice.text()
        assert page.run.stage is RunStage.PAUSED
        finger.tap(page.work.ask.buttons[0])
        clocks.go(minutes=2)
        finger.tap(page.ui.reaction_button)
        finger.tap(page.ui.pause_button)
        clocks.go(minutes=1)
        hold(page)
        assert page.run.stage.value == "ended"
        assert kinds(empty_study) == [EventKind.START]
        with pytest.raises(StudyError, match="Not on the disk yet"):
            page.leave()
    clocks.go(minutes=5)
    page.queue.retry()
    assert page.ui.notice.text() == ""
    events = [kept.record for kept in run(empty_study).events]
    assert [(event.kind, (event.at or first) - first) for event in events[1:]] == [
        (EventKind.PAUSE, timedelta()),
        (EventKind.REACTION, timedelta(minutes=2)),
        (EventKind.RESUME, timedelta(minutes=2)),
        (EventKind.STOP, timedelta(minutes=3)),
    ]
    assert events[1].pause_reason is PauseReason.REACTION
    assert standing(empty_study).stopped_at == first + timedelta(minutes=3)
    drafts = [draft.record for draft in empty_study.drafts()]
    assert [d.onset_at for d in drafts if isinstance(d, AdverseEvent)] == [first + timedelta(minutes=2)]
    page.leave()


def test_vital_signs_on_a_full_disk_wait_with_their_time(
    page: BedsidePage, empty_study: Study, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    finger = Finger()
    at = clocks.wall
    with monkeypatch.context() as patch:
        patch.setattr(empty_study, "save", full)
        patch.setattr(empty_study, "keep_draft", full)
        take(page, finger)
        finger.tap(page.work.vitals.pad.next_key)
        clocks.go(minutes=3)
        assert "vital signs" in page.ui.notice.text()
    page.queue.retry()
    assert [kept.record.taken_at for kept in run(empty_study).sets] == [at]


def test_what_was_typed_comes_back(page: BedsidePage, empty_study: Study, clocks: Clocks, qtbot: QtBot) -> None:
    take(page, Finger(), ("109", "71"))
    at = clocks.wall
    clocks.go(minutes=1)
    page.leave()
    again = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    assert again.work.vitals.title.text() == "Extra vitals"
    again.work.vitals.begin()
    take(again, Finger(), ("72", "16", "98", "366"))
    again.work.vitals.save()
    one = run(empty_study).sets[0].record
    assert (one.systolic, one.diastolic, one.taken_at) == (109, 71, at)


@pytest.mark.parametrize(("minutes", "title"), [(3, "Extra vitals"), (14, "Vitals at 15 min")])
def test_a_set_that_goes_on_keeps_the_name_of_its_first_digit(
    page: BedsidePage, empty_study: Study, clocks: Clocks, qtbot: QtBot, minutes: int, title: str
) -> None:
    clocks.go(minutes=minutes)
    take(page, Finger(), ("109",))
    page.leave()
    clocks.go(minutes=18)
    page.tick()
    again = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    for shown in (page, again):
        assert shown.work.vitals.title.text().replace("\u00a0", " ") == title


def test_blanks_are_asked_once_and_are_then_not_done(page: BedsidePage, empty_study: Study) -> None:
    take(page, Finger(), ("128", "78"))
    page.work.vitals.save()
    assert "Not entered" in page.work.vitals.problem.text()
    assert run(empty_study).sets == ()
    page.work.vitals.save()
    assert run(empty_study).sets[0].record.missing["pulse"] is MissingReason.NOT_DONE


def test_a_diastolic_above_the_systolic_is_not_kept(page: BedsidePage, empty_study: Study) -> None:
    take(page, Finger(), ("78", "128", "72", "16", "98", "366"))
    page.work.vitals.save()
    assert "not below" in page.work.vitals.problem.text()
    assert run(empty_study).sets == ()


def test_a_set_is_left_out_with_a_reason(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.go(minutes=15)
    page.tick()
    finger = Finger()
    finger.tap(page.work.vitals.other)
    finger.tap(page.work.ask.buttons[1])
    left_out = run(empty_study).sets[0].record
    assert left_out.missing["pulse"] is MissingReason.REFUSED
    assert (left_out.timepoint, left_out.planned_minutes) == (Timepoint.DURING, 15)
    assert page.ui.plan_table.row_texts(1)[1] == "participant refused"


def test_the_sites_limits_prompt_and_never_block(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    bounded(empty_study)
    page.refresh()
    take(page, Finger(), ("170",))
    assert "above 160" in page.work.vitals.fields["systolic"].note.text()
    take(page, Finger(), ("78", "72", "16", "98", "366"))
    page.work.vitals.save()
    assert "site's bound" in page.ui.notice.text()
    assert run(empty_study).sets[0].record.systolic == 170


def test_a_saved_set_is_changed_with_a_reason(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.go(minutes=15)
    page.tick()
    take(page, Finger())
    page.work.vitals.save()
    page.ui.plan_table.selectRow(1)
    page.ui.change_button.click()
    page.work.vitals.fields["pulse"].line.setText("")
    page.work.vitals.fields["pulse"].press("9")
    page.work.vitals.fields["pulse"].press("2")
    give_reason("Typing mistake")
    page.work.vitals.save()
    assert [kept.record.pulse for kept in run(empty_study).sets] == [92]
    assert len(empty_study.history(Key(CODE, VISIT, VitalSigns.form, 1))) == 2


def test_a_draft_whose_number_was_taken_goes_on(
    page: BedsidePage, empty_study: Study, clocks: Clocks, qtbot: QtBot
) -> None:
    take(page, Finger(), ("109", "71"))
    page.leave()
    with empty_study.ledger.transaction():
        other = VitalSigns(taken_at=clocks.wall, timepoint=Timepoint.DURING, pulse=80)
        key = Key(CODE, VISIT, VitalSigns.form, 1)
        writing.append_record(empty_study.ledger, "second", Role.NURSE, clocks.wall, key, other)
    again = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    assert again.work.vitals.fields["systolic"].line.text() == "109"
    take(again, Finger(), ("72", "16", "98", "366"))
    again.work.vitals.save()
    assert [kept.record.pulse for kept in run(empty_study).sets] == [80, 72]
    assert empty_study.drafts() == []


def test_a_new_set_begins_in_its_first_entry_also_without_a_tap_before_it(page: BedsidePage, clocks: Clocks) -> None:
    finger = Finger()
    finger.tap(page.ui.vitals_button)
    take(page, finger)
    finger.tap(page.work.vitals.pad.next_key)
    clocks.go(minutes=15)
    page.tick()
    take(page, finger, ("109",))
    assert page.work.vitals.fields["systolic"].line.text() == "109"


def test_a_digit_that_was_rubbed_out_leaves_no_time_behind(
    page: BedsidePage, empty_study: Study, clocks: Clocks
) -> None:
    finger = Finger()
    finger.tap(page.ui.vitals_button)
    finger.tap(page.work.vitals.pad.keys["1"])
    finger.tap(page.work.vitals.pad.delete_key)
    page.leave()
    clocks.go(minutes=15)
    page.tick()
    take(page, finger)
    finger.tap(page.work.vitals.pad.next_key)
    one = run(empty_study).sets[0].record
    assert (one.taken_at, one.planned_minutes) == (clocks.wall, 15)


def test_a_draft_that_kept_only_its_time_is_not_gone_on_with(
    page: BedsidePage, empty_study: Study, clocks: Clocks, qtbot: QtBot
) -> None:
    key = Key(CODE, VISIT, VitalSigns.form, empty_study.next_number(CODE, VISIT, VitalSigns.form))
    empty_study.keep_draft(key, VitalSigns(taken_at=clocks.wall, timepoint=Timepoint.DURING, planned_minutes=15), "")
    clocks.go(minutes=30)
    again, finger = opened(qtbot, BedsidePage(empty_study, CODE, VISIT)), Finger()
    take(again, finger)
    finger.tap(again.work.vitals.pad.next_key)
    assert run(empty_study).sets[0].record.taken_at == clocks.wall
