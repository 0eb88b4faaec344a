"""Figures on paper: words, lines and marks read back, told apart in grey, and no row lost between pages."""

import io
import itertools
import math
from collections import Counter

import msgspec
import pytest
from pypdf import PdfReader

from tests.figures import FIGURES, heat, ordered, spaghetti, swimmer
from tests.reports import factory
from tests.reports.reading import bookmarks, pages, reader
from ucmsc_desktop.domain.figure import Axis, Block, Caption, Dash, Figure, Ink, Mark, Sample, Shape, Stroke
from ucmsc_desktop.domain.figure_frame import Box
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.figure import draw_figure
from ucmsc_desktop.reports.figure_ink import INKS, ON_SHADES, SHADES, WORDS
from ucmsc_desktop.reports.figure_pages import figures_pdf
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.page import Disc, Page, Path
from ucmsc_desktop.reports.sheet import A4
from ucmsc_desktop.reports.typeset import Typesetter

PLACE = (56.0, 100.0, 540.0, 700.0)


def printed(*figures: Figure, notes: tuple[str, ...] = ()) -> Printout:
    """The Figures, printed at the fixed time of the factory."""
    return figures_pdf(figures, factory.protocol(), factory.PRINTED, title="Charts", practice=False, notes=notes)


def drawn(figure: Figure) -> Page:
    page = Page(A4)
    draw_figure(page, Typesetter(), PLACE, figure)
    return page


def one(*marks: Mark, strokes: tuple[Stroke, ...] = (), blocks: tuple[Block, ...] = ()) -> Figure:
    return Figure("one", "One", Axis("", 0, 10), Axis("", 0, 10), marks=marks, strokes=strokes, blocks=blocks)


def bare() -> list[paper.Shape]:
    """The shapes of a Figure of which nothing but the axes is drawn."""
    return list(drawn(one(Mark(5, 5, Shape.DISC, Ink.TEXT))).shapes)[:-1]


def words_of(figure: Figure) -> set[str]:
    samples = {sample.words for sample in figure.legend}
    places = {words for _value, words in (*figure.x.ticks, *figure.y.ticks)}
    return {figure.x.label, *samples, *places, *(caption.words for caption in figure.captions)} - {""}


@pytest.mark.parametrize("name", ["spaghetti 60", "ordered 96", "swimmer 60", "heat 96"])
def test_every_word_can_be_read_back(name: str) -> None:
    figure = FIGURES[name]
    found = " ".join(pages(printed(figure, notes=("Single arm.",))))
    assert [words for words in words_of(figure) if words not in found] == []
    for words in (figure.title, "Single arm.", *figure.notes, figure.description):
        assert words in found.replace("\n", " ")


