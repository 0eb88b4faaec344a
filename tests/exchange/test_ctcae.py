"""The table of graded terms from workbooks and CSV files that are written here, and from files that are none."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import ctcae_files as files
from ucmsc_desktop.domain.ctcae import CtcaeTable, Term
from ucmsc_desktop.exchange import ctcae_sheets
from ucmsc_desktop.exchange.csv_table import BadFile
from ucmsc_desktop.exchange.ctcae import CtcaeRefused, read_ctcae
from ucmsc_desktop.exchange.ctcae_columns import role_of, version_in

THIRD = Term(
    "Rhubarb 3",
    "Garden group 3",
    ("level 3.1;\nleaf ≥ 3 cm", "level 3.2", "level 3.3", "", ""),
    "Rhubarb 3, explained",
)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    """The sentence about a file."""
    with pytest.raises(CtcaeRefused) as caught:
        read_ctcae(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path.name} was not loaded.")
    assert sentence.endswith("Nothing was changed.")
    return sentence


def test_a_workbook_of_version_5(tmp_path: Path) -> None:
    reading = read_ctcae(files.workbook(tmp_path / "table.xlsx"))
    table = reading.table
    assert (table.version_name, table.count, reading.left_out) == ("5.0", 4, 0)
    assert table.terms[2] == THIRD
    assert table.source == "table.xlsx"
    assert len(table.sha256 or "") == 64


def test_of_a_workbook_of_version_6_the_clean_copy_is_read(tmp_path: Path) -> None:
    reading = read_ctcae(files.of_version_6(tmp_path / "table.xlsx"))
    assert (reading.sheet, reading.table.version_name) == ("CTCAE v6.0 Clean Copy", "6.0")
    assert reading.table.terms[2] == THIRD


def test_no_code_is_kept(tmp_path: Path) -> None:
    for path in (files.workbook(tmp_path / "5.xlsx"), files.of_version_6(tmp_path / "6.xlsx")):
        assert files.CODE.encode() not in msgspec.json.encode(read_ctcae(path).table)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_encoding_is_the_same_table(tmp_path: Path, encoding: str, separator: str) -> None:
    content = files.csv_text(separator=separator).encode(encoding)
    reading = read_ctcae(written(tmp_path / "CTCAE_v5.0.csv", content))
    assert (reading.table.version_name, reading.lacks_signs) == ("5.0", False)
    assert reading.table.terms == read_ctcae(files.workbook(tmp_path / "table.xlsx")).table.terms


def test_csv_of_a_western_computer_keeps_its_dashes(tmp_path: Path) -> None:
    content = files.csv_text().replace("≥", "over").encode("cp1252")
    reading = read_ctcae(written(tmp_path / "ctcae6.csv", content))
    assert reading.table.version_name == "6.0"
    assert reading.table.terms[2].grades[3:] == ("", "")
    assert reading.lacks_signs


def test_csv_that_lost_its_signs_is_refused(tmp_path: Path) -> None:
    content = files.csv_text().replace("≥", "?").encode("cp1252")
    assert "Signs such as ≥ were lost" in refusal(written(tmp_path / "table.csv", content))


def test_headings_below_a_title_and_a_line_that_names_the_separator(tmp_path: Path) -> None:
    content = "sep=;\r\nThe table, version 6.0\r\n\r\n" + files.csv_text(separator=";")
    assert read_ctcae(written(tmp_path / "table.csv", content.encode())).table.version_name == "6.0"


def test_a_version_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    assert read_ctcae(files.workbook(tmp_path / "table.xlsx", title="Sheet1")).table.version_name is None


def test_what_stands_at_the_terms_tells_the_version_before_the_name_of_the_file(tmp_path: Path) -> None:
    assert read_ctcae(files.of_version_6(tmp_path / "CTCAE_v5.0.xlsx")).table.version_name == "6.0"


@pytest.mark.parametrize(
    ("words", "versions"),
    [
        ("CTCAE_v5.0_2017-11-27.xlsx", {"5.0"}),
        ("CTCAE v6.0 MedDRA 28.0 LLT Code", {"6.0"}),
        ("CTCAE v6.0 Final_Jan2026.xlsx", {"6.0"}),
        ("ctcae-v6.csv", {"6.0"}),
        ("CTCAE 4.03", {"4.03"}),
        ("Mapping v5.0 to v6.0", {"5.0", "6.0"}),
        ("MedDRA v20.1", set()),
        ("CTCAE 2017", set()),
    ],
)
def test_versions_in_words(words: str, versions: set[str]) -> None:
    assert version_in(words) == versions


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("CTCAE v6.0 MedDRA 28.0 Term", "term"),
        ("CTCAE  Term", "term"),
        ("System Organ Class", "group"),
        ("GRADE 4 \xa0", "4"),
        ("Grade_5", "5"),
        ("Navigational Note", "note"),
        ("MedDRA Code", ""),
        ("CTCAE v6.0 MedDRA 28.0 LLT Code", ""),
        ("Change", ""),
    ],
)
def test_headings(heading: str, role: str) -> None:
    assert role_of(heading) == role


def test_rows_without_grades_are_counted_and_equal_rows_are_one(tmp_path: Path) -> None:
    lines = [["", "Garden group 1", "", *[""] * 5], *files.rows(), files.rows()[0]]
    reading = read_ctcae(files.workbook(tmp_path / "table.xlsx", lines=lines))
    assert (reading.left_out, reading.table.count) == (1, 4)


# What is no table


def test_a_term_with_two_texts(tmp_path: Path) -> None:
    other = list(files.rows()[1])
    other[4] = "another text"
    sentence = refusal(files.workbook(tmp_path / "table.xlsx", lines=[*files.rows(), other]))
    assert "“Rhubarb 2” comes twice with different texts (rows 3 and 6)" in sentence


def test_columns_that_are_missing_or_double(tmp_path: Path) -> None:
    lacking = refusal(files.workbook(tmp_path / "a.xlsx", heads=[*files.V5[:5], "x", "y", "z"]))
    assert "These columns are missing: Grade 3, Grade 4, Grade 5." in lacking
    double = refusal(files.workbook(tmp_path / "b.xlsx", heads=[*files.V5[:8], "CTCAE v4.0 Term"]))
    assert "These columns come more than once: CTCAE Term." in double


def test_an_older_version(tmp_path: Path) -> None:
    assert "It is version 4.03" in refusal(files.workbook(tmp_path / "a.xlsx", title="CTCAE 4.03"))


def test_grades_without_a_term(tmp_path: Path) -> None:
    lines = [*files.rows(), [1, "group", "", "a", "b", "c", "d", "e"]]
    assert "Row 6 has grades and no term." in refusal(files.workbook(tmp_path / "a.xlsx", lines=lines))


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    content = files.workbook(tmp_path / "whole.xlsx").read_bytes()
    for part in (0.2, 0.5, 0.9, 0.99):
        assert "damaged or cut off" in refusal(written(tmp_path / "cut.xlsx", content[: int(len(content) * part)]))


def test_csv_cut_off_within_a_text_is_refused(tmp_path: Path) -> None:
    content = files.csv_text().encode()
    assert "is not CSV" in refusal(written(tmp_path / "cut.csv", content[:-20]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "of an old kind (.xls)"),
        (b"%PDF-1.7 \x80\x81", "This is a PDF"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "It is not a table of terms"),
        (b"week,score\n1,3.4\n", "It is not a table of terms"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "neither a workbook nor a CSV file"),
    ],
)
def test_other_files(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(written(tmp_path / "table.csv", content))


def test_other_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear reader")
    assert "damaged or cut off" in refusal(tmp_path / "a.zip")


def test_huge_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 3000)
    monkeypatch.setattr(ctcae_sheets, "LARGEST_UNPACKED", 2000)
    assert "unpacks to more than" in refusal(written(tmp_path / "bomb.xlsx", bomb.getvalue()))
    monkeypatch.setattr(ctcae_sheets, "MOST_ROWS", 3)
    assert "more than 3 rows" in refusal(written(tmp_path / "long.csv", files.csv_text().encode()))
    monkeypatch.setattr("ucmsc_desktop.exchange.ctcae.LARGEST", 100)
    monkeypatch.setattr(ctcae_sheets, "LARGEST", 100)
    assert "is larger than" in refusal(written(tmp_path / "large.csv", files.csv_text().encode()))


def test_a_file_that_is_gone_and_a_folder(tmp_path: Path) -> None:
    assert "could not be read" in refusal(tmp_path / "gone.xlsx")
    assert "could not be read" in refusal(tmp_path)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_refused_or_read(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(files.workbook(folder / "whole.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, 10**6)) % len(content)] = data.draw(st.integers(0, 255))
    with suppress(CtcaeRefused):
        read_ctcae(written(folder / "table.xlsx", bytes(content)))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_sheets_or_a_sentence(content: bytes) -> None:
    with suppress(BadFile):
        list(ctcae_sheets.sheets_of(content))


def test_a_whole_table_goes_through_its_own_writing(tmp_path: Path) -> None:
    told: list[int] = []
    table = read_ctcae(files.of_version_6(tmp_path / "table.xlsx", files.whole("6.0")), told.append).table
    assert table.count == 850
    assert sum(told) == 2 * 850
    assert msgspec.json.decode(msgspec.json.encode(table), type=CtcaeTable) == table


def test_signs_that_became_question_marks_are_found_in_any_encoding(tmp_path: Path) -> None:
    content = files.csv_text().replace("≥", "?").encode("ascii", "replace")
    assert "Signs such as ≥ were lost" in refusal(written(tmp_path / "CTCAE_v5.0.csv", content))


def test_a_formula_without_its_result_is_no_empty_grade(tmp_path: Path) -> None:
    lines = [[*line[:3], '="a"&"b"', *line[4:]] for line in files.rows()]
    assert "holds a formula without its result" in refusal(files.workbook(tmp_path / "table.xlsx", lines=lines))
