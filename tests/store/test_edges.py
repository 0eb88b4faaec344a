"""Records, drafts and times at the edges: broken characters, clocks, names beside records, views."""

import errno
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, regraded
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.errors import (
    AlreadyThere,
    DiskFull,
    RecordRefused,
    StudyError,
)
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.schema import view_column
from ucmsc_desktop.store.study import Signing, Study, now


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_participant_and_the_name_come_together_or_not_at_all(
    empty_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("ucmsc_desktop.store.identities.Identities.save", full)
        with pytest.raises(DiskFull):
            empty_study.add_participant("P-001", Participant(), Identity(name="x"))
    assert empty_study.subjects() == []
    empty_study.add_participant("P-001", Participant(), Identity(name="x"))
    assert empty_study.verify().faults == ()


def test_signing_what_stands_keeps_a_draft_that_says_something_else(study: Study) -> None:
    kept = study.find(WEEK_0)
    assert kept is not None
    assert isinstance(kept.record, PasiAssessment)
    other = regraded(kept.record, 0 if kept.record.trunk_erythema else 1)
    for record, stays in ((other, True), (kept.record, False)):
        study.keep_draft(WEEK_0, record)
        study.sign(WEEK_0, Signing(Meaning.REVIEW, PRACTICE_PASSWORD))
        assert (study.draft(WEEK_0) is not None) is stays


def test_drafts_are_in_the_order_of_time_when_summer_time_ends(practice_folder: Path) -> None:
    summer = datetime(2030, 10, 27, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    clock = [summer]
    study = Study.open(practice_folder, PRACTICE_USER, PRACTICE_PASSWORD, clock=lambda: clock[0])
    study.keep_draft(WEEK_0, assessment())
    clock[0] = datetime(2030, 10, 27, 2, 10, tzinfo=timezone(timedelta(hours=1)))
    study.keep_draft(Key("P-001", "W2", "PASI"), assessment())
    assert [draft.key.visit for draft in study.drafts()] == ["W2", "W0"]
    study.close()


def test_a_clock_set_back_while_the_study_is_open_is_noted(empty_folder: Path) -> None:
    clock = [now()]
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: clock[0])
    clock[0] -= timedelta(days=1)
    study.log("print")
    study.log("print")
    assert [entry.kind for entry in study.entries(3)] == ["print", "print", "clock-set-back"]
    study.close()


def test_a_value_that_cannot_be_computed_with_is_a_sentence(study: Study) -> None:
    with pytest.raises(RecordRefused, match="0 to 100"):
        study.save(WEEK_0, msgspec.structs.replace(assessment(), trunk_area_pct=Decimal(150)))


def test_half_a_character_is_a_sentence(empty_study: Study) -> None:
    broken = Participant(allergies="a\ud83d")
    with pytest.raises(StudyError, match="broken character"):
        empty_study.add_participant("P-001", broken)
    with pytest.raises(StudyError, match="broken character"):
        empty_study.keep_draft(Key("P-001", "", "DM"), broken)
    empty_study.add_participant("P-001", Participant(allergies="a😀"), Identity(name="李"))
    assert empty_study.verify().faults == ()


def test_an_import_keeps_codes_tidy_and_refuses_a_record_that_comes_twice(empty_study: Study) -> None:
    total = HistoricalPasi(day=0, total_tenths=100, source="x")
    key = Key(" 1 ", "D0", "PASI-TOTAL")
    with pytest.raises(AlreadyThere, match="comes twice"):
        empty_study.import_participants([(" 1 ", Participant(), [(key, total), (key, total)])], "x.csv")
    empty_study.import_participants([(" 1 ", Participant(), [(key, total)])], "x.csv")
    assert empty_study.subjects() == ["1"]
    assert len(empty_study.records("1")) == 2


def test_views_say_what_the_records_say(study: Study) -> None:
    kept = [record for records in study.everything().values() for record in records]
    kept += [record for form in STUDY_FORMS for record in study.study_records(form)]
    for form, record_type in FORMS.items():
        rows = list(study.ledger.db.query(f"SELECT * FROM form_{form.lower().replace('-', '_')}"))
        assert len(rows) == len([record for record in kept if record.key.form == form])
        by_key = {(row["subject"], row["visit"], row["number"]): row for row in rows}
        for record in (record for record in kept if record.key.form == form):
            row = by_key[record.key.subject, record.key.visit, record.key.number]
            told = msgspec.json.decode(msgspec.json.encode(record.record))
            for name in fields(record_type):
                value = row[view_column(name)]
                value = msgspec.json.decode(value) if isinstance(told.get(name), dict | list) else value
                assert value == told.get(name)
