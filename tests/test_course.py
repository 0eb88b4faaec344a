"""One patient's course through the real pages: what it prints, and the same with a kill after every step."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.course import CODE, LOT, WEIGHT, CourseClock, begin_of, course, records_of
from tests.pages.hands import opened
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.exchange.dose import dose
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.reports.accountability import accountability_pdf
from ucmsc_desktop.reports.casebook import casebook_pdf
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.safety_summary import safety_summary_pdf
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

ROOT = Path(__file__).parents[1]
GIVEN = {"W0": WEIGHT, "W2": WEIGHT, "W4": "45.1", "W8": WEIGHT}
PARTS = {"W0": "100.0", "W2": "100.0", "W4": "64.0", "W8": "100.0"}


def walk(study: Study, begin: datetime, qtbot: QtBot) -> None:
    """The course on pages that stay open from one step of a visit to the next."""
    clock = CourseClock(study, begin)
    pages: dict[str, BedsidePage] = {}
    for step in course():
        clock.go_to(step)
        if step.visit and step.visit not in pages:
            pages[step.visit] = opened(qtbot, BedsidePage(study, CODE, step.visit))
        elif step.visit:
            pages[step.visit].tick()
        step.act(pages[step.visit] if step.visit else study)
    for page in pages.values():
        page.hide()


def words(pdf: bytes) -> str:
    """What a printed form says, on one line."""
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", told.replace("\u00a0", " "))


@pytest.fixture
def walked(study: Study, qtbot: QtBot) -> Study:
    walk(study, begin_of(study), qtbot)
    return study


def test_the_printed_forms_agree_with_each_other_and_with_the_rules(walked: Study) -> None:
    printed = Printed("Practice", walked.clock())
    casebook = walked.casebook(CODE)
    forms = words(casebook_pdf(casebook, walked.protocol, printed, practice=True).pdf)
    summary = words(safety_summary_pdf(casebook, walked.protocol, printed, practice=True).pdf)
    people = walked.people()
    log = words(
        accountability_pdf(
            bags.stories(walked),
            [kept.record for kept in bags.products(walked)],
            walked.protocol,
            printed,
            who=lambda stamp: people.get(stamp.user, stamp.user),
            practice=True,
        ).pdf
    )
    logs = {kept.key.visit: kept.record for kept in of_type(walked.records(CODE), Infusion)}
    assert list(logs) == list(GIVEN)
    for visit, record in logs.items():
        asked = {
            "weight_kg": WEIGHT,
            "bag_cells_million": "160",
            "bag_volume_ml": "80",
            "viability_pct": "100",
            "label_counts": "total",
            "volume_given_ml": GIVEN[visit],
        }
        told = json.loads(json.dumps(dose(asked, walked.protocol), default=str))
        assert Decimal(told["cells_given"]) == record.cells_given
        assert Decimal(told["part_given_pct"]) == record.part_given_pct == Decimal(PARTS[visit])
        assert f"{record.cells_given} viable cells" in forms
        assert f"{GIVEN[visit]} mL" in forms
        assert f"{PARTS[visit]} %" in summary
        assert f"{LOT}-{visit}" in log
        assert f"{GIVEN[visit]} mL" in log
    assert "paused" in forms
    assert "Travelling" in summary
    assert "balanced" in log
    assert "01-May-1980" in forms
    assert walked.verify().faults == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each step needs a process that can be killed")
def test_the_course_is_the_same_when_the_process_is_killed_after_every_step(
    practice_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(practice_folder, tmp_path / "killed"))
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    begin = begin_of(study)
    walk(study, begin, qtbot)
    calm = records_of(study)
    study.close()
    command = [sys.executable, "-m", "tests.course_killed", str(folder), begin.isoformat()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    again = Study.open(folder, PRACTICE_USER, PRACTICE_PASSWORD)
    try:
        assert records_of(again) == calm
        assert again.verify().faults == ()
    finally:
        again.close()
