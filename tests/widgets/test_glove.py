"""The controls of a gloved hand: fields that take the keypad, the pad, the held button and the ring."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.infusion_words import VITAL_VALUES
from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.widgets.glove_field import GloveField
from ucmsc_desktop.widgets.glove_pad import HIGH, GlovePad
from ucmsc_desktop.widgets.hold_button import HoldButton
from ucmsc_desktop.widgets.ring import Ring

SIGNS = items.fields(VitalSigns)


def typed(field: GloveField, digits: str) -> str:
    field.line.clear()
    for digit in digits:
        field.press(digit)
    return field.line.text()


@pytest.mark.parametrize(("digits", "shown"), [("366", "36.6"), ("36", "36"), ("405", "40.5"), ("36.6", "36.6")])
def test_the_point_of_a_temperature_comes_by_itself(qtbot: QtBot, digits: str, shown: str) -> None:
    field = GloveField(SIGNS["temperature"])
    qtbot.addWidget(field)
    assert typed(field, digits) == shown
    assert field.value() == Decimal(shown)


@pytest.mark.parametrize(
    ("name", "digits", "full"),
    [
        ("systolic", "128", True),
        ("systolic", "12", False),
        ("systolic", "95", True),
        ("oxygen_saturation", "98", True),
        ("oxygen_saturation", "10", False),
        ("pulse", "25", False),
        ("respiration", "8", False),
        ("temperature", "36", False),
        ("temperature", "366", True),
        ("temperature", "299", False),
    ],
)
def test_an_entry_is_full_when_no_digit_could_follow(qtbot: QtBot, name: str, digits: str, *, full: bool) -> None:
    field = GloveField(SIGNS[name])
    qtbot.addWidget(field)
    typed(field, digits)
    assert field.is_full is full


@given(name=st.sampled_from(VITAL_VALUES), digits=st.text("0123456789", min_size=1, max_size=4))
def test_a_full_entry_has_a_value_that_no_longer_one_begins_with(qapp: QApplication, name: str, digits: str) -> None:
    assert qapp is not None
    field = GloveField(SIGNS[name])
    typed(field, digits)
    before, is_full = field.line.text(), field.is_full
    field.deleteLater()
    if not is_full:
        return
    value = items.parse(SIGNS[name], before)
    assert value is not None
    for digit in "123456789":
        with pytest.raises(BadValue):
            items.parse(SIGNS[name], before + digit)


def test_a_comma_is_named(qtbot: QtBot) -> None:
    field = GloveField(items.fields(InfusionEvent)["volume_ml"])
    qtbot.addWidget(field)
    field.line.setText("68,5")
    with pytest.raises(BadValue, match=r"68\.5"):
        field.value()


def test_the_pad_offers_a_point_where_it_is_needed(qtbot: QtBot) -> None:
    pad = GlovePad()
    qtbot.addWidget(pad)
    pad.resize(pad.minimumSizeHint())
    pad.show()
    assert pad.point_key.isHidden()
    assert min(key.height() for key in [*pad.keys.values(), pad.next_key, pad.delete_key]) >= HIGH
    pad.set_point(True)
    assert pad.point_key.isVisible()
    pad.set_next("Save", ends=True)
    with qtbot.waitSignal(pad.next_wanted):
        pad.next_key.click()
    with qtbot.waitSignal(pad.point):
        pad.point_key.click()


def test_a_button_that_is_held_tells_it_once(qtbot: QtBot) -> None:
    button = HoldButton()
    qtbot.addWidget(button)
    button.set_words("Stop", "hold 2 s", "octagon-x", "danger")
    button.show()
    told: list[bool] = []
    button.held.connect(lambda: told.append(True))
    button.hold_ms = 80
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told == [True])
    QTest.qWait(200)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert told == [True]
    button.hold_ms = 60_000
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: button.part > 0)
    button.hide()
    assert button.part == 0
    assert not button.isDown()


def test_the_ring_says_what_it_shows(qtbot: QtBot) -> None:
    ring = Ring()
    qtbot.addWidget(ring)
    ring.show()
    for status in ("info", "warn", "error", "ok"):
        ring.show_time(0.87, status, "Vitals due in", "1:48", "30 min, 09:47")
        ring.grab()
    assert ring.accessibleName() == "Vitals due in 1:48 30 min, 09:47"
