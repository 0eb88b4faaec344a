"""What stands beside a sealed PASI on the screen: values, chips, hints, the sealed total, a second rater."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import cast

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, PasiEntries, ScoringMode
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.reveal_panel import RevealPanel
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.widgets.notice import Notice

SIGNING = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD)
SHORT, TALL = (655, 220), (487, 520)

Show = Callable[..., RevealPanel]


@pytest.fixture
def investigator(study_as: Callable[[str], Study]) -> Study:
    """The practice study, opened by a person who scored none of it."""
    return study_as("investigator")


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show the panel of one assessment."""

    def shown(study: Study, key: Key, size: tuple[int, int] = TALL) -> RevealPanel:
        panel = RevealPanel()
        qtbot.addWidget(panel)
        panel.resize(*size)
        panel.show_reveal(study, kept_at(study, key))
        panel.show()
        qtbot.wait(10)
        return panel

    return shown


def kept_at(study: Study, key: Key) -> Kept[PasiEntries]:
    kept = study.find(key)
    assert kept is not None
    assert isinstance(kept.record, PasiEntries)
    return cast("Kept[PasiEntries]", kept)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def chips(panel: RevealPanel) -> list[str]:
    return [plain(chip.text()) for chip in panel.chips.values() if chip.isVisible()]


def hints(panel: RevealPanel) -> list[str]:
    return [notice.text() for notice in panel.ui.asked.findChildren(Notice) if notice.isVisible()]


def rows(panel: RevealPanel) -> list[list[str]]:
    table = panel.ui.table
    cells = [[table.item(row, column) for column in range(4)] for row in range(table.rowCount())]
    return [[plain(item.text()) for item in row if item is not None] for row in cells]


def rated_again(study: Study, visit: str, **values: object) -> Key:
    """Another person's rating of a visit of P-001: the first one with some entries changed."""
    first = msgspec.structs.asdict(kept_at(study, Key("P-001", visit, "PASI")).record)
    key = Key("P-001", visit, IndependentPasi.form)
    study.save(key, IndependentPasi(**{**first, **values}), sign=SIGNING)
    return key


def scored_after(study: Study, **values: object) -> tuple[Key, PasiAssessment]:
    """A hidden, signed assessment of P-005 two weeks after its last: as that one, with some entries changed."""
    last = kept_at(study, Key("P-005", "W2", "PASI")).record
    assert isinstance(last, PasiAssessment)
    assert last.assessed_on is not None
    on = last.assessed_on + timedelta(days=14)
    record = msgspec.structs.replace(last, assessed_on=on, mode=ScoringMode.HIDDEN, **values)
    key = Key("P-005", "W4", "PASI")
    study.save(key, record, sign=SIGNING)
    return key, record


def test_values_change_and_responses(investigator: Study, show: Show) -> None:
    panel = show(investigator, Key("P-001", "W12", "PASI"))
    ui = panel.ui
    assert (ui.total_title.text(), ui.baseline_title.text()) == ("PASI, Week 12", "Baseline, Week 0")
    assert ui.previous_title.text() == "Previous visit, Week 8"
    assert (ui.total.text(), ui.baseline.text()) == ("1.0", "24.9")
    assert plain(ui.total_change.text()) == "−96.0 % from baseline"
    assert plain(ui.baseline_change.text()) == "−23.9 points since"
    assert chips(panel) == ["PASI 50 reached", "PASI 75 reached", "PASI 90 reached", "PASI 100 not reached"]
    assert not ui.without.isVisible()
    assert not ui.sealed.isVisible()


def test_no_response_at_the_baseline_and_why(investigator: Study, show: Show) -> None:
    panel = show(investigator, Key("P-001", "W0", "PASI"))
    assert panel.ui.without.text() == "This PASI is the baseline."
    assert chips(panel) == []
    assert panel.ui.total_change.text() == ""


