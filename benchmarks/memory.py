"""Whether memory stays flat while somebody pages through patients for minutes."""

import gc
import resource
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.studies import PASSWORD, USER

ROUNDS = 12
PATIENTS = 40


def resident() -> int:
    """Bytes of this process in memory now, where the system tells; else the most there ever were."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def paging(folder: Path) -> str:
    """Open overview, PASI and trajectory of forty patients twelve times over, and say how memory moves."""
    from PySide6.QtWidgets import QApplication

    from ucmsc_desktop.__main__ import start
    from ucmsc_desktop.pages.places import Place, Section
    from ucmsc_desktop.store.study import Study

    _app, window = start(folder)
    window.show()
    window.begin(Study.open(folder, USER, PASSWORD))
    place = window.workspace
    if place is None:
        raise RuntimeError("no workspace after the log-in")
    after = []
    for _round in range(ROUNDS):
        for number in range(1, PATIENTS + 1):
            place.open_subject(f"P-{number:04}")
            place.open_form("W4", "PASI")
            place.go(Place(Section.CHARTS))
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, 52)  # what was to be deleted later is deleted
        gc.collect()
        after.append(resident() / 1e6)
    window.close()
    return flat(after, f"{ROUNDS * PATIENTS * 3} pages")


def flat(after: Sequence[float], opened: str) -> str:
    """How memory moved, in MB after each of many steps, once what is kept on purpose is there."""
    third = len(after) // 3
    early, late = statistics.median(after[third : 2 * third]), statistics.median(after[2 * third :])
    rise = (late - early) / early * 100
    return f"memory over {opened}: {early:.0f} MB in the middle third, {late:.0f} MB in the last ({rise:+.1f} %)"
