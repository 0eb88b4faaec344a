"""SAS, SDS and DLQI with real widgets and the real store: keys, scores, drafts, the total alone, licensed words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.wording import Wording, key_of
from ucmsc_desktop.domain.zung import ITEMS, Sas, Sds
from ucmsc_desktop.pages.dlqi import DlqiPage
from ucmsc_desktop.pages.question_page import QuestionPage
from ucmsc_desktop.pages.questionnaire import ZungPage
from ucmsc_desktop.store.study import Study

from .hands import give_reason, here, opened, press, sign_with
from .questions import after_a_crash, wording_file

SUBJECT, VISIT = "P-009", "SCR"
SAS, DLQI = Key(SUBJECT, VISIT, "SAS"), Key(SUBJECT, VISIT, "DLQI")
TWENTY = "12341234123412341234"


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> ZungPage:
    return opened(qtbot, ZungPage(study, SUBJECT, VISIT, Sas))


@pytest.fixture
def dlqi(study: Study, qtbot: QtBot) -> DlqiPage:
    return opened(qtbot, DlqiPage(study, SUBJECT, VISIT))


def finish() -> None:
    """Press Ctrl+Enter where the keyboard is."""
    QTest.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def in_sight(page: QuestionPage[Any]) -> list[str]:
    """The items whose answers lie wholly inside the area of the rows."""
    area = page.findChild(QScrollArea, "rows_area")
    assert isinstance(area, QScrollArea)
    view = area.viewport()
    return [
        item for item, pad in page.rows.pads.items()
        if view.rect().contains(pad.mapTo(view, QPoint(0, 0))) and view.rect().contains(
            pad.mapTo(view, pad.rect().bottomRight()))
    ]  # fmt: skip


# Keys


def test_twenty_keys_answer_twenty_items_and_one_goes_on(page: ZungPage, study: Study, qtbot: QtBot) -> None:
    assert page.place() == "answers.1"
    assert press(TWENTY) == 20
    assert page.record.answers == {item: int(key) for item, key in zip(ITEMS, TWENTY, strict=True)}
    assert page.ui.progress.text() == "20 of 20"
    assert page.ui.score.text() == "raw 61 → standard 76 (raw × 1.25, integer part)"
    assert page.ui.scale.text() == "Limit 50 applies to the standard score: 76 is above it."
    with qtbot.waitSignal(page.next_wanted):
        finish()
    kept = study.find(SAS)
    assert kept is not None
    assert isinstance(kept.record, Sas)
    assert (kept.state, kept.record.raw, kept.record.standard) == (State.SAVED, 61, 76)


def test_19_of_20_have_no_score_and_the_open_one_is_named(page: ZungPage) -> None:
    press(TWENTY[:7])
    QTest.keyClick(here(), Qt.Key.Key_Down)
    press(TWENTY[8:])
    assert page.ui.progress.text() == "19 of 20"
    assert page.ui.score.text() == "19 of 20 items are answered: no score. Open: 8."
    assert page.ui.scale.text() == "Limit 50 applies to the standard score."
    assert page.place() == "answers.8"
    assert page.sign() is False
    assert "Open: 8" in page.bar.message.text()
    press("4")
    assert page.record.raw == 61


def test_backspace_clears_and_steps_back_and_arrows_move(page: ZungPage) -> None:
    press("123\b")
    assert (page.record.answers, page.place()) == ({"1": 1, "2": 2, "3": 3}, "answers.3")
    press("\b")
    assert (page.record.answers, page.place()) == ({"1": 1, "2": 2}, "answers.2")
    for key, place in (("Right", "12"), ("Down", "13"), ("Left", "3"), ("Up", "2"), ("Left", "2")):
        QTest.keyClick(here(), getattr(Qt.Key, f"Key_{key}"))
        assert page.place() == f"answers.{place}"
    press("4")
    assert page.record.answers["2"] == 4


@pytest.mark.parametrize("key", ["0", "5", "9", "x"])
def test_another_key_is_refused_in_a_sentence(page: ZungPage, key: str) -> None:
    press("1" + key)
    assert page.bar.message.text() == "Item 2 is answered with 1 to 4."
    assert (page.record.answers, page.place()) == ({"1": 1}, "answers.2")
    press("3")
    assert page.bar.message.text() == ""


def test_a_tap_answers_too(page: ZungPage) -> None:
    pad = page.rows.pads["6"]
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=pad.rects()[2].center().toPoint())
    assert (page.record.answers, page.place()) == ({"6": 3}, "answers.7")


def test_reversed_items_are_marked_only_when_all_are_answered(page: ZungPage) -> None:
    press(TWENTY[:19])
    assert {mark.text() for mark in page.rows.marks.values()} == {""}
    press(TWENTY[19])
    marked = {item: mark.text() for item, mark in page.rows.marks.items() if mark.text()}
    assert marked == {"5": "reversed: 4", "9": "reversed: 4", "13": "reversed: 4", "17": "reversed: 4",
                      "19": "reversed: 2"}  # fmt: skip


def test_all_twenty_rows_are_in_sight_on_the_smallest_screen(page: ZungPage) -> None:
    assert in_sight(page) == list(ITEMS)


def test_long_words_scroll_and_the_current_row_stays_in_sight(page: ZungPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.load_wording(wording_file(tmp_path, "SAS", item="Gurato belinu " * 14))
    qtbot.waitUntil(lambda: len(in_sight(page)) < 20)
    for number, key in enumerate(TWENTY, 1):
        assert str(number) in in_sight(page)
        press(key)


# The total alone


def test_the_total_alone_gives_both_scores_and_sds_43_is_explained(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, ZungPage(study, SUBJECT, VISIT, Sds))
    page.focus("entered_raw")
    press("43")
    assert page.ui.score.text() == "raw 43 → standard 53 (raw × 1.25, integer part)"
    assert "is not above it" in page.ui.scale.text()
    assert "exactly 53.75" in page.ui.note.text()
    assert "sds_rounding" in page.ui.note.text()
    press("\b2")
    assert page.ui.note.text() == ""


def test_a_total_that_does_not_agree_is_shown_and_there_is_no_score(page: ZungPage) -> None:
    press(TWENTY)
    page.focus("entered_raw")
    press("60\t")
    assert page.record.raw is None
    assert "add up to 61, but 60" in page.ui.score.text()
    assert "add up to 61, but 60" in page.widget_of("entered_raw").problem()
    assert page.sign() is False
    assert page.place() == "entered_raw"


@pytest.mark.parametrize("total", ["19", "81", "4o"])
def test_a_total_that_cannot_be_stays_out(page: ZungPage, total: str) -> None:
    page.focus("entered_raw")
    press(total + "\t")
    assert page.widget_of("entered_raw").problem()
    assert page.record.raw is None
    assert page.save() is False


# Drafts


@pytest.mark.parametrize("count", [1, 7, 10, 19])
def test_a_crash_keeps_every_answer_and_the_very_row(page: ZungPage, tmp_path: Path, qtbot: QtBot, count: int) -> None:
    press(TWENTY[:count])
    qtbot.wait(20)
    again = after_a_crash(page.study, tmp_path / "after")
    draft = again.draft(SAS)
    assert draft is not None
    assert draft.record == page.record
    restored = opened(qtbot, ZungPage(again, SUBJECT, VISIT, Sas))
    assert restored.place() == f"answers.{count + 1}"
    assert restored.record.answers == page.record.answers
    press(TWENTY[count:])
    assert restored.record.raw == 61
    restored.close()
    again.close()


def test_undo_takes_answers_back_one_by_one(page: ZungPage, study: Study) -> None:
    press("123")
    page.undo()
    assert (page.record.answers, page.place()) == ({"1": 1, "2": 2}, "answers.3")
    page.undo()
    page.redo()
    draft = study.draft(SAS)
    assert draft is not None
    assert draft.record == page.record
    assert page.rows.pads["2"].value() == 2


def test_a_later_change_asks_for_a_reason_and_a_signed_form_takes_no_keys(
    page: ZungPage, study: Study, qtbot: QtBot
) -> None:
    press(TWENTY)
    sign_with()
    assert page.sign()
    assert not page.rows.pads["1"].hasFocus()
    QTest.keyClicks(page.rows.pads["1"], "4")
    assert page.record.answers["1"] == 1
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.change()
    page.focus("answers.1")
    press("2")
    give_reason("Misread")
    assert page.save()
    assert [change.reason for version in study.history(SAS) for change in version.changes][-1] == "Misread"


# DLQI


def test_the_dlqi_by_keys_with_item_7_in_two_parts(dlqi: DlqiPage, study: Study) -> None:
    press("321r10n")
    assert dlqi.place() == "answers.7a"
    press("2003")
    assert dlqi.ui.progress.text() == "10 of 10"
    assert dlqi.ui.score.text() == "total 12 of 30, band 11 to 20"
    finish()
    kept = study.find(DLQI)
    assert kept is not None
    assert isinstance(kept.record, Dlqi)
    assert kept.record.total == 12


def test_7a_is_asked_only_behind_a_no(dlqi: DlqiPage) -> None:
    assert not dlqi.rows.pads["7a"].isEnabled()
    dlqi.focus("answers.7")
    press("y")
    assert dlqi.place() == "answers.8"
    dlqi.focus("answers.7")
    press("n2")
    assert dlqi.record.answers == {"7": "no", "7a": "2"}
    dlqi.focus("answers.7")
    press("r")
    assert dlqi.record.answers == {"7": "not_relevant"}
    assert dlqi.rows.pads["7a"].value() is None


def test_one_open_item_is_said_to_count_nothing_and_two_leave_no_total(dlqi: DlqiPage) -> None:
    press("11111")
    dlqi.focus("answers.7")
    press("y111")
    assert dlqi.ui.score.text() == "total 11 of 30, band 11 to 20"
    assert "Item 6 is open and counts 0" in dlqi.ui.note.text()
    dlqi.focus("answers.1")
    QTest.keyClick(here(), Qt.Key.Key_Delete)
    assert dlqi.ui.score.text() == "8 of 10 items are answered: no score. Open: 1, 6."
    assert dlqi.ui.note.text() == ""


def test_not_relevant_is_not_offered_where_everybody_can_answer(dlqi: DlqiPage) -> None:
    press("r")
    assert dlqi.record.answers == {}
    assert dlqi.bar.message.text() == "Item 1 is answered with one of: 3, 2, 1, 0."


# Licensed words


def test_words_of_a_file_take_the_place_of_numbers_and_a_later_file_theirs(
    page: ZungPage, study: Study, tmp_path: Path
) -> None:
    assert page.rows.labels["7"].text() == "Item 7"
    assert "No licensed wording is loaded" in page.ui.answer_words.text()
    press("12")
    page.load_wording(wording_file(tmp_path, "SAS"))
    assert page.rows.labels["7"].text() == "7. Bluba garo 7?"
    assert "1 = Gomo 1" in page.ui.answer_words.text()
    assert page.record.answers == {"1": 1, "2": 2}
    page.load_wording(wording_file(tmp_path, "SAS", "second.toml", "Tunu"))
    assert page.rows.labels["7"].text() == "7. Tunu 7?"
    changes = [change for version in study.history(key_of("SAS")) for change in version.changes]
    assert {change.reason for change in changes} == {"Wording loaded from the file second.toml"}
    assert len(study.study_records(Wording.form)) == 1


@pytest.mark.parametrize(
    ("content", "words"), [("", "questionnaire"), ("x", "not TOML"), (None, "could not be read"), ("SDS", "the SDS")]
)
def test_another_file_is_refused_in_place_and_nothing_changes(
    page: ZungPage, study: Study, tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "words.toml"
    if content == "SDS":
        wording_file(tmp_path, "SDS")
    elif content is not None:
        path.write_text(content)
    page.load_wording(path)
    assert words in page.bar.message.text()
    assert "Nothing was changed." in page.bar.message.text()
    assert study.find(key_of("SAS")) is None
    assert page.rows.labels["1"].text() == "Item 1"
    page.load_wording(wording_file(tmp_path, "SAS"))
    assert not page.bar.message.text()


def test_only_who_may_write_the_wording_is_offered_to_load_it(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    study = study_as("nurse")
    page = opened(qtbot, ZungPage(study, SUBJECT, VISIT, Sas))
    assert not page.ui.load_button.isVisible()
    assert page.ui.patient_button.isEnabled()
