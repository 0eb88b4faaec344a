"""Accounts are opened and closed; people change their own password."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.pages.accounts import AccountsPage
from ucmsc_desktop.pages.preferences import PreferencesPage
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import WrongPassword
from ucmsc_desktop.store.study import Study


@pytest.fixture
def page(qtbot: QtBot, empty_study: Study) -> AccountsPage:
    """The accounts of a new study."""
    made = AccountsPage(empty_study)
    qtbot.addWidget(made)
    return made


def fill(page: AccountsPage, **given: str) -> None:
    """Fill in the form of a new account."""
    words = {"full_name": "Li Wei", "user": "liwei", "password": "correct-horse-2", "again": "correct-horse-2"}
    for name, text in (words | given).items():
        getattr(page.ui, name).setText(text)


def cell(page: AccountsPage, row: int, column: int) -> str:
    """What the list says."""
    item = page.ui.table.item(row, column)
    return item.text() if item is not None else ""


def test_an_account_is_opened_and_can_log_in(qtbot: QtBot, empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    page = AccountsPage(study)
    qtbot.addWidget(page)
    fill(page)
    page._roles[Role.NURSE].setChecked(True)
    page.ui.add_button.click()
    assert [cell(page, 1, column) for column in range(4)] == ["liwei", "Li Wei", "Nurse", "open"]
    assert page.ui.password.text() == ""
    study.close()
    again = Study.open(empty_folder, "liwei", "correct-horse-2")
    assert again.account.roles == (Role.NURSE,)
    again.close()


@pytest.mark.parametrize(
    ("given", "role", "sentence"),
    [
        ({"again": "other"}, Role.NURSE, "differ"),
        ({"user": ADMIN.upper()}, Role.NURSE, "taken"),
        ({"password": "short", "again": "short"}, Role.NURSE, "at least 12"),
        ({}, None, "at least one role"),
    ],
)
def test_what_cannot_stand_is_said(page: AccountsPage, given: dict[str, str], role: Role | None, sentence: str) -> None:
    fill(page, **given)
    if role is not None:
        page._roles[role].setChecked(True)
    page.ui.add_button.click()
    assert sentence in page.ui.problem.text()
    assert page.ui.table.rowCount() == 1


def test_an_account_is_closed_with_a_reason_but_never_ones_own(page: AccountsPage, empty_study: Study) -> None:
    empty_study.add_account("liwei", "Li Wei", "correct-horse-2", [Role.NURSE])
    page.refresh()
    page.ui.table.selectRow(0)
    page.ui.reason.setText("gone")
    assert not page.ui.close_button.isEnabled()
    page.ui.table.selectRow(1)
    assert page.ui.close_button.isEnabled()
    page.ui.close_button.click()
    assert cell(page, 1, 3) == "closed"
    assert not page.ui.close_button.isEnabled()


def change(page: PreferencesPage, old: str, new: str, again: str) -> None:
    """Fill in the passwords and press the button."""
    for field, words in ((page.ui.old, old), (page.ui.new_, new), (page.ui.again, again)):
        field.setText(words)
    page.ui.password_button.click()


def test_a_password_is_changed(qtbot: QtBot, empty_study: Study) -> None:
    page = PreferencesPage(empty_study, Settings())
    qtbot.addWidget(page)
    ui = page.ui
    for old, new, again, said in (
        (ADMIN_PASSWORD, "correct-horse-9", "correct-horse-8", "differ"),
        ("wrong", "correct-horse-9", "correct-horse-9", "do not fit"),
        (ADMIN_PASSWORD, "short", "short", "at least 12"),
    ):
        change(page, old, new, again)
        assert said in ui.problem.text()
    change(page, ADMIN_PASSWORD, "correct-horse-9", "correct-horse-9")
    assert ui.done.text() == "Your password is changed."
    empty_study.check_password("correct-horse-9")
    with pytest.raises(WrongPassword):
        empty_study.check_password(ADMIN_PASSWORD)


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("text_scale", 130), ("lock_minutes", 5)])
def test_a_choice_is_told(qtbot: QtBot, empty_study: Study, name: str, value: object) -> None:
    page = PreferencesPage(empty_study, Settings())
    qtbot.addWidget(page)
    box = getattr(page.ui, name)
    box.setCurrentIndex(box.findData(value))
    with qtbot.waitSignal(page.settings_chosen) as chosen:
        box.activated.emit(box.currentIndex())
    assert getattr(chosen.args[0], name) == value


def test_a_setting_off_the_list_is_kept(qtbot: QtBot, empty_study: Study) -> None:
    page = PreferencesPage(empty_study, Settings(text_scale=125))
    qtbot.addWidget(page)
    assert page.ui.text_scale.currentData() == 125


# The signing PIN


def pin(page: PreferencesPage, password: str, first: str, again: str) -> None:
    """Fill in the card of the PIN and press its button."""
    for field, words in ((page.ui.pin_password, password), (page.ui.pin, first), (page.ui.pin_again, again)):
        field.setText(words)
    page.ui.pin_button.click()


def test_a_pin_is_set_changed_and_removed(qtbot: QtBot, empty_study: Study) -> None:
    page = PreferencesPage(empty_study, Settings())
    qtbot.addWidget(page)
    ui = page.ui
    assert (ui.pin_button.text(), ui.no_pin_button.isHidden()) == ("Set the PIN", True)
    assert "no signing PIN" in ui.pin_words.text()
    pin(page, ADMIN_PASSWORD, "804261", "804261")
    assert ui.pin_done.text() == "Your signing PIN is set."
    assert (ui.pin_password.text(), ui.pin.text(), ui.pin_again.text()) == ("", "", "")
    empty_study.check_signer("804261")
    assert (ui.pin_button.text(), ui.no_pin_button.isHidden()) == ("Change the PIN", False)
    pin(page, ADMIN_PASSWORD, "159260", "159260")
    assert ui.pin_done.text() == "Your signing PIN is changed."
    with pytest.raises(WrongPassword):
        empty_study.check_signer("804261")
    ui.pin_password.setText(ADMIN_PASSWORD)
    ui.no_pin_button.click()
    assert "removed" in ui.pin_done.text()
    assert not empty_study.has_pin
    assert "no signing PIN" in ui.pin_words.text()


@pytest.mark.parametrize(
    ("password", "first", "again", "sentence"),
    [
        (ADMIN_PASSWORD, "804261", "804260", "differ"),
        ("wrong", "804261", "804261", "not your password"),
        (ADMIN_PASSWORD, "8042", "8042", "exactly 6 digits"),
        (ADMIN_PASSWORD, "80426a", "80426a", "exactly 6 digits"),
        (ADMIN_PASSWORD, "111111", "111111", "too easy"),
        (ADMIN_PASSWORD, "", "", "exactly 6 digits"),
    ],
)
def test_a_pin_that_cannot_be_is_said(
    qtbot: QtBot, empty_study: Study, password: str, first: str, again: str, sentence: str
) -> None:
    page = PreferencesPage(empty_study, Settings())
    qtbot.addWidget(page)
    pin(page, password, first, again)
    assert sentence in page.ui.pin_problem.text()
    assert page.ui.pin_done.isHidden()
    assert not empty_study.has_pin


def test_without_the_password_no_pin_goes(qtbot: QtBot, empty_study: Study) -> None:
    empty_study.set_pin(ADMIN_PASSWORD, "804261")
    page = PreferencesPage(empty_study, Settings())
    qtbot.addWidget(page)
    page.ui.no_pin_button.click()
    assert "not your password" in page.ui.pin_problem.text()
    assert empty_study.has_pin
