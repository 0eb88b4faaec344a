"""The course in a process that dies by SIGKILL after every step: `python -m tests.course_killed FOLDER BEGIN`.

Each step runs in a child of its own, forked before Qt has begun, so that nothing outlives it but what is on the disk.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.course import CODE, CourseClock, Step, course
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme


def page_of(study: Study, visit: str) -> BedsidePage:
    """The page, shown, with the keyboard in its window."""
    page = BedsidePage(study, CODE, visit)
    page.resize(1202, 612)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    return page


def take(folder: Path, begin: datetime, step: Step) -> None:
    """Take one step and die of it, without closing anything."""
    app = QApplication([])
    theme.apply(app, theme.LIGHT)
    study = Study.open(folder, PRACTICE_USER, PRACTICE_PASSWORD)
    CourseClock(study, begin).go_to(step)
    step.act(page_of(study, step.visit) if step.visit else study)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    """All steps, each in a process that is killed; 1 when a step ended in any other way."""
    folder, begin = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    for step in course():
        child = os.fork()
        if child == 0:
            take(folder, begin, step)
        _pid, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            sys.stderr.write(f"{step.visit} {step.name}: ended with {status}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
