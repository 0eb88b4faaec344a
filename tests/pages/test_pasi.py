"""The PASI form: scored by keys or taps, every total as the domain computes it, all in sight on a small screen."""

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment, ScoringMode, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages import pasi_words
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.pasi_words import CELLS
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.area_field import AreaField
from ucmsc_desktop.widgets.score_pad import ScorePad

from .hands import field_here, here, opened, press, sign_with

WHOLE = "8\n2211\n32213\n3324\n231"


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> PasiPage:
    return opened(qtbot, PasiPage(study, "P-007", "W4"))


def pad(page: PasiPage, name: str) -> ScorePad:
    found: ScorePad = getattr(page.ui, name)
    return found


def scores(page: PasiPage) -> list[object]:
    return [getattr(page.record, name) for name in CELLS]


# Keys


def test_a_whole_pasi_by_keys_alone(page: PasiPage, study: Study) -> None:
    assert field_here(page) == CELLS[0]
    pressed = press(WHOLE)
    assert page.record.tenths() == 91
    assert here() is page.bar.sign_button
    seen = sign_with()
    QTest.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seen
    assert pressed + 1 <= 31
    kept = study.find(page.key)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, PasiAssessment)
    assert kept.record.total_tenths == 91
    assert kept.record.head_area_method is AreaMethod.TYPED


def test_area_0_sets_its_signs_to_0_and_skips_on(page: PasiPage) -> None:
    press("0\n")
    assert scores(page)[:4] == [0, 0, 0, 0]
    assert field_here(page) == "upper_limbs_area_pct"
    assert page.record.contradictions() == []


def test_typing_a_part_of_a_percent_sets_no_sign(page: PasiPage) -> None:
    press("0.5\n")
    assert scores(page)[:4] == [Decimal("0.5"), None, None, None]
    assert field_here(page) == "head_erythema"


def test_an_area_that_is_no_longer_0_opens_its_signs_again(page: PasiPage) -> None:
    press("0\n")
    page.focus("head_area_pct")
    press("5\n")
    assert scores(page)[:4] == [5, None, None, None]


def test_area_0_replaces_signs_in_one_step_that_can_be_undone(page: PasiPage) -> None:
    press("8\n221")
    page.focus("head_area_pct")
    press("0\n")
    assert scores(page)[:4] == [0, 0, 0, 0]
    page.undo()
    assert scores(page)[:4] == [8, 2, 2, 1]


def test_backspace_clears_and_steps_back(page: PasiPage) -> None:
    press("8\n22\b")
    assert field_here(page) == "head_induration"
    press("\b")
    assert scores(page)[:4] == [8, 2, None, None]
    assert field_here(page) == "head_erythema"
    press("\b")
    assert field_here(page) == "head_area_pct"


def test_backspace_in_an_empty_area_steps_back(page: PasiPage) -> None:
    page.focus("trunk_area_pct")
    press("\b")
    assert field_here(page) == "upper_limbs_desquamation"


def test_arrows_move_through_the_matrix(page: PasiPage) -> None:
    way = [
        (Qt.Key.Key_Down, "head_erythema"),
        (Qt.Key.Key_Right, "upper_limbs_erythema"),
        (Qt.Key.Key_Down, "upper_limbs_induration"),
        (Qt.Key.Key_Left, "head_induration"),
        (Qt.Key.Key_Left, "head_induration"),
        (Qt.Key.Key_Up, "head_erythema"),
        (Qt.Key.Key_Up, "head_area_pct"),
        (Qt.Key.Key_Right, "upper_limbs_area_pct"),
    ]
    for key, place in way:
        QTest.keyClick(here(), key)
        assert field_here(page) == place
    assert scores(page) == [None] * 16


def test_tab_order_is_reading_order(page: PasiPage) -> None:
    walked = [field_here(page)]
    for _step in range(len(CELLS) + 1):
        press("\t")
        walked.append(field_here(page))
    assert walked == [*CELLS, "assessed_on", "notes"]
    assert walked.pop() == "notes"
    for name in reversed(walked):
        QTest.keyClick(here(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert field_here(page) == name


@pytest.mark.parametrize("key", ["5", "9", "x"])
def test_a_key_that_is_no_grade_changes_nothing(page: PasiPage, key: str) -> None:
    page.focus("head_erythema")
    press(key)
    assert field_here(page) == "head_erythema"
    assert page.record.head_erythema is None
    assert ("0 to 4" in page.ui.problem.text()) is key.isdigit()
    press("2")
    assert page.ui.problem.isHidden()


def test_after_the_last_entry_the_keyboard_goes_to_what_is_left(page: PasiPage) -> None:
    press(WHOLE)
    page.focus("upper_limbs_erythema")
    press("\b")
    page.focus("lower_limbs_desquamation")
    press("1")
    assert field_here(page) == "upper_limbs_erythema"


# Taps


def test_a_pad_is_scored_by_a_tap(page: PasiPage) -> None:
    target = pad(page, "trunk_erythema")
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    assert scores(page) == [None] * 16, "a first tap only opens the region"
    assert field_here(page) == "trunk_erythema"
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        target.rects()[1].center(),
        target.mapToGlobal(target.rects()[1].center()),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, second)
    assert scores(page) == [None] * 16, "nor does the second half of a double tap grade"
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rects()[3].center().toPoint())
    assert page.record.trunk_erythema == 3
    assert field_here(page) == "trunk_induration"


