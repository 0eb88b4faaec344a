"""Heads, feet and marks across the page, once it is known how many pages there are and what stands on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.practice_words import practice_words
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Page, Turned
from ucmsc_desktop.reports.sheet import A4, Sheet
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

SHORT_HASH = 12
LARGEST, ACROSS = 58.0, 0.85
"""The size of words across the page, and how much of its height they may be long."""
USUAL, SMALL = 9.0, 7.0
MOST_LINES, MOST_SMALL, MOST_PRINTED = 3, 5, 2
"""Lines of the foot; two languages take more than one, and smaller ones where those are too many.

Of the small ones so many may say who printed."""
FIRST_LINE = {True: (42.0, 12.0), False: (43.0, 11.0)}
SMALL_LINE = (46.5, 8.2)
"""Where the first line of the foot stands and how far apart they are: whether there are few, and for small ones."""
CODE, BESIDE = 33.0, 42.0
"""The side of the QR code in the foot, and what it takes from the lines beside it."""


class Printed(msgspec.Struct, frozen=True):
    """Who prints, when (with the local offset), in which language, and on what paper."""

    by: str
    at: datetime
    language: str = text.ENGLISH
    sheet: Sheet = A4


def moment_text(moment: datetime) -> str:
    """Date and time of day with the offset from UTC: `28-Mar-2026 10:42:07 +08:00`."""
    offset = f"{moment:%z}".replace("-", text.MINUS)
    return f"{text.datetime_text(moment)} {offset[:3]}:{offset[3:5]}" if offset else text.datetime_text(moment)


def content_words(digest: str) -> str:
    """The first digits of what a document's words hash to, by which a print and a file are known as the same."""
    return _("Content {hash}").format(hash=" ".join(digest[place : place + 4] for place in range(0, SHORT_HASH, 4)))


def _foot_lines(type_: Typesetter, by: str, status: str, room: float, wider: float) -> tuple[float, list[str]]:
    """The lines on the left of the foot and their size, small ones in a `wider` room.

    The status always stands, in every language, whatever else is cut short.
    """
    printed, said = type_.wrap(by, USUAL, room), type_.wrap(status, USUAL, room)
    if len(printed) + len(said) <= MOST_LINES:
        return USUAL, [*printed, *said]
    printed, said = type_.wrap(by, SMALL, wider), type_.wrap(status, SMALL, wider)
    if len(printed) + len(said) > MOST_SMALL:
        printed = _shortened(type_, by, MOST_PRINTED, wider)
        said = _shortened(type_, status, MOST_SMALL - len(printed), wider)
    return SMALL, [*printed, *said]


