"""Codes beside the ends of lines: each stands at its own mark, is joined to it, or is left out."""

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_figure_layout import EVEN
from ucmsc_desktop.domain.figure import Axis, Caption, Figure, Ink, Mark, Shape, Stroke
from ucmsc_desktop.domain.figure_frame import Box, inside
from ucmsc_desktop.domain.figure_layout import Layout, lay_out

Course = list[tuple[float, float]]


def lines(*courses: Course) -> Figure:
    """A course for each, with a mark at every point and a code for the last."""
    named = [(f"P-{number:03}", sorted(course)) for number, course in enumerate(courses, 1)]
    return Figure(
        key="lines",
        title="",
        x=Axis("Weeks", -1, 25),
        y=Axis("PASI", 0, 40),
        strokes=tuple(Stroke(tuple(course), Ink.FAINT, who=who) for who, course in named),
        marks=tuple(Mark(*spot, Shape.DISC, Ink.COURSE, size=5.0, who=who) for who, course in named for spot in course),
        captions=tuple(Caption(*course[-1], who, who=who) for who, course in named),
    )


def apart(box: Box, x: float, y: float) -> float:
    """How far a place lies from a rectangle."""
    return hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def joined_to(layout: Layout, box: Box) -> list[tuple[float, float]]:
    """Where the thin lines that end at these words begin."""
    return [start for start, end in layout.leaders if apart(box, *end) < 3]


def misread(figure: Figure, layout: Layout) -> list[str]:
    """The codes that could be taken for another's, or through which a line runs."""
    frame = layout.frame
    assert frame is not None
    ends = {caption.words: (frame.x(caption.x), frame.y(caption.y)) for caption in figure.captions}
    marks = [(mark.who, frame.x(mark.x), frame.y(mark.y)) for mark in figure.marks]
    ways = [way for stroke in figure.strokes for run in frame.runs(stroke.points) for way in pairwise(run)]
    found = []
    for one in (one for one in layout.written if one.words in ends):
        own, starts = ends[one.words], joined_to(layout, one.box)
        others = [(x, y) for who, x, y in marks if who != one.words]
        if starts:
            near = all(hypot(own[0] - x, own[1] - y) < 4 for x, y in starts) and len(starts) == 1
        else:
            near = apart(one.box, *own) < 10 and all(apart(one.box, *spot) >= 10 for spot in others)
        if not near or any(inside(*way, one.box) for way in ways):
            found.append(one.words)
    return found


def test_a_code_alone_stands_at_its_mark_without_a_line() -> None:
    figure = lines([(0, 20), (12, 35)], [(0, 20), (24, 5)])
    layout = lay_out(figure, 500, 300, EVEN)
    assert {"P-001", "P-002"} <= {one.words for one in layout.written}
    assert (layout.leaders, misread(figure, layout)) == ((), [])


def test_codes_of_ends_close_together_are_joined_to_their_own() -> None:
    figure = lines(*([(0.0, 20.0 + n), (12.0, 3.0 + 2 * n)] for n in range(3)))
    layout = lay_out(figure, 600, 400, EVEN)
    assert {"P-001", "P-002", "P-003"} <= {one.words for one in layout.written}
    assert layout.leaders
    assert misread(figure, layout) == []


def test_codes_of_ends_on_one_another_are_left_out() -> None:
    layout = lay_out(lines([(0, 20), (12, 5)], [(0, 22), (12, 5)]), 500, 300, EVEN)
    assert not {"P-001", "P-002"} & {one.words for one in layout.written}


PLACES = st.tuples(st.integers(-1, 24).map(float), st.integers(0, 390).map(lambda tenths: tenths / 10))


@given(st.lists(st.lists(PLACES, min_size=1, max_size=6), min_size=1, max_size=10), st.sampled_from((300, 520, 900)))
def test_no_code_reads_as_anothers(courses: list[Course], width: int) -> None:
    figure = lines(*courses)
    for height in (160, 420):
        assert misread(figure, lay_out(figure, width, height, EVEN)) == []


@pytest.mark.parametrize(("height", "kept"), [(600, ["PASI 50", "PASI 75", "PASI 90"]), (90, ["PASI 50", "PASI 90"])])
def test_words_that_are_still_are_left_out_rather_than_moved(height: float, kept: list[str]) -> None:
    levels = tuple(Caption(24, 40 - level / 5, f"PASI {level}", still=True) for level in (50, 75, 90))
    figure = Figure("levels", "", Axis("", 0, 25), Axis("", 0, 40), captions=levels,
                    strokes=(Stroke(((0, 0), (24, 0)), Ink.GRID),))  # fmt: skip
    layout = lay_out(figure, 500, height, EVEN)
    assert layout.frame is not None
    placed = {one.words: (one.box.top + one.box.bottom) / 2 for one in layout.written}
    assert list(placed) == kept
    for level in levels:
        if level.words in placed:
            assert placed[level.words] == pytest.approx(layout.frame.y(level.y))
