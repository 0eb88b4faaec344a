"""Before an infusion: the gate, two persons' checks of one dose, the second blind, and what keeps it from starting."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.product import BagMove, Move, ReadBy
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.pages.bedside_before import BeforePanel
from ucmsc_desktop.pages.deviation_dialog import DeviationDialog
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study

from .bedside import Clock, choose, said
from .checkers import (
    LOT,
    SUBJECT,
    UNIT,
    VISIT,
    born,
    compared,
    enter_first,
    enter_second,
    everywhere,
    first_step,
    name_person,
    panel_of,
    put,
    ready,
    received,
    second_step,
    sign_first,
    sign_second,
)
from .hands import answer, opened


@pytest.fixture
def nurse(study_as: Callable[[str], Study], study: Study) -> Study:
    """The practice study, in which everything is ready, opened by the nurse."""
    ready(study)
    return study_as("nurse")


def checks(study: Study) -> list[DoseCheck]:
    return [kept.record for kept in of_type(study.records(SUBJECT), DoseCheck, VISIT)]


def test_two_persons_check_and_the_infusion_may_start(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse, rate_ml_h="120", line="peripheral", line_filter="200 µm")
    sign_second(panel, nurse, rate_ml_h="120")
    step = compared(panel)
    assert step.found.agreed
    assert all(line.passes for line in step.ui.gate_list.lines)
    with qtbot.waitSignal(panel.start_wanted):
        step.ui.start_button.click()
    log = panel.log
    assert log is not None
    assert (log.weight_kg, log.lot, log.bag, log.line) == (Decimal("68.5"), LOT, UNIT, "peripheral")
    assert (log.dose_cells, log.volume_to_give_ml, log.rate_ml_h) == (Decimal(137_000_000), Decimal(100), Decimal(120))
    assert (log.donor, log.passage, log.weighed_on) == ("D-07", 4, nurse.clock().date())
    assert [one.checker for one in checks(nurse)] == [Checker.FIRST, Checker.SECOND]
    assert {kept.by.user for kept in of_type(nurse.records(SUBJECT), DoseCheck, VISIT)} == {"nurse", "investigator"}
    assert {kept.state for kept in of_type(nurse.records(SUBJECT), DoseCheck, VISIT)} == {State.SIGNED}


class Taps:
    """Counts presses on anything but the keys of the keypad, which type."""

    def __init__(self) -> None:
        self.count = 0

    def at(self, widget: QWidget) -> None:
        """Press a widget in its middle, as a finger does."""
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_start_takes_six_taps_and_two_log_ins(qtbot: QtBot, nurse: Study) -> None:
    panel, taps = panel_of(qtbot, nurse), Taps()
    step = first_step(panel)
    for name, words in {"subject_read": SUBJECT, "birth_read": born(nurse), "weight_kg": "68.5"}.items():
        put(step, name, words)
    taps.at(step.ui.weighed_at.button)
    for name, words in {"unit_read": UNIT, "lot_read": LOT, "rate_ml_h": "120"}.items():
        put(step, name, words)
    step.ui.secret.setText(PRACTICE_PASSWORD)
    taps.at(step.ui.sign_button)
    other = second_step(panel)
    enter_second(panel, nurse, rate_ml_h="120")
    taps.count += 2  # when it was weighed, and what the label counts
    name_person(other, "investigator")
    taps.count += 1
    other.ui.secret.setText(PRACTICE_PASSWORD)
    QTest.keyClick(other.ui.secret, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.start_wanted):
        taps.at(compared(panel).ui.start_button)
    assert taps.count <= 6


def test_nothing_of_the_first_person_is_anywhere_while_the_second_enters(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    read = {"weight_kg": "73.9", "rate_ml_h": "113.7", "line": "subclavian", "line_filter": "170 µm"}
    seen: list[bool] = []
    panel.blind_changed.connect(seen.append)
    enter_first(panel, nurse, **read)
    assert "73.9" in everywhere()
    sign_first(panel, nurse, **read)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert panel.is_blind
    assert seen == [True]
    words = everywhere()
    for figure in ("73.9", "147.8", "107.9", "113.7", "subclavian", "170 µm", UNIT, LOT, "137", born(nurse)):
        assert figure not in words, figure
    assert panel.first() == DoseCheck()
    assert panel.log is None
    assert nurse.drafts() == []


def test_the_page_around_it_hides_them_too(qtbot: QtBot, nurse: Study) -> None:
    page = opened(qtbot, BedsidePage(nurse, SUBJECT, VISIT))
    panel = page.before
    assert panel is not None
    sign_first(panel, nurse, weight_kg="73.9", rate_ml_h="113.7")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert panel.is_blind
    words = everywhere()
    for figure in ("73.9", "147.8", "107.9", "113.7", UNIT, LOT, born(nurse)):
        assert figure not in words, figure
    sign_second(panel, nurse, weight_kg="73.9", dose_million="147.8", volume_ml="107.9", rate_ml_h="113.7")
    assert panel.log is None  # the bag holds 100 mL, less than is tolerated
    assert "holds 100" in said(" ".join(line.sentence for line in compared(panel).ui.gate_list.lines))


def test_the_second_person_meets_an_empty_form_after_a_crash_too(qtbot: QtBot, nurse: Study) -> None:
    sign_first(panel_of(qtbot, nurse), nurse)
    again = panel_of(qtbot, nurse)
    assert again.is_blind
    assert second_step(again).entry.binder.read(DoseCheck()) == DoseCheck()


def test_a_difference_is_resolved_and_both_figures_stay(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse)
    sign_second(panel, nurse, weight_kg="58.5", dose_million="117", volume_ml="85.4")
    step = compared(panel)
    assert not step.ui.start_button.isVisible()
    assert panel.log is None
    assert "Body weight, Dose, Volume to give" in step.ui.verdict.text()
    assert not step.ui.second_again_button.isEnabled()
    step.ui.resolution.setPlainText("Read 58.5 for 68.5")
    step.ui.second_again_button.click()
    assert second_step(panel).ui.weight_kg.line.text() == ""
    sign_second(panel, nurse)
    assert compared(panel).found.agreed
    assert "Read 58.5 for 68.5" in compared(panel).ui.verdict.text()
    assert [str(one.dose_million) for one in checks(nurse)] == ["137", "117", "137"]
    assert panel.log is not None


def test_the_first_person_enters_again_from_nothing(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse, weight_kg="58.5")
    second_step(panel).ui.again_button.click()
    assert first_step(panel).ui.weight_kg.line.text() == ""
    sign_first(panel, nurse)
    assert panel.is_blind
    sign_second(panel, nurse)
    assert compared(panel).found.agreed


def test_the_second_persons_secret_wrong_five_times(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse)
    sign_second(panel, nurse, secret="wrong-password-1")
    ui = second_step(panel).ui
    assert "This is not the PIN or password of Practice investigator" in ui.problem.text()
    for _ in range(4):
        ui.secret.setText("wrong-password-1")
        ui.sign_button.click()
    ui.secret.setText(PRACTICE_PASSWORD)
    ui.sign_button.click()
    assert "Five wrong passwords or PINs in a row" in ui.problem.text()
    assert ui.weight_kg.line.text() == "68.5"
    assert panel.is_blind
    assert len(checks(nurse)) == 1
    name_person(second_step(panel), "coordinator")
    ui.secret.setText(PRACTICE_PASSWORD)
    ui.sign_button.click()
    assert compared(panel).found.agreed


def test_the_first_person_is_not_offered_as_the_second(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse)
    offered = second_step(panel).ui.person.answers
    assert "nurse" not in offered
    assert "monitor" not in offered
    assert "investigator" in offered


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("weight_kg", "700", "Body weight must be 20 to 300 kg."),
        ("weight_kg", "68,5", "Body weight: write “68.5”, with a point and no comma."),
        ("subject_read", "P-001", "This is not P-007, whose page is open: stop and find out who lies here."),
        ("birth_read", "1930-01-01", "This is not the participant's birth date as it is recorded"),
    ],
)
def test_what_cannot_be_is_said_at_its_entry_and_not_signed(
    qtbot: QtBot, nurse: Study, name: str, typed: str, sentence: str
) -> None:
    panel = panel_of(qtbot, nurse)
    sign_first(panel, nurse, **{name: typed})
    step = first_step(panel)
    assert sentence in said(getattr(step.ui, name).problem())
    assert sentence in said(step.ui.problem.text())
    assert checks(nurse) == []
    put(step, name, {"weight_kg": "68.5", "subject_read": SUBJECT, "birth_read": born(nurse)}[name])
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()
    assert panel.is_blind


def test_a_viability_of_nothing_is_refused_from_either_person(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    step = enter_first(panel, nurse, unit_read="NOT-RECEIVED")
    for name, words in {"cells_million": "137", "bag_volume_ml": "100", "viability_pct": "0"}.items():
        put(step, name, words)
    choose(step.ui.label_counts, 0)
    assert "leaves no living cell" in step.ui.viability_pct.problem()
    put(step, "viability_pct", "91")
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()
    sign_second(panel, nurse, unit_read="NOT-RECEIVED", viability_pct="0")
    assert panel.is_blind
    assert "leaves no living cell" in second_step(panel).ui.problem.text()


def against(panel: BeforePanel) -> str:
    lines = first_step(panel).ui.gate_list.lines
    return said(" ".join(line.sentence for line in lines if not line.passes))


def test_what_is_against_the_bag_is_said_at_the_gate(qtbot: QtBot, study: Study) -> None:
    clock = Clock()
    study.clock = clock
    ready(study)
    other = received(study, "OTHER", "LOT-2")
    old = received(study, "OLD", expires_at=clock() + timedelta(minutes=10))
    spent = received(study, "SPENT")
    for move, volume in ((Move.ISSUED, None), (Move.GIVEN, Decimal(100))):
        line = BagMove(bag=spent.key.number, move=move, subject="P-005", visit="W2", volume_ml=volume)
        bags.move(study, line)
    clock.now += timedelta(minutes=30)
    panel = panel_of(qtbot, study)
    step = enter_first(panel, study)
    assert against(panel) == ""
    for unit, sentence in {
        "OTHER": "Bag OTHER is of lot LOT-2, not of lot UC-0417.",
        "OLD": "Bag OLD expired on",
        "SPENT": "SPENT",
        "NOWHERE": "Bag NOWHERE is not in the accountability log",
    }.items():
        put(step, "unit_read", unit)
        assert sentence in against(panel)
        assert any(line.can_be_opened for line in step.ui.gate_list.lines) is (unit != "SPENT")
    assert (step.record.cells_million, step.record.label_counts, step.record.volume_ml) == (None, None, None)
    put(step, "unit_read", UNIT)
    clock.now += timedelta(minutes=240)
    step.refresh_gate()
    assert "was thawed 270 min ago; 240 min are allowed" in against(panel)
    assert other.key.number != old.key.number


def test_going_on_against_the_gate_is_a_deviation_that_an_investigator_signs(qtbot: QtBot, nurse: Study) -> None:
    old = nurse.clock() - timedelta(days=3)
    panel = panel_of(qtbot, nurse)
    step = enter_first(panel, nurse)
    put(step, "weighed_at", f"{old:%Y-%m-%d %H:%M}")
    assert "The weight is 3 days old" in against(panel)

    def sign(dialog: DeviationDialog) -> None:
        dialog.ui.reason.setPlainText("the scale is broken")
        dialog.ui.signer.setCurrentIndex(dialog.ui.signer.findData("investigator"))
        dialog.ui.secret.setText(PRACTICE_PASSWORD)
        dialog.ui.sign_button.click()

    asked = answer(DeviationDialog, sign)
    with qtbot.waitSignal(panel.changed):
        step.ui.deviation_button.click()
    assert len(asked) == 1
    assert against(panel) == ""
    deviation = of_type(nurse.records(SUBJECT), Deviation, VISIT)[-1].record
    assert (deviation.reason, deviation.step) == ("the scale is broken", "weight")


def test_a_bag_is_scanned_or_typed_twice(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    step = enter_first(panel, nurse, unit_read=f"(10){LOT}(21){UNIT}")
    assert (step.record.unit_read, step.record.lot_read, step.record.read_by) == (UNIT, LOT, ReadBy.SCANNED)
    assert not step.ui.unit_again.isVisible()
    for name, words in {"unit_read": UNIT, "lot_read": LOT}.items():
        getattr(step.ui, name).setFocus()
        getattr(step.ui, name).line.clear()
        for key in words:
            QTest.keyClicks(getattr(step.ui, name).line, key)
            QTest.qWait(40 if name == "unit_read" else 0)
        QTest.keyClick(getattr(step.ui, name).line, Qt.Key.Key_Return)
    assert step.ui.unit_again.isVisible()
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()
    assert "once more" in step.ui.problem.text()
    put(step, "unit_again", "UC-0417-C")
    put(step, "lot_again", LOT)
    step.ui.sign_button.click()
    assert "not what was typed first" in step.ui.problem.text()
    put(step, "unit_again", UNIT)
    step.ui.sign_button.click()
    assert panel.is_blind
    assert checks(nurse)[0].read_by is ReadBy.TYPED_TWICE


def test_what_is_typed_is_kept_as_the_persons_draft(qtbot: QtBot, nurse: Study) -> None:
    enter_first(panel_of(qtbot, nurse), nurse)
    draft = nurse.draft(Key(SUBJECT, VISIT, DoseCheck.form, 1))
    assert draft is not None
    panel = panel_of(qtbot, nurse)
    again = first_step(panel)
    assert again.record.weight_kg == Decimal("68.5")
    assert again.ui.dose_words.text().replace("\u00a0", " ") == "137 million cells"
    assert again.entry.bag.read_by is ReadBy.SCANNED


def test_the_keypad_types_where_the_keyboard_is(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    step = first_step(panel)
    step.ui.weight_kg.setFocus()
    for key in (*(step.ui.pad.keys[digit] for digit in "689"), step.ui.pad.delete_key, step.ui.pad.point_key):
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    QTest.mouseClick(step.ui.pad.keys["5"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(step.ui.pad.next_key, Qt.MouseButton.LeftButton)
    assert step.record.weight_kg == Decimal("68.5")
    assert QApplication.focusWidget() is step.ui.weighed_at.line


def test_every_step_fits_the_smallest_screen(qtbot: QtBot, nurse: Study) -> None:
    panel = panel_of(qtbot, nurse)
    for act in (enter_first, sign_first, sign_second):
        act(panel, nurse)
        hint = panel.minimumSizeHint()
        assert hint.width() <= 1202
        assert hint.height() <= 580
