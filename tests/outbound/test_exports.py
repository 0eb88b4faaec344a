"""Data that leaves the study: whole, noted, without names, and not while scores are closed."""

import csv
import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.participant import Identity, Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.steps import result_of
from ucmsc_desktop.outbound.exports import Format, Order, export, name, refusal
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.outbound.staging import NotWritten
from ucmsc_desktop.store.audit_words import AuditWords
from ucmsc_desktop.store.errors import NotPermitted
from ucmsc_desktop.store.study import Study

NAME, PHONE = "Zhang Wei 张伟", "13800138000"


def files(folder: Path) -> list[str]:
    """Every file in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def last_body(study: Study) -> dict[str, str]:
    """What the last entry of the trail says."""
    return msgspec.json.decode(study.entries(1)[0].body, type=dict[str, str])


@pytest.mark.parametrize("format_", list(Format))
def test_each_format_comes_whole_and_is_noted(study: Study, format_: Format, tmp_path: Path) -> None:
    work, steps = export(study, Order(format_), tmp_path / "out"), []
    try:
        while True:
            steps.append(next(work))
    except StopIteration as end:
        names = end.value
    assert list(names) == files(tmp_path / "out")
    assert names
    assert all((tmp_path / "out" / name).stat().st_size for name in names)
    assert steps[-1].done == steps[-1].total
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert last_body(study) == {"what": format_.value, "file": "out", "participants": "all"}


@pytest.mark.parametrize("format_", list(Format))
def test_an_empty_study_leaves_in_every_format(empty_study: Study, format_: Format, tmp_path: Path) -> None:
    assert result_of(export(empty_study, Order(format_), tmp_path / "out"))


@pytest.mark.parametrize("format_", list(Format))
def test_no_name_leaves_unless_it_is_asked_for(study: Study, format_: Format, tmp_path: Path) -> None:
    study.save_identity("P-001", Identity(name=NAME, phone=PHONE, initials="Z.W."))
    result_of(export(study, Order(format_), tmp_path / "out"))
    for path in (tmp_path / "out").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert NAME.encode() not in content
        assert PHONE.encode() not in content
    result_of(export(study, Order(format_, identities_reason="Asked for by the ethics committee"), tmp_path / "named"))
    table = (tmp_path / "named" / "identities.csv").read_text(encoding="utf-8")
    assert NAME in table
    assert last_body(study)["reason"] == "Asked for by the ethics committee"


def test_a_name_that_looks_like_a_formula_is_defused(study: Study, tmp_path: Path) -> None:
    study.save_identity("P-001", Identity(name="=1+1", phone="+86 138"))
    result_of(export(study, Order(Format.ODM, bom=True, identities_reason="Audit"), tmp_path / "out"))
    table = (tmp_path / "out" / "identities.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert b'"\'=1+1"' in table
    assert b'"\'+86 138"' in table


def test_who_sees_no_names_takes_none_away(study_as: Callable[[str], Study], tmp_path: Path) -> None:
    order = Order(Format.CSV, identities_reason="curious")
    monitor = study_as("monitor")
    assert refusal(monitor, order) == "Your role does not see names. Nothing was exported."
    with pytest.raises(NotPermitted):
        export(monitor, order, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_selection_leaves_alone(study: Study, tmp_path: Path) -> None:
    result_of(export(study, Order(Format.CSV, subjects=("P-003",)), tmp_path))
    with (tmp_path / "DM.csv").open(encoding="utf-8", newline="") as file:
        assert [row["subject"] for row in csv.DictReader(file)] == ["P-003"]


def test_a_selection_leaves_in_the_order_of_the_study_and_once(study: Study, tmp_path: Path) -> None:
    result_of(export(study, Order(Format.ODM, subjects=("P-010", "P-003", "P-010")), tmp_path / "out"))
    (file,) = (tmp_path / "out").iterdir()
    assert re.findall('<SubjectData SubjectKey="(.+?)"', file.read_text("utf-8")) == ["P-003", "P-010"]


def test_a_code_that_is_not_there_is_refused(study: Study, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted, match="There is no participant P-999 in this study"):
        export(study, Order(Format.ODM, subjects=("P-999",)), tmp_path)


def begin_pasi(study: Study, subject: str) -> None:
    """Begin a score and do not sign it."""
    study.keep_draft(Key(subject, "W12", "PASI"), PasiAssessment().scored(Region.HEAD, Sign.ERYTHEMA, 2))


def test_who_scores_a_participant_takes_no_scores_of_theirs_away(study: Study, tmp_path: Path) -> None:
    begin_pasi(study, "P-010")
    why = "P-010: Earlier scores stay hidden until you sign the PASI of Week 12."
    assert refusal(study, Order(Format.CSV)) == refusal(study, Order(Format.CSV, subjects=("P-010",))) == why
    assert refusal(study, Order(Format.CSV, subjects=("P-003",))) == ""
    with pytest.raises(NotPermitted, match="Earlier scores stay hidden"):
        export(study, Order(Format.INSPECTION), tmp_path / "out")


def test_work_that_is_stopped_leaves_nothing_and_notes_nothing(study: Study, tmp_path: Path) -> None:
    before = study.ledger.end
    work = export(study, Order(Format.INSPECTION), tmp_path / "out")
    for _step in range(20):
        assert isinstance(next(work), Progress)
    work.close()
    assert not (tmp_path / "out").exists()
    assert study.ledger.end == before


PHASES = ("odm2", "casebooks", "forms", "listings/screening-log.pdf", "audit", "README.txt", "SHA256SUMS.txt")


@pytest.mark.parametrize("begun", PHASES)
def test_an_inspection_copy_that_is_stopped_in_any_phase_leaves_nothing(
    study: Study, begun: str, tmp_path: Path
) -> None:
    before, work = study.ledger.end, export(study, Order(Format.INSPECTION), tmp_path / "out")
    step = next(work)
    while not next((tmp_path / "out").glob(f"*/{begun}"), None):
        step = next(work)
    assert step.done < step.total
    work.close()
    assert not (tmp_path / "out").exists()
    assert study.ledger.end == before


def test_a_zip_file_that_is_stopped_at_any_step_leaves_nothing(study: Study, tmp_path: Path) -> None:
    order = Order(Format.CSV, zipped=True)
    count = len(list(export(study, order, tmp_path / "whole" / "copy.zip")))
    for stopped in range(1, count + 1, 9):
        work = export(study, order, tmp_path / "out" / "copy.zip")
        for _step in range(stopped):
            next(work)
        work.close()
        assert not (tmp_path / "out").exists()


def test_nothing_is_written_into_the_study_itself(study: Study) -> None:
    with pytest.raises(NotPermitted, match="the study's own folder"):
        export(study, Order(Format.CSV), study.folder / "out")


def test_a_disk_that_refuses_is_a_sentence(study: Study, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(NotWritten, match="What was there before is unchanged"):
        result_of(export(study, Order(Format.CSV), tmp_path / "out"))


def test_a_zip_file_holds_the_same_files_and_bytes(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = study.clock()
    monkeypatch.setattr(study, "clock", lambda: now)
    for place in ("one", "two"):
        result_of(export(study, Order(Format.CSV, zipped=True), tmp_path / place / "copy.zip"))
    assert files(tmp_path / "one") == ["copy.zip"]
    assert (tmp_path / "one" / "copy.zip").read_bytes() == (tmp_path / "two" / "copy.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one" / "copy.zip") as archive:
        assert "copy/PASI.csv" in archive.namelist()
        assert archive.testzip() is None


def test_the_hashes_of_an_inspection_copy_hold(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    result_of(export(study, Order(Format.INSPECTION), folder))
    lines = (folder / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    said = {line[66:]: line[:64] for line in lines}
    assert sorted([*said, "SHA256SUMS.txt"]) == files(folder)
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in said.items())
    assert {"README.txt", "casebooks/P-001.pdf", "odm/UCMSC-PSO.odm.xml", "audit/study.csv", "forms/blank.pdf"} <= {
        *said
    }
    assert study.ledger.read("entries.kind = 'export'")


CODES = ("P-Α", 'Q"uo,te', "受试者/3", "a\\b", "=1+1", "Con", "x y")
LONG = '第一行 <first> & "second"\r\n=2+2\t' * 400


@pytest.mark.parametrize("format_", list(Format))
def test_odd_codes_and_long_notes_survive(empty_study: Study, format_: Format, tmp_path: Path) -> None:
    with empty_study.ledger.transaction():
        person = Participant(sex=Sex.FEMALE, allergies=LONG[:10_000])
        empty_study.import_participants([(code, person, ()) for code in CODES], "test")
    assert result_of(export(empty_study, Order(format_), tmp_path / "out"))


def test_an_inspection_copy_says_in_which_file_a_character_is_lacking(empty_study: Study, tmp_path: Path) -> None:
    with empty_study.ledger.transaction():
        empty_study.import_participants([("P-001", Participant(allergies="nuts \x0c"), ())], "test")
    result_of(export(empty_study, Order(Format.INSPECTION), tmp_path / "out"))
    words = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert "  casebooks/P-001.pdf, Participant, Known allergies: the character U+000C" in words


def test_the_name_that_is_proposed_says_what_and_when(study: Study) -> None:
    proposed = name(study, Order(Format.ODM, zipped=True))
    assert proposed.startswith("UCMSC-PSO-odm-20")
    assert proposed.endswith(".zip")


def test_an_inspection_copy_is_never_mixed_with_another(study: Study, tmp_path: Path) -> None:
    result_of(export(study, Order(Format.INSPECTION), tmp_path / "out"))
    before = files(tmp_path / "out")
    with pytest.raises(NotPermitted, match="holds an inspection copy already, and two would be mixed"):
        export(study, Order(Format.INSPECTION, subjects=("P-001",)), tmp_path / "out")
    assert files(tmp_path / "out") == before


def test_names_of_an_earlier_export_are_not_left_beside_a_later_one(study: Study, tmp_path: Path) -> None:
    study.save_identity("P-001", Identity(name=NAME))
    result_of(export(study, Order(Format.CSV, identities_reason="Asked for"), tmp_path / "out"))
    with pytest.raises(NotPermitted, match=r"holds names of an earlier export \(identities\.csv\)"):
        export(study, Order(Format.CSV), tmp_path / "out")


def test_the_trail_says_whose_data_left(study: Study, tmp_path: Path) -> None:
    result_of(export(study, Order(Format.CSV, subjects=("P-001", "P-002")), tmp_path / "some"))
    result_of(export(study, Order(Format.ODM, identities_reason="Asked for"), tmp_path / "named"))
    words = AuditWords(study)
    assert [words.sentence(entry) for entry in study.entries(2)] == [
        "exported the data as ODM 1.3.2 with names to named: Asked for",
        "exported the data as tables (CSV) of P-001, P-002 to some",
    ]
