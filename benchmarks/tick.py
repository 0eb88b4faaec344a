"""What a second costs while three infusions run: countdowns, tone, clocks, and the chips on the rail painted."""

import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.running import RunningInfusions
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.store.ticks import Ticks
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.rail import Rail

VISIT = "W0"
MOST_MS = 1
RUNNING = 3
LOG = Infusion(
    weight_kg=Decimal("68.5"),
    cells_per_kg=Decimal(2_000_000),
    label_counts=LabelCounts.VIABLE,
    bag_cells_million=Decimal(137),
    bag_volume_ml=Decimal(100),
    rate_ml_h=Decimal(10),
)


def begin(study: Study, subjects: Sequence[str]) -> None:
    """Start an infusion of each participant; the order of the steps is not what is measured."""
    signing = Signing(Meaning.APPROVAL, PASSWORD)
    study.amend_protocol({"enrolment.order": "recorded"}, "figures of the bedside alone", signing)
    for subject in subjects:
        bedside.start(study, subject, VISIT, LOG, None)


def line(study_folder: Path, ticks: int) -> str:
    """CPU of a tick, both clocks a second further each time, the changed chips painted."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    study = Study.open(study_folder, USER, PASSWORD)
    begin(study, study.subjects()[:RUNNING])
    rail, running = Rail(), RunningInfusions(study, tone=lambda: None)
    rail.resize(rail.width(), 720)
    rail.show()
    running.ticked.connect(lambda: rail.set_runs(running.countdowns))
    running.refresh()
    begun, passed = study.instant(), [0]
    study.clock = lambda: begun.wall + timedelta(seconds=passed[0])
    study.ticks = Ticks(lambda: begun.mono_ms + 1000 * passed[0], begun.boot)
    app.processEvents()
    start = time.process_time()
    for second in range(ticks):
        passed[0] = second
        running.tick()
        app.processEvents()
    each = (time.process_time() - start) * 1000 / ticks
    running.stop()
    rail.close()
    study.close()
    verdict = "reached" if each <= MOST_MS else "NOT reached"
    return f"a tick of {RUNNING} running infusions, painted, CPU {each:9.2f} ms  (at most {MOST_MS} ms: {verdict})"
