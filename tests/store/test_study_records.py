"""Records that belong to the study and to no participant: kept, changed, signed and read like any other."""

from pathlib import Path

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.store.errors import ReasonNeeded
from ucmsc_desktop.store.study import Signing, Study

CENTRAL = Key("", "", "LABORATORY", 1)


def test_a_laboratory_is_kept_changed_and_signed_without_a_participant(empty_study: Study) -> None:
    empty_study.save(CENTRAL, Laboratory(name="Central"))
    with pytest.raises(ReasonNeeded):
        empty_study.save(CENTRAL, Laboratory(name="Central laboratory"))
    signing = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)
    empty_study.save(CENTRAL, Laboratory(name="Central laboratory"), reasons={"name": "full name"}, sign=signing)
    (kept,) = empty_study.study_records("LABORATORY")
    assert kept == empty_study.find(CENTRAL)
    assert (kept.record, kept.state, kept.changes) == (Laboratory(name="Central laboratory"), State.SIGNED, 1)
    assert [change.reason for version in empty_study.history(CENTRAL) for change in version.changes] == ["full name"]
    assert empty_study.verify().faults == ()


def test_records_of_the_study_come_by_number_and_form(empty_study: Study) -> None:
    for number in (2, 10, 1):
        empty_study.save(Key("", "", "LABORATORY", number), Laboratory(name=f"Laboratory {number}"))
    words = {str(item): f"Item {item}" for item in range(1, 21)}
    answers = {str(number): f"Answer {number}" for number in range(1, 5)}
    wording = Wording(questionnaire="SAS", licence="L-1", items=words, answers=answers)
    empty_study.save(Key("", "", "WORDING", 1), wording)
    assert [kept.key.number for kept in empty_study.study_records("LABORATORY")] == [1, 2, 10]
    assert [kept.record.form for kept in empty_study.study_records("WORDING")] == ["WORDING"]
    assert empty_study.next_number("", "", "LABORATORY") == 11


def test_nobody_takes_the_study_for_a_participant(empty_study: Study) -> None:
    empty_study.add_participant("P-001", Participant())
    empty_study.save(CENTRAL, Laboratory(name="Central"))
    empty_study.keep_draft(Key("", "", "LABORATORY", 2), Laboratory(name="Other"), "name")
    assert empty_study.subjects() == ["P-001"]
    assert list(empty_study.everything()) == ["P-001"]
    assert [kept.key.form for kept in empty_study.records("P-001")] == ["DM"]
    assert empty_study.drafts() == []
    assert empty_study.draft(Key("", "", "LABORATORY", 2)) is not None


@pytest.mark.parametrize("key", [Key("P-001", "", "LABORATORY"), Key("", "", "DM")])
def test_a_record_stands_only_where_it_belongs(empty_study: Study, key: Key) -> None:
    empty_study.add_participant("P-001", Participant())
    with pytest.raises(TypeError):
        empty_study.save(key, Participant() if key.form == "DM" else Laboratory())


def test_the_view_of_a_study_form_reads(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    study.save(CENTRAL, Laboratory(name="Central"))
    study.close()
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    assert study.ledger.rows("SELECT number, name FROM form_laboratory", []) == [(1, "Central")]
    study.close()
