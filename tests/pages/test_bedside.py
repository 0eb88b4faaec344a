"""The infusion at the bedside through the page: few taps, nothing lost, everything said at once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.bedside import EventKind, PauseReason, StopReason
from ucmsc_desktop.domain.casebook import State, of_type
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.domain.product import Move
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.hold_button import HOLD_MS

from ..conftest import ADMIN_PASSWORD
from .at_bedside import CODE, VISIT, Clocks, log, prepare, run, standing, started
from .events import Finger
from .hands import opened, sign_with
from .nurse import hold, kinds, take


@pytest.fixture
def page(empty_study: Study, clocks: Clocks, qtbot: QtBot) -> BedsidePage:
    started(empty_study, clocks)
    return opened(qtbot, BedsidePage(empty_study, CODE, VISIT))


def test_a_reaction_is_one_tap_and_the_infusion_goes_on(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.go(minutes=12, seconds=7)
    finger = Finger()
    finger.tap(page.ui.reaction_button)
    assert finger.count == 1
    event = run(empty_study).events[-1].record
    assert (event.kind, event.at) == (EventKind.REACTION, clocks.wall)
    drafts = [draft.record for draft in empty_study.drafts() if draft.key.form == AdverseEvent.form]
    assert [draft.onset_at for draft in drafts if isinstance(draft, AdverseEvent)] == [clocks.wall]
    assert page.work.reaction.isVisible()
    assert page.ui.stop_button.isVisible()
    assert page.ui.dose_words.isVisible()
    clocks.go(seconds=5)
    page.tick()
    assert "12 min 12 s" in page.ui.lasted_words.text().replace("\u00a0", " ")
    page.work.reaction.close_form()
    assert page.work.vitals.isVisible()


def test_a_pause_has_its_time_before_its_reason(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.go(minutes=4)
    finger = Finger()
    finger.tap(page.ui.pause_button)
    assert kinds(empty_study)[-1] is EventKind.PAUSE
    clocks.go(minutes=1)
    finger.tap(page.work.ask.buttons[1])
    assert finger.count == 2
    paused = run(empty_study).events[-1].record
    assert (paused.pause_reason, paused.at) == (PauseReason.LINE, clocks.wall - timedelta(minutes=1))
    finger.tap(page.ui.pause_button)
    assert run(empty_study).stage is RunStage.RUNNING
    assert run(empty_study).infused_ms(empty_study.instant()) == 4 * 60_000


def test_a_short_press_does_not_stop(page: BedsidePage, empty_study: Study) -> None:
    assert page.ui.stop_button.hold_ms == HOLD_MS == 2000
    Finger().tap(page.ui.stop_button)
    QTest.keyClick(page.ui.stop_button, Qt.Key.Key_Return)
    QTest.keyClick(page.ui.stop_button, Qt.Key.Key_Space)
    page.ui.stop_button.click()
    assert run(empty_study).stage is RunStage.RUNNING


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_stop_is_held_by_key_too(
    page: BedsidePage, empty_study: Study, clocks: Clocks, key: Qt.Key, qtbot: QtBot
) -> None:
    clocks.go(minutes=40)
    button = page.ui.stop_button
    button.hold_ms = 300
    button.setFocus()
    QTest.keyPress(button, key)
    qtbot.waitUntil(lambda: 0 < button.part < 1)
    assert "held" in button.accessibleDescription() or button.part < 0.2
    qtbot.waitUntil(lambda: run(empty_study).stage is RunStage.ENDED)
    QTest.keyRelease(button, key)
    assert kinds(empty_study).count(EventKind.STOP) == 1
    assert standing(empty_study).stopped_at == clocks.wall
    assert page.work.ask.isVisible()


def test_rate_and_flush(page: BedsidePage, empty_study: Study) -> None:
    finger = Finger()
    finger.tap(page.ui.rate_button)
    pad = page.work.rate.pad
    for key in (pad.keys["8"], pad.keys["2"], pad.point_key, pad.keys["5"], pad.next_key):
        finger.tap(key)
    assert run(empty_study).rate_ml_h == Decimal("82.5")
    finger.tap(page.ui.flush_button)
    page.work.flush.entry.line.setText("20,5")
    finger.tap(page.work.flush.pad.next_key)
    assert "20.5" in page.work.flush.problem.text()
    page.work.flush.entry.line.setText("20")
    finger.tap(page.work.flush.pad.next_key)
    assert run(empty_study).events[-1].record.volume_ml == 20


def test_the_whole_way_to_the_end(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    finger = Finger()
    clocks.go(minutes=37)
    hold(page)
    finger.tap(page.work.ask.buttons[1])
    assert run(empty_study).events[-1].record.stop_reason is StopReason.REACTION
    finish = page.work.finish
    assert finish.isVisible()
    for digit in "438":
        finger.tap(finish.pad.keys[digit])
    assert "than the bag held (100" in finish.problem.text().replace("\u00a0", " ")
    finger.tap(finish.pad.delete_key)
    for key in (finish.pad.point_key, finish.pad.keys["8"]):
        finger.tap(key)
    assert "63.9" in finish.cells.text()
    finger.tap(finish.pad.next_key)
    finger.tap(finish.pad.next_key)
    assert "where the rest" in finish.problem.text()
    finger.tap(finish.ways[Move.DESTROYED])
    finger.tap(finish.pad.next_key)
    assert standing(empty_study).volume_given_ml == Decimal("43.8")
    assert bags.moves(empty_study, 1)[-1].record.move is Move.DESTROYED
    take(page, finger)
    finger.tap(page.work.vitals.pad.next_key)
    assert run(empty_study).sets[-1].record.timepoint is Timepoint.END
    clocks.go(minutes=60)
    finger.tap(page.ui.leave_button)
    for name in ("left_well", "line_removed", "told_whom_to_call"):
        finger.tap(page.work.discharge.buttons[name, True])
    finger.tap(page.work.discharge.close_button)
    assert run(empty_study).stage is RunStage.CLOSED
    assert standing(empty_study).left_well
    seen = sign_with(ADMIN_PASSWORD)
    page.ui.sign_button.click()
    assert seen
    assert {kept.state for kept in (run(empty_study).log, *run(empty_study).events) if kept} == {State.SIGNED}
    assert not page.ui.sign_button.isEnabled()
    assert empty_study.verify().faults == ()


def flush(page: BedsidePage, volume: str) -> None:
    finger = Finger()
    finger.tap(page.ui.flush_button)
    page.work.flush.entry.line.setText(volume)
    finger.tap(page.work.flush.pad.next_key)


def test_a_flush_after_the_stop_is_added_to_the_one_before(page: BedsidePage, empty_study: Study) -> None:
    flush(page, "10")
    hold(page)
    Finger().tap(page.work.ask.buttons[0])
    finish = page.work.finish
    assert finish.fields["flush_ml"].line.text() == "10"
    flush(page, "20")
    assert finish.fields["flush_ml"].line.text() == "30"
    finish.fields["flush_ml"].line.setText("35")
    flush(page, "5")
    assert finish.fields["flush_ml"].line.text() == "35"  # what was typed stays
    finish.fields["volume_given_ml"].line.setText("68.5")
    Finger().tap(finish.ways[Move.DESTROYED])
    finish.save()
    assert standing(empty_study).flush_ml == 35


def test_start_needs_two_persons(empty_study: Study, clocks: Clocks, qtbot: QtBot) -> None:
    prepare(empty_study, clocks)
    page = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    assert page.ui.doors.currentWidget() is page.ui.before_page
    page.start()
    assert run(empty_study).stage is RunStage.BEFORE
    assert page.ui.dose_card.isHidden()


def test_the_start_comes_from_the_panel_before_it(
    empty_study: Study, clocks: Clocks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(empty_study, clocks)
    page = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    page.ui.before_button.click()
    take(page, Finger())
    page.work.vitals.save()
    assert run(empty_study).sets[0].record.timepoint is Timepoint.BEFORE
    assert page.ui.doors.currentWidget() is page.ui.before_page
    assert page.before is not None
    monkeypatch.setattr(type(page.before), "log", property(lambda _panel: log(clocks.wall.date())))
    page.before.start_wanted.emit()
    assert run(empty_study).stage is RunStage.RUNNING
    assert "137" in page.ui.dose_words.text()
    assert page.ui.ring.middle == "15:00"


def test_the_ring_counts_down_and_then_up(page: BedsidePage, clocks: Clocks) -> None:
    seen = []
    for minutes in (0.0, 13.5, 1.5, 3.0):
        clocks.go(minutes=minutes)
        page.tick()
        seen.append((page.ui.ring.middle.replace("\u00a0", " "), page.ui.ring.status))
    assert [status for _words, status in seen] == ["info", "warn", "warn", "error"]
    assert [words for words, _status in seen][:2] == ["15:00", "1:30"]


def test_a_clock_that_was_set_is_said(page: BedsidePage, empty_study: Study, clocks: Clocks) -> None:
    clocks.wall -= timedelta(hours=1)
    clocks.go(minutes=20)
    page.pause()
    assert "set back" in page.ui.notice.text()
    assert "20 min" in page.ui.lasted_words.text().replace("\u00a0", " ")


def test_a_visit_without_an_infusion_says_so(empty_study: Study, clocks: Clocks, qtbot: QtBot) -> None:
    prepare(empty_study, clocks)
    page = opened(qtbot, BedsidePage(empty_study, CODE, "W12"))
    assert page.ui.unplanned_words.text() == "No infusion planned at week 12"


@pytest.mark.parametrize("key", ["V", "R", "P"])
def test_one_key_does_it(page: BedsidePage, empty_study: Study, key: str) -> None:
    page.work.vitals.begin()
    QTest.keyClick(page.work.vitals.fields["systolic"].line, Qt.Key(ord(key)))
    done: dict[str, Callable[[], bool]] = {
        "V": lambda: page.work.vitals.fields["systolic"].line.hasFocus(),
        "R": lambda: EventKind.REACTION in kinds(empty_study),
        "P": lambda: run(empty_study).stage is RunStage.PAUSED,
    }
    assert done[key]()
    assert page.work.vitals.fields["systolic"].line.text() == ""


def test_every_control_is_large_and_everything_is_in_sight(page: BedsidePage) -> None:
    ui = page.ui
    keys = [*page.work.vitals.pad.keys.values(), page.work.vitals.pad.next_key]
    controls = [ui.vitals_button, ui.reaction_button, ui.pause_button, ui.stop_button, ui.rate_button, ui.flush_button]
    for control in [*controls, *keys]:
        assert min(control.width(), control.height()) >= 78, control
        corner = control.mapTo(page, control.rect().bottomRight())
        assert page.rect().contains(corner)
    assert page.minimumSizeHint().width() <= 1202
    assert page.minimumSizeHint().height() <= 612


def test_a_person_without_the_role_sees_and_does_nothing(
    page: BedsidePage, empty_study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(empty_study, "may_write", lambda _form: False)
    other = opened(qtbot, BedsidePage(empty_study, CODE, VISIT))
    shown = [b for b in (other.ui.pause_button, other.ui.stop_button, other.ui.vitals_button) if b.isVisible()]
    assert shown == []
    assert other.ui.plan_table.isVisible()
    assert of_type(empty_study.records(CODE), VitalSigns) == []
