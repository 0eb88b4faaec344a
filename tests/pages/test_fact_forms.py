"""The pages of the plain forms of facts: answered by single keys, refused in place, shown as far as they apply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass
from ucmsc_desktop.pages.fact_pages import build_fact
from ucmsc_desktop.store.study import Study

from .hands import field_here, here, opened, press

CODE = "P-777"
BORN = "1988-05-17"
CONSENTED = date(2026, 3, 2)
NO_LESIONS: dict[str, Any] = {f"{region}_area_pct": Decimal(0) for region in Region} | {
    f"{region}_{sign}": 0 for region in Region for sign in Sign
}
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page_of(study: Study, qtbot: QtBot) -> Callable[..., Any]:
    """Open the page of a form for a candidate."""

    def made(form: str, sex: Sex = Sex.FEMALE, born: str = BORN) -> Any:
        if study.find(Key(CODE, "", "DM")) is None:
            study.add_participant(CODE, Participant(sex=sex, birth_date=PartialDate(born)))
        if form not in ("DM", "CONSENT") and study.find(Key(CODE, "SCR", "CONSENT")) is None:
            study.save(Key(CODE, "SCR", "CONSENT"), Consent(signed_on=CONSENTED, document_version="1"))
        return opened(qtbot, build_fact(study, CODE, "SCR", form))

    return made


def kept(study: Study, form: str, visit: str = "SCR") -> Any:
    """What is saved of a form."""
    found = study.find(Key(CODE, visit, form))
    return found.record if found is not None else None


def button_here() -> str:
    """The button that has the keyboard."""
    button = here()
    assert isinstance(button, QPushButton)
    return button.objectName()


@pytest.mark.parametrize(
    ("form", "sex", "keys"),
    [
        ("PSORIASIS", Sex.MALE, "V2010-05\nNNN"),
        ("TRIALS", Sex.MALE, "NN"),
        ("TRIALS", Sex.MALE, "NY2025\nNCT\n"),
        ("REPRODUCTION", Sex.FEMALE, "YNNN\n"),
        ("REPRODUCTION", Sex.FEMALE, "YNNY2019\n\n"),
        ("MEDICAL", Sex.MALE, "N" * 12),
        ("THERAPY", Sex.MALE, "N"),
        ("MEASURES", Sex.MALE, "68.5\n172\n128\n82\n72\n36.6\n"),
    ],
)
def test_each_form_is_walked_by_keyboard_to_its_button(
    page_of: Callable[..., Any], study: Study, form: str, sex: Sex, keys: str
) -> None:
    page = page_of(form, sex)
    press(keys)
    if field_here(page) in ("notes", "details"):
        page.next_button.setFocus()  # where several lines are written Enter is one of the keys
    assert button_here() == "next_button"
    assert not page.record.contradictions()
    press("\n")
    assert kept(study, form) == page.record


def test_an_answer_is_given_by_its_number_too(page_of: Callable[..., Any]) -> None:
    page = page_of("PSORIASIS")
    press("2")
    assert page.record.psoriasis_type.value == "guttate"
    assert field_here(page) == "since"


def test_t_is_today_and_a_month_keeps_its_letter(page_of: Callable[..., Any], study: Study) -> None:
    page = page_of("CONSENT")
    press("T")
    assert page.record.signed_on == study.clock().date()
    assert field_here(page) == "document_version"
    page.focus("signed_on")
    page.ui.signed_on.line.clear()
    press("28-Oct-2025\n")
    assert page.record.signed_on == date(2025, 10, 28)


def test_enter_stays_where_a_text_is_no_value(page_of: Callable[..., Any]) -> None:
    page = page_of("CONSENT")
    press("20270229\n")
    assert field_here(page) == "signed_on"
    assert "is not a date" in page.ui.signed_on.problem()
    assert page.ui.signed_on.problem() == page.ui.signed_on._problem_label.text(), "Enter ended the typing"


@pytest.mark.parametrize(
    ("form", "name", "typed", "sentence"),
    [
        ("CONSENT", "signed_on", "2099-01-01", "still to come"),
        ("CONSENT", "signed_on", "1988-05-16", "before the birth"),
        ("CONSENT", "signed_on", "2026-03", "is not a date"),
        ("CONSENT", "signed_on", "2026-11-31", "is not a date"),
        ("CONSENT", "withdrawn_on", "2099-01-01", "still to come"),
        ("MEASURES", "measured_on", "2099-01-01", "still to come"),
        ("MEASURES", "weight_kg", "68,5", "with a point"),
        ("MEASURES", "pulse", "-72", "20 to 250"),
        ("PSORIASIS", "since", "2026-13", "is not a date"),
        ("PSORIASIS", "since", "1980", "before the birth"),
    ],
)
def test_what_cannot_be_is_refused_in_place(
    page_of: Callable[..., Any], study: Study, form: str, name: str, typed: str, sentence: str
) -> None:
    page = page_of(form)
    page.focus(name)
    entry = getattr(page.ui, name)
    entry.line.selectAll()
    QTest.keyClicks(entry.line, typed)
    assert sentence in entry.problem(), "said while it is typed"
    assert not page.save()
    assert kept(study, form) is None
    assert field_here(page) == name
    assert "marked" in page.bar.message.text()


@pytest.mark.parametrize(("typed", "sentence"), [("20270101", "still to come"), ("20010229", "is not a date")])
def test_a_birth_date_that_cannot_be_is_refused(
    page_of: Callable[..., Any], study: Study, typed: str, sentence: str
) -> None:
    page = page_of("DM")
    page.change()
    page.focus("birth_date")
    page.ui.birth_date.line.selectAll()
    QTest.keyClicks(page.ui.birth_date.line, typed)
    assert sentence in page.ui.birth_date.problem()
    assert not page.save()
    assert kept(study, "DM", "").birth_date == BORN


@pytest.mark.parametrize(
    ("born", "signed", "age"),
    [("1988-05-17", "2026-05-16", "37 y"), ("1988-05-17", "2026-05-17", "38 y"), ("1988", "2026-05-16", "37–38 y")],
)
def test_the_age_at_consent_is_shown_in_completed_years(
    page_of: Callable[..., Any], study: Study, born: str, signed: str, age: str
) -> None:
    page = page_of("CONSENT", born=born)
    assert page.ui.age.text().endswith("the day of consent is missing.")
    press(signed)
    assert page.ui.age.text() == f"Age at consent: {age} (completed years)"
    assert page.save()
    assert page_of("DM").ui.age.text() == f"Age at consent: {age} (completed years)"


def test_the_time_of_consent_moves_with_its_day(page_of: Callable[..., Any]) -> None:
    page = page_of("CONSENT")
    press("20260301\n1.2\n0915\n")
    page.focus("signed_on")
    page.ui.signed_on.line.selectAll()
    press("20260302\n")
    assert page.record.signed_at.date() == date(2026, 3, 2)
    assert f"{page.record.signed_at:%H:%M}" == "09:15"
    assert not page.record.contradictions()


def test_what_does_not_apply_is_hidden_and_shown_while_it_holds_something(page_of: Callable[..., Any]) -> None:
    page = page_of("TRIALS")
    end = page.ui.last_ended_on
    assert not end.isVisible()
    press("NY")
    assert end.isVisible()
    press("2025\n")
    page.focus("before")
    press("N")
    assert end.isVisible(), "what contradicts the answer is not hidden"
    assert "never" in end.problem() or "none before" in end.problem()


def test_shift_n_answers_what_is_open_and_leaves_what_is_answered(page_of: Callable[..., Any]) -> None:
    page = page_of("MEDICAL")
    press("NY")
    QTest.keyClick(here(), Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert (page.record.lung, page.record.heart, page.record.allergy) == (True, False, False)
    assert not page.ui.none_button.isEnabled()
    assert button_here() == "next_button"
    page.undo()
    assert page.record.allergy is None


def test_a_capital_n_in_a_text_is_a_letter(page_of: Callable[..., Any]) -> None:
    page = page_of("MEDICAL")
    page.focus("details")
    QTest.keyClick(here(), Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert page.record.heart is None


def test_the_form_of_a_man_says_that_it_does_not_apply(page_of: Callable[..., Any], qtbot: QtBot) -> None:
    page = page_of("REPRODUCTION", Sex.MALE)
    assert page.ui.not_asked.text() == "This form does not apply: the participant is male."
    assert not page.ui.status_card.isVisible()
    with qtbot.waitSignal(page.next_wanted):
        page.finish()


def test_older_entries_of_a_participant_are_shown_where_there_are_some(study: Study, qtbot: QtBot) -> None:
    older = Participant(sex=Sex.MALE, birth_date=PartialDate(BORN), consented_on=date(2026, 3, 2), allergies="latex")
    study.add_participant(CODE, older)
    page: Any = opened(qtbot, build_fact(study, CODE, "SCR", "DM"))
    assert page.bar.change_button.isVisible()
    assert page.ui.allergies.isVisible()
    assert page.ui.age.text() == "Age at consent: 37 y (completed years)"


# Treatments


def test_treatments_are_entered_by_keyboard(page_of: Callable[..., Any], study: Study) -> None:
    page = page_of("THERAPY")
    press("Y")
    assert page.place() == "therapies.1.drug"
    press("Calcipotriol\nT\nN20260318\n")
    assert button_here() == "add_button"
    press("\nSecukinumab\nB2025-11\nY")
    assert button_here() == "add_button"
    assert page.record == Therapies(
        any_therapy=True,
        therapies={
            "1": Therapy(
                drug="Calcipotriol",
                therapy_class=TherapyClass.TOPICAL,
                ongoing=False,
                last_used_on=PartialDate("2026-03-18"),
            ),
            "2": Therapy(
                drug="Secukinumab",
                therapy_class=TherapyClass.BIOLOGIC,
                started_on=PartialDate("2025-11"),
                ongoing=True,
            ),
        },
    )
    assert page.rows["1"].ui.washout.text().startswith("Free from 01-Apr-2026;")
    assert page.rows["2"].ui.washout.text() == "Ongoing: the washout of 84 days has not begun."
    assert not page.rows["2"].ui.last_used_on.isVisible()
    page.finish()
    assert kept(study, "THERAPY") == page.record


def test_a_new_row_is_not_scolded_before_it_is_left(page_of: Callable[..., Any]) -> None:
    page = page_of("THERAPY")
    press("Y")
    row = page.rows["1"]
    assert [entry.problem() for entry in row.entries.values()] == [""] * 5
    page.ui.add_button.setFocus()
    assert row.ui.therapy_class.problem() == "Choose the class: the washout depends on it."
    assert "last use" in row.ui.last_used_on.problem()


def test_a_date_in_a_row_that_is_none_stays_and_keeps_the_form_from_being_saved(
    page_of: Callable[..., Any], study: Study
) -> None:
    page = page_of("THERAPY")
    press("YOintment\nT\nN20251131\n")
    last = page.rows["1"].ui.last_used_on
    assert last.line.hasFocus()
    assert "is not a date" in last.problem()
    assert not page.save()
    assert kept(study, "THERAPY") is None
    assert last.line.text() == "20251131"
    last.line.selectAll()
    press("20251130\n")
    assert last.problem() == ""


def test_a_row_is_removed_and_brought_back(page_of: Callable[..., Any]) -> None:
    page = page_of("THERAPY")
    press("YOintment\nT\nY")
    page.rows["1"].ui.remove_button.click()
    assert (page.record.therapies, list(page.rows)) == ({}, [])
    page.undo()
    assert page.rows["1"].ui.drug.line.text() == "Ointment"


def test_a_draft_is_taken_up_in_the_entry_of_its_row(page_of: Callable[..., Any], study: Study, qtbot: QtBot) -> None:
    page = page_of("THERAPY")
    press("YOintment\nT")
    page.leave()
    page.close()
    again = opened(qtbot, build_fact(study, CODE, "SCR", "THERAPY"))
    assert again.place() == "therapies.1.started_on"


def test_a_last_dose_after_the_reference_day_is_a_hint_and_is_kept(page_of: Callable[..., Any], study: Study) -> None:
    today = study.clock().date()
    seen = today - timedelta(days=10)
    page_of("THERAPY")
    study.save(Key(CODE, "SCR", "PASI"), PasiAssessment(assessed_on=seen, **NO_LESIONS))
    page = page_of("THERAPY")
    press(f"YOintment\nT\nN{today:%Y%m%d}\n")
    assert page.rows["1"].ui.washout.text().startswith("Used after the reference day ")
    page.finish()
    assert kept(study, "THERAPY") == page.record


def test_a_row_in_which_nothing_was_entered_is_not_kept(page_of: Callable[..., Any], study: Study) -> None:
    page = page_of("THERAPY")
    press("YOintment\nT\nN2025-11\n")
    page.add()
    page.add()
    assert page.save()
    assert [therapy.drug for therapy in kept(study, "THERAPY").therapies.values()] == ["Ointment"]


def test_a_last_use_that_is_still_to_come_is_refused_in_its_row(page_of: Callable[..., Any], study: Study) -> None:
    page = page_of("THERAPY")
    year = study.clock().year + 1
    press(f"YOintment\nT\nN{year}\n")
    last = page.rows["1"].ui.last_used_on
    page.ui.add_button.setFocus()
    assert last.problem() == "This day is still to come."
    assert not page.save()
    assert kept(study, "THERAPY") is None
    assert last.line.hasFocus()


def test_a_form_that_stands_says_next_and_no_keys(page_of: Callable[..., Any]) -> None:
    page = page_of("TRIALS")
    press("NN")
    assert (page.next_button.text(), page.ui.hint.isVisible()) == ("Save and next", True)
    assert page.save()
    assert (page.next_button.text(), page.ui.hint.isVisible()) == ("Next", False)


def test_columns_begin_at_one_height_when_an_entry_has_a_sentence(page_of: Callable[..., Any]) -> None:
    page = page_of("MEASURES")
    press("825\n")
    assert page.ui.weight_kg.problem()
    QApplication.processEvents()
    assert page.ui.weight_kg.y() == page.ui.height_cm.y()
    assert page.ui.weight_kg.line.hasFocus()
