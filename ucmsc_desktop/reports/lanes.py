"""The lanes below a chart: which visits took place, how many cells were given, and adverse events as bars."""

from __future__ import annotations

from fractions import Fraction

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Dose, Missed
from ucmsc_desktop.domain.event_spans import EventSpan
from ucmsc_desktop.domain.figure import Shape
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.lanes import MOST_ROWS, EventBar, Lanes, VisitMark, gravest
from ucmsc_desktop.domain.trajectory import is_complete, not_given
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart_lines import draw_mark
from ucmsc_desktop.reports.chart_scale import Chart, Scale
from ucmsc_desktop.reports.entries import MILLION
from ucmsc_desktop.reports.page import Page
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import NO_BREAK_SPACE, _, apart, number_text

SIZE, LINE = 8.0, 9.5
HEAD = 17.0
"""Points from the foot of the plot to the lane of visits."""
APART = 30.0
VISITS_ONLY, WITH_CELLS = 44.0, 86.0
ROW = 17.0
LEAST = 5.0
"""The least length of the bar of an event."""
CLOSE = 2.0
"""How near the longest name of a lane may come to the plot."""


def lanes_high(under: Lanes) -> float:
    """How high the lanes of visits and cells are together."""
    return WITH_CELLS if under.cells else VISITS_ONLY


def draw_lanes(page: Page, type_: Typesetter, place: Scale, chart: Chart, under: Lanes) -> float:
    """The lanes under a plot, from its lower edge down. Answers where they end."""
    y = place.low - HEAD
    visits = _Lane(page, type_, place, y, _("Visits"))
    imported = {point.visit for point in chart.course.points if point.imported}
    for mark in under.visits:
        visits.visit(mark, imported=mark.visit in imported)
    if under.cells:
        cells = _Lane(page, type_, place, y - APART, _("Million cells"))
        given: list[Dose | Missed] = [*chart.course.doses, *not_given(chart.protocol, chart.course)]
        for one in sorted(given, key=lambda one: one.day):
            if isinstance(one, Missed):
                cells.no_dose(one.day)
            else:
                cells.dose(one, whole=one.part is None or is_complete(chart.protocol, one))
    foot = place.low - lanes_high(under)
    return _events(page, type_, place, under, foot - 4) if under.events else foot


def _events(page: Page, type_: Typesetter, place: Scale, under: Lanes, top: float) -> float:
    per_day = place.x(1) - place.x(0)

    def room(span: EventSpan) -> float:
        return (max(type_.width(_event_words(span), SIZE), LEAST) + 4) / per_day

    found = gravest(under.events, (round(place.first_day), round(place.last_day)), room, MOST_ROWS)
    _Lane(page, type_, place, top, _("Adverse events"))
    for bar in found.bars:
        _bar(page, type_, place, bar, top - ROW * bar.row)
    if found.left_out:
        words = _("and {n} more").format(n=len(found.left_out))
        page.say(place.left - type_.width(words, SIZE) - 5, top - 13, words, SIZE, ink=paper.GREY)
    return top - ROW * max(found.rows - 1, 0) - 14


def _bar(page: Page, type_: Typesetter, place: Scale, bar: EventBar, y: float) -> None:
    """Words over a bar from the first day to the end of the last; one that goes on ends in an arrow."""
    left, right = place.x(bar.first), min(place.x(bar.last + 1), place.right)
    right = max(right, left + LEAST)
    page.say(left, y, type_.fit(_event_words(bar.span), SIZE, page.sheet.right - left), SIZE, ink=paper.AMBER)
    page.box(left, y - 6, right - left, 3, paper.AMBER)
    if bar.span.ongoing:
        page.area([(right, y - 8), (right, y - 1), (right + 5, y - 4.5)], paper.AMBER, paper.AMBER, 0.3)


def _event_words(span: EventSpan) -> str:
    words = _("{event}, serious").format(event=span.label) if span.serious else span.label
    if span.last_day is None and not span.ongoing:
        return _("{event}, end not known").format(event=words)
    return words


class _Lane:
    def __init__(self, page: Page, type_: Typesetter, place: Scale, y: float, name: str) -> None:
        self.page, self.type, self.place, self.y = page, type_, place, y
        self.free = [place.left, place.left]
        room = place.left - page.sheet.left - CLOSE
        parts = [name] if type_.width(name, SIZE, bold=True) <= room else apart(name)
        lines = [line for part in parts for line in type_.wrap(part, SIZE, room, bold=True)]
        for number, line in enumerate(lines):
            wide, high = type_.width(line, SIZE, bold=True), LINE * ((len(lines) - 1) / 2 - number)
            page.say(max(place.left - wide - 5, page.sheet.left), y - 3 + high, line, SIZE, bold=True, ink=paper.GREY)

    def visit(self, mark: VisitMark, *, imported: bool) -> None:
        """A disc for an assessment, a square for one of an earlier record, a cross with its reason for none."""
        x = self.place.x(mark.day)
        if mark.state is not None:
            shape, signed = Shape.SQUARE if imported else Shape.DISC, mark.state is State.SIGNED
            draw_mark(self.page, x, self.y, shape, paper.BLUE, filled=signed, radius=3.2)
            return
        for slant in (3.2, -3.2):
            self.page.rule(x - 3.2, self.y - slant, x + 3.2, self.y + slant, 1.6, paper.AMBER)
        self._below(x, [mark.words], paper.AMBER)

    def dose(self, dose: Dose, *, whole: bool) -> None:
        """A triangle, hollow when nothing or too small a part was given."""
        given = dose.cells is not None and dose.cells > 0
        x, ink = self.place.x(dose.day), paper.BLUE if whole and given else paper.AMBER
        self._triangle(x, ink, filled=whole and given)
        words = [_million(dose) if dose.cells is not None else _("not known")]
        if not whole and dose.part_pct is not None:
            words.append(f"{number_text(dose.part_pct.normalize())}{NO_BREAK_SPACE}%")
        self._below(x, words, ink)

    def no_dose(self, day: int) -> None:
        """A hollow triangle where an infusion was planned and none was given."""
        self._triangle(self.place.x(day), paper.AMBER, filled=False)
        self._below(self.place.x(day), [_("not given")], paper.AMBER)

    def _triangle(self, x: float, ink: paper.Ink, *, filled: bool) -> None:
        corners = ((x - 4.2, self.y - 3.4), (x + 4.2, self.y - 3.4), (x, self.y + 4))
        self.page.area(corners, ink if filled else paper.WHITE, ink)

    def _below(self, x: float, lines: list[str], ink: paper.Ink) -> None:
        """Words under a mark, in the second row where neighbours are near; what finds no room stands in the table."""
        wide = max(self.type.width(line, SIZE) for line in lines)
        start = min(x - wide / 2, self.place.right - wide)
        first = next((row for row in (0, 1) if start >= max(self.free[row : row + len(lines)])), None)
        if first is None:
            return
        for row, line in enumerate(lines, first):
            middle = start + (wide - self.type.width(line, SIZE)) / 2
            self.page.say(middle, self.y - 12.5 - 8.5 * row, line, SIZE, ink=ink)
            if row < len(self.free):
                self.free[row] = start + wide + 2


def _million(dose: Dose) -> str:
    whole = Fraction(dose.cells or 0) / MILLION
    return number_text(rounded(whole, 0 if whole >= 10 else 1))
