"""The last steps of every print: the hash of its words, head and foot, what it says about itself, and the PDF."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.steps import result_of, retold
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Furniture, Printed
from ucmsc_desktop.reports.paint import About, Layout, digest, paint, painting
from ucmsc_desktop.reports.typeset import Unprintable
from ucmsc_desktop.text import _


class Printout(msgspec.Struct, frozen=True):
    """A document in print: the PDF, its pages, the SHA-256 of its words, and characters that could not be printed.

    Of several parts each has the SHA-256 of its own words in the feet of its pages; the one here is of them all.
    """

    pdf: bytes
    pages: int
    digest: str
    unprintable: tuple[Unprintable, ...] = ()
    parts: int = 1


def furnished(
    flow: Flow, protocol: Protocol, printed: Printed, *, title: str, practice: bool, subject: str = ""
) -> Layout:
    """The pages with head and foot; the head names the participant, or the document where it is about nobody."""
    return result_of(_furnishing(flow, protocol, printed, title=title, practice=practice, subject=subject))


def _furnishing(
    flow: Flow, protocol: Protocol, printed: Printed, *, title: str, practice: bool, subject: str
) -> Generator[int, None, Layout]:
    hashed = digest(flow.pages)
    flow.type.place = _("head and foot")
    yield from Furniture(protocol, subject or title, printed, practice, hashed).put(flow.pages, flow.type)
    about = About(title, printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at)
    return Layout(tuple(flow.pages), tuple(flow.outline), about, hashed, flow.type.unprintable)


def finish(
    flow: Flow, protocol: Protocol, printed: Printed, *, title: str, practice: bool, subject: str = ""
) -> Printout:
    """The document as a PDF; the same words and the same time stamp give the same bytes."""
    return result_of(finishing(flow, protocol, printed, title=title, practice=practice, subject=subject))


def finishing(
    flow: Flow, protocol: Protocol, printed: Printed, *, title: str, practice: bool, subject: str = ""
) -> Generator[float, None, Printout]:
    """The same page by page; yields which part of it is done."""
    pages = 2 * len(flow.pages)
    work = _furnishing(flow, protocol, printed, title=title, practice=practice, subject=subject)
    layout = yield from retold(work, lambda done: done / pages)
    pdf = yield from retold(painting(layout), lambda done: 0.5 + done / pages)
    return Printout(pdf, len(layout.pages), layout.digest, layout.unprintable)


def painted(layout: Layout) -> Printout:
    """A document that was laid out, as a PDF."""
    return Printout(paint(layout), len(layout.pages), layout.digest, layout.unprintable)
