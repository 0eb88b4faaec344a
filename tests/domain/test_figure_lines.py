"""The figures of PASI and its change: exact places, nobody lost, what is missing or odd said."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Point
from ucmsc_desktop.domain.figure import Block, Dash, Figure, Ink, Mark, Shape
from ucmsc_desktop.domain.figures.ordered import ordered
from ucmsc_desktop.domain.figures.spaghetti import FEW, spaghetti
from ucmsc_desktop.domain.measures import Spread
from ucmsc_desktop.domain.member import Ending, Member
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.response import Relapse
from ucmsc_desktop.domain.summary import Stage

from .people import earlier, infusion, missed, pasi, person

PROTOCOL = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


@pytest.fixture
def cohort(protocol: Protocol) -> list[Member]:
    """A responder, one worse with the last PASI not signed, one who missed week 12, and one of an earlier record."""
    return [
        person(protocol, "P-001", pasi(-7, 4), infusion(0), pasi(0, 4), pasi(28, 2), pasi(84, 1)),
        person(protocol, "P-002", infusion(0), pasi(0, 2), pasi(84, 3, signed=False)),
        person(protocol, "P-003", infusion(0), pasi(0, 2), pasi(28, 1), missed(84)),
        earlier(protocol, "U-1", (0, 100), (7, 40), (14, None), (21, 25), (200, 60), about=(200,)),
    ]


def of(figure: Figure, who: str) -> list[Mark]:
    """The marks of a participant."""
    return [mark for mark in figure.marks if mark.who == who]


def test_every_pasi_of_few_participants_stands_at_its_day_and_height(protocol: Protocol, cohort: list[Member]) -> None:
    figure = spaghetti(protocol, cohort)
    assert [(mark.x, mark.y) for mark in of(figure, "P-001")] == [(-7, 24.0), (0, 24.0), (28, 12.0), (84, 6.0)]
    assert [(mark.x, mark.y) for mark in of(figure, "U-1")] == [(0, 10.0), (7, 4.0), (21, 2.5), (200, 6.0)]
    ends = {mark.who: (mark.x, mark.y) for mark in figure.marks}
    assert {one.who: (one.x, one.y) for one in figure.captions if one.words == one.who} == ends
    assert {mark.shape for mark in of(figure, "U-1")} == {Shape.SQUARE}
    assert [mark.filled for mark in of(figure, "P-002")] == [True, False]
    words = [sample.words for sample in figure.legend]
    assert {"PASI not signed", "PASI from an earlier record"} <= set(words)
    assert "P-002. Week 12, day 84: PASI\u00a018.0, +50.0\u00a0% from baseline" in of(figure, "P-002")[-1].words


def test_the_way_over_a_missing_value_and_to_an_approximate_day_is_dashed(
    protocol: Protocol, cohort: list[Member]
) -> None:
    ways = [(way.points, way.dash) for way in spaghetti(protocol, cohort).strokes if way.who == "U-1"]
    assert sorted(ways) == sorted(
        [
            (((0, 10.0), (7, 4.0)), Dash.SOLID),
            (((7, 4.0), (21, 2.5)), Dash.GAP),
            (((21, 2.5), (200, 6.0)), Dash.GAP),
        ],
        key=lambda way: (way[0], way[1].value),
    )


def test_change_begins_at_the_baseline(protocol: Protocol, cohort: list[Member]) -> None:
    figure = spaghetti(protocol, cohort, change=True)
    assert [(mark.x, mark.y) for mark in of(figure, "P-001")] == [(0, 0.0), (28, -50.0), (84, -75.0)]
    assert figure.y.low < -100 < 50 < figure.y.high


def test_of_many_only_the_last_pasi_has_a_mark(protocol: Protocol, cohort: list[Member]) -> None:
    many = [earlier(protocol, f"U-{number}", (0, 100), (84, 40)) for number in range(FEW + 1)]
    figure = spaghetti(protocol, many)
    assert [(mark.who, mark.x) for mark in figure.marks] == [(f"U-{number}", 84) for number in range(FEW + 1)]
    assert len(figure.strokes) == FEW + 1
    assert figure.captions == ()


def test_the_median_is_bold_with_its_quartiles(protocol: Protocol, cohort: list[Member]) -> None:
    half = Fraction(1, 2)
    spread = Spread(5, (0, 84), (Fraction(12), 6 + half), (Fraction(10), Fraction(3)), (Fraction(14), Fraction(9)))
    figure = spaghetti(protocol, cohort, spread)
    median = figure.strokes[-1]
    assert (median.points, median.who) == (((0.0, 12.0), (84.0, 6.5)), "")
    assert median.width > figure.strokes[0].width
    assert figure.outlines[0].points == ((0.0, 14.0), (84.0, 9.0), (84.0, 3.0), (0.0, 10.0))
    assert "Median 12.0 on day 0, 6.5 on day 84." in figure.description


def test_below_five_there_is_no_median_and_it_is_said(protocol: Protocol, cohort: list[Member]) -> None:
    figure = spaghetti(protocol, cohort)
    assert "A median is drawn where 5 participants or more have a PASI." in figure.notes
    assert figure.outlines == ()


def test_who_cannot_be_drawn_is_named_with_the_reason(protocol: Protocol) -> None:
    odd = [
        person(protocol, "P-001", infusion(0), pasi(14, 3)),
        person(protocol, "P-002", infusion(0), pasi(0, 0), pasi(14, 0)),
        person(protocol, "P-003", infusion(0)),
    ]
    figure = spaghetti(protocol, odd, change=True)
    assert figure.marks == ()
    assert figure.notes[:3] == (
        "Not drawn, no PASI before the first infusion: P-001.",
        "Not drawn, the baseline PASI is 0.0: P-002.",
        "Not drawn, no PASI: P-003.",
    )
    drawn = spaghetti(protocol, odd)
    assert {mark.who for mark in drawn.marks} == {"P-001", "P-002"}
    assert drawn.notes[0] == "Not drawn, no PASI: P-003."


def test_odd_records_are_drawn_and_said(protocol: Protocol) -> None:
    twice = person(protocol, "P-001", infusion(0), pasi(0, 2), pasi(14, 1), pasi(14, 2, visit="X"))
    impossible = earlier(protocol, "U-1", (0, 719), (7, 100))
    figure = spaghetti(protocol, [twice, impossible, person(protocol, "P-002", pasi(0, 2), pasi(14, 1))])
    assert [(mark.x, mark.y) for mark in of(figure, "P-001")] == [(0, 12.0), (14, 12.0), (14, 6.0)]
    assert of(figure, "U-1")[0].y == 71.9
    assert "Two PASI on one day: P-001." in figure.notes
    assert "No infusion is recorded, days count from the first assessment: P-002." in figure.notes
    assert "A PASI that cannot occur, shown as it was taken over: U-1." in figure.notes


def test_nobody_yet(protocol: Protocol) -> None:
    for figure in (spaghetti(protocol, []), spaghetti(protocol, [], change=True)):
        assert (figure.marks, figure.strokes, figure.captions) == ((), (), ())
        assert figure.x.low < figure.x.high


# --- In order ---


def test_the_most_improved_stands_first_and_the_missing_last(protocol: Protocol, cohort: list[Member]) -> None:
    figure = ordered(protocol, cohort, "primary")
    assert [mark.who for mark in figure.marks] == ["P-001", "P-002", "P-003", "U-1"]
    assert [mark.x for mark in figure.marks[:2]] == [-75.0, 50.0]
    hollow = figure.marks[2:]
    assert {(mark.shape, mark.filled) for mark in hollow} == {(Shape.DIAMOND, False)}
    assert all(mark.x < -100 - 3 and mark.x < figure.x.ticks[0][0] for mark in hollow)
    assert not {stroke.who for stroke in figure.strokes} & {"P-003", "U-1"}
    assert [caption.x for caption in figure.captions[-2:]] == [mark.x for mark in hollow]
    assert [mark.words for mark in hollow] == [
        "P-003. No change to show: missed: travel.",
        "U-1. No change to show: no PASI in the window of the visit.",
    ]
    assert [words for _line, words in figure.y.ticks] == ["P-001", "P-002", "P-003", "U-1"]
    assert figure.rows == 2 + len(cohort)
    levels = {stroke.points[0][0] for stroke in figure.strokes if stroke.ink is Ink.RESPONSE}
    assert levels == {-50, -75, -90, -100}


def test_at_the_end_of_treatment_the_last_value_counts(protocol: Protocol, cohort: list[Member]) -> None:
    figure = ordered(protocol, cohort, "end")
    assert [(mark.who, mark.x) for mark in figure.marks] == [
        ("P-001", -75.0),
        ("U-1", -75.0),
        ("P-003", -50.0),
        ("P-002", 50.0),
    ]
    assert figure.title == "Change of PASI in order, end of treatment"


def test_bars_reach_from_zero_to_the_change(protocol: Protocol, cohort: list[Member]) -> None:
    figure = ordered(protocol, cohort, "primary", bars=True)
    assert [(block.who, block.y0, block.y1) for block in figure.blocks] == [("P-001", -75.0, 0), ("P-002", 0, 50.0)]
    assert [mark.who for mark in figure.marks] == ["P-002", "P-003", "U-1"]
    assert not any(mark.filled for mark in figure.marks)
    assert len(figure.x.ticks) == 4
    assert all(mark.y < -100 - 3 and mark.y < figure.y.ticks[0][0] for mark in figure.marks[1:])
    assert not {stroke.who for stroke in figure.strokes} & {"P-003", "U-1"}


def test_where_nobody_is_missing_the_scale_is_all_there_is(protocol: Protocol, cohort: list[Member]) -> None:
    some, everybody = (ordered(protocol, members, "primary", bars=True) for members in (cohort, cohort[:2]))
    assert some.y.low < everybody.y.low
    assert some.y.high == everybody.y.high


@pytest.mark.parametrize(
    ("today", "why"), [(50, "not yet assessed"), (87, "not yet assessed"), (88, "no PASI in the window of the visit")]
)
def test_why_there_is_no_value(protocol: Protocol, today: int, why: str) -> None:
    waiting = person(protocol, "P-001", infusion(0), pasi(0, 4), today=today)
    assert ordered(protocol, [waiting], "primary").captions[-1].words.strip() == why


POINTS = st.lists(
    st.builds(
        Point, st.integers(-20, 700), st.integers(0, 720) | st.none(), st.sampled_from(("W2", "W12", "X", "D7")),
        st.sampled_from((State.SIGNED, State.SAVED)), imported=st.booleans(), approximate=st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


def _member(number: int, points: list[Point]) -> Member:
    inside = tuple(sorted(points, key=lambda point: point.day))
    before = [point for point in inside if point.day <= 0 and point.tenths is not None]
    course = Course(f"P-{number:03}", before[-1] if before else None, inside)
    return Member(course.subject, course, Stage.TREATED, Relapse(), Ending.ONGOING, 0, 0, False, False)


@given(st.lists(POINTS, max_size=8))
def test_nobody_is_lost_whatever_the_records(courses: list[list[Point]]) -> None:
    members = [_member(number, points) for number, points in enumerate(courses)]
    scored = {member.subject for member in members if any(p.tenths is not None for p in member.course.points)}
    assert {mark.who for mark in spaghetti(PROTOCOL, members).marks} == scored
    dots, bars = ordered(PROTOCOL, members, "end"), ordered(PROTOCOL, members, "end", bars=True)
    everybody = {member.subject for member in members}
    assert {mark.who for mark in dots.marks} == everybody
    shown: list[Mark | Block] = [*bars.marks, *bars.blocks]
    assert {one.who for one in shown} == everybody
    for figure in (dots, spaghetti(PROTOCOL, members), spaghetti(PROTOCOL, members, change=True)):
        assert all(figure.x.low <= mark.x <= figure.x.high for mark in figure.marks)
        assert all(
            min(figure.y.low, figure.y.high) <= mark.y <= max(figure.y.low, figure.y.high) for mark in figure.marks
        )
