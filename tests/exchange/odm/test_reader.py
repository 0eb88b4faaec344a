"""A file that was damaged, or made to do harm, is refused whole with reasons; nothing else ever comes of it."""

import gzip
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.exchange.odm.helpers import exported, reasons
from tests.exchange.odm.odd import fill
from ucmsc_desktop.exchange.odm import forms, nodes
from ucmsc_desktop.exchange.odm.faults import MOST, BadOdm
from ucmsc_desktop.exchange.odm.reader import read_odm
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study import Study

BOMB = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(10)
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_template: Path) -> bytes:
    """The file of a small odd study."""
    folder = tmp_path_factory.mktemp("odm")
    with closing(Study.open(Path(shutil.copytree(empty_template, folder / "study")), ADMIN, ADMIN_PASSWORD)) as study:
        fill(study)
        return exported(study, folder / "out").read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "given.odm.xml"


def test_what_was_written_is_read(empty_study: Study, tmp_path: Path) -> None:
    fill(empty_study)
    file = exported(empty_study, tmp_path / "out")
    found = read_odm(file)
    subjects = empty_study.subjects()
    assert list(found.stories()) == list(leaving.stories(empty_study, subjects))
    header = leaving.header(empty_study, subjects)
    told = ("protocol", "versions", "practice", "people", "roles", "visits", "subjects")
    assert [getattr(found.header, name) for name in told] == [getattr(header, name) for name in told]


def test_the_real_practice_study_is_read(study: Study, tmp_path: Path) -> None:
    found = read_odm(exported(study, tmp_path / "out"))
    assert list(found.stories()) == list(leaving.stories(study, study.subjects()))


NO_XML = {
    "nothing": b"",
    "words": b"hello",
    "zipped": gzip.compress(b"<ODM/>"),
    "UTF-16": "<ODM/>".encode("utf-16"),
    "other encoding": b"<?xml version='1.0' encoding='latin-1'?><ODM xmlns='http://www.cdisc.org/ns/odm/v1.3'/>",
    "bad bytes": b"<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3' a='\xff'/>",
    "other root": b"<html/>",
    "other version": b"<ODM xmlns='http://www.cdisc.org/ns/odm/v2.0'/>",
    "root alone": b"<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3' FileType='Snapshot' ODMVersion='1.3.2'/>",
    "deep": b"<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3'>" * 50_000,
    "bomb": BOMB + b"]><ODM>&a9;</ODM>",
    "bomb in an attribute": BOMB + b"]><ODM a='&a9;'/>",
    "file of the machine": b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><ODM>&a;</ODM>',
    "type elsewhere": b'<!DOCTYPE ODM SYSTEM "http://127.0.0.1:9/odm.dtd"><ODM/>',
}


