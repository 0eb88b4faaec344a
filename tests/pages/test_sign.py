"""The sign dialog: what is signed, with which meaning, as whom, and what a wrong password does."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.errors import WrongPassword
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

from .hands import answer, opened, press, sign_with

LINES = ["Trunk: area 13 %, redness 3", "PASI 6.7"]
UNSIGNED = Key("P-012", "W12", "PASI")
Make = Callable[..., SignDialog]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def build(study: Study, act: Callable[[Signing], object] = lambda _signing: None) -> SignDialog:
        dialog = SignDialog(study, "PASI", list(Meaning), "P-001 · Week 4", LINES, act)
        qtbot.addWidget(dialog)
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
