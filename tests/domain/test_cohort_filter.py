"""Who is looked at: filters that leave whom they name, and the line on each participant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.cohort_filter import CohortFilter, DoseReceived
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.member_words import member_words
from ucmsc_desktop.domain.protocol import Protocol

from .people import NAMES, earlier, infusion, pasi, person, withdrawn

DOSES = (0, 14, 28, 42, 56)


@pytest.fixture(scope="module")
def cohort(protocol: Protocol) -> list[Member]:
    """Whole to the end, partial, withdrawn, just begun, and from an earlier record."""
    start = (pasi(-7, 3), pasi(0, 3))
    return [
        person(protocol, "P-1", *start, *(infusion(day) for day in DOSES), pasi(84, 1)),
        person(protocol, "P-2", *start, *(infusion(day) for day in DOSES[:-1]), infusion(56, "20"), pasi(84, 2)),
        person(protocol, "P-3", *start, infusion(0), withdrawn(10)),
        person(protocol, "P-4", pasi(0, 3), infusion(0), today=2),
        earlier(protocol, "9", (0, 120), (42, 30)),
    ]


def left(protocol: Protocol, cohort: list[Member], wanted: CohortFilter) -> list[str]:
    return [one.subject for one in wanted.of(protocol, cohort)]


def test_each_filter_leaves_whom_it_names(protocol: Protocol, cohort: list[Member]) -> None:
    assert NAMES[84] == protocol.endpoints.primary_visit
    assert left(protocol, cohort, CohortFilter()) == ["P-1", "P-2", "P-3", "P-4", "9"]
    assert left(protocol, cohort, CohortFilter(completed=True)) == ["P-1", "P-2", "9"]
    assert left(protocol, cohort, CohortFilter(per_protocol=True)) == ["P-1"]
    assert left(protocol, cohort, CohortFilter(dose=DoseReceived.WHOLE)) == ["P-1"]
    assert left(protocol, cohort, CohortFilter(dose=DoseReceived.PARTIAL)) == ["P-2", "P-3", "P-4"]


@given(st.booleans(), st.booleans(), st.sampled_from(DoseReceived))
def test_filters_only_take_away(
    protocol: Protocol, cohort: list[Member], completed: bool, per_protocol: bool, dose: DoseReceived
) -> None:
    both = set(left(protocol, cohort, CohortFilter(completed, per_protocol, dose)))
    parts = (CohortFilter(completed=completed), CohortFilter(per_protocol=per_protocol), CohortFilter(dose=dose))
    assert both == set.intersection(*(set(left(protocol, cohort, part)) for part in parts))


def test_what_is_in_force_is_said() -> None:
    assert CohortFilter().words(12, 12) == "All 12 participants"
    assert CohortFilter().words(1, 1) == "1 participant"
    some = CohortFilter(completed=True, dose=DoseReceived.WHOLE)
    assert some.words(3, 12) == "3 of 12 participants: completed, all planned infusions whole"
    assert some.words(12, 12) == "12 of 12 participants: completed, all planned infusions whole"


def test_each_participant_in_a_line(protocol: Protocol, cohort: list[Member]) -> None:
    said = [member_words(protocol, one).replace("\u00a0", " ") for one in cohort]
    assert said[0] == "baseline 18.0 · Week 12: 6.0 (−66.7 %) · 5 of 5 infusions · ongoing"
    assert said[1] == "baseline 18.0 · Week 12: 12.0 (−33.3 %) · 5 of 5 infusions · 1 not whole · ongoing"
    assert said[2] == "baseline 18.0 · 1 of 5 infusions · withdrawn"
    assert said[4] == "baseline 12.0 · Day 42: 3.0 (−75.0 %) · from an earlier record"


def test_without_a_baseline_nothing_is_compared(protocol: Protocol) -> None:
    late = person(protocol, "P-5", infusion(0), pasi(14, 2))
    assert member_words(protocol, late) == "no baseline · Week 2: 12.0 · 1 of 5 infusions · ongoing"
