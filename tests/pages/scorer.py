"""A process that is meant to be killed: it scores a PASI on the real page and says each entry that is on the screen."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

KEYS = ("8", "\n", "2", "2", "1", "6", "\n", "3", "2", "2", "13", "\n", "3", "3", "2", "4", "\n", "2", "3", "1")


def main() -> None:
    """Score, say so, and wait to be killed."""
    app = QApplication(sys.argv[:1])
    study = Study.open(Path(sys.argv[1]), PRACTICE_USER, PRACTICE_PASSWORD)
    page = PasiPage(study, "P-009", "SCR")
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.setFocus()
    for key in KEYS:
        focus = page.focusWidget()
        if key == "\n":
            QTest.keyClick(focus, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focus, key)
        if key == "\n" or page.binder.name_of(page.focusWidget()) != page.binder.name_of(focus):
            said = [name for name in page.binder.widgets if getattr(page.record, name) is not None]
            print(" ".join(said), flush=True)
    print("done", flush=True)
    while True:
        app.processEvents()


if __name__ == "__main__":
    main()
