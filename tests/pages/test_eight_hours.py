"""Three infusions over eight hours: sleep, restarts, clocks that are set; every due time holds to the second."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from tests import infused
from tests.machine import HOUR, MINUTE, SECOND, Machine
from ucmsc_desktop.domain.bedside import EventKind
from ucmsc_desktop.domain.vitals_plan import Planned
from ucmsc_desktop.pages.running import RunningInfusions
from ucmsc_desktop.store.study import Study

SUBJECTS = ("P-001", "P-002", "P-003")
APART = (0, 4 * MINUTE, 11 * MINUTE)


class Ward:
    """A laptop at three bedsides. Each step ends as the program does: with a tick, a second later at most."""

    def __init__(self, folder: Path) -> None:
        self.machine = Machine()
        self.folder = folder
        self.tones: list[int] = []
        self.told: list[str] = []
        self.study = infused.opened(folder, self.machine)
        self.starts: dict[str, int] = {}
        for subject, wait in zip(SUBJECTS, APART, strict=True):
            self.machine.wait(wait - max(self.starts.values(), default=0))
            infused.infuse(self.study, subject)
            self.starts[subject] = self.machine.true_ms
        self.begin()

    def begin(self) -> None:
        self.machine.carry(self.study)
        self.running = RunningInfusions(self.study, tone=lambda: self.tones.append(self.machine.true_ms))
        self.running.told.connect(self.told.append)
        self.running.refresh()

    def end(self) -> None:
        self.running.stop()
        self.running.deleteLater()

    def reopen(self) -> None:
        self.study.close()
        self.study = infused.opened(self.folder, self.machine)

    def do(self, action: str, ms: int) -> None:
        machine = self.machine
        if action == "wait":
            machine.wait(abs(ms))
        elif action == "clock":
            machine.set_clock(ms)
        elif action == "program":
            self.end()
            machine.wait(abs(ms))
            machine.set_clock(ms)
            self.begin()
        elif action == "machine":
            self.end()
            machine.restart(abs(ms))
            self.begin()
        elif action == "vitals":
            infused.take_due(self.study, SUBJECTS[ms % 3])
            self.running.refresh()
        self.running.tick()

    def check(self) -> None:
        """What the program says is due, against the time that only the test knows."""
        now = self.study.instant()
        part = self.study.protocol.infusion
        for subject in SUBJECTS:
            planned = Planned(part, infused.run(self.study, subject))
            for due in planned.all(now):
                if due.timepoint.value == "during":
                    assert due.left_ms is not None
                    assert due.at is not None
                    truly = self.starts[subject] + due.minutes * MINUTE - self.machine.true_ms
                    assert abs(due.left_ms - truly) < SECOND
                    assert abs((due.at - self.machine.wall()).total_seconds() * 1000 - truly) < SECOND


@contextmanager
def ward(template: Path) -> Iterator[Ward]:
    with tempfile.TemporaryDirectory() as folder:
        made = Ward(Path(shutil.copytree(template, Path(folder) / "study")))
        try:
            yield made
        finally:
            made.end()
            made.study.close()


EIGHT_HOURS = [
    ("wait", 15 * MINUTE),
    ("vitals", 0),
    ("wait", 20 * MINUTE),
    ("clock", -HOUR),
    ("wait", 55 * MINUTE),
    ("program", 90 * SECOND),
    ("vitals", 1),
    ("machine", 6 * MINUTE),
    ("wait", 2 * HOUR),
    ("clock", 3 * HOUR),
    ("clock", -4 * SECOND),
    ("machine", 20 * SECOND),
    ("wait", HOUR),
    ("vitals", 2),
    ("program", -30 * MINUTE),
    ("machine", 12 * MINUTE),
    ("wait", 3 * HOUR),
]


def test_eight_hours_at_three_bedsides(qapp: QApplication, empty_template: Path) -> None:
    with ward(empty_template) as at:
        for action, ms in EIGHT_HOURS:
            at.do(action, ms)
            if action in ("program", "machine"):
                at.end()
                at.reopen()
                at.begin()
            at.check()
        assert at.machine.true_ms >= 8 * HOUR
        gaps = [kept.record for kept in infused.run(at.study, "P-002").events if kept.record.kind is EventKind.CLOCK]
        assert [gap.gap_s for gap in gaps if gap.gap_s is not None and gap.gap_s < 0] == [-3600, -4, -1800]
        assert sum("restarted" in words for words in at.told) == 3
        assert sum("set back" in words for words in at.told) == 2
        assert sum("set forward" in words for words in at.told) == 2
        assert at.study.verify().faults == ()


STEPS = st.tuples(
    st.sampled_from(["wait", "clock", "program", "machine", "vitals"]),
    st.integers(-3600, 3600).map(lambda seconds: seconds * SECOND),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=4, max_size=14))
def test_whatever_happens_the_due_times_hold(
    qapp: QApplication, empty_template: Path, steps: list[tuple[str, int]]
) -> None:
    with ward(empty_template) as at:
        for action, ms in steps:
            at.do(action, ms)
            at.check()


def test_a_clock_set_while_the_machine_was_off_is_told(qapp: QApplication, empty_template: Path) -> None:
    with ward(empty_template) as at:
        at.do("wait", 10 * MINUTE)
        at.end()
        at.machine.restart(5 * MINUTE, clock_by_ms=2 * HOUR)
        at.begin()
        last = infused.run(at.study, "P-001").events[-1].record
        assert last.kind is EventKind.CLOCK
        assert last.gap_s == round((26 * MINUTE + 2 * HOUR) / 1000)
        assert ["known from its clock only" in words for words in at.told] == [True]


def test_sleep_is_no_gap(qapp: QApplication, empty_template: Path) -> None:
    with ward(empty_template) as at:
        at.do("wait", 7 * HOUR)
        at.check()
        assert at.told == []
        assert [kept.record.kind for kept in infused.run(at.study, "P-001").events] == [EventKind.START]


def test_study_of_the_ward_is_real(empty_folder: Path) -> None:
    machine = Machine()
    study = infused.opened(empty_folder, machine)
    infused.infuse(study, "P-001")
    study.close()
    again: Study = infused.opened(empty_folder, machine)
    machine.wait(17 * MINUTE + 5 * SECOND)
    assert infused.run(again, "P-001").elapsed_ms(again.instant()) == pytest.approx(17 * MINUTE + 5 * SECOND, abs=1)
    again.close()
