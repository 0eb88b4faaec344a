"""Taking over what another study kept: as it was, all of it or nothing, and into an empty study only."""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD, recorded_toml
from tests.exchange.odm.helpers import exported, without_time
from tests.exchange.odm.odd import CODE, PASI, fill
from tests.store.helpers import told
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.story import Header, Story
from ucmsc_desktop.exchange.odm.reader import read_odm
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.errors import AlreadyThere, NotPermitted, StudyError, WrongPassword
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.store.taking import take_over

SHA256 = "5" * 64


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Study]:
    """An empty study of the same protocol, whose first account has another name."""
    with closing(made(tmp_path / "target", recorded_toml())) as study:
        yield study


def made(folder: Path, toml: str) -> Study:
    """An open study of an account whose name no other study of these tests has."""
    return Study.create(folder, protocol_toml=toml, user="boss", full_name="Bo Ss", password=ADMIN_PASSWORD)


def taken(target: Study, source: Study) -> int:
    """Take over all of a study, by way of the domain alone."""
    subjects = source.subjects()
    header, stories = leaving.header(source, subjects), leaving.stories(source, subjects)
    return list(take_over(target, header, stories, "other.odm.xml", SHA256))[-1]


def test_export_import_export_is_the_same_file(empty_study: Study, target: Study, tmp_path: Path) -> None:
    fill(empty_study)
    first = exported(empty_study, tmp_path / "first")
    found = read_odm(first)
    assert list(take_over(target, found.header, found.stories(), first.name, found.sha256))[-1] == 1
    assert without_time(exported(target, tmp_path / "second")) == without_time(first)
    assert target.verify().faults == ()


