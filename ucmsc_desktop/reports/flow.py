"""Fills pages from top to bottom: headings, paragraphs and tables that break across pages with their heads repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Anchor, Hatch, Ink, OnPage, Page
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

SIZE = 9.0
LEADING = 12.0
PADDING = 3.0
LONG_ROW = 12
"""Lines from which a row may be cut at the foot of a page."""


class Cell(msgspec.Struct, frozen=True):
    """A cell with a look of its own; `grade` adds the hatching of a severity 0 to 4."""

    text: str
    bold: bool = False
    ink: Ink = paper.BLACK
    grade: int | None = None


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its width as a share of the page's and its head."""

    share: float
    head: str = ""


class Flow:
    """The pages of a document while they are filled. `y` is the foot of what stands on the current page."""

    def __init__(self) -> None:
        self.type = Typesetter()
        self.pages: list[Page] = []
        self.y = paper.BOTTOM
        self._forms: tuple[OnPage, ...] = ()
        self._running = ""

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        if not self.pages:
            self.turn()
        return self.pages[-1]

    def turn(self) -> None:
        """Begin a new page; a form that runs on says so at its head."""
        self.pages.append(Page())
        self.y = paper.TOP
        if self._forms:
            self.pages[-1].forms.update(dict.fromkeys(self._forms))
            self.y -= LEADING
            room = paper.WIDTH - self.type.width(_("{form} (continued)").format(form=""), SIZE, bold=True)
            form = self.type.fit(self._running, SIZE, room, bold=True)
            running = _("{form} (continued)").format(form=form)
            self.pages[-1].say(paper.LEFT, self.y, running, SIZE, bold=True, ink=paper.GREY)
            self.y -= 6

    def part(self) -> None:
        """Begin a part of the document on a page of its own, unless the page is still empty."""
        if self.pages and not self.pages[-1].words:
            return
        self.turn()

    def need(self, height: float) -> None:
        """Turn the page when less than this height is left on it, and the height is not more than a page."""
        if not self.pages or (self.y - height < paper.BOTTOM and self.y < paper.TOP - 30):
            self.turn()

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y -= height

    def anchor(self, title: str, level: int) -> None:
        """Let a bookmark lead to the current place."""
        self.page.anchors.append(Anchor(self.type.clean(title).replace("\n", " "), level, self.y))

    @contextmanager
    def form(self, on_page: OnPage, title: str, *others: OnPage) -> Iterator[None]:
        """A form: a bar with its name and state, and every page that it covers knows it, and `others` printed in it."""
        forms = (on_page, *others)
        state = _("signed") if all(form.signed for form in forms) else _("not signed")
        self.need(130)
        self.skip(8)
        self.page.forms.update(dict.fromkeys(forms))
        self.anchor(title, 1)
        self.y -= 20
        self.page.box(paper.LEFT, self.y, paper.WIDTH, 20, paper.SHADE)
        self.page.box(paper.LEFT, self.y, 3, 20, paper.BLACK)
        names = _(", ").join(form.form for form in forms)
        right = _("form {form}, version {version}, {state}").format(form=names, version=on_page.version, state=state)
        wide = self.type.width(right, SIZE)
        self.page.say(
            paper.LEFT + 9, self.y + 6, self.type.fit(title, 11, paper.WIDTH - wide - 24, bold=True), 11, bold=True
        )
        self.page.say(paper.RIGHT - wide - 6, self.y + 6, right, SIZE)
        self.skip(4)
        self._forms, self._running, self.type.place = forms, title, f"{on_page.visit}, {title}".lstrip(", ")
        yield
        self._forms, self.type.place = (), ""

    def heading(self, text: str, size: float = 10.5, room: float = 54) -> None:
        """A heading that keeps together with the beginning of what follows."""
        lines = self.type.wrap(text, size, paper.WIDTH, bold=True)
        self.need(8 + len(lines) * size * 1.35 + room)
        self.skip(8)
        self._lines(lines, size, bold=True, ink=paper.BLACK)
        self.skip(3)

    def say(self, text: str, *, size: float = SIZE, bold: bool = False, ink: Ink = paper.BLACK) -> None:
        """A paragraph over the width of the page."""
        self._lines(self.type.wrap(text, size, paper.WIDTH, bold=bold), size, bold=bold, ink=ink)
        self.skip(2)

    def _lines(self, lines: Sequence[str], size: float, *, bold: bool, ink: Ink) -> None:
        for line in lines:
            self.need(size * 1.35)
            self.y -= size * 1.35
            self.page.say(paper.LEFT, self.y + size * 0.28, line, size, bold, ink)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, grid: bool = False) -> None:
        """A table; its head stands again on every page that it reaches. With `grid` it has upright lines too."""
        _Table(self, columns, grid=grid).draw(rows)
        self.skip(4)


