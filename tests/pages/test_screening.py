"""The verdict page with real widgets and the real store: computed findings, judgement, signing, what changed since."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.screened import ELIGIBLE, approve, change, enter
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer, Outcome, Screening
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.therapies import Therapy, TherapyClass
from ucmsc_desktop.pages.places import Place, Section, closed
from ucmsc_desktop.pages.reason_dialog import ReasonDialog
from ucmsc_desktop.pages.screening import FACTS_CHANGED, ScreeningPage
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .hands import answer, here, opened, press, sign_with

CODE = "P-013"
KEY = Key(CODE, "SCR", "SCREENING")
JUDGED = ("E1", "E2", "E5", "E6", "E10")


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> ScreeningPage:
    """The verdict on a candidate whose facts are all recorded."""
    enter(study, CODE)
    return opened(qtbot, ScreeningPage(study, CODE))


def draft_of(study: Study) -> Any:
    draft = study.draft(KEY)
    return draft.record if draft is not None else None


def judge_all(page: ScreeningPage, key: str = "n") -> None:
    for name in JUDGED:
        page.focus(f"answers.{name}")
        press(key)


def chips(page: ScreeningPage) -> dict[str, str]:
    return {key: row.chip.text() for key, row in page.rows.items()}


# Computed


def test_an_empty_screening_says_how_much_is_needed_and_leads_there(study: Study, qtbot: QtBot) -> None:
    study.add_participant(CODE, Participant(sex=Sex.MALE))
    page = opened(qtbot, ScreeningPage(study, CODE))
    assert page.ui.verdict.text().endswith("facts needed, start with Consent.")
    assert page.ui.verdict.status == "info"
    assert page.save() is False
    with qtbot.waitSignal(page.fact_wanted) as wanted:
        page.ui.open_facts.followed.emit("CONSENT.signed_on")
    assert wanted.args == ["CONSENT", "signed_on"]
    page.focus("answers.I3")
    with qtbot.waitSignal(page.fact_wanted) as wanted:
        press("\n")
    assert wanted.args == ["CONSENT", "signed_on"]


def test_the_facts_decide_and_only_judgement_is_left(page: ScreeningPage) -> None:
    keys = ", ".join(JUDGED)
    assert page.ui.verdict.text() == f"Not decided: still needed the investigator's judgement on {keys}."
    assert {key for key, words in chips(page).items() if words == "needs judgement"} == set(JUDGED)
    row = page.rows["E4"]
    assert row.ui.sentence.text().startswith("SAS standard score 42 is not above 50; SDS standard score 33")
    assert row.ui.details.words().endswith("Protocol: SDS rounding: integer part")
    assert "From: SAS standard score: 42 (raw 34)" in row.ui.details.words()


def test_a_computed_criterion_takes_no_answer(page: ScreeningPage, study: Study) -> None:
    page.focus("answers.I1")
    assert here() is page.rows["I1"]
    press("yn")
    assert not page.rows["I1"].ui.judgement_box.isVisible()
    assert draft_of(study) is None


def test_the_verdict_names_value_rule_and_strictness(page: ScreeningPage, study: Study) -> None:
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    page.refresh()
    assert page.ui.verdict.text() == "Not eligible: SAS standard score 53 is above 50."
    assert page.ui.verdict.status == "error"
    assert chips(page)["E4"] == "applies"


def test_a_washout_says_from_when(page: ScreeningPage, study: Study) -> None:
    today = study.clock().date()
    used = Therapy(drug="Ustekinumab", therapy_class=TherapyClass.BIOLOGIC, last_used_on=PartialDate(today.isoformat()))
    change(study, CODE, "THERAPY", therapies={"1": used})
    page.refresh()
    assert page.ui.verdict.text().startswith("Not eligible: ")
    assert page.ui.open_facts.words().startswith("Could be eligible from ")


# Keys and judgement


def test_one_key_an_answer_and_the_verdict_follows(page: ScreeningPage, study: Study) -> None:
    assert here() is page.rows["E1"].ui.answers
    press("n")
    assert draft_of(study).answers == {"E1": Answer.NO}
    assert chips(page)["E1"] == "does not apply"
    QTest.keyClick(here(), Qt.Key.Key_Down)
    press("y")
    assert page.ui.verdict.text().startswith("Not eligible: ")
    press("u")
    QTest.keyClick(here(), Qt.Key.Key_Down)
    assert here() is page.rows["E3"]
    QTest.keyClick(here(), Qt.Key.Key_Up)
    assert here() is page.rows["E2"].ui.answers
    assert draft_of(study).answers == {"E1": Answer.NO, "E2": Answer.UNKNOWN}


def test_enter_opens_the_evidence_and_a_criterion_without_any_its_note(page: ScreeningPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.fact_wanted) as wanted:
        press("\n")
    assert wanted.args == ["PSORIASIS", "psoriasis_type"]
    page.focus("answers.E10")
    press("\n")
    assert here() is page.rows["E10"].ui.note.line
    press("Lives far away\n")
    assert page.record.evidence == {"E10": "Lives far away"}
    page.undo()
    assert page.record.evidence == {}


@pytest.mark.parametrize("user", ["coordinator", "nurse", "monitor"])
def test_judgement_is_the_investigators(study_as: Callable[[str], Study], qtbot: QtBot, user: str) -> None:
    enter(study_as("practice"), CODE)
    page = opened(qtbot, ScreeningPage(study_as(user), CODE))
    assert not any(row.ui.answers.isVisible() for row in page.rows.values())
    assert page.rows["E1"].ui.sentence.text() == "The investigator judges"
    assert page.save() is (user == "coordinator")


def test_criteria_without_a_rule_are_answered_by_hand(empty_folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    shutil.rmtree(empty_folder)
    lines = asset("study/ucmsc.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    toml = "".join(line for line in lines if not line.startswith("rule = "))
    old = tmp_path / "old"
    with_roles = Study.create(old, protocol_toml=toml, user=ADMIN, full_name="Ada Min", password=ADMIN_PASSWORD)
    with_roles.add_participant("P-001", Participant(sex=Sex.MALE))
    page = opened(qtbot, ScreeningPage(with_roles, "P-001"))
    assert page.ui.verdict.text() == "13 criteria to answer."
    for criterion in with_roles.protocol.criteria:
        press("y" if criterion.key.startswith("I") else "n")
        QTest.keyClick(here(), Qt.Key.Key_Down)
    assert page.ui.verdict.text() == ELIGIBLE
    page.close()
    with_roles.close()


# Signing, and what changed since


def test_the_verdict_is_kept_with_its_facts(page: ScreeningPage, study: Study) -> None:
    judge_all(page)
    assert page.ui.verdict.text() == ELIGIBLE
    assert page.ui.open_facts.words() == "Not approved by an investigator yet."
    seen = sign_with()
    assert page.sign()
    assert seen[0].meaning() is Meaning.APPROVAL
    assert ELIGIBLE in seen[0].ui.lines.toPlainText()
    kept = study.find(KEY)
    assert kept is not None
    assert isinstance(kept.record, Screening)
    assert (kept.state, kept.record.eligible, kept.record.reason) == (State.SIGNED, True, ELIGIBLE)
    assert kept.record.findings["E4"] is Finding.MET
    assert kept.record.facts["SAS.standard"] == "42 (raw 34)"
    assert page.ui.open_facts.words().startswith("Approved by Practice, all roles on ")


def test_a_fact_that_changed_after_signing_is_told_and_the_verdict_stays(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE)
    approve(study, CODE)
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    page = opened(qtbot, ScreeningPage(study, CODE))
    assert page.ui.verdict.text() == ELIGIBLE
    said = page.ui.changed_words.text()
    assert said.startswith("Signed on ")
    assert "was 42 (raw 34) when the verdict was kept, and is 53 (raw 43) now." in said
    assert said.endswith("The verdict would differ now: Not eligible: SAS standard score 53 is above 50.")
    assert page.rows["E4"].ui.was.text() == "At the verdict: does not apply"
    assert chips(page)["E4"] == "applies"


def test_a_signed_eligible_does_not_say_what_could_open_the_way(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE)
    approve(study, CODE)
    kept = study.find(Key(CODE, "SCR", LabPanel.form))
    assert kept is not None
    assert isinstance(kept.record, LabPanel)
    low = msgspec.structs.replace(kept.record.results["HGB"], value=Decimal(110))
    change(study, CODE, LabPanel.form, results=kept.record.resulted("HGB", low).results)
    page = opened(qtbot, ScreeningPage(study, CODE))
    assert "below 120" in page.ui.changed_words.text()
    assert page.ui.verdict.text() == ELIGIBLE
    assert page.ui.open_facts.words().startswith("Approved by ")


def test_signing_again_asks_no_reason_for_what_was_computed(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE)
    approve(study, CODE)
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    page = opened(qtbot, ScreeningPage(study, CODE))
    asked = answer(ReasonDialog, lambda dialog: dialog.reject())
    seen = sign_with()
    page.ui.again_button.click()
    assert seen
    assert not asked
    assert not page.ui.changed_box.isVisible()
    kept = study.find(KEY)
    assert kept is not None
    assert isinstance(kept.record, Screening)
    assert (kept.state, kept.record.eligible) == (State.SIGNED, False)
    reasons = {change.reason for version in study.history(KEY) for change in version.changes}
    assert reasons == {FACTS_CHANGED}


def test_what_is_not_signed_again_stays_as_it_was(study: Study, qtbot: QtBot) -> None:
    enter(study, CODE)
    approve(study, CODE)
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    page = opened(qtbot, ScreeningPage(study, CODE))
    answer(SignDialog, lambda dialog: dialog.reject())
    assert page.sign() is False
    assert not page.editing
    assert page.ui.verdict.text() == ELIGIBLE
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED


# The decision


def test_a_screen_failure_offers_the_verdict_as_its_reason(page: ScreeningPage, study: Study) -> None:
    change(study, CODE, "SAS", answers={}, entered_raw=43)
    page.refresh()
    assert not page.ui.failure_box.isVisible()
    page.focus("outcome")
    press("s")
    assert page.record.outcome is Outcome.FAILED
    assert page.ui.failure_reason.value() == "Not eligible: SAS standard score 53 is above 50."
    assert page.record.decided_on == study.clock().date()
    press("e")
    assert page.record.failure_reason is None
    assert not page.ui.failure_box.isVisible()
    assert not page.ui.planned_box.isVisible()


def test_a_screen_failure_of_an_eligible_candidate_needs_words_of_its_own(page: ScreeningPage) -> None:
    judge_all(page)
    page.focus("outcome")
    press("s")
    assert page.record.outcome is Outcome.FAILED
    assert page.record.failure_reason is None
    assert [problem.field for problem in page.record.contradictions()] == ["failure_reason"]


# Hidden scores


def test_a_verdict_is_closed_while_another_visit_is_scored(study_as: Callable[[str], Study]) -> None:
    study = study_as("practice")
    enter(study, CODE)
    place = Place(Section.VISIT, "SCR", "SCREENING")
    assert closed(study, CODE, place) is None
    pasi = study.find(Key("P-001", "SCR", "PASI"))
    assert pasi is not None
    baseline = Key(CODE, "W0", "PASI")
    study.keep_draft(baseline, pasi.record)
    assert closed(study, CODE, place) == baseline
    assert closed(study_as("investigator"), CODE, place) is None


# The screen


@pytest.mark.parametrize("scale", [100, 150])
def test_every_row_has_room_for_its_words(page: ScreeningPage, qapp: QApplication, scale: int) -> None:
    before = (qapp.font(), qapp.palette())
    theme.apply(qapp, theme.LIGHT, scale)
    fresh = ScreeningPage(page.study, CODE)
    fresh.resize(1202, 612)
    fresh.show()
    qapp.processEvents()
    assert fresh.width() == 1202
    for row in fresh.rows.values():
        assert row.ui.sentence.height() >= row.ui.sentence.heightForWidth(row.ui.sentence.width())
        assert row.ui.criterion.height() >= row.ui.criterion.heightForWidth(row.ui.criterion.width())
        assert row.chip.width() >= row.chip.sizeHint().width()
        for child in (row.ui.sentence, row.ui.details, row.chip):
            assert child.mapTo(fresh, QPoint(child.width(), 0)).x() <= 1202
    fresh.close()
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def test_every_control_has_a_name(page: ScreeningPage) -> None:
    row = page.rows["E5"]
    assert row.accessibleName().startswith("E5: Uncontrolled primary organ disease")
    assert row.ui.answers.accessibleName().endswith("Yes means that it applies.")
    assert row.ui.note.line.accessibleName() == "E5, note"
    assert row.chip.accessibleName() == "needs judgement"
    assert row.ui.details.accessibleName().startswith("From: ")
