"""A process that is meant to be killed: it saves for ever and says each save when the store calls it saved."""

import sys
from pathlib import Path

from tests.store.helpers import REASONS, WEEK_0, assessment, photograph, regraded
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


def records(study: Study, number: int) -> None:
    """Save, draft and say so."""
    saved = study.save(WEEK_0, regraded(assessment(), number % 5), reasons=dict.fromkeys(REASONS, str(number)))
    print(f"saved {number} {saved.hash}", flush=True)
    study.keep_draft(WEEK_0, regraded(assessment(pct=number % 100), 1), str(number))
    print(f"draft {number}", flush=True)


def places(study: Study, number: int) -> None:
    """Keep a place in the draft and a photograph, and say so."""
    study.keep_place(WEEK_0, str(number))
    print(f"place {number} -", flush=True)
    print(f"photo {number} {study.add_photo('photograph.jpg', photograph(number))}", flush=True)


def main() -> None:
    """Write what is asked for until killed."""
    study = Study.open(Path(sys.argv[1]), PRACTICE_USER, PRACTICE_PASSWORD)
    write = {"records": records, "places": places}[sys.argv[2]]
    study.keep_draft(WEEK_0, assessment(), "0")
    number = 0
    while True:
        number += 1
        write(study, number)


if __name__ == "__main__":
    main()
