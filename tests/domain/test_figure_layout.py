"""A Figure in a box, and cut into pages: words leave each other room, lines stay inside, and no row is lost."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures import FIGURES, heat, ordered, spaghetti
from ucmsc_desktop.domain.figure import Axis, Block, Caption, Figure, Ink, Mark, Sample, Shape, Side, Stroke
from ucmsc_desktop.domain.figure_axes import free
from ucmsc_desktop.domain.figure_frame import Box, Frame
from ucmsc_desktop.domain.figure_labels import tally
from ucmsc_desktop.domain.figure_layout import (
    Layout,
    chrome,
    drawn_in_order,
    faintness,
    is_empty,
    lay_out,
    least_height,
)
from ucmsc_desktop.domain.figure_slices import slices
from ucmsc_desktop.domain.figure_type import Face, fit, wrap

SIZES = [(1200, 700), (620, 420), (400, 300), (260, 180)]
values = st.floats(-50, 150, allow_nan=False).map(lambda value: round(value, 3))
FRAME = Frame(Box(50, 20, 450, 320), Axis("", 0, 100), Axis("", 0, 100))


class Even:
    """A font whose letters are all of one width."""

    def width(self, words: str, face: Face) -> float:
        return len(words) * (8.0 if face is Face.TITLE else 6.5)

    def line(self, face: Face) -> float:
        return 19.0 if face is Face.TITLE else 15.0


EVEN = Even()


def crowded(layout: Layout, width: float, height: float) -> list[str]:
    """The words that stand on others or leave the box."""
    outside = [one.words for one in layout.written if not Box(0, 0, width, height).holds(one.box)]
    pairs = itertools.combinations(layout.written, 2)
    return outside + [f"{one.words} / {two.words}" for one, two in pairs if one.box.meets(two.box)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["spaghetti 60", "ordered 96", "swimmer 12", "swimmer 60"])
def test_words_leave_each_other_room(name: str, size: tuple[int, int]) -> None:
    figure = FIGURES[name]
    height = max(size[1], chrome(figure, size[0], EVEN) + 18 * figure.rows)
    assert crowded(lay_out(figure, size[0], height, EVEN), size[0], height) == []


@given(
    st.lists(st.tuples(values, values, st.text("ab 90", min_size=1, max_size=40), st.sampled_from(Side)), max_size=25),
    st.lists(st.tuples(values, st.text("0123456789", max_size=12)), max_size=25),
    st.integers(240, 900), st.integers(0, 500),
)  # fmt: skip
def test_any_captions_and_places_leave_each_other_room(
    captions: list[tuple[float, float, str, Side]], ticks: list[tuple[float, str]], width: int, more: int
) -> None:
    figure = Figure(
        "any", "A title of some length over any figure", Axis("along", 0, 100, tuple(ticks)),
        Axis("up", 100, 0, tuple(ticks)), marks=(Mark(50, 50, Shape.DISC, Ink.COURSE),),
        captions=tuple(Caption(x, y, words, Ink.TEXT, side) for x, y, words, side in captions),
        legend=(Sample("a mark", Mark(0, 0, Shape.DISC, Ink.COURSE)),) * 5, notes=("A note that is long. " * 4,),
    )  # fmt: skip
    height = least_height(figure, width, EVEN) + more
    assert [words for words in crowded(lay_out(figure, width, height, EVEN), width, height) if words.strip()] == []


def test_every_row_is_named_where_a_row_has_a_line() -> None:
    figure = ordered(96)
    layout = lay_out(figure, 600, chrome(figure, 600, EVEN) + 96 * 18, EVEN)
    written = {one.words for one in layout.written}
    assert {words for _row, words in figure.y.ticks} <= written
    assert {"PASI 50", "PASI 75", "PASI 90"} <= written


def test_a_long_figure_has_its_axis_at_both_ends() -> None:
    long, short = ordered(96), ordered(12)
    assert Counter(one.words for one in lay_out(long, 600, 1900, EVEN).written)["−50"] == 2
    assert Counter(one.words for one in lay_out(short, 600, 400, EVEN).written)["−50"] == 1


def test_values_of_cells_stand_where_they_fit() -> None:
    figure = heat(96)
    wide = {one.words for one in lay_out(figure, 900, 1900, EVEN).written}
    narrow = {one.words for one in lay_out(figure, 260, 1900, EVEN).written}
    assert {block.label for block in figure.blocks} <= wide
    assert not {block.label for block in figure.blocks} & narrow


def test_without_anything_to_draw_the_reasons_stand_in_the_middle() -> None:
    figure = Figure("none", "PASI", Axis("weeks", 0, 1), Axis("PASI", 0, 1), notes=("Nobody has a PASI.",))
    layout = lay_out(figure, 400, 300, EVEN)
    assert layout.frame is None
    assert [one.words for one in layout.written] == ["PASI", "Nobody has a PASI."]
    assert 100 < layout.written[1].box.top < 200


def test_many_notes_leave_the_plot_its_room() -> None:
    figure = spaghetti(60)
    figure = Figure(
        **{name: getattr(figure, name) for name in figure.__struct_fields__} | {"notes": ("Why. " * 60,) * 9}
    )
    frame = lay_out(figure, 500, 360, EVEN).frame
    assert frame is not None
    assert frame.box.high > 120


@given(st.lists(st.tuples(values, values), min_size=1, max_size=8))
def test_lines_and_areas_stay_inside(points: list[tuple[float, float]]) -> None:
    for run in FRAME.runs(points):
        assert all(FRAME.holds(x, y) for x, y in run)
    assert all(FRAME.holds(x, y) for x, y in FRAME.area(points))
    inside = [point for point in points if 0 < point[0] < 100 and 0 < point[1] < 100]
    drawn = [spot for run in FRAME.runs(points) for spot in run]
    for spot in FRAME.spots(inside):
        assert any(abs(spot[0] - x) < 0.02 and abs(spot[1] - y) < 0.02 for x, y in drawn) or len(points) == 1


def test_a_line_that_leaves_and_returns_is_two() -> None:
    runs = list(FRAME.runs([(10, 50), (10, 150), (20, 150), (20, 50)]))
    assert runs == [[FRAME.spots([(10, 50)])[0], (90.0, 20.0)], [(130.0, 20.0), FRAME.spots([(20, 50)])[0]]]


@given(values, values, values, values)
def test_blocks_stay_inside(x0: float, y0: float, x1: float, y1: float) -> None:
    assert FRAME.box.holds(FRAME.block(Block(x0, y0, x1, y1)))


@pytest.mark.parametrize("shade", range(5))
def test_a_shade_is_counted_by_bars_that_stay_in_the_cell(shade: int) -> None:
    cell = Box(0, 0, 40, 18)
    bars = tally(cell, shade, 15)
    assert len(bars) == shade
    assert all(cell.holds(bar) for bar in bars)
    assert not any(one.meets(two) for one, two in itertools.combinations(bars, 2))
    assert tally(Box(0, 0, 40, 5), shade, 15) == []


def test_places_are_thinned_evenly() -> None:
    assert free([(10 * n, 10 * n + 25) for n in range(9)], 1) == [0, 3, 6]
    assert free([(0, 10), (11, 20), (60, 70)], 1) == [0, 1, 2]
    assert free([], 1) == []


def test_words_are_cut_with_an_ellipsis() -> None:
    assert fit(EVEN, "participant", Face.WORDS, 40) == "parti…"
    assert fit(EVEN, "participant", Face.WORDS, 3) == ""
    assert wrap(EVEN, "one two three four five", Face.WORDS, 60, 2) == ["one two", "three fo…"]


def test_faint_lines_lie_under_everything_and_fade_in_a_crowd() -> None:
    figure = spaghetti(60)
    inks = [one.ink for one in drawn_in_order(figure)]
    assert inks.index(Ink.TEXT) == len(inks) - 1
    assert faintness(figure) == 1
    assert 0.25 < faintness(FIGURES["spaghetti 1000"]) < 0.5
    assert not is_empty(figure)


@given(st.integers(1, 130), st.integers(5, 60))
def test_parts_have_every_row_once(people: int, most: int) -> None:
    figure = ordered(people)
    parts = slices(figure, most)
    assert all(part.rows <= most for part in parts)
    assert [tick for part in parts for tick in part.y.ticks] == list(figure.y.ticks)
    assert Counter(mark.who for part in parts for mark in part.marks) == Counter(mark.who for mark in figure.marks)
    rows = Counter(stroke.who for part in parts for stroke in part.strokes if stroke.who)
    assert rows == Counter(stroke.who for stroke in figure.strokes if stroke.who)
    for part in parts:
        assert sum(stroke.ink is Ink.RESPONSE for stroke in part.strokes) == 3


def test_cells_and_the_words_over_the_rows_are_in_every_part() -> None:
    whole = heat(96)
    blocks = [block for part in slices(whole, 40) for block in part.blocks]
    assert sorted(blocks) == sorted(whole.blocks) if all(block.shade is not None for block in blocks) else False
    rows = tuple((row + 2.0, f"P-{row}") for row in range(20))
    headed = Figure(
        "headed", "Headed", Axis("", 0, 1), Axis("", 21.5, -0.5, rows), rows=22,
        captions=(Caption(0.5, 0, "PASI 50"), Caption(0.5, 1, "PASI 75"), Caption(0.5, 12, "only here")),
        marks=tuple(Mark(0.5, row, Shape.DISC, Ink.COURSE, who=name) for row, name in rows),
    )  # fmt: skip
    first, second = slices(headed, 12)
    assert [words.words for words in first.captions] == ["PASI 50", "PASI 75"]
    assert [words.words for words in second.captions] == ["PASI 50", "PASI 75", "only here"]
    assert (second.y.high, second.captions[0].y, second.y.ticks[0][0]) == (9.5, 10, 12)
    assert first.title == "Headed (1 of 2)"


def test_rows_without_a_name_stay_with_the_one_over_them() -> None:
    ticks = tuple((float(row), f"P-{row}") for row in range(0, 30, 3))
    lanes = Figure("lanes", "Lanes", Axis("", 0, 1), Axis("", 29.5, -0.5, ticks), rows=30,
                   strokes=tuple(Stroke(((0, row), (1, row)), Ink.WARN) for row in range(30)))  # fmt: skip
    parts = slices(lanes, 11)
    assert [part.y.ticks[0][0] for part in parts] == [0, 9, 18]
    assert sum(len(part.strokes) for part in parts) == 30