@pytest.mark.parametrize("name", ["spaghetti 60", "ordered 96", "swimmer 12", "heat 96"])
def test_words_leave_each_other_room_and_the_box_is_kept(name: str) -> None:
    type_, page = Typesetter(), Page(A4)
    left, bottom, right, top = PLACE[0], 60.0, PLACE[2], 1500.0
    draw_figure(page, type_, (left, bottom, right, top), FIGURES[name])
    boxes = [
        Box(word.x, -word.y - 0.7 * word.size, word.x + type_.width(word.text, word.size, bold=word.bold), -word.y)
        for word in page.words
    ]
    assert all(Box(left, -top, right, -bottom).holds(box) for box in boxes)
    assert not any(first.meets(second) for first, second in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("shape", Shape)
def test_each_shape_is_drawn_filled_and_hollow(shape: Shape) -> None:
    found = []
    for filled in (True, False):
        shapes = drawn(one(Mark(5, 5, shape, Ink.COURSE, filled, 12))).shapes[len(bare()) :]
        found.append(shapes)
        assert {made.stroke for made in shapes if isinstance(made, Path | Disc)} == {INKS[Ink.COURSE]}
        fills = {made.fill for made in shapes if isinstance(made, Path | Disc)}
        assert fills == ({None} if shape is Shape.CROSS else {INKS[Ink.COURSE] if filled else paper.WHITE})
    assert len(found[0]) == (2 if shape is Shape.CROSS else 1)
    assert isinstance(found[0][0], Disc if shape is Shape.DISC else Path)


def test_shapes_have_outlines_of_their_own() -> None:
    outlines = set()
    for shape in Shape:
        made = drawn(one(Mark(5, 5, shape, Ink.TEXT, True, 12))).shapes[-1]
        outlines.add(tuple((round(x), round(y)) for x, y in made.points) if isinstance(made, Path) else "disc")
    assert len(outlines) == len(Shape)


def test_lines_keep_their_dashes_and_stay_in_the_frame() -> None:
    strokes = tuple(Stroke(((-5, level), (15, level)), Ink.COURSE, 2, dash) for level, dash in enumerate(Dash, 1))
    lines = [
        made
        for made in drawn(one(strokes=strokes)).shapes
        if isinstance(made, Path) and made.stroke == INKS[Ink.COURSE]
    ]
    assert len({made.dash for made in lines}) == len(Dash)
    assert all(PLACE[0] <= x <= PLACE[2] for made in lines for x, _y in made.points)


def test_a_shade_is_told_by_colour_bars_and_value() -> None:
    for shade in range(5):
        page = drawn(one(blocks=(Block(2, 2, 8, 8, Ink.BAND, shade, "12.3"),)))
        fills = [made.fill for made in page.shapes if isinstance(made, Path) and made.fill is not None]
        assert fills == [SHADES[shade]] + [ON_SHADES[shade]] * shade
        assert [(word.text, word.ink) for word in page.words if word.text == "12.3"] == [("12.3", ON_SHADES[shade])]


def luminance(ink: paper.Ink) -> float:
    """How light a colour is (WCAG's relative luminance)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in ink]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def lightness(ink: paper.Ink) -> float:
    """How light a grey looks, 0 to 100 (CIE L*)."""
    return 116 * math.cbrt(luminance(ink)) - 16


def contrast(one_ink: paper.Ink, other: paper.Ink) -> float:
    low, high = sorted((luminance(one_ink), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_inks_and_shades_are_told_apart_in_grey() -> None:
    for colours in (list(INKS.values()), list(SHADES)):
        greys = sorted(lightness(ink) for ink in colours)
        assert min(two - first for first, two in itertools.pairwise(greys)) > 3
    assert set(INKS) == set(Ink)


def test_words_and_marks_stand_out_from_their_ground() -> None:
    for ink in WORDS.values():
        assert contrast(ink, paper.WHITE) >= 4.5
        assert contrast(ink, INKS[Ink.BAND]) >= 4.5
    for shade, ink in zip(SHADES, ON_SHADES, strict=True):
        assert contrast(shade, ink) >= 4.5
    for meaning in (Ink.TEXT, Ink.COURSE, Ink.RESPONSE, Ink.WARN, Ink.ERROR):
        assert contrast(INKS[meaning], paper.WHITE) >= 3


@pytest.mark.parametrize(
    ("figure", "count"), [(ordered(96), 2), (swimmer(20), 1), (ordered(300), 6), (spaghetti(60), 1)]
)
def test_rows_are_split_over_pages_and_none_is_lost(figure: Figure, count: int) -> None:
    out = printed(figure)
    assert out.pages == count
    found = Counter(word for text in pages(out) for word in text.split() if word.startswith("P-"))
    for _row, code in figure.y.ticks if figure.rows else ():
        assert found[code] == 1, code


def test_a_figure_a_page_each_with_its_bookmark() -> None:
    figures = [spaghetti(60), ordered(96), heat(96), swimmer(12)]
    out = printed(*figures)
    assert [title for _level, title in bookmarks(reader(out).outline)] == [
        "Charts",
        *(figure.title for figure in figures),
    ]
    assert out.pages == 6


def test_the_charts_are_lines_not_pictures() -> None:
    for sheet in PdfReader(io.BytesIO(printed(spaghetti(60), swimmer(12)).pdf)).pages:
        assert not sheet.images
    content = PdfReader(io.BytesIO(printed(spaghetti(60)).pdf)).pages[0].get_contents()
    assert content is not None
    operators = Counter(operator for _operands, operator in content.operations)
    # A circle is four curves.
    assert operators[b"c"] == 4 * (60 * 8 + 1)
    assert operators[b"l"] > 60 * 7


def test_a_figure_without_anything_says_why() -> None:
    empty = Figure("none", "PASI", Axis("weeks", 0, 1), Axis("PASI", 0, 1), notes=("Nobody has a PASI yet.",),
                   legend=(Sample("a line", Stroke((), Ink.FAINT)),))  # fmt: skip
    found = " ".join(pages(printed(empty)))
    assert found.count("Nobody has a PASI yet.") == 1
    assert "a line" not in found


def test_long_sentences_run_on_and_odd_characters_are_reported() -> None:
    figure = msgspec.structs.replace(spaghetti(60), notes=("A note on many participants, one after the other. " * 60,))
    out = printed(figure)
    assert out.pages >= 2
    assert "one after the other" in pages(out)[1]
    odd = msgspec.structs.replace(swimmer(3), title="Chart \U0001f600")
    assert [found.code for found in printed(odd).unprintable] == ["U+1F600"]


def test_the_same_figures_give_the_same_bytes() -> None:
    assert printed(heat(20)).pdf == printed(heat(20)).pdf
    assert printed(heat(20)).digest != printed(heat(21)).digest


def test_a_code_away_from_its_mark_is_joined_to_it_by_a_thin_line() -> None:
    ends = (("P-001", 5.0), ("P-002", 5.12))
    figure = msgspec.structs.replace(
        one(*(Mark(5, y, Shape.DISC, Ink.COURSE, size=4.0, who=who) for who, y in ends)),
        captions=tuple(Caption(5, y, who, who=who) for who, y in ends),
    )
    page = drawn(figure)
    discs = [shape for shape in page.shapes if isinstance(shape, Disc)]
    thin = [shape for shape in page.shapes if isinstance(shape, Path) and shape.stroke == INKS[Ink.SECONDARY]]
    assert {"P-001", "P-002"} <= {words.text for words in page.words}
    assert len(thin) == 2
    starts = sorted((line.points[0] for line in thin), key=lambda spot: spot[1])
    for (x, y), disc in zip(starts, sorted(discs, key=lambda disc: disc.y), strict=True):
        assert math.hypot(x - disc.x, y - disc.y) < 3
