"""No page quotes the screening PASI to the person who scores another visit: facts, deviations, amendments, refusals."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.screened import approve, enter
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.deviations import DeviationsPage
from ucmsc_desktop.pages.facts import FactsPage
from ucmsc_desktop.pages.protocol import ProtocolPage
from ucmsc_desktop.store.errors import OutOfOrder
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

from .hands import opened

CODE, SCORE = "P-013", "PASI 0.9 is not above"
SIGNING = Signing(Meaning.APPROVAL, PRACTICE_PASSWORD)
SCREENED, BASELINE = Key(CODE, "SCR", "PASI"), Key(CODE, "W0", "PASI")


def slight(study: Study) -> PasiAssessment:
    """A PASI of 0.9: a little of the trunk."""
    kept = study.find(Key("P-001", "SCR", "PASI"))
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    values: dict[str, object] = {}
    for name in kept.record.__struct_fields__:
        region, _joint, part = name.rpartition("_")
        if part in ("erythema", "induration", "desquamation"):
            values[name] = int(region == "trunk")
        elif name.endswith("area_pct"):
            values[name] = Decimal(5 if name.startswith("trunk") else 0)
    return msgspec.structs.replace(kept.record, assessed_on=study.clock().date(), **values)


@pytest.fixture
def scoring(study_as: Callable[[str], Study]) -> Study:
    """A study in which somebody with all roles scores week 0 of a candidate who is not eligible by the PASI."""
    study = study_as("practice")
    enter(study, CODE, without={"PASI"})
    study.save(SCREENED, slight(study), sign=SIGNING)
    approve(study, CODE)
    (step,) = study.unmet(BASELINE, slight(study))
    assert SCORE in step.missing
    study.deviate(CODE, "SCR", [Step.ELIGIBILITY], step.missing, "as the sponsor agreed", "investigator", SIGNING)
    study.keep_draft(BASELINE, slight(study))
    return study


def said(page: QWidget) -> Iterator[str]:
    """Everything that a page says."""
    for part in page.findChildren(QWidget):
        if isinstance(part, QLabel):
            yield part.text()
        elif isinstance(part, QPlainTextEdit):
            yield part.toPlainText()
        elif isinstance(part, QTableWidget):
            yield from (item.text() for item in part.findItems("", Qt.MatchFlag.MatchContains))
        else:
            yield part.accessibleName()


def test_the_facts_say_no_verdict(scoring: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, FactsPage(scoring, CODE, "SCR", "CONSENT"))
    assert not any(SCORE in words for words in said(page))
    assert page.ui.verdict.text() == "Earlier scores stay hidden until you sign the PASI of Week 0."
    scoring.discard_draft(BASELINE)
    assert SCORE in opened(qtbot, FactsPage(scoring, CODE, "SCR", "CONSENT")).ui.verdict.text()


def test_a_deviation_says_that_it_is_there(scoring: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, DeviationsPage(scoring, CODE))
    assert not any(SCORE in words for words in said(page))
    cells = [page.ui.table.model().index(0, column).data() for column in (1, 2, 3)]
    assert cells == ["Eligibility before enrolment and baseline", "hidden", "hidden"]
    assert page.ui.note.text() == "Earlier scores stay hidden until you sign the PASI of Week 0."
    scoring.discard_draft(BASELINE)
    page.refresh()
    assert any(SCORE in words for words in said(page))
    assert page.ui.note.text().startswith("A deviation opens the way")


def test_an_amendment_says_whose_verdict_differs_and_not_how(scoring: Study, qtbot: QtBot) -> None:
    scoring.amend_protocol({"eligibility.pasi_above": Decimal("0.5")}, "wider", SIGNING)
    page = opened(qtbot, ProtocolPage(scoring))
    assert not any(SCORE in words for words in said(page))
    assert f"{CODE}: hidden while you score this participant" in page.ui.versions.toPlainText()
    scoring.discard_draft(BASELINE)
    page.refresh()
    assert SCORE in page.ui.versions.toPlainText()


def test_a_refusal_names_the_step_and_not_the_score(study_as: Callable[[str], Study]) -> None:
    study = study_as("practice")
    enter(study, CODE, without={"PASI"})
    study.save(SCREENED, slight(study), sign=SIGNING)
    approve(study, CODE)
    study.keep_draft(BASELINE, slight(study))
    assert [step.missing for step in study.unmet(BASELINE, slight(study))] == ["No signed verdict “eligible” stands."]
    for sign in (None, SIGNING):
        with pytest.raises(OutOfOrder, match="No signed verdict “eligible” stands") as refused:
            study.save(BASELINE, slight(study), sign=sign)
        assert SCORE not in str(refused.value)
