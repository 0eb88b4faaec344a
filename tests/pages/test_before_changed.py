"""Two persons' checks when protocol or label change under them: no dose flows that nobody checked."""

from collections.abc import Callable
from decimal import Decimal

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.pages.bedside_before import BeforePanel
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.study import Study

from .bedside import said
from .checkers import SUBJECT, UNIT, VISIT, compared, first_step, panel_of, ready, sign_first, sign_second


@pytest.fixture
def nurse(study_as: Callable[[str], Study], study: Study) -> Study:
    """The practice study, in which everything is ready, opened by the nurse."""
    ready(study)
    return study_as("nurse")


def beginning(panel: BeforePanel) -> Infusion | None:
    """The log with which the infusion would start."""
    return panel.log


def test_a_dose_that_was_amended_since_is_checked_anew(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse)
    sign_second(panel, nurse)
    assert beginning(panel) is not None
    dose = msgspec.structs.replace(nurse.protocol.dose, cells_per_kg=Decimal(1_500_000))
    nurse.protocol = msgspec.structs.replace(nurse.protocol, dose=dose)
    panel.refresh()
    step = compared(panel)
    against = [line for line in step.ui.gate_list.lines if not line.passes]
    assert beginning(panel) is None
    assert not step.ui.start_button.isEnabled()
    assert "The protocol says 1.5 million cells per kg now" in said(against[0].sentence)
    assert not against[0].can_be_opened
    step.ui.again_button.click()
    sign_first(panel, nurse)
    sign_second(panel, nurse, dose_million="102.75", volume_ml="75")
    log = beginning(panel)
    assert log is not None
    assert log.dose_cells == Decimal(102_750_000)


def test_a_label_that_was_corrected_since_is_checked_anew(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse)
    sign_second(panel, nurse)
    bag = bags.find_bag(nurse, UNIT)
    assert bag is not None
    corrected = msgspec.structs.replace(bag.record, cells_million=Decimal(170))
    nurse.save(bag.key, corrected, reasons={"cells_million": "misread"})
    panel.refresh()
    assert panel.log is None
    against = " ".join(line.sentence for line in compared(panel).ui.gate_list.lines if not line.passes)
    assert "The label of bag UC-0417-B stands otherwise" in said(against)


def test_a_year_alone_tells_nobody(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse, birth_read="1985")
    assert of_type(nurse.records(SUBJECT), DoseCheck, VISIT) == []
    assert "birth" in first_step(panel).ui.problem.text()


def test_a_draft_takes_the_rate_of_the_protocol_in_force(qtbot: QtBot, nurse: Study) -> None:
    nurse.keep_draft(Key(SUBJECT, VISIT, DoseCheck.form, 1), DoseCheck(checker=Checker.FIRST, rate_ml_h=Decimal(90)))
    plan = msgspec.structs.replace(nurse.protocol.infusion, rate_ml_per_hour=Decimal(100))
    nurse.protocol = msgspec.structs.replace(nurse.protocol, infusion=plan)
    assert first_step(panel_of(qtbot, nurse)).record.rate_ml_h == Decimal(100)
