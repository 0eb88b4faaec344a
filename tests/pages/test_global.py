"""The global assessment with real widgets, files and the real store: grade, itch, photograph, draft, signature."""

import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ucmsc_desktop.domain.assessments import GlobalAssessment, PhotoRef
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.pages import photographs
from ucmsc_desktop.pages.global_assessment import GlobalPage
from ucmsc_desktop.pages.photo_dialog import PhotoDialog
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme

from .hands import answer, field_here, here, opened, press, sign_with
from .photo_files import bad, claims, photograph, turned

KEY = Key("P-005", "W4", "GLOBAL")
BAD = {
    "text": "not a photograph",
    "drawing": "not a photograph",
    "cut": "not copied to its end",
    "cut_png": "not copied to its end",
    "vast": "larger than 30",
    "bomb": "60000 × 60000 pixels",
    "folder": "no picture",
    "empty": "no picture",
    "gone": "could not be read",
}


@pytest.fixture
def page(study: Study, qtbot: QtBot) -> GlobalPage:
    return opened(qtbot, GlobalPage(study, KEY.subject, KEY.visit))


def drafted(study: Study) -> GlobalAssessment:
    draft = study.draft(KEY)
    assert draft is not None
    assert isinstance(draft.record, GlobalAssessment)
    return draft.record


def photo_of(page: GlobalPage) -> PhotoRef:
    photo = page.record.photo
    assert photo is not None
    return photo


def drop(page: GlobalPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    field = page.ui.photo
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *none)
    QApplication.sendEvent(field, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(field, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))


# Grade and itch


def test_nothing_is_judged_beforehand(page: GlobalPage, study: Study) -> None:
    assert page.record == GlobalAssessment(assessed_on=study.clock().date())
    assert page.save() is False
    assert field_here(page) == "global_grade"


def test_keys_alone_from_opening_to_signed(page: GlobalPage, study: Study) -> None:
    press("3")
    assert field_here(page) == "itch_cm"
    press("6.4\t")
    assert drafted(study) == page.record
    sign_with()
    assert page.sign()
    kept = study.find(KEY)
    assert kept is not None
    assert kept.state is State.SIGNED
    assert isinstance(kept.record, GlobalAssessment)
    assert (kept.record.global_grade, kept.record.itch_cm, kept.record.itch_mm) == (3, Decimal("6.4"), None)


def test_the_words_of_the_protocol_stand_under_the_grades(page: GlobalPage, study: Study) -> None:
    words = [page.findChild(QLabel, f"grade_{grade}_words") for grade in range(5)]
    assert tuple(word.text() for word in words if isinstance(word, QLabel)) == (
        study.protocol.assessment.global_descriptors
    )
    press("3")
    assert any(line.endswith("3, moderate") for line in page.summary())


def test_a_grade_that_does_not_exist_is_said_and_kept_out(page: GlobalPage) -> None:
    press("57")
    assert "0 to 4" in page.ui.global_grade_problem.text()
    assert page.ui.global_grade_problem.isVisible()
    assert page.record.global_grade is None
    press("2")
    assert page.ui.global_grade_problem.text() == ""


@pytest.mark.parametrize(
    ("scale", "shown", "hidden"), [("0-10 cm", "itch_cm", "itch_mm"), ("0-100 mm", "itch_mm", "itch_cm")]
)
def test_itch_is_marked_on_the_scale_of_the_protocol(
    study: Study, qtbot: QtBot, scale: str, shown: str, hidden: str
) -> None:
    assessment = msgspec.structs.replace(study.protocol.assessment, itch_scale=scale)
    study.protocol = msgspec.structs.replace(study.protocol, assessment=assessment)
    page = opened(qtbot, GlobalPage(study, KEY.subject, KEY.visit))
    line = getattr(page.ui, shown)
    assert line.isVisible()
    assert not getattr(page.ui, hidden).isVisible()
    QTest.mouseClick(line.line, Qt.MouseButton.LeftButton, pos=line.line.place(64).toPoint())
    assert str(getattr(drafted(study), shown)) in ("6.4", "64")
    assert getattr(drafted(study), hidden) is None


