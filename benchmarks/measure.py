"""Medians of pairs: ours and the floor in turn in one run, because machines are noisy."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
PATIENCE = 60
"""Seconds after which a probe that does not get ready is ended."""


class Figure(msgspec.Struct, frozen=True):
    """One figure: medians in seconds, the ratio of the medians, and the ratio to reach."""

    name: str
    ours: float
    floor: float
    reach: float

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor

    def line(self) -> str:
        """The figure as one line of the table."""
        verdict = "reached" if self.ratio <= self.reach else "NOT reached"
        milliseconds = f"{self.ours * 1000:9.1f} ms {self.floor * 1000:9.1f} ms"
        return f"{self.name:<58} {milliseconds} {self.ratio:6.2f} x  (at most {self.reach} x: {verdict})"


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turn(name: str, ours: Callable[[], object], floor: Callable[[], object], reach: float, runs: int) -> Figure:
    """Run both in turn, after one run of each that does not count."""
    ours()
    floor()
    pairs = [(timed(floor), timed(ours)) for _ in range(runs)]
    floors, mine = zip(*pairs, strict=True)
    return Figure(name, statistics.median(mine), statistics.median(floors), reach)


def until_ready(*arguments: str) -> float:
    """Seconds from the start of a probe's process to the moment when it says that it is ready."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.probe", *arguments]
    # As on a person's machine, where compiled modules are kept from the first start on.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        watch = threading.Timer(PATIENCE, process.kill)
        watch.start()
        said = process.stdout.readline()
        taken = time.perf_counter() - start
        _rest, errors = process.communicate()
        watch.cancel()
    if said.strip() != b"ready":
        raise RuntimeError(errors.decode())
    return taken


def processes(name: str, ours: tuple[str, ...], floor: tuple[str, ...], reach: float, runs: int) -> Figure:
    """Start both probes in turn and compare the times until they are ready."""
    until_ready(*ours)
    until_ready(*floor)
    pairs = [(until_ready(*floor), until_ready(*ours)) for _ in range(runs)]
    floors, mine = zip(*pairs, strict=True)
    return Figure(name, statistics.median(mine), statistics.median(floors), reach)
