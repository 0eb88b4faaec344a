"""A process that is meant to be killed: it runs an infusion for ever and says each event when it is called saved."""

import sys
from datetime import datetime
from pathlib import Path

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.pages.at_bedside import CODE, VISIT, log
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.infusion import Timepoint, VitalSigns
from ucmsc_desktop.store import bedside
from ucmsc_desktop.store.study import Study


def say(count: int | None, digest: str) -> None:
    """Tell what is on the disk."""
    sys.stdout.write(f"{count} {digest}\n")
    sys.stdout.flush()


def main() -> None:
    """Start, then take vital signs, pause and go on."""
    study = Study.open(Path(sys.argv[1]), ADMIN, ADMIN_PASSWORD)
    begun = bedside.start(study, CODE, VISIT, log(datetime.now().astimezone().date()), 1)
    say(begun.record.mono_ms, begun.hash)
    while True:
        taken = bedside.take(study, CODE, VISIT, VitalSigns(taken_at=study.clock(), timepoint=Timepoint.DURING))
        say(0, taken.hash)
        for kind in (EventKind.PAUSE, EventKind.RESUME):
            kept = bedside.note(study, CODE, VISIT, InfusionEvent(kind=kind))
            say(kept.record.mono_ms, kept.hash)


if __name__ == "__main__":
    main()
