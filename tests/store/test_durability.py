"""A process killed at any moment loses nothing that it called saved, and never half a save."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.helpers import WEEK_0, photograph, told
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

ROOT = Path(__file__).parents[2]


def killed_after(folder: Path, lines: int, moment: float, what: str = "records") -> list[str]:
    """Start a writer, kill it some time after so many lines, and return all that it said."""
    command = [sys.executable, "-m", "tests.store.writer", str(folder), what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(lines)]
        time.sleep(moment)
        writer.kill()
        said += writer.stdout.read().splitlines()
    return [line.strip() for line in said]


@pytest.mark.parametrize("round_number", range(5))
def test_kill_loses_nothing_that_was_called_saved(practice_folder: Path, round_number: int) -> None:
    chance = random.Random(round_number)
    said = killed_after(practice_folder, chance.randint(1, 40), chance.random() / 100)
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert study.verify().faults == ()
    stored = {entry.hash for entry in study.entries(100_000)}
    saves = [line.split()[2] for line in said if line.startswith("saved") and len(line.split()) == 3]
    assert saves
    assert set(saves) <= stored
    drafts = [int(line.split()[1]) for line in said if line.startswith("draft") and len(line.split()) == 2]
    kept = study.draft(WEEK_0)
    # A save takes its draft with it: the last draft is there unless the next save had come through.
    if drafts and kept is not None:
        assert int(kept.field) >= drafts[-1]
    elif drafts:
        assert len(study.history(WEEK_0)) > drafts[-1]
    study.close()


@pytest.mark.parametrize("round_number", range(3))
def test_kill_loses_no_place_and_no_photograph_that_was_called_kept(practice_folder: Path, round_number: int) -> None:
    chance = random.Random(round_number)
    said = killed_after(practice_folder, chance.randint(2, 30), chance.random() / 100, "places")
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert study.verify().faults == ()
    words = [line.split() for line in said if len(line.split()) == 3]
    places = [int(number) for kind, number, _hash in words if kind == "place"]
    kept = study.draft(WEEK_0)
    assert kept is not None
    assert int(kept.field) >= places[-1]
    for kind, number, sha256 in words:
        if kind == "photo":
            assert study.photo(sha256) == photograph(int(number))
    known = {photo["sha256"] for photo in told(study, "photo")}
    assert {sha256 for kind, _number, sha256 in words if kind == "photo"} <= known
    study.close()


def test_a_killed_program_leaves_the_study_free_to_open(practice_folder: Path) -> None:
    killed_after(practice_folder, 3, 0)
    Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD).close()
