"""A process that is meant to be killed: it saves for ever and says each save when the store calls it saved."""

import sys
from pathlib import Path

from tests.store.helpers import WEEK_0, assessment, regraded
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def main() -> None:
    """Save, draft and say so until killed."""
    study = Study.open(Path(sys.argv[1]), PRACTICE_USER, PRACTICE_PASSWORD)
    number = 0
    while True:
        number += 1
        saved = study.save(WEEK_0, regraded(assessment(), number % 5), reasons=dict.fromkeys(REASONS, str(number)))
        print(f"saved {number} {saved.hash}", flush=True)
        study.keep_draft(WEEK_0, regraded(assessment(pct=number % 100), 1), str(number))
        print(f"draft {number}", flush=True)


REASONS = [field for field in assessment().__struct_fields__ if field != "missing"]

if __name__ == "__main__":
    main()
