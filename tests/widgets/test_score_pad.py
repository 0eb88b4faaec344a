"""The score pad: every way to grade, the colours of severity, and what assistive technology hears."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.widgets.score_pad import ScorePad
from ucmsc_desktop.widgets.theme import LIGHT

THICKNESS = items.fields(PasiAssessment)["trunk_induration"]
Shown = Callable[[Any], Any]


@pytest.fixture
def pad(shown: Shown) -> Any:
    """A pad with the keyboard."""
    widget = ScorePad()
    widget.set_field(THICKNESS)
    return shown(widget)


def heard(pad: ScorePad) -> list[str]:
    """A list that grows with each signal of a pad."""
    signals: list[str] = []
    for name in ("edited", "advance", "back", "opened"):
        getattr(pad, name).connect(lambda name=name: signals.append(name))
    pad.refused.connect(signals.append)
    return signals


@pytest.mark.parametrize("grade", range(5))
def test_a_digit_grades_and_moves_on(pad: ScorePad, grade: int) -> None:
    signals = heard(pad)
    QTest.keyClicks(pad, str(grade))
    assert pad.value() == grade
    assert signals == ["edited", "advance"]


def test_the_same_digit_again_moves_on_without_an_edit(pad: ScorePad) -> None:
    pad.set_value(3)
    signals = heard(pad)
    QTest.keyClicks(pad, "3")
    assert signals == ["advance"]


def test_another_digit_is_refused_with_a_sentence(pad: ScorePad) -> None:
    signals = heard(pad)
    QTest.keyClicks(pad, "5")
    assert pad.value() is None
    assert signals == ["Trunk, thickness must be 0 to 4."]


def test_backspace_blanks_and_goes_back(pad: ScorePad) -> None:
    pad.set_value(2)
    signals = heard(pad)
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.value() is None
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert signals == ["edited", "back", "back"]


def test_delete_blanks_and_stays(pad: ScorePad) -> None:
    pad.set_value(2)
    signals = heard(pad)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.value() is None
    assert signals == ["edited"]


@pytest.mark.parametrize("grade", range(5))
def test_a_tap_grades_and_shows_the_colour_of_severity(pad: ScorePad, grade: int) -> None:
    signals = heard(pad)
    rect = pad.rects()[grade]
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert pad.value() == grade
    assert signals == ["edited", "advance"]
    picture = pad.grab().toImage()
    assert picture.pixelColor(int(rect.left()) + 8, int(rect.top()) + 10) == QColor(LIGHT.severity[grade])


def test_pads_are_large_enough_and_beside_each_other(pad: ScorePad) -> None:
    assert all(rect.width() >= 44 and rect.height() >= 44 for rect in pad.rects())
    assert [pad.cell_at(rect.center()) for rect in pad.rects()] == [0, 1, 2, 3, 4]
    assert pad.cell_at(QPointF(-1, 5)) == -1


def test_a_chosen_nought_looks_other_than_an_open_grade(pad: ScorePad) -> None:
    before = pad.grab().toImage()
    pad.set_value(0)
    assert pad.grab().toImage() != before


def test_arrows_are_left_to_the_page(pad: ScorePad) -> None:
    pad.set_value(2)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(pad, key)
    assert pad.value() == 2


def test_shortcuts_are_not_grades(pad: ScorePad) -> None:
    QTest.keyClick(pad, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pad, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert pad.value() is None


def test_setting_a_grade_is_no_edit(pad: ScorePad) -> None:
    signals = heard(pad)
    pad.set_value(4)
    pad.set_value(None)
    assert signals == []


def test_a_closed_pad_takes_nothing(pad: ScorePad) -> None:
    pad.set_value(2)
    pad.set_read_only(True)
    signals = heard(pad)
    QTest.keyClicks(pad, "3")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=pad.rects()[4].center().toPoint())
    assert pad.value() == 2
    assert signals == []
    assert pad.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_compact_pad_shows_one_cell_and_opens_on_a_tap(pad: ScorePad) -> None:
    wide = pad.sizeHint().width()
    pad.set_compact(True)
    assert pad.sizeHint().width() < wide / 2
    signals = heard(pad)
    for value in (None, 3):
        pad.set_value(value)
        QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
        assert pad.value() == value
    QTest.keyClicks(pad, "1")
    assert pad.value() == 1
    assert signals == ["opened", "opened", "edited", "advance"]


def test_assistive_technology_hears_name_grade_and_problem(look: QApplication, qtbot: QtBot) -> None:
    pad = ScorePad()
    qtbot.addWidget(pad)
    pad.set_field(THICKNESS)
    assert pad.accessibleName() == "Trunk, thickness, 0 to 4"
    assert pad.accessibleDescription() == "not graded"
    pad.set_value(3)
    assert pad.accessibleDescription() == "3"
    pad.set_problem("Without an area there is no thickness.")
    assert pad.problem() == "Without an area there is no thickness."
    assert pad.accessibleDescription() == "3. Without an area there is no thickness."
    pad.set_problem("")
    assert pad.accessibleDescription() == "3"
