"""The second person's check: their own proof, their own account, and nobody checks themself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ucmsc_desktop.domain.bedside import Checker, DoseCheck
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.store.errors import (
    AccountLocked,
    AlreadyThere,
    NotPermitted,
    RecordRefused,
    StudyError,
    WrongPassword,
)
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.second_person import second_check
from ucmsc_desktop.store.study import Signing, Study

FIRST, SECOND = (Key("P-007", "W2", DoseCheck.form, number) for number in (1, 2))
SIGNED = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD)


def check(now: datetime, **changes: Any) -> DoseCheck:
    values: dict[str, Any] = {
        "checker": Checker.FIRST,
        "checked_at": now,
        "subject_read": "P-007",
        "birth_read": PartialDate("1980-05-01"),
        "unit_read": "B-1",
        "lot_read": "L-1",
        "weight_kg": Decimal("68.5"),
        "weighed_at": now - timedelta(minutes=20),
        "label_counts": LabelCounts.VIABLE,
        "cells_million": Decimal(137),
        "bag_volume_ml": Decimal(100),
        "dose_million": Decimal(137),
        "volume_ml": Decimal(100),
    }
    return DoseCheck(**values | changes)


@pytest.fixture
def as_nurse(study_as: Callable[[str], Study]) -> Study:
    study = study_as("nurse")
    study.save(FIRST, check(study.clock()), sign=SIGNED)
    return study


def again(study: Study, user: str = "investigator", secret: str = PRACTICE_PASSWORD, **changes: Any) -> Any:
    return second_check(study, user, secret, SECOND, check(study.clock(), **changes))


def test_it_is_kept_and_signed_under_the_second_persons_own_account(as_nurse: Study) -> None:
    kept = again(as_nurse)
    assert as_nurse.find(SECOND) == kept
    assert kept.record.checker is Checker.SECOND
    assert (kept.by.user, kept.by.role, kept.state) == ("investigator", Role.INVESTIGATOR, State.SIGNED)
    assert [(one.by.user, one.meaning) for one in kept.signatures] == [("investigator", Meaning.AUTHOR)]
    assert as_nurse.account.user == "nurse"
    assert as_nurse.verify().faults == ()


def test_the_first_person_is_refused_however_the_name_is_written(as_nurse: Study) -> None:
    for name in ("nurse", " nurse "):
        with pytest.raises(NotPermitted, match="another person's"):
            again(as_nurse, name)
    assert as_nurse.find(SECOND) is None


def test_who_was_never_to_check_is_refused(as_nurse: Study) -> None:
    with pytest.raises(NotPermitted):
        again(as_nurse, "monitor")
    assert as_nurse.find(SECOND) is None


def test_five_wrong_secrets_lock_the_second_persons_account_and_nobody_elses(as_nurse: Study) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            again(as_nurse, secret="wrong-password-1")
    with pytest.raises(AccountLocked, match="rests for"):
        again(as_nurse)
    assert as_nurse.find(SECOND) is None
    assert again(as_nurse, "coordinator").by.user == "coordinator"


def test_what_cannot_be_signed_is_not_kept(as_nurse: Study) -> None:
    for changes in ({"viability_pct": Decimal(0)}, {"weight_kg": Decimal(700)}, {"dose_million": None}):
        with pytest.raises(RecordRefused):
            again(as_nurse, **changes)
    assert as_nurse.find(SECOND) is None


def test_it_comes_after_the_first_and_once(study_as: Callable[[str], Study]) -> None:
    study = study_as("nurse")
    with pytest.raises(StudyError, match="no first check"):
        again(study)
    study.save(FIRST, check(study.clock()), sign=SIGNED)
    again(study)
    with pytest.raises(AlreadyThere):
        again(study)
