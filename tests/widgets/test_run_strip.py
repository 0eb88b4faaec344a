"""Chips of running infusions: by code, in sight, reached by keys; on the rail they leave its places their room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.countdown import Countdown
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.fitting import SMALLEST, width_of
from ucmsc_desktop.widgets.rail import Rail, Stop
from ucmsc_desktop.widgets.run_chip import RunChip
from ucmsc_desktop.widgets.run_strip import RunStrip

RUNS = [
    Countdown("P-003", "W4", "vitals, 30 min", "1:48", 0.12, "warn", "1:48"),
    Countdown("P-007", "W2", "vitals, 45 min", "overdue 3 min", 0, "error", "+3 min", "during/45"),
    Countdown("P-011", "W0", "observation", "41:07", 0.7, "info", "41:07"),
]


def test_a_chip_says_what_it_shows_and_leads_to_its_visit(qtbot: QtBot, look: QApplication) -> None:
    del look
    strip = RunStrip()
    qtbot.addWidget(strip)
    strip.set_runs(RUNS, is_muted=False)
    strip.show()
    assert [chip.accessibleName() for chip in strip.chips.values()] == [
        "P-003: vitals, 30 min, 1:48",
        "P-007: vitals, 45 min, overdue 3 min",
        "P-011: observation, 41:07",
    ]
    chip = strip.chips["P-007", "W2"]
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chosen.args == ["P-007", "W2"]
    with qtbot.waitSignal(strip.chosen):
        QTest.keyClick(chip, Qt.Key.Key_Space)


def test_chips_stay_the_same_while_time_passes(qtbot: QtBot, look: QApplication) -> None:
    del look
    strip = RunStrip()
    qtbot.addWidget(strip)
    assert strip.set_runs(RUNS, is_muted=False)
    before = dict(strip.chips)
    assert not strip.set_runs(RUNS, is_muted=True)
    assert strip.chips == before
    assert strip.mute_button.isChecked()
    assert strip.set_runs(RUNS[1:], is_muted=True)
    assert list(strip.chips) == [("P-007", "W2"), ("P-011", "W0")]
    assert strip.chips["P-007", "W2"] is before["P-007", "W2"]
    strip.set_runs([], is_muted=False)
    assert strip.isHidden()


def test_every_place_of_the_rail_stays_in_sight(qtbot: QtBot, look: QApplication) -> None:
    del look
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_stops([Stop(str(n), f"Place {n}", "users", at_end=n > 6) for n in range(10)])
    rail.set_mark("PRACTICE")
    rail.resize(rail.width(), 720)
    rail.show()
    rail.set_runs(RUNS)
    QApplication.processEvents()
    places = [rail.button(str(n)).geometry() for n in range(10)]
    assert all(not a.intersects(b) for a in places for b in places if a is not b)
    assert not any(place.intersects(rail.runs.geometry()) for place in places)
    assert max(place.bottom() for place in places) < rail.height()
    with qtbot.waitSignal(rail.run_chosen) as chosen:
        rail.runs.chips["P-011", "W0"].click()
    assert chosen.args == ["P-011", "W0"]


def test_a_delay_of_two_digits_is_not_cut_on_the_rail(
    qtbot: QtBot, look: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del look
    late = Countdown("P-013", "W0", "vitals, 15 min", "overdue 1 h 28 min", 0, "error", "+88\u00a0min", "during/15")
    rail = Rail()
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 720)
    rail.set_runs([late], is_muted=False)
    rail.show()
    rooms: dict[str, float] = {}
    monkeypatch.setattr(
        RunChip, "_write", staticmethod(lambda _painter, room, words, *_o, **_n: rooms.update({words: room.width()}))
    )
    rail.runs.chips["P-013", "W0"].grab()
    assert width_of(late.brief, theme.bold(SMALLEST)) <= rooms[late.brief]
