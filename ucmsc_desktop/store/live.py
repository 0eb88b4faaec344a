"""Which infusions of a study somebody is to look after now; read when records change, never each second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.run import Run, run_of

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study

_BEGUN = (
    "SELECT entries.subject, entries.visit FROM heads JOIN entries USING (entry) WHERE heads.form = ?"
    " GROUP BY entries.subject, entries.visit"
    " HAVING SUM(json_extract(entries.body, '$.kind') = ?) AND NOT SUM(json_extract(entries.body, '$.kind') = ?)"
    " ORDER BY MIN(entries.at)"
)


def begun(study: Study) -> list[tuple[str, str]]:
    """Participant and visit of every infusion that was started at the bedside and that nobody has left yet."""
    rows = study.ledger.rows(_BEGUN, [InfusionEvent.form, EventKind.START.value, EventKind.LEFT.value])
    return [(subject, visit) for subject, visit in rows]


def live_runs(study: Study) -> list[Run]:
    """The infusions that somebody is to look after now, the first one first."""
    runs = [run_of(study.records(subject), subject, visit) for subject, visit in begun(study)]
    return [run for run in runs if run.is_live]
