"""The protocol's page: read by all, amended by an investigator who saw whose verdict differs, told in the trail."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN_PASSWORD
from tests.staff import at_the_edge
from ucmsc_desktop.domain.parameters import parameters
from ucmsc_desktop.pages.parameter_rows import ParameterRow
from ucmsc_desktop.pages.protocol import ProtocolPage
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.ledger import Kind
from ucmsc_desktop.store.study import Study

from .hands import answer, opened, sign_with


@pytest.fixture
def judged(ordered_study: Study) -> Study:
    return at_the_edge(ordered_study)


def row(page: ProtocolPage, name: str) -> ParameterRow:
    return next(row for row in page.rows.rows if row.parameter.name == name)


def choose(page: ProtocolPage, name: str, value: Any) -> None:
    entry = row(page, name).entry
    if isinstance(entry, QComboBox):
        entry.setCurrentIndex(entry.findData(value))
    else:
        assert isinstance(entry, QLineEdit)
        entry.setText(value)
        entry.textEdited.emit(value)


def test_every_parameter_stands_with_its_value_and_what_it_decides(qtbot: QtBot, ordered_study: Study) -> None:
    page = opened(qtbot, ProtocolPage(ordered_study))
    assert [row.parameter.name for row in page.rows.rows] == [
        found.name for found in parameters(ordered_study.protocol)
    ]
    assert row(page, "eligibility.sds_rounding").decides.text() == "E4"
    assert page.rows.changes() == {}
    assert isinstance(row(page, "endpoints.origin").entry, QLabel)  # there is one choice only
    assert page.ui.version.text() == "version 1 is in force"
    assert not page.ui.effect_button.isEnabled()
    assert not page.ui.sign_button.isEnabled()


def test_an_amendment_from_the_first_change_to_the_trail(qtbot: QtBot, judged: Study) -> None:
    page = opened(qtbot, ProtocolPage(judged))
    heard: list[str] = []
    page.changed.connect(lambda: heard.append("changed"))
    choose(page, "eligibility.sds_rounding", "nearest")
    assert page.ui.changes.text() == "SDS rounding: from integer part to nearest"
    page.ui.reason.setText("as the sponsor wrote")
    assert not page.ui.sign_button.isEnabled()  # nobody signs before they saw whose verdict differs
    page.ui.effect_button.click()
    lines = page.ui.effect.toPlainText().splitlines()
    assert lines[0] == "1 verdict would differ."
    assert lines[1].startswith("P-001, candidate: Eligible")
    assert "SDS standard score 54 is above 53" in lines[1]
    asked = sign_with(ADMIN_PASSWORD)
    page.ui.sign_button.click()
    shown = asked[0].ui.lines.toPlainText()
    assert "SDS rounding: from integer part to nearest" in shown
    assert "Reason: as the sponsor wrote" in shown
    assert lines[1] in shown
    assert heard == ["changed"]
    assert judged.protocol.eligibility.sds_rounding == "nearest"
    assert page.ui.version.text() == "version 2 is in force"
    told = page.ui.versions.toPlainText()
    assert told.startswith("Version 2")
    assert "Ada Min (admin), Investigator" in told
    assert lines[1] in told
    assert told.endswith("As the study began.")
    entry = next(entry for entry in judged.entries(5) if entry.kind == Kind.PROTOCOL)
    assert AuditWords(judged).sentence(entry) == (
        "amended the protocol to version 2: SDS rounding: from integer part to nearest (as the sponsor wrote)"
    )


def test_a_change_of_the_analysis_says_that_the_cohort_follows(qtbot: QtBot, judged: Study) -> None:
    page = opened(qtbot, ProtocolPage(judged))
    choose(page, "analysis.per_protocol_deviations", "allowed")
    page.ui.effect_button.click()
    lines = page.ui.effect.toPlainText().splitlines()
    assert lines == [
        "No verdict would differ.",
        "What the cohort shows follows the analysis at once; that is not told here.",
    ]


def test_another_change_after_looking_must_be_looked_at_again(qtbot: QtBot, judged: Study) -> None:
    page = opened(qtbot, ProtocolPage(judged))
    page.ui.reason.setText("x")
    choose(page, "eligibility.sas_above", "51")
    page.ui.effect_button.click()
    assert page.ui.effect.toPlainText() == "No verdict would differ."

    assert page.ui.sign_button.isEnabled()
    choose(page, "eligibility.sds_rounding", "nearest")
    assert not page.ui.sign_button.isEnabled()
    assert not page.ui.effect.isVisible()
    page.ui.discard_button.click()
    assert page.rows.changes() == {}
    assert page.ui.reason.text() == ""


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("eligibility.age_low", "eighteen", "“eighteen” is not a number"),
        ("eligibility.age_low", "", "“” is not a number"),
        ("eligibility.calcium_low", "2,05", "“2,05” is not a number"),
        ("eligibility.age_low", "66", "the youngest age is above the oldest"),
    ],
)
def test_what_cannot_stand_is_said_and_not_signed(
    qtbot: QtBot, ordered_study: Study, name: str, typed: str, sentence: str
) -> None:
    page = opened(qtbot, ProtocolPage(ordered_study))
    page.ui.reason.setText("x")
    choose(page, name, typed)
    assert sentence in page.ui.problem.text()
    assert page.ui.problem.isVisible()
    assert not page.ui.effect_button.isEnabled()
    assert not page.ui.sign_button.isEnabled()
    page.ui.discard_button.click()
    assert not page.ui.problem.isVisible()


def test_a_refused_signature_changes_nothing(qtbot: QtBot, ordered_study: Study) -> None:
    page = opened(qtbot, ProtocolPage(ordered_study))
    page.ui.reason.setText("x")
    choose(page, "eligibility.sas_above", "51")
    page.ui.effect_button.click()

    def act(dialog: SignDialog) -> None:
        dialog.ui.password.setText("wrong password")
        dialog.ui.sign_button.click()
        assert "This is not your password" in dialog.ui.problem.text()
        dialog.reject()

    answer(SignDialog, act)
    page.ui.sign_button.click()
    assert ordered_study.protocol.version == 1
    assert page.rows.changes() == {"eligibility.sas_above": 51}


@pytest.mark.parametrize("user", ["monitor", "coordinator", "nurse"])
def test_others_read(qtbot: QtBot, study_as: Callable[[str], Study], user: str) -> None:
    page = opened(qtbot, ProtocolPage(study_as(user)))
    assert not page.ui.amend_card.isVisible()
    assert all(isinstance(row.entry, QLabel) for row in page.rows.rows)
    entry = row(page, "eligibility.sds_rounding").entry
    assert isinstance(entry, QLabel)
    assert entry.text() == "integer part"
