"""A participant's safety: what became of each infusion, events by grade and day, and what is open."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.reports import factory
from tests.reports.bedside import DAY, START, asked, book, course, kept, log, missed, numbered, shivering
from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.dose_class import DoseClass
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.safety_summary import DayBand, DoseState, SafetySummary, safety_summary
from ucmsc_desktop.domain.safety_words import safety_tables

NOW = factory.PRINTED.at


def seen(found: Casebook) -> SafetySummary:
    return safety_summary(factory.protocol(), factory.SUBJECT, found.records, NOW)


def given(volume: str, weeks: int) -> Infusion:
    on, start = DAY + timedelta(weeks=weeks), START + timedelta(weeks=weeks)
    return log(
        given_on=on, weighed_on=on, started_at=start, stopped_at=start + timedelta(minutes=40),
        volume_given_ml=Decimal(volume),
    )  # fmt: skip


def began(day: str | None, **values: Any) -> AdverseEvent:
    onset = PartialDate(day) if day else None
    return shivering(onset=onset, onset_at=None, end=None, infusion=None, **values)


def test_each_planned_infusion_says_what_became_of_it() -> None:
    found = seen(
        book(
            kept(given("68.5", 0)),
            kept(given("43.8", 2), "W2"),
            kept(given("75.0", 4), "W4"),
            kept(missed(), "W6"),
        )
    )
    assert [(line.visit, line.day, line.kind) for line in found.doses] == [
        ("W0", 0, DoseClass.WITHIN),
        ("W2", 14, DoseClass.PARTIAL),
        ("W4", 28, DoseClass.ABOVE),
        ("W6", None, DoseState.MISSED),
        ("W8", None, DoseState.AHEAD),
    ]
    assert found.doses[3].reason == "Travelling; 外出"


def test_an_infusion_that_runs_or_lacks_figures_has_no_class() -> None:
    running = book(kept(log(stopped_at=None, volume_given_ml=None, observed_until=None)), *numbered(course()[:2]))
    assert seen(running).doses[0].kind is DoseState.RUNNING
    lacking = book(kept(log(volume_given_ml=None)), *numbered(course()))
    assert seen(lacking).doses[0].kind is DoseState.OPEN


@pytest.mark.parametrize(
    ("day", "band"),
    [
        ("2026-03-01", DayBand.BEFORE),
        ("2026-03-02", DayBand.SAME),
        ("2026-03-03", DayBand.NEXT),
        ("2026-03-04", DayBand.WEEK),
        ("2026-03-08", DayBand.WEEK),
        ("2026-03-09", DayBand.LATER),
        ("2026-03-16", DayBand.SAME),
        ("2026-02", DayBand.BEFORE),
        ("2026-03", DayBand.UNKNOWN),
        (None, DayBand.UNKNOWN),
    ],
)
def test_an_event_is_counted_from_the_last_infusion_before_it(day: str | None, band: DayBand) -> None:
    found = seen(book(kept(given("68.5", 0)), kept(given("68.5", 2), "W2"), kept(began(day, grade=3), "W4", 1)))
    assert found.events[0].band is band
    assert found.event_counts() == {(band, 3): 1}


def test_an_event_before_any_infusion() -> None:
    assert seen(book(kept(began("2026-02-01"), "SCR", 1))).events[0].band is DayBand.BEFORE


def test_what_is_open_is_followed_up_and_reported() -> None:
    serious = shivering(
        grade=4, serious=True, life_threatening=True, outcome=AeOutcome.RECOVERING, end=None, sponsor_at=START
    )
    found = seen(book(kept(given("68.5", 0)), kept(serious, "W0", 1), kept(shivering(), "W0", 2)))
    assert [line.kept.key.number for line in found.open_events] == [1]
    assert [own.clock.to.name for own in found.clocks] == ["ETHICS", "SUSAR"]


def words(found: Casebook, *, veiled: bool = False) -> str:
    tables = safety_tables(seen(found), factory.protocol(), found.who, NOW, veiled=veiled)
    lines = [line for table in tables for line in (table.title, *table.notes, *(" | ".join(row) for row in table.rows))]
    return "\n".join(lines).replace("\u00a0", " ")


def test_the_words_of_a_participant_without_anything() -> None:
    said = words(book())
    assert "Infusions: 5 × not yet given." in said
    assert "None recorded; asked at 0 visits." in said
    assert "Nothing is open." in said


def test_the_words_of_doses_and_events() -> None:
    said = words(
        book(
            kept(log()),
            *numbered(course()),
            kept(missed(), "W2"),
            kept(shivering(outcome=AeOutcome.RECOVERING, end=None), "W0", 1),
            kept(asked(any_event=True)),
            kept(asked(any_event=False), "W2"),
        )
    )
    assert "Infusions: 1 × partial dose, 1 × missed, 3 × not yet given." in said
    assert (
        "Week 0 | 02-Mar-2026 | 0 | 137 | 87.6 | 63.9 % | partial dose | paused: line or pump; stopped: reaction"
        in said
    )
    assert "Week 2 | – | – | – | – | – | missed | Travelling; 外出" in said
    assert "1 adverse event; asked at 2 visits." in said
    assert "Shivering | 02-Mar-2026 10:01:00 | Week 0, same day | 2 (5.0) | no | probable" in said
    assert "Shivering | Follow up | recovering; Week 0, same day" in said


def test_the_day_that_a_person_told_stands_before_the_moment_it_was_noticed() -> None:
    before = shivering(onset=PartialDate("2026-03-01"))
    said = words(book(kept(log()), kept(before, "W0", 1)))
    assert "Shivering | 01-Mar-2026 | – | 2 (5.0)" in said
