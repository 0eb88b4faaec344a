"""The first run: practice in one click, a study of one's own, a study that exists."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.pages.first_run import PRACTICE_FOLDER, FirstRunPage
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.front import look
from ucmsc_desktop.store.study import Study


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> FirstRunPage:
    """The page, on the screen."""
    made = FirstRunPage(tmp_path / "config", "There is no study in /gone.")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def fill(page: FirstRunPage, folder: Path, **other: str) -> None:
    """Fill in the form of a new study."""
    page.ui.create_button.click()
    given = {"full_name": "Li Wei", "user": "liwei", "password": "correct-horse-1", "again": "correct-horse-1"} | other
    page.ui.folder.setText(str(folder))
    for name, words in given.items():
        getattr(page.ui, name).setText(words)


def test_the_reason_of_coming_here_is_said(page: FirstRunPage) -> None:
    assert page.ui.problem.text() == "There is no study in /gone."
    assert page.ui.problem.isVisible()


def test_practice_is_one_click_and_is_found_again(page: FirstRunPage, qtbot: QtBot, tmp_path: Path) -> None:
    for _ in range(2):
        with qtbot.waitSignal(page.opened) as opened:
            page.ui.practice_button.click()
        study = opened.args[0]
        assert isinstance(study, Study)
        assert study.practice
        assert len(study.subjects()) == 12
        study.close()
    assert page.ui.progress.value() == page.ui.progress.maximum() > 0
    assert look(tmp_path / "config" / PRACTICE_FOLDER).practice


def test_a_study_is_made_with_its_first_account(page: FirstRunPage, qtbot: QtBot, tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    assert "UCMSC-PSO" in page.ui.protocol_name.text()
    with qtbot.waitSignal(page.opened) as opened:
        page.ui.create_study_button.click()
    study = opened.args[0]
    assert isinstance(study, Study)
    assert (study.account.full_name, study.practice) == ("Li Wei", False)
    study.close()


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("folder", " ", "Choose the folder"),
        ("full_name", "", "Give your full name"),
        ("user", "", "Give a user name"),
        ("password", "short", "at least 12 characters"),
        ("again", "correct-horse-2", "differ"),
    ],
)
def test_what_cannot_stand_is_said(page: FirstRunPage, tmp_path: Path, field: str, words: str, sentence: str) -> None:
    fill(page, tmp_path / "new")
    getattr(page.ui, field).setText(words)
    page.create_study()
    assert sentence in page.ui.form_problem.text()
    assert not (tmp_path / "new").exists()


def test_a_folder_with_a_study_is_left_alone(page: FirstRunPage, empty_folder: Path) -> None:
    before = (empty_folder / "study.json").read_bytes()
    fill(page, empty_folder)
    page.create_study()
    assert "already" in page.ui.form_problem.text()
    assert (empty_folder / "study.json").read_bytes() == before


def test_an_existing_study_leads_to_its_log_in(page: FirstRunPage, qtbot: QtBot, empty_folder: Path) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        page.open_existing(empty_folder)
    assert chosen.args == [empty_folder]


def test_a_folder_without_a_study_is_said(page: FirstRunPage, tmp_path: Path) -> None:
    page.open_existing(tmp_path)
    assert "no study" in page.ui.problem.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_practice_study_opens_by_a_key(qtbot: QtBot, tmp_path: Path, key: Qt.Key) -> None:
    window = MainWindow(Settings(), tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.focusWidget() is not None)
    button = window.findChild(QPushButton, "practice_button")
    assert button is not None
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)
    window.close()