def test_what_moved_far_and_another_assessor(investigator: Study, show: Show) -> None:
    key, _record = scored_after(investigator, trunk_erythema=0, trunk_area_pct=Decimal(95))
    found = hints(show(investigator, key))
    assert found[-1] == "Week 2 was scored by another assessor (Practice assessor)."
    before = kept_at(investigator, Key("P-005", "W2", "PASI")).record
    moved = f"area score {before.area(Region.TRUNK)} → 6, redness {before.trunk_erythema} → 0."
    assert f"Trunk since Week 2: {moved}" in found


def test_a_change_now_keeps_the_sealed_value_in_sight(investigator: Study, show: Show) -> None:
    key, record = scored_after(investigator)
    assert not show(investigator, key).ui.sealed.isVisible()
    later = msgspec.structs.replace(record, head_erythema=0)
    investigator.save(key, later, reasons={"head_erythema": "mis-tap"}, sign=SIGNING)
    tenths = record.tenths() or 0
    assert show(investigator, key).ui.sealed.text() == (
        f"As sealed {tenths // 10}.{tenths % 10}, changed after earlier scores were shown."
    )


def test_two_raters_are_compared_once_both_have_signed(investigator: Study, show: Show) -> None:
    first = kept_at(investigator, Key("P-001", "W4", "PASI")).record
    assert not show(investigator, Key("P-001", "W4", "PASI")).ui.second_part.isVisible()
    grade = first.trunk_erythema or 0
    key = rated_again(investigator, "W4", trunk_erythema=grade + 1)
    for shown in (key, Key("P-001", "W4", "PASI")):
        panel = show(investigator, shown)
        assert panel.ui.second_part.isVisible()
        told = rows(panel)
        assert told[1] == ["Trunk, redness", str(grade), str(grade + 1), "+1"]
        assert [row[0] for row in told] == ["PASI", "Trunk, redness", "Trunk, share"]
        assert "Practice assessor" in panel.ui.second_words.text()
    assert "second rating" in show(investigator, key).ui.without.text()


def test_two_raters_who_agree_in_everything(investigator: Study, show: Show) -> None:
    rated_again(investigator, "W4")
    panel = show(investigator, Key("P-001", "W4", "PASI"))
    assert "Both gave the same in every entry." in panel.ui.second_words.text()
    assert [row[-1] for row in rows(panel)] == ["0.0"]


def test_ways_on(investigator: Study, show: Show, qtbot: QtBot) -> None:
    panel = show(investigator, Key("P-001", "W4", "PASI"))
    with qtbot.waitSignal(panel.maps_wanted):
        panel.ui.maps_button.click()
    assert not panel.ui.second_button.isVisible(), "a second rating is not begun by who sees the first"
    second = rated_again(investigator, "W4")
    assert not show(investigator, second).ui.second_button.isVisible()
    panel = show(investigator, Key("P-001", "W4", "PASI"))
    with qtbot.waitSignal(panel.second_wanted):
        panel.ui.second_button.click()


def test_nobody_is_sent_to_rate_a_second_time_what_they_rated(study_as: Callable[[str], Study], show: Show) -> None:
    assert not show(study_as("assessor"), Key("P-001", "W4", "PASI")).ui.second_button.isVisible()
    assert not show(study_as("monitor"), Key("P-001", "W4", "PASI")).ui.second_button.isVisible()


@pytest.mark.parametrize("size", [SHORT, TALL, (440, 300), (900, 700)])
def test_it_scrolls_down_and_never_sideways(investigator: Study, show: Show, size: tuple[int, int]) -> None:
    rated_again(investigator, "W4", **{f"{region}_induration": 4 for region in Region})
    panel = show(investigator, Key("P-001", "W4", "PASI"), size)
    area = panel.ui.area
    assert area.horizontalScrollBar().maximum() == 0
    assert panel.ui.content.width() <= area.viewport().width()
    assert panel.ui.content.minimumSizeHint().width() <= area.viewport().width()
    assert area.verticalScrollBar().maximum() > 0 or size[1] > 400
