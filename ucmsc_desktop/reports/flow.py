"""Fills pages from top to bottom: headings, paragraphs and tables that break across pages with their heads repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Bookmark, Hatch, Ink, Link, OnPage, Page
from ucmsc_desktop.reports.sheet import A4, Sheet
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

SIZE = 9.0
BAR = 11.0
LEADING = 12.0
PADDING = 3.0
LONG_ROW = 12
"""Lines from which a row may be cut at the foot of a page."""
SHORT = 64.0
"""Up to this width a column holds words or numbers that would break in the middle if it were narrower."""


class Cell(msgspec.Struct, frozen=True):
    """A cell with a look of its own; `grade` adds the hatching of a severity 0 to 4.

    `link` leads to a named target, and `target` names the row of the cell.
    """

    text: str
    bold: bool = False
    ink: Ink = paper.BLACK
    grade: int | None = None
    link: str = ""
    target: str = ""


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its width as a share of the page's and its head."""

    share: float
    head: str = ""


class Flow:
    """The pages of a document while they are filled. `y` is the foot of what stands on the current page."""

    def __init__(self, sheet: Sheet = A4) -> None:
        self.sheet = sheet
        self.type = Typesetter()
        self.pages: list[Page] = []
        self.outline: list[Bookmark] = []
        self.y = sheet.bottom
        self.lifted: dict[int, float] = {}
        """Points by which pages, counted from 1, end earlier than the others."""
        self.ends: tuple[int, float] | None = None
        """The page and the height where the end of a form begins."""
        self._forms: tuple[OnPage, ...] = ()
        self._running = ""

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        if not self.pages:
            self.turn()
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        """Where the page ends that is being filled."""
        return self.sheet.bottom + self.lifted.get(len(self.pages), 0)

    def closing(self) -> None:
        """Here the end of a form begins, which is not to stand alone on a page."""
        if self.ends is None:
            self.ends = (len(self.pages), self.y)

    def turn(self) -> None:
        """Begin a new page; a form that runs on says so at its head."""
        self.pages.append(Page(self.sheet))
        self.y = self.sheet.top
        if self._forms:
            self.pages[-1].forms.update(dict.fromkeys(self._forms))
            self.y -= LEADING
            running = self.type.fit(self._continued(), SIZE, self.sheet.width, bold=True)
            self.pages[-1].say(self.sheet.left, self.y, running, SIZE, bold=True, ink=paper.GREY)
            self.y -= 6

    def _continued(self) -> str:
        """The name of the form that runs on, and that it does; of a long name the end gives way."""
        running = _("{form} (continued)")
        whole = running.format(form=self._running)
        room = self.sheet.width - self.type.width(running.format(form=""), SIZE, bold=True)
        if self.type.width(whole, SIZE, bold=True) <= self.sheet.width:
            return whole
        return running.format(form=self.type.fit(self._running, SIZE, room, bold=True))

    def part(self) -> None:
        """Begin a part of the document on a page of its own, unless the page is still empty."""
        if self.pages and not self.pages[-1].words:
            return
        self.turn()

    def need(self, height: float) -> None:
        """Turn the page when less than this height is left on it, and the height is not more than a page."""
        if not self.pages or (self.y - height < self.bottom and self.y < self.sheet.top - 30):
            self.turn()

    def skip(self, height: float) -> None:
        """Leave room."""
        self.y -= height

    def anchor(self, title: str, level: int) -> None:
        """Let a bookmark lead to the current place."""
        name = f"bookmark {len(self.outline)}"
        self.target(name)
        self.bookmark(title, level, name)

    def bookmark(self, title: str, level: int, target: str) -> None:
        """Let a bookmark lead to a named target, wherever it is."""
        self.outline.append(Bookmark(self.type.clean(title).replace("\n", " "), level, target))

    def target(self, name: str) -> None:
        """Name the current place, for links and bookmarks."""
        self.page.targets[name] = self.y

    @contextmanager
    def form(self, on_page: OnPage, title: str, *others: OnPage, room: float = 130, target: str = "") -> Iterator[None]:
        """A form: a bar with its name and state, and every page that it covers knows it, and `others` printed in it.

        Its beginning needs `room`. With a `target` its place has that name and no bookmark of its own.
        """
        forms = (on_page, *others)
        state = on_page.state or (_("signed") if all(form.signed for form in forms) else _("not signed"))
        self.need(room)
        self.skip(8)
        self.page.forms.update(dict.fromkeys(forms))
        if target:
            self.target(target)
        else:
            self.anchor(title, 1)
        names = _(", ").join(form.form for form in forms)
        right = _("form {form}, version {version}, {state}").format(form=names, version=on_page.version, state=state)
        self._bar(title, self.type.clean(right))
        self.skip(4)
        self._forms, self._running, self.type.place = forms, title, f"{on_page.visit}, {title}".lstrip(", ")
        yield
        self._forms, self.type.place = (), ""

    def _bar(self, title: str, right: str) -> None:
        """The shaded bar of a form; what does not fit beside the title stands on a line of its own."""
        room = self.sheet.width - self.type.width(right, SIZE) - 24
        beside = self.type.width(self.type.clean(title), BAR, bold=True) <= room
        high = 20 if beside else 20 + LEADING
        self.y -= high
        self.page.box(self.sheet.left, self.y, self.sheet.width, high, paper.SHADE)
        self.page.box(self.sheet.left, self.y, 3, high, paper.BLACK)
        name = self.type.fit(title, BAR, room if beside else self.sheet.width - 15, bold=True)
        self.page.say(self.sheet.left + 9, self.y + high - 14, name, BAR, bold=True)
        right = self.type.fit(right, SIZE, self.sheet.width - 15)
        self.page.say(self.sheet.right - self.type.width(right, SIZE) - 6, self.y + 6, right, SIZE)

    def heading(self, text: str, size: float = 10.5, room: float = 54) -> None:
        """A heading that keeps together with the beginning of what follows."""
        lines = self.type.wrap(text, size, self.sheet.width, bold=True)
        self.need(8 + len(lines) * size * 1.35 + room)
        self.skip(8)
        self._lines(lines, size, bold=True, ink=paper.BLACK)
        self.skip(3)

    def say(self, text: str, *, size: float = SIZE, bold: bool = False, ink: Ink = paper.BLACK, link: str = "") -> None:
        """A paragraph over the width of the page; with `link` it leads to a named target."""
        self._lines(self.type.wrap(text, size, self.sheet.width, bold=bold), size, bold=bold, ink=ink, link=link)
        self.skip(2)

    def _lines(self, lines: Sequence[str], size: float, *, bold: bool, ink: Ink, link: str = "") -> None:
        for line in lines:
            self.need(size * 1.35)
            self.y -= size * 1.35
            self.page.say(self.sheet.left, self.y + size * 0.28, line, size, bold, ink)
            if link:
                self.lead(self.sheet.left, self.y, self.type.width(line, size, bold=bold), size, link)

    def lead(self, x: float, y: float, wide: float, size: float, target: str) -> None:
        """Let a line of words on the current page lead to a named target."""
        self.page.links.append(Link(x, y, x + wide, y + size * 1.3, target))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, grid: bool = False) -> None:
        """A table; its head stands again on every page that it reaches. With `grid` it has upright lines too."""
        for _row in self.rows(columns, rows, grid=grid):
            pass

    def rows(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, grid: bool = False
    ) -> Iterator[int]:
        """The same table row by row; yields how many are placed."""
        yield from _Table(self, columns, grid=grid).draw(rows)
        self.skip(4)


