"""The window: from the log-in to the workspace, through the lock and back, and what the keys do."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop import text
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.pages.first_run import FirstRunPage
from ucmsc_desktop.pages.layouts import Scroller
from ucmsc_desktop.pages.lock import LockPage
from ucmsc_desktop.pages.login import LoginPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.ui_texts import UiTexts
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.settings import Settings, config_folder, read_settings
from ucmsc_desktop.store.errors import DiskFull, StudyDamaged
from ucmsc_desktop.store.front import StudyInfo
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .at_window import draft, press

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


# Before the log-in


def test_without_a_study_the_first_run_is_shown(make: Callable[..., MainWindow]) -> None:
    assert isinstance(make().page, FirstRunPage)


def test_a_study_that_is_gone_is_said(make: Callable[..., MainWindow], tmp_path: Path) -> None:
    page = make(settings=Settings(last_study=str(tmp_path / "gone"))).page
    assert isinstance(page, FirstRunPage)
    assert "There is no study in" in page.ui.problem.text()


def test_the_last_study_and_user_come_back(make: Callable[..., MainWindow], window: MainWindow, study: Study) -> None:
    known = read_settings(config_folder())
    assert (known.last_study, known.last_user) == (str(study.folder), "practice")
    page = make(settings=known).page
    assert isinstance(page, LoginPage)
    assert page.ui.user.currentText() == "practice"


def test_a_study_that_cannot_be_read_returns_to_its_log_in(
    make: Callable[..., MainWindow], practice_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(practice_folder)

    def fail(study: Study, **_how: object) -> Any:
        raise StudyDamaged("The file is damaged.")

    monkeypatch.setattr(Study, "everything", fail)
    made.begin(Study.open(practice_folder, "practice", PRACTICE_PASSWORD))
    assert isinstance(made.page, LoginPage)
    assert made.page.ui.problem.text() == "The file is damaged."
    Study.open(practice_folder, "practice", PRACTICE_PASSWORD).close()


# The workspace


def test_practice_is_marked_and_the_person_named(workspace: Workspace) -> None:
    assert workspace.ui.rail.findChild(type(workspace.ui.who)) is not None
    assert "PRACTICE" in [label.text() for label in workspace.ui.rail.findChildren(type(workspace.ui.who))]
    assert workspace.study.account.full_name in workspace.ui.status.text()


def test_the_smallest_window_cuts_nothing_of_the_chip(window: MainWindow, workspace: Workspace) -> None:
    window.resize(window.minimumSize())
    workspace.open_subject("P-003")
    workspace.open_form("W24", "PASI")
    QApplication.processEvents()
    chip = workspace.ui.window_chip
    assert window.width() <= 1024
    assert (chip.status, chip.width() >= chip.sizeHint().width()) == ("warn", True)
    lock = workspace.ui.rail.button("lock")
    assert lock.geometry().bottom() < workspace.ui.rail.height()
    assert lock.height() >= lock.sizeHint().height()


@pytest.mark.parametrize(
    "section",
    [
        Section.CHARTS,
        Section.PRINT,
        Section.SAFETY,
        Section.AUDIT,
        Section.PRODUCT,
        Section.ACCOUNTS,
        Section.SETTINGS,
        Section.CTCAE,
        Section.HELP,
    ],
)
def test_every_place_can_be_reached_and_fits(workspace: Workspace, section: Section) -> None:
    workspace.open_subject("P-003")
    workspace.go(Place(section))
    assert workspace.place.section is section
    room = workspace.minimumSizeHint()
    assert room.width() <= 1280
    assert room.height() <= 720


def test_the_rail_has_keys(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_subject("P-003")
    seen = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_7, Qt.Key.Key_9):
        press(window, key, CTRL)
        seen.append(workspace.place.section)
    first = [Section.PATIENTS, Section.OVERVIEW, Section.CHARTS, Section.PRINT]
    assert seen == [*first, Section.PRODUCT, Section.SETTINGS]
    press(window, Qt.Key.Key_0, CTRL)
    assert workspace.place.section is Section.COHORT
    press(window, Qt.Key.Key_9, CTRL)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        press(window, key, Qt.KeyboardModifier.NoModifier)
        seen.append(workspace.place.section)
    assert seen[-2:] == [Section.HELP, Section.SETTINGS]
    press(window, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is workspace.patients.ui.filter


def test_places_of_a_participant_wait_for_one(workspace: Workspace) -> None:
    assert not workspace.ui.rail.button("charts").isEnabled()
    workspace.go(Place(Section.CHARTS))
    assert workspace.place.section is Section.PATIENTS
    workspace.open_subject("P-001")
    assert workspace.ui.rail.button("charts").isEnabled()


def test_a_monitor_has_no_accounts_and_sees_no_names(
    make: Callable[..., MainWindow], study_as: Callable[[str], Study]
) -> None:
    made = make()
    made.begin(study_as("monitor"))
    assert made.workspace is not None
    made.workspace.open_subject("P-003")
    assert "Z.M." not in made.workspace.ui.who.text()
    assert made.workspace.ui.rail.findChild(type(made.workspace.ui.rail.button("lock"))) is not None
    with pytest.raises(KeyError):
        made.workspace.ui.rail.button("accounts")


def test_the_banner_says_who_and_when(workspace: Workspace) -> None:
    workspace.open_subject("P-003")
    workspace.open_form("W4", "PASI")
    ui = workspace.ui
    assert ui.who.text() == "P-003 · Z.M."
    assert ui.sex_age.text().startswith("Female")
    assert ui.weight.text() == "57.0\u00a0kg"
    assert ui.allergies.text() == "none known"
    assert ui.visit.text().startswith("Week 4, ")
    assert "(±3 d)" in ui.window_chip.text()
    assert ui.tabs.isVisible()


def test_the_tabs_change_form_and_visit(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_subject("P-003")
    workspace.open_form("W4", "PASI")
    press(window, Qt.Key.Key_PageDown, CTRL)
    assert (workspace.place.visit, workspace.place.form) == ("W6", "PASI")
    press(window, Qt.Key.Key_PageUp, CTRL)
    assert workspace.place.visit == "W4"
    assert workspace.ui.tabs.chooser.text() == "Week 4"
    assert [action.text() for action in workspace.ui.tabs.chooser.menu().actions()][4] == "Week 6\tmissed"


def test_the_last_draft_is_offered(make: Callable[..., MainWindow], study: Study) -> None:
    key = draft(study)
    made = make()
    made.begin(study)
    workspace = made.workspace
    assert workspace is not None
    assert "P-005, Week 4, PASI" in workspace.ui.notice_words.text()
    workspace.ui.notice_action.click()
    assert (workspace.subject, workspace.place) == (key.subject, Place(Section.VISIT, "W4", "PASI"))
    assert "continued" in workspace.ui.status.text()


def test_earlier_scores_are_closed_while_a_pasi_is_open(workspace: Workspace, study: Study) -> None:
    draft(study)
    workspace.open_subject("P-005")
    assert "hidden until you sign the PASI of Week 4" in workspace.page.ui.thumbnail.accessibleDescription()
    for place in (Place(Section.CHARTS), Place(Section.VISIT, "W0", "PASI")):
        workspace.go(place)
        assert "hidden until you sign" in workspace.page.ui.sentence.text()
    workspace.go(Place(Section.PRINT))
    assert "hidden until you sign" in workspace.page.findChild(ClosedPage).ui.sentence.text()
    workspace.go(Place(Section.VISIT, "W4", "PASI"))
    assert not hasattr(workspace.page.ui, "sentence")
    workspace.open_subject("P-001")
    workspace.go(Place(Section.CHARTS))
    assert not hasattr(workspace.page.ui, "sentence")


def test_what_cannot_be_kept_keeps_the_person_here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.open_subject("P-005")
    workspace.open_form("W4", "PASI")

    def fail() -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(workspace.page, "leave", fail)
    workspace.go(Place(Section.PATIENTS))
    assert workspace.place.section is Section.VISIT
    assert workspace.ui.notice_words.text() == "The disk is full."
    monkeypatch.undo()


# The lock


def test_the_lock_returns_to_the_same_place(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_subject("P-005")
    workspace.open_form("W4", "PASI")
    page, focus = workspace.page, QApplication.focusWidget()
    press(window, Qt.Key.Key_L, CTRL)
    lock = window.page
    assert isinstance(lock, LockPage)
    assert not workspace.isVisible()
    press(window, Qt.Key.Key_1, CTRL)
    assert workspace.page is page
    lock.ui.password.setText("wrong")
    lock.unlock()
    assert lock.ui.problem.text() == "The password is wrong. Try again."
    lock.ui.password.setText(PRACTICE_PASSWORD)
    lock.unlock()
    assert window.page is workspace
    assert workspace.page is page
    assert QApplication.focusWidget() is focus


def test_the_enter_that_opens_the_lock_presses_nothing_behind_it(window: MainWindow, workspace: Workspace) -> None:
    workspace.open_subject("P-005")
    button = workspace.page.ui.chart_button
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    window.lock()
    lock = window.page
    assert isinstance(lock, LockPage)
    lock.ui.password.setText(PRACTICE_PASSWORD)
    QTest.keyClick(lock.ui.password, Qt.Key.Key_Return)
    assert (window.page, QApplication.focusWidget(), pressed) == (workspace, button, [])
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_somebody_else_can_log_in_at_the_lock(window: MainWindow, study: Study) -> None:
    window.lock()
    lock = window.page
    assert isinstance(lock, LockPage)
    lock.ui.other_button.click()
    page = window.page
    assert isinstance(page, LoginPage)
    assert page.ui.user.currentText() == ""
    assert QApplication.focusWidget() is page.ui.user
    page.ui.user.setCurrentText("monitor")
    page.ui.password.setText(PRACTICE_PASSWORD)
    page.log_in()
    assert window.study is not None
    assert window.study.account.user == "monitor"


def test_the_lock_closes_what_stands_in_front(window: MainWindow, qtbot: QtBot) -> None:
    box = QMessageBox(window)
    box.open()
    qtbot.waitUntil(box.isVisible)
    window.lock()
    assert not box.isVisible()
    assert isinstance(window.page, LockPage)


@pytest.mark.parametrize("begun", [True, False])
def test_the_lock_says_what_is_kept(window: MainWindow, workspace: Workspace, study: Study, *, begun: bool) -> None:
    if begun:
        draft(study)
    workspace.open_subject("P-005")
    workspace.open_form("W4", "PASI")
    window.lock()
    assert isinstance(window.page, LockPage)
    words = window.page.ui.words.text()
    assert ("kept as a draft" in words) is begun
    assert PRACTICE_PASSWORD in words


def test_closing_logs_out(window: MainWindow, study: Study) -> None:
    window.close()
    again = Study.open(study.folder, "practice", PRACTICE_PASSWORD)
    assert [entry.kind for entry in again.entries(2)] == ["login", "logout"]
    again.close()


# Settings


def test_settings_are_worn_at_once_and_kept(window: MainWindow, workspace: Workspace) -> None:
    workspace.go(Place(Section.SETTINGS))
    box = workspace.page.ui.theme
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    assert read_settings(config_folder()).theme == "dark"
    assert QApplication.palette().window().color().lightness() < 128
    box.setCurrentIndex(box.findData("light"))
    box.activated.emit(box.currentIndex())
    assert QApplication.palette().window().color().lightness() > 128


# For everybody


@pytest.mark.parametrize(
    "section", [*list(Section)[:5], Section.AUDIT, Section.ACCOUNTS, Section.SETTINGS, Section.NEW]
)
def test_everything_that_takes_the_keyboard_has_a_name(workspace: Workspace, section: Section) -> None:
    workspace.open_subject("P-003")
    workspace.go(Place(section))
    QApplication.processEvents()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in workspace.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollArea)
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    scrollers = workspace.findChildren(Scroller)
    assert scrollers
    assert not any(scroller.focusPolicy() & Qt.FocusPolicy.TabFocus for scroller in scrollers)


def test_large_text_scrolls_and_is_not_squeezed(workspace: Workspace, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = theme.current()
    theme.apply(app, before, 150)
    try:
        workspace.go(Place(Section.ACCOUNTS))
        QApplication.processEvents()
        page = workspace.page
        assert page.height() >= page.minimumSizeHint().height()
        assert page.ui.password.height() >= page.ui.password.sizeHint().height()
    finally:
        theme.apply(app, before, 100)


def test_forms_speak_the_language_of_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("Log in", "登录")
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "ucmsc.mo").open("wb") as stream:
        write_mo(stream, catalogue)
    text.use_language("zh_CN", tmp_path)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translator = UiTexts(app)
    app.installTranslator(translator)
    try:
        page = LoginPage(tmp_path, StudyInfo("X", practice=False, users=("a",)), "a")
        qtbot.addWidget(page)
        assert page.ui.login_button.text() == "登录"
        assert page.ui.password_label.text() == "Password"
    finally:
        app.removeTranslator(translator)


def test_entries_that_are_gone_are_said_first(qtbot: QtBot, practice_folder: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copyfile(practice_folder / "study.db", older)
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    study.log("print")
    study.close()
    shutil.copyfile(older, practice_folder / "study.db")
    window = MainWindow(Settings(), tmp_path)
    qtbot.addWidget(window)
    window.begin(Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD))
    assert window.workspace is not None
    assert not window.workspace.ui.notice.isHidden()
    assert "missing" in window.workspace.ui.notice_words.text()
    window.close()