class _Row(msgspec.Struct, frozen=True):
    """A row made ready: the lines of each cell."""

    cells: Sequence[Cell]
    lines: list[list[str]]

    @property
    def depth(self) -> int:
        return max(map(len, self.lines))

    @property
    def height(self) -> float:
        return self.depth * LEADING + PADDING

    def cut(self, depth: int) -> tuple[_Row, _Row]:
        """The first lines of the row, and the rest."""
        first = [lines[:depth] for lines in self.lines]
        rest = [lines[depth:] for lines in self.lines]
        return _Row(self.cells, first), _Row(self.cells, rest)


class _Table:
    def __init__(self, flow: Flow, columns: Sequence[Column], *, grid: bool) -> None:
        self.flow, self.grid = flow, grid
        self.widths = [column.share * paper.WIDTH for column in columns]
        self.lefts = [paper.LEFT + sum(self.widths[:index]) for index in range(len(columns))]
        headed = any(column.head for column in columns)
        self.head = self._ready([Cell(column.head, bold=True) for column in columns]) if headed else None

    def draw(self, rows: Iterable[Sequence[Cell | str]]) -> None:
        """Place row after row."""
        begun = False
        for cells in rows:
            row = self._ready([Cell(cell) if isinstance(cell, str) else cell for cell in cells])
            if not begun:
                self.flow.need(row.height + (self.head.height if self.head else 0) if row.depth < LONG_ROW else 60)
                self._draw_head()
                begun = True
            self._place(row)

    def _ready(self, cells: Sequence[Cell]) -> _Row:
        wrap = self.flow.type.wrap
        return _Row(
            cells,
            [
                wrap(cell.text, SIZE, width - 2 * PADDING - (16 if cell.grade is not None else 0), bold=cell.bold)
                for cell, width in zip(cells, self.widths, strict=True)
            ],
        )

    def _place(self, row: _Row) -> None:
        room = self.flow.y - paper.BOTTOM
        while row.height > room:
            fitting = int((room - PADDING) // LEADING)
            if row.depth >= LONG_ROW and fitting >= 3:
                first, row = row.cut(fitting)
                self._paint(first)
            self.flow.turn()
            self._draw_head()
            room = self.flow.y - paper.BOTTOM
        self._paint(row)

    def _draw_head(self) -> None:
        if self.head is not None:
            high = self.head.height
            self.flow.page.box(paper.LEFT, self.flow.y - high, sum(self.widths), high, paper.SHADE)
            if self.grid:
                self.flow.page.rule(paper.LEFT, self.flow.y, paper.LEFT + sum(self.widths), self.flow.y)
            self._paint(self.head)

    def _paint(self, row: _Row) -> None:
        page, top, high = self.flow.page, self.flow.y, row.height
        for cell, lines, left in zip(row.cells, row.lines, self.lefts, strict=True):
            if cell.grade is not None and lines:
                page.shapes.append(Hatch(left + PADDING, top - 12.5, cell.grade))
            x = left + PADDING + (16 if cell.grade is not None else 0)
            y = top + LEADING * 0.22
            for line in lines:
                y -= LEADING
                if line:
                    page.words.append(paper.Words(x, y - 0.5, line, SIZE, cell.bold, cell.ink))
        self.flow.y = top - high
        right = self.lefts[-1] + self.widths[-1]
        page.rule(paper.LEFT, self.flow.y, right, self.flow.y)
        if self.grid:
            for x in (*self.lefts, right):
                page.rule(x, top, x, self.flow.y)
