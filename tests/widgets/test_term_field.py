"""An entry of terms: free text always, names to take by key, click and touch."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.items import Field, Item
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.term_field import TermField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Shown = Callable[[Any], Any]
TRIAL, TABLE = ("Shivering", "Leaf fall", "Short breath"), ("Early leaf fall", "leaf FALL", "Leaf spot")


@pytest.fixture
def field(shown: Shown) -> TermField:
    made = TermField()
    made.set_field(Field("term", Item(label="Adverse event"), str))
    made.offer(TRIAL, TABLE)
    result: TermField = shown(made)
    return result


@pytest.fixture
def heard(field: TermField) -> list[str]:
    """What the entry told, in its order."""
    told: list[str] = []
    field.edited.connect(lambda: told.append(f"edited {field.text()}"))
    field.chosen.connect(lambda name: told.append(f"chosen {name}"))
    field.done.connect(lambda: told.append("done"))
    return told


def offered(field: TermField) -> list[str]:
    """The names in the open list, none while it is closed."""
    model = field.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if field.list.isVisible() else []


def test_a_text_of_its_own_is_kept_with_enter(field: TermField, heard: list[str]) -> None:
    QTest.keyClicks(field.line, "Leaf")
    assert offered(field) == ["Leaf fall", "Leaf spot", "Early leaf fall"]
    QTest.keyClick(field.list, Qt.Key.Key_Return)
    assert field.value() == "Leaf"
    assert heard[-2:] == ["edited Leaf", "done"]
    assert offered(field) == []


def test_trial_terms_come_before_the_table_and_no_name_twice(field: TermField) -> None:
    QTest.keyClicks(field.line, "fall")
    assert offered(field) == ["Leaf fall", "Early leaf fall"]


def test_down_and_enter_take_a_name_and_go_on(field: TermField, heard: list[str]) -> None:
    QTest.keyClicks(field.line, "leaf")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(field.list, key)
    assert field.text() == "leaf"
    QTest.keyClick(field.list, Qt.Key.Key_Return)
    assert heard[-3:] == ["edited Leaf spot", "chosen Leaf spot", "done"]
    assert field.value() == "Leaf spot"


def test_escape_closes_the_list_and_keeps_the_text(field: TermField) -> None:
    QTest.keyClicks(field.line, "leaf")
    QTest.keyClick(field.list, Qt.Key.Key_Escape)
    assert offered(field) == []
    assert field.value() == "leaf"


def test_an_empty_entry_offers_the_terms_of_the_trial_by_key_and_by_touch(field: TermField, heard: list[str]) -> None:
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert offered(field) == list(TRIAL)
    QTest.keyClick(field.list, Qt.Key.Key_Escape)
    field.button.click()
    place = field.list.visualRect(field.list.model().index(2, 0))
    assert place.height() >= theme.TARGET
    QTest.mouseClick(field.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert heard == ["edited Short breath", "chosen Short breath"]


def test_nothing_to_offer_leaves_the_key_to_the_page(shown: Shown) -> None:
    field = shown(TermField())
    assert not field.button.isVisible()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert offered(field) == []


def test_for_reading_there_is_no_list(field: TermField) -> None:
    field.set_value("Leaf fall")
    field.set_read_only(True)
    assert not field.button.isVisible()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert offered(field) == []
    assert field.value() == "Leaf fall"


def test_showing_a_value_is_no_edit_and_opens_nothing(field: TermField, heard: list[str]) -> None:
    field.set_value("Leaf fall")
    field.set_value(None)
    assert heard == []
    assert offered(field) == []
    assert field.value() is None


def test_a_long_name_breaks_instead_of_being_cut(look: QApplication, qtbot: QtBot, field: TermField) -> None:
    field.offer(["A name of many words that goes on and on beyond every width that an entry could ever have here"])
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert not field.list.horizontalScrollBar().isVisible()
    row = field.list.visualRect(field.list.model().index(0, 0))
    assert row.width() <= field.list.width()
    assert row.height() >= 2 * field.list.fontMetrics().height()
