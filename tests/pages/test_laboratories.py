"""The laboratories of the study with the real store: proposed intervals decide nothing before they are confirmed."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.pages.laboratories import LaboratoriesPage
from ucmsc_desktop.pages.laboratories_model import AGE_HIGH, COLUMNS, LLN, SEX, STATE, ULN, UNIT
from ucmsc_desktop.pages.laboratory import LaboratoryPage
from ucmsc_desktop.store.study import Study

from .hands import give_reason, opened, press

KEY = Key("", "", Laboratory.form, 1)


@pytest.fixture
def page(empty_study: Study, qtbot: QtBot) -> LaboratoriesPage:
    return opened(qtbot, LaboratoriesPage(empty_study))


def form(page: LaboratoriesPage) -> LaboratoryPage:
    assert page.page is not None
    return page.page


def saved(study: Study, number: int = 1) -> Laboratory:
    kept = study.find(Key("", "", Laboratory.form, number))
    assert kept is not None
    assert isinstance(kept.record, Laboratory)
    return kept.record


def write(page: LaboratoryPage, row: int, column: int, words: str) -> bool:
    return page.model.setData(page.model.index(row, column), words)


def names(page: LaboratoriesPage) -> list[str]:
    return [page.ui.list.item(row).text() for row in range(page.ui.list.count())]


def test_an_empty_study_begins_with_the_form_of_a_new_laboratory(page: LaboratoriesPage) -> None:
    assert names(page) == ["New laboratory"]
    press("Central laboratory\t")
    form(page).propose()
    assert len(form(page).record.limits) == 23
    assert "23 intervals are not confirmed" in form(page).ui.hint.text()
    assert form(page).save()
    assert names(page) == ["Central laboratory"]
    kept = saved(page.study)
    assert kept.name == "Central laboratory"
    assert not any(limits.confirmed for limits in kept.limits.values())
    assert page.study.subjects() == []


def test_all_are_confirmed_only_after_asking(page: LaboratoriesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    form(page).propose()
    for button, expected in ((QMessageBox.StandardButton.No, False), (QMessageBox.StandardButton.Yes, True)):
        monkeypatch.setattr(QMessageBox, "question", lambda *_args, button=button: button)
        form(page).confirm_all()
        assert all(limits.confirmed for limits in form(page).record.limits.values()) is expected
    assert form(page).ui.hint.text() == ""
    form(page).undo()
    assert not any(limits.confirmed for limits in form(page).record.limits.values())


def test_one_interval_is_written_confirmed_and_removed(page: LaboratoriesPage) -> None:
    one = form(page)
    one.ui.analyte.setCurrentText("AST")
    one.ui.add_button.click()
    for column, words in ((SEX, "female"), (AGE_HIGH, "79"), (LLN, "13"), (ULN, "35")):
        assert write(one, 0, column, words)
    (limits,) = one.record.limits.values()
    assert limits == Limits(analyte="AST", unit="U/L", sex=Sex.FEMALE, age_high=79, lln=Decimal(13), uln=Decimal(35))
    one.ui.intervals.selectRow(0)
    one.ui.tick_button.click()
    assert next(iter(one.record.limits.values())).confirmed
    write(one, 0, ULN, "36")
    assert not next(iter(one.record.limits.values())).confirmed
    one.ui.remove_button.click()
    assert one.record.limits == {}
    one.undo()
    assert len(one.record.limits) == 1


@pytest.mark.parametrize(
    ("column", "words", "sentence"),
    [
        (UNIT, "g/L", "AST: not reported in “g/L”"),
        (SEX, "child", "“child” is not one of both sexes, Female, Male."),
        (AGE_HIGH, "old", "“old” is not an age in years."),
        (ULN, "4,5", "with a point and no comma"),
        (ULN, "-4", "never negative"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_with_a_sentence(
    page: LaboratoriesPage, column: int, words: str, sentence: str
) -> None:
    one = form(page)
    one.ui.analyte.setCurrentText("AST")
    one.ui.add_button.click()
    before = one.record
    assert not write(one, 0, column, words)
    assert sentence in one.bar.message.text()
    assert one.record == before


def test_intervals_that_cross_or_meet_are_not_saved(page: LaboratoriesPage) -> None:
    one = form(page)
    press("Central\t")
    one.ui.analyte.setCurrentText("AST")
    one.ui.add_button.click()
    write(one, 0, LLN, "40")
    write(one, 0, ULN, "15")
    assert "lies below the lower limit 40" in one.ui.hint.text()
    assert one.save() is False
    write(one, 0, ULN, "50")
    one.ui.add_button.click()
    assert "two intervals are for the same people" in one.ui.hint.text()
    assert one.save() is False
    assert page.study.find(KEY) is None


def test_a_changed_interval_asks_its_reason_and_stands_in_the_history(page: LaboratoriesPage) -> None:
    press("Central\t")
    form(page).propose()
    assert form(page).save()
    form(page).change()
    assert write(form(page), 0, ULN, "2.55")
    give_reason("Source was corrected")
    assert form(page).save()
    (change,) = [change for version in page.study.history(KEY) for change in version.changes]
    assert change.new.replace("\u00a0", " ").startswith("Calcium, total 2.11 to 2.55 mmol/L, both sexes, from 18 years")


def test_further_laboratories_stand_beside_the_first(page: LaboratoriesPage) -> None:
    press("Central\t")
    assert form(page).save()
    page.begin()
    press("Elsewhere\t")
    assert form(page).save()
    assert names(page) == ["Central", "Elsewhere"]
    page.ui.list.setCurrentRow(0)
    assert form(page).record.name == "Central"
    assert saved(page.study, 2).name == "Elsewhere"


def test_who_may_not_write_reads(empty_study: Study, qtbot: QtBot) -> None:
    study = empty_study
    study.save(KEY, Laboratory(name="Central", limits={"1": Limits(analyte="AST", unit="U/L", uln=Decimal(40))}))
    page = opened(qtbot, LaboratoriesPage(study))
    assert not form(page).ui.add_button.isVisible()
    assert not form(page).model.flags(form(page).model.index(0, ULN)) & Qt.ItemFlag.ItemIsEditable
    state = form(page).model.data(form(page).model.index(0, STATE))
    assert state == "not confirmed"
    assert len(COLUMNS) == form(page).model.columnCount()