@pytest.mark.parametrize("content", NO_XML.values(), ids=NO_XML)
def test_what_is_no_such_file_is_refused(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert reasons(file)


FORM_LINES = 60
"""What is wrong with a form as a whole is told with the line on which it begins."""
DAMAGE: dict[str, tuple[str, str, str]] = {
    "unknown item": ('ItemOID="I.PASI.head_erythema" Value', 'ItemOID="I.PASI.nose" Value', "no item"),
    "unknown form": (
        'FormOID="F.PASI" TransactionType="Insert"',
        'FormOID="F.NOSE" TransactionType="Insert"',
        "no form",
    ),
    "unknown group": ('<ItemGroupData ItemGroupOID="IG.PASI"', '<ItemGroupData ItemGroupOID="IG.NOSE"', "no group"),
    "unknown element": ("<SiteRef LocationOID", "<Nose LocationOID", "out of place"),
    "unknown attribute": ('<ItemData ItemOID="I.DM.sex"', '<ItemData Nose="1" ItemOID="I.DM.sex"', "does not know"),
    "unknown code": ('"I.DM.sex" Value="F"', '"I.DM.sex" Value="Q"', "Sex"),
    "unknown reason": ('source.missing" Value="lost_to_follow_up"', 'source.missing" Value="eaten"', "eaten"),
    "no date": ('"I.PASI.assessed_on" Value="2026-03-02"', '"I.PASI.assessed_on" Value="2026-02-30"', "2026-02-30"),
    "no number": ('"I.PASI.head_erythema" Value="2"', '"I.PASI.head_erythema" Value="two"', "two"),
    "out of range": ('"I.PASI.head_erythema" Value="2"', '"I.PASI.head_erythema" Value="9"', "must be"),
    "another total": ('"I.PASI.total_tenths" Value="', '"I.PASI.total_tenths" Value="1', "computed"),
    "value and none": ('"I.DM.sex" Value="F"', '"I.DM.sex" IsNull="Yes" Value="F"', "either"),
    "neither": ('"I.DM.sex" Value="F"', '"I.DM.sex"', "either"),
    "item twice": ('<ItemData ItemOID="I.DM.sex" Value="F"/>', '<ItemData ItemOID="I.DM.sex" Value="F"/>' * 2, "twice"),
    "half a character": (
        '"I.LAB.results.label" Value="own"',
        '"I.LAB.results.label" Value="␛D800;"',
        "broken character",
    ),
    "half a code": ('SubjectKey="', 'SubjectKey="␛D800;', "broken character"),
    "half a reason": ("<ReasonForChange>", "<ReasonForChange>␛DFFF;", "broken character"),
    "form twice": ('FormOID="F.PASI" TransactionType="Update"', 'FormOID="F.PASI" TransactionType="Insert"', "twice"),
    "change of nothing": (
        'FormOID="F.DM" TransactionType="Insert"',
        'FormOID="F.DM" TransactionType="Update"',
        "before",
    ),
    "nobody": ('<UserRef UserOID="U.investigator.admin"', '<UserRef UserOID="U.investigator.eve"', "eve"),
    "no such role": ('<User OID="U.investigator.admin"', '<User OID="U.king.admin"', "role"),
    "no zone": ("+00:00</DateTimeStamp>", "</DateTimeStamp>", "zone"),
    "no time": ("<DateTimeStamp>20", "<DateTimeStamp>99999", "zone"),
    "no meaning": ('SignatureOID="SD.review"', 'SignatureOID="SD.joke"', "joke"),
    "no protocol": ('ItemOID="I.PROTOCOL.body" Value="', 'ItemOID="I.PROTOCOL.body" Value="x', "no protocol"),
    "no visit": ('StudyEventData StudyEventOID="SE.W0"', 'StudyEventData StudyEventOID="SE.X9"', "no visit"),
    "other form version": ('Context="Form version" Name="1"', 'Context="Form version" Name="2"', "another version"),
    "row out of nothing": (
        'TransactionType="Update" ItemGroupRepeatKey="ALB"',
        'TransactionType="Update" ItemGroupRepeatKey="ALT"',
        "without being there",
    ),
    "number that is none": ('FormRepeatKey="2"', 'FormRepeatKey="02"', "number"),
}


@pytest.mark.parametrize(("old", "new", "why"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_named_with_its_line(good: bytes, file: Path, old: str, new: str, why: str) -> None:
    text = good.decode()
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    told = reasons(file)
    assert why in told
    line = re.match(r"Line (\d+): ", told)
    assert line is not None
    within = text[: text.index(old)].count("\n") + 1 - int(line[1])
    assert 0 <= within < FORM_LINES


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [("AuditRecord>", "Comment>", "out of place"), ("ST.UCMSC-PSO", "ST.OTHER", "another study")],
)
def test_what_is_wrong_everywhere_is_told(good: bytes, file: Path, old: str, new: str, why: str) -> None:
    file.write_text(good.decode().replace(old, new), encoding="utf-8", newline="")
    assert why in reasons(file)


def test_a_change_without_its_reason_is_refused(good: bytes, file: Path) -> None:
    file.write_bytes(
        re.sub(
            rb"<AuditRecord>(?:(?!</AuditRecord>).)*<ReasonForChange>Read again.*?</AuditRecord>", b"", good, flags=re.S
        )
    )
    assert "No reason is given for changing" in reasons(file)


def test_a_participant_twice_in_other_letters_is_refused(good: bytes, file: Path) -> None:
    start, end = good.index(b"<SubjectData"), good.index(b"</SubjectData>") + len(b"</SubjectData>")
    again = good[start:end].replace(b"P/1", b"p/1", 1)
    file.write_bytes(good[:end] + again + good[end:])
    assert "comes twice" in reasons(file)


def test_parts_in_another_order_are_refused(good: bytes, file: Path) -> None:
    admin = re.search(rb"<AdminData.*</AdminData>\n", good, re.S)
    assert admin is not None
    file.write_bytes(good.replace(admin[0], b"").replace(b"</ODM>", admin[0] + b"</ODM>"))
    assert "out of place" in reasons(file)


def test_a_role_that_may_not_sign_is_refused(good: bytes, file: Path) -> None:
    file.write_bytes(good.replace(b"U.investigator.admin", b"U.monitor.admin"))
    assert "in that role" in reasons(file)


def test_many_faults_are_told_as_a_few(good: bytes, file: Path) -> None:
    people = b"".join(
        b'<User OID="U.none.%d"><LoginName>x</LoginName><FullName>x</FullName></User>' % n for n in range(500)
    )
    file.write_bytes(good.replace(b"<Location OID", people + b"<Location OID"))
    assert len(reasons(file).splitlines()) == MOST + 1


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9, 0.99999])
def test_a_file_that_was_cut_off_is_refused(good: bytes, file: Path, share: float) -> None:
    file.write_bytes(good[: int(len(good) * share)])
    assert "whole XML" in reasons(file)


def test_a_file_of_gigabytes_is_refused_unread(file: Path) -> None:
    with file.open("wb") as out:
        out.write(b"<ODM>")
        out.truncate(nodes.LARGEST_FILE * 2)
    assert "larger than" in reasons(file)


def test_an_endless_entry_is_refused_before_memory_ends(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "LONGEST_TOKEN", 1 << 20)
    file.write_bytes(b"<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3' a='" + b"x" * (3 << 20) + b"'/>")
    assert "longer than" in reasons(file)


def test_a_form_without_end_is_refused(good: bytes, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "LARGEST_PIECE", 1 << 10)
    file.write_bytes(good)
    assert "longer than" in reasons(file)


def test_a_participant_without_end_is_refused(good: bytes, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_STEPS", 3)
    file.write_bytes(good)
    assert "more than 3 saves" in reasons(file)


def test_a_file_that_changes_between_check_and_use_is_refused(good: bytes, file: Path) -> None:
    file.write_bytes(good)
    found = read_odm(file)
    file.write_bytes(good.replace(b"Read again", b"Read anew."))
    with pytest.raises(BadOdm, match="changed while it was read"):
        list(found.stories())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    places=st.lists(st.tuples(st.floats(0, 0.9999), st.binary(max_size=3), st.integers(0, 5)), min_size=1, max_size=4)
)
def test_no_damage_ends_in_anything_but_reasons(
    good: bytes, tmp_path: Path, places: list[tuple[float, bytes, int]]
) -> None:
    start = good.index(b"<AdminData")
    damaged = good
    for share, given_bytes, gone in places:
        place = start + int((len(good) - start) * share)
        damaged = damaged[:place] + given_bytes + damaged[place + gone :]
    file = tmp_path / "damaged.xml"
    file.write_bytes(damaged)
    reasons(file)
