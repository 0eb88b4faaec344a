"""Patient mode with real keys: one item at a time, every answer kept at once, and no way out without a PIN."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.zung import ITEMS, Sas
from ucmsc_desktop.pages.dlqi import DlqiPage
from ucmsc_desktop.pages.lock import LockPage
from ucmsc_desktop.pages.patient_mode import PatientMode
from ucmsc_desktop.pages.question_page import QuestionPage
from ucmsc_desktop.pages.questionnaire import ZungPage
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Study

from .hands import opened, press
from .questions import after_a_crash, wording_file

SUBJECT, VISIT = "P-009", "SCR"
SAS = Key(SUBJECT, VISIT, "SAS")
SMALLEST_TARGET = 78


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> ZungPage:
    return opened(qtbot, ZungPage(study, SUBJECT, VISIT, Sas))


@pytest.fixture
def begun(page: ZungPage, qtbot: QtBot) -> PatientMode:
    return begin(page, qtbot)


def begin(page: QuestionPage[Any], qtbot: QtBot) -> PatientMode:
    """Patient mode over a page, on its first screen."""
    page.ui.patient_button.click()
    mode = page.window().findChild(PatientMode)
    assert isinstance(mode, PatientMode)
    qtbot.waitUntil(mode.isActiveWindow)
    return mode


def buttons(mode: PatientMode) -> list[QPushButton]:
    """The answers on the screen."""
    return [button for button in mode.ui.answers.findChildren(QPushButton) if button.isVisible()]


def seen(mode: PatientMode) -> str:
    """All words on the screen."""
    shown: list[QLabel | QPushButton] = [*mode.findChildren(QLabel), *mode.findChildren(QPushButton)]
    return " ".join(widget.text() for widget in shown if widget.isVisible())


def test_twenty_keys_and_the_computer_is_handed_back(begun: PatientMode, page: ZungPage) -> None:
    assert begun.isFullScreen()
    press("\n")
    for number, key in enumerate("12341234123412341234", 1):
        assert begun.ui.progress.text() == f"{number} of 20"
        press(key)
    assert seen(begun).startswith("Thank you. Please hand the computer back.")
    assert page.record.raw == 61
    assert "61" not in seen(begun)


def test_without_words_the_numbers_stand_and_it_says_so(begun: PatientMode) -> None:
    assert "by their numbers" in seen(begun)
    press("\n")
    assert begun.ui.words.text() == "Item 1"
    assert [button.text() for button in buttons(begun)] == ["1", "2", "3", "4"]


def test_licensed_words_stand_large_with_the_introduction_first(page: ZungPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.load_wording(wording_file(tmp_path, "SAS"))
    mode = begin(page, qtbot)
    assert "Tado belu." in seen(mode)
    press("\n")
    assert mode.ui.words.text() == "Bluba garo 1?"
    assert [button.accessibleName() for button in buttons(mode)] == ["Gomo 1", "Gomo 2", "Gomo 3", "Gomo 4"]


@pytest.mark.parametrize("worded", [False, True])
def test_targets_are_at_least_20_mm_high(page: ZungPage, tmp_path: Path, qtbot: QtBot, *, worded: bool) -> None:
    if worded:
        page.load_wording(wording_file(tmp_path, "SAS", item="Gurato belinu " * 20))
    mode = begin(page, qtbot)
    mode.showNormal()
    mode.resize(1280, 720)
    qtbot.waitUntil(lambda: mode.height() == 720)
    assert mode.ui.begin_button.height() >= SMALLEST_TARGET
    press("\n1")
    qtbot.waitUntil(lambda: buttons(mode)[0].height() >= SMALLEST_TARGET)
    assert min(button.height() for button in (*buttons(mode), mode.ui.back_button)) >= SMALLEST_TARGET
    assert mode.height() == 720


def test_taps_answer_and_the_second_half_of_a_double_tap_does_not(
    begun: PatientMode, page: ZungPage, qtbot: QtBot
) -> None:
    press("\n")
    QTest.mouseClick(buttons(begun)[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons(begun)[2], Qt.MouseButton.LeftButton)
    assert page.record.answers == {"1": 3}
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(buttons(begun)[1], Qt.MouseButton.LeftButton)
    assert page.record.answers == {"1": 3, "2": 2}


def test_back_shows_what_was_answered_and_an_answer_can_change(begun: PatientMode, page: ZungPage) -> None:
    press("\n12\b\b")
    assert begun.item == "1"
    assert [button.isChecked() for button in buttons(begun)] == [True, False, False, False]
    press("\b4")
    assert (page.record.answers, begun.item) == ({"1": 4, "2": 2}, "2")
    press("59x")
    assert page.record.answers == {"1": 4, "2": 2}


def test_it_begins_at_the_first_open_item(page: ZungPage, qtbot: QtBot) -> None:
    press("123")
    mode = begin(page, qtbot)
    press("\n")
    assert mode.item == "4"


def test_item_7a_is_asked_where_it_is_needed(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, DlqiPage(study, SUBJECT, VISIT))
    mode = begin(page, qtbot)
    press("\n111111n")
    assert (mode.item, mode.ui.progress.text()) == ("7a", "7 of 10")
    press("2111")
    assert "Thank you" in seen(mode)
    assert page.record.total == 11


# Nothing leaves it but a PIN


def test_closing_and_escape_do_not_leave_it(begun: PatientMode) -> None:
    press("\n")
    assert begun.close() is False
    for key, held in (("Escape", "No"), ("F4", "Alt"), ("W", "Control"), ("L", "Control"), ("1", "Control")):
        QTest.keyClick(begun, getattr(Qt.Key, f"Key_{key}"), getattr(Qt.KeyboardModifier, f"{held}Modifier"))
    assert begun.isVisible()
    assert QApplication.activeModalWidget() is begun


@pytest.mark.parametrize("secret", [PRACTICE_PIN, PRACTICE_PASSWORD + "\n"])
def test_the_pin_or_the_password_of_who_is_logged_in_leaves_it(
    begun: PatientMode, page: ZungPage, qtbot: QtBot, secret: str
) -> None:
    press("\n12")
    begun.ui.staff_button.click()
    assert begun.ui.keypad.isVisible()
    with qtbot.waitSignal(begun.left):
        press(secret)
    qtbot.waitUntil(page.isActiveWindow)
    assert page.place() == "answers.3"
    press("4")
    assert page.record.answers == {"1": 1, "2": 2, "3": 4}


def test_the_keypad_takes_the_pin(begun: PatientMode, qtbot: QtBot) -> None:
    begun.ui.staff_button.click()
    with qtbot.waitSignal(begun.left):
        for digit in PRACTICE_PIN:
            begun.ui.keypad.keys[digit].click()


def test_five_wrong_pins_lock_and_the_patient_goes_on(begun: PatientMode, page: ZungPage) -> None:
    press("\n1")
    begun.ui.staff_button.click()
    for _ in range(5):
        assert PRACTICE_PIN != "000000"
        press("000000")
        assert begun.ui.password.text() == ""
    press(PRACTICE_PIN)
    assert "minutes" in begun.ui.problem.text()
    assert begun.isVisible()
    begun.ui.cancel_button.click()
    press("2")
    assert page.record.answers == {"1": 1, "2": 2}


# Nothing is lost


@pytest.mark.parametrize("count", [1, 7, 20])
def test_a_crash_in_patient_mode_loses_no_answer(
    begun: PatientMode, page: ZungPage, tmp_path: Path, count: int
) -> None:
    press("\n" + "3" * count)
    again = after_a_crash(page.study, tmp_path / "after")
    draft = again.draft(SAS)
    assert draft is not None
    assert isinstance(draft.record, Sas)
    assert draft.record.answers == dict.fromkeys(ITEMS[:count], 3)
    assert draft.field == f"answers.{count}"
    again.close()


def test_an_answer_that_cannot_be_kept_is_said(
    begun: PatientMode, page: ZungPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("No room.")

    press("\n1")
    monkeypatch.setattr(page.study, "keep_draft", full)
    press("2")
    assert "This answer could not be kept." in seen(begun)
    monkeypatch.undo()
    press("\b")
    assert begun.item == "2"
    press("2")
    assert begun.item == "3"


def test_the_program_locks_underneath_and_the_patient_goes_on(
    window: MainWindow, study: Study, make: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    workspace = window.workspace
    assert workspace is not None
    workspace.open_subject(SUBJECT)
    workspace.open_form(VISIT, "SAS")
    page = window.findChild(ZungPage)
    assert isinstance(page, ZungPage)
    mode = begin(page, qtbot)
    press("\n12")
    window.lock()
    assert isinstance(window.page, LockPage)
    assert mode.isVisible()
    press("34")
    draft = study.draft(SAS)
    assert draft is not None
    assert isinstance(draft.record, Sas)
    assert list(draft.record.answers.values()) == [1, 2, 3, 4]
    mode.ui.staff_button.click()
    with qtbot.waitSignal(mode.left):
        press(PRACTICE_PIN)
    assert isinstance(window.page, LockPage)
    window.page.ui.password.setText(PRACTICE_PASSWORD)
    window.page.unlock()
    assert page.isVisible()
    assert page.record.answers == draft.record.answers
