"""Enrolment against the plan."""

from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.recruitment import Recruitment, recruitment
from ucmsc_desktop.domain.summary import summary

from .scripted import TODAY, Records, day, infused, kept, study


def planned(protocol: Protocol, participants: int, months: int) -> Protocol:
    part = msgspec.structs.replace(protocol.study, planned_participants=participants, recruitment_months=months)
    return msgspec.structs.replace(protocol, study=part)


def of(protocol: Protocol, everything: dict[str, Records], today: date = TODAY) -> Recruitment:
    return recruitment(protocol, [summary(protocol, code, found, today) for code, found in everything.items()], today)


def test_who_was_enrolled_when_and_since_when_people_are_asked(protocol: Protocol) -> None:
    found = of(planned(protocol, 12, 6), study())
    assert [(one.subject, one.on) for one in found.enrolled] == [
        ("P-003", day(-20)),
        ("P-001", day(-10)),
        ("P-005", day(50)),
    ]
    assert (found.count, found.start, found.end) == (3, day(-20), date(2026, 8, 10))
    assert found.words() == (
        "3 of 12 planned participants are enrolled. The plan has 5 by today and all by 10-Aug-2026."
    )


def test_without_a_planned_time_there_is_no_plan_by_today(protocol: Protocol) -> None:
    found = of(planned(protocol, 12, 0), study())
    assert found.end is None
    assert found.planned_by(TODAY) is None
    assert found.words() == "3 of 12 planned participants are enrolled."


def test_a_first_infusion_dates_an_enrolment_that_nobody_wrote_down(protocol: Protocol) -> None:
    decided = kept("P-002", "SCR", Screening(outcome=Outcome.ENROLLED))
    found = of(protocol, {"P-001": infused("P-001", "W0", day(3)), "P-002": [decided]})
    assert [(one.subject, one.on) for one in found.enrolled] == [("P-001", day(3))]
    assert found.undated == ("P-002",)
    assert found.count == 2


@pytest.mark.parametrize(
    ("start", "months", "end"), [((2026, 8, 31), 6, (2027, 2, 28)), ((2026, 1, 5), 12, (2027, 1, 5))]
)
def test_months_are_those_of_the_calendar(
    protocol: Protocol, start: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    found = of(planned(protocol, 5, months), {"P-001": infused("P-001", "W0", date(*start))}, date(2027, 3, 1))
    assert found.end == date(*end)


@given(st.integers(0, 500), st.integers(1, 60), st.integers(-100, 3000))
def test_the_plan_rises_from_none_to_all(protocol: Protocol, participants: int, months: int, passed: int) -> None:
    found = of(planned(protocol, participants, months), study())
    assert found.start is not None
    assert found.end is not None
    assert found.planned_by(found.start) == 0
    assert found.planned_by(found.end) == participants
    now, later = found.planned_by(day(passed)), found.planned_by(day(passed + 1))
    assert now is not None
    assert later is not None
    assert Fraction(0) <= now <= later <= participants
