"""Below each form: who saved it and when, its signatures and whether they hold, and which of its values changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ucmsc_desktop.domain.casebook import Casebook, Kept, Stamp
from ucmsc_desktop.domain.forms import STUDY_FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.changes import Changes
from ucmsc_desktop.reports.flow import LEADING, PADDING, SIZE, Cell, Column, Flow
from ucmsc_desktop.reports.furnish import moment_text
from ucmsc_desktop.text import NO_BREAK_SPACE, _

SIDE = 0.13
CHANGED = 20
"""Room in points for the line that says what changed."""
ABREAST = 3
"""Changed fields in a line."""
LARGEST = 200
"""Room in points up to which the entries below a form are kept together."""
Line = tuple[Cell, Cell]
Moments = Mapping[Stamp, Sequence[str]]


def provenance(
    flow: Flow,
    casebook: Casebook,
    kept: Sequence[Kept[Record]],
    changes: Changes,
    title: str = "",
    target: str = "",
) -> None:
    """Saves, signatures and changes of the records of one form; those of a form that repeats carry their number.

    A `title` stands above where several forms are printed as one, and `target` names the place.
    """
    rows = [*_saves(casebook, kept), *_signatures(casebook, kept)]
    rows += [(Cell(name, bold=True), words) for name, words in _unsigned(kept)]
    flow.closing()
    high = min(LARGEST, CHANGED + sum(_high(flow, words) for _side, words in rows))
    if title:
        flow.heading(title, 9, high)
    flow.skip(2)
    flow.need(high)
    if target:
        flow.target(target)
    flow.table((Column(SIDE), Column(1 - SIDE)), rows)
    _changed(flow, kept, changes)


def _high(flow: Flow, words: Cell) -> float:
    room = flow.sheet.width * (1 - SIDE) - 2 * PADDING
    return PADDING + LEADING * len(flow.type.wrap(words.text, SIZE, room, bold=words.bold))


def name_of(kept: Kept[Record]) -> str:
    """Which of the repeated records this is: its number, or the visit under which it was taken over."""
    return str(kept.key.number) if kept.key.number else kept.key.visit


def _saves(casebook: Casebook, kept: Sequence[Kept[Record]]) -> Iterator[Line]:
    """Who saved which records when, a line for each person."""
    people: dict[str, dict[Stamp, list[str]]] = {}
    for one in kept:
        people.setdefault(casebook.who(one.by), {}).setdefault(one.by, []).append(name_of(one))
    for who, moments in people.items():
        yield Cell(_("Saved"), ink=paper.GREY), Cell(_joined(who, _moments(moments, len(kept))))


def _signatures(casebook: Casebook, kept: Sequence[Kept[Record]]) -> Iterator[Line]:
    """Who signed what, when, and whether it holds: a line for each person, meaning and validity."""
    alike: dict[tuple[str, Meaning, bool], dict[Stamp, list[str]]] = {}
    for one in kept:
        for signature in one.signatures:
            key = (casebook.who(signature.by), signature.meaning, signature.holds)
            alike.setdefault(key, {}).setdefault(signature.by, []).append(name_of(one))
    for (who, meaning, holds), moments in alike.items():
        validity = _("holds") if holds else _("no longer holds: changed after signing")
        said = _joined(_(meaning.label), validity, who, _moments(moments, len(kept)))
        yield Cell(_("Signed"), ink=paper.GREY), Cell(said, bold=not holds)


def _moments(moments: Moments, count: int) -> str:
    """When, with the records that each moment is about, unless it is about all of them."""
    return _("; ").join(
        _moment(stamp, names if len(names) < count else ()).replace(" ", NO_BREAK_SPACE)
        for stamp, names in moments.items()
    )


def _moment(stamp: Stamp, names: Sequence[str]) -> str:
    time = moment_text(stamp.at)
    return _("{records}: {time}").format(records=_(", ").join(names), time=time) if names else time


def _joined(*parts: str) -> str:
    """Parts behind one another; a line that breaks between two begins with the second."""
    return _(" · ").join(parts).replace(" ·", f"{NO_BREAK_SPACE}·")


def _unsigned(kept: Sequence[Kept[Record]]) -> Iterator[tuple[str, Cell]]:
    names = [name_of(one) for one in kept if not one.signatures]
    if names and kept[0].record.form not in STUDY_FORMS:
        yield _("Not signed"), Cell(_(", ").join(names) if len(names) < len(kept) else "")


def _changed(flow: Flow, kept: Sequence[Kept[Record]], changes: Changes) -> None:
    """The fields that changed after the first save, each leading to its change."""
    lacking = [name_of(one) or one.key.form for one in kept if one.key.record_id in changes.lacking]
    if lacking:
        names = _(", ").join(lacking)
        flow.say(_("The changes of {records} are not part of this print.").format(records=names), bold=True)
    cells = [cell for one in kept for cell in _changed_fields(one, changes, many=len(kept) > 1)]
    side = Cell(_("Changed"), ink=paper.GREY)
    if cells:
        columns = (Column(SIDE), *(Column((1 - SIDE) / ABREAST),) * ABREAST)
        cells += [Cell("")] * (-len(cells) % ABREAST)
        flow.skip(-4)
        flow.table(columns, ([side, *cells[at : at + ABREAST]] for at in range(0, len(cells), ABREAST)))
    elif not lacking:
        flow.skip(-4)
        words = Cell(_("nothing since the first save"), ink=paper.GREY)
        flow.table((Column(SIDE), Column(1 - SIDE)), [(side, words)])


def _changed_fields(kept: Kept[Record], changes: Changes, *, many: bool) -> Iterator[Cell]:
    by_label: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for one in changes.of(kept):
        by_label.setdefault(one.change.label, []).append(one.name)
        places.setdefault(one.change.label, one.target)
    for label, names in by_label.items():
        words = _("{label}: {changes}").format(label=label, changes=_(", ").join(names))
        told = _("{record}, {words}").format(record=name_of(kept), words=words) if many else words
        yield Cell(told, link=places[label])