def test_itch_on_the_other_scale_is_seen_and_blocks(study: Study, qtbot: QtBot) -> None:
    study.keep_draft(KEY, GlobalAssessment(itch_cm=Decimal(3), itch_mm=30), "itch_mm")
    page = opened(qtbot, GlobalPage(study, KEY.subject, KEY.visit))
    assert page.ui.itch_mm.isVisible()
    assert page.ui.itch_cm.problem() == "Itch is marked on one scale, not on two."
    assert page.sign() is False


def test_a_drag_is_one_step_of_undo(page: GlobalPage) -> None:
    line = page.ui.itch_cm.line
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=line.place(10).toPoint())
    for step in (20, 30, 40):
        QTest.mouseMove(line, line.place(step).toPoint())
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=line.place(40).toPoint())
    assert drafted(page.study).itch_cm == 4
    page.undo()
    assert drafted(page.study).itch_cm is None
    assert line.step is None


def test_a_bad_number_stays_on_the_screen_and_out_of_the_draft(page: GlobalPage, study: Study) -> None:
    press("3")
    press("64\t")
    assert "0 to 10" in page.ui.itch_cm.problem()
    assert page.ui.itch_cm.number.line.text() == "64"
    assert drafted(study).itch_cm is None
    assert page.save() is False


# The photograph


def test_a_photograph_is_copied_encrypted_and_named_by_its_hash(page: GlobalPage, study: Study, tmp_path: Path) -> None:
    path = photograph(tmp_path / "Wang Li.jpg")
    content = path.read_bytes()
    drop(page, path)
    photo = photo_of(page)
    assert (photo.size, photo.width, photo.height) == (len(content), 320, 240)
    assert drafted(study).photo == photo
    assert study.photo(photo.sha256) == content
    path.unlink()
    assert page.ui.photo.picture.image().width() == 320
    kept = [file for file in study.folder.rglob("*") if file.is_file()]
    assert not any(content[:64] in file.read_bytes() for file in kept)
    assert not any(b"Wang" in file.read_bytes() or "Wang" in file.name for file in kept)
    assert field_here(page) == "photo_of"


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_photograph_is_one_sentence_in_place(
    page: GlobalPage, study: Study, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    drop(page, photograph(tmp_path / "good.png"))
    before = photo_of(page)
    path = bad(tmp_path, kind)
    with qtbot.captureExceptions() as raised:
        drop(page, path)
    assert raised == []
    assert BAD[kind] in page.ui.photo.problem()
    assert path.name in page.ui.photo.problem()
    assert page.record.photo == before
    assert not page.ui.photo.picture.image().isNull()
    drop(page, photograph(tmp_path / "other.png", 100, 80))
    assert page.ui.photo.problem() == ""
    assert photo_of(page).width == 100


@pytest.mark.parametrize("kind", ["vast", "bomb"])
def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path, kind: str, qtbot: QtBot) -> None:
    path = bad(tmp_path, kind)
    tracemalloc.start()
    with pytest.raises(StudyError):
        photographs.read(path)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_picture_within_the_limit_that_is_hollow_is_damaged(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(StudyError, match="damaged"):
        photographs.read(claims(tmp_path / "hollow.png", 4000, 3000))


@pytest.mark.parametrize("kind", ["png", "jpg", "jpeg", "webp", "tiff"])
def test_the_kinds_that_the_dialog_offers_can_be_read(tmp_path: Path, kind: str, qtbot: QtBot) -> None:
    if photographs.FORMATS.get("jpeg" if kind.startswith("jp") else kind) is None or f"*.{kind}" not in (
        photographs.file_filter()
    ):
        pytest.skip(f"{kind} is not read on this system")
    found = photographs.read(photograph(tmp_path / f"one.{kind}"))
    assert (found.width, found.height) == (320, 240)


def test_a_photograph_taken_on_its_side_stands_upright(page: GlobalPage, tmp_path: Path) -> None:
    drop(page, turned(tmp_path / "side.jpg"))
    photo = photo_of(page)
    assert (photo.width, photo.height) == (240, 320)
    image = page.ui.photo.picture.image()
    assert image.width() < image.height()
    assert image.pixelColor(120, 40).lightness() > image.pixelColor(120, 280).lightness()


def test_several_files_are_not_one_photograph(page: GlobalPage, tmp_path: Path) -> None:
    drop(page, photograph(tmp_path / "one.png"), photograph(tmp_path / "two.png"))
    assert page.ui.photo.problem() == "Drop one photograph, not several."
    assert page.record.photo is None


def test_the_dialog_for_files_gives_a_photograph(page: GlobalPage, tmp_path: Path) -> None:
    path = photograph(tmp_path / "chosen.jpg")

    def choose(dialog: QFileDialog) -> None:
        assert "*.jpg" in dialog.nameFilters()[0]
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(path))
        dialog.accept()

    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    seen = answer(QFileDialog, choose)
    page.ui.photo.choose_button.click()
    assert seen
    assert photo_of(page).width == 320


