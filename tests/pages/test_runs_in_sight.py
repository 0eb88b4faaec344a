"""Running infusions in the real window: on the rail beside every page, before the lock, and for the idle watch."""

from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import infused
from tests.machine import HOUR, MINUTE, SECOND, Machine
from tests.pages.eyes import seen
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.pages.lock import LockPage
from ucmsc_desktop.pages.places import Section
from ucmsc_desktop.pages.runs_in_sight import LOCK_MINUTES
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study

SUBJECT, VISIT = "P-007", "W2"


@pytest.fixture
def machine(study: Study) -> Machine:
    machine = Machine()
    machine.true_ms = round((study.clock() - machine.wall()).total_seconds() * 1000)
    machine.started_ms = machine.true_ms - HOUR
    machine.carry(study)
    return machine


def begin(workspace: Workspace) -> None:
    bedside.start(workspace.study, SUBJECT, VISIT, infused.LOG, None)
    workspace.runs.running.refresh()
    assert (SUBJECT, VISIT) in workspace.ui.rail.runs.chips


def test_a_chip_leads_to_its_infusion_from_anywhere(machine: Machine, workspace: Workspace) -> None:
    del machine
    begin(workspace)
    workspace.open_subject("P-001")
    chip = workspace.ui.rail.runs.chips[SUBJECT, VISIT]
    assert chip.isVisible()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (workspace.subject, workspace.place.section) == (SUBJECT, Section.VISIT)
    assert (workspace.place.visit, workspace.place.form) == (VISIT, Infusion.form)


def test_the_lock_counts_on_and_names_nobody(machine: Machine, window: MainWindow, workspace: Workspace) -> None:
    begin(workspace)
    name = workspace.study.identity(SUBJECT)
    assert name is not None
    window.lock()
    lock = window.page
    assert isinstance(lock, LockPage)
    machine.wait(13 * MINUTE + 12 * SECOND)
    workspace.runs.running.tick()
    words = seen()
    assert f"{SUBJECT}: vitals, 15\u00a0min, 1:48" in words
    assert not any(part in words for part in (name.initials, name.name) if part)
    QTest.mouseClick(lock.ui.runs.mute_button, Qt.MouseButton.LeftButton)
    assert workspace.runs.running.muted
    lock.ui.password.setText(PRACTICE_PASSWORD)
    lock.unlock()
    assert workspace.isVisible()
    assert workspace.ui.rail.runs.mute_button.isChecked()


def test_the_lock_waits_longer_while_an_infusion_runs(window: MainWindow, workspace: Workspace) -> None:
    chosen = window.settings.lock_minutes
    workspace.runs.running.stop()
    assert workspace.runs.lock_minutes(chosen) == chosen < LOCK_MINUTES
    with mock.patch.object(window._idle, "set_minutes") as patience:
        begin(workspace)
        patience.assert_called_once_with(LOCK_MINUTES)


def test_a_clock_that_is_set_is_told_above_the_page(machine: Machine, workspace: Workspace) -> None:
    begin(workspace)
    machine.set_clock(-HOUR)
    workspace.runs.running.tick()
    QApplication.processEvents()
    assert "set back by 1\u00a0h\u00a00\u00a0min" in workspace.ui.notice_words.text()
    assert workspace.ui.notice.isVisible()
