"""Two identifiers: a birth date is one only as far as it is recorded."""

import pytest

from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.two_identifiers import identity_faults


@pytest.mark.parametrize(
    ("said", "recorded", "fault"),
    [
        ("1980-05-01", "1980-05-01", ""),
        ("1980-05-01", "1980", ""),
        ("1980", "1980", ""),
        ("1980", "1980-05-01", "whole birth date"),
        ("1980-05", "1980-05-01", "whole birth date"),
        ("1980-05-02", "1980-05-01", "stop"),
        ("1981", "1980", "stop"),
    ],
)
def test_a_birth_date_is_said_as_far_as_it_is_recorded(said: str, recorded: str, fault: str) -> None:
    found = identity_faults(
        DoseCheck(birth_read=PartialDate(said)), "P-001", Participant(birth_date=PartialDate(recorded))
    )
    assert bool(found) is bool(fault)
    assert all(fault in problem.sentence for problem in found)
