"""Participants under a code, and visits that took place or did not."""

from datetime import date

import pytest

from ucmsc_desktop.domain.items import MissingReason, fields
from ucmsc_desktop.domain.participant import Identity, Participant, Visit, VisitStatus

DAY = date(2026, 3, 2)


def test_a_participant_holds_no_name() -> None:
    named = set(Identity.__struct_fields__)
    assert named == {"name", "initials", "phone", "identity_number"}
    assert not named & set(fields(Participant))


@pytest.mark.parametrize(
    ("visit", "field"),
    [
        (Visit(), None),
        (Visit(status=VisitStatus.DONE, visited_on=DAY), None),
        (Visit(status=VisitStatus.DONE), "visited_on"),
        (Visit(status=VisitStatus.DONE, missing={"visited_on": MissingReason.NOT_KNOWN}), None),
        (Visit(status=VisitStatus.MISSED, reason="holiday"), None),
        (Visit(status=VisitStatus.MISSED), "reason"),
        (Visit(status=VisitStatus.MISSED, reason=""), "reason"),
        (Visit(status=VisitStatus.MISSED, reason="holiday", visited_on=DAY), "visited_on"),
        (Visit(visited_on=DAY), None),
    ],
)
def test_contradictions(visit: Visit, field: str | None) -> None:
    assert [problem.field for problem in visit.contradictions()] == ([field] if field else [])
