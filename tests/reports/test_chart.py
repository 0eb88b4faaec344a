"""The course of PASI as it is drawn: lines, points, response lines, lanes."""

from __future__ import annotations

from tests.reports import factory
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Missed, Point, course
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart import draw_course
from ucmsc_desktop.reports.chart_lines import FINE, GAP
from ucmsc_desktop.reports.page import Disc, Page, Path
from ucmsc_desktop.reports.sheet import A4
from ucmsc_desktop.reports.typeset import Typesetter


def drawn(shown: Course) -> Page:
    """The chart alone on a page."""
    page = Page(A4)
    draw_course(page, Typesetter(), A4.top, shown, factory.protocol())
    return page


def texts(page: Page) -> list[str]:
    """Everything written on the page."""
    return [words.text for words in page.words]


def line(page: Page) -> list[tuple[float, ...]]:
    """The dashes of each stretch of the participant's line, from left to right, without the legend."""
    strokes = [
        shape for shape in page.shapes if isinstance(shape, Path) and shape.width == 1.5 and len(shape.points) == 2
    ]
    return [shape.dash for shape in strokes if shape.points[0][1] < A4.top - 30 and not shape.closed]


def test_dashed_across_a_missed_visit_and_solid_between_consecutive_ones() -> None:
    book = factory.casebook()
    page = drawn(course(factory.protocol(), book.subject, book.records))
    assert line(page) == [(), (), GAP, (), ()]
    assert "missed" in texts(page)


def test_dashed_where_a_planned_visit_has_no_record() -> None:
    points = (Point(0, 186, "W0", State.SIGNED), Point(28, 120, "W4", State.SIGNED), Point(42, 90, "W6", State.SIGNED))
    assert line(drawn(Course("P-001", points[0], points))) == [GAP, ()]


def test_response_lines_carry_the_largest_total_that_reaches_them() -> None:
    points = (Point(0, 186, "W0", State.SIGNED), Point(84, 40, "W12", State.SIGNED))
    page = drawn(Course("P-001", points[0], points))
    assert [words for words in texts(page) if "≤" in words] == ["PASI 50 ≤ 9.3", "PASI 75 ≤ 4.6", "PASI 90 ≤ 1.8"]
    assert sum(isinstance(shape, Path) and shape.dash == FINE for shape in page.shapes) == 4


def test_no_response_lines_without_a_baseline_and_the_reason_in_words() -> None:
    points = (Point(14, 120, "W2", State.SAVED),)
    assert "No response lines: no baseline PASI" in " ".join(texts(drawn(Course("P-001", None, points))))
    zero = (Point(0, 0, "W0", State.SIGNED), Point(14, 5, "W2", State.SIGNED))
    page = drawn(Course("P-001", zero[0], zero))
    assert "baseline PASI is 0" in " ".join(texts(page))
    assert not any("≤" in words for words in texts(page))


def test_nothing_to_draw_is_said() -> None:
    assert texts(drawn(Course("P-001"))) == ["The chart starts with the week-0 PASI."]
    missing = Course("P-001", None, (Point(0, None, "W0", State.SAVED),), (), (Missed(14, "W2", "ill"),))
    assert texts(drawn(missing)) == ["The chart starts with the week-0 PASI."]


def test_signed_points_are_filled_and_others_hollow() -> None:
    points = (Point(0, 186, "W0", State.SIGNED), Point(14, 150, "W2", State.SAVED))
    discs = [shape for shape in drawn(Course("P-001", points[0], points)).shapes if isinstance(shape, Disc)]
    on_line = [disc for disc in discs if disc.radius == 3.4 and disc.y < A4.top - 30]
    assert [disc.fill for disc in on_line] == [paper.BLUE, paper.WHITE]


def test_true_days_not_planned_ones() -> None:
    points = (Point(0, 186, "W0", State.SIGNED), Point(17, 150, "W2", State.SIGNED), Point(84, 90, "W12", State.SIGNED))
    page = drawn(Course("P-001", points[0], points))
    x = [shape.x for shape in page.shapes if isinstance(shape, Disc) and shape.radius == 3.2]
    assert abs((x[1] - x[0]) / (x[2] - x[0]) - 17 / 84) < 1e-9


def test_cells_are_written_in_millions_and_a_part_with_its_percentage() -> None:
    book = factory.casebook()
    found = texts(drawn(course(factory.protocol(), book.subject, book.records)))
    assert found.count("137") == 3
    assert "88" in found
    assert "64.2\u00a0%" in found


def test_readable_in_greyscale() -> None:
    grey = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in (paper.BLUE, paper.GREEN, paper.AMBER)]
    assert max(grey) < 0.45
    assert 0.85 < sum(part * ink for part, ink in zip((0.299, 0.587, 0.114), paper.BAND, strict=True)) < 0.97


def test_what_was_taken_over_is_a_square_and_the_legend_says_so() -> None:
    own = (Point(0, 186, "W0", State.SIGNED), Point(14, 150, "W2", State.SAVED))
    taken = (Point(0, 186, "D0", State.SAVED, imported=True), Point(14, 150, "D14", State.SAVED, imported=True))
    native, earlier = (drawn(Course("P-001", points[0], points)) for points in (own, taken))
    assert {"signed", "not signed"} <= set(texts(native))
    assert "imported" not in texts(native)
    assert "imported" in texts(earlier)
    assert not {"signed", "not signed"} & set(texts(earlier))
    assert not any(isinstance(shape, Disc) for shape in earlier.shapes)


def test_the_legend_names_the_dashes_where_there_are_any() -> None:
    baseline, near = Point(0, 186, "D0", State.SAVED, imported=True), Point(7, 90, "D7", State.SAVED, imported=True)
    about = Point(100, 90, "FU", State.SAVED, imported=True, approximate=True)
    words = "over a gap, or to an approximate day"
    assert words in texts(drawn(Course("P-001", baseline, (baseline, near, about))))
    assert words not in texts(drawn(Course("P-001", baseline, (baseline, near))))
