"""The casebook of a whole study in one PDF: title page, contents by participant, parameters, then each participant."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Sequence

import msgspec

from ucmsc_desktop.domain.casebook import Casebook, State
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.reports.casebook import whole
from ucmsc_desktop.reports.cover import study_cover
from ucmsc_desktop.reports.finish import Printout, furnished
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.paint import About, Layout, Press
from ucmsc_desktop.reports.parameters import parameters_table
from ucmsc_desktop.reports.typeset import Unprintable
from ucmsc_desktop.text import _


class Part(msgspec.Struct, frozen=True):
    """What the contents say of one participant: how much of it is signed, and on which page of them all it begins."""

    subject: str
    name: str
    records: int
    signed: int
    pages: int
    start: int


def study_casebook(header: Header, books: Iterable[Casebook], printed: Printed) -> Generator[int, None, Printout]:
    """Print participant after participant, each laid out, written and forgotten, and yield how many are done.

    A book without a subject holds the study's own records. Each part counts its own pages.
    """
    target, protocol = io.BytesIO(), header.protocol
    about = About(_title(protocol), printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at)
    press = Press(about, target)
    parts: list[Part] = []
    unprintable: list[Unprintable] = []
    done = 0
    for book in books:
        layout, name = _book(book, header, printed)
        signed = sum(kept.state is State.SIGNED for kept in book.records)
        parts.append(Part(book.subject, name, len(book.records), signed, len(layout.pages), press.pages + 1))
        press.add(layout, name)
        unprintable += (
            msgspec.structs.replace(one, place=_(", ").join((name, one.place))) for one in layout.unprintable
        )
        done += bool(book.subject)
        yield done
    front = _front(header, printed, parts, done, 0)
    yield done
    press.add(_front(header, printed, parts, done, len(front.pages)), front=True)
    for _bookmark in press.closing():
        yield done
    return Printout(target.getvalue(), press.pages, press.digest, (*front.unprintable, *unprintable), press.parts)


def _title(protocol: Protocol) -> str:
    return _("Casebook of the study {code}").format(code=protocol.study.code)


def _book(book: Casebook, header: Header, printed: Printed) -> tuple[Layout, str]:
    flow = Flow(printed.sheet)
    title = whole(flow, book, header.protocol, parameters=False)
    name = flow.type.clean(book.subject or title).replace("\n", " ")
    layout = furnished(flow, header.protocol, printed, title=title, practice=header.practice, subject=book.subject)
    return layout, name


def _front(header: Header, printed: Printed, parts: Sequence[Part], subjects: int, before: int) -> Layout:
    """The title page and what follows it, with as many pages `before` the first participant."""
    flow, protocol = Flow(printed.sheet), header.protocol
    study_cover(flow, protocol, _title(protocol))
    flow.heading(_("Participants"), 12)
    if not subjects:
        flow.say(_("There is no participant in this study."), size=11, bold=True)
    columns = [
        Column(0.4, _("Participant")), Column(0.25, _("Signed records")), Column(0.15, _("Pages")),
        Column(0.2, _("Begins on page")),
    ]  # fmt: skip
    if parts:
        flow.table(columns, (_line(part, before) for part in parts))
    flow.part()
    flow.anchor(_("Protocol parameters"), 0)
    parameters_table(flow, protocol)
    return furnished(
        flow, protocol, printed, title=_title(protocol), practice=header.practice, subject=_("Whole study")
    )


def _line(part: Part, before: int) -> list[Cell | str]:
    signed = _("{signed} of {count}").format(signed=part.signed, count=part.records) if part.subject else "–"
    page = Cell(str(part.start + before), link=part.name)
    return [Cell(part.name, bold=True, link=part.name), signed, str(part.pages), page]
