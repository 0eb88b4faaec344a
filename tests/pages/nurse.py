"""A nurse at the bedside page: what a gloved finger does, and what stands afterwards."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ucmsc_desktop.domain.bedside import EventKind
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study

from .at_bedside import run
from .events import Finger

SET = ("128", "78", "72", "16", "98", "366")


def kinds(study: Study) -> list[EventKind | None]:
    return [kept.record.kind for kept in run(study).events]


def take(page: BedsidePage, finger: Finger, values: tuple[str, ...] = SET) -> None:
    pad = page.work.vitals.pad
    for value in values:
        for digit in value:
            finger.tap(pad.keys[digit])


def full(*_args: object, **_kwargs: object) -> Any:
    raise DiskFull("There is no room left on the disk.")


def hold(page: BedsidePage) -> None:
    """Hold Stop until it has stopped, however slow this machine is."""
    page.ui.stop_button.hold_ms = 60
    QTest.mousePress(page.ui.stop_button, Qt.MouseButton.LeftButton)
    for _look in range(250):
        if page.run.stage is not RunStage.ENDED:
            QTest.qWait(20)
    QTest.mouseRelease(page.ui.stop_button, Qt.MouseButton.LeftButton)
