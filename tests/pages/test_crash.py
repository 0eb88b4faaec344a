"""The process killed in the middle of a form: what had been entered is offered again."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lines", [1, 3, 7, 11, 15])
def test_kill_in_the_middle_of_a_pasi_keeps_every_entry_that_was_left(practice_folder: Path, lines: int) -> None:
    command = [sys.executable, "-m", "tests.pages.scorer", str(practice_folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as scorer:
        assert scorer.stdout is not None
        said = [scorer.stdout.readline().split() for _ in range(lines)]
        time.sleep(random.Random(lines).random() / 50)
        scorer.kill()
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    draft = study.draft(Key("P-009", "SCR", "PASI"))
    assert draft is not None
    entered = said[-1]
    assert len(entered) > lines
    assert [name for name in entered if getattr(draft.record, name) is None] == []
    assert study.find(draft.key) is None
    assert study.verify().faults == ()
    study.close()
