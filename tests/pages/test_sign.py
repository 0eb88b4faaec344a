"""The sign dialog: what is signed, with which meaning, as whom, and what a wrong password does."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.errors import WrongPassword
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.widgets import theme

from .hands import answer, here, opened, press, sign_with

LINES = ["Trunk: area 13 %, redness 3", "PASI 6.7"]
UNSIGNED = Key("P-012", "W12", "PASI")
Make = Callable[..., SignDialog]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def build(study: Study, act: Callable[[Signing], object] = lambda _signing: None) -> SignDialog:
        dialog = SignDialog(study, "PASI", list(Meaning), "P-001 · Week 4", LINES, act)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return build


def test_it_shows_what_is_signed_as_whom_and_when(make: Make, study: Study) -> None:
    study.clock = lambda: datetime(2026, 3, 30, 10, 44, 12, tzinfo=timezone(timedelta(hours=8)))
    dialog = make(study)
    ui = dialog.ui
    assert ui.what.text() == "P-001 · Week 4"
    assert ui.lines.toPlainText().splitlines() == LINES
    assert ui.signer.text() == "Practice, all roles · Assessor · 30-Mar-2026 10:44:12 (UTC+08:00)"
    assert ui.meaning.count() == len(Meaning)


def test_the_role_follows_from_the_meaning(make: Make, study: Study) -> None:
    dialog = make(study)
    dialog.ui.meaning.setCurrentIndex(list(Meaning).index(Meaning.APPROVAL))
    assert "Investigator" in dialog.ui.signer.text()
    assert dialog.meaning() is Meaning.APPROVAL


def test_only_the_practice_study_tells_its_password(make: Make, study: Study, empty_study: Study) -> None:
    practice, real = make(study), make(empty_study)
    assert PRACTICE_PASSWORD in practice.ui.hint.text()
    assert PRACTICE_PIN in practice.ui.hint.text()
    assert not practice.ui.hint.isHidden()
    assert real.ui.hint.isHidden()


def test_without_a_password_there_is_nothing_to_press(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, signed.append)
    assert not dialog.ui.sign_button.isEnabled()
    QTest.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert signed == []
    QTest.keyClicks(dialog.ui.password, "secret")
    QTest.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert signed == [Signing(meaning=Meaning.AUTHOR, password="secret")]
    assert dialog.isHidden()


def test_a_wrong_password_is_a_sentence_and_the_dialog_stays(make: Make, study: Study) -> None:
    def refuse(_signing: Signing) -> None:
        raise WrongPassword("This password does not fit.")

    dialog = make(study, refuse)
    QTest.keyClicks(dialog.ui.password, "secret")
    dialog.ui.sign_button.click()
    assert dialog.isVisible()
    assert dialog.ui.problem.text().startswith("This is not your password. Nothing was signed")
    assert dialog.ui.password.selectedText() != ""
    assert dialog.ui.lines.toPlainText().splitlines() == LINES


def test_a_wrong_password_on_the_form_stores_nothing_and_keeps_the_draft(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study, "P-007", "W4"))
    page.focus("head_area_pct")
    press("8\n2211\n32213\n3324\n231")
    sentences: list[str] = []

    def act(dialog: SignDialog) -> None:
        for password in ("not this one", PRACTICE_PASSWORD):
            dialog.ui.password.setText(password)
            dialog.ui.sign_button.click()
            sentences.append(dialog.ui.problem.text())
            if password != PRACTICE_PASSWORD:
                assert study.find(page.key) is None
                assert study.draft(page.key) is not None

    answer(SignDialog, act)
    assert page.sign()
    assert "password" in sentences[0]
    assert page.state() is State.SIGNED


def test_a_coordinator_reviews_what_an_assessor_saved(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("coordinator")
    page = opened(qtbot, PasiPage(study, UNSIGNED.subject, UNSIGNED.visit))
    assert not page.may_write
    sign_with()
    assert page.sign()
    kept = study.find(UNSIGNED)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    assert [signature.meaning for signature in kept.signatures] == [Meaning.REVIEW]


def test_cancelling_signs_nothing(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study, UNSIGNED.subject, UNSIGNED.visit))
    answer(SignDialog, lambda dialog: dialog.ui.cancel_button.click())
    assert page.sign() is False
    assert page.state() is State.SAVED


# The PIN


def sealing(study: Study, keep: list[Signing]) -> Callable[[Signing], None]:
    """An act that asks the study who signs and keeps what was given."""

    def act(signing: Signing) -> None:
        study.check_signer(signing.password)
        keep.append(signing)

    return act


def test_the_sixth_digit_signs_without_enter(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, sealing(study, signed))
    QTest.keyClicks(dialog.ui.password, PRACTICE_PIN[:5])
    QTest.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert signed == []
    QTest.keyClicks(dialog.ui.password, PRACTICE_PIN[5])
    assert signed == [Signing(meaning=Meaning.AUTHOR, password=PRACTICE_PIN)]
    assert dialog.isHidden()


@pytest.mark.parametrize("begin", ["", "12", PRACTICE_PIN[:5]])
def test_letters_are_the_password_way(make: Make, study: Study, begin: str) -> None:
    signed: list[Signing] = []
    dialog = make(study, signed.append)
    QTest.keyClicks(dialog.ui.password, f"{begin}{PRACTICE_PASSWORD}")
    assert dialog.isVisible()
    assert dialog.ui.password_label.text() == "Password"
    QTest.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert [signing.password for signing in signed] == [f"{begin}{PRACTICE_PASSWORD}"]


def test_a_password_that_begins_with_six_digits_has_a_way(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, signed.append)
    dialog.ui.way_button.click()
    assert here() is dialog.ui.password
    assert not dialog.ui.keypad.isEnabled()
    press("123456-horse\n")
    assert [signing.password for signing in signed] == ["123456-horse"]
    dialog = make(study, signed.append)
    dialog.ui.way_button.click()
    dialog.ui.way_button.click()
    assert dialog.ui.keypad.isEnabled()


def test_the_keypad_alone_signs(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, sealing(study, signed))
    keypad = dialog.ui.keypad
    QTest.mouseClick(keypad.keys["9"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(keypad.delete_key, Qt.MouseButton.LeftButton)
    for digit in PRACTICE_PIN:
        QTest.mouseClick(keypad.keys[digit], Qt.MouseButton.LeftButton)
    assert [signing.password for signing in signed] == [PRACTICE_PIN]
    assert dialog.isHidden()


def test_five_wrong_pins_are_each_a_sentence_and_then_a_rest(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, sealing(study, signed))
    for _time in range(5):
        QTest.keyClicks(dialog.ui.password, "135791")
        assert dialog.ui.problem.text().startswith("This is not your signing PIN. Nothing was signed")
        assert dialog.ui.password.text() == ""
    QTest.keyClicks(dialog.ui.password, PRACTICE_PIN)
    assert "minutes" in dialog.ui.problem.text()
    assert (signed, dialog.isVisible(), dialog.ui.password.text()) == ([], True, "")
    assert dialog.ui.lines.toPlainText().splitlines() == LINES


def test_a_held_key_repeats_nothing_into_the_pin(make: Make, study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(study, signed.append)
    none = Qt.KeyboardModifier.NoModifier
    for _time in range(20):
        QApplication.sendEvent(here(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, none, "2", True))
    assert (dialog.ui.password.text(), signed) == ("", [])
    QTest.keyClicks(dialog.ui.password, "24")
    QApplication.sendEvent(here(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, none, "\b", True))
    assert dialog.ui.password.text() == "2"


def test_tab_goes_from_the_entry_to_the_buttons_and_then_the_keys(make: Make, study: Study) -> None:
    dialog = make(study)
    ui = dialog.ui
    seen: list[QWidget] = []
    for _time in range(6):
        QTest.keyClick(here(), Qt.Key.Key_Tab)
        seen.append(here())
    assert seen[:4] == [ui.way_button, ui.cancel_button, ui.keypad.keys["1"], ui.keypad.keys["2"]]
    QTest.keyClicks(here(), "24")
    QTest.keyClick(here(), Qt.Key.Key_Space)
    assert ui.password.text() == "244"
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_without_a_pin_there_is_a_line_that_says_where_to_set_one(make: Make, empty_study: Study) -> None:
    signed: list[Signing] = []
    dialog = make(empty_study, signed.append)
    assert dialog.ui.keypad.isHidden()
    assert dialog.ui.way_button.isHidden()
    assert "Settings" in dialog.ui.pin_hint.text()
    QTest.keyClicks(dialog.ui.password, "246810")
    assert signed == []
    QTest.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert [signing.password for signing in signed] == ["246810"]


@pytest.mark.parametrize("scale", [100, 150])
def test_it_fits_on_the_smallest_screen(make: Make, study: Study, scale: int, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, font, sheet = app.palette(), app.font(), app.styleSheet()
    theme.apply(app, theme.LIGHT, scale)
    try:
        dialog = make(study)
        dialog._refuse("This is not your signing PIN. Nothing was signed, and what you entered is kept.")
        QApplication.processEvents()
        assert dialog.width() <= 1280
        assert dialog.height() <= 720
        for label in (dialog.ui.problem, dialog.ui.signer, dialog.ui.hint):
            assert label.height() >= label.heightForWidth(label.width())
        assert dialog.ui.lines.height() >= dialog.ui.lines.minimumHeight()
    finally:
        app.setStyleSheet(sheet)
        app.setPalette(before)
        app.setFont(font)


def test_the_pin_seals_a_form(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study, UNSIGNED.subject, UNSIGNED.visit))
    answer(SignDialog, lambda dialog: QTest.keyClicks(dialog.ui.password, PRACTICE_PIN))
    assert page.sign()
    assert page.state() is State.SIGNED
