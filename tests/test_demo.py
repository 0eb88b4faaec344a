"""The demonstration: the practice study through the real pages, and everything that it leaves behind."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.conftest import ADMIN_PASSWORD
from ucmsc_desktop.demo import program
from ucmsc_desktop.demo.visitor import Visitor
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.store.errors import DiskFull, StudyExists
from ucmsc_desktop.store.files import LEDGER, LOCK, UNFINISHED
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, qapp_cls: type) -> Path:
    """One run of the demonstration, looked at by all tests here."""
    del qapp_cls
    out = tmp_path_factory.mktemp("demo")
    program.run(out, lambda _sentence: None)
    return out


def test_one_pasi_is_signed_and_one_infusion_logged(shown: Path) -> None:
    study = Study.open(shown / "study", PRACTICE_USER, PRACTICE_PASSWORD)
    pasi = study.find(Key(program.SUBJECT, program.VISIT, PasiAssessment.form))
    infusion = study.find(Key(program.SUBJECT, program.VISIT, Infusion.form))
    assert pasi is not None
    assert infusion is not None
    assert (pasi.state, infusion.state) == (State.SIGNED, State.SIGNED)
    assert isinstance(pasi.record, PasiAssessment)
    assert pasi.record.tenths() == 91
    assert isinstance(infusion.record, Infusion)
    assert infusion.record.cells_given == 103_200_000
    assert study.next_number(program.SUBJECT, program.VISIT, "VITALS") == 8
    assert study.drafts() == []
    assert study.verify().faults == ()
    study.close()


def test_every_participant_has_a_casebook(shown: Path) -> None:
    casebooks = sorted((shown / "casebooks").glob("*.pdf"))
    assert [path.stem for path in casebooks] == [f"P-{number:03}" for number in range(1, 13)]
    words = "".join(page.extract_text() for page in PdfReader(shown / "casebooks" / f"{program.SUBJECT}.pdf").pages)
    assert "9.1" in words
    assert "103200000" in words.replace(" ", "")


def test_every_page_has_a_picture_that_shows_something(shown: Path) -> None:
    pictures = {path.stem: QImage(str(path)) for path in (shown / "pictures").glob("*.png")}
    pages = {"first-run", "log-in", "patients", "overview", "screening", "pasi", "sign", "infusion", "trajectory"}
    pages |= {"print", "audit", "accounts", "settings", "help", "new-participant", "protocol", "laboratories"}
    pages |= {"product", "ctcae", "safety", "ae", "cm", "infusion-gate", "infusion-second", "infusion-checked"}
    pages |= {"candidates", "infusion-closed", *(f"screening-{form.lower()}" for form in FACT_FORMS)}
    assert pages <= set(pictures)
    for name, picture in pictures.items():
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        assert len(colours) > 10, name
    chart = QImage(str(shown / "trajectory.png"))
    assert chart.width() > 600


def test_a_second_run_takes_the_place_of_the_first(shown: Path) -> None:
    program.make_room(shown.parent / "other")
    assert (shown.parent / "other" / "pictures").is_dir()
    assert not (shown.parent / "other" / "study").exists()
    program.make_room(shown.parent / "other")


@pytest.mark.parametrize("left", [(LOCK,), (LOCK, UNFINISHED, LEDGER)])
def test_what_a_run_cut_off_has_left_is_taken_away(tmp_path: Path, left: tuple[str, ...]) -> None:
    (tmp_path / "study").mkdir()
    for name in left:
        (tmp_path / "study" / name).touch()
    program.make_room(tmp_path)
    assert not (tmp_path / "study").exists()


def test_a_real_study_is_never_taken_away(empty_folder: Path, tmp_path: Path) -> None:
    real = empty_folder.rename(tmp_path / "study")
    with pytest.raises(StudyExists, match="no practice study"):
        program.run(tmp_path, lambda _sentence: None)
    Study.open(real, "admin", ADMIN_PASSWORD).close()


def test_a_folder_with_something_else_is_never_taken_away(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyExists, match="not empty"):
        program.make_room(tmp_path)
    assert (tmp_path / "study" / "thesis.txt").exists()


def test_a_picture_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    visitor = Visitor(tmp_path / "none", tmp_path / "config")
    with pytest.raises(OSError, match="picture could not be written"):
        visitor.before_log_in(tmp_path)
    visitor.close()


def test_nobody_is_asked_when_the_study_cannot_be_closed(
    practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(tmp_path, tmp_path / "config")
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)
    visitor.log_in(study)
    close = study.close

    def full() -> None:
        close()
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(study, "close", full)
    visitor.close()
    assert QApplication.activeModalWidget() is None
