"""Cards, chips and the strip of visits."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Card, Chip, Status
from ucmsc_desktop.widgets.theme import DARK, LIGHT
from ucmsc_desktop.widgets.visit_strip import VisitMark, VisitStrip

Shown = Callable[[Any], Any]
MARKS = [
    VisitMark("SCR", "Screening", "ok", "signed", "12-Feb-2026"),
    VisitMark("W0", "Week 0", "ok", "signed", "28-Feb-2026"),
    VisitMark("W2", "Week 2", "warn", "missed", "14-Mar-2026 ±3 d", icon="calendar-x"),
    VisitMark("W4", "Week 4", "plain", "planned", "28-Mar-2026 ±3 d"),
]


def test_a_card_is_a_surface_in_both_looks(look: QApplication, qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.resize(120, 80)
    for chosen in (LIGHT, DARK):
        theme.apply(look, chosen)
        assert card.grab().toImage().pixelColor(60, 40) == QColor(chosen.surface)


@pytest.mark.parametrize("status", ["ok", "warn", "error", "info", "plain"])
def test_a_chip_says_its_status_in_colour_and_words(shown: Shown, status: Status) -> None:
    chip = shown(Chip())
    assert not chip.isVisible()
    chip.set_status(status, "1 entry left")
    assert chip.isVisible()
    assert chip.text() == chip.accessibleName() == "1 entry left"
    colours = {chip.grab().toImage().pixelColor(x, 4).name().upper() for x in range(8, 20)}
    assert colours == {LIGHT.status(status)[1]}
    chip.set_status(status, "")
    assert not chip.isVisible()


@pytest.mark.parametrize("state", [None, *State])
def test_a_chip_shows_every_state_of_a_record(shown: Shown, state: State | None) -> None:
    chip = shown(Chip())
    chip.show_state(state, "Saved by nurse")
    assert chip.isVisible()
    assert not chip.grab().isNull()


def test_a_short_chip_is_never_cut(look: QApplication, qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    chip.set_status("warn", "1 entry left")
    assert chip.minimumSizeHint() == chip.sizeHint()


def test_the_strip_tells_which_visit_was_opened(shown: Shown, qtbot: QtBot) -> None:
    strip = shown(VisitStrip())
    strip.show_visits(MARKS, "W0")
    assert [button.isChecked() for button in strip.buttons.values()] == [False, True, False, False]
    with qtbot.waitSignal(strip.chosen) as caught:
        QTest.mouseClick(strip.buttons["W4"], Qt.MouseButton.LeftButton)
    assert caught.args == ["W4"]
    with qtbot.waitSignal(strip.chosen) as caught:
        QTest.keyClick(strip.buttons["W2"], Qt.Key.Key_Space)
    assert caught.args == ["W2"]


def test_the_strip_is_heard(look: QApplication, qtbot: QtBot) -> None:
    strip = VisitStrip()
    qtbot.addWidget(strip)
    strip.show_visits(MARKS)
    assert strip.buttons["W2"].accessibleName() == "Week 2, missed"
    assert strip.buttons["W2"].accessibleDescription() == "14-Mar-2026 ±3 d"


def test_the_strip_can_be_filled_anew(shown: Shown, qtbot: QtBot) -> None:
    strip = shown(VisitStrip())
    strip.show_visits(MARKS)
    strip.show_visits(MARKS[:2], "SCR")
    assert list(strip.buttons) == ["SCR", "W0"]
    qtbot.waitUntil(lambda: strip.buttons["W0"].isVisible() and not strip.grab().isNull())
