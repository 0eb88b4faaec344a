"""What is typed and not written yet: where it stays when the person looks elsewhere, locks, logs out or closes."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.pages.lock import LockPage
from ucmsc_desktop.pages.new_participant import NewParticipantPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

from .at_window import draft, press

CTRL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def fill(study: Study) -> None:
    """Write until nothing more fits."""
    for number in range(1000):
        study.log("print", body={"filler": str(number) * 2000})


def typing(workspace: Workspace) -> Key:
    """Be in the middle of a note."""
    workspace.open_subject("P-005")
    workspace.open_form("W4", "PASI")
    workspace.page.focus("notes")
    QTest.keyClicks(QApplication.focusWidget() or workspace, "itches")
    assert workspace.study.draft(workspace.page.key) is None
    return Key("P-005", "W4", "PASI")


@pytest.mark.parametrize("leave", [MainWindow.close, MainWindow.log_out])
def test_a_note_in_hand_is_kept_when_the_study_closes(
    window: MainWindow, workspace: Workspace, study: Study, leave: Callable[[MainWindow], object]
) -> None:
    key = typing(workspace)
    leave(window)
    again = Study.open(study.folder, PRACTICE_USER, PRACTICE_PASSWORD)
    kept = again.draft(key)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    assert kept.record.notes == "itches"
    again.close()


@pytest.mark.parametrize("leave", [MainWindow.close, MainWindow.log_out])
def test_a_full_disk_lets_the_person_close_all_the_same(
    window: MainWindow,
    workspace: Workspace,
    study: Study,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[MainWindow], object],
) -> None:
    db = study.ledger.db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}").fetchall()
    with pytest.raises(DiskFull):
        fill(study)
    key = typing(workspace)
    put = workspace.page.put
    put(msgspec.structs.replace(workspace.page.record, notes="itches " * 1000), "notes")
    asked: list[str] = []
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])

    def answer(_parent: object, _title: str, words: str) -> QMessageBox.StandardButton:
        asked.append(words)
        return next(answers)

    monkeypatch.setattr(QMessageBox, "question", answer)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_parts: None)
    leave(window)
    assert isinstance(window.page, Workspace)
    leave(window)
    assert not isinstance(window.page, Workspace) or not window.isVisible()
    QTest.qWait(500)  # longer than a text rests before it is written
    assert ["Close all the same?" in words for words in asked] == [True, True]
    again = Study.open(study.folder, PRACTICE_USER, PRACTICE_PASSWORD)
    assert again.draft(key) is None
    again.close()


def begin_newcomer(workspace: Workspace) -> NewParticipantPage:
    """Begin a new participant."""
    workspace.patients.new_wanted.emit()
    page = workspace.page
    assert isinstance(page, NewParticipantPage)
    page.ui.initials.setText("Q.R.")
    return page


def test_a_new_participant_waits_while_the_person_looks_elsewhere(window: MainWindow, workspace: Workspace) -> None:
    workspace.open_subject("P-003")
    page = begin_newcomer(workspace)
    for key, modifier in ((Qt.Key.Key_3, CTRL), (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)):
        press(window, key, modifier)
        assert workspace.place.section is not Section.NEW
        workspace.go(Place(Section.NEW))
        assert workspace.page is page
    window.lock()
    assert isinstance(window.page, LockPage)
    assert "new participant" in window.page.ui.words.text()
    window.unlock()
    assert workspace.page is page
    page.ui.cancel_button.click()
    workspace.go(Place(Section.NEW))
    assert workspace.page.ui.initials.text() == ""


def test_a_new_participant_is_not_lost_unasked(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_newcomer(workspace)
    monkeypatch.setattr(QMessageBox, "question", lambda *_parts: QMessageBox.StandardButton.No)
    assert not window.close()
    assert window.workspace is workspace
    workspace.page.ui.cancel_button.click()
    assert window.close()


def test_ctrl_enter_enters_the_new_participant(window: MainWindow, workspace: Workspace) -> None:
    page = begin_newcomer(workspace)
    ui = page.ui
    ui.sex.set_value(ui.sex.answers[0])
    ui.birth_date.line.setText("1990-07")
    press(window, Qt.Key.Key_Return, CTRL)
    assert (workspace.subject, workspace.place) == ("P-013", Place(Section.VISIT, "SCR", "CONSENT"))
    assert not workspace.has_newcomer


def test_the_offer_to_continue_goes_with_the_page(make: Callable[..., MainWindow], study: Study) -> None:
    draft(study)
    made = make()
    made.begin(study)
    workspace = made.workspace
    assert workspace is not None
    workspace.go(Place(Section.PATIENTS))
    assert not workspace.ui.notice.isHidden()
    workspace.open_subject("P-001")
    assert workspace.ui.notice.isHidden()


def test_a_closed_page_leads_to_the_form_that_opens_it(workspace: Workspace, study: Study) -> None:
    key = draft(study)
    workspace.open_subject("P-005")
    workspace.go(Place(Section.CHARTS))
    assert workspace.page.ui.form_button.text() == "Open PASI of Week 4"
    workspace.page.ui.form_button.click()
    assert workspace.place == Place(Section.VISIT, key.visit, key.form)


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_a_draft_is_discarded_from_the_start_only_when_the_person_says_so(
    make: Callable[..., MainWindow],
    study: Study,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
) -> None:
    key = draft(study)
    window = make(study.folder)
    window.begin(study)
    workspace = window.workspace
    assert workspace is not None
    assert "“Trunk, redness”" in workspace.ui.notice_words.text()
    assert "Trunk: 3" in workspace.ui.notice_words.text()
    asked: list[tuple[object, ...]] = []

    def said(*words: object) -> QMessageBox.StandardButton:
        asked.append(words)
        return answer

    monkeypatch.setattr(QMessageBox, "question", said)
    workspace.ui.notice_other.click()
    assert "P-005, Week 4" in str(asked[0][2])
    assert asked[0][4] == QMessageBox.StandardButton.No, "Enter alone discards nothing"
    discarded = answer == QMessageBox.StandardButton.Yes
    assert (study.draft(key) is None) is discarded
    assert ("draft-discarded" in [entry.kind for entry in study.entries(3)]) is discarded
    assert workspace.ui.notice.isVisible() is not discarded