class _Row(msgspec.Struct, frozen=True):
    """A row made ready: the lines of each cell."""

    cells: Sequence[Cell]
    lines: list[Sequence[str]]

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


def _widths(shares: Sequence[float], wide: float) -> list[float]:
    """The widths of columns; on a narrower page short columns of numbers and dates stay as they are."""
    usual = [share * A4.width for share in shares]
    kept = sum(width for width in usual if width <= SHORT)
    if wide >= A4.width or kept > sum(usual) / 2:
        return [share * wide for share in shares]
    shrunk = (sum(shares) * wide - kept) / (sum(usual) - kept)
    return [width if width <= SHORT else width * shrunk for width in usual]


class _Table:
    def __init__(self, flow: Flow, columns: Sequence[Column], *, grid: bool) -> None:
        self.flow, self.grid = flow, grid
        self.widths = _widths([column.share for column in columns], flow.sheet.width)
        self.lefts = [self.flow.sheet.left + sum(self.widths[:index]) for index in range(len(columns))]
        headed = any(column.head for column in columns)
        self.head = self._ready([Cell(column.head, bold=True) for column in columns]) if headed else None

    def draw(self, rows: Iterable[Sequence[Cell | str]]) -> Iterator[int]:
        """Place row after row."""
        for number, cells in enumerate(rows, 1):
            row = self._ready([Cell(cell) if isinstance(cell, str) else cell for cell in cells])
            if number == 1:
                self.flow.need(row.height + (self.head.height if self.head else 0) if row.depth < LONG_ROW else 60)
                self._draw_head()
            self._place(row)
            yield number

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
        room = self.flow.y - self.flow.bottom
        while row.height > room:
            fitting = int((room - PADDING) // LEADING)
            if row.depth >= LONG_ROW and fitting >= 3:
                first, row = row.cut(fitting)
                self._paint(first)
            self.flow.turn()
            self._draw_head()
            room = self.flow.y - self.flow.bottom
        self._paint(row)

    def _draw_head(self) -> None:
        if self.head is not None:
            high = self.head.height
            self.flow.page.box(self.flow.sheet.left, self.flow.y - high, sum(self.widths), high, paper.SHADE)
            if self.grid:
                self.flow.page.rule(
                    self.flow.sheet.left, self.flow.y, self.flow.sheet.left + sum(self.widths), self.flow.y
                )
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
                    if cell.link:
                        wide = self.flow.type.width(line, SIZE, bold=cell.bold)
                        self.flow.lead(x, y - 3, wide, SIZE, cell.link)
            if cell.target:
                page.targets[cell.target] = top
        self.flow.y = top - high
        right = self.lefts[-1] + self.widths[-1]
        page.rule(self.flow.sheet.left, self.flow.y, right, self.flow.y)
        if self.grid:
            for x in (*self.lefts, right):
                page.rule(x, top, x, self.flow.y)
