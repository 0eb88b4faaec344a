"""Going against the order at a page: asked in place, signed by an investigator, listed; nothing typed is lost."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.domain.ordered import CONSENT, SUBJECT, at, baseline, infusion
from tests.staff import APPROVAL, NURSE, NURSE_PASSWORD, staffed
from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.pages.deviation_dialog import DeviationDialog
from ucmsc_desktop.pages.deviations import DeviationsPage
from ucmsc_desktop.pages.infusion import InfusionPage
from ucmsc_desktop.pages.overview import OverviewPage
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.link_row import LinkRow

from .hands import answer, opened, sign_with

W0 = at("PASI", "W0")


@pytest.fixture
def entered(ordered_study: Study) -> Study:
    return staffed(ordered_study)


@pytest.fixture
def as_nurse(entered: Study) -> Iterator[Study]:
    entered.close()
    study = Study.open(entered.folder, NURSE, NURSE_PASSWORD)
    yield study
    study.close()


def scored(qtbot: QtBot, study: Study) -> PasiPage:
    """The page of week 0 with a complete PASI on it."""
    study.keep_draft(W0, baseline(), "assessed_on")
    return opened(qtbot, PasiPage(study, SUBJECT, "W0"))


def deviations(study: Study) -> list[Deviation]:
    return [kept.record for kept in of_type(study.records(SUBJECT), Deviation)]


def sign_deviation(
    secret: str = ADMIN_PASSWORD, signer: str = ADMIN, reason: str = "flies home today"
) -> list[DeviationDialog]:
    def act(dialog: DeviationDialog) -> None:
        assert not dialog.ui.sign_button.isEnabled()
        dialog.ui.reason.setPlainText(reason)
        dialog.ui.signer.setCurrentIndex(dialog.ui.signer.findData(signer))
        dialog.ui.secret.setText(secret)
        dialog.ui.sign_button.click()
        if dialog.isVisible():
            dialog.reject()

    return answer(DeviationDialog, act)


def test_cancelled_the_draft_stays_and_the_page_says_what_is_missing(qtbot: QtBot, entered: Study) -> None:
    page = scored(qtbot, entered)
    asked = answer(DeviationDialog, lambda dialog: dialog.reject())
    assert not page.save()
    assert len(asked) == 1
    assert "No signed consent" in asked[0].ui.steps.text()
    assert asked[0].ui.circumstance.toPlainText().startswith("No signed consent")
    assert "What was entered is kept as a draft." in page.bar.message.text()
    assert entered.find(W0) is None
    draft = entered.draft(W0)
    assert draft is not None
    assert draft.record == baseline()
    assert deviations(entered) == []


def test_signed_the_save_goes_through(qtbot: QtBot, entered: Study) -> None:
    page = scored(qtbot, entered)
    asked = sign_deviation()
    assert page.save()
    assert len(asked) == 1
    assert [record.step for record in deviations(entered)] == [Step.CONSENT, Step.ELIGIBILITY]
    assert {record.reason for record in deviations(entered)} == {"flies home today"}
    assert entered.find(W0) is not None
    assert entered.draft(W0) is None


def test_signing_a_form_asks_for_the_deviation_first(qtbot: QtBot, entered: Study) -> None:
    page = scored(qtbot, entered)
    asked = answer(DeviationDialog, lambda dialog: dialog.reject())
    assert not page.sign()
    assert len(asked) == 1
    entered.deviate(SUBJECT, "W0", [Step.CONSENT, Step.ELIGIBILITY], "x", "y", ADMIN, APPROVAL)
    sign_with(ADMIN_PASSWORD)
    assert page.sign()
    kept = entered.find(W0)
    assert kept is not None
    assert kept.state is State.SIGNED


def test_the_investigator_beside_the_nurse_is_chosen_by_name(qtbot: QtBot, as_nurse: Study) -> None:
    dialog = DeviationDialog(as_nurse, W0, as_nurse.unmet(W0, baseline()))
    qtbot.addWidget(dialog)
    signers = [dialog.ui.signer.itemText(row) for row in range(dialog.ui.signer.count())]
    assert signers == ["Ada Min (admin)", "Paul Investigator (pi)"]
    assert dialog.ui.signer.currentIndex() == -1
    page = scored(qtbot, as_nurse)
    sign_deviation("investigator-1", "pi")
    assert page.save()
    found = of_type(as_nurse.records(SUBJECT), Deviation)
    assert {(kept.by.user, kept.signatures[0].by.user) for kept in found} == {(NURSE, "pi")}


def test_a_wrong_secret_is_a_sentence_in_place(qtbot: QtBot, entered: Study) -> None:
    dialog = DeviationDialog(entered, W0, entered.unmet(W0, baseline()))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.ui.signer.currentData() == ADMIN
    dialog.ui.reason.setPlainText("flies home today")
    dialog.ui.secret.setText("wrong password")
    dialog.ui.sign_button.click()
    assert dialog.isVisible()
    assert "do not fit together" in dialog.ui.problem.text()
    assert dialog.ui.secret.text() == ""
    assert dialog.ui.reason.toPlainText() == "flies home today"
    dialog.ui.secret.setText(ADMIN_PASSWORD)
    dialog.ui.sign_button.click()
    assert not dialog.isVisible()
    assert len(deviations(entered)) == 2


def test_an_infusion_asks_when_it_is_begun(qtbot: QtBot, entered: Study) -> None:
    entered.save(at("CONSENT"), CONSENT)
    page = opened(qtbot, InfusionPage(entered, SUBJECT, "W0"))
    assert "Eligibility was not decided" in page.bar.message.text()
    assert "There is no complete PASI from before the first infusion." in page.bar.message.text()
    asked = sign_deviation()
    page.ui.started_at.button.click()
    assert len(asked) == 1
    assert [record.step for record in deviations(entered)] == [Step.ELIGIBILITY, Step.BASELINE]
    assert page.record.started_at is not None
    assert page.save()
    assert entered.find(Key(SUBJECT, "W0", "INFUSION")) is not None


def test_a_running_log_that_stands_is_not_asked_about_again(qtbot: QtBot, entered: Study) -> None:
    entered.deviate(SUBJECT, "W0", list(Step)[:3], "x", "y", ADMIN, APPROVAL)
    entered.save(at("INFUSION", "W0"), infusion())
    page = opened(qtbot, InfusionPage(entered, SUBJECT, "W0"))
    assert page.bar.message.text() == ""


def test_the_list_of_deviations_and_a_new_one(qtbot: QtBot, entered: Study) -> None:
    page = opened(qtbot, DeviationsPage(entered, SUBJECT, "W0"))
    assert page.ui.none.isVisible()
    heard: list[str] = []
    page.changed.connect(lambda: heard.append("changed"))

    def act(dialog: DeviationDialog) -> None:
        assert dialog.ui.steps.text() == ""
        dialog.ui.circumstance.setPlainText("Vital signs 20 min late")
        dialog.ui.reason.setPlainText("Monitor broke down")
        dialog.ui.secret.setText(ADMIN_PASSWORD)
        dialog.ui.sign_button.click()

    answer(DeviationDialog, act)
    page.ui.record_button.click()
    assert heard == ["changed"]
    cells = [page.ui.table.model().index(0, column).data() for column in range(5)]
    said = ["Vital signs 20 min late", "Monitor broke down"]
    assert cells[1:] == ["Another rule of the protocol", *said, "Ada Min (admin), Investigator"]
    assert page.ui.count.text() == "1 protocol deviation"
    entries = [entry for entry in entered.entries(10) if entry.form == "DEVIATION"]
    told = [AuditWords(entered).sentence(entry) for entry in entries]
    assert told[1] == "saved Protocol deviation 1, Week 0, of P-001"
    assert told[0].startswith("signed Protocol deviation 1, Week 0, of P-001: “As investigator")


def test_the_overview_leads_to_the_list(qtbot: QtBot, entered: Study) -> None:
    entered.deviate(SUBJECT, "W0", [Step.CONSENT, Step.ELIGIBILITY], "x", "y", ADMIN, APPROVAL)
    page = opened(qtbot, OverviewPage(entered, SUBJECT))
    (row,) = [
        row for row in page.ui.needs_card.findChildren(LinkRow) if row.accessibleName() == "2 protocol deviations"
    ]
    with qtbot.waitSignal(page.open_form) as emitted:
        row.click()
    assert emitted.args[1] == "DEVIATION"
