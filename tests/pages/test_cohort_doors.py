"""The cohort is closed to who scores somebody; progress, which tells no score, stays open."""

import re
from collections.abc import Callable
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiEntries
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.progress import ProgressPage
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.study import Study

from .eyes import seen
from .hands import opened

UNSIGNED = Key("P-012", "W12", "PASI")


@pytest.fixture
def scoring(qtbot: QtBot, study_as: Callable[[str], Study]) -> Workspace:
    """The window of the assessor, who has a PASI of the practice study to sign."""
    return opened(qtbot, Workspace(study_as("assessor"), Settings()))


def closed(workspace: Workspace) -> ClosedPage:
    workspace.go(Place(Section.COHORT))
    assert isinstance(workspace.page, ClosedPage)
    return workspace.page


def test_progress_stays_open_and_tells_no_score(scoring: Workspace, qtbot: QtBot) -> None:
    page = closed(scoring)
    assert page.ui.sentence.text().startswith("P-012: Earlier scores stay hidden")
    page.ui.progress_button.click()
    progress = cast(ProgressPage, scoring.page)
    qtbot.waitUntil(lambda: progress.found is not None)
    records = [kept.record for kept in scoring.study.records("P-012") if isinstance(kept.record, PasiEntries)]
    totals = [f"{total // 10}.{total % 10}" for record in records if (total := record.tenths()) is not None]
    assert len(totals) >= 6
    assert progress.found is not None
    for listing in progress.found.listings():
        progress.show_list(listing.code)
        words = seen()
        told = [total for total in totals if re.search(rf"(?<![\d.]){re.escape(total)}(?!\d)", words)]
        assert told == [], listing.code


def test_the_closed_cohort_opens_the_form_that_closes_it(scoring: Workspace) -> None:
    closed(scoring).ui.form_button.click()
    assert Key(scoring.subject, scoring.place.visit, scoring.place.form) == UNSIGNED


def test_who_opens_earlier_scores_with_a_reason_sees_the_cohort(scoring: Workspace) -> None:
    page = closed(scoring)
    page.ui.open_button.setChecked(True)
    page.ui.reason.setText("The investigator asked")
    page.ui.reveal_button.click()
    assert not isinstance(scoring.page, ClosedPage)
    assert scoring.place.section is Section.COHORT
