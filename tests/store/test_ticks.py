"""The count of the machine: it goes on, it names its start, and a study stamps with it."""

import sys
import time
from pathlib import Path

import pytest

from tests.machine import BEGIN
from ucmsc_desktop.store import ticks
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.ticks import Ticks, machine_start, milliseconds


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_count_of_every_system_goes_on(system: str) -> None:
    if system == "linux" and sys.platform != "linux":
        pytest.skip("its clock is only there")
    first = milliseconds(system)
    time.sleep(0.02)
    assert 15 <= milliseconds(system) - first < 60_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads the machine's own file")
def test_a_start_has_a_name_that_stays() -> None:
    assert machine_start() == machine_start() != ""


def test_a_start_that_cannot_be_told_is_empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ticks, "_BOOT_ID", tmp_path / "none")
    assert machine_start("linux") == ""
    if sys.platform != "win32":
        assert machine_start("win32") == ""


def test_a_study_stamps_with_both_clocks(empty_study: Study) -> None:
    empty_study.clock = lambda: BEGIN
    empty_study.ticks = Ticks(lambda: 4711, "start-1")
    now = empty_study.instant()
    assert (now.wall, now.mono_ms, now.boot) == (BEGIN, 4711, "start-1")
    empty_study.ticks = Ticks()
    assert empty_study.instant().mono_ms <= empty_study.instant().mono_ms
