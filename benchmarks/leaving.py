"""How long the window waits at most while a large study leaves, and how long all of it takes."""

import gc
import tempfile
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.outbound import exports, prints
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.store.study import Study

TURN = 0.1
"""Seconds: a turn of the window that takes longer is felt."""
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def lines(study_folder: Path) -> list[str]:
    """Every format of data, and the casebooks of all participants."""
    study = Study.open(study_folder, USER, PASSWORD)
    found = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for format_ in exports.Format:
                work = exports.export(study, exports.Order(format_), Path(folder) / str(format_))
                found.append(_line(f"1,000 participants as {format_}", work))
        casebooks = prints.steps(study, prints.Wish(prints.What.STUDY), Printed(USER, AT))
        found.append(_line("1,000 casebooks as one PDF", casebooks))
    finally:
        study.close()
    return found


def _line(name: str, work: Generator[Progress, None, object]) -> str:
    turns, begun = [], time.perf_counter()
    while True:
        gc.disable()  # as the turns of the window do
        start = time.perf_counter()
        ended = next(work, None) is None
        turns.append(time.perf_counter() - start)
        gc.freeze()
        gc.enable()
        if ended:
            break
    gc.unfreeze()
    whole, longest = time.perf_counter() - begun, max(turns)
    verdict = "reached" if longest <= TURN else "NOT reached"
    return (
        f"{name:<44} {whole:6.1f} s, longest turn {longest * 1000:5.0f} ms  (at most {TURN * 1000:.0f} ms: {verdict})"
    )
