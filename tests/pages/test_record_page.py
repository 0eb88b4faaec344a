"""What every form page does with a record, seen on the PASI form of the practice study."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.history_dialog import HistoryDialog
from ucmsc_desktop.pages.missing_dialog import MissingDialog
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.widgets.score_pad import ScorePad

from .hands import answer, field_here, give_reason, here, opened, press, say_missing, sign_with

KEY = Key("P-007", "W4", "PASI")
SIGNED = Key("P-001", "W4", "PASI")
WHOLE = "8\n2211\n32213\n3324\n231"


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> PasiPage:
    return opened(qtbot, PasiPage(study, KEY.subject, KEY.visit))


@pytest.fixture
def signed(study: Study, qtbot: QtBot) -> PasiPage:
    return opened(qtbot, PasiPage(study, SIGNED.subject, SIGNED.visit))


def pad(page: PasiPage, name: str) -> ScorePad:
    found: ScorePad = getattr(page.ui, name)
    return found


def draft_of(study: Study, key: Key = KEY) -> PasiAssessment | None:
    draft = study.draft(key)
    if draft is None:
        return None
    assert isinstance(draft.record, PasiAssessment)
    return draft.record


# Drafts


def test_nothing_is_kept_before_something_is_entered(page: PasiPage, study: Study) -> None:
    assert page.state() is None
    assert page.editing
    assert study.draft(KEY) is None
    assert page.save() is False
    assert study.find(KEY) is None


def test_a_score_is_in_the_draft_when_it_is_pressed(page: PasiPage, study: Study) -> None:
    page.focus("trunk_erythema")
    press("3")
    draft = draft_of(study)
    assert draft is not None
    assert draft.trunk_erythema == 3
    assert page.state() is State.DRAFT
    assert page.bar.state_chip.text().startswith("Draft saved ")


def test_a_draft_that_begins_is_told_once(page: PasiPage) -> None:
    told: list[bool] = []
    page.changed.connect(lambda: told.append(True))
    page.focus("trunk_erythema")
    press("32")
    assert told == [True]


def test_a_text_is_in_the_draft_after_a_moment_of_quiet(page: PasiPage, study: Study, qtbot: QtBot) -> None:
    page.focus("notes")
    QTest.keyClicks(here(), "dry")
    assert study.draft(KEY) is None
    with qtbot.waitSignal(page.status) as told:
        pass
    assert str(told.args[0]).startswith("Draft saved ")
    assert getattr(draft_of(study), "notes", None) == "dry"


def test_a_text_is_in_the_draft_when_its_page_is_hidden(page: PasiPage, study: Study) -> None:
    page.focus("notes")
    QTest.keyClicks(here(), "dry")
    page.hide()
    assert getattr(draft_of(study), "notes", None) == "dry"
    assert not page._quiet.isActive()


def test_a_text_is_in_the_draft_when_its_field_is_left(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press("12\n")
    assert str(getattr(draft_of(study), "head_area_pct", "")) == "12"


def test_a_draft_comes_back_with_the_keyboard_in_its_field(page: PasiPage, study: Study, qtbot: QtBot) -> None:
    page.focus("trunk_erythema")
    press("3")
    page.close()
    again = opened(qtbot, PasiPage(study, KEY.subject, KEY.visit))
    assert pad(again, "trunk_erythema").value() == 3
    assert field_here(again) == "trunk_erythema"
    assert again.state() is State.DRAFT


def test_a_draft_survives_a_record_that_somebody_else_saved(
    study_as: Callable[[str], Study], qtbot: QtBot, page: PasiPage
) -> None:
    page.focus("trunk_erythema")
    press("3")
    page.close()
    study_as("investigator").save(KEY, PasiAssessment(assessed_on=date(2026, 3, 30), trunk_erythema=1))
    again = opened(qtbot, PasiPage(study_as("practice"), KEY.subject, KEY.visit))
    assert pad(again, "trunk_erythema").value() == 3
    assert "saved this form after your draft" in again.bar.message.text()


@pytest.mark.parametrize("agrees", [True, False])
def test_a_draft_is_discarded_only_when_confirmed(
    page: PasiPage, study: Study, monkeypatch: pytest.MonkeyPatch, agrees: bool
) -> None:
    page.focus("trunk_erythema")
    press("3")
    monkeypatch.setattr(page, "confirm", lambda _question: agrees)
    page.bar.discard_button.click()
    assert (study.draft(KEY) is None) is agrees
    assert (pad(page, "trunk_erythema").value() is None) is agrees


def test_a_full_disk_is_a_sentence_and_what_was_typed_stays(
    page: PasiPage, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(study, "keep_draft", full)
    page.focus("trunk_erythema")
    press("3")
    assert page.bar.message.text() == "The disk is full."
    assert pad(page, "trunk_erythema").value() == 3
    with pytest.raises(DiskFull):
        page.leave()
    monkeypatch.undo()
    page.leave()
    assert getattr(draft_of(study), "trunk_erythema", None) == 3


# Undo


def test_undo_and_redo_step_through_the_edits(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press("12\n23")
    QTest.keyClick(here(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pad(page, "head_induration").value() is None
    assert field_here(page) == "head_induration"
    page.undo()
    page.undo()
    assert page.record == page.new_record()
    assert getattr(draft_of(study), "head_area_pct", 0) is None
    page.redo()
    assert page.areas[Region.HEAD].value() == 12
    QTest.keyClick(here(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.areas[Region.HEAD].value() is None
    for _step in range(3):
        page.redo()
    assert page.record.head_induration == 3
    assert not page.bar.redo_button.isEnabled()


def test_what_was_saved_is_not_undone(page: PasiPage) -> None:
    page.focus("trunk_erythema")
    press("3")
    assert page.save()
    page.undo()
    assert page.record.trunk_erythema == 3


# Saving and changing


def test_a_save_keeps_blanks_and_closes_the_form(page: PasiPage, study: Study, qtbot: QtBot) -> None:
    page.focus("trunk_erythema")
    press("3")
    with qtbot.waitSignals([page.changed, page.status]):
        QTest.keyClick(here(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = study.find(KEY)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    assert kept.record.trunk_erythema == 3
    assert study.draft(KEY) is None
    assert page.state() is State.SAVED
    press("1")
    assert page.record.trunk_erythema == 3


def test_a_bad_text_keeps_the_form_open(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press("140")
    assert page.save() is False
    assert study.find(KEY) is None
    assert page.bar.message.text() == "Correct the marked entries first."
    assert "0 to 100" in page.ui.problem.text()
    assert page.areas[Region.HEAD].line.text() == "140"


def test_a_refused_save_is_a_sentence(page: PasiPage, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFull("The disk is full.")

    page.focus("trunk_erythema")
    press("3")
    monkeypatch.setattr(study, "save", full)
    assert page.save() is False
    assert page.bar.message.text() == "The disk is full."
    assert page.state() is State.DRAFT
    assert pad(page, "trunk_erythema").value() == 3


def test_a_change_of_a_signed_record_asks_why_and_breaks_the_signature(signed: PasiPage, study: Study) -> None:
    old = signed.record.trunk_erythema
    assert signed.state() is State.SIGNED
    assert not signed.editing
    signed.bar.change_button.click()
    signed.focus("trunk_erythema")
    press("4" if old != 4 else "3")
    seen = give_reason("mis-tap")
    assert signed.save()
    assert [field.name for field in seen[0].fields] == ["trunk_erythema"]
    assert "no longer holds" in seen[0].ui.signed.text()
    assert not seen[0].ui.signed.isHidden()
    assert signed.bar.state_chip.status == "warn"
    assert signed.bar.state_chip.text().endswith(": not signed")
    assert signed.state() is State.SAVED
    signatures = [version.signature for version in study.history(SIGNED) if version.signature is not None]
    assert [signature.holds for signature in signatures] == [False]


def test_enter_presses_the_button_that_has_the_keyboard(signed: PasiPage) -> None:
    signed.bar.history_button.setFocus()
    seen = answer(HistoryDialog, lambda dialog: dialog.accept())
    QTest.keyClick(here(), Qt.Key.Key_Return)
    assert seen


def test_history_shows_old_new_who_when_why(signed: PasiPage, study: Study) -> None:
    old = signed.record.trunk_erythema
    new = 4 if old != 4 else 3
    signed.change()
    signed.focus("trunk_erythema")
    press(str(new))
    give_reason("mis-tap")
    signed.save()
    seen = answer(HistoryDialog, lambda dialog: dialog.accept())
    signed.bar.history_button.click()
    rows = seen[0].rows()
    after = "Changed after earlier scores were shown"
    assert [row[2] for row in rows] == ["First saved", "Signature", "Trunk, redness", after]
    assert rows[1][4] == "no longer holds"
    assert rows[2][1:] == ["Practice, all roles, Assessor", "Trunk, redness", str(old), str(new), "mis-tap"]
    assert str(study.clock().year) in rows[2][0]


def test_going_back_from_the_reasons_saves_nothing(signed: PasiPage, study: Study) -> None:
    before = study.find(SIGNED)
    signed.change()
    signed.focus("trunk_erythema")
    press("4" if signed.record.trunk_erythema != 4 else "3")
    answer(ReasonDialog, lambda dialog: dialog.ui.cancel_button.click())
    assert signed.save() is False
    assert study.find(SIGNED) == before
    assert signed.state() is State.DRAFT


def test_a_change_that_changes_nothing_leaves_the_signature(signed: PasiPage) -> None:
    signed.change()
    signed.focus("trunk_erythema")
    press(str(signed.record.trunk_erythema))
    assert signed.save()
    assert signed.state() is State.SIGNED


def test_cancelling_a_change_needs_no_question(signed: PasiPage) -> None:
    signed.change()
    assert signed.bar.discard_button.text() == "Cancel"
    signed.bar.discard_button.click()
    assert not signed.editing
    assert signed.state() is State.SIGNED


def test_one_reason_serves_all_fields_or_each_has_its_own(signed: PasiPage, study: Study) -> None:
    signed.change()
    for name in ("trunk_erythema", "trunk_induration"):
        signed.focus(name)
        press("4" if getattr(signed.record, name) != 4 else "3")

    def act(dialog: ReasonDialog) -> None:
        assert not dialog.ui.accept_button.isEnabled()
        dialog.rows.choices[0].setCurrentIndex(0)
        assert set(dialog.reasons().values()) == {"Typing mistake"}
        dialog.ui.same.setChecked(False)
        dialog.rows.choices[1].setEditText("looked again")
        dialog.ui.accept_button.click()

    answer(ReasonDialog, act)
    assert signed.save()
    reasons = {change.field: change.reason for change in study.history(SIGNED)[-1].changes}
    marked = {"after_reveal": ""}
    assert reasons == {"trunk_erythema": "Typing mistake", "trunk_induration": "looked again"} | marked


# Signing


def test_saving_and_signing_is_one_step(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press(WHOLE)
    sign_with()
    assert page.sign()
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert [version.signature is not None for version in study.history(KEY)] == [False, True]


def test_blanks_can_be_filled_in_before_signing(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press(WHOLE[:-1])
    seen = answer(MissingDialog, lambda dialog: dialog.ui.cancel_button.click())
    assert page.sign() is False
    assert not seen[0].ui.accept_button.isEnabled()
    assert page.binder.name_of(page.focusWidget()) == "lower_limbs_desquamation"
    assert study.find(KEY) is None


def test_a_reason_for_a_blank_lets_the_form_be_signed(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press(WHOLE[:-1])
    seen = say_missing()
    sign_with()
    assert page.sign()
    assert [field.name for field in seen[0].fields] == ["lower_limbs_desquamation"]
    kept = study.find(KEY)
    assert kept is not None
    assert kept.record.missing == {"lower_limbs_desquamation": MissingReason.NOT_DONE}
    assert page.record.tenths() is None
    assert "not done" in page.ui.lower_limbs_working.text()


def test_a_contradiction_keeps_the_form_from_being_signed(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press(WHOLE)
    page.focus("trunk_erythema")
    press("000")
    assert page.sign() is False
    assert page.bar.message.text() == "The marked entries contradict each other."
    assert "all signs are 0" in page.ui.problem.text()
    assert field_here(page) == "trunk_area_pct"
    assert study.find(KEY) is None


def test_a_role_that_may_not_write_reads(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study_as("monitor"), SIGNED.subject, SIGNED.visit))
    assert not page.editing
    buttons = (page.bar.save_button, page.bar.sign_button, page.bar.change_button, page.bar.discard_button)
    assert all(button.isHidden() for button in buttons)
    assert not page.bar.history_button.isHidden()
    before = page.record
    page.change()
    page.focus("trunk_erythema")
    press("1")
    QTest.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is None
    assert page.record == before


def test_a_signature_is_offered_once_for_each_meaning(page: PasiPage, study: Study) -> None:
    page.focus("head_area_pct")
    press(WHOLE)
    sign_with()
    page.sign()
    for meaning in (Meaning.REVIEW, Meaning.APPROVAL):
        assert not page.bar.sign_button.isHidden()
        study.sign(KEY, Signing(meaning=meaning, password="practice-study"))
        page.refresh()
    assert page.bar.sign_button.isHidden()
