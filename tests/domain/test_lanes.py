"""The lanes under a trajectory: visits with their state, cells, and adverse events that do not overlap."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import kept
from tests.domain.test_plots import THREE, infused, scored, total
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import course
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.lanes import lanes, packed
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.protocol import Protocol


def event(day: int, last: int | None = None, *, ongoing: bool = False) -> EventSpan:
    return EventSpan(day, last, "Fever", 1, serious=False, ongoing=ongoing, visit="W0", number=1)


def test_a_missed_visit_is_a_cross_at_its_planned_day(protocol: Protocol) -> None:
    missed = kept(Visit(status=VisitStatus.MISSED, reason="ill"), "W4")
    records = (*THREE, scored(80, "W12", signed=False), missed)
    found = lanes(protocol, course(protocol, "P-001", records))
    assert [(mark.day, mark.state, mark.words) for mark in found.visits] == [
        (0, State.SIGNED, ""),
        (15, State.SIGNED, ""),
        (28, None, "missed"),
        (57, State.SIGNED, ""),
        (80, State.SAVED, ""),
    ]
    assert [mark.crossed for mark in found.visits] == [False, False, True, False, False]
    assert [(mark.day, mark.label) for mark in found.cells] == [(0, "not known"), (28, "not given")]
    assert found.with_cells


def test_an_earlier_record_has_no_lane_of_cells(protocol: Protocol) -> None:
    found = lanes(protocol, course(protocol, "P-001", (total(0, 186), total(7, None))))
    assert not found.with_cells
    assert [(mark.crossed, mark.words) for mark in found.visits] == [(False, ""), (True, "lost to follow-up")]


def test_events_lie_in_the_first_free_row() -> None:
    found = packed([event(0, 5), event(3, 4), event(6, 6)], 0, 84, lambda _span: 2)
    assert [(bar.first, bar.last, bar.row) for bar in found.bars] == [(0, 5, 0), (3, 4, 1), (6, 6, 0)]
    assert found.rows == 2


def test_an_event_that_goes_on_reaches_the_end_and_one_without_an_end_stays_on_its_day() -> None:
    found = packed([event(3, ongoing=True), event(5)], 0, 84, lambda _span: 2)
    assert [(bar.first, bar.last) for bar in found.bars] == [(3, 84), (5, 5)]


def test_what_lies_outside_is_not_drawn_and_what_reaches_in_is_cut() -> None:
    found = packed([event(-20, -10), event(-5, 3), event(90, 95)], 0, 84, lambda _span: 2)
    assert [(bar.first, bar.last) for bar in found.bars] == [(0, 3)]
    assert found.left_out == ()


def test_nothing_to_pack(protocol: Protocol) -> None:
    assert packed([], 0, 84, lambda _span: 2).rows == 0
    assert lanes(protocol, course(protocol, "P-001", (infused(),))).visits == ()


@given(
    st.lists(st.tuples(st.integers(-10, 200), st.integers(0, 60), st.booleans()), max_size=40),
    st.integers(1, 30),
)
def test_no_bar_lies_over_another(drawn: list[tuple[int, int, bool]], room: int) -> None:
    events = sorted((event(day, day + more, ongoing=on) for day, more, on in drawn), key=lambda span: span.day)
    found = packed(events, 0, 168, lambda _span: room)
    for bar in found.bars:
        for other in found.bars:
            if bar is not other and bar.row == other.row and bar.first <= other.first:
                assert max(bar.last + 1, bar.first + room) <= other.first
    shown = [span for span in events if span.day <= 168 and (span.ongoing or (span.last_day or 0) >= 0)]
    assert len(found.bars) + len(found.left_out) == len(shown)
    assert found.rows <= 4
