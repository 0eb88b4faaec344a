"""The infusions that run: one timer, the tone, the mute button, the clocks, and what shows on rail and lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests import infused
from tests.conftest import ADMIN_PASSWORD
from tests.machine import HOUR, MINUTE, SECOND, Machine
from tests.pages.eyes import seen
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.pages.lock import LockPage
from ucmsc_desktop.pages.running import RunningInfusions
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.bedside import Discharge, Ending
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study


class Ward:
    """A study with running infusions, and the tones that were heard."""

    def __init__(self, study: Study, machine: Machine) -> None:
        self.study, self.machine = study, machine
        self.tones: list[int] = []
        self.told: list[str] = []
        self.busy: list[bool] = []
        self.running = RunningInfusions(study, tone=lambda: self.tones.append(machine.true_ms // SECOND))
        self.running.told.connect(self.told.append)
        self.running.busy_changed.connect(self.busy.append)

    def seconds(self, count: int) -> None:
        """Let a program that is awake tick so often."""
        for _second in range(count):
            self.machine.wait(SECOND)
            self.running.tick()


@pytest.fixture
def ward(empty_folder: Path, qtbot: QtBot) -> Iterator[Ward]:
    del qtbot
    machine = Machine()
    made = Ward(infused.opened(empty_folder, machine), machine)
    yield made
    made.running.stop()
    made.study.close()


def events(ward: Ward, subject: str = "P-001") -> list[EventKind | None]:
    return [kept.record.kind for kept in infused.run(ward.study, subject).events]


def test_nothing_runs_until_one_is_started_and_after_the_last_has_left(ward: Ward) -> None:
    ward.running.refresh()
    assert (ward.running.is_busy, ward.running.countdowns) == (False, [])
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    assert [(one.subject, one.visit) for one in ward.running.countdowns] == [("P-001", infused.VISIT)]
    ward.machine.wait(50 * MINUTE)
    bedside.stop(ward.study, "P-001", infused.VISIT)
    bedside.finish(ward.study, "P-001", infused.VISIT, Ending(volume_given_ml=infused.LOG.bag_volume_ml or 0))  # type: ignore[arg-type]
    ward.running.refresh()
    assert ward.running.is_busy
    check = Discharge(left_well=True, line_removed=True, told_whom_to_call=True)
    bedside.leave(ward.study, "P-001", infused.VISIT, check)
    ward.running.refresh()
    assert ward.busy == [True, False]


def test_no_record_is_read_while_time_passes(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    infused.infuse(ward.study, "P-001", "P-002", "P-003")
    ward.running.refresh()
    monkeypatch.setattr(ward.study.ledger, "rows", pytest.fail)
    ward.seconds(100)
    assert len(ward.running.countdowns) == 3


def test_one_tone_when_a_set_is_due_and_then_one_a_minute(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    ward.seconds(15 * 60 - 1)
    assert ward.tones == []
    ward.seconds(181)
    assert ward.tones == [900, 960, 1020, 1080]
    assert ward.running.countdowns[0].time.replace("\u00a0", " ") == "overdue 3 min"
    infused.take_due(ward.study, "P-001")
    ward.running.refresh()
    ward.seconds(120)
    assert len(ward.tones) == 4


def test_infusions_that_are_due_together_sound_together(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001", "P-002", "P-003")
    ward.running.refresh()
    ward.seconds(15 * 60 + 60)
    assert ward.tones == [900, 960]


def test_one_that_becomes_due_sounds_at_once(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001")
    ward.machine.wait(30 * SECOND)
    infused.infuse(ward.study, "P-002")
    ward.running.refresh()
    ward.seconds(15 * 60)
    assert ward.tones == [900, 930]


def test_muted_is_silent_and_still_says_so(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    ward.running.set_muted(True)
    ward.seconds(15 * 60 + 10)
    assert ward.tones == []
    assert ward.running.countdowns[0].call
    ward.running.set_muted(False)
    ward.seconds(60)
    assert ward.tones == [960]


def test_a_clock_that_is_set_is_kept_once_and_told_once(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001", "P-002")
    ward.running.refresh()
    ward.seconds(5)
    ward.machine.set_clock(-HOUR)
    ward.seconds(5)
    assert [words.replace("\u00a0", " ") for words in ward.told] == [
        "The computer's clock was set back by 1 h 0 min. Due times go on as before."
    ]
    for subject in ("P-001", "P-002"):
        assert events(ward, subject) == [EventKind.START, EventKind.CLOCK]
        assert infused.run(ward.study, subject).events[-1].record.gap_s == -3600


def test_a_small_step_is_kept_and_not_told(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    ward.machine.set_clock(3 * SECOND)
    ward.seconds(3)
    assert ward.told == []
    assert infused.run(ward.study, "P-001").events[-1].record.gap_s == 3


def fill(study: Study, size: int) -> None:
    for _time in range(2000):
        study.log("print", body={"filler": "x" * size})


def test_a_full_disk_loses_no_gap(ward: Ward) -> None:
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    db = ward.study.ledger.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    for size in (2000, 100, 1):
        with pytest.raises(DiskFull):
            fill(ward.study, size)
    ward.machine.set_clock(-HOUR)
    ward.seconds(30)
    assert ward.told[0].count("set back") == 1
    assert "is not saved yet" in ward.told[0]
    assert len(ward.told) == 1
    assert ward.running.countdowns[0].time == "14:30"
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    ward.seconds(61)
    last = infused.run(ward.study, "P-001").events[-1].record
    assert (last.kind, last.gap_s) == (EventKind.CLOCK, -3600)
    assert last.at is not None
    assert infused.run(ward.study, "P-001").elapsed_ms(ward.study.instant()) == 91 * SECOND


def test_a_person_who_may_not_write_it_is_told_and_the_time_goes_on(empty_folder: Path, qtbot: QtBot) -> None:
    del qtbot
    machine = Machine()
    study = infused.opened(empty_folder, machine)
    infused.infuse(study, "P-001")
    study.add_account("coord", "Cora Coordinator", "coordinator-1", [Role.COORDINATOR])
    study.close()
    other = Ward(Study.open(empty_folder, "coord", "coordinator-1"), machine)
    machine.carry(other.study)
    other.running.refresh()
    machine.set_clock(2 * HOUR)
    other.seconds(120)
    assert len(other.told) == 1
    assert other.running.countdowns[0].time == "13:00"
    assert not other.study.may_write(InfusionEvent.form)
    assert events(other) == [EventKind.START]
    other.running.stop()
    other.study.close()


def test_the_lock_keeps_the_countdown_by_code_alone(ward: Ward, qtbot: QtBot) -> None:
    infused.infuse(ward.study, "P-001")
    ward.running.refresh()
    lock = LockPage(ward.study)
    qtbot.addWidget(lock)
    lock.resize(1280, 720)
    lock.show()
    assert not lock.ui.runs.isVisible()
    lock.set_runs(ward.running.countdowns)
    words = seen()
    assert "P-001: vitals" in words
    assert infused.NAME not in words
    assert "L.W." not in words
    with qtbot.waitSignal(lock.muted):
        QTest.mouseClick(lock.ui.runs.mute_button, Qt.MouseButton.LeftButton)
    lock.ui.password.setText(ADMIN_PASSWORD)
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock()
