"""The numbers behind the look: contrast of every pair that is written, and order of the severity colours."""

import itertools

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("look_of", [LIGHT, DARK], ids=lambda look: look.name)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_texts_are_read_on_every_ground(look_of: Theme) -> None:
    for colour in (look_of.text, look_of.secondary, look_of.muted):
        assert contrast(colour, look_of.surface) >= 4.5
        assert contrast(colour, look_of.ground) >= 4.5
    assert contrast(look_of.text, look_of.surface) >= 13
    assert contrast(look_of.text, look_of.accent_soft) >= 7
    assert contrast(look_of.muted, look_of.pressed) >= 3


@BOTH
@pytest.mark.parametrize("status", ["ok", "warn", "error", "info", "plain"])
def test_a_status_is_read_on_its_ground_and_on_a_card(look_of: Theme, status: str) -> None:
    colour, ground = look_of.status(status)
    assert contrast(colour, ground) >= 5.5
    assert contrast(colour, look_of.surface) >= 5.5


@BOTH
def test_buttons_are_read(look_of: Theme) -> None:
    assert contrast(look_of.on_accent, look_of.accent) >= 5.5
    assert contrast(look_of.on_accent, look_of.accent_strong) >= 5.5
    assert contrast(look_of.on_danger, look_of.danger) >= 5.5
    assert contrast(look_of.rail_text, look_of.rail) >= 7
    assert contrast(look_of.rail_text, look_of.rail_active) >= 4.5


@BOTH
def test_frames_and_the_focus_stand_out(look_of: Theme) -> None:
    assert contrast(look_of.border, look_of.surface) >= 3.5
    assert contrast(look_of.border, look_of.ground) >= 3
    assert contrast(look_of.accent, look_of.surface) >= 3
    assert contrast(look_of.accent, look_of.ground) >= 3
    assert contrast(look_of.error, look_of.surface) >= 3


@BOTH
def test_grades_are_read_and_each_is_stronger_than_the_last(look_of: Theme) -> None:
    for ground, colour in zip(look_of.severity, look_of.severity_text, strict=True):
        assert contrast(colour, ground) >= 4.65
    steps = [luminance(ground) for ground in look_of.severity]
    assert steps == sorted(steps, reverse=not look_of.is_dark)
    assert min(contrast(one, other) for one, other in itertools.pairwise(look_of.severity)) >= 1.25
    assert contrast(look_of.severity[-1], look_of.surface) >= 7


@BOTH
def test_applying_a_look_is_seen_by_all_that_paint(look: QApplication, look_of: Theme) -> None:
    theme.apply(look, look_of)
    assert theme.current() is look_of
    assert look.palette().color(QPalette.ColorRole.Text).name().upper() == look_of.text


def test_a_look_is_found_by_its_name(qapp: QApplication) -> None:
    assert theme.named("light") is LIGHT
    assert theme.named("dark") is DARK
    assert theme.named("system") in (LIGHT, DARK)


def test_the_shipped_font_has_digits_of_one_width(look: QApplication) -> None:
    for font in (theme.font(), theme.bold(32)):
        metrics = QFontMetricsF(font)
        assert font.family() == "Noto Sans SC"
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_text_grows_as_chosen(look: QApplication, qtbot: QtBot) -> None:
    label = QLabel("P-003")
    label.setProperty("role", "headline")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.sizeHint().height()
    theme.apply(look, LIGHT, 150)
    label.ensurePolished()
    assert look.font().pixelSize() == 21
    assert theme.scaled(20) == 30
    assert label.sizeHint().height() > 1.3 * before


def test_a_button_is_high_enough_for_a_finger(look: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() >= theme.TARGET


def test_an_icon_is_drawn_in_its_colour(look: QApplication) -> None:
    picture = icons.pixmap("circle-check", LIGHT.ok, 20, 2.0)
    colours = {picture.toImage().pixelColor(x, 20).name().upper() for x in range(40)}
    assert picture.width() == 40
    assert LIGHT.ok in colours


def test_an_unknown_icon_is_named(look: QApplication) -> None:
    with pytest.raises(LookupError, match="no-such-icon"):
        icons.icon("no-such-icon")


def test_a_list_opens_below_its_box(qtbot: QtBot) -> None:
    """The other way of Qt, over the box, cuts the last row of a short list and needs arrows to move it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, LIGHT)
    box = QComboBox()
    qtbot.addWidget(box)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, box) == 0
