"""Saving, changing, signing and reading records back, through a real encrypted file."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.conftest import ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, regraded
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Identity, Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store.errors import (
    AlreadyThere,
    NotPermitted,
    ReasonNeeded,
    RecordRefused,
    StudyError,
    WrongPassword,
)
from ucmsc_desktop.store.study import Signing, Study

AUTHOR = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)
PERSON = Participant(sex=Sex.FEMALE, birth_date=PartialDate("1980-05"), consented_on=date(2026, 3, 1))


@pytest.fixture
def with_person(empty_study: Study) -> Study:
    empty_study.add_participant("P-001", PERSON, Identity(name="李伟", initials="L.W."))
    return empty_study


def test_first_save_needs_no_reason_and_is_read_back(with_person: Study) -> None:
    saved = with_person.save(WEEK_0, assessment())
    assert saved.state is State.SAVED
    found = with_person.find(WEEK_0)
    assert found is not None
    assert found.record == assessment().derived()
    assert found.by.user == "admin"


def test_a_change_needs_a_reason_for_each_field(with_person: Study) -> None:
    with_person.save(WEEK_0, assessment())
    with pytest.raises(ReasonNeeded) as refused:
        with_person.save(WEEK_0, regraded(assessment(), 3))
    assert [field.name for field in refused.value.fields] == ["trunk_erythema"]
    with pytest.raises(ReasonNeeded):
        with_person.save(WEEK_0, regraded(assessment(), 3), reasons={"trunk_erythema": "  ", "head_erythema": "x"})
    found = with_person.find(WEEK_0)
    assert found is not None
    assert found.record == assessment().derived()


def test_filling_a_blank_needs_no_reason_but_replacing_a_missing_reason_does(with_person: Study) -> None:
    with_person.save(WEEK_0, PasiAssessment(assessed_on=date(2026, 3, 2)))
    with_person.save(WEEK_0, assessment())
    gone = PasiAssessment(assessed_on=date(2026, 3, 2), missing={"notes": MissingReason.NOT_DONE})
    key = Key("P-001", "W2", "PASI")
    with_person.save(key, gone)
    with pytest.raises(ReasonNeeded):
        with_person.save(key, PasiAssessment(assessed_on=date(2026, 3, 2), notes="now known"))


def test_a_signed_record_that_changes_keeps_its_signature_which_no_longer_holds(with_person: Study) -> None:
    with_person.save(WEEK_0, assessment(), sign=AUTHOR)
    changed = with_person.save(WEEK_0, regraded(assessment(), 3), reasons={"trunk_erythema": "mis-tap"})
    assert changed.state is State.SAVED
    assert [signature.holds for signature in changed.signatures] == [False]
    first, signature, change = with_person.history(WEEK_0)
    assert first.changes == ()
    assert signature.signature is not None
    assert not signature.signature.holds
    (said,) = change.changes
    assert (said.label, said.old, said.new, said.reason) == ("Trunk, redness", "2", "3", "mis-tap")
    assert change.by.user == "admin"
    again = with_person.sign(WEEK_0, AUTHOR)
    assert [signature.holds for signature in again.signatures] == [False, True]
    assert with_person.find(WEEK_0) == again


def test_saving_the_same_again_writes_nothing(with_person: Study) -> None:
    with_person.save(WEEK_0, assessment())
    before = with_person.entries(1000)
    with_person.save(WEEK_0, assessment())
    assert with_person.entries(1000) == before


def test_a_wrong_password_signs_and_saves_nothing_and_is_noted(with_person: Study) -> None:
    with pytest.raises(WrongPassword):
        with_person.save(WEEK_0, assessment(), sign=Signing(Meaning.AUTHOR, "not my password"))
    assert with_person.find(WEEK_0) is None
    assert with_person.entries(1)[0].kind == "login-failed"


def test_an_incomplete_or_contradicting_form_is_saved_but_not_signed(with_person: Study) -> None:
    blank = PasiAssessment(assessed_on=date(2026, 3, 2))
    with pytest.raises(RecordRefused) as refused:
        with_person.save(WEEK_0, blank, sign=AUTHOR)
    assert len(refused.value.problems) == 16
    assert with_person.find(WEEK_0) is None
    with pytest.raises(RecordRefused):
        with_person.save(WEEK_0, assessment(pct=0, grade=1), sign=AUTHOR)
    with_person.save(WEEK_0, assessment(pct=0, grade=1))


def test_a_value_outside_its_range_is_never_stored(with_person: Study) -> None:
    with pytest.raises(RecordRefused):
        with_person.save(WEEK_0, regraded(assessment(), 5))
    assert with_person.find(WEEK_0) is None


def test_roles_are_kept_by_the_store(study_as: Callable[[str], Study]) -> None:
    key = Key("P-007", "W2", "PASI")
    for user in ("monitor", "administrator", "coordinator", "nurse"):
        study = study_as(user)
        with pytest.raises(NotPermitted):
            study.save(key, assessment())
        assert study.find(key) is None
    assessor = study_as("assessor")
    assessor.save(key, assessment())
    with pytest.raises(NotPermitted):
        assessor.sign(key, Signing(Meaning.APPROVAL, "practice-study"))


def test_codes_are_never_used_twice(with_person: Study) -> None:
    assert with_person.next_subject() == "P-002"
    with pytest.raises(AlreadyThere):
        with_person.add_participant(" P-001 ", PERSON)
    for bad in ("", "  ", "a\nb"):
        with pytest.raises(StudyError):
            with_person.add_participant(bad, PERSON)
    with pytest.raises(StudyError):
        with_person.save(Key("P-099", "W0", "PASI"), assessment())


@pytest.mark.parametrize(
    "code", ["P-2", "P-0002", "P-000", "p-002", "Q-002", "P-002x", "P-00２", "P-2_0", "P- 02", "2"]
)
def test_a_code_that_does_not_fit_the_site_s_pattern_is_refused_with_an_example(with_person: Study, code: str) -> None:
    with pytest.raises(StudyError, match=r"Codes look like P-001; the next free one is P-002"):
        with_person.add_participant(code, PERSON)
    assert with_person.subjects() == ["P-001"]


def test_an_import_keeps_its_codes_and_no_other_letter_case_is_free(with_person: Study) -> None:
    with_person.import_participants([("s7", PERSON, []), ("p-002", PERSON, [])], "earlier.csv")
    with pytest.raises(AlreadyThere):
        with_person.import_participants([("S7", PERSON, [])], "again.csv")
    with pytest.raises(AlreadyThere):
        with_person.import_participants([("t1", PERSON, []), ("T1", PERSON, [])], "twice.csv")
    with pytest.raises(AlreadyThere):
        with_person.add_participant("P-002", PERSON)
    assert with_person.next_subject() == "P-003"
    assert with_person.subjects() == ["P-001", "p-002", "s7"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(code=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip))
def test_any_code_keeps_its_records_apart(with_person: Study, code: str) -> None:
    code = code.strip()
    if code not in with_person.subjects():
        assume(code.casefold() not in {known.casefold() for known in with_person.subjects()})
        with_person.import_participants([(code, PERSON, [])], "earlier.csv")
    key = Key(code, "W0", "PASI")
    if with_person.find(key) is None:
        with_person.save(key, assessment())
    assert {kept.key.subject for kept in with_person.records(code)} == {code}
    assert [kept.key for kept in with_person.records(code)] == [Key(code, "", "DM"), key]


def test_an_import_is_all_or_nothing(empty_study: Study) -> None:
    def batch(*codes: str) -> list[tuple[str, Participant, list[tuple[Key, HistoricalPasi]]]]:
        return [
            (code, PERSON, [(Key(code, "D0", "PASI-TOTAL"), HistoricalPasi(day=0, total_tenths=100, source="x"))])
            for code in codes
        ]

    with pytest.raises(AlreadyThere):
        empty_study.import_participants(batch("1", "2", "1"), "x.csv")
    assert empty_study.subjects() == []
    assert empty_study.verify().faults == ()
    heard: list[int] = []
    assert empty_study.import_participants(batch("1", "2"), "x.csv", heard.append) == 2
    assert heard == [1, 2]
    assert empty_study.subjects() == ["1", "2"]


def test_records_come_in_protocol_order(study: Study) -> None:
    keys = [(kept.key.visit, kept.key.form) for kept in study.records("P-003")]
    screening = [form for visit, form in keys if visit == "SCR"]
    assert keys[0] == ("", "DM")
    assert screening == [*(form for form in FACT_FORMS if form != "DM"), "SCREENING", "PASI"]
    visits = list(dict.fromkeys(visit for visit, _form in keys))
    assert visits == ["", "SCR", "W0", "W2", "W4", "W6", "W8", "W12"]
    assert study.everything()["P-003"] == study.records("P-003")


def test_visits_outside_the_schedule_keep_their_records_together(with_person: Study) -> None:
    person, scores = Visit(status=VisitStatus.DONE, visited_on=date(2026, 4, 1)), assessment()
    for visit in ("UNS-10", "UNS-2", "uns-2", "W4"):
        with_person.save(Key("P-001", visit, PasiAssessment.form), scores)
        with_person.save(Key("P-001", visit, Visit.form), person)
    visits = [kept.key.visit for kept in with_person.records("P-001")]
    assert visits == ["", "W4", "W4", "UNS-2", "UNS-2", "uns-2", "uns-2", "UNS-10", "UNS-10"]


def test_repeating_forms_are_numbered(study: Study) -> None:
    assert study.next_number("P-003", "W0", "VITALS") == 9
    assert study.next_number("P-009", "W0", "VITALS") == 1


def test_names_are_kept_from_roles_that_may_not_see_them(study_as: Callable[[str], Study]) -> None:
    assert study_as("nurse").identity("P-001") is not None
    monitor = study_as("monitor")
    assert monitor.identity("P-001") is None
    assert monitor.identities() == {}
    with pytest.raises(NotPermitted):
        monitor.save_identity("P-001", Identity(name="x"))