def test_a_photograph_taken_off_comes_back_by_undo(page: GlobalPage, study: Study, tmp_path: Path) -> None:
    drop(page, photograph(tmp_path / "one.png"))
    photo = photo_of(page)
    page.ui.photo.remove_button.click()
    assert drafted(study).photo is None
    assert page.ui.photo.picture.image().isNull()
    assert study.photo(photo.sha256)
    page.undo()
    assert drafted(study).photo == photo
    assert not page.ui.photo.picture.image().isNull()
    page.undo()
    assert page.record.photo is None
    page.redo()
    assert page.record.photo == photo


def test_a_press_shows_it_large(page: GlobalPage, tmp_path: Path) -> None:
    drop(page, photograph(tmp_path / "one.png", 1600, 1200))
    press("Left elbow")
    seen: list[tuple[int, str]] = []

    def look(dialog: PhotoDialog) -> None:
        seen.append((dialog.ui.picture.image().width(), dialog.ui.what.text()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(PhotoDialog, look)
    QTest.mouseClick(page.ui.photo.picture, Qt.MouseButton.LeftButton)
    assert seen[0][0] == 1600
    assert "Left elbow" in seen[0][1]


def test_a_lesion_without_a_photograph_blocks_signing(page: GlobalPage) -> None:
    page.ui.photo_of.line.setFocus()
    press("Left elbow")
    assert "no photograph" in page.ui.photo_of.problem()
    assert page.sign() is False


def test_a_photograph_that_is_gone_is_said_and_the_form_stands(
    page: GlobalPage, study: Study, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(page, photograph(tmp_path / "one.png"))
    photo = photo_of(page)
    assert page.save()
    for file in study.folder.rglob(f"*{photo.sha256}*"):
        file.unlink()
    again = opened(qtbot, GlobalPage(study, KEY.subject, KEY.visit))
    assert "not in the study" in again.ui.photo.problem()
    assert again.record.photo == photo
    again.show_photo()
    again.change()
    assert "not in the study" in again.ui.photo.problem()


def test_who_may_not_write_sees_and_changes_nothing(
    study_as: Callable[[str], Study], qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(qtbot, GlobalPage(study_as("nurse"), KEY.subject, KEY.visit))
    drop(page, photograph(tmp_path / "one.png"))
    assert page.save()
    page = opened(qtbot, GlobalPage(study_as("monitor"), KEY.subject, KEY.visit))
    assert not page.ui.photo.picture.image().isNull()
    assert not page.ui.photo.choose_button.isVisible()
    assert not page.ui.photo.remove_button.isVisible()
    assert not page.ui.photo.acceptDrops()
    page.take_photo(photograph(tmp_path / "two.png", 90, 90))
    assert photo_of(page).width == 320


@pytest.mark.parametrize("scale", [100, 150])
def test_it_fits_on_the_smallest_screen(study: Study, qtbot: QtBot, tmp_path: Path, scale: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, font, sheet = app.palette(), app.font(), app.styleSheet()
    theme.apply(app, theme.LIGHT, scale)
    try:
        page = opened(qtbot, GlobalPage(study, KEY.subject, KEY.visit))
        drop(page, photograph(tmp_path / "one.png"))
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= 1202
        assert page.minimumSizeHint().height() <= 612
        assert page.height() == 612
    finally:
        app.setStyleSheet(sheet)
        app.setPalette(before)
        app.setFont(font)


def test_tab_goes_in_reading_order(page: GlobalPage) -> None:
    page.ui.assessed_on.line.setFocus()
    seen: list[str] = []
    for _time in range(12):
        name = field_here(page)
        if name and name not in seen[-1:]:
            seen.append(name)
        QTest.keyClick(here(), Qt.Key.Key_Tab)
    assert seen[:6] == ["assessed_on", "global_grade", "itch_cm", "notes", "photo", "photo_of"]
