"""Odd courses: what cannot be drawn is said in words, and the rest is drawn."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cohort import REAL
from tests.domain.build import STAMP, kept
from tests.domain.test_plots import drawn, infused, scored, total, words
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.course import course
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.plot_table import plot_table
from ucmsc_desktop.domain.plot_words import plot_stop_words, plot_stops, plot_summary
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.exchange.pasi_csv import read_pasi

NO_BASELINE = "No PASI before the first infusion: change and PASI 50, 75 and 90 cannot be told."
ZERO = "The baseline PASI is 0.0: change and PASI 50, 75 and 90 are not defined."


@pytest.mark.parametrize(
    ("records", "seen", "absent"),
    [
        ((infused(), scored(15, "W2")), ["18.0"], (NO_BASELINE,)),
        (tuple(total(7 * week, 0) for week in range(4)), ["0.0"] * 4, (ZERO,)),
        ((infused(), scored(0, "W0")), ["18.0"], ()),
        (
            (infused(), scored(0, "W0"), scored(14, "W2"), scored(14, "W4", (1, 0, 0))),
            ["18.0", "18.0", "3.0"],
            ("Day 14 has 2 values (Week 2 and Week 4): all are drawn.",),
        ),
        (
            (infused(), scored(0, "SCR"), scored(0, "W0", (4, 4, 4))),
            ["18.0", "36.0"],
            ("Day 0 has 2 values (Screening and Week 0): all are drawn. Week 0 counts as the baseline.",),
        ),
        (
            (infused(), scored(0, "W0"), scored(13, "W4"), scored(20, "W2")),
            ["18.0"] * 3,
            ("Week 2 (day 20) is dated after Week 4 (day 13): each is drawn on its own day.",),
        ),
        (
            (infused(), scored(-9, "W2"), scored(0, "W0")),
            ["18.0"] * 2,
            (
                "Week 2 is dated day −9, not after the first infusion: it is no visit under treatment.",
                "Week 0 (day 0) is dated after Week 2 (day −9): each is drawn on its own day.",
            ),
        ),
        (
            (infused(), scored(-2, "W4")),
            ["18.0"],
            ("Week 4 is dated day −2, not after the first infusion: it counts as the baseline.",),
        ),
        (
            (total(0, 677), total(7, 300)),
            ["67.7", "30.0"],
            ("Day 0: a PASI of 67.7 cannot occur; it is drawn as it was recorded.",),
        ),
        (
            (total(0, 186), total(7, None), total(None, 90, "late"), total(21, None)),
            ["18.6"],
            ("late: without a date, therefore not drawn.", "Day 7, Day 21: no PASI, lost to follow-up."),
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_and_the_rest_is_drawn(
    protocol: Protocol, records: Sequence[Kept[Record]], seen: list[str], absent: tuple[str, ...]
) -> None:
    found = drawn(protocol, Measure.PASI, *records)
    assert words(found) == seen
    assert found.absent == absent


def test_without_a_baseline_the_change_has_no_values_and_says_why(protocol: Protocol) -> None:
    found = drawn(protocol, Measure.CHANGE, infused(), scored(15, "W2"))
    assert not found.has_values
    assert found.levels == ()
    assert found.absent == ("There is no change to draw.", NO_BASELINE)


def test_of_many_oddities_some_are_told_and_the_rest_counted(protocol: Protocol) -> None:
    found = drawn(protocol, Measure.PASI, *(total(week, 677) for week in range(200)))
    assert len(found.traces[0].values) == 200
    assert found.absent[-1] == "The same is so 197 more times."
    gaps = drawn(protocol, Measure.PASI, total(0, 100), *(total(week, None) for week in range(1, 200)))
    assert gaps.absent == ("Day 1, Day 2, Day 3, 196 more visits: no PASI, lost to follow-up.",)


def test_an_event_without_a_day_is_counted(protocol: Protocol) -> None:
    known = kept(AdverseEvent(term="Fever", onset=PartialDate("2026-03")), "W0", number=1)
    unknown = kept(AdverseEvent(term="Itch"), "W0", number=2)
    found = drawn(protocol, Measure.PASI, infused(), scored(0, "W0"), known, unknown)
    assert found.absent == ("1 adverse event has no day of study and is not drawn.",)
    assert drawn(protocol, Measure.DLQI, known, unknown).absent[-1] == (
        "2 adverse events have no day of study and are not drawn."
    )


OLD = st.tuples(st.integers(-30, 400), st.one_of(st.none(), st.integers(0, 720)), st.booleans())
NATIVE = st.tuples(st.integers(-30, 400), st.tuples(*[st.integers(0, 4)] * 3), st.booleans())


@given(
    st.lists(OLD, max_size=8),
    st.dictionaries(st.sampled_from(["SCR", "W0", "W2", "W4", "W6", "W8", "W12", "W24"]), NATIVE, max_size=8),
    st.booleans(),
)
def test_any_course_is_drawn_in_order_and_told_whole(
    protocol: Protocol,
    old: list[tuple[int, int | None, bool]],
    native: dict[str, tuple[int, tuple[int, int, int], bool]],
    treated: bool,
) -> None:
    records: list[Kept[Record]] = [infused()] if treated else []
    records += [total(day, value, f"E{n}", day_is_approximate=about) for n, (day, value, about) in enumerate(old)]
    records += [scored(day, visit, signs, signed=signed) for visit, (day, signs, signed) in native.items()]
    shown = course(protocol, "P-001", records)
    for measure in Measure:
        found = drawn(protocol, measure, *records)
        for trace in found.traces:
            days = [value.day for value in trace.values]
            assert days == sorted(days)
            assert trace.bridged <= set(range(1, len(days)))
        assert found.has_values or found.absent
        stops = plot_stops(shown, found)
        assert sum(len(stop.values) for stop in stops) == sum(len(trace.values) for trace in found.traces)
        assert len(plot_table(protocol, shown, found).rows) == len(stops)
        heads = len(plot_table(protocol, shown, found).heads)
        assert all(len(row) == heads for row in plot_table(protocol, shown, found).rows)
        assert all(plot_stop_words(protocol, shown, found, stop) for stop in stops)
        assert all(sentence in plot_summary(protocol, shown, found) for sentence in found.absent)
    pasi = drawn(protocol, Measure.PASI, *records)
    assert len(pasi.traces[0].values) == sum(point.tenths is not None for point in shown.points)


def test_the_real_patients_are_drawn_whole(protocol: Protocol) -> None:
    for subject, _who, records in read_pasi(REAL.read_bytes(), REAL.name).participants:
        standing = [Kept(key, record, STAMP, "0" * 64) for key, record in records]
        shown = course(protocol, subject, standing)
        found = plot(Measure.PASI, protocol, shown, standing)
        totals = [record for _key, record in records if isinstance(record, HistoricalPasi)]
        assert len(found.traces[0].values) == sum(record.total_tenths is not None for record in totals)
        assert all(value.imported and not value.by for value in found.traces[0].values)
        assert not any("cannot occur" in sentence for sentence in found.absent)
        assert (found.relapse_day is None) is (shown.relapse(protocol).relapse_week is None)
