"""Two persons at the page before an infusion: a participant who is ready, a bag, and what each of them types."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Kept, Key, of_type
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.product import Bag, BagMove, Move, ReadBy
from ucmsc_desktop.pages.bedside_before import BeforePanel
from ucmsc_desktop.pages.checks_compared import ChecksCompared
from ucmsc_desktop.pages.first_check import FirstCheck
from ucmsc_desktop.pages.second_check import SecondCheck
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study

from .bedside import choose
from .hands import opened, press

SUBJECT, VISIT = "P-007", "W2"
UNIT, LOT = "UC-0417-B", "UC-0417"
READ = {"weight_kg": "68.5", "unit_read": UNIT, "lot_read": LOT}
WORKED_OUT = {"cells_million": "137", "bag_volume_ml": "100", "viability_pct": "91", "dose_million": "137"}


def received(study: Study, unit: str = UNIT, lot: str = LOT, **changes: Any) -> Kept[Bag]:
    """A bag that may be given: received, released, thawed a while ago."""
    product, now = bags.products(study)[0].record, study.clock()
    results = {name: limit.words or str(limit.low or limit.high) for name, limit in product.limits.items()}
    read = {
        "product": product.name,
        "lot": lot,
        "unit": unit,
        "donor": "D-07",
        "passage": 4,
        "label_counts": LabelCounts.VIABLE,
        "cells_million": Decimal(137),
        "volume_ml": Decimal(100),
        "viability_pct": Decimal(91),
        "expires_at": now + timedelta(hours=6),
        "shipment": "S-1",
        "release": results,
        "read_by": ReadBy.SCANNED,
    }
    bag = bags.receive(study, Bag(**read | changes))
    bags.move(study, BagMove(bag=bag.key.number, move=Move.THAWED, at=now))
    return bag


def ready(study: Study) -> Kept[Bag]:
    """A participant against whose infusion nothing speaks today, and a bag."""
    test = LabPanel(
        sampled_on=study.clock().date(),
        laboratory="Ward",
        results={PREGNANCY_TEST: LabResult(quality=Quality.NEGATIVE)},
    )
    study.save(Key(SUBJECT, VISIT, LabPanel.form, 1), test)
    return received(study)


def panel_of(qtbot: QtBot, study: Study) -> BeforePanel:
    """The panel, open."""
    return opened(qtbot, BeforePanel(study, SUBJECT, VISIT))


def first_step(panel: BeforePanel) -> FirstCheck:
    assert isinstance(panel.step, FirstCheck)
    return panel.step


def second_step(panel: BeforePanel) -> SecondCheck:
    assert isinstance(panel.step, SecondCheck)
    return panel.step


def compared(panel: BeforePanel) -> ChecksCompared:
    assert isinstance(panel.step, ChecksCompared)
    return panel.step


def born(study: Study) -> str:
    """What the participant says."""
    return str(of_type(study.records(SUBJECT), Participant)[0].record.birth_date)


def put(step: FirstCheck | SecondCheck, name: str, words: str) -> None:
    """Type into an entry and go on; the number of a bag comes as a scanner sends it, however slow this machine is."""
    if name == "unit_read" and words and not words.startswith("("):
        words = f"(21){words}"
    field = getattr(step.ui, name)
    field.setFocus()
    field.line.selectAll()
    press(words + "\n")


def enter_first(panel: BeforePanel, study: Study, **changes: str) -> FirstCheck:
    """The first person reads everything; what is scanned comes as fast as from a scanner."""
    step = first_step(panel)
    for name, words in ({"subject_read": SUBJECT, "birth_read": born(study)} | READ | changes).items():
        put(step, name, words)
    step.ui.weighed_at.button.click()
    return step


def sign_first(panel: BeforePanel, study: Study, **changes: str) -> None:
    """The first person enters and signs."""
    step = enter_first(panel, study, **changes)
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()


def enter_second(panel: BeforePanel, study: Study, **changes: str) -> SecondCheck:
    """The second person reads and works out everything."""
    step = second_step(panel)
    told = {"subject_read": SUBJECT, "birth_read": born(study), "volume_ml": "100"} | READ | WORKED_OUT | changes
    for name, words in told.items():
        put(step, name, words)
    step.ui.weighed_at.button.click()
    choose(step.ui.label_counts, 0)
    return step


def sign_second(
    panel: BeforePanel, study: Study, user: str = "investigator", secret: str = PRACTICE_PASSWORD, **changes: str
) -> None:
    """The second person enters, names themself and signs."""
    step = enter_second(panel, study, **changes)
    name_person(step, user)
    step.ui.secret.setText(secret)
    step.ui.sign_button.click()


def name_person(step: SecondCheck, user: str) -> None:
    """Say who the second person is."""
    choose(step.ui.person, step.ui.person.answers.index(user))


def texts(widget: QWidget) -> str:
    """Everything that any widget says, shown or not, to the eye or to assistive technology."""
    said = []
    for one in [widget, *widget.findChildren(QWidget)]:
        said += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.whatsThis(), one.windowTitle()]
        if isinstance(one, QLabel | QLineEdit | QAbstractButton):
            said.append(one.text())
        if isinstance(one, QLineEdit):
            said.append(one.placeholderText())
        if isinstance(one, QPlainTextEdit):
            said.append(one.toPlainText())
        if isinstance(one, QComboBox):
            said += [one.itemText(row) for row in range(one.count())]
        words = getattr(one, "text", None)
        said.append(
            str(words()) if callable(words) and not isinstance(one, QLabel | QLineEdit | QAbstractButton) else ""
        )
    return "\n".join(said).replace("\u00a0", " ")


def everywhere() -> str:
    """What every widget of the program says."""
    return "\n".join(texts(widget) for widget in QApplication.topLevelWidgets())
