"""Area three ways on the page: numbers, pictures and paint in step, and what is in doubt asked once."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ucmsc_desktop.body import count
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.pasi import AreaCheck, AreaMethod, PasiAssessment
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.store.study import Study

from .hands import field_here, here, opened, press, sign_with

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CHEST, BACK = (220, 280), (760, 300)


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> PasiPage:
    return opened(qtbot, PasiPage(study, "P-007", "W4"))


def dab(page: PasiPage, place: tuple[float, float]) -> None:
    """Touch the chart once with the mouse."""
    chart = page.ui.body_map
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.to_view().map(QPointF(*place)).toPoint())


def asked(page: PasiPage) -> str:
    return page.ui.area_line.text() if page.ui.area_line.isVisible() else ""


def drafted(page: PasiPage) -> PasiAssessment:
    draft = page.study.draft(page.key)
    assert draft is not None
    assert isinstance(draft.record, PasiAssessment)
    return draft.record


# Pictures


def test_a_picture_sets_the_area_and_moves_on(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    QTest.mouseClick(page.ui.patterns.buttons[3], Qt.MouseButton.LeftButton)
    assert (page.record.trunk_area_pct, page.record.trunk_area_method) == (Decimal(20), AreaMethod.PICTURES)
    assert field_here(page) == "trunk_erythema"
    page.focus("trunk_area_pct")
    assert page.ui.patterns.chosen() == 20


def test_no_lesions_is_a_picture_too_and_skips_the_signs(page: PasiPage) -> None:
    page.focus("upper_limbs_area_pct")
    QTest.mouseClick(page.ui.none_button, Qt.MouseButton.LeftButton)
    assert page.record.signs(Region.UPPER_LIMBS) == (0, 0, 0)
    assert field_here(page) == "trunk_area_pct"


# Paint


def test_paint_proposes_and_the_palms_and_grade_follow(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    assert (page.record.trunk_area_pct, page.record.trunk_area_method) == (Decimal("3.3"), AreaMethod.MAP)
    assert page.palms[Region.TRUNK].line.text() == "1"
    assert page.areas[Region.TRUNK].line.text() == "3.3"
    assert page.ui.trunk_grade.text() == "1 · map"
    assert drafted(page) == page.record


def test_paint_is_undone_and_redone_by_stroke(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    first = page.record.lesion_map
    dab(page, BACK)
    assert page.record.trunk_map_pct == Decimal("6.7")
    page.undo()
    assert page.record.lesion_map == first
    assert page.side.canvas.map() == first
    assert count.percentages(page.side.canvas.chart, page.side.canvas.mask)[Region.TRUNK] == Decimal("3.3")
    page.undo()
    assert page.record.lesion_map is None
    assert page.record.trunk_area_pct is None
    page.redo()
    assert page.record.lesion_map == first


def test_a_touch_of_another_region_makes_it_the_one_in_hand(page: PasiPage) -> None:
    page.focus("head_area_pct")
    dab(page, (200, 620))
    assert page.matrix.active is Region.LOWER_LIMBS
    assert page.ui.focus_title.text() == "Lower limbs · Area"
    assert page.record.lower_limbs_area_method is AreaMethod.MAP


def test_the_number_of_the_assessor_wins_over_the_map_until_they_take_it(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    press("20\n")
    dab(page, CHEST)
    assert page.record.trunk_area_pct == 20
    assert "Map 3.3" in asked(page)
    assert page.ui.area_line.status == "warn", "another grade"
    page.ui.use_map_button.click()
    assert (page.record.trunk_area_pct, page.record.trunk_area_method) == (Decimal("3.3"), AreaMethod.MAP)
    assert asked(page) == ""


def test_the_same_grade_is_only_said(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    page.focus("trunk_area_pct")
    press("5")
    assert page.ui.area_line.status == "info"
    assert page.ui.keep_button.isHidden()
    assert page.ui.use_map_button.isVisible()


# Doubts


@pytest.mark.parametrize("by_key", [True, False])
def test_a_number_close_to_a_bound_is_asked_about_once(page: PasiPage, *, by_key: bool) -> None:
    page.focus("trunk_area_pct")
    press("9.5")
    assert "close to 10" in asked(page)
    if by_key:
        press("y")
    else:
        QTest.mouseClick(page.ui.keep_button, Qt.MouseButton.LeftButton)
    assert page.record.trunk_area_check is AreaCheck.NEAR
    assert page.ui.area_line.status == "ok"
    assert drafted(page).trunk_area_check is AreaCheck.NEAR
    page.focus("head_area_pct")
    page.focus("trunk_area_pct")
    assert page.ui.keep_button.isHidden()


def test_a_doubt_is_seen_at_the_signs_of_its_region_too(page: PasiPage) -> None:
    press("9\n2")
    assert "close to 10" in asked(page)
    press("y")
    assert page.record.head_area_check is AreaCheck.NEAR
    assert asked(page) == ""


def test_what_is_signed_says_which_doubts_were_not_answered(page: PasiPage) -> None:
    press("9\n221")
    assert "Not confirmed" in page.summary()[1]
    page.focus("head_area_pct")
    press("y")
    assert "Not confirmed" not in page.summary()[1]


def test_what_was_asked_and_not_answered_is_signed_as_that(page: PasiPage, study: Study) -> None:
    press("9\n2215\n322")
    for _region in range(2):
        press("5\n332")
    sign_with()
    assert page.sign()
    kept = study.find(page.key)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    assert kept.record.head_area_check is AreaCheck.UNANSWERED
    assert kept.record.trunk_area_check is None


def test_keeping_a_number_by_mouse_leaves_the_keyboard_in_its_entry(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    press("9.5")
    QTest.mouseClick(page.ui.keep_button, Qt.MouseButton.LeftButton)
    assert field_here(page) == "trunk_area_pct"
    press(" ")
    assert page.record.trunk_area_pct == Decimal("9.5")


def test_a_region_without_paint_is_not_asked_about_its_map(page: PasiPage) -> None:
    page.focus("head_area_pct")
    press("20\n")
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    page.focus("head_area_pct")
    assert asked(page) == ""


def test_an_area_that_is_read_shows_its_picture_and_not_the_words_of_a_sign(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study, "P-007", "W0"))
    page.focus("head_area_pct")
    assert page.ui.grades.isHidden()
    assert not page.ui.patterns.buttons[0].isEnabled()


# Strokes and undo


def test_undo_in_mid_stroke_takes_the_stroke_back_and_nothing_else(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    first = page.record.lesion_map
    canvas = page.side.canvas
    canvas.begin(*BACK)
    canvas.move(BACK[0] + 20, BACK[1])
    page.undo()
    canvas.move(BACK[0] + 40, BACK[1])
    canvas.end()
    assert page.record.lesion_map == first
    assert canvas.map() == first
    assert drafted(page).lesion_map == first


def test_a_map_of_another_chart_is_kept_and_not_shown(study: Study, qtbot: QtBot) -> None:
    other = LesionMap("another", b"cells")
    key = Key("P-007", "W4", "PASI")
    study.keep_draft(key, PasiAssessment(lesion_map=other), "head_area_pct")
    page = opened(qtbot, PasiPage(study, "P-007", "W4"))
    assert "chart" in page.ui.map_hint.text()
    dab(page, CHEST)
    page.focus("head_area_pct")
    press("8\n")
    assert page.record.lesion_map == other


# Enlarged


@pytest.mark.parametrize("leave", [Qt.Key.Key_M, Qt.Key.Key_Escape])
def test_the_map_is_reached_enlarged_and_left_by_keys(page: PasiPage, leave: Qt.Key) -> None:
    page.focus("trunk_area_pct")
    press("m")
    assert here() is page.ui.body_map
    press("m")
    assert page.ui.scoring.isHidden()
    QTest.keyClick(here(), leave)
    assert page.ui.scoring.isVisible()
    assert here() is page.ui.body_map


def test_the_bar_stays_in_sight_while_the_map_is_enlarged(page: PasiPage) -> None:
    page.side.enlarge()
    buttons: list[QPushButton] = [page.bar.sign_button, page.bar.undo_button]
    assert all(button.isVisible() for button in buttons)


def test_esc_in_mid_stroke_takes_the_stroke_back(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    dab(page, CHEST)
    first = page.record.lesion_map
    chart = page.ui.body_map
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=chart.to_view().map(QPointF(*BACK)).toPoint())
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=chart.to_view().map(QPointF(*BACK)).toPoint())
    assert page.record.lesion_map == first
    assert page.side.canvas.map() == first


def test_the_region_in_hand_stays_when_the_enlarged_chart_is_left(page: PasiPage) -> None:
    page.focus("upper_limbs_area_pct")
    press("mm")
    page.side.canvas.begin(*CHEST)
    page.side.canvas.end(lifted=True)
    assert page.matrix.active is Region.TRUNK
    QTest.keyClick(here(), Qt.Key.Key_Escape)
    assert page.matrix.active is Region.TRUNK
    press("\b")
    assert field_here(page) == "trunk_area_pct"


def test_going_to_an_entry_puts_the_matrix_back(page: PasiPage) -> None:
    page.side.enlarge()
    page.go_on()
    assert page.ui.scoring.isVisible()
    assert field_here(page) == "head_area_pct"
