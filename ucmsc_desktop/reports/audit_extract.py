"""The audit trail on paper that lies, day by day; a long one in parts, of which each is written and forgotten."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, islice

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Change
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.trail import TrailLine
from ucmsc_desktop.reports.finish import Printout, furnished
from ucmsc_desktop.reports.flow import PADDING, SIZE, Cell, Column, Flow
from ucmsc_desktop.reports.furnish import Printed, moment_text
from ucmsc_desktop.reports.listing import lying
from ucmsc_desktop.reports.paint import About, Press
from ucmsc_desktop.reports.typeset import Unprintable
from ucmsc_desktop.text import _

AT_ONCE = 200
"""Lines of a day that are laid out at a time."""
NUMBER, TIME = 40.0, 78.0
"""The widths of the columns of numbers and times."""
LEAST, MOST = 0.12, 0.3
"""The people take such a part of the width."""
INDENT = text.NO_BREAK_SPACE * 4
PART = 2500
"""Lines of one part, which counts its own pages."""


def audit_pdf(
    lines: Iterable[TrailLine], total: int, protocol: Protocol, printed: Printed, *, practice: bool, subject: str = ""
) -> Generator[int, None, Printout]:
    """Print the trail of a participant, or of the study; yields how many of its `total` entries are done."""
    printed, title = lying(printed), _("Audit trail")
    target = io.BytesIO()
    press = Press(About(title, printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at), target)
    unprintable: list[Unprintable] = []
    done = last = 0
    for part, name in _parts(lines):
        flow = Flow(printed.sheet)
        _begin(flow, title, subject, name or text.ngettext("{n} entry", "{n} entries", total).format(n=total))
        for note in _notes(printed.at):
            flow.say(note)
        for portion in _lay_out(flow, part):
            done += len({line.number for line in portion} - {last})
            last = portion[-1].number
            yield done
        layout = furnished(flow, protocol, printed, title=title, practice=practice, subject=subject)
        for _page in press.adding(layout, name):
            yield done
        unprintable += layout.unprintable
    press.close()
    return Printout(target.getvalue(), press.pages, press.digest, tuple(unprintable), press.parts)


def _parts(lines: Iterable[TrailLine]) -> Iterator[tuple[list[TrailLine], str]]:
    """The lines in parts, at least one, with their names; a part that is the only one has none."""
    work = iter(lines)
    part, following = [*islice(work, PART)], [*islice(work, PART)]
    yield part, _part_name(part) if following else ""
    while following:
        yield following, _part_name(following)
        following = [*islice(work, PART)]


def _part_name(part: Sequence[TrailLine]) -> str:
    return _("Entries {first} to {last}").format(first=part[0].number, last=part[-1].number)


def _begin(flow: Flow, title: str, subject: str, count: str) -> None:
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.say(_("{title}, {subject}").format(title=title, subject=subject) if subject else title, size=18, bold=True)
    flow.say(count, size=11)


def _notes(at: datetime) -> tuple[str, ...]:
    return (
        _("Every entry stands as it was written, the oldest first; nothing in the ledger is ever changed."),
        _("A form that is saved for the first time is one line: its values stand in the case report form."),
        _("As of {time}.").format(time=moment_text(at)),
    )


def _lay_out(flow: Flow, part: Sequence[TrailLine]) -> Iterator[list[TrailLine]]:
    """The lines of each day under its date, some at a time."""
    for day, of_day in groupby(part, lambda line: line.by.at.date()):
        flow.need(80)
        flow.anchor(text.date_text(day), 1)
        flow.skip(6)
        while portion := [*islice(of_day, AT_ONCE)]:
            flow.table(_columns(flow, part, day), _rows(flow, portion))
            yield portion


def _columns(flow: Flow, part: Sequence[TrailLine], day: date) -> Sequence[Column]:
    """Number and time keep their width on any paper, people have what they need, and what happened has the rest."""
    wide = flow.sheet.width
    people = max((flow.type.width(who, SIZE) for who in {line.who for line in part}), default=0) + 2 * PADDING + 1
    shares = [NUMBER / wide, TIME / wide, min(max(people / wide, LEAST), MOST)]
    heads = (_("No."), text.date_text(day), _("Who"))
    named = [Column(share, head) for share, head in zip(shares, heads, strict=True)]
    return [*named, Column(1 - sum(shares), _("What happened; field: old value → new value – reason"))]


def _rows(flow: Flow, portion: Sequence[TrailLine]) -> Iterator[list[Cell | str]]:
    """A row for each entry, and under what happened a line for each field that changed."""
    for entry, of_entry in groupby(portion, lambda line: line.number):
        first, *others = of_entry
        number = text.number_text(entry)
        flow.type.place = _("entry {n}").format(n=number)
        changes = [line.change for line in (first, *others) if line.change is not None]
        words = "\n".join([first.words, *map(_changed, changes)])
        yield [Cell(number, bold=True), _time(first.by.at), first.who, words]


def _changed(change: Change) -> str:
    said = {"field": change.label, "old": change.old, "new": change.new}
    words = _("{field}: {old} → {new}").format(**said)
    if change.reason:
        words = _("{change} – {reason}").format(change=words, reason=change.reason)
    return f"{INDENT}{words}"


def _time(moment: datetime) -> str:
    return moment_text(moment).removeprefix(text.date_text(moment)).strip()
