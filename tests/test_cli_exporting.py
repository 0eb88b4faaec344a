"""Data and forms that leave by a command, and data that comes back."""

import csv
import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.cohort import REAL
from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.cli.exporting import FORMATS
from ucmsc_desktop.cli.program import main
from ucmsc_desktop.outbound.exports import Format
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

Run = Callable[..., tuple[int, str, str]]
STAMPS = re.compile(rb' (FileOID|CreationDateTime)="[^"]*"')


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; answers exit code, output and complaints."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    def run_one(
        *arguments: object, user: str = PRACTICE_USER, password: str = PRACTICE_PASSWORD
    ) -> tuple[int, str, str]:
        monkeypatch.setenv("UCMSC_USER", user)
        monkeypatch.setenv("UCMSC_PASSWORD", password)
        code = main([str(argument) for argument in arguments], lambda _folder: 0)
        written = capfd.readouterr()
        return code, written.out, written.err

    return run_one


def text_of(path: Path) -> str:
    """The words of a PDF."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_every_format_has_its_word() -> None:
    assert tuple(str(format_) for format_ in Format) == FORMATS


def test_some_participants_leave_in_one_zip_file(run: Run, practice_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    said = run(
        "export", "--format", "csv", "--bom", "--subject", "P-003", "--subject", "P-001",
        "--out", out, "--study", practice_folder,
    )  # fmt: skip
    assert said[0] == 0, said
    with zipfile.ZipFile(out) as archive:
        table = archive.read("copy/DM.csv")
    assert table.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert sorted(row["subject"] for row in rows) == ["P-001", "P-003"]


def test_names_need_a_reason_and_a_role(run: Run, practice_folder: Path, tmp_path: Path) -> None:
    command = ("export", "--format", "csv", "--identities", "For the ethics committee", "--study", practice_folder)
    assert run(*command, "--out", tmp_path / "a")[0] == 0
    assert (tmp_path / "a" / "identities.csv").exists()
    code, _out, complaint = run(*command, "--out", tmp_path / "b", user="monitor")
    assert (code, complaint) == (1, "Your role does not see names. Nothing was exported.\n")
    assert not (tmp_path / "b").exists()


def test_a_reason_of_blanks_is_none(run: Run, practice_folder: Path, tmp_path: Path) -> None:
    code, _said, told = run(
        "export", "--format", "csv", "--identities", "  ", "--out", tmp_path / "out", "--study", practice_folder
    )
    assert code != 0
    assert "Names leave only with a reason." in told
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(run: Run, practice_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    code, _out, complaint = run("export", "--format", "odm", "--out", tmp_path / "out", "--study", practice_folder)
    assert code == 1
    assert complaint.splitlines()[-1].endswith("What was there before is unchanged.")
    assert (tmp_path / "out").read_text() == "a file"


def test_the_real_patients_leave_and_come_back_the_same(
    run: Run, empty_folder: Path, empty_template: Path, tmp_path: Path
) -> None:
    back = Path(shutil.copytree(empty_template, tmp_path / "back"))

    def of(folder: Path, *arguments: object) -> str:
        code, out, complaint = run(*arguments, "--study", folder, user=ADMIN, password=ADMIN_PASSWORD)
        assert code == 0, complaint
        return out

    of(empty_folder, "import", "pasi", REAL)
    of(empty_folder, "export", "--format", "odm", "--out", tmp_path / "first")
    first = tmp_path / "first" / "UCMSC-PSO.odm.xml"
    assert of(back, "import", "odm", first) == "96 participants were taken over.\n"
    of(back, "export", "--format", "odm", "--out", tmp_path / "second")
    second = tmp_path / "second" / "UCMSC-PSO.odm.xml"
    assert STAMPS.sub(b"", first.read_bytes()) == STAMPS.sub(b"", second.read_bytes())
    assert "everything is as it was written" in of(back, "verify")
    assert of(back, "response") == of(empty_folder, "response")
    one, two = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD), Study.open(back, ADMIN, ADMIN_PASSWORD)
    try:
        kept = [
            {code: [(k.key, k.record, k.by) for k in records] for code, records in study.everything().items()}
            for study in (one, two)
        ]
    finally:
        one.close()
        two.close()
    assert kept[0] == kept[1]
    assert len(kept[0]) == 96


def test_a_study_with_records_takes_no_other_over(run: Run, practice_folder: Path, tmp_path: Path) -> None:
    assert run("export", "--format", "odm", "--out", tmp_path, "--study", practice_folder)[0] == 0
    code, _out, complaint = run("import", "odm", tmp_path / "UCMSC-PSO.odm.xml", "--study", practice_folder)
    assert code == 1
    assert "holds records already" in complaint


def test_a_damaged_file_is_refused_with_its_reasons(run: Run, empty_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    code, _out, complaint = run(
        "import", "odm", tmp_path / "bad.xml", "--study", empty_folder, user=ADMIN, password=ADMIN_PASSWORD
    )
    assert code == 1
    assert "bad.xml was not taken over, nothing was changed. There is 1 reason:" in complaint


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("crf", "P-003", "--form", "PASI", "--visit", "W0"), "Psoriasis area and severity index"),
        (("crf", "P-003", "--visit", "W4", "--paper", "Letter", "--points", "12"), "Week 4"),
        (("crf", "P-003", "--language", "zh"), "病例报告表"),
        (("crf", "P-003", "--language", "both"), "Casebook 病例报告表"),
        (("crf", "--all"), "P-012"),
        (("blank", "--form", "PASI"), "BLANK"),
        (("blank", "--visit", "W4"), "Week 4"),
        (("annotated",), "PASI0301"),
    ],
)
def test_forms_are_printed(
    run: Run, practice_folder: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    out = tmp_path / "out.pdf"
    code, _out, complaint = run(*arguments, "--out", out, "--study", practice_folder)
    assert code == 0, complaint
    assert words in text_of(out)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("crf",), "Name one participant, or --all"),
        (("crf", "P-003", "--all"), "Name one participant, or --all"),
        (("crf", "P-003", "--form", "NONE"), "There is no form “NONE” here"),
        (("crf", "P-003", "--form", "PASI", "--visit", "W6"), "There is no form “PASI” here"),
        (("blank", "--visit", "W99"), "There is no visit “W99”"),
        (("blank", "--form", "NONE"), "There is no form “NONE”"),
    ],
)
def test_what_is_not_there_is_not_printed(
    run: Run, practice_folder: Path, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    out = tmp_path / "out.pdf"
    code, _out, told = run(*arguments, "--out", out, "--study", practice_folder)
    assert code != 0
    assert complaint in told
    assert not out.exists()