def test_everything_stands_as_it_was(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    assert taken(target, empty_study) == 1
    assert target.history(PASI) == empty_study.history(PASI)
    ours, theirs = target.casebook(CODE), empty_study.casebook(CODE)
    assert ours.history == theirs.history
    assert ours.sealed == theirs.sealed
    assert [msgspec.structs.replace(kept, hash="") for kept in ours.records] == [
        msgspec.structs.replace(kept, hash="") for kept in theirs.records
    ]


def test_the_trail_says_what_came_from_where(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    taken(target, empty_study)
    said = {"source": "other.odm.xml", "sha256": SHA256, "participants": "1"}
    assert told(target, "import") == [said, said]
    kinds = [entry.kind for entry in target.entries(1000)][::-1]
    assert kinds[2:5] == ["import", "account", "protocol"]
    assert kinds[-2:] == ["account-closed", "import"]


def test_people_come_as_closed_accounts_that_nobody_can_use(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    taken(target, empty_study)
    (came,) = [account for account in target.accounts() if account.user == ADMIN]
    assert (came.full_name, came.closed, came.roles) == ("Ada Min", True, (Role.INVESTIGATOR, Role.ADMINISTRATOR))
    assert target.people() == {"boss": "Bo Ss", ADMIN: "Ada Min"}
    with pytest.raises(AlreadyThere):
        target.add_account(ADMIN, "Eve", ADMIN_PASSWORD, [Role.NURSE])
    target.close()
    with pytest.raises(WrongPassword):
        Study.open(target.folder, ADMIN, ADMIN_PASSWORD)


def test_the_clock_is_not_said_to_be_set_back(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    taken(target, empty_study)
    target.close()
    with closing(Study.open(target.folder, "boss", ADMIN_PASSWORD)) as again:
        assert told(again, "clock-set-back") == []


def test_an_amended_protocol_comes_into_force(empty_study: Study, target: Study, tmp_path: Path) -> None:
    signing = Signing(Meaning.APPROVAL, ADMIN_PASSWORD)
    empty_study.amend_protocol({"dose.weight_valid_days": 5}, "Shorter", signing)
    first = exported(empty_study, tmp_path / "first")
    taken(target, empty_study)
    assert target.protocol == empty_study.protocol
    assert without_time(exported(target, tmp_path / "second")) == without_time(first)
    target.close()
    with closing(Study.open(target.folder, "boss", ADMIN_PASSWORD)) as again:
        assert again.protocol == empty_study.protocol


def test_the_protocol_of_the_file_replaces_an_older_one_of_the_study(target: Study, tmp_path: Path) -> None:
    later = recorded_toml().replace("version = 1", "version = 3", 1)
    with closing(made(tmp_path / "later", later)) as source:
        first = exported(source, tmp_path / "first")
        taken_empty = leaving.header(source, [])
    list(take_over(target, taken_empty, [], "other.odm.xml", SHA256))
    assert without_time(exported(target, tmp_path / "second")) == without_time(first)


def test_a_study_that_took_over_an_empty_one_first_leaves_as_the_last(
    empty_study: Study, target: Study, tmp_path: Path
) -> None:
    with closing(made(tmp_path / "blank", recorded_toml())) as blank:
        taken_empty = leaving.header(blank, [])
    list(take_over(target, taken_empty, [], "blank.odm.xml", SHA256))
    fill(empty_study)
    taken(target, empty_study)
    file = exported(target, tmp_path / "second")
    assert without_time(file) == without_time(exported(empty_study, tmp_path / "first"))
    read_odm(file)


def header_of(study: Study) -> Header:
    """What an export of a study says first."""
    return leaving.header(study, [])


def refused(target: Study, header: Header, kind: type[StudyError], words: str) -> None:
    """Nothing is taken over, and the sentence says why."""
    before = target.ledger.end
    with pytest.raises(kind, match=words):
        list(take_over(target, header, [], "other.odm.xml", SHA256))
    assert target.ledger.end == before


def test_a_study_with_records_takes_nothing(empty_study: Study) -> None:
    fill(empty_study)
    refused(empty_study, header_of(empty_study), StudyError, "empty study only")


def test_another_study_or_a_practice_study_is_refused(empty_study: Study, target: Study) -> None:
    header = header_of(empty_study)
    other = msgspec.structs.replace(header.protocol.study, code="OTHER")
    protocol = msgspec.structs.replace(header.protocol, study=other)
    refused(target, msgspec.structs.replace(header, protocol=protocol), StudyError, "OTHER")
    refused(target, msgspec.structs.replace(header, practice=True), StudyError, "never put together")


@pytest.mark.parametrize("people", [{"boss": "Eve"}, {"Boss": "Bo Ss"}, {"eve": "Eve", "EVE": "Eva"}])
def test_a_user_name_that_is_another_person_is_refused(target: Study, people: dict[str, str]) -> None:
    refused(target, msgspec.structs.replace(header_of(target), people=people), AlreadyThere, "Two people")


def test_a_role_that_imports_nothing_is_refused(empty_folder: Path, target: Study) -> None:
    header = header_of(target)
    with closing(Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)) as study:
        study.add_account("nora", "Nora", "nora-long-enough", [Role.NURSE])
    with closing(Study.open(empty_folder, "nora", "nora-long-enough")) as study:
        refused(study, header, NotPermitted, "does not import")


def test_a_fault_in_the_middle_takes_all_of_it_back(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    subjects = empty_study.subjects()

    def stories() -> Iterator[Story]:
        yield from leaving.stories(empty_study, subjects)
        raise OSError("gone")

    before = target.ledger.end
    with pytest.raises((OSError, StudyError)):
        list(take_over(target, leaving.header(empty_study, subjects), stories(), "other.odm.xml", SHA256))
    assert (target.ledger.end, target.subjects(), target.verify().faults) == (before, [], ())


def test_cancelling_takes_all_of_it_back(empty_study: Study, target: Study) -> None:
    fill(empty_study)
    subjects = empty_study.subjects()
    before = target.ledger.end
    steps = take_over(
        target, leaving.header(empty_study, subjects), leaving.stories(empty_study, subjects), "o", SHA256
    )
    assert next(steps) == 0
    assert next(steps) == 1
    assert isinstance(steps, Generator)
    steps.close()
    assert (target.ledger.end, target.subjects(), target.protocol) == (before, [], empty_study.protocol)
    assert taken(target, empty_study) == 1