def _shortened(type_: Typesetter, words: str, most: int, room: float) -> Sequence[str]:
    """So many lines at most; of two languages each keeps its beginning on a line of its own."""
    *first, last = (type_.wrap(own, SMALL, room) for own in text.apart(words))
    lines = [line for own in first for line in _cut(type_, own, max(most - len(last), most // 2), room)]
    return [*lines, *_cut(type_, last, most - len(lines), room)]


def _cut(type_: Typesetter, lines: Sequence[str], most: int, room: float) -> Sequence[str]:
    """So many lines at most, of which the last one says that there was more."""
    return lines if len(lines) <= most else [*lines[: most - 1], type_.fit(" ".join(lines[most - 1 :]), SMALL, room)]


class Furniture(msgspec.Struct, frozen=True):
    """What stands on every page of a document."""

    protocol: Protocol
    subject: str
    printed: Printed
    practice: bool
    digest: str

    def put(self, pages: Sequence[Page], type_: Typesetter) -> Iterator[int]:
        """Write head, foot, DRAFT and PRACTICE on all pages; yields how many are done."""
        of_forms = any(page.forms for page in pages)
        for number, page in enumerate(pages, 1):
            self._head(page, type_)
            self._foot(page, type_, number, len(pages), self._status(page) if of_forms else "")
            if not page.signed:
                words = _("DRAFT – NOT SIGNED")
                middle = (page.sheet.wide / 2, page.sheet.high / 2)
                size = min(LARGEST, ACROSS * page.sheet.high / type_.width(words, 1, bold=True))
                page.across.append(Turned(*middle, words, size, 55, paper.BLACK))
            if self.practice:
                self._practice(page, type_)
            yield number

    def _head(self, page: Page, type_: Typesetter) -> None:
        half, high = page.sheet.width / 2 - 8, page.sheet.edge - 42
        code = f"{self.protocol.study.code}  |  {self.subject}"
        under = _("{registry}, protocol version {version}").format(
            registry=self.protocol.study.registry, version=self.protocol.version
        )
        visits = ", ".join(dict.fromkeys(form.visit for form in page.forms if form.visit))
        forms = ", ".join(dict.fromkeys(f"{form.form} v{form.version}" for form in page.forms))
        visits = type_.fit(visits, 10, half, bold=True)
        self._right(page, type_, high, visits, 10, bold=True)
        room = page.sheet.width - type_.width(visits, 10, bold=True) - 16
        page.say(page.sheet.left, high, type_.fit(code, 10, room, bold=True), 10, bold=True)
        forms = type_.fit(forms, 9, page.sheet.width * 0.58)
        self._right(page, type_, high - 13, forms)
        room = page.sheet.width - type_.width(forms, 9) - 12
        page.say(page.sheet.left, high - 13, type_.fit(under, 9, room), ink=paper.GREY)
        page.rule(page.sheet.left, high - 20, page.sheet.right, high - 20, 0.8, paper.BLACK)

    def _foot(self, page: Page, type_: Typesetter, number: int, count: int, status: str) -> None:
        page.rule(page.sheet.left, 54, page.sheet.right, 54, 0.8, paper.BLACK)
        by = _("Printed {time} by {name}").format(time=moment_text(self.printed.at), name=self.printed.by)
        of = _("Page {number} of {count}").format(number=number, count=count)
        page.code = (page.sheet.right - CODE, 17, CODE)
        content = content_words(self.digest)
        room, wider = (
            page.sheet.width - BESIDE - max(type_.width(of, 9, bold=True), type_.width(content, size)) - 12
            for size in (USUAL, SMALL)
        )
        size, lines = _foot_lines(type_, by, status, room, wider)
        self._right(page, type_, 42, of, bold=True, beside=BESIDE)
        self._right(page, type_, 30, content, size, beside=BESIDE)
        first, step = SMALL_LINE if size == SMALL else FIRST_LINE[len(lines) < MOST_LINES]
        for place, line in enumerate(lines):
            page.say(page.sheet.left, first - step * place, line, size)

    def _status(self, page: Page) -> str:
        said = dict.fromkeys(form.state for form in page.forms if form.state)
        if said:
            return _(", ").join(said)
        if page.signed:
            return _("Every form on this page is signed") if page.forms else _("No form on this page")
        unsigned = dict.fromkeys(form.form for form in page.forms if not form.signed)
        return _("DRAFT – not signed: {forms}").format(forms=_(", ").join(unsigned))

    def _practice(self, page: Page, type_: Typesetter) -> None:
        words = practice_words()
        wide = type_.width(words, 10, bold=True)
        middle = page.sheet.wide / 2
        page.box(middle - wide / 2 - 8, page.sheet.edge - 28, wide + 16, 17, paper.WHITE, paper.BLACK)
        page.say(middle - wide / 2, page.sheet.edge - 23, words, 10, bold=True)

    @staticmethod
    def _right(
        page: Page, type_: Typesetter, y: float, words: str, size: float = 9, *, bold: bool = False, beside: float = 0
    ) -> None:
        page.say(page.sheet.right - beside - type_.width(words, size, bold=bold), y, words, size, bold)
