"""A study as CSV: what is read back from the tables is what was recorded, whatever it is."""

import csv
import json
import re
import shutil
import subprocess
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.any_record import ODD, any_kept, any_record
from tests.exchange.tables_read import MOMENT, exported, header, read_by_python, records_of
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.exchange.csv_cells import cell
from ucmsc_desktop.exchange.csv_forms import write_csv
from ucmsc_desktop.exchange.csv_tables import tables

BY = Stamp("ada", Role.ASSESSOR, MOMENT)
RSCRIPT = shutil.which("Rscript")


def kept(record: Record, subject: str = "P-001", visit: str = "W0", *signatures: Signature) -> Kept[Record]:
    return Kept(Key(subject, visit, record.form), record, BY, "f" * 64, 0, signatures)


def cells_of(folder: Path, name: str) -> list[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.tuples(*(any_record(record_type) for record_type in FORMS.values())))
def test_a_record_of_every_form_comes_back_from_its_rows(records: tuple[Record, ...]) -> None:
    places = [Key("" if form in STUDY_FORMS else "=P/甲", "", form, 3) for form in FORMS]
    with tempfile.TemporaryDirectory() as name:
        kept = [Kept(place, record, BY, "f") for place, record in zip(places, records, strict=True)]
        found = records_of(read_by_python(exported(Path(name), header(), kept)))
    for place, record in zip(places, records, strict=True):
        assert found[place.subject, place.visit, place.form, 3] == record


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(any_kept("P-001") | any_kept('"患者",/1'), max_size=6, unique_by=lambda one: one.key), st.booleans())
def test_many_records_come_back_with_who_saved_and_signed_them(records: list[Kept[Record]], bom: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        read = read_by_python(exported(Path(name), header(), records, bom=bom))
    found = records_of(read)
    assert found == {(one.key.subject, one.key.visit, one.key.form, one.key.number): one.record for one in records}
    saved = [row["saved_at"] for form in FORMS for row in read.rows[form]]
    assert sorted(saved) == sorted(one.by.at for one in records)
    signed = [(row["signature_by"], row["signature_at"], row["signature_meaning"]) for row in read.rows["signatures"]]
    given = [(by.by.user, by.by.at, by.meaning.value) for one in records for by in one.signatures]
    assert sorted(signed) == sorted(given)


def test_no_cell_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    notes = kept(PasiAssessment(notes='=HYPERLINK("http://x","y")', opened_because="+1"), "@cmd", "-2+3")
    negative = kept(LabPanel(results={"=A1": LabResult(value=Decimal("-1.50"), unit="%")}), "P-002")
    folder = exported(tmp_path, header(), [notes, negative])
    for path in folder.glob("*.csv"):
        cells = [cell for row in cells_of(folder, path.stem) for cell in row]
        assert [cell for cell in cells if re.match(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)", cell)] == []
    assert cells_of(folder, "LAB_results")[1][5:7] == ["'=A1", "-1.50"]


@pytest.mark.parametrize("text", ODD)
def test_a_cell_ends_no_row_early_and_gives_its_text_back(text: str) -> None:
    written = cell(text)
    assert "\r" not in written
    assert "\x00" not in written
    bare = re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), written.removeprefix("'"))
    assert bare == text


def test_what_is_missing_says_why_and_what_is_empty_is_no_value(tmp_path: Path) -> None:
    one = kept(Participant(sex=Sex.MALE, source="", missing={"birth_date": MissingReason.REFUSED}), visit="")
    names, row = cells_of(exported(tmp_path, header(), [one]), "DM")
    said = dict(zip(names, row, strict=True))
    assert (said["sex"], said["birth_date"], said["birth_date_missing"]) == ("M", "", "refused")
    assert (said["source"], said["allergies"], said["visit"]) == ("'", "", "")


def test_the_latest_signature_that_holds_stands_beside_the_record(tmp_path: Path) -> None:
    by = [Stamp(user, Role.INVESTIGATOR, MOMENT) for user in ("old", "bo", "gone")]
    signed = [Signature(by[0], Meaning.AUTHOR, True), Signature(by[1], Meaning.APPROVAL, True)]
    record = kept(
        PasiAssessment(assessed_on=date(2026, 3, 28)), "P-001", "W0", *signed, Signature(by[2], Meaning.REVIEW, False)
    )
    read = read_by_python(exported(tmp_path, header(practice=True), [record]))
    (row,) = read.rows["PASI"]
    assert (row["state"], row["signature_by"], row["signature_meaning"]) == ("signed", "bo", "approval")
    assert row["practice"] is True
    assert [held["holds"] for held in read.rows["signatures"]] == [True, True, False]


def test_every_table_is_there_for_an_empty_study_and_the_page_says_so(tmp_path: Path) -> None:
    folder = exported(tmp_path, header(practice=True), [])
    made = {table.name for table in tables(header())}
    assert {path.stem for path in folder.glob("*.csv")} == made | {"data_dictionary", "code_lists"}
    assert all(len(cells_of(folder, name)) == 1 for name in made)
    page = (folder / "README.txt").read_text(encoding="utf-8")
    assert "PRACTICE DATA" in page
    assert all(f"{name}.csv" in page for name in made)


