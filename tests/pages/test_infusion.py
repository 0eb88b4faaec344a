"""The infusion page with real widgets and the real store: dose, label, times, vital signs, bad input, roles."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.pages.infusion import InfusionPage
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.field_base import FieldWidget

from .bedside import KEY, Clock, choose, draft_of, fill, give, said, take, typed
from .hands import give_reason, here, opened, press, say_missing, sign_with


@pytest.fixture
def clock(study: Study) -> Clock:
    study.clock = Clock()
    return study.clock


@pytest.fixture
def page(study: Study, clock: Clock, qtbot: QtBot) -> InfusionPage:
    return opened(qtbot, InfusionPage(study, KEY.subject, KEY.visit))


# Dose and label


def test_a_log_begins_without_a_weight(page: InfusionPage, clock: Clock) -> None:
    assert page.ui.dose_words.text() == "Weight needed"
    assert said(page.ui.working_words.text()) == "2 million cells per kg × the body weight"
    assert page.record.weight_kg is None
    assert page.record.given_on == clock().date()
    assert page.save() is False


def test_the_dose_follows_the_weight(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    assert said(page.ui.dose_words.text()) == "137 million cells"
    assert said(page.ui.volume_words.text()) == "68.5 mL"
    day = clock().date().strftime("%d-%b-%Y")
    assert said(page.ui.working_words.text()) == f"2 million cells per kg × 68.5 kg (weighed {day})"
    assert page.ui.concentration_words.text() == "2 million per mL"
    assert page.ui.caution.text() == ""
    assert draft_of(study).cells_per_kg == 2_000_000


def test_a_label_of_total_cells_needs_the_viability(page: InfusionPage, clock: Clock) -> None:
    fill(page, clock)
    choose(page.ui.label_counts, 1)
    assert said(page.ui.volume_words.text()).strip() == ""
    assert page.ui.viability_pct.problem() == "The label counts total cells: the viability is needed."
    typed(page, "viability_pct", "90")
    assert page.ui.viability_pct.problem() == ""
    assert said(page.ui.volume_words.text()) == "76.1 mL"
    assert said(page.ui.concentration_words.text()).endswith("= 1.8 million viable per mL")


@pytest.mark.parametrize(
    ("weight", "sentence"),
    [
        ("0", "Body weight must be 20 to 300 kg."),
        ("700", "Body weight must be 20 to 300 kg."),
        ("68,5", "Body weight: write “68.5”, with a point and no comma."),
        ("68.55", "Body weight has at most 1 decimal."),
        ("heavy", "Body weight: “heavy” is not a number."),
    ],
)
def test_no_dose_is_shown_for_a_bad_weight(
    page: InfusionPage, study: Study, clock: Clock, weight: str, sentence: str
) -> None:
    fill(page, clock)
    typed(page, "weight_kg", weight)
    assert said(page.ui.weight_kg.problem()) == sentence
    assert page.ui.dose_words.text() == "Weight needed"
    assert page.ui.weight_kg.line.text() == weight
    assert page.save() is False
    assert study.find(KEY) is None
    assert draft_of(study).weight_kg is None


@pytest.mark.parametrize("viability", ["0", "100.1"])
def test_a_viability_that_cannot_be(page: InfusionPage, viability: str) -> None:
    typed(page, "viability_pct", viability)
    assert said(page.ui.viability_pct.problem()) == "Viability must be 0.1 to 100 %."


def test_an_old_weight_is_said_and_not_blocked(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    typed(page, "weighed_on", (clock().date() - timedelta(days=3)).isoformat())
    assert page.ui.caution.text() == "The weight is 3 days old; the protocol allows 1 day."
    assert page.ui.caution.isVisible()
    assert page.save()
    assert study.find(KEY) is not None


def test_an_expired_product_is_said_at_its_field(page: InfusionPage, clock: Clock) -> None:
    fill(page, clock)
    typed(page, "expires_on", "2020-01-31")
    assert page.ui.expires_on.problem() == "The product had expired on the day of the infusion."
    typed(page, "expires_on", "2099-01-31")
    assert page.ui.expires_on.problem() == ""


# Giving


def test_start_and_stop_are_stamped_and_kept_at_once(page: InfusionPage, study: Study, clock: Clock) -> None:
    page.ui.started_at.button.click()
    assert draft_of(study).started_at == clock()
    assert page.ui.lasted_label.text() == "Infusion running"
    clock.now += timedelta(minutes=28, seconds=12)
    page.ui.stopped_at.button.click()
    assert draft_of(study).stopped_at == clock()
    assert (page.ui.lasted_label.text(), said(page.ui.lasted_words.text())) == ("Lasted", "28 min 12 s")


def test_a_running_infusion_counts(page: InfusionPage, clock: Clock, qtbot: QtBot) -> None:
    page.ui.started_at.button.click()
    clock.now += timedelta(minutes=1, seconds=30)
    qtbot.waitUntil(lambda: said(page.ui.lasted_words.text()) == "1 min 30 s")


def test_cells_given_and_their_part(page: InfusionPage, clock: Clock) -> None:
    fill(page, clock)
    give(page, clock, volume="43.8")
    assert said(page.ui.given_words.text()) == "87.6 million cells"
    assert said(page.ui.part_words.text()) == "63.9 % of the dose"
    assert said(page.ui.caution.text()) == "Only 63.9 % of the dose was given (tolerance 5 %)."
    typed(page, "volume_given_ml", "80")
    assert said(page.ui.caution.text()) == "The volume given is more than 5 % above 68.5 mL."
    typed(page, "volume_given_ml", "68.5")
    assert page.ui.caution.text() == ""


def test_a_stop_before_the_start(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    give(page, clock)
    typed(page, "stopped_at", "09:00")
    assert page.ui.stopped_at.problem() == "The stop is not later than the start."
    assert page.ui.lasted_words.text() == ""
    assert page.sign() is False
    assert page.bar.message.text() == "The marked entries contradict each other."
    assert page.save()
    assert study.find(KEY) is not None


def test_a_second_tap_does_not_move_the_start(page: InfusionPage, clock: Clock) -> None:
    assert page.ui.started_at.button.isVisible()
    page.ui.started_at.button.click()
    assert not page.ui.started_at.button.isVisible()
    assert page.ui.stopped_at.button.isVisible()
    typed(page, "started_at", "\b")
    assert page.ui.started_at.button.isVisible()


def test_the_weight_comes_first_and_tab_reaches_every_entry(page: InfusionPage) -> None:
    reached = []
    while (name := page.binder.name_of(here()) or page.vitals.binder.name_of(here())) not in reached:
        reached.append(name)
        press("\t")
        while not (page.binder.name_of(here()) or page.vitals.binder.name_of(here())):
            press("\t")
    assert reached[:3] == ["weight_kg", "weighed_on", "given_on"]
    assert set(reached) == set(page.binder.widgets) | set(page.vitals.binder.widgets)


def test_times_move_with_the_day_to_the_second(page: InfusionPage, clock: Clock) -> None:
    fill(page, clock)
    give(page, clock)
    start, yesterday = page.record.started_at, clock().date() - timedelta(days=1)
    assert start is not None
    typed(page, "given_on", yesterday.isoformat())
    moved = page.record.started_at
    assert moved is not None
    assert (moved.date(), moved.time()) == (yesterday, start.time())
    page.undo()
    assert page.record.started_at == start
    assert page.binder.read(page.record) == page.record


def test_a_start_gives_the_day(page: InfusionPage, clock: Clock) -> None:
    typed(page, "given_on", "\b")
    assert page.record.given_on is None
    page.ui.started_at.button.click()
    assert page.record.given_on == clock().date()


def test_the_whole_log_is_signed_in_words(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    give(page, clock)
    page.note_reaction()
    lines = [said(line) for line in page.summary()]
    assert lines[-1].startswith("Reaction noticed at: ")
    assert lines[1].startswith("Dose: 137 million cells = 2 million cells per kg × 68.5 kg")
    assert lines[5] == "Given: 137 million cells, 100 % of the dose"
    seen = sign_with()
    assert page.sign()
    assert seen
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, Infusion)
    assert kept.record.cells_per_kg == 2_000_000
    assert kept.record.dose_cells == kept.record.cells_given == 137_000_000
    assert kept.record.label_counts is LabelCounts.VIABLE


def test_what_was_not_observed_says_why(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    page.ui.started_at.button.click()
    asked, signed = say_missing(), sign_with()
    assert page.sign()
    assert asked
    assert signed
    assert page.ui.lasted_words.text() == ""
    kept = study.find(KEY)
    assert kept is not None
    assert set(kept.record.missing) == {"stopped_at", "volume_given_ml"}


def test_a_saved_log_is_finished_without_reasons(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    page.ui.started_at.button.click()
    assert page.save()
    assert not page.editing
    page.change()
    clock.now += timedelta(minutes=50)
    page.ui.stopped_at.button.click()
    assert page.save()
    seen = give_reason("Typing mistake")
    page.change()
    typed(page, "weight_kg", "68.4")
    assert page.save()
    assert seen
    kept = study.find(KEY)
    assert kept is not None
    assert kept.changes == 2


# Reaction


def test_a_reaction_is_stamped_in_one_tap(page: InfusionPage, study: Study, clock: Clock) -> None:
    QTest.mouseClick(page.ui.reaction_button, Qt.MouseButton.LeftButton)
    assert draft_of(study).reaction_at == clock()
    press("shivering")
    first = clock()
    clock.now += timedelta(minutes=5)
    QTest.mouseClick(page.ui.reaction_button, Qt.MouseButton.LeftButton)
    assert draft_of(study).reaction_at == first
    press("warm blanket")
    page.leave()
    assert draft_of(study).reaction == "shivering\n10:05:07: warm blanket"


def test_a_signed_log_has_no_reaction_button(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, InfusionPage(study, "P-001", "W0"))
    assert not page.ui.reaction_button.isVisible()
    page.change()
    assert page.ui.reaction_button.isVisible()


def test_a_reaction_opens_a_saved_log(page: InfusionPage, study: Study, clock: Clock) -> None:
    fill(page, clock)
    assert page.save()
    page.ui.reaction_button.click()
    assert page.editing
    assert draft_of(study).reaction_at == clock()
    assert page.save()


# Visits and roles


@pytest.mark.parametrize(("visit", "words"), [("W12", "at week 12"), ("SCR", "at Screening"), ("X9", "at X9")])
def test_a_visit_without_an_infusion(study: Study, qtbot: QtBot, visit: str, words: str) -> None:
    page = opened(qtbot, InfusionPage(study, "P-001", visit))
    assert page.ui.unplanned_words.text() == f"No infusion planned {words}"
    assert page.ui.unplanned.isVisible()
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (page.save(), page.sign()) == (False, False)
    page.note_reaction()
    assert study.drafts() == []
    assert study.find(page.key) is None


def test_no_weight_comes_from_an_earlier_visit(study: Study, qtbot: QtBot) -> None:
    earlier = study.find(Key("P-007", "W0", "INFUSION"))
    assert earlier is not None
    page = opened(qtbot, InfusionPage(study, "P-007", "W2"))
    assert page.ui.weight_kg.line.text() == ""


def test_the_day_is_that_of_the_visit(study: Study, qtbot: QtBot) -> None:
    study.save(Key("P-007", "W2", "SV"), Visit(status=VisitStatus.DONE, visited_on=date(2026, 3, 30)))
    page = opened(qtbot, InfusionPage(study, "P-007", "W2"))
    assert page.record.given_on == date(2026, 3, 30)


def test_a_nurse_writes(study_as: Callable[[str], Study], qtbot: QtBot) -> None:
    page = opened(qtbot, InfusionPage(study_as("nurse"), KEY.subject, KEY.visit))
    assert page.editing
    assert page.ui.reaction_button.isVisible()
    assert page.ui.vitals_entry.isVisible()


@pytest.mark.parametrize(("user", "takes_vitals"), [("coordinator", False), ("monitor", False), ("assessor", True)])
def test_others_read(study_as: Callable[[str], Study], qtbot: QtBot, user: str, takes_vitals: bool) -> None:
    page = opened(qtbot, InfusionPage(study_as(user), "P-001", "W0"))
    assert said(page.ui.dose_words.text()) == "137 million cells"
    assert page.ui.weight_kg.read_only
    assert not page.ui.reaction_button.isVisible()
    assert not page.bar.change_button.isVisible()
    assert page.ui.vitals_entry.isVisible() is takes_vitals
    page.ui.sets.setCurrentCell(0, 0)
    assert page.ui.change_set_button.isVisible() is takes_vitals
    assert page.ui.set_history_button.isVisible()


# The screen


@pytest.fixture
def usual_look(qapp: QApplication) -> Iterator[None]:
    """The look of a first start, before the page is made: what a test before left would stay in its sizes."""
    before = (qapp.font(), qapp.palette())
    theme.apply(qapp, theme.LIGHT)
    yield
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def test_all_is_in_sight_on_the_smallest_screen(
    usual_look: None, page: InfusionPage, clock: Clock, qapp: QApplication
) -> None:
    fill(page, clock)
    typed(page, "weighed_on", (clock().date() - timedelta(days=3)).isoformat())
    for _ in range(5):
        take(page)
        page.ui.save_set_button.click()
    for _ in range(3):  # words that wrap ask for their height in a turn, and get it in the next
        qapp.processEvents()
    assert page.size().toTuple() == (1202, 612)
    assert page.minimumSizeHint().width() <= 1202
    area = page.ui.left_area
    assert (area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()) == (0, 0)
    controls: list[QWidget] = [child for child in page.findChildren(FieldWidget) if child.isVisible()]
    controls += [page.ui.save_set_button, page.ui.reaction_button, page.bar.sign_button]
    assert len(controls) == 17 + 8 + 3
    for child in controls:
        corner = child.mapTo(page, QPoint(child.width(), child.height()))
        assert (corner.x() <= 1202, corner.y() <= 612) == (True, True), child.objectName()
        assert child.height() >= 44, child.objectName()


def test_large_text_never_scrolls_sideways(study: Study, qapp: QApplication, qtbot: QtBot) -> None:
    before = (qapp.font(), qapp.palette())
    theme.apply(qapp, theme.LIGHT, 130)
    page = opened(qtbot, InfusionPage(study, KEY.subject, KEY.visit))
    take(page)
    page.ui.save_set_button.click()
    qapp.processEvents()
    assert page.minimumSizeHint().width() <= 1202
    assert page.ui.left_area.horizontalScrollBar().maximum() == 0
    area = page.ui.left_area.viewport().rect()
    for entry, go in ((page.ui.systolic, None), (page.ui.stopped_at, "stopped_at")):
        if go:
            page.focus(go)
        assert area.contains(entry.mapTo(page.ui.left_area.viewport(), entry.rect().center()))
    corner = page.ui.dose_words.mapTo(page, QPoint(0, 0))
    assert 0 <= corner.y() < 612
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])


def test_every_control_has_a_name(page: InfusionPage) -> None:
    fields = page.findChildren(FieldWidget)
    assert [child.objectName() for child in fields if not child.accessibleName()] == []
    bare = [b.objectName() for b in page.findChildren(QPushButton) if not (b.text() or b.accessibleName())]
    assert set(bare) <= {"left_button"}
    assert page.ui.sets.accessibleName() == "Vital signs"