def test_what_is_left_is_counted_and_jumped_to(page: PasiPage) -> None:
    assert page.bar.left_button.text() == "16 entries left: Head and neck, area"
    press(WHOLE)
    page.focus("trunk_desquamation")
    press("\b")
    assert page.bar.left_button.text() == "1 entry left: Trunk, scaling"
    page.focus("notes")
    page.bar.left_button.click()
    assert field_here(page) == "trunk_desquamation"
    press("2")
    assert page.bar.left_button.isHidden()


# Palms


@pytest.mark.parametrize(
    ("region", "palms", "pct"),
    [
        (Region.HEAD, "1", "10"),
        (Region.UPPER_LIMBS, "1", "5"),
        (Region.TRUNK, "1", "3.3"),
        (Region.TRUNK, "3", "10"),
        (Region.LOWER_LIMBS, "1", "2.5"),
        (Region.LOWER_LIMBS, "40", "100"),
    ],
)
def test_palms_become_percent(page: PasiPage, region: Region, palms: str, pct: str) -> None:
    page.focus(f"{region}_area_pct")
    press("p")
    assert here() is page.palms[region].line
    press(f"{palms}\n")
    assert page.record.area_pct(region) == Decimal(pct)
    assert getattr(page.record, f"{region}_area_method") is AreaMethod.PALMS
    assert page.areas[region].line.text() == pct
    assert page.palms[region].line.text() == palms
    assert field_here(page) == f"{region}_erythema"


def test_percent_becomes_palms(page: PasiPage) -> None:
    page.focus("lower_limbs_area_pct")
    press("4\n")
    assert page.palms[Region.LOWER_LIMBS].line.text() == "1.6"
    page.focus("lower_limbs_area_pct")
    press("\b\b\n")
    assert page.palms[Region.LOWER_LIMBS].line.text() == ""


def test_more_palms_than_the_region_has_are_refused(page: PasiPage) -> None:
    press("p")
    press("11")
    assert page.record.head_area_pct == 10
    page.save()
    assert "0 to 10" in page.ui.problem.text()
    assert page.bar.message.text() == "Correct the marked entries first."
    assert page.palms[Region.HEAD].line.text() == "11"
    press("1\n")
    assert page.record.head_area_pct == 10
    assert page.ui.problem.isHidden()


# Results


def test_the_total_follows_each_entry(page: PasiPage) -> None:
    press("8\n2211\n32213\n3324\n23")
    assert (page.ui.total_caption.text(), page.ui.total_value.text()) == ("PASI so far", "6.7")
    assert page.ui.lower_limbs_working.text() == "0.4 × (2 + 3 + ?) × 1"
    assert page.ui.trunk_working.text() == "4.8"
    assert page.ui.bsa_value.text() == "6.5\u00a0%"
    press("1")
    assert (page.ui.total_caption.text(), page.ui.total_value.text()) == ("PASI", "9.1")


def test_the_words_of_the_focused_sign_come_from_the_protocol(page: PasiPage, study: Study) -> None:
    page.focus("trunk_desquamation")
    assert page.ui.focus_title.text() == "Trunk · Scaling"
    shown = [getattr(page.ui, f"grade_{grade}_words").text() for grade in range(5)]
    assert shown == list(study.protocol.assessment.descriptors["desquamation"])
    assert page.ui.pictures.isHidden()
    page.focus("trunk_area_pct")
    assert page.ui.grades.isHidden()
    assert page.ui.patterns.region is Region.TRUNK


def test_what_is_signed_is_said_in_six_lines(page: PasiPage) -> None:
    press(WHOLE)
    lines = page.summary()
    assert len(lines) == 6
    assert lines[3] == "Trunk: area 13\u00a0%, redness 3, thickness 3, scaling 2"
    assert lines[0] == "PASI 9.1 · BSA 6.5\u00a0%"