def test_a_byte_order_mark_is_there_only_by_choice_and_rows_end_alike(tmp_path: Path) -> None:
    records = [kept(PasiAssessment(notes="two\nlines\r\nmore"))]
    plain, marked = exported(tmp_path / "a", header(), records), exported(tmp_path / "b", header(), records, bom=True)
    for path in plain.glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert (marked / path.name).read_bytes() == b"\xef\xbb\xbf" + content
        assert content.endswith(b"\r\n")
    assert b"two\nlines\\x0d\nmore" in (plain / "PASI.csv").read_bytes()


def test_a_guarded_text_stands_in_double_quotes(tmp_path: Path) -> None:
    one = kept(PasiAssessment(notes="-", opened_because="it's"))
    content = (exported(tmp_path, header(), [one]) / "PASI.csv").read_text(encoding="utf-8")
    assert ',"\'-",' in content
    assert ",it's," in content


def test_columns_are_unique_and_fit_every_program() -> None:
    for table in tables(header()):
        names = [column.name for column in table.columns]
        assert len({name.lower() for name in names}) == len(names)
        assert [name for name in names if not re.fullmatch(r"[A-Za-z_]\w{0,31}", name, re.ASCII)] == []
        assert all(column.label for column in table.columns)
        # What the SAS program calls its own variables.
        assert not {"_at", "texts"} & set(names)


def test_the_dictionary_says_what_a_column_is(tmp_path: Path) -> None:
    rows = list(csv.DictReader((exported(tmp_path, header(), []) / "data_dictionary.csv").open(encoding="utf-8")))
    of = {(row["file"], row["column"]): row for row in rows}
    area = of["PASI.csv", "trunk_area"]
    assert (area["low"], area["high"], area["derived"], area["required"]) == ("0", "6", "true", "false")
    assert area["cdisc"] == "RSORRES when RSTESTCD = PASI0312"
    assert of["INFUSION.csv", "weight_kg"]["unit"] == "kg"
    sex = of["DM.csv", "sex"]
    assert (sex["type"], sex["code_list"], sex["codes"]) == ("code", "Sex", "F = Female; M = Male")


def test_a_folder_that_is_gone_stops_the_export_and_closes_its_files(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(write_csv(tmp_path / "gone", header(), [], []))


R_AS_JSON = """
source("read_ucmsc.R")
quoted <- function(x) {
  bytes <- vapply(x, function(one) paste(utf8ToInt(one), collapse = " "), "", USE.NAMES = FALSE)
  paste0("[", paste(ifelse(is.na(x), "null", paste0("\\"", bytes, "\\"")), collapse = ","), "]")
}
column <- function(x) {
  if (is.numeric(x)) return(paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ","), "]"))
  if (is.logical(x)) return(paste0("[", paste(ifelse(is.na(x), "null", tolower(x)), collapse = ","), "]"))
  if (inherits(x, "POSIXct")) return(column(as.numeric(x)))
  quoted(as.character(x))
}
study <- read_ucmsc(".")
tables <- vapply(study, function(d) {
  paste0("{", paste0("\\"", names(d), "\\":", vapply(d, column, ""), collapse = ","), "}")
}, "")
cat("{", paste0("\\"", names(tables), "\\":", tables, collapse = ","), "}", sep = "")
"""


@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed")
@pytest.mark.parametrize("language", ["C", "C.UTF-8"])
def test_r_reads_the_same_values_as_python(tmp_path: Path, language: str) -> None:
    texts = [text for text in ODD if text != "\x00"]
    records = [
        Kept(Key(f"P-{number:03}", "Y=甲", "PASI", number), PasiAssessment(notes=text, total_tenths=number), BY, "f")
        for number, text in enumerate(texts)
    ]
    results = {text: LabResult(value=Decimal(f"1.{place}"), unit=text) for place, text in enumerate(texts)}
    folder = exported(tmp_path, header(), [*records, kept(LabPanel(results=results), "P-000")], bom=language == "C")
    (folder / "as_json.R").write_text(R_AS_JSON, encoding="utf-8")
    assert RSCRIPT is not None
    run = subprocess.run(
        [RSCRIPT, "--vanilla", "as_json.R"], cwd=folder, env={"LC_ALL": language, "PATH": "/usr/bin:/bin"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")
    by_r, by_python = json.loads(run.stdout), read_by_python(folder)
    for name in ("PASI", "LAB", "LAB_results", "DM", "signatures"):
        rows = by_python.rows[name]
        for column in by_python.columns[name]:
            assert [_of_r(value) for value in by_r[name][column]] == [_plain(row[column]) for row in rows], column


def _of_r(value: Any) -> Any:
    return "".join(chr(int(code)) for code in value.split()) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "timestamp"):
        return value.timestamp()
    return value.isoformat() if isinstance(value, date) else value


def test_the_sas_program_reads_every_column_of_every_table_with_its_label(tmp_path: Path) -> None:
    one = kept(PasiAssessment(assessed_on=date(2026, 3, 28), notes="it's 100 % &done"))
    script = (exported(tmp_path, header(), [one]) / "read_ucmsc.sas").read_text(encoding="utf-8")
    for table in tables(header()):
        step = script.split(f'/{table.name}.csv"')[1].split("run;")[0]
        read = re.search(r"input ([^;]*);", step)
        assert read is not None
        assert read[1].split() == [column.name for column in table.columns]
        assert all(f"    {column.name} = '" in step for column in table.columns)
    assert "    assessed_on e8601da10." in script
    assert "    notes $16" in script
    assert "    sex $Sex_." in script
    # Quotes come in pairs and nothing is left open.
    assert all(line.count("'") % 2 == 0 for line in script.splitlines() if '"\'"' not in line)
