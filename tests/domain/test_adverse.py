"""The record of an adverse event: what cannot be together, what stays open, and that it comes back as it was kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome, AeQuestion
from ucmsc_desktop.domain.ae_follow import in_order, is_open, open_events, times_asked, undescribed
from ucmsc_desktop.domain.bedside import EventKind, InfusionEvent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import MissingReason, Record, problems

from .adverse_events import KNOWN
from .build import kept, records

SECOND = timedelta(seconds=1)


def wrong(**values: Any) -> list[str]:
    """The fields at which an event contradicts itself."""
    return [problem.field for problem in AdverseEvent(**values).contradictions()]


@pytest.mark.parametrize(
    ("onset", "end", "fields"),
    [
        ("2026-03-28", "2026-03-27", ["end"]),
        ("2026-03-28", "2026-03-28", []),
        ("2026-03", "2026-03-01", []),
        ("2026-03", "2026-02", ["end"]),
        ("2026-03-28", "2026-03", []),
        ("2026-03-28", "2025", ["end"]),
        ("2026", "2026", []),
        (None, "2025", []),
        ("2026-03-28", None, []),
    ],
)
def test_an_end_before_the_onset_is_said_when_it_is_certain(onset: Any, end: Any, fields: list[str]) -> None:
    assert wrong(onset=onset, end=end) == fields


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"serious": True}, ["serious"]),
        ({"serious": True, "important": True}, []),
        ({"serious": False, "important": True}, ["serious"]),
        ({"serious": None, "important": True}, []),
        ({"grade": 5}, ["outcome"]),
        ({"grade": 5, "outcome": AeOutcome.FATAL, "death": True, "serious": True}, []),
        ({"death": True, "serious": True}, ["outcome"]),
        ({"outcome": AeOutcome.RECOVERED}, ["end"]),
        ({"outcome": AeOutcome.SEQUELAE}, ["end"]),
        ({"outcome": AeOutcome.RECOVERED, "end": "2026"}, []),
        ({"outcome": AeOutcome.RECOVERED, "missing": {"end": MissingReason.NOT_KNOWN}}, []),
        ({"outcome": AeOutcome.RECOVERING}, []),
        ({"term": "Anaphylaxis", "grade": 2}, ["grade"]),
        ({"term": "Anaphylaxis", "grade": 3}, []),
        ({"aware_at": KNOWN, "sponsor_at": KNOWN - SECOND}, ["sponsor_at"]),
        ({"aware_at": KNOWN, "sponsor_at": KNOWN, "ethics_at": KNOWN + SECOND}, []),
        ({"sponsor_at": KNOWN}, []),
    ],
)
def test_what_contradicts_itself(values: dict[str, Any], fields: list[str]) -> None:
    assert wrong(**values) == fields


@pytest.mark.parametrize("grade", [0, 6])
def test_a_grade_is_1_to_5(grade: int) -> None:
    assert [problem.field for problem in problems(AdverseEvent(grade=grade))] == ["grade"]


@pytest.mark.parametrize(
    ("outcome", "still"),
    [
        (None, True),
        (AeOutcome.RECOVERING, True),
        (AeOutcome.NOT_RECOVERED, True),
        (AeOutcome.UNKNOWN, True),
        (AeOutcome.RECOVERED, False),
        (AeOutcome.SEQUELAE, False),
        (AeOutcome.FATAL, False),
    ],
)
def test_an_event_is_followed_up_until_it_is_resolved(outcome: AeOutcome | None, still: bool) -> None:
    assert is_open(AdverseEvent(outcome=outcome)) is still


def test_open_events_come_first_whatever_their_visit() -> None:
    early = kept(AdverseEvent(onset=PartialDate("2026-03-01"), outcome=AeOutcome.RECOVERING), "W0", number=1)
    late = kept(AdverseEvent(onset=PartialDate("2026-04-01")), "W2", number=1)
    over = kept(AdverseEvent(onset=PartialDate("2026-05-01"), outcome=AeOutcome.RECOVERED), "W4", number=1)
    assert in_order([early, over, late]) == [late, early, over]
    assert open_events([early, over, late]) == [late, early]


def test_the_question_is_counted_where_it_was_answered() -> None:
    asked = [kept(AeQuestion(any_event=answer), visit) for visit, answer in (("W0", False), ("W2", True), ("W4", None))]
    assert times_asked(asked) == 2


def test_a_reaction_is_undescribed_until_its_event_is_saved() -> None:
    noted = kept(InfusionEvent(kind=EventKind.REACTION, at=KNOWN), "W0", number=1)
    paused = kept(InfusionEvent(kind=EventKind.PAUSE, at=KNOWN), "W0", number=2)
    own: list[Any] = [noted, paused]
    assert undescribed(own) == [noted]
    assert undescribed([*own, kept(AdverseEvent(onset_at=KNOWN + SECOND), "W0", number=1)]) == [noted]
    assert undescribed([*own, kept(AdverseEvent(onset_at=KNOWN), "W0", number=1)]) == []


@given(records(AdverseEvent) | records(AeQuestion))
def test_a_record_comes_back_as_it_was_kept(record: Record) -> None:
    assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record


def test_an_event_is_not_noticed_before_it_began() -> None:
    noticed = datetime(2026, 3, 28, 10, 0, tzinfo=UTC)
    late = AdverseEvent(onset=PartialDate("2026-03-29"), onset_at=noticed)
    assert [problem.field for problem in late.contradictions()] == ["onset"]
    for day in ("2026-03-27", "2026-03-28", "2026-03", "2026"):
        assert AdverseEvent(onset=PartialDate(day), onset_at=noticed).contradictions() == []


def test_the_site_does_not_know_of_an_event_before_it_began() -> None:
    event = AdverseEvent(onset=PartialDate("2026-03-29"), aware_at=datetime(2026, 3, 28, 10, 0, tzinfo=UTC))
    assert [problem.field for problem in event.contradictions()] == ["aware_at"]
    assert msgspec.structs.replace(event, onset=PartialDate("2026-03")).contradictions() == []
