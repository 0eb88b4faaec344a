"""The tabs of a trajectory in words and as a table: stops with who assessed them, events, relapse, the whole."""

from decimal import Decimal
from fractions import Fraction

from tests.domain.build import kept
from tests.domain.test_plots import THREE, drawn, infused, on, scored, total
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.course import course
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.plot_table import plot_table
from ucmsc_desktop.domain.plot_words import (
    event_words,
    events_words,
    plot_stop_words,
    plot_stops,
    plot_summary,
    relapse_words,
)
from ucmsc_desktop.domain.protocol import Protocol

MISSED = kept(Visit(status=VisitStatus.MISSED, reason="ill"), "W4")


def told(protocol: Protocol, measure: Measure, *records: Kept[Record]) -> list[str]:
    shown, found = course(protocol, "P-001", records), drawn(protocol, measure, *records)
    return [plot_stop_words(protocol, shown, found, stop) for stop in plot_stops(shown, found)]


def span(day: int, last: int | None, term: str = "Fever", *, ongoing: bool = False, serious: bool = False) -> EventSpan:
    return EventSpan(day, last, term, 1, serious, ongoing, "W0", 1)


def test_a_stop_of_pasi_tells_change_response_state_and_assessor(protocol: Protocol) -> None:
    assert told(protocol, Measure.PASI, *THREE, MISSED) == [
        "Week 0, day 0: PASI\u00a036.0, the baseline, signed. Assessed by Dr Lin.",
        "Week 2, day 15: PASI\u00a018.0, −50.0\u00a0% from baseline, PASI\u00a050 reached, PASI\u00a075 not yet "
        "reached (needs 9.0 or less), signed. Assessed by Dr Lin.",
        "Week 4: missed (ill).",
        "Week 8, day 57: PASI\u00a06.0, −83.3\u00a0% from baseline, PASI\u00a075 reached, PASI\u00a090 not yet reached "
        "(needs 3.6 or less), signed. Assessed by Dr Lin.",
    ]
    assert told(protocol, Measure.CHANGE, *THREE) == told(protocol, Measure.PASI, *THREE)


def test_a_stop_of_the_regions_tells_all_of_them_and_their_sum(protocol: Protocol) -> None:
    assert told(protocol, Measure.REGION, infused(), scored(0, "W0")) == [
        "Week 0, day 0: Head and neck\u00a01.8, Upper limbs\u00a03.6, Trunk\u00a05.4, Lower limbs\u00a07.2, "
        "together PASI\u00a018.0, signed. Assessed by Dr Lin."
    ]


def test_a_stop_of_what_stands_beside_pasi(protocol: Protocol) -> None:
    itch = kept(GlobalAssessment(assessed_on=on(28), itch_cm=Decimal("3.7")), "W4")
    assert told(protocol, Measure.ITCH, infused(), itch) == [
        "Week 4, day 28: Itch\u00a03.7\u00a0cm, not signed. Assessed by Dr Lin."
    ]
    assert told(protocol, Measure.BSA, infused(), scored(0, "W0")) == [
        "Week 0, day 0: BSA\u00a040.0\u00a0%, signed. Assessed by Dr Lin."
    ]


def test_an_earlier_record_names_no_assessor_and_says_that_its_day_is_approximate(protocol: Protocol) -> None:
    assert told(protocol, Measure.PASI, total(0, 186), total(7, None), total(14, 90, day_is_approximate=True))[1:] == [
        "Day 7: no PASI, lost to follow-up.",
        "Day 14 (day approximate): PASI\u00a09.0, −51.6\u00a0% from baseline, PASI\u00a050 reached, "
        "PASI\u00a075 not yet reached (needs 4.6 or less), imported.",
    ]


def test_the_table_has_a_row_for_each_stop(protocol: Protocol) -> None:
    records = (*THREE, MISSED)
    table = plot_table(protocol, course(protocol, "P-001", records), drawn(protocol, Measure.PASI, *records))
    assert [name for name, _share in table.heads] == ["Visit", "Day", "PASI", "Change", "Response", "Status", "By"]
    assert table.rows == (
        ("Week 0", "0", "36.0", "baseline", "–", "signed", "Dr Lin"),
        ("Week 2", "15", "18.0", "−50.0\u00a0%", "PASI 50", "signed", "Dr Lin"),
        ("Week 4", "(28)", "missed", "–", "–", "ill", "–"),
        ("Week 8", "57", "6.0", "−83.3\u00a0%", "PASI 75", "signed", "Dr Lin"),
    )
    signs = plot_table(protocol, course(protocol, "P-001", THREE), drawn(protocol, Measure.SIGN, *THREE))
    assert signs.rows[1] == ("Week 2", "15", "9.0", "6.0", "3.0", "18.0", "signed", "Dr Lin")
    assert abs(sum(share for _name, share in signs.heads) - 1) < 1e-9


def test_the_table_marks_days_that_are_approximate_and_values_that_are_not_there(protocol: Protocol) -> None:
    records = (total(0, 186), total(7, None), total(14, 90, day_is_approximate=True))
    table = plot_table(protocol, course(protocol, "P-001", records), drawn(protocol, Measure.PASI, *records))
    assert table.rows[1][1:] == ("7", "–", "–", "–", "lost to follow-up", "–")
    assert table.rows[2][1] == "≈\u00a014"


def test_relapse_in_words(protocol: Protocol) -> None:
    records = (total(0, 200), total(28, 90), total(42, 120))
    shown = course(protocol, "P-001", records)
    sentence = "PASI 50 was reached and lost again at week 6.0 (treatment period): a relapse by the protocol."
    assert relapse_words(protocol, shown) == sentence
    assert sentence in plot_summary(protocol, shown, drawn(protocol, Measure.PASI, *records))
    assert relapse_words(protocol, course(protocol, "P-001", THREE)) == ""


def test_events_in_words() -> None:
    assert event_words(span(3, 5)) == "Grade 1 fever, day 3 to 5"
    assert event_words(span(3, 3)) == "Grade 1 fever, day 3"
    assert event_words(span(3, None, ongoing=True, serious=True)) == "Grade 1 fever, from day 3, goes on, serious"
    assert event_words(span(3, None)) == "Grade 1 fever, from day 3, end not known"
    assert events_words([span(3, 3), span(4, 4)]) == "2 adverse events: Grade 1 fever, day 3; Grade 1 fever, day 4."
    assert events_words([]) == ""


def test_the_whole_tells_levels_events_and_the_cohort(protocol: Protocol) -> None:
    shown, found = course(protocol, "P-001", THREE), drawn(protocol, Measure.PASI, *THREE)
    median = Spread(11, (0,), (Fraction(15),), (Fraction(10),), (Fraction(20),))
    heard = plot_summary(protocol, shown, found, [span(3, 5)], median)
    for part in ("PASI 75 ≤ 9.0", "1 adverse event: Grade 1 fever, day 3 to 5.", "(n = 11)", "Assessed by Dr Lin."):
        assert part in heard


def test_of_very_many_only_the_telling_ones_are_heard(protocol: Protocol) -> None:
    records = [total(day, 100 + (day * 37) % 300) for day in range(200)]
    shown, found = course(protocol, "P-001", records), drawn(protocol, Measure.PASI, *records)
    heard = plot_summary(protocol, shown, found)
    assert "200 assessments; the first, highest, lowest and last:" in heard
    assert heard.count("imported.") <= 4
