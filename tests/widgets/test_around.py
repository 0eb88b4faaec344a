"""The rail, the visit tabs, the thumbnail and the link rows: what is around a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Missed, Point
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.dose_pips import DosePips, Pip
from ucmsc_desktop.widgets.link_row import LinkRow
from ucmsc_desktop.widgets.rail import Rail, Stop
from ucmsc_desktop.widgets.thumbnail import CourseThumbnail
from ucmsc_desktop.widgets.visit_tabs import Choice, VisitTabs

STOPS = [
    Stop("list", "Patients", "users", "Ctrl+1"),
    Stop("chart", "Charts", "chart-line", "Ctrl+2"),
    Stop("lock", "Lock", "lock", "Ctrl+L", at_end=True, stays=False),
]
BASELINE = Point(0, 200, "W0", State.SIGNED)
COURSE = Course("P-001", BASELINE, (BASELINE, Point(28, 90, "W4", State.SAVED)), missed=(Missed(14, "W2", "ill"),))


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    """A rail of three places."""
    made = Rail()
    qtbot.addWidget(made)
    made.set_stops(STOPS)
    made.resize(78, 600)
    made.show()
    return made


def test_the_rail_tells_where_to_go(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.chosen) as chosen:
        QTest.mouseClick(rail.button("chart"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["chart"]
    rail.set_current("chart")
    assert not rail.button("list").isChecked()
    rail.button("lock").click()
    assert rail.button("chart").isChecked()
    assert rail.button("lock").y() > 500
    rail.set_available("chart", False)
    assert not rail.button("chart").isEnabled()


def test_the_rail_marks_practice(rail: Rail) -> None:
    rail.set_mark("PRACTICE")
    assert rail._mark.isVisible()
    rail.set_mark("")
    assert not rail._mark.isVisible()


def test_the_tabs_follow_the_visit(qtbot: QtBot) -> None:
    tabs = VisitTabs()
    qtbot.addWidget(tabs)
    tabs.show_visits(
        [Choice("W0", "Week 0\tdone", "circle-check", "ok"), Choice("W2", "Week 2\tdue", "calendar")], "W2"
    )
    tabs.show_forms([Choice("PASI", "PASI", "circle-check", "ok"), Choice("INFUSION", "Infusion", "calendar")], "PASI")
    assert tabs.chooser.text() == "Week 2"
    assert tabs.tab("PASI").isChecked()
    with qtbot.waitSignal(tabs.form_chosen) as form:
        tabs.tab("INFUSION").click()
    assert form.args == ["INFUSION"]
    with qtbot.waitSignal(tabs.visit_chosen) as visit:
        tabs.chooser.menu().actions()[0].trigger()
    assert visit.args == ["W0"]
    kept = tabs.tab("PASI")
    tabs.show_forms([Choice("PASI", "PASI", "pencil", "info"), Choice("INFUSION", "Infusion", "calendar")], "INFUSION")
    assert tabs.tab("PASI") is kept
    tabs.show_forms([Choice("SCREENING", "Screening", "calendar")], "SCREENING")
    assert tabs.tab("SCREENING").isChecked()


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_a_change_of_look_is_followed(rail: Rail, qtbot: QtBot, look: theme.Theme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = theme.current()
    theme.apply(app, look)
    assert look.rail in rail.styleSheet()
    theme.apply(app, before)


def test_the_thumbnail_is_read_aloud_and_drawn(qtbot: QtBot) -> None:
    small = CourseThumbnail()
    qtbot.addWidget(small)
    small.resize(420, 200)
    small.show_course(COURSE, 84)
    assert small.accessibleDescription() == "20.0, 9.0"
    drawn = small.grab().toImage()
    small.show_course(COURSE, 84, "Hidden until signed.")
    assert small.accessibleDescription() == "Hidden until signed."
    assert small.grab().toImage() != drawn


def test_an_empty_thumbnail_says_so(qtbot: QtBot) -> None:
    small = CourseThumbnail()
    qtbot.addWidget(small)
    small.resize(420, 200)
    small.show_course(Course("P-001"), 84)
    blank = small.grab().toImage()
    accent = theme.current().accent
    assert not any(blank.pixelColor(x, y).name() == accent for x in range(0, 420, 3) for y in range(0, 200, 3))


def test_pips_say_in_the_order_of_the_plan_what_became_of_each_dose(qtbot: QtBot) -> None:
    pips = DosePips()
    qtbot.addWidget(pips)
    pips.show_doses(2, [("Week 0", Pip.WHOLE), ("Week 2", Pip.MISSED), ("Week 4", Pip.PART), ("Week 6", Pip.AHEAD)])
    assert pips.accessibleName() == "2 of 4 doses given"
    assert pips.accessibleDescription() == (
        "Week 0: whole dose; Week 2: not given; Week 4: in part; Week 6: not given yet"
    )
    assert pips.toolTip().splitlines() == pips.accessibleDescription().split("; ")
    assert pips.sizeHint().width() == 104


def test_each_kind_of_pip_looks_its_own(qtbot: QtBot) -> None:
    pips = DosePips()
    qtbot.addWidget(pips)
    pips.show_doses(3, [(pip.value, pip) for pip in Pip])
    pips.resize(pips.sizeHint())
    picture, look = pips.grab().toImage(), theme.current()
    middle = picture.height() // 2

    def colours(number: int) -> tuple[str, str, str]:
        x = 11 + 26 * number
        places = ((x - 8, middle), (x, middle - 4), (x, middle + 4))
        left, upper, lower = (picture.pixelColor(*place).name().upper() for place in places)
        return left, upper, lower

    accent, warn, border = look.accent.upper(), look.warn.upper(), look.border.upper()
    surface = look.surface.upper()
    seen = dict(zip(Pip, map(colours, range(len(Pip))), strict=True))
    assert seen[Pip.WHOLE] == (accent, accent, accent)
    assert seen[Pip.PART] == (warn, surface, warn)
    assert seen[Pip.UNKNOWN] == (warn, surface, surface)
    assert seen[Pip.AHEAD] == (border, surface, surface)
    assert picture.pixelColor(11 + 26 * 3, middle).name().upper() == warn
    assert warn not in seen[Pip.MISSED]


def test_a_link_row_grows_with_its_words(qtbot: QtBot) -> None:
    short, long = LinkRow("Short", "warn"), LinkRow("A sentence that needs several lines " * 4, "info")
    for row in (short, long):
        qtbot.addWidget(row)
        row.resize(240, 44)
        row.show()
    assert long.sizeHint().height() > 2 * short.sizeHint().height() - 20
    assert short.sizeHint().height() >= 44
