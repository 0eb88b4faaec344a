"""The data of small plots: every participant and every PASI, gaps and missed visits, and a scale that all share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.course import treatment_end_day
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.trellis import FULL, Spot, Trellised, trellis

from .people import earlier, infusion, missed, pasi, person

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def test_a_plot_holds_what_the_records_hold(protocol: Protocol) -> None:
    records = [pasi(-7, 4), infusion(0), pasi(0, 4), missed(14), pasi(28, 2), pasi(42, 1, signed=False)]
    plot = trellis(protocol, [person(protocol, "P-001", *records)]).plots[0]
    assert plot.spots == (
        Spot(-7, 240, final=True, imported=False),
        Spot(0, 240, final=True, imported=False),
        Spot(28, 120, final=True, imported=False),
        Spot(42, 60, final=False, imported=False),
    )
    assert (plot.over_gap, plot.missed, plot.half) == (frozenset({2}), (14,), 120.0)
    assert plot.said == "−75.0\u00a0%"
    assert plot.words.startswith("P-001. Week 6, day 42: PASI\u00a06.0")


def test_an_earlier_record_is_marked_and_an_approximate_day_is_a_gap(protocol: Protocol) -> None:
    plot = trellis(protocol, [earlier(protocol, "U-1", (0, 100), (7, 50), (200, 60), about=(200,))]).plots[0]
    assert [spot.imported for spot in plot.spots] == [True, True, True]
    assert plot.over_gap == frozenset({2})


def test_who_has_no_pasi_or_no_baseline_keeps_a_plot(protocol: Protocol) -> None:
    found = trellis(
        protocol,
        [
            person(protocol, "P-001", infusion(0)),
            person(protocol, "P-002", infusion(0), pasi(14, 3)),
            person(protocol, "P-003", infusion(0), pasi(0, 0), pasi(14, 0)),
        ],
    )
    assert [(plot.who, plot.said, plot.half) for plot in found.plots] == [
        ("P-001", "no PASI", None),
        ("P-002", "PASI 18.0", None),
        ("P-003", "PASI 0.0", None),
    ]


def test_the_same_response_has_the_same_height(protocol: Protocol) -> None:
    mild = person(protocol, "P-001", infusion(0), pasi(0, 2), pasi(14, 1))
    severe = person(protocol, "P-002", infusion(0), pasi(0, 4), pasi(14, 2))
    plots = trellis(protocol, [mild, severe]).plots
    assert {plot.spots[-1].tenths / plot.top for plot in plots} == {0.5}
    assert {(plot.half or 0) / plot.top for plot in plots} == {0.5}


def test_days_after_treatment_are_drawn_narrower_only_when_they_are_long(protocol: Protocol) -> None:
    short = trellis(protocol, [earlier(protocol, "U-1", (0, 100), (84, 20))])
    assert (short.across(0), short.across(42), short.across(84)) == (0, 0.5, 1)
    long = trellis(protocol, [earlier(protocol, "U-1", (0, 100), (700, 20))])
    assert long.across(treatment_end_day(protocol)) == pytest.approx(FULL)
    assert "then narrower to week 100." in long.scale_words


@given(st.lists(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 720)), max_size=12), max_size=8))
def test_everything_lies_inside_its_plot(everybody: list[list[tuple[int, int]]]) -> None:
    members = [earlier(PROTOCOL, f"U-{number}", *dict(totals).items()) for number, totals in enumerate(everybody)]
    found = trellis(PROTOCOL, members)
    assert [plot.who for plot in found.plots] == [member.subject for member in members]
    for plot, member in zip(found.plots, members, strict=True):
        assert [(spot.day, spot.tenths) for spot in plot.spots] == [
            (point.day, point.tenths) for point in member.course.points
        ]
        assert all(0 <= found.across(spot.day) <= 1 and 0 <= spot.tenths <= plot.top for spot in plot.spots)
        days = [found.across(spot.day) for spot in plot.spots]
        assert days == sorted(days)


def test_nobody_yet() -> None:
    assert trellis(PROTOCOL, []).plots == ()
    assert Trellised().across(42) == 0.5
