"""Heads, feet and marks across the page, once it is known how many pages there are and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.practice_words import practice_words
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.page import Page, Turned
from ucmsc_desktop.reports.typeset import Typesetter
from ucmsc_desktop.text import _

SHORT_HASH = 12


class Printed(msgspec.Struct, frozen=True):
    """Who prints, and when (with the local offset)."""

    by: str
    at: datetime


def moment_text(moment: datetime) -> str:
    """Date and time of day with the offset from UTC: `28-Mar-2026 10:42:07 +08:00`."""
    offset = f"{moment:%z}".replace("-", text.MINUS)
    return f"{text.datetime_text(moment)} {offset[:3]}:{offset[3:5]}" if offset else text.datetime_text(moment)


class Furniture(msgspec.Struct, frozen=True):
    """What stands on every page of a document."""

    protocol: Protocol
    subject: str
    printed: Printed
    practice: bool
    digest: str

    def put(self, pages: Sequence[Page], type_: Typesetter) -> None:
        """Write head, foot, DRAFT and PRACTICE on all pages."""
        for number, page in enumerate(pages, 1):
            self._head(page, type_)
            self._foot(page, type_, number, len(pages))
            if not page.signed:
                words = _("DRAFT – NOT SIGNED")
                page.across.append(Turned(paper.A4[0] / 2, paper.A4[1] / 2, words, 58, 55, paper.BLACK))
            if self.practice:
                self._practice(page, type_)

    def _head(self, page: Page, type_: Typesetter) -> None:
        half = paper.WIDTH / 2 - 8
        code = f"{self.protocol.study.code}  |  {self.subject}"
        under = _("{registry}, protocol version {version}").format(
            registry=self.protocol.study.registry, version=self.protocol.version
        )
        page.say(paper.LEFT, 800, type_.fit(code, 10, half, bold=True), 10, bold=True)
        page.say(paper.LEFT, 787, type_.fit(under, 9, paper.WIDTH * 0.4), ink=paper.GREY)
        visits = ", ".join(dict.fromkeys(form.visit for form in page.forms if form.visit))
        forms = ", ".join(dict.fromkeys(f"{form.form} v{form.version}" for form in page.forms))
        self._right(page, type_, 800, type_.fit(visits, 10, half, bold=True), 10, bold=True)
        self._right(page, type_, 787, type_.fit(forms, 9, paper.WIDTH * 0.58))
        page.rule(paper.LEFT, 780, paper.RIGHT, 780, 0.8, paper.BLACK)

    def _foot(self, page: Page, type_: Typesetter, number: int, count: int) -> None:
        page.rule(paper.LEFT, 54, paper.RIGHT, 54, 0.8, paper.BLACK)
        by = _("Printed {time} by {name}").format(time=moment_text(self.printed.at), name=self.printed.by)
        of = _("Page {number} of {count}").format(number=number, count=count)
        page.say(paper.LEFT, 42, type_.fit(by, 9, paper.WIDTH - 90))
        self._right(page, type_, 42, of, bold=True)
        short = " ".join(self.digest[index : index + 4] for index in range(0, SHORT_HASH, 4))
        content = _("Content {hash}").format(hash=short)
        page.say(paper.LEFT, 30, type_.fit(self._status(page), 9, paper.WIDTH - 140))
        self._right(page, type_, 30, content)

    def _status(self, page: Page) -> str:
        if page.signed:
            return _("Every form on this page is signed") if page.forms else _("No form on this page")
        unsigned = dict.fromkeys(form.form for form in page.forms if not form.signed)
        return _("DRAFT – not signed: {forms}").format(forms=_(", ").join(unsigned))

    def _practice(self, page: Page, type_: Typesetter) -> None:
        words = practice_words()
        wide = type_.width(words, 10, bold=True)
        middle = paper.A4[0] / 2
        page.box(middle - wide / 2 - 8, 814, wide + 16, 17, paper.WHITE, paper.BLACK)
        page.say(middle - wide / 2, 819, words, 10, bold=True)

    @staticmethod
    def _right(page: Page, type_: Typesetter, y: float, words: str, size: float = 9, *, bold: bool = False) -> None:
        page.say(paper.RIGHT - type_.width(words, size, bold=bold), y, words, size, bold)
