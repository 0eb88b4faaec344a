"""The PASI form under hands that err: pasted texts, pens that slip, windows that change, taps that come twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.hands import Fingers, Pen
from ucmsc_desktop.body import pack
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import AreaMethod
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_PIN, PRACTICE_USER
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.body_canvas import Tool
from ucmsc_desktop.widgets.score_pad import ScorePad

from .events import CONTROL, LEFT, PLAIN, Finger, answered, on_chart
from .hands import field_here, here, opened, press

KEY = Key("P-007", "W4", "PASI")
CHEST = ((230.0, 280.0), (250.0, 300.0), (290.0, 310.0))
OFF = (-30.0, 280.0)


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> PasiPage:
    return opened(qtbot, PasiPage(study, KEY.subject, KEY.visit))


def pasted(words: str) -> None:
    """Paste where the keyboard is."""
    QApplication.clipboard().setText(words)
    QTest.keyClick(here(), Qt.Key.Key_V, CONTROL)


def in_step(page: PasiPage) -> None:
    """The map on the screen is the one of the record, which is the one of the draft."""
    canvas, lesions = page.side.canvas, page.record.lesion_map
    assert not canvas.is_painting
    shown = canvas.chart.blank() if lesions is None else pack.unpack(canvas.chart, lesions)
    assert np.array_equal(canvas.mask, shown)
    page.leave()
    stands = page.study.draft(page.key) or page.study.find(page.key)
    assert stands is not None
    assert stands.record == page.record


# Texts


@pytest.mark.parametrize(
    "words", ["140", "-3", "12.34", "12,5", "head", "1e3", "½", "\x00\x01", "9" * 100_000, "x" * 100_000]
)
def test_a_pasted_text_that_is_no_area_is_a_sentence(page: PasiPage, words: str) -> None:
    pasted(words)
    press("\n")
    assert page.record.area_pct(Region.HEAD) is None
    assert field_here(page) == "head_area_pct"
    assert 0 < len(page.ui.problem.text()) < 200
    assert not page.save()
    here().selectAll()  # type: ignore[attr-defined]
    press("8\n")
    assert page.record.area_pct(Region.HEAD) == 8
    assert page.ui.problem.isHidden()


@pytest.mark.parametrize("words", ["12.5", " 12.5 ", "12.5 %", "12.5\n"])
def test_a_pasted_area_is_understood(page: PasiPage, words: str) -> None:
    pasted(words)
    press("\n")
    assert page.record.head_area_pct == Decimal("12.5")
    assert page.areas[Region.HEAD].line.text() == "12.5"
    assert field_here(page) == "head_erythema"


@pytest.mark.parametrize("words", ["3", "99", "x" * 100_000])
def test_nothing_is_pasted_into_a_pad(page: PasiPage, words: str) -> None:
    page.focus("trunk_erythema")
    pasted(words)
    assert (page.record.trunk_erythema, field_here(page)) == (None, "trunk_erythema")


def test_a_long_note_is_kept(page: PasiPage) -> None:
    page.focus("notes")
    pasted("word " * 20_000)
    page.leave()
    draft = page.study.draft(KEY)
    assert draft is not None
    assert draft.record == page.record
    assert page.record.notes == ("word " * 20_000).strip()


@pytest.mark.parametrize("digit", "56789")
def test_more_than_a_grade_is_refused_in_a_sentence(page: PasiPage, digit: str) -> None:
    page.focus("head_erythema")
    press(digit)
    assert page.record.head_erythema is None
    assert page.ui.problem.text() == "Head and neck, redness must be 0 to 4."
    assert field_here(page) == "head_erythema"


def test_an_area_of_0_in_hand_leaves_nothing_to_ask_when_it_is_signed(page: PasiPage) -> None:
    press("8\n2218\n2218\n221" + "0")
    seen = answered(lambda _dialog: press(PRACTICE_PIN))
    QTest.keyClick(here(), Qt.Key.Key_Return, CONTROL)
    assert seen
    kept = page.study.find(KEY)
    assert kept is not None
    assert kept.signatures
    assert page.record.signs(Region.LOWER_LIMBS) == (0, 0, 0)


# Pens, fingers, windows


def test_a_pen_that_leaves_the_chart_paints_on_where_it_returns(page: PasiPage) -> None:
    Pen(page.ui.body_map).draw([CHEST[0], OFF, (-500.0, 2000.0), CHEST[2]])
    assert page.record.map_pct(Region.TRUNK)
    assert page.record.trunk_area_method is AreaMethod.MAP
    in_step(page)


@pytest.mark.parametrize("what", ["resize", "hide", "key", "region", "undo", "save", "enlarge"])
def test_a_stroke_that_is_cut_off_is_kept_and_in_step(page: PasiPage, what: str) -> None:
    press("8\n")
    view = page.ui.body_map
    Pen(view).draw([(780.0, 300.0), (800.0, 330.0)])
    before = page.record
    Pen(view).send(QEvent.Type.TabletPress, CHEST[0], LEFT, LEFT)
    Pen(view).send(QEvent.Type.TabletMove, CHEST[1], Qt.MouseButton.NoButton, LEFT)
    assert page.side.canvas.is_painting
    painted = page.side.canvas.mask.copy()
    acts: dict[str, Callable[[], object]] = {
        "resize": lambda: page.resize(1400, 800),
        "hide": page.hide,
        "key": lambda: page.focus("trunk_erythema"),
        "region": lambda: QTest.mouseClick(page.ui.lower_limbs_erythema, LEFT),
        "undo": page.undo,
        "save": page.save,
        "enlarge": page.side.enlarge,
    }
    acts[what]()
    QApplication.processEvents()
    Pen(view).send(QEvent.Type.TabletMove, CHEST[2], Qt.MouseButton.NoButton, LEFT)
    Pen(view).send(QEvent.Type.TabletRelease, CHEST[2], LEFT)
    QApplication.processEvents()
    in_step(page)
    if what == "undo":
        assert page.record == before
        page.redo()
    assert np.array_equal(page.side.canvas.mask, painted)


def test_a_hand_beside_the_pen_and_a_second_finger_paint_nothing(page: PasiPage) -> None:
    view = page.ui.body_map
    Pen(view).hover(CHEST[0])
    Fingers(view).draw(CHEST)
    assert page.record.lesion_map is None
    page.side.canvas.set_tool(Tool.FILL)
    QTest.mouseClick(view, Qt.MouseButton.RightButton, PLAIN, on_chart(view, *CHEST[0]).toPoint())
    QTest.mouseClick(view, Qt.MouseButton.MiddleButton, PLAIN, on_chart(view, *CHEST[0]).toPoint())
    assert page.record.lesion_map is None


def test_every_stroke_is_one_step_back_and_forth(page: PasiPage) -> None:
    maps = [page.record.lesion_map]
    for x in (230.0, 260.0, 290.0, 760.0):
        Pen(page.ui.body_map).draw([(x, 280.0), (x + 20, 320.0)])
        maps.append(page.record.lesion_map)
    assert len({lesions.cells if lesions else b"" for lesions in maps}) == 5
    for lesions in reversed(maps[:-1]):
        QTest.keyClick(here(), Qt.Key.Key_Z, CONTROL)
        assert page.record.lesion_map == lesions
        in_step(page)
    for lesions in maps[1:]:
        QTest.keyClick(here(), Qt.Key.Key_Y, CONTROL)
        assert page.record.lesion_map == lesions
        in_step(page)


# Clicks that come twice


def test_two_buttons_and_double_clicks_score_once(page: PasiPage) -> None:
    page.focus("head_erythema")
    pad: ScorePad = page.ui.head_erythema
    at = pad.rects()[3].center().toPoint()
    QTest.mouseDClick(pad, LEFT, PLAIN, at)
    assert page.record.head_erythema == 3
    assert page.record.head_induration is None
    QTest.mousePress(pad, LEFT, PLAIN, pad.rects()[2].center().toPoint())
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, PLAIN, pad.rects()[1].center().toPoint())
    QTest.mouseRelease(pad, LEFT, PLAIN, at)
    assert page.record.head_erythema == 2


def test_fast_alternating_taps_score_what_they_touch(window: MainWindow, workspace: Workspace) -> None:
    workspace.open_subject(KEY.subject)
    workspace.open_form(KEY.visit, KEY.form)
    QApplication.processEvents()
    page, finger = cast(PasiPage, workspace.page), Finger()
    pads: list[ScorePad] = [getattr(page.ui, f"{region}_erythema") for region in (Region.HEAD, Region.LOWER_LIMBS)]
    for number in range(60):
        pad = pads[number % 2]
        before, was_compact = page.record, pad.compact
        finger.tap(pad, pad.rect().center() if was_compact else pad.rects()[number % 5].center())
        name = pad.objectName()
        expected = getattr(before, name) if was_compact else number % 5
        assert getattr(page.record, name) == expected
    in_step(page)


def test_logging_out_in_mid_stroke_keeps_all(window: MainWindow, workspace: Workspace, study: Study) -> None:
    workspace.open_subject(KEY.subject)
    workspace.open_form(KEY.visit, KEY.form)
    QApplication.processEvents()
    page = cast(PasiPage, workspace.page)
    page.focus("head_area_pct")
    press("8\n2")
    page.focus("notes")
    press("hand")
    view = page.ui.body_map
    QTest.mousePress(view, LEFT, PLAIN, on_chart(view, *CHEST[0]).toPoint())
    QTest.mouseMove(view, on_chart(view, *CHEST[1]).toPoint())
    painted = page.side.canvas.mask.copy()
    window.log_out()
    again = Study.open(study.folder, PRACTICE_USER, PRACTICE_PASSWORD)
    draft = again.draft(KEY)
    assert draft is not None
    record = draft.record
    assert isinstance(record, page.record_type)
    assert (record.head_area_pct, record.head_erythema, record.notes) == (Decimal(8), 2, "hand")
    assert record.lesion_map is not None
    assert np.array_equal(pack.unpack(page.side.canvas.chart, record.lesion_map), painted)
    again.close()


def test_a_click_beside_everything_does_nothing(page: PasiPage) -> None:
    before = page.record
    for x, y in ((0, 0), (page.width() - 1, page.height() - 1), (page.width() // 2, 4)):
        for button in (LEFT, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            QTest.mouseClick(page, button, PLAIN, QPointF(x, y).toPoint())
    assert page.record == before
    assert page.study.draft(KEY) is None
