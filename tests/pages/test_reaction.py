"""The small form of a reaction: its time is safe with one tap, whatever happens then."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_follow import undescribed
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.pages import reaction
from ucmsc_desktop.pages.reaction import GLOVED, ReactionPanel
from ucmsc_desktop.store.errors import DiskFull
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .at_risk import NOW, SUBJECT, TODAY, VISIT, at, stored, ward
from .events import Mouse
from .hands import opened

BESIDE_CONTROLS = 776
"""The width that the bedside has beside its controls on the smallest screen."""
MOMENT = NOW - timedelta(hours=2, minutes=30, seconds=7)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The light look, taken off again afterwards."""
    font, palette = qapp.font(), qapp.palette()
    theme.apply(qapp, theme.LIGHT)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def panel(empty_study: Study, qtbot: QtBot) -> ReactionPanel:
    """The panel with a reaction noted."""
    made = opened(qtbot, ReactionPanel(ward(empty_study), SUBJECT, VISIT))
    made.note(MOMENT)
    return made


def drafted(panel: ReactionPanel, number: int = 1) -> AdverseEvent:
    """The draft as it is kept."""
    draft = panel.study.draft(at(number))
    assert draft is not None
    assert isinstance(draft.record, AdverseEvent)
    return draft.record


def test_one_tap_keeps_time_and_infusion(panel: ReactionPanel) -> None:
    assert drafted(panel) == AdverseEvent(onset=TODAY, onset_at=MOMENT, infusion=VISIT, ctcae_version="5.0")
    assert panel.isVisible()
    assert panel.ui.title.text() == "Reaction at 10:29:53"


def test_term_and_grade_are_one_tap_each_and_kept_at_once(panel: ReactionPanel) -> None:
    mouse = Mouse()
    mouse.tap(panel.terms["Chills"])
    assert drafted(panel).term == "Chills"
    cards = panel.ui.grade.cards
    mouse.tap(cards, cards.rects()[1].center())
    assert drafted(panel).grade == 2
    mouse.tap(panel.ui.save_button)
    assert mouse.count == 3
    assert stored(panel.study, at()).onset_at == MOMENT
    assert panel.study.draft(at()) is None
    assert not panel.isVisible()


def test_a_severe_reaction_runs_from_when_it_was_noticed(panel: ReactionPanel) -> None:
    panel.ui.grade.grade("3")
    assert drafted(panel).aware_at == MOMENT
    panel.ui.grade.grade("1")
    assert drafted(panel).aware_at is None


def test_a_grade_that_the_term_lacks_cannot_be_tapped(panel: ReactionPanel) -> None:
    panel.ui.grade.grade("1")
    panel.terms["Anaphylaxis"].click()
    assert panel.ui.grade.problem() == "Anaphylaxis begins at grade 3."
    cards = panel.ui.grade.cards
    Mouse().tap(cards, cards.rects()[1].center())
    assert drafted(panel).grade == 1
    Mouse().tap(cards, cards.rects()[3].center())
    assert drafted(panel).grade == 4


def test_later_keeps_the_draft(panel: ReactionPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        panel.ui.later_button.click()
    assert drafted(panel).onset_at == MOMENT
    assert not panel.isVisible()


def test_a_second_reaction_has_a_place_of_its_own(panel: ReactionPanel) -> None:
    assert panel.note(MOMENT + timedelta(seconds=30)) == at(2)
    assert drafted(panel, 1).onset_at == MOMENT
    assert drafted(panel, 2).onset_at == MOMENT + timedelta(seconds=30)


def test_a_tap_by_mistake_is_discarded_after_asking(panel: ReactionPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaction, "agreed", lambda *_asked: False)
    panel.ui.discard_button.click()
    assert drafted(panel).onset_at == MOMENT
    monkeypatch.setattr(reaction, "agreed", lambda *_asked: True)
    panel.ui.discard_button.click()
    assert panel.study.draft(at()) is None
    assert not panel.isVisible()


def test_a_full_disk_is_said_and_what_was_tapped_stays(panel: ReactionPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("There is no room left.")

    with monkeypatch.context() as broken:
        broken.setattr(panel.study, "keep_draft", full)
        panel.terms["Hives"].click()
        assert panel.ui.said.text() == "There is no room left."
        assert panel.terms["Hives"].isChecked()
        with pytest.raises(DiskFull):
            panel.note(NOW)
    panel.ui.grade.grade("2")
    assert panel.ui.said.text() == ""
    assert (drafted(panel).term, drafted(panel).grade) == ("Hives", 2)


def test_controls_are_large_enough_for_gloves(empty_study: Study, qtbot: QtBot, look: QApplication) -> None:
    panel = opened(qtbot, ReactionPanel(ward(empty_study), SUBJECT, VISIT))
    panel.note(MOMENT)
    look.processEvents()
    for button in (*panel.terms.values(), panel.ui.save_button, panel.ui.later_button, panel.ui.grade.cards):
        assert button.height() >= theme.scaled(GLOVED)
    assert panel.minimumSizeHint().width() <= BESIDE_CONTROLS


def test_a_discarded_reaction_is_no_longer_to_be_described(
    empty_study: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Key(SUBJECT, VISIT, InfusionEvent.form, 1)
    ward(empty_study).save(key, InfusionEvent(kind=EventKind.REACTION, at=MOMENT, mono_ms=0))
    panel = opened(qtbot, ReactionPanel(empty_study, SUBJECT, VISIT))
    panel.note(MOMENT)
    assert undescribed(empty_study.records(SUBJECT))
    monkeypatch.setattr(reaction, "agreed", lambda *_asked: True)
    panel.discard()
    assert undescribed(empty_study.records(SUBJECT)) == []
    kept = empty_study.find(key)
    assert kept is not None
    assert kept.record == InfusionEvent(kind=EventKind.REACTION, at=MOMENT, mono_ms=0, note="No adverse event")
