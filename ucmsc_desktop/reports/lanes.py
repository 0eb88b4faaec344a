"""The lanes below a chart: which visits took place, and how many cells were given."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.course import Course, Dose
from ucmsc_desktop.domain.dose_class import reaches
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import MILLION
from ucmsc_desktop.reports.page import Disc, Page
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import NO_BREAK_SPACE, _, number_text

SIZE = 8.0
APART = 30.0
Places = Callable[[float], float]


def draw_lanes(
    page: Page, type_: Typesetter, frame: tuple[float, float, float], place: Places, course: Course, tolerance: Decimal
) -> None:
    """Two lanes in a frame (left, right, height of the first): one of the visits, one of the cells given."""
    left, right, y = frame
    visits = _Lane(page, type_, left, right, y, _("Visits"))
    for point in course.points:
        if point.tenths is None:
            visits.cross(place(point.day), _(point.missing.label) if point.missing else _("no PASI"))
        else:
            fill = paper.BLUE if point.state is State.SIGNED else paper.WHITE
            page.shapes.append(Disc(place(point.day), y, 3.2, 1.2, paper.BLUE, fill))
    for missed in course.missed:
        visits.cross(place(missed.day), _("missed"))
    if not course.doses and not course.missed:
        return
    cells = _Lane(page, type_, left, right, y - APART, _("Million cells"))
    for dose in course.doses:
        cells.dose(place(dose.day), dose, tolerance)


class _Lane:
    def __init__(self, page: Page, type_: Typesetter, left: float, right: float, y: float, name: str) -> None:
        self.page, self.type, self.y = page, type_, y
        self.right = right
        self.free = [left, left]
        wide = type_.width(name, SIZE, bold=True)
        page.say(left - wide - 5, y - 3, name, SIZE, bold=True, ink=paper.GREY)

    def cross(self, x: float, words: str) -> None:
        for slant in (3.2, -3.2):
            self.page.rule(x - 3.2, self.y - slant, x + 3.2, self.y + slant, 1.6, paper.AMBER)
        self._below(x, [words], paper.AMBER)

    def dose(self, x: float, dose: Dose, tolerance: Decimal) -> None:
        """A triangle, hollow when nothing or too small a part was given."""
        whole = dose.part is None or reaches(dose.part, tolerance)
        given = dose.cells is not None and dose.cells > 0
        ink = paper.BLUE if whole and given else paper.AMBER
        corners = ((x - 4.2, self.y - 3.4), (x + 4.2, self.y - 3.4), (x, self.y + 4))
        self.page.area(corners, ink if whole and given else paper.WHITE, ink)
        words = [_million(dose.cells) if dose.cells is not None else _("not known")]
        if not whole and dose.part_pct is not None:
            words.append(f"{number_text(dose.part_pct.normalize())}{NO_BREAK_SPACE}%")
        self._below(x, words, ink)

    def _below(self, x: float, lines: list[str], ink: paper.Ink) -> None:
        """Words under a mark, in the second row where neighbours are near; what finds no room stands in the table."""
        wide = max(self.type.width(line, SIZE) for line in lines)
        start = min(x - wide / 2, self.right - wide)
        first = next((row for row in (0, 1) if start >= self.free[row]), None)
        if first is None:
            return
        for row, line in enumerate(lines, first):
            middle = start + (wide - self.type.width(line, SIZE)) / 2
            self.page.say(middle, self.y - 12.5 - 8.5 * row, line, SIZE, ink=ink)
            if row < len(self.free):
                self.free[row] = start + wide + 2


def _million(cells: Decimal) -> str:
    whole = Fraction(cells) / MILLION
    return number_text(rounded(whole, 0 if whole >= 10 else 1))
