"""Entries for texts, numbers and codes: values, bad values, keys, and what assistive technology hears."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import BadValue, Field, Item, MissingReason
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.widgets.field_base import FieldWidget
from ucmsc_desktop.widgets.fields import CheckField, CodeField, NotesField, NumberField, TextField
from ucmsc_desktop.widgets.input_frame import ProblemLabel

Shown = Callable[[Any], Any]

WEIGHT = Field("weight", Item(label="Weight", unit="kg", low=Decimal(20), high=Decimal(250), decimals=1), Decimal)
PULSE = Field("pulse", Item(label="Pulse", unit="/min", low=20, high=250), int)
LOT = Field("lot", Item(label="Lot"), str)
NOTES = Field("notes", Item(label="Notes", multiline=True), str)
SEX = Field("sex", Item(label="Sex"), Sex)
EVENT = Field("event", Item(label="Any adverse event"), bool)
WHY = Field("why", Item(label="Reason"), MissingReason)


def made(kind: type[FieldWidget], field: Field, value: Any = None) -> Any:
    """An entry for a field, with a value."""
    widget = kind()
    widget.set_field(field)
    widget.set_value(value)
    return widget


def sentence(widget: QWidget) -> ProblemLabel:
    """The line below an entry."""
    label = widget.findChild(ProblemLabel)
    assert isinstance(label, ProblemLabel)
    return label


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (TextField, LOT, "UC-0417-B"),
        (NumberField, WEIGHT, Decimal("68.50")),
        (NumberField, WEIGHT, Decimal("68.5")),
        (NumberField, PULSE, 72),
        (NotesField, NOTES, "First line\nsecond line"),
        (CodeField, SEX, next(iter(Sex))),
        (CodeField, WHY, MissingReason.LOST),
        (CodeField, EVENT, False),
        (CheckField, EVENT, True),
    ],
)
def test_a_value_comes_back_as_it_was(look: QApplication, qtbot: QtBot, kind: Any, field: Field, value: Any) -> None:
    widget = made(kind, field, value)
    qtbot.addWidget(widget)
    heard: list[bool] = []
    widget.edited.connect(lambda: heard.append(True))
    for read_only in (True, False):
        widget.set_read_only(read_only)
        assert widget.value() == value
        assert type(widget.value()) is type(value)
    widget.set_value(None)
    assert widget.value() in (None, False)
    assert heard == []


def test_a_number_keeps_its_decimals_and_shows_its_unit(shown: Shown) -> None:
    widget = shown(made(NumberField, WEIGHT, Decimal("68.50")))
    assert widget.line.text() == "68.50"
    assert widget.unit.text() == "kg"
    assert widget.unit.isVisible()
    assert widget.box.geometry().contains(widget.unit.geometry())
    assert widget.box.height() >= 44


@pytest.mark.parametrize(
    ("typed", "word"), [("7", "20 to 250"), ("68,5", "68.5"), ("heavy", "not a number"), ("68.55", "1 decimal")]
)
def test_a_bad_number_says_why(shown: Shown, typed: str, word: str) -> None:
    widget = shown(made(NumberField, WEIGHT))
    QTest.keyClicks(widget.line, typed)
    with pytest.raises(BadValue, match=word):
        widget.value()
    assert widget.line.text() == typed


@pytest.mark.parametrize(("typed", "stays"), [("62.5 kg", "62.5"), ("062.5", "62.5"), ("6,5", "6,5"), ("x", "x")])
def test_a_number_that_was_understood_is_written_as_usual_on_leaving(shown: Shown, typed: str, stays: str) -> None:
    field = shown(made(NumberField, WEIGHT))
    QTest.keyClicks(field.line, typed)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == stays


def test_a_sentence_waits_while_someone_types_and_appears_on_leaving(shown: Shown) -> None:
    widget = shown(made(NumberField, WEIGHT))
    QTest.keyClicks(widget.line, "7")
    widget.set_problem("Weight must be 20 to 250 kg.")
    assert not sentence(widget).isVisible()
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert sentence(widget).isVisible()
    assert sentence(widget).text() == "Weight must be 20 to 250 kg."
    assert sentence(widget).y() >= widget.box.geometry().bottom()
    assert widget.line.accessibleDescription() == "Weight must be 20 to 250 kg."
    widget.set_problem("")
    assert not sentence(widget).isVisible()
    assert widget.line.accessibleDescription() == "kg"


def test_a_waiting_sentence_also_appears_when_the_typing_pauses(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(NumberField, WEIGHT))
    QTest.keyClicks(widget.line, "7")
    widget.set_problem("Weight must be 20 to 250 kg.")
    qtbot.waitUntil(lambda: sentence(widget).isVisible())


def test_a_corrected_text_never_shows_its_sentence(shown: Shown) -> None:
    widget = shown(made(NumberField, WEIGHT))
    QTest.keyClicks(widget.line, "6")
    widget.set_problem("Weight must be 20 to 250 kg.")
    QTest.keyClicks(widget.line, "8")
    widget.set_problem("")
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert not sentence(widget).isVisible()


def test_a_long_sentence_takes_the_lines_it_needs(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(NumberField, WEIGHT))
    widget.set_problem("Short.")
    one = sentence(widget).height()
    widget.set_problem("Weight: “68,5” is not a number. " * 6)
    qtbot.waitUntil(lambda: sentence(widget).height() > 2 * one)
    qtbot.waitUntil(lambda: sentence(widget).geometry().bottom() < widget.height())


def test_keys_edit_and_tab_leaves(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(TextField, LOT))
    with qtbot.waitSignal(widget.edited):
        QTest.keyClicks(widget.line, "U")
    with qtbot.waitSignal(widget.left):
        QTest.keyClick(widget.line, Qt.Key.Key_Return)
    QTest.keyClick(widget.line, Qt.Key.Key_Tab)
    assert not widget.line.hasFocus()


@pytest.mark.parametrize("field", [SEX, WHY])
def test_tab_goes_through_a_coded_answer_and_on(look: QApplication, qtbot: QtBot, field: Field) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    entries = [CodeField(), TextField(), CodeField(), TextField()]
    for entry in entries:
        column.addWidget(entry)
    for entry in entries:
        entry.set_field(field if isinstance(entry, CodeField) else LOT)
    window.show()
    window.activateWindow()
    entries[0].setFocus()
    qtbot.waitUntil(lambda: look.focusWidget() is entries[0].focusProxy())
    for before, entry in pairwise([*entries, entries[0]]):
        editor = before.focusProxy()
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        assert look.focusWidget() is entry.focusProxy()


def test_names_reach_the_editor_that_has_the_keyboard(look: QApplication, qtbot: QtBot) -> None:
    for kind, field in [
        (TextField, LOT),
        (NumberField, WEIGHT),
        (NotesField, NOTES),
        (CodeField, SEX),
        (CodeField, WHY),
    ]:
        widget = made(kind, field)
        qtbot.addWidget(widget)
        assert widget.focusProxy().accessibleName() == field.label
        widget.setAccessibleName("Another name")
        assert widget.focusProxy().accessibleName() == widget.accessibleName() == "Another name"


def test_reading_only_is_text_without_a_frame(shown: Shown) -> None:
    widget = shown(made(NumberField, WEIGHT, Decimal("68.5")))
    before = widget.grab().toImage()
    widget.set_read_only(True)
    after = widget.grab().toImage()
    assert before.pixelColor(60, 0) != after.pixelColor(60, 0)
    QTest.keyClicks(widget.line, "9")
    assert widget.value() == Decimal("68.5")
    assert widget.focusProxy().focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_a_blank_that_is_read_says_so_or_why(look: QApplication, qtbot: QtBot) -> None:
    for kind, field in [(TextField, LOT), (NumberField, WEIGHT), (CodeField, SEX), (CodeField, WHY)]:
        widget = made(kind, field)
        qtbot.addWidget(widget)
        widget.set_read_only(True)
        assert "blank" in words_of(widget)
        widget.set_blank_words("not done")
        assert "not done" in words_of(widget)
    number = made(NumberField, WEIGHT)
    qtbot.addWidget(number)
    number.set_read_only(True)
    assert number.unit.isHidden()


def words_of(widget: Any) -> list[str]:
    """What a closed entry shows."""
    return [widget.line.placeholderText()] if hasattr(widget, "line") else [widget.shown.text()]


# --- Coded answers ----------------------------------------------------------------------------------------------------


def test_few_answers_stand_side_by_side_and_many_in_a_list(look: QApplication, qtbot: QtBot) -> None:
    few, many = made(CodeField, SEX), made(CodeField, WHY)
    for widget in (few, many):
        qtbot.addWidget(widget)
    assert set(few.segments.words) == {"Female", "Male"}
    assert few.list is None
    assert many.segments is None
    assert isinstance(many.list, QComboBox)
    assert many.list.count() == len(MissingReason)
    assert many.value() is None


def test_arrows_choose_and_backspace_opens_again(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(CodeField, EVENT))
    with qtbot.waitSignal(widget.edited):
        QTest.keyClick(widget.segments, Qt.Key.Key_Right)
    assert widget.value() is True
    QTest.keyClick(widget.segments, Qt.Key.Key_Right)
    assert widget.value() is False
    assert widget.segments.accessibleDescription() == "no"
    with qtbot.waitSignal(widget.edited):
        QTest.keyClick(widget.segments, Qt.Key.Key_Backspace)
    assert widget.value() is None
    QTest.keyClicks(widget.segments, "n")
    assert widget.value() is False


def test_a_tap_chooses_and_a_second_tap_opens_again(shown: Shown) -> None:
    widget = shown(made(CodeField, EVENT))
    place = widget.segments.rects()[1].center().toPoint()
    QTest.mouseClick(widget.segments, Qt.MouseButton.LeftButton, pos=place)
    assert widget.value() is False
    QTest.mouseClick(widget.segments, Qt.MouseButton.LeftButton, pos=place)
    assert widget.value() is None


def test_a_view_switch_keeps_one(shown: Shown) -> None:
    widget = shown(made(CodeField, EVENT, True))
    widget.segments.keeps_one = True
    QTest.mouseClick(widget.segments, Qt.MouseButton.LeftButton, pos=widget.segments.rects()[0].center().toPoint())
    QTest.keyClick(widget.segments, Qt.Key.Key_Backspace)
    QTest.keyClick(widget.segments, Qt.Key.Key_Delete)
    assert widget.value() is True


def test_a_list_is_blanked_with_backspace(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(CodeField, WHY, MissingReason.REFUSED))
    with qtbot.waitSignal(widget.edited):
        QTest.keyClick(widget.list, Qt.Key.Key_Backspace)
    assert widget.value() is None


def test_closed_answers_are_words(shown: Shown) -> None:
    widget = shown(made(CodeField, EVENT, True))
    widget.set_read_only(True)
    assert not widget.segments.isVisible()
    assert [label.text() for label in widget.findChildren(QLabel) if label.isVisible()] == ["yes"]
    widget.set_read_only(False)
    assert widget.segments.isVisible()


def test_a_problem_marks_the_answers(shown: Shown) -> None:
    widget = shown(made(CodeField, EVENT))
    before = widget.segments.grab().toImage()
    widget.set_problem("Any adverse event is not answered.")
    assert sentence(widget).isVisible()
    assert widget.segments.grab().toImage() != before


def test_tab_leaves_the_notes(shown: Shown, qtbot: QtBot) -> None:
    widget = shown(made(NotesField, NOTES))
    with qtbot.waitSignal(widget.edited):
        QTest.keyClicks(widget.edit, "Fever")
    QTest.keyClick(widget.edit, Qt.Key.Key_Tab)
    assert not widget.edit.hasFocus()
    assert widget.value() == "Fever"


def test_the_keyboard_walks_the_entries_in_reading_order(look: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    kinds = [(TextField, LOT), (NumberField, WEIGHT), (CodeField, SEX), (CodeField, WHY), (NotesField, NOTES)]
    entries = [made(kind, field) for kind, field in kinds]
    for entry in entries:
        column.addWidget(entry)
    window.show()
    window.activateWindow()
    entries[0].setFocus()
    qtbot.waitUntil(lambda: entries[0].focusProxy().hasFocus())
    for entry in entries[1:]:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert look.focusWidget() is entry.focusProxy()
    for entry in reversed(entries[:-1]):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        assert look.focusWidget() is entry.focusProxy()


def test_english_letters_answer_in_every_language() -> None:
    with text.speaking("zh_CN"):
        widget = made(CodeField, EVENT)
        widget.answer_by_key()
        assert list(widget.segments.words) == ["是", "否"]
        QTest.keyClick(widget.segments, Qt.Key.Key_N)
        assert widget.value() is False
        listed = made(CodeField, WHY)
        listed.answer_by_key()
        QTest.keyClick(listed.list, Qt.Key.Key_W)
        assert listed.value() is MissingReason.WITHDRAWN
