"""Every figure against its floor, in one run: `python dev.py bench [start|save|vitals|tick|list|print …]`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import candidates, judging, memory, painting, printing, saving, scoring, strokes, studies, tick, vitals
from benchmarks.measure import processes

LOGIN = "start to the log-in screen / to an empty main window"
PASI = "start to a patient's PASI, 200 patients / window + key"
LIST = "start to a filtered list, 1,000 x 8 / raw rows + empty table"


def start(folder: Path) -> list[str]:
    """From the start of the process to a screen that a person can use."""
    study = str(studies.make(folder / "two-hundred", 200))
    return [
        processes(LOGIN, ("login", study), ("empty",), 1.7, 15).line(),
        processes(PASI, ("workspace", study, "pasi"), ("empty-with-key",), 4, 9).line(),
    ]


def listed(folder: Path) -> list[str]:
    """From the start to the list of a large study; both sides derive the key."""
    study = str(studies.make(folder / "thousand", 1000))
    return [processes(LIST, ("workspace", study, "list"), ("raw-list", study), 3, 9).line()]


def screened(folder: Path) -> list[str]:
    """Looking through the screening list of a large study."""
    return candidates.lines(studies.make(folder / "screened", 1000), 40)


def save(folder: Path) -> list[str]:
    """Saving one form."""
    return [saving.figure(studies.make(folder / "saving", 50), 400).line()]


def vital_signs(folder: Path) -> list[str]:
    """Saving one set of vital signs at the bedside."""
    return [vitals.figure(studies.make(folder / "vitals", 50), 400).line()]


def ticked(folder: Path) -> list[str]:
    """A second of three running infusions."""
    return [tick.line(studies.make(folder / "ticking", 50), 3000)]


def printed(folder: Path) -> list[str]:
    """Printing one casebook, and those of a study."""
    return [
        printing.figure(studies.make(folder / "printing", 1), 40).line(),
        printing.whole(studies.with_history(folder / "printed", 30), 9).line(),
    ]


def scored(folder: Path) -> list[str]:
    """Scoring a PASI by keys."""
    return scoring.lines(studies.make(folder / "scoring", 1), 20)


def painted(_folder: Path) -> list[str]:
    """Painting on the body chart."""
    return [*(found.line() for found in painting.figures(200)), *strokes.lines()]


def remembered(folder: Path) -> list[str]:
    """Memory while paging."""
    return [memory.paging(studies.make(folder / "paging", 60))]


def judged(_folder: Path) -> list[str]:
    """A verdict on eligibility."""
    return judging.lines(400)


def charted(folder: Path) -> list[str]:
    """Opening a participant's trajectory."""
    from benchmarks import trajectory  # late, with the other charts: pyqtgraph would count in every other process

    return trajectory.lines(folder / "charted", 40)


def gathered(folder: Path) -> list[str]:
    """The page of the cohort, of a study as planned and of a large one."""
    from benchmarks import cohort

    return [*cohort.lines(folder / "sixty", 60, 15), *cohort.lines(folder / "thousand", 1000, 7)]


def exchanged(folder: Path) -> list[str]:
    """Exporting a study as ODM."""
    from benchmarks import odm

    sizes = [studies.make(folder / f"odm-{size}", size) for size in (30, 1000)]
    return [odm.figure(studies.with_history(folder / "odm", 30), 15).line(), *map(odm.memory, sizes)]


def left(folder: Path) -> list[str]:
    """A large study that leaves while the window answers."""
    from benchmarks import leaving

    return leaving.lines(studies.make(folder / "leaving", 1000))


def in_small(folder: Path) -> list[str]:
    """All participants as small plots."""
    from benchmarks import trellis

    return trellis.lines(folder / "small", 15)


FIGURES: dict[str, Callable[[Path], list[str]]] = {
    "start": start,
    "list": listed,
    "candidates": screened,
    "save": save,
    "vitals": vital_signs,
    "tick": ticked,
    "print": printed,
    "score": scored,
    "paint": painted,
    "verdict": judged,
    "trajectory": charted,
    "cohort": gathered,
    "trellis": in_small,
    "odm": exchanged,
    "leave": left,
    "memory": remembered,
}


def main(wanted: list[str]) -> None:
    """Print the figures that are asked for, all of them when none is; each in a process that did nothing else."""
    if len(wanted) != 1:
        for name in wanted or FIGURES:
            subprocess.run([sys.executable, "-m", "benchmarks", name], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UCMSC_CONFIG"] = folder
        for line in FIGURES[wanted[0]](Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
