"""The log-in: the right person gets in, everybody else reads why not."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.pages.login import LoginPage
from ucmsc_desktop.store.front import look
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study


def shown(qtbot: QtBot, folder: Path, last_user: str | None = "") -> LoginPage:
    """The log-in page of a study, on the screen."""
    page = LoginPage(folder, look(folder), last_user)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    return page


def typed(page: LoginPage, qtbot: QtBot, password: str) -> None:
    """Type a password and press Enter."""
    page.ui.password.clear()
    QTest.keyClicks(page.ui.password, password)
    QTest.keyClick(page.ui.password, Qt.Key.Key_Return)


def test_the_right_password_opens(qtbot: QtBot, empty_folder: Path) -> None:
    page = shown(qtbot, empty_folder)
    with qtbot.waitSignal(page.opened) as opened:
        typed(page, qtbot, ADMIN_PASSWORD)
    study = opened.args[0]
    assert isinstance(study, Study)
    assert study.account.user == ADMIN
    assert page.ui.password.text() == ""
    study.close()


def test_a_wrong_password_is_said_and_then_the_account_rests(qtbot: QtBot, empty_folder: Path) -> None:
    page = shown(qtbot, empty_folder, ADMIN)
    for _ in range(5):
        typed(page, qtbot, "not the password")
        assert "do not fit together" in page.ui.problem.text()
    typed(page, qtbot, ADMIN_PASSWORD)
    assert "rests for" in page.ui.problem.text()
    assert page.ui.problem.isVisible()


def test_a_study_that_is_open_elsewhere_is_said(qtbot: QtBot, empty_study: Study) -> None:
    page = shown(qtbot, empty_study.folder, ADMIN)
    typed(page, qtbot, ADMIN_PASSWORD)
    assert "already open" in page.ui.problem.text()


def test_a_damaged_ledger_is_said(qtbot: QtBot, empty_folder: Path) -> None:
    ledger = empty_folder / "study.db"
    content = bytearray(ledger.read_bytes())
    content[100] ^= 1
    ledger.write_bytes(content)
    for left in empty_folder.glob("study.db-*"):
        left.unlink()
    page = shown(qtbot, empty_folder, ADMIN)
    typed(page, qtbot, ADMIN_PASSWORD)
    assert "damaged" in page.ui.problem.text()


def test_someone_else_begins_at_an_empty_name(qtbot: QtBot, practice_folder: Path) -> None:
    page = shown(qtbot, practice_folder, None)
    assert page.ui.user.currentText() == ""
    assert QApplication.focusWidget() is page.ui.user
    QTest.keyClicks(page.ui.user, "nurse")
    assert page.ui.user.currentText() == "nurse"


def test_a_click_into_the_name_selects_it(qtbot: QtBot, practice_folder: Path) -> None:
    page = shown(qtbot, practice_folder, "nurse")
    line = page.ui.user.lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(4, line.height() // 2))
    qtbot.waitUntil(lambda: bool(line.selectedText() == "nurse"))
    QTest.keyClicks(page.ui.user, "monitor")
    assert page.ui.user.currentText() == "monitor"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_the_button_logs_in(qtbot: QtBot, practice_folder: Path, key: Qt.Key) -> None:
    page = shown(qtbot, practice_folder, "nurse")
    QTest.keyClicks(page.ui.password, PRACTICE_PASSWORD)
    page.ui.login_button.setFocus()
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(page.ui.login_button, key)
    study = opened.args[0]
    assert isinstance(study, Study)
    study.close()


def test_the_last_user_is_remembered_and_an_unknown_one_is_not(qtbot: QtBot, practice_folder: Path) -> None:
    assert shown(qtbot, practice_folder, "nurse").ui.user.currentText() == "nurse"
    assert shown(qtbot, practice_folder, "gone").ui.user.currentText() in look(practice_folder).users


@pytest.mark.parametrize("user", ["nurse", "monitor"])
def test_practice_accounts_open_in_one_click(qtbot: QtBot, practice_folder: Path, user: str) -> None:
    page = shown(qtbot, practice_folder)
    assert page.ui.practice_chip.text() == "PRACTICE"
    assert "practice-study" in page.ui.practice_words.text()
    button = next(b for b in page.ui.practice.findChildren(QPushButton) if b.text() == user)
    with qtbot.waitSignal(page.opened) as opened:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    study = opened.args[0]
    assert isinstance(study, Study)
    assert study.account.user == user
    study.close()


def test_a_real_study_offers_no_practice(qtbot: QtBot, empty_folder: Path) -> None:
    page = shown(qtbot, empty_folder)
    assert not page.ui.practice.isVisible()
    assert not page.ui.practice_chip.isVisible()
    with qtbot.waitSignal(page.other_wanted):
        page.ui.other_button.click()
