"""The screening list with real widgets on a real study: what it says, what it finds, what it hides and prints."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.screened import ELIGIBLE, approve, change, enter
from ucmsc_desktop.domain.candidates import Group
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.candidates import CandidatesPage
from ucmsc_desktop.pages.candidates_model import DECISION, DEVIATIONS, NOT_MET, STILL_OPEN, VERDICT
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

from .hands import here, opened, press


def shown(qtbot: QtBot, study: Study) -> CandidatesPage:
    """The list with everybody judged."""
    page = opened(qtbot, CandidatesPage(study))
    qtbot.waitUntil(lambda: page.model.is_judged)
    return page


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> CandidatesPage:
    """The practice study with one more who has too high a score, and one of whom nothing is known."""
    enter(study, "P-013")
    change(study, "P-013", "SAS", answers={}, entered_raw=43)
    study.add_participant("P-014", Participant(sex=Sex.MALE))
    return shown(qtbot, study)


def codes(page: CandidatesPage) -> list[str]:
    return [page.model.row(number).subject for number in range(page.model.rowCount())]


def cells(page: CandidatesPage, code: str) -> tuple[str, ...]:
    return page.model.row(page.model.place_of(code)).texts


def choose(page: CandidatesPage, *keys: str, finding: Finding | None = None, group: Group | None = None) -> list[str]:
    page.show_all()
    for box, wanted in ((page.ui.finding, finding), (page.ui.group, group)):
        box.setCurrentIndex(box.findData(wanted) if wanted is not None else 0)
        box.activated.emit(box.currentIndex())
    for key in keys:
        page.keys.buttons[key].click()
    return codes(page)


def test_the_list_says_how_everybody_stands(page: CandidatesPage) -> None:
    assert page.ui.count.text() == "14 candidates"
    assert cells(page, "P-001")[VERDICT] == "eligible"
    assert cells(page, "P-001")[DECISION] == "Enrolled"
    assert cells(page, "P-003")[DEVIATIONS] == "1 deviation"
    assert cells(page, "P-008")[VERDICT] == "not eligible"
    assert cells(page, "P-008")[DECISION] == "Screen failure"
    assert (cells(page, "P-013")[NOT_MET], cells(page, "P-013")[STILL_OPEN]) == ("E4", "E1, E2, E5, E6, E10")


def test_the_reason_of_the_marked_candidate_is_read_without_a_click(page: CandidatesPage) -> None:
    page.ui.filter.setText("P-013")
    assert page.ui.reason.text() == "P-013: Not eligible: SAS standard score 53 is above 50."


def test_filters_by_criterion_finding_and_group(page: CandidatesPage) -> None:
    assert choose(page, "E4") == ["P-009", "P-013", "P-014"]
    assert choose(page, "E4", finding=Finding.NOT_MET) == ["P-013"]
    assert choose(page, "E4", "I2", finding=Finding.NOT_MET) == ["P-008", "P-013"]
    assert choose(page, finding=Finding.NOT_MET) == ["P-008", "P-013"]
    assert choose(page, "E1", finding=Finding.JUDGEMENT) == ["P-009", "P-013"]
    assert choose(page, group=Group.NOT_ELIGIBLE) == ["P-008", "P-013"]
    assert choose(page, group=Group.OPEN) == ["P-009", "P-014"]
    assert choose(page, group=Group.FAILED) == ["P-008"]
    assert choose(page, "E4", group=Group.OPEN) == ["P-009", "P-014"]
    assert "P-003" in choose(page, group=Group.DEVIATION)
    assert page.ui.count.text().endswith(" of 14")
    assert len(choose(page)) == 14


def test_nobody_fits_and_escape_shows_all_again(page: CandidatesPage) -> None:
    assert choose(page, "E7", finding=Finding.NOT_MET) == []
    assert page.ui.views.currentWidget() is page.ui.nobody
    page.ui.filter.setFocus()
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert len(codes(page)) == 14
    assert not page.ui.all_button.isVisible()


def test_a_study_without_candidates_says_so(empty_study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, CandidatesPage(empty_study))
    assert page.ui.views.currentWidget() is page.ui.empty
    assert not page.ui.print_button.isVisible()


def test_enter_opens_the_verdict_and_escape_leads_back(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.patients.ui.screening_button.click()
    page = workspace.page
    assert isinstance(page, CandidatesPage)
    qtbot.waitUntil(lambda: page.model.is_judged)
    page.ui.filter.setText("P-008")
    press("\n")
    assert (workspace.subject, workspace.place.visit, workspace.place.form) == ("P-008", "SCR", "SCREENING")
    assert workspace.page.ui.verdict.text().startswith("Not eligible: Age ")
    workspace.go(Place(Section.CANDIDATES))
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert workspace.place.section is Section.PATIENTS


def test_typing_in_the_list_finds(page: CandidatesPage) -> None:
    page.ui.table.setFocus()
    press("p-014")
    assert codes(page) == ["P-014"]


def test_an_approved_verdict_stands_and_says_that_facts_changed(study: Study, qtbot: QtBot) -> None:
    enter(study, "P-013")
    approve(study, "P-013")
    change(study, "P-013", "SAS", answers={}, entered_raw=43)
    page = shown(qtbot, study)
    page.ui.filter.setText("P-013")
    assert cells(page, "P-013")[VERDICT] == "eligible (changed)"
    assert page.ui.reason.text() == f"P-013: {ELIGIBLE} Facts have changed since the verdict."
    assert choose(page, "E4", finding=Finding.NOT_MET) == []


def test_an_amendment_is_told_where_the_verdict_would_differ_and_only_there(study: Study, qtbot: QtBot) -> None:
    enter(study, "P-013")
    approve(study, "P-013")
    signing = Signing(Meaning.APPROVAL, PRACTICE_PASSWORD)
    study.amend_protocol({"safety.ctcae_version": "6.0"}, "as the sponsor wrote", signing)
    assert cells(shown(qtbot, study), "P-013")[VERDICT] == "eligible"
    study.amend_protocol({"eligibility.sas_above": 30}, "as the sponsor wrote", signing)
    page = shown(qtbot, study)
    page.ui.filter.setText("P-013")
    assert cells(page, "P-013")[VERDICT] == "eligible (changed)"
    told = "The protocol was amended since the verdict, which would differ now."
    assert page.ui.reason.text() == f"P-013: {ELIGIBLE} {told}"


def test_a_verdict_is_hidden_while_that_person_is_scored(study: Study, qtbot: QtBot) -> None:
    pasi = study.find(Key("P-001", "SCR", "PASI"))
    assert pasi is not None
    study.keep_draft(Key("P-012", "W24", "PASI"), pasi.record)
    page = shown(qtbot, study)
    assert (cells(page, "P-012")[VERDICT], cells(page, "P-001")[VERDICT]) == ("hidden", "eligible")
    page.ui.filter.setText("P-012")
    assert page.ui.reason.text() == "P-012: hidden"
    assert "P-012" not in choose(page, group=Group.ELIGIBLE)


def test_the_log_is_printed_as_shown_and_noted(page: CandidatesPage, study: Study, tmp_path: Path) -> None:
    choose(page, "E4", finding=Finding.NOT_MET)
    page.save_log(tmp_path / "log.pdf")
    words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO((tmp_path / "log.pdf").read_bytes())).pages)
    assert "1 of 14 candidates" in words
    assert "P-013" in words
    assert "P-001" not in words
    assert study.entries(1)[0].kind == "print"


def test_a_file_that_cannot_be_written_is_said(page: CandidatesPage, tmp_path: Path) -> None:
    page.save_log(tmp_path / "nowhere" / "log.pdf")
    assert "was not saved" in page.ui.problem.text()


def test_others_see_the_list_too(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    page = shown(qtbot, study_as("monitor"))
    assert page.ui.count.text() == "12 candidates"
