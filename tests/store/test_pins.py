"""The signing PIN: what it is, what it proves, how often it may be wrong, and what it never opens."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import ADMIN, ADMIN_PASSWORD
from tests.store.helpers import WEEK_0, assessment, told
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.store import pins
from ucmsc_desktop.store.errors import AccountLocked, DiskFull, NotPermitted, WeakPassword, WrongPassword
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study, now

PIN = "380517"


def by_pin(pin: str = PIN) -> Signing:
    return Signing(Meaning.AUTHOR, pin)


@pytest.fixture
def with_person(empty_study: Study) -> Study:
    empty_study.add_participant("P-001", Participant())
    return empty_study


def test_a_pin_signs_as_the_password_does(with_person: Study) -> None:
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    assert with_person.save(WEEK_0, assessment(), sign=by_pin()).state is State.SIGNED
    with_person.sign(WEEK_0, Signing(Meaning.REVIEW, ADMIN_PASSWORD))
    with_person.sign_all([WEEK_0], Signing(Meaning.APPROVAL, PIN))
    assert with_person.verify().faults == ()


def test_digits_of_another_keyboard_are_the_same_digits(with_person: Study) -> None:
    with_person.set_pin(ADMIN_PASSWORD, "３８０５１７")
    with_person.check_signer("380517")
    with_person.check_signer("３８０５１７")


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1234567", "12 456", "12345a", "-12345", "123456", "654321", "012345", "567890", "098765"]
    + [str(digit) * 6 for digit in range(10)],
)
def test_a_pin_that_is_none_or_too_easy_changes_nothing(with_person: Study, pin: str) -> None:
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    with pytest.raises(WeakPassword):
        with_person.set_pin(ADMIN_PASSWORD, pin)
    with_person.check_signer(PIN)


@pytest.mark.parametrize("pin", ["000001", "123457", "246810", "890123", "112233"])
def test_other_pins_are_allowed(pin: str) -> None:
    assert pins.made(pin).fits(pin)


def test_setting_and_clearing_need_the_password_itself(with_person: Study) -> None:
    with pytest.raises(WrongPassword):
        with_person.set_pin("not my password", PIN)
    assert told(with_person, "pin") == []
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    acts: list[Callable[[], object]] = [
        lambda: with_person.set_pin(PIN, "730295"),
        lambda: with_person.clear_pin(PIN),
        lambda: with_person.change_password(PIN, "another-password"),
        lambda: with_person.check_password(PIN),
    ]
    for act in acts:
        with pytest.raises(WrongPassword):
            act()
        with_person.check_password(ADMIN_PASSWORD)
    with_person.check_signer(PIN)
    with_person.clear_pin(ADMIN_PASSWORD)
    assert not with_person.has_pin
    with pytest.raises(WrongPassword, match="no signing PIN"):
        with_person.check_signer(PIN)
    before = with_person.entries(1)
    with_person.check_password(ADMIN_PASSWORD)
    with_person.clear_pin(ADMIN_PASSWORD)
    assert with_person.entries(1) == before


def test_a_wrong_pin_signs_nothing_and_is_noted(with_person: Study) -> None:
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    with pytest.raises(WrongPassword, match="not your signing PIN"):
        with_person.save(WEEK_0, assessment(), sign=by_pin("380518"))
    assert with_person.find(WEEK_0) is None
    assert with_person.entries(1)[0].kind == "login-failed"


def test_five_wrong_in_a_row_rest_the_account_whether_pins_or_passwords(empty_folder: Path) -> None:
    clock = [now()]
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: clock[0])
    study.set_pin(ADMIN_PASSWORD, PIN)
    for wrong in ("380518", "wrong", "000000", "another wrong"):
        with pytest.raises(WrongPassword):
            study.check_signer(wrong)
    study.check_signer(PIN)  # a right one begins the count afresh
    for wrong in ("380518", "wrong", "000000", "another wrong", "111111"):
        with pytest.raises(WrongPassword):
            study.check_signer(wrong)
    for right in (PIN, ADMIN_PASSWORD):
        with pytest.raises(AccountLocked, match="15 more minutes"):
            study.check_signer(right)
    study.close()
    with pytest.raises(AccountLocked):
        Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: clock[0])
    clock[0] += timedelta(minutes=15, seconds=1)
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD, clock=lambda: clock[0])
    study.check_signer(PIN)
    assert len(told(study, "login-failed")) == 9
    study.close()


def test_a_pin_opens_no_study_and_outlives_a_change_of_password(empty_folder: Path) -> None:
    study = Study.open(empty_folder, ADMIN, ADMIN_PASSWORD)
    study.set_pin(ADMIN_PASSWORD, PIN)
    study.change_password(ADMIN_PASSWORD, "another-password")
    study.close()
    with pytest.raises(WrongPassword):
        Study.open(empty_folder, ADMIN, PIN)
    study = Study.open(empty_folder, ADMIN, "another-password")
    study.check_signer(PIN)
    study.set_pin("another-password", "730295")
    with pytest.raises(WrongPassword):
        study.check_signer(PIN)
    study.check_signer("730295")
    study.close()


def test_each_person_has_their_own(study_as: Callable[[str], Study]) -> None:
    nurse = study_as("nurse")
    nurse.set_pin(PRACTICE_PASSWORD, PIN)
    nurse.check_signer(PIN)
    for user in ("practice", "assessor", "monitor", "administrator"):
        study = study_as(user)
        assert study.has_pin
        study.check_signer(PRACTICE_PIN)
        with pytest.raises(WrongPassword):
            study.check_signer(PIN)
    with pytest.raises(NotPermitted):
        study.sign(WEEK_0, Signing(Meaning.AUTHOR, PRACTICE_PIN))


def test_a_closed_account_ends_with_its_pin(study_as: Callable[[str], Study], practice_folder: Path) -> None:
    administrator = study_as("administrator")
    administrator.close_account("nurse", "left")
    administrator.close()
    for secret in (PRACTICE_PIN, PRACTICE_PASSWORD):
        with pytest.raises(WrongPassword):
            Study.open(practice_folder, "nurse", secret)


def test_the_pin_itself_is_nowhere(with_person: Study) -> None:
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    (body,) = told(with_person, "pin")
    assert PIN not in str(body)
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    again, _first = told(with_person, "pin")
    assert again["salt"] != body["salt"]
    assert again["stretched"] != body["stretched"]


def keep_setting(study: Study, pin: str) -> None:
    for _try in range(100):
        study.set_pin(ADMIN_PASSWORD, pin)


def test_a_full_disk_takes_no_pin_away(with_person: Study) -> None:
    with_person.set_pin(ADMIN_PASSWORD, PIN)
    db = with_person.ledger.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFull):
        keep_setting(with_person, "730295")
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert with_person.has_pin
    assert with_person.verify().faults == ()
