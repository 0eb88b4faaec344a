"""A person at a page: keys, and answers to the dialogs that open."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.missing_dialog import MissingDialog
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD

P = TypeVar("P", bound=QWidget)
D = TypeVar("D", bound=QDialog)
NAMED = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace}


def opened(qtbot: QtBot, page: P) -> P:
    """Show a page at the size that it has on the smallest screen, with the keyboard in it."""
    qtbot.addWidget(page)
    page.resize(1202, 612)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def here() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(keys: str) -> int:
    """Press keys where the keyboard is, which may move; answers how many."""
    for key in keys:
        if key in NAMED:
            QTest.keyClick(here(), NAMED[key])
        else:
            QTest.keyClicks(here(), key)
    return len(keys)


def field_here(page: RecordPage[Any]) -> str:
    """The field in which the keyboard is."""
    return page.binder.name_of(QApplication.focusWidget())


def answer(kind: type[D], act: Callable[[D], object]) -> list[D]:
    """Answer the next dialog of a kind; the list says afterwards whether it came."""
    seen: list[D] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            seen.append(dialog)
            act(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)
    return seen


def sign_with(password: str = PRACTICE_PASSWORD) -> list[SignDialog]:
    """Sign in the next sign dialog."""

    def act(dialog: SignDialog) -> None:
        dialog.ui.password.setText(password)
        dialog.ui.sign_button.click()

    return answer(SignDialog, act)


def give_reason(reason: str) -> list[ReasonDialog]:
    """Give one reason for everything in the next reason dialog."""

    def act(dialog: ReasonDialog) -> None:
        dialog.rows.choices[0].setEditText(reason)
        dialog.ui.accept_button.click()

    return answer(ReasonDialog, act)


def say_missing(index: int = 1) -> list[MissingDialog]:
    """Choose one reason for all blanks in the next dialog about them."""

    def act(dialog: MissingDialog) -> None:
        dialog.rows.choices[0].setCurrentIndex(index)
        dialog.ui.accept_button.click()

    return answer(MissingDialog, act)
