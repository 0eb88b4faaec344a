"""Photographs: encrypted, whole or not there, kept once, found missing or altered, refused when too large."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import cut, flip, told
from tests.store.test_opening import create
from ucmsc_desktop.domain.assessments import GlobalAssessment, PhotoRef
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.store import files, photos
from ucmsc_desktop.store.errors import (
    DiskFull,
    NotPermitted,
    StudyDamaged,
    StudyError,
    StudyExists,
    StudyReadOnly,
)
from ucmsc_desktop.store.study import Study

PICTURE = b"picture-mark " * 5000
SHA256 = hashlib.sha256(PICTURE).hexdigest()
GLOBAL = Key("P-001", "W0", "GLOBAL")


def file_of(study: Study, sha256: str = SHA256) -> Path:
    return study.folder / "photos" / f"{sha256}.photo"


def test_a_picture_comes_back_and_is_readable_nowhere_else(empty_study: Study) -> None:
    assert empty_study.add_photo("elbow.jpg", PICTURE) == SHA256
    assert empty_study.photo(SHA256) == PICTURE
    written = file_of(empty_study).read_bytes()
    assert b"picture-mark" not in written
    assert len(written) == 12 + len(PICTURE) + 16
    assert told(empty_study, "photo") == [{"sha256": SHA256, "size": len(PICTURE)}]
    assert "elbow" not in empty_study.entries(1)[0].body
    assert empty_study.verify().faults == ()
    assert [path.name for path in (empty_study.folder / "photos").iterdir()] == [f"{SHA256}.photo"]


def test_it_is_there_after_the_study_was_closed(empty_study: Study, empty_folder: Path) -> None:
    empty_study.add_photo("elbow.jpg", PICTURE)
    empty_study.close()
    again = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    assert again.photo(SHA256) == PICTURE
    again.close()


def test_the_same_content_is_kept_once(empty_study: Study) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    written = file_of(empty_study).read_bytes()
    assert empty_study.add_photo("b.png", PICTURE) == SHA256
    assert file_of(empty_study).read_bytes() == written
    assert len(told(empty_study, "photo")) == 1


def test_pictures_of_two_studies_have_two_keys(empty_study: Study, tmp_path: Path) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    other = create(tmp_path / "other")
    other.add_photo("a.jpg", PICTURE)
    file_of(other).write_bytes(file_of(empty_study).read_bytes())
    with pytest.raises(StudyDamaged):
        other.photo(SHA256)
    other.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "said"), [(Path.unlink, "is not in the study"), (cut, "damaged"), (flip, "damaged"), (empty, "damaged")]
)
def test_one_that_is_gone_or_altered_is_a_sentence_and_can_be_added_again(
    empty_study: Study, harm: Callable[[Path], None], said: str
) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    harm(file_of(empty_study))
    with pytest.raises(StudyDamaged, match=said) as refused:
        empty_study.photo(SHA256)
    assert "All entries are safe" in str(refused.value)
    (fault,) = empty_study.verify().faults
    assert said in fault
    assert SHA256[:12] in fault
    empty_study.add_photo("a.jpg", PICTURE)
    assert empty_study.photo(SHA256) == PICTURE
    assert empty_study.verify().faults == ()


def test_a_file_under_another_pictures_name_is_not_that_picture(empty_study: Study) -> None:
    other = empty_study.add_photo("a.jpg", b"another picture")
    empty_study.add_photo("b.jpg", PICTURE)
    file_of(empty_study, other).write_bytes(file_of(empty_study).read_bytes())
    with pytest.raises(StudyDamaged):
        empty_study.photo(other)


@pytest.mark.parametrize("name", ["", "../study.json", "0" * 63, "G" * 64, "/etc/hostname", "0" * 64 + "\n"])
def test_a_name_that_is_no_hash_leads_nowhere(empty_study: Study, name: str) -> None:
    with pytest.raises(StudyDamaged, match="not in the study"):
        empty_study.photo(name)


def test_verify_looks_for_what_a_form_that_stands_names(empty_study: Study) -> None:
    empty_study.add_participant("P-001", Participant())
    never = PhotoRef("0" * 64, 10, 1, 1)
    empty_study.save(GLOBAL, GlobalAssessment(photo=never))
    (fault,) = empty_study.verify().faults
    assert "GLOBAL" in fault
    assert "is not in the study" in fault
    kept = PhotoRef(empty_study.add_photo("a.jpg", PICTURE), len(PICTURE), 1, 1)
    empty_study.save(GLOBAL, GlobalAssessment(photo=kept), reasons={"photo": "wrong picture"})
    assert empty_study.verify().faults == ()


def test_who_may_not_fill_in_the_form_adds_no_picture(study_as: Callable[[str], Study]) -> None:
    monitor = study_as("monitor")
    with pytest.raises(NotPermitted):
        monitor.add_photo("a.jpg", PICTURE)
    assert not (monitor.folder / "photos").exists()
    study_as("nurse").add_photo("a.jpg", PICTURE)


# --- Too large, too little, nowhere to write --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, photos.MAX_PHOTO_BYTES])
def test_a_size_that_is_allowed(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.jpg"
    path.touch()
    os.truncate(path, size)
    photos.check_size(path)


@pytest.mark.parametrize("size", [photos.MAX_PHOTO_BYTES + 1, 500_000_000])
def test_one_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "elbow.jpg"
    path.touch()
    os.truncate(path, size)

    def read(_path: Path) -> bytes:
        raise AssertionError

    monkeypatch.setattr(Path, "read_bytes", read)
    for ask in (photos.check_size, photos.from_file):
        with pytest.raises(StudyError, match=r"elbow\.jpg is larger than 30\u00a0MB"):
            ask(path)


def test_the_store_itself_refuses_what_is_too_large_or_empty(empty_study: Study) -> None:
    for content, said in ((bytes(photos.MAX_PHOTO_BYTES + 1), "larger than"), (b"", "nothing in it")):
        with pytest.raises(StudyError, match=said):
            empty_study.add_photo("a.jpg", content)
    assert not (empty_study.folder / "photos").exists()
    assert told(empty_study, "photo") == []


def test_a_picture_that_cannot_be_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudyError, match=r"gone\.jpg could not be read"):
        photos.check_size(tmp_path / "gone.jpg")
    with pytest.raises(StudyError, match="nothing in it"):
        photos.check_size(tmp_path)
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    assert photos.from_file(tmp_path / "a.jpg") == PICTURE

    def refuse(_path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StudyError, match=r"a\.jpg could not be read \(Permission denied\)"):
        photos.from_file(tmp_path / "a.jpg")


@pytest.mark.parametrize("culprit", ["os.fsync", "pathlib.Path.mkdir"])
@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EACCES, StudyReadOnly)])
def test_a_disk_that_is_full_or_closed_keeps_no_half_picture(
    empty_study: Study, monkeypatch: pytest.MonkeyPatch, culprit: str, number: int, kind: type[StudyError]
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, "system words")

    with monkeypatch.context() as patch:
        patch.setattr(culprit, fail)
        with pytest.raises(kind):
            empty_study.add_photo("a.jpg", PICTURE)
    assert told(empty_study, "photo") == []
    assert list(empty_study.folder.glob("photos/*")) == []
    empty_study.add_photo("a.jpg", PICTURE)
    assert empty_study.verify().faults == ()


def keep_adding(study: Study) -> None:
    for _try in range(500):
        study.add_photo("a.jpg", secrets.token_bytes(10))


def test_a_ledger_that_is_full_names_no_picture_and_a_second_try_does(empty_study: Study) -> None:
    db = empty_study.ledger.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFull):
        keep_adding(empty_study)
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert len(told(empty_study, "photo")) == len(list(empty_study.folder.glob("photos/*"))) - 1
    assert empty_study.verify().faults == ()
    empty_study.add_photo("a.jpg", PICTURE)
    assert empty_study.photo(SHA256) == PICTURE


# --- The folder of a study --------------------------------------------------------------------------------------------


def test_photographs_of_a_study_that_is_gone_are_left_alone(empty_study: Study) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    empty_study.close()
    for path in empty_study.folder.glob("*.*"):
        path.unlink()
    with pytest.raises(StudyError, match="photos"):
        create(empty_study.folder)
    assert file_of(empty_study).exists()


def test_a_study_with_photographs_is_there_already(empty_study: Study) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    empty_study.close()
    with pytest.raises(StudyExists):
        create(empty_study.folder)
    assert file_of(empty_study).exists()


def test_what_an_unfinished_study_left_is_taken_away_and_nothing_else(empty_study: Study) -> None:
    empty_study.add_photo("a.jpg", PICTURE)
    (empty_study.folder / "photos" / "mine.jpg").touch()
    empty_study.close()
    files.clear(empty_study.folder)
    assert [path.name for path in empty_study.folder.rglob("*") if path.is_file()] == [files.LOCK, "mine.jpg"]
