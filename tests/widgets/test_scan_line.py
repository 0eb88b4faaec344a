"""The scan line with real key events: a scanner is told from a person by its speed."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.widgets.scan_line import ScanLine


@pytest.fixture
def line(qtbot: QtBot) -> ScanLine:
    made = ScanLine()
    qtbot.addWidget(made)
    return made


def typed(line: ScanLine, text: str, pace_ms: int, at: int = 1000, *, repeats: bool = False) -> list[tuple[str, bool]]:
    """Type a text at an even pace and end it with Enter; answers what was read."""
    read: list[tuple[str, bool]] = []
    line.read.connect(lambda words, scanned: read.append((words, scanned)))
    for place, letter in enumerate(f"{text}\r"):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_A
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter, repeats)
        event.setTimestamp(at + place * pace_ms)
        QApplication.sendEvent(line, event)
    return read


@pytest.mark.parametrize("pace", [1, 12, 34])
def test_a_scanner_is_known_by_its_speed(line: ScanLine, pace: int) -> None:
    assert typed(line, "UC-0312-04", pace) == [("UC-0312-04", True)]


def test_a_person_who_types_fast_is_no_scanner(line: ScanLine) -> None:
    assert typed(line, "UC-0312-04", 75) == [("UC-0312-04", False)]


def test_the_separator_of_a_gs1_code_is_kept_in_sight(line: ScanLine) -> None:
    assert typed(line, "10L1\x1d2107", 5) == [("10L1¦2107", True)]


def test_the_next_scan_replaces_the_code_that_stands(line: ScanLine) -> None:
    typed(line, "UC-0312-04", 5)
    assert typed(line, "UC-0312-05", 5, at=9000)[-1] == ("UC-0312-05", True)


def test_what_is_pasted_or_repeated_by_a_held_key_is_not_scanned(line: ScanLine) -> None:
    line.setText("UC-0312-04")
    assert typed(line, "", 1) == [("UC-0312-04", False)]
    line.clear()
    assert typed(line, "AAAAAA", 5, repeats=True)[-1] == ("AAAAAA", False)


def test_a_second_enter_reads_nothing_from_an_empty_line(line: ScanLine) -> None:
    assert typed(line, "", 1) == []
