"""A process that is meant to be killed: it scores and paints on the real page and says what is on the screen.

It says a line after each entry and each stroke: the field in which the keyboard is, the map, the fields with a value.
With `wait` it goes on only after a line on its input.
"""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

KEYS = ("8", "\n", "2", "2", "1", "6", "\n", "3", "2", "2", "13", "\n", "3", "3", "2", "4", "\n", "2", "3", "1")
STROKES = ((230.0, 280.0), (250.0, 300.0)), ((300.0, 260.0),), ((780.0, 300.0), (800.0, 330.0))


def mark(lesions: LesionMap | None) -> str:
    """The map in one word."""
    return hashlib.sha256(lesions.cells).hexdigest() if lesions is not None else "none"


def say(page: PasiPage, *, wait: bool) -> None:
    """Say what is on the screen once the program has nothing more to do."""
    QApplication.processEvents()
    said = [name for name in page.binder.widgets if getattr(page.record, name) is not None]
    print(page.place() or "none", mark(page.record.lesion_map), *said, flush=True)
    if wait:
        sys.stdin.readline()


def opened() -> PasiPage:
    """The form in front of the person, in the study that the first argument names."""
    study = Study.open(Path(sys.argv[1]), PRACTICE_USER, PRACTICE_PASSWORD)
    page = PasiPage(study, "P-009", "SCR")
    page.resize(1202, 612)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.setFocus()
    return page


def score(page: PasiPage, *, wait: bool) -> None:
    """Give the 16 entries by keys."""
    for key in KEYS:
        focus = page.focusWidget()
        if key == "\n":
            QTest.keyClick(focus, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focus, key)
        if key == "\n" or page.binder.name_of(page.focusWidget()) != page.binder.name_of(focus):
            say(page, wait=wait)


def paint(page: PasiPage, *, wait: bool) -> None:
    """Make strokes on the map with the mouse."""
    view = page.ui.body_map
    for points in STROKES:
        places = [view.to_view().map(QPointF(*point)).toPoint() for point in points]
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(view, place)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=places[-1])
        say(page, wait=wait)


def main() -> None:
    """Score, paint, say so, and wait to be killed."""
    app = QApplication(sys.argv[:1])
    page, wait = opened(), "wait" in sys.argv
    score(page, wait=wait)
    paint(page, wait=wait)
    print("done", flush=True)
    while True:
        app.processEvents()


if __name__ == "__main__":
    main()
