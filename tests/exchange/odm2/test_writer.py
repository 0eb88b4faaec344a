"""ODM 2.0: valid by its schema, every name is defined, and it says what the file of 1.3.2 says."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import odmlib
import pytest
from lxml import etree

from tests.any_record import ODD
from tests.exchange.tables_read import MOMENT
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key, Stamp
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.story import Header, ProtocolVersion, Step, Story
from ucmsc_desktop.exchange.odm import oids
from ucmsc_desktop.exchange.odm.writer import write_odm
from ucmsc_desktop.exchange.odm2.definitions import LANGUAGE
from ucmsc_desktop.exchange.odm2.writer import NAMESPACE, write_odm2
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Study

OLD, NEW = f"{{{oids.NAMESPACE}}}", f"{{{NAMESPACE}}}"
BY = Stamp("ada", Role.ASSESSOR, MOMENT)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(odmlib.__file__).parent / "schemas" / "odm" / "2.0" / "ODM.xsd"))


def header() -> Header:
    protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
    version = ProtocolVersion(protocol, BY, "{}")
    return Header(protocol, (version,), False, {"ada": "Ada Min"}, "Ada Min", MOMENT, {"ada": (Role.ASSESSOR,)})


def written(folder: Path, about: Header, stories: Iterable[Story]) -> tuple[etree._Element, etree._Element]:
    """The same study as 1.3.2 and as 2.0."""
    told = list(stories)
    subjects = len([story for story in told if story.subject])
    for write in (write_odm, write_odm2):
        assert [*write(folder, about, told)] == [*range(1, subjects + 1)]
    (new,) = folder.glob("*.odm2.xml")
    (old,) = (path for path in folder.glob("*.odm.xml"))
    return etree.parse(old).getroot(), etree.parse(new).getroot()


def story() -> Story:
    """Odd texts, a change with its reason, a value that is missing, rows that come and go, and signatures."""
    pasi, lab = Key("患者/1", "W0", "PASI"), Key("患者/1", "W0", "LAB", 2)
    steps = [Step(pasi, BY, PasiAssessment(assessed_on=date(2026, 3, 28), head_erythema=1), meaning=None)]
    steps.append(Step(pasi, BY, meaning=Meaning.AUTHOR))
    before = steps[0].record
    for text in ODD:
        after = PasiAssessment(notes=text or None, missing={"head_erythema": MissingReason.REFUSED})
        steps.append(Step(pasi, BY, after, before, {"notes": text or "why"}))
        before = after
    rows = [LabPanel(results={key: LabResult(unit=key) for key in keys}) for keys in (ODD[:9], ODD[4:14])]
    steps += [Step(lab, BY, rows[0]), Step(lab, BY, rows[1], rows[0], {"results": "again"})]
    return Story("患者/1", (*steps, Step(lab, BY, meaning=Meaning.APPROVAL, holds=True)))


def said(element: etree._Element) -> tuple[Any, ...]:
    """What an element of the data says, alike for both standards: who did it comes last."""
    name = etree.QName(element).localname.replace("FormData", "ItemGroupData")
    values = [child.text or "" for child in element if etree.QName(child).localname == "Value"]
    text = values[0] if values else element.get("Value", "" if len(element) else element.text)
    about = sorted(value for key, value in element.attrib.items() if key != "Value")
    inside = [said(child) for child in element if etree.QName(child).localname != "Value"]
    return name, *about, text, *sorted(inside, key=lambda one: one[0] in ("AuditRecord", "Signature"))


def data(root: etree._Element, name: str) -> list[tuple[Any, ...]]:
    return [said(part) for part in root if part.tag in (f"{name}ReferenceData", f"{name}ClinicalData")]


def test_the_practice_study_is_valid_and_says_what_1_3_2_says(
    practice_folder: Path, tmp_path: Path, schema: etree.XMLSchema
) -> None:
    with closing(Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD)) as study:
        subjects = study.subjects()[:4]
        about = leaving.header(study, subjects)
        old, new = written(tmp_path, about, leaving.stories(study, subjects))
    schema.assertValid(new)
    assert data(new, NEW) == data(old, OLD)
    assert "practice" in "".join(new.find(f"{NEW}Study").itertext())


def test_odd_texts_changes_and_signatures_come_out_as_they_went_in(tmp_path: Path, schema: etree.XMLSchema) -> None:
    old, new = written(tmp_path, header(), [Story("", ()), story()])
    schema.assertValid(new)
    assert data(new, NEW) == data(old, OLD)


def test_who_did_it_stands_behind_what_was_done(tmp_path: Path) -> None:
    _old, new = written(tmp_path, header(), [Story("", ()), story()])
    for group in new.iter(f"{NEW}ItemGroupData"):
        names = [etree.QName(child).localname in ("AuditRecord", "Signature") for child in group]
        assert names == sorted(names)


def test_an_empty_study_is_valid(tmp_path: Path, schema: etree.XMLSchema) -> None:
    _old, new = written(tmp_path, header(), [Story("", ())])
    schema.assertValid(new)
    assert new.get("ODMVersion") == "2.0"


def test_every_name_that_is_used_is_defined(tmp_path: Path) -> None:
    _old, new = written(tmp_path, header(), [Story("", ()), story()])
    defined = {element.get("OID") for element in new.iter() if element.get("OID")}
    used = {
        value for element in new.iter() for name, value in element.attrib.items()
        if name.endswith("OID") and name not in ("OID", "FileOID")
    }  # fmt: skip
    assert used - defined == set()


def test_a_unit_is_laid_down_beside_the_items_that_have_it(tmp_path: Path) -> None:
    _old, new = written(tmp_path, header(), [Story("", ())])
    weight = new.find(f".//{NEW}ItemGroupDef[@OID='IG.INFUSION']/{NEW}ItemRef[@ItemOID='I.INFUSION.weight_kg']")
    assert weight is not None
    unit = weight.get("UnitsItemOID")
    assert unit == "I.UNIT.kg"
    (laid_down,) = weight.getparent().findall(f"{NEW}ItemRef[@ItemOID='{unit}']")
    assert laid_down.get("PreSpecifiedValue") == "kg"
    assert new.find(f".//{NEW}ItemDef[@OID='{unit}']/{NEW}CodeListRef").get("CodeListOID") == "CL.UNIT"


def test_every_text_names_its_language_and_its_kind(tmp_path: Path) -> None:
    _old, new = written(tmp_path, header(), [Story("", ())])
    texts = [*new.iter(f"{NEW}TranslatedText")]
    assert texts
    assert all(text.get(LANGUAGE) and text.get("Type") == "text/plain" for text in texts)


def test_a_person_has_the_role_in_which_they_acted(tmp_path: Path) -> None:
    _old, new = written(tmp_path, header(), [Story("", ())])
    (user,) = new.iter(f"{NEW}User")
    assert user.get("UserType") == "Assessor"
    assert [child.text for child in user] == ["ada", "Ada Min"]