def test_earlier_scores_are_said_to_be_hidden_until_signing(page: PasiPage) -> None:
    assert "from your first entry" in page.ui.note_chip.text()
    press(WHOLE)
    assert page.ui.note_chip.text().startswith("Earlier scores stay hidden")
    sign_with()
    page.sign()
    assert page.ui.note_chip.text() == ""


def test_a_new_assessment_is_of_today_and_nothing_is_scored(page: PasiPage, study: Study) -> None:
    assert page.record == PasiAssessment(assessed_on=study.clock().date(), mode=ScoringMode.HIDDEN).derived()


def test_random_keys_leave_the_screen_and_the_record_in_step(page: PasiPage) -> None:
    hand = random.Random(7)
    for _key in range(250):
        target = hand.choice(CELLS) if hand.random() < 0.2 else field_here(page)
        page.focus(target if target in CELLS else CELLS[0])
        if hand.random() < 0.1:
            (page.undo if hand.random() < 0.6 else page.redo)()
        else:
            press(hand.choice("0123456789.p\b\b\n\n\t"))
        if not page.wrong():
            assert page.binder.read(page.record) == page.record
        assert page.record.derived() == page.record
        assert page.ui.total_value.text().strip() in ("", f"{pasi_words.total_so_far(page.record) / 10:.1f}")
    assert items.problems(page.record) == []


# Look


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The program, whose look is put back afterwards."""
    font, palette = qapp.font(), qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


def test_everything_is_in_sight_on_the_smallest_screen(page: PasiPage, look: QApplication, qtbot: QtBot) -> None:
    theme.apply(look, theme.LIGHT)
    press("8\n221")
    page.focus("upper_limbs_area_pct")
    press("140\n")
    sign = page.bar.sign_button
    qtbot.waitUntil(lambda: page.ui.matrix.height() >= page.ui.matrix.minimumSizeHint().height())
    qtbot.waitUntil(lambda: sign.mapTo(page, sign.rect().bottomRight()).y() < page.height())
    assert page.minimumSizeHint().width() <= 1202
    for child in [*page.findChildren(ScorePad), *page.findChildren(AreaField), sign]:
        corner = child.mapTo(page, QPoint(child.width(), child.height()))
        if not child.isVisible():
            assert child in page.palms.values()
            assert child is not page.palms[Region.UPPER_LIMBS]
            continue
        assert (corner.x() <= page.width(), corner.y() <= page.height()) == (True, True), child.objectName()
        assert child.height() >= 44


def test_every_control_has_a_name(page: PasiPage) -> None:
    controls: list[QWidget] = [getattr(page.ui, name) for name in (*CELLS, "assessed_on", "notes")]
    controls += page.palms.values()
    assert [child.objectName() for child in controls if not child.accessibleName()] == []
    assert pad(page, "trunk_induration").accessibleName() == "Trunk, thickness, 0 to 4"
    bare = [b.objectName() for b in page.findChildren(QPushButton) if not (b.text() or b.accessibleName())]
    assert set(bare) <= {"left_button", "keep_button", "use_map_button"}


@pytest.mark.parametrize("subject", ["P-007", "P-001"])
@pytest.mark.parametrize("scale", [130, 150])
def test_all_regions_are_in_sight_in_a_large_text(
    study: Study, qtbot: QtBot, look: QApplication, scale: int, subject: str
) -> None:
    theme.apply(look, theme.LIGHT, scale)
    page = opened(qtbot, PasiPage(study, subject, "W4"))
    page.resize(1280 - theme.scaled(78), 720)
    assert page.minimumSizeHint().width() <= page.width()
    pads = [pad(page, f"lower_limbs_{sign}") for sign in Sign]
    qtbot.waitUntil(lambda: all(each.mapTo(page, each.rect().topRight()).x() < page.width() for each in pads))
    day = page.ui.assessed_on.line
    assert day.width() >= day.fontMetrics().horizontalAdvance(day.text())


def test_there_is_no_total_before_a_region_is_complete(page: PasiPage) -> None:
    press("8\n22")
    assert page.ui.total_value.text().strip() == ""
    press("1")
    assert page.ui.total_value.text() == "0.5"


def test_a_signed_assessment_is_read_only(study: Study, qtbot: QtBot) -> None:
    page = opened(qtbot, PasiPage(study, "P-001", "W4"))
    before = page.record
    for name in CELLS:
        page.focus(name)
        press("1")
    assert page.record == before
    assert study.draft(page.key) is None
    assert all(pad(page, f"trunk_{sign}").read_only for sign in Sign)
