"""The whole package of the practice study: its layout, its keys, what describes it, and what may go wrong."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import odmlib
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from odmlib.dataset_json_1_1.model import Column, DatasetJSON, SourceSystem

from tests.any_record import any_kept
from tests.exchange.sdtm.layout import faults, fits
from tests.exchange.sdtm.package import NOW, SUBJECT, files, header, kept, rows, tabulated_study
from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import Record, problems
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.shape import shape
from ucmsc_desktop.exchange.dataset_json import cell, write_dataset_json
from ucmsc_desktop.exchange.sdtm.beside import LONGEST_LABEL, label_of, qualifiers
from ucmsc_desktop.exchange.sdtm.codelists import codelists
from ucmsc_desktop.exchange.sdtm.person import person
from ucmsc_desktop.exchange.sdtm.tables import DOMAINS, datasets, tabulated
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

ODM, DEF = "{http://www.cdisc.org/ns/odm/v1.3}", "{http://www.cdisc.org/ns/def/v2.1}"
OF_PARTICIPANTS = sorted(FORMS.keys() - set(STUDY_FORMS))


@pytest.fixture(scope="module")
def practice(practice_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("practice") / "study"
    with closing(Study.open(shutil.copytree(practice_template, folder), PRACTICE_USER, PRACTICE_PASSWORD)) as study:
        yield study


@pytest.fixture(scope="module")
def package(practice: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tabulated_study(tmp_path_factory.mktemp("package"), practice)


def test_every_dataset_has_the_layout(package: Path) -> None:
    found = files(package)
    assert set(found) == {dataset.name for dataset in datasets()}
    assert {name: faults(dataset) for name, dataset in found.items()} == {name: [] for name in found}
    for dataset in found.values():
        columns = [Column(**column) for column in dataset["columns"]]
        system = SourceSystem(**dataset["sourceSystem"])
        read = DatasetJSON(**dataset | {"columns": columns, "sourceSystem": system})  # type: ignore[no-untyped-call]
        assert {"rows": []} | read.to_dict() == dataset


def test_the_datasets_of_the_trial_hold_rows(package: Path) -> None:
    filled = {name for name, dataset in files(package).items() if dataset["records"]}
    assert filled >= {"DM", "SV", "RS", "QS", "EC", "EX", "AE", "IE", "LB", "VS", "CM", "MH", "DV", "SUPPRS", "SUPPEC"}


def test_names_and_labels_are_short_enough(package: Path) -> None:
    for dataset in files(package).values():
        assert len(dataset["label"]) <= LONGEST_LABEL
        for column in dataset["columns"]:
            assert len(column["name"]) <= 8
            assert len(column["label"]) <= LONGEST_LABEL
    for domain, _rows in DOMAINS:
        for name, item in qualifiers(domain.name).items():
            assert len(name) <= 8
            assert len(label_of(item)) <= LONGEST_LABEL


def test_lengths_are_those_of_the_values(package: Path) -> None:
    for dataset in files(package).values():
        for place, column in enumerate(dataset["columns"]):
            longest = max((len(row[place]) for row in dataset["rows"] if isinstance(row[place], str)), default=1)
            assert column.get("length", longest) >= longest


def test_keys_tell_rows_apart_and_rows_are_numbered(package: Path) -> None:
    for name, dataset in files(package).items():
        keys = [c["name"] for c in dataset["columns"] if "keySequence" in c]
        found = rows(package, name)
        assert max(Counter(tuple(row.get(key) for key in keys) for row in found).values(), default=1) == 1, name
        numbers: dict[str, int] = {}
        for row in found:
            if f"{name}SEQ" in row:
                numbers[row["USUBJID"]] = numbers.get(row["USUBJID"], 0) + 1
                assert row[f"{name}SEQ"] == numbers[row["USUBJID"]]


def test_what_stands_beside_belongs_to_a_row(package: Path) -> None:
    known = {
        (row["USUBJID"], name, str(row[f"{name}SEQ"]))
        for name in files(package)
        for row in rows(package, name)
        if f"{name}SEQ" in row
    }
    for name in files(package):
        if name.startswith(("SUPP", "CO")):
            assert {(row["USUBJID"], row["RDOMAIN"], row["IDVARVAL"]) for row in rows(package, name)} <= known


def test_there_is_no_day_0_and_nobody_is_named(package: Path, practice: Study) -> None:
    people = [identity.name for identity in practice.identities().values() if identity.name]
    assert people
    for path in package.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [name for name in people if name in text]
    for name in files(package):
        assert all(value != 0 for row in rows(package, name) for key, value in row.items() if key.endswith("DY"))


def test_practice_says_so_in_every_row(package: Path) -> None:
    for name, dataset in files(package).items():
        assert dataset["studyOID"].startswith("PRACTICE-")
        assert all(row["STUDYID"] == dataset["studyOID"] for row in rows(package, name))
        assert all(row["USUBJID"].startswith("PRACTICE-") for row in rows(package, name))


def test_define_is_valid_and_describes_what_is_there(package: Path) -> None:
    place = Path(odmlib.__file__).parent / "schemas" / "define" / "2.1" / "define2-1-0.xsd"
    define = etree.parse(package / "define.xml")
    schema = etree.XMLSchema(etree.parse(place))
    assert schema.validate(define), schema.error_log
    items = {item.get("OID"): item.get("Name") for item in define.iter(f"{ODM}ItemDef")}
    columns = [column for dataset in files(package).values() for column in dataset["columns"]]
    assert items == {column["itemOID"]: column["name"] for column in columns}
    assert {leaf.get("{http://www.w3.org/1999/xlink}href") for leaf in define.iter(f"{DEF}leaf")} == {
        path.name for path in package.glob("*.json")
    }
    lists = {found.get("OID") for found in define.iter(f"{ODM}CodeList")}
    assert {found.get("CodeListOID") for found in define.iter(f"{ODM}CodeListRef")} == lists


def test_every_coded_value_stands_in_its_list(package: Path) -> None:
    lists = codelists(header())
    for dataset in datasets():
        for variable in dataset.variables:
            if variable.codelist and variable.codelist != "ROUTE":
                used = {row[variable.name] for row in rows(package, dataset.name) if variable.name in row}
                assert used <= set(lists[variable.codelist].words), variable.name


def test_every_place_of_the_annotated_form_is_in_a_dataset() -> None:
    known = {dataset.name: {variable.name for variable in dataset.variables} for dataset in datasets()}
    lists = codelists(header())
    for form, record_type in FORMS.items():
        described = shape(record_type)
        fields = [(field, None) for field in described.fields]
        for field, row in [*fields, *((part, held.field) for held in described.rows for part in held.parts)]:
            for target in annotation(form, field, row=row, key="1" if row else ""):
                if not target.is_submitted:
                    continue
                assert target.variable in known[target.domain], (form, field.name, str(target))
                if target.domain.startswith("SUPP"):
                    assert target.testcd in qualifiers(target.domain.removeprefix("SUPP"))
                elif target.testcd and target.domain in ("RS", "QS", "VS"):
                    assert target.testcd in lists[f"{target.domain}TESTCD"].words, str(target)


def storable(record: Record) -> Record:
    """The record without what a ledger would refuse."""
    while wrong := {problem.field.partition(".")[0] for problem in problems(record)}:
        left: dict[str, Any] = {name: {} if isinstance(getattr(record, name), dict) else None for name in wrong}
        missing = {name: why for name, why in record.missing.items() if name not in wrong}
        record = msgspec.structs.replace(record, **left, missing=missing)
    return record


COLUMNS = {dataset.name: {column.name: column.kind for column in dataset.variables} for dataset in datasets()}


@pytest.mark.parametrize("form", OF_PARTICIPANTS)
@settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck], phases=[Phase.generate])
@given(data=st.data())
def test_whatever_stands_in_a_ledger_fits_its_columns(form: str, data: st.DataObject) -> None:
    drawn = data.draw(any_kept(SUBJECT, form))
    standing = msgspec.structs.replace(drawn, record=storable(drawn.record))
    for name, row in tabulated(person(header(), SUBJECT, [standing])):
        assert row.keys() <= COLUMNS[name].keys()
        for column, value in row.items():
            kind = COLUMNS[name][column]
            assert fits(kind, None if value is None else cell(kind, value)), (name, column, value)


def test_an_empty_study_has_every_dataset_without_rows(tmp_path: Path) -> None:
    assert {*write_dataset_json(tmp_path, header(), [])} == {0}
    found = files(tmp_path)
    assert set(found) == {dataset.name for dataset in datasets()}
    assert all(faults(dataset) == [] and dataset["records"] == 0 for dataset in found.values())


def test_the_same_data_and_time_give_the_same_bytes(
    practice: Study, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "clock", lambda: NOW)
    made = [tabulated_study(tmp_path_factory.mktemp("same"), practice) for _ in range(2)]
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in made)
    assert one == two


def test_a_value_that_xml_cannot_hold_is_described_all_the_same(tmp_path: Path) -> None:
    write = write_dataset_json(tmp_path, header(), [(SUBJECT, [kept(Medication(drug="a\x00b", route="c\x0bd"))])])
    assert {*write} == {1}
    assert [(row["CMTRT"], row["CMROUTE"]) for row in rows(tmp_path, "CM")] == [("a\x00b", "C\x0bD")]
    values = [item.get("CodedValue") for item in etree.parse(tmp_path / "define.xml").iter(f"{ODM}CodeListItem")]
    assert "C␛B;D" in values


def test_an_export_that_is_given_up_leaves_no_dataset(tmp_path: Path) -> None:
    going = write_dataset_json(tmp_path, header(), [(SUBJECT, []), ("P-002", [])])
    next(going)
    going.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
