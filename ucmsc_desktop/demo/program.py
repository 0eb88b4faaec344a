"""The practice study and one visit through the real pages: a PASI signed, an infusion logged, all of it printed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucmsc_desktop.body.sample import painted
from ucmsc_desktop.store.errors import StudyExists, StudyMissing
from ucmsc_desktop.store.files import LOCK, is_unfinished
from ucmsc_desktop.store.front import look
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER, create_practice_study
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.demo.visitor import Visitor

SUBJECT, VISIT = "P-007", "W2"
CHARTED = "P-003"
SCREENED = "P-009"
STUDY, CASEBOOKS, PICTURES = "study", "casebooks", "pictures"


def run(out: Path, say: Callable[[str], None] | None = None) -> None:
    """Write study, casebooks, trajectory and a picture of every page into a folder. Raises StudyError or OSError."""
    say = say or _to_terminal
    make_room(out)
    say(_("Making the practice study with twelve invented participants …"))
    create_practice_study(out / STUDY, paint=painted)
    say(_("Going through one visit on the real pages …"))
    with tempfile.TemporaryDirectory() as config:
        _walk(out, Path(config), say)
    say(_("Printing the casebooks …"))
    _print_casebooks(out)
    say(_("Done: {folder}").format(folder=out))


def _to_terminal(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def make_room(out: Path) -> None:
    """Take away what an earlier run left. Raises StudyExists when the study there is no practice study."""
    study = out / STUDY
    try:
        if not look(study).practice:
            raise StudyExists(
                _(
                    "{folder} holds a study that is no practice study. Nothing was changed; choose another folder."
                ).format(folder=study)
            )
    except StudyMissing:
        if study.exists() and not is_unfinished(study) and any(entry.name != LOCK for entry in study.iterdir()):
            raise StudyExists(
                _("{folder} is not empty. Nothing was changed; choose another folder.").format(folder=study)
            ) from None
    for name in (STUDY, CASEBOOKS, PICTURES):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / name).mkdir(parents=True)
    (out / STUDY).rmdir()


def _walk(out: Path, config: Path, say: Callable[[str], None]) -> None:
    from ucmsc_desktop.demo.visitor import Visitor  # late: it brings Qt

    visitor = Visitor(out / PICTURES, config)
    visitor.before_log_in(out / STUDY)
    visitor.log_in(Study.open(out / STUDY, PRACTICE_USER, PRACTICE_PASSWORD))
    try:
        _pages(visitor, out, say)
    finally:
        visitor.close()


def _pages(visitor: Visitor, out: Path, say: Callable[[str], None]) -> None:
    visitor.look_around()
    visitor.screening(SCREENED)
    total = visitor.score(SUBJECT, VISIT)
    say(_("{code}, {visit}: PASI {total} scored and signed.").format(code=SUBJECT, visit=VISIT, total=total))
    cells = visitor.infuse(SUBJECT, VISIT)
    say(_("{code}, {visit}: {cells} infused and signed.").format(code=SUBJECT, visit=VISIT, cells=cells))
    visitor.safety(CHARTED)
    visitor.trajectory(CHARTED, out / "trajectory.png")
    visitor.print_preview(CHARTED)


def _print_casebooks(out: Path) -> None:
    from ucmsc_desktop.body.drawing import drawn
    from ucmsc_desktop.reports.casebook import casebook_pdf
    from ucmsc_desktop.reports.furnish import Printed

    study: Any = Study.open(out / STUDY, PRACTICE_USER, PRACTICE_PASSWORD)
    try:
        for subject in study.subjects():
            printed = Printed(study.account.full_name, study.clock())
            casebook = drawn(study.casebook(subject))
            printout = casebook_pdf(casebook, study.protocol, printed, practice=True)
            (out / CASEBOOKS / f"{subject}.pdf").write_bytes(printout.pdf)
            study.log("print", subject=subject, body={"file": f"{subject}.pdf"})
    finally:
        study.close()
