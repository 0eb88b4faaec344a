"""The order of enrolment where records are saved, and deviations signed by an investigator at the same machine."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.domain.candidates import DAY
from tests.domain.ordered import CONSENT, PERSON, SUBJECT, at, baseline, facts, infusion, verdict
from tests.staff import APPROVAL, NURSE, NURSE_PASSWORD, PI, PI_PASSWORD, staffed
from tests.store.helpers import told
from ucmsc_desktop.domain.casebook import Key, State, of_type
from ucmsc_desktop.domain.deviations import Deviation, Step, approval
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store import engine
from ucmsc_desktop.store.errors import (
    AccountLocked,
    DiskFull,
    NotPermitted,
    OutOfOrder,
    RecordRefused,
    StudyError,
    WrongPassword,
)
from ucmsc_desktop.store.study import Signing, Study, now

PI_PIN = "380517"
AUTHOR = Signing(Meaning.AUTHOR, ADMIN_PASSWORD)
BY_PI = Signing(Meaning.APPROVAL, PI_PASSWORD)
W0, DOSE = at("PASI", "W0"), at("INFUSION", "W0")
STEPS = [Step.CONSENT, Step.ELIGIBILITY]
ATOMIC = engine.sqlite_utils().Database.atomic


@pytest.fixture
def entered(ordered_study: Study) -> Study:
    return staffed(ordered_study)


@pytest.fixture
def as_nurse(entered: Study) -> Iterator[Study]:
    """The same, opened by the nurse."""
    entered.close()
    study = Study.open(entered.folder, NURSE, NURSE_PASSWORD)
    yield study
    study.close()


def test_saving_out_of_order_is_refused_and_the_draft_stays(entered: Study) -> None:
    entered.keep_draft(W0, baseline(), "assessed_on")
    before = entered.ledger.end
    for sign in (None, AUTHOR, APPROVAL):
        with pytest.raises(OutOfOrder) as refused:
            entered.save(W0, baseline(), sign=sign)
        assert [step.step for step in refused.value.steps] == STEPS
    assert "kept as a draft" in str(refused.value)
    assert entered.find(W0) is None
    assert entered.ledger.end == before
    draft = entered.draft(W0)
    assert draft is not None
    assert draft.record == baseline()


def test_the_whole_way_in_order(entered: Study) -> None:
    entered.save(at("CONSENT"), CONSENT)
    for record in facts():
        entered.save(at(record.form), record)
    records = entered.records(SUBJECT)
    entered.save(at("SCREENING"), verdict(entered.protocol, records, Outcome.ENROLLED), sign=APPROVAL)
    assert entered.unmet(W0, baseline()) == []
    assert [step.step for step in entered.unmet(DOSE, infusion())] == [Step.BASELINE]
    with pytest.raises(OutOfOrder):
        entered.save(DOSE, infusion())
    entered.save(W0, baseline(), sign=AUTHOR)
    assert entered.save(DOSE, infusion()).state is State.SAVED
    assert entered.verify().faults == ()


def test_enrolment_is_saved_only_with_the_approval(entered: Study) -> None:
    entered.save(at("CONSENT"), CONSENT)
    for record in facts():
        entered.save(at(record.form), record)
    enrolled = verdict(entered.protocol, entered.records(SUBJECT), Outcome.ENROLLED)
    assert len(entered.unmet(at("SCREENING"), enrolled)) == 1
    assert entered.unmet(at("SCREENING"), enrolled, approving=True) == []
    for sign in (None, AUTHOR):
        with pytest.raises(OutOfOrder):
            entered.save(at("SCREENING"), enrolled, sign=sign)
    assert entered.save(at("SCREENING"), enrolled, sign=APPROVAL).state is State.SIGNED


def test_a_wrong_value_or_role_is_told_before_the_order(entered: Study) -> None:
    with pytest.raises(RecordRefused):
        entered.save(W0, PasiAssessment(head_erythema=9))
    entered.close()
    study = Study.open(entered.folder, NURSE, NURSE_PASSWORD)
    with pytest.raises(NotPermitted):
        study.save(at("SCREENING"), Screening(outcome=Outcome.ENROLLED))
    study.close()


def test_earlier_records_are_taken_over_as_they_are(entered: Study) -> None:
    total = HistoricalPasi(day=0, total_tenths=100, source="x")
    entered.import_participants([("s7", PERSON, [(Key("s7", "D0", "PASI-TOTAL"), total)])], "x.csv")
    batch: list[Any] = [("s8", PERSON, [(Key("s8", "W0", "PASI"), baseline())])]
    with pytest.raises(OutOfOrder):
        entered.import_participants(batch, "y.csv")
    assert entered.subjects() == [SUBJECT, "s7"]


def test_an_investigator_who_stands_by_signs_while_the_nurse_stays_logged_in(as_nurse: Study) -> None:
    steps = [step.step for step in as_nurse.unmet(W0, baseline())]
    kept = as_nurse.deviate(SUBJECT, "W0", steps, " late form ", " flies home today ", PI, BY_PI)
    assert [one.key for one in kept] == [at("DEVIATION", "W0", 1), at("DEVIATION", "W0", 2)]
    assert [one.record.step for one in kept] == STEPS
    for one in kept:
        signature = approval(one)
        assert signature is not None
        assert (one.by.user, one.by.role) == (NURSE, Role.NURSE)
        assert (signature.by.user, signature.by.role) == (PI, Role.INVESTIGATOR)
        assert (one.record.circumstance, one.record.reason) == ("late form", "flies home today")
        assert one.record.noted_on == as_nurse.clock().date()
        assert as_nurse.find(one.key) == one
    assert as_nurse.save(W0, baseline()).by.user == NURSE
    again = as_nurse.deviate(SUBJECT, "W0", [Step.OTHER], "x", "y", f" {PI} ", BY_PI)
    assert again[0].key.number == 3
    assert as_nurse.verify().faults == ()


def test_a_deviation_that_was_changed_since_opens_nothing(entered: Study) -> None:
    (kept,) = entered.deviate(SUBJECT, "SCR", [Step.CONSENT], "x", "y", ADMIN, APPROVAL)
    assert entered.unmet(at("LAB"), LabPanel(sampled_on=DAY)) == []
    other = Deviation(step=Step.CONSENT, noted_on=kept.record.noted_on, circumstance="x", reason="z")
    entered.save(kept.key, other, reasons={"reason": "better known"})
    assert len(entered.unmet(at("LAB"), LabPanel(sampled_on=DAY))) == 1
    entered.sign(kept.key, APPROVAL)
    assert entered.unmet(at("LAB"), LabPanel(sampled_on=DAY)) == []


@pytest.mark.parametrize(("circumstance", "reason"), [("", "y"), ("x", ""), ("  ", "\n")])
def test_a_deviation_without_words_is_refused_whole(entered: Study, circumstance: str, reason: str) -> None:
    with pytest.raises(RecordRefused):
        entered.deviate(SUBJECT, "W0", STEPS, circumstance, reason, PI, BY_PI)
    assert of_type(entered.records(SUBJECT), Deviation) == []


@pytest.mark.parametrize("signer", [NURSE, "nobody", ""])
def test_only_an_investigator_signs_it(as_nurse: Study, signer: str) -> None:
    with pytest.raises((NotPermitted, WrongPassword)):
        as_nurse.deviate(SUBJECT, "W0", STEPS, "x", "y", signer, Signing(Meaning.APPROVAL, NURSE_PASSWORD))
    assert of_type(as_nurse.records(SUBJECT), Deviation) == []


def test_nobody_records_one_for_a_stranger_or_without_a_part_in_it(entered: Study) -> None:
    with pytest.raises(StudyError):
        entered.deviate("P-099", "W0", STEPS, "x", "y", PI, BY_PI)
    entered.add_account("monitor", "Mona Monitor", "monitor-password", [Role.MONITOR])
    entered.close()
    study = Study.open(entered.folder, "monitor", "monitor-password")
    with pytest.raises(NotPermitted):
        study.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, BY_PI)
    study.close()


def test_a_wrong_secret_counts_against_the_signer_and_not_against_who_is_logged_in(as_nurse: Study) -> None:
    wrong = Signing(Meaning.APPROVAL, "not the password")
    for _number in range(5):
        with pytest.raises(WrongPassword):
            as_nurse.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, wrong)
    with pytest.raises(AccountLocked):
        as_nurse.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, BY_PI)
    as_nurse.check_signer(NURSE_PASSWORD)
    failed = [entry for entry in as_nurse.entries(50) if entry.kind == "login-failed"]
    assert [(entry.user, entry.role) for entry in failed] == [(PI, "investigator")] * 5
    as_nurse.close()
    later = now() + timedelta(minutes=16)
    study = Study.open(as_nurse.folder, PI, PI_PASSWORD, clock=lambda: later)
    assert len(told(study, "login-failed")) == 5
    study.close()


def test_the_signers_own_pin_signs_and_no_other_one(entered: Study) -> None:
    entered.close()
    study = Study.open(entered.folder, PI, PI_PASSWORD)
    study.set_pin(PI_PASSWORD, PI_PIN)
    study.close()
    study = Study.open(entered.folder, NURSE, NURSE_PASSWORD)
    study.set_pin(NURSE_PASSWORD, "730295")
    with pytest.raises(WrongPassword):
        study.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, Signing(Meaning.APPROVAL, "730295"))
    assert len(study.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, Signing(Meaning.APPROVAL, PI_PIN))) == 2
    study.close()


def test_a_closed_account_signs_nothing(entered: Study) -> None:
    entered.close()
    study = Study.open(entered.folder, PI, PI_PASSWORD)
    study.set_pin(PI_PASSWORD, PI_PIN)
    study.close()
    study = Study.open(entered.folder, ADMIN, ADMIN_PASSWORD)
    study.close_account(PI, "left")
    for secret in (PI_PASSWORD, PI_PIN):
        with pytest.raises(WrongPassword):
            study.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, Signing(Meaning.APPROVAL, secret))
    study.close()


def test_deviations_are_kept_all_or_none(entered: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def full_at_commit(db: Any) -> Iterator[None]:
        with ATOMIC(db):
            yield
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(engine.sqlite_utils().Database, "atomic", full_at_commit)
    with pytest.raises(DiskFull):
        entered.deviate(SUBJECT, "W0", STEPS, "x", "y", PI, BY_PI)
    monkeypatch.undo()
    assert of_type(entered.records(SUBJECT), Deviation) == []
    assert entered.verify().faults == ()
