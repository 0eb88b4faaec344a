"""A whole PASI in the real window, from the open form to its seal: by keys, by touch, by mouse, each event counted."""

from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment, ScoringMode, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.pasi_matrix import REST_MS
from ucmsc_desktop.pages.sign_dialog import SignDialog
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.practice import PRACTICE_PIN
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.score_pad import ScorePad

from .events import CONTROL, Finger, Keyboard, Mouse, answered

KEY = Key("P-007", "W4", "PASI")
AREAS = {Region.HEAD: 20, Region.UPPER_LIMBS: 40, Region.TRUNK: 70, Region.LOWER_LIMBS: 50}
SIGNS = {Region.HEAD: "221", Region.UPPER_LIMBS: "322", Region.TRUNK: "433", Region.LOWER_LIMBS: "010"}
# 0.1 x 5 x 2 + 0.2 x 7 x 3 + 0.3 x 10 x 5 + 0.4 x 1 x 4
TOTAL = 10 + 42 + 150 + 16
MOST_KEYS, MOST_TAPS = 31, 36
CHEST = ((230.0, 280.0), (260.0, 300.0), (300.0, 290.0))


@pytest.fixture
def page(workspace: Workspace) -> PasiPage:
    """The form as it opens, nothing entered."""
    workspace.open_subject(KEY.subject)
    workspace.open_form(KEY.visit, KEY.form)
    QApplication.processEvents()
    page = cast(PasiPage, workspace.page)
    assert page.place() == "head_area_pct"
    return page


def sealed(study: Study) -> PasiAssessment:
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, PasiAssessment)
    assert study.draft(KEY) is None
    assert kept.record.mode is ScoringMode.HIDDEN
    assert [signature.by.user for signature in kept.signatures] == [study.account.user]
    return kept.record


def scores(record: PasiAssessment) -> dict[Region, tuple[Decimal | int | None, ...]]:
    return {region: (record.area_pct(region), *record.signs(region)) for region in Region}


def meant(areas: dict[Region, str]) -> dict[Region, tuple[Decimal | int, ...]]:
    return {region: (Decimal(areas[region]), *map(int, SIGNS[region])) for region in Region}


# Keyboard


def seal_by_keys(keyboard: Keyboard) -> list[SignDialog]:
    """Ctrl+Enter, and the PIN into the dialog that it opens: its last digit signs."""
    seen = answered(lambda _dialog: keyboard.press(PRACTICE_PIN))
    keyboard.key(Qt.Key.Key_Return, CONTROL)
    return seen


@pytest.mark.parametrize("decimals", ["", ".5"])
def test_by_keys_alone(page: PasiPage, study: Study, decimals: str) -> None:
    keyboard = Keyboard()
    areas = {region: f"{area}{decimals}" for region, area in AREAS.items()}
    keyboard.press("".join(f"{areas[region]}\n{SIGNS[region]}" for region in Region))
    assert page.record.tenths() == TOTAL
    assert keyboard.count == 24 + 4 * len(decimals)
    assert seal_by_keys(keyboard)
    record = sealed(study)
    assert keyboard.count <= MOST_KEYS + 4 * len(decimals)
    assert scores(record) == meant(areas)
    assert record.total_tenths == TOTAL
    assert {getattr(record, f"{region}_area_method") for region in Region} == {AreaMethod.TYPED}


def test_painted_by_keys_alone(page: PasiPage, study: Study) -> None:
    keyboard = Keyboard()
    keyboard.press("m")
    assert page.place() == "lesion_map"
    keyboard.press("f ")
    keyboard.key(Qt.Key.Key_Down)
    keyboard.press(" ")
    painted = page.record.lesion_map
    assert painted is not None
    assert page.record.map_pct(Region.HEAD) == page.record.area_pct(Region.HEAD)
    assert page.record.head_area_method is AreaMethod.MAP
    # Tab leads from the map over the pictures to the button that says what is left: it goes back to the matrix.
    while QApplication.focusWidget() is not page.bar.left_button:
        keyboard.press("\t")
        assert keyboard.count < 10
    keyboard.press("\n")
    assert page.place() == "head_erythema"
    for region in Region:
        keyboard.press(("" if region is Region.HEAD else f"{AREAS[region]}\n") + SIGNS[region])
    assert seal_by_keys(keyboard)
    record = sealed(study)
    assert record.lesion_map == painted
    assert record.head_area_method is AreaMethod.MAP
    assert record.head_map_pct == record.head_area_pct


# Touch and mouse


def score_by_taps(page: PasiPage, hand: Finger | Mouse, region: Region) -> None:
    """Tap the three pads of a region that is wide."""
    for sign, grade in zip(Sign, SIGNS[region], strict=True):
        pad: ScorePad = getattr(page.ui, f"{region}_{sign}")
        assert not pad.compact
        hand.tap(pad, pad.rects()[int(grade)].center())


def seal_by_taps(page: PasiPage, hand: Finger | Mouse) -> list[SignDialog]:
    """Sign, and the PIN on the keypad of the dialog."""

    def enter(dialog: SignDialog) -> None:
        for digit in PRACTICE_PIN:
            hand.tap(dialog.ui.keypad.keys[digit])

    seen = answered(enter)
    hand.tap(page.bar.sign_button)
    return seen


@pytest.mark.parametrize("kind", [Finger, Mouse])
def test_by_taps_alone(page: PasiPage, study: Study, kind: type[Finger | Mouse], qtbot: QtBot) -> None:
    hand = kind()
    qtbot.waitUntil(page.ui.patterns.is_drawn)
    for region in Region:
        pictures = {button.pct: button for button in page.ui.patterns.buttons}
        hand.tap(pictures[AREAS[region]])
        score_by_taps(page, hand, region)
        QApplication.processEvents()
    assert page.record.tenths() == TOTAL
    assert seal_by_taps(page, hand)
    record = sealed(study)
    assert hand.count <= MOST_TAPS
    assert scores(record) == meant({region: str(area) for region, area in AREAS.items()})
    assert record.total_tenths == TOTAL
    assert {getattr(record, f"{region}_area_method") for region in Region} == {AreaMethod.PICTURES}


@pytest.mark.parametrize("kind", [Finger, Mouse])
def test_painted_by_strokes(page: PasiPage, study: Study, kind: type[Finger | Mouse], qtbot: QtBot) -> None:
    hand = kind()
    hand.tap(page.ui.trunk_erythema)
    qtbot.wait(REST_MS + 50)  # what comes sooner is the second half of a double tap
    hand.stroke(page.ui.body_map, *CHEST)
    painted = page.record.lesion_map
    assert painted is not None
    assert page.record.trunk_area_method is AreaMethod.MAP
    assert page.record.area_pct(Region.TRUNK) == page.record.map_pct(Region.TRUNK)
    score_by_taps(page, hand, Region.TRUNK)
    for region in (Region.HEAD, Region.UPPER_LIMBS, Region.LOWER_LIMBS):
        QApplication.processEvents()
        if page.cell != f"{region}_area_pct":
            hand.tap(page.areas[region])
            QApplication.processEvents()
        hand.tap(page.ui.none_button)
    assert [page.record.area(region) for region in Region][:2] == [0, 0]
    assert seal_by_taps(page, hand)
    record = sealed(study)
    assert record.lesion_map == painted
    assert record.trunk_area_method is AreaMethod.MAP
    assert record.tenths() is not None
    assert hand.count <= MOST_TAPS
