"""What a key press costs until the total is painted and the draft is on the disk, beside the page painted alone."""

import statistics
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import timed
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

KEYS = "8\n2211\n32213\n3324\n231"
TENTHS = 91
NAME = "key press to painted total / repaint of the page alone"
MOST = 0.016
"""Seconds that a person does not notice: one picture of the screen."""
SETTLED_MS = 600


def lines(study_folder: Path, rounds: int) -> list[str]:
    """Score a whole PASI by keys so many times, after one that does not count: it draws the pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    study = Study.open(study_folder, USER, PASSWORD)
    key = Key("P-9999", "W4", "PASI")
    study.add_participant(key.subject, Participant())
    _score(_shown(study, key))
    pairs: list[tuple[float, float]] = []
    for _round in range(rounds):
        study.discard_draft(key)
        pairs += _score(_shown(study, key))
    study.close()
    ours, floor = (statistics.median(each) for each in zip(*pairs, strict=True))
    verdict = "reached" if ours <= MOST else "NOT reached"
    milliseconds = f"{ours * 1000:9.1f} ms {floor * 1000:9.1f} ms"
    return [f"{NAME:<58} {milliseconds} {ours / floor:6.2f} x  (at most {MOST * 1000:.0f} ms: {verdict})"]


def _shown(study: Study, key: Key) -> PasiPage:
    page = PasiPage(study, key.subject, key.visit)
    page.resize(1202, 612)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.setFocus()
    QTest.qWait(SETTLED_MS)
    return page


def _score(page: PasiPage) -> list[tuple[float, float]]:
    pairs = []
    for pressed in KEYS:
        key = Qt.Key.Key_Return if pressed == "\n" else Qt.Key(ord(pressed))
        pairs.append((timed(_press(page, key)), timed(page.repaint)))
    if page.record.tenths() != TENTHS:
        raise RuntimeError("The keys did not score what they should.")
    page.hide()
    page.deleteLater()
    return pairs


def _press(page: PasiPage, key: Qt.Key) -> Callable[[], None]:
    focus = page.focusWidget()

    def press() -> None:
        QTest.keyClick(focus, key)
        QApplication.processEvents()
        page.ui.total_value.repaint()

    return press
