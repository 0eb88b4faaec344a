"""What the file of a study says to somebody who knows ODM and not this program."""

from pathlib import Path

import pytest

from tests.exchange.odm.helpers import exported, faults, found
from tests.exchange.odm.odd import CODE, ODD, fill
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.exchange.odm.armour import plain
from ucmsc_desktop.exchange.odm.oids import names
from ucmsc_desktop.store.study import Study


@pytest.fixture
def file(empty_study: Study, tmp_path: Path) -> Path:
    """A small odd study."""
    fill(empty_study)
    return exported(empty_study, tmp_path / "out")


def test_the_official_schema_accepts_the_practice_study(study: Study, tmp_path: Path) -> None:
    file = exported(study, tmp_path / "out")
    assert faults(file) == []
    numbered = {form.get("FormOID") for form in found(file, "//o:FormData[@FormRepeatKey]")}
    assert numbered <= {form.get("OID") for form in found(file, "//o:FormDef[@Repeating='Yes']")}


def test_the_official_schema_accepts_odd_texts(file: Path) -> None:
    assert faults(file) == []


def test_an_empty_study_leaves_whole(empty_study: Study, tmp_path: Path) -> None:
    file = exported(empty_study, tmp_path / "out")
    assert faults(file) == []
    assert found(file, "//o:SubjectData") == []


def test_every_item_of_the_data_is_defined(file: Path) -> None:
    defined = {element.get("OID") for element in found(file, "//o:MetaDataVersion/*")}
    used = {element.get("ItemOID") for element in found(file, "//o:ItemData")}
    referred = {element.get("ItemOID") for element in found(file, "//o:ItemRef")}
    assert used <= referred <= defined
    assert {oid for form in FORMS for oid in names(form).items.values()} <= defined


def test_a_change_says_who_when_and_why(file: Path) -> None:
    (change,) = found(file, "//o:FormData[@FormOID='F.PASI'][@TransactionType='Update']")
    audit = change[0]
    assert [child.tag.rpartition("}")[2] for child in audit] == ["UserRef", "LocationRef", "DateTimeStamp"]
    (reason,) = change.xpath(".//*[local-name()='ReasonForChange']")
    assert plain(reason.text) == ODD
    item = reason.getparent().getparent()
    assert (item.get("ItemOID"), item.get("TransactionType"), item.get("Value")) == ("I.PASI.trunk_erythema", None, "3")
    changed = {item.get("ItemOID") for item in change.xpath(".//*[local-name()='ItemData']")}
    assert changed == {"I.PASI.trunk_erythema", "I.PASI.total_tenths"}


def test_signatures_stand_where_they_were_given(file: Path) -> None:
    signed = found(file, "//o:FormData[@FormOID='F.PASI'][o:Signature]")
    assert [form.get("TransactionType") for form in signed] == ["Insert", "Update", "Context"]
    meanings = found(file, "//o:FormData[@FormOID='F.PASI']/o:Signature/o:SignatureRef/@SignatureOID")
    assert meanings == ["SD.author", "SD.author", "SD.review"]


def test_what_is_missing_says_why(file: Path) -> None:
    (dose,) = found(file, "//o:ItemData[@ItemOID='I.CM.dose'][@IsNull]")
    assert dose.get("Value") is None
    (why,) = found(file, "//o:ItemData[@ItemOID='I.CM.dose.missing']")
    assert why.get("Value") == "not_known"
    codes = found(file, "//o:CodeList[@OID='CL.MissingReason']/o:CodeListItem/@CodedValue")
    assert "not_known" in codes


def test_an_item_has_its_question_unit_range_codes_and_cdisc_name(file: Path) -> None:
    (item,) = found(file, "//o:ItemDef[@OID='I.PASI.head_erythema']")
    assert found(file, "//o:ItemDef[@OID='I.PASI.head_erythema']/o:RangeCheck/o:CheckValue/text()") == ["0", "4"]
    assert item.get("DataType") == "integer"
    assert found(file, "//o:ItemDef[@OID='I.PASI.head_erythema']/o:Alias/@Name") == ["RSORRES when RSTESTCD = PASI0301"]
    assert found(file, "//o:ItemDef[@OID='I.INFUSION.weight_kg']/o:MeasurementUnitRef/@MeasurementUnitOID") == ["MU.kg"]
    assert found(file, "//o:ItemDef[@OID='I.DM.sex']/o:CodeListRef/@CodeListOID") == ["CL.Sex"]


def test_rows_go_and_come_by_their_keys(file: Path) -> None:
    groups = found(file, "//o:FormData[@FormOID='F.LAB'][@TransactionType='Update']/o:ItemGroupData")
    told = [(plain(group.get("ItemGroupRepeatKey")), group.get("TransactionType")) for group in groups]
    assert told == [(ODD, "Remove"), ("ALB", "Update"), ("WBC", "Insert")]


def test_a_participant_goes_by_the_code_alone(file: Path) -> None:
    assert [plain(key) for key in found(file, "//o:SubjectData/@SubjectKey")] == [CODE]
    assert found(file, "//o:StudyEventDef[@Type='Unscheduled']/@OID") == ["SE.unplanned <2>"]


def test_people_stand_once_in_each_role(file: Path) -> None:
    roles = found(file, "//o:User/@OID")
    assert roles == ["U.investigator.admin", "U.administrator.admin"]
    assert set(found(file, "//o:User/o:FullName/text()")) == {"Ada Min"}
