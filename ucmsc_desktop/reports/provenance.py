"""Below each form: who saved it and when, its signatures and whether they hold, and what was changed why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ucmsc_desktop.domain.casebook import Casebook, Kept, Signature, Stamp, Version
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.reports.furnish import moment_text
from ucmsc_desktop.text import _

Line = list[Cell | str]
LARGEST = 200
"""Room in points up to which the entries below a form are kept together."""


def provenance(flow: Flow, casebook: Casebook, kept: Sequence[Kept[Record]]) -> None:
    """Saves, signatures and history of the records of one form; those of a form that repeats carry their number."""
    flow.skip(2)
    _entries(flow, casebook, kept)
    _history(flow, casebook, kept)


def _name(kept: Kept[Record]) -> str:
    """Which of the repeated records this is: its number, or the visit under which it was taken over."""
    return str(kept.key.number) if kept.key.number else kept.key.visit


def _entries(flow: Flow, casebook: Casebook, kept: Sequence[Kept[Record]]) -> None:
    """Who saved and who signed, a line each; records that were saved or signed in one go share a line."""
    saved: dict[Stamp, list[str]] = {}
    signed: dict[Signature, list[str]] = {}
    unsigned = [_name(one) for one in kept if not one.signatures]
    for one in kept:
        saved.setdefault(one.by, []).append(_name(one))
        for signature in one.signatures:
            signed.setdefault(signature, []).append(_name(one))
    rows: list[tuple[list[str], Line]]
    rows = [(names, [_("Saved"), casebook.who(by), moment_text(by.at), ""]) for by, names in saved.items()]
    rows += [(names, _signature(casebook, signature)) for signature, names in signed.items()]
    if unsigned:
        rows.append((unsigned, [Cell(_("Not signed"), bold=True), "", "", ""]))
    rows = [([_("all")] if len(names) == len(kept) else names, line) for names, line in rows]
    flow.need(min(LARGEST, 40 + 27 * len(rows)))
    columns = [Column(0.36, _("Entry")), Column(0.18, _("By")), Column(0.27, _("At")), Column(0.19, _("Validity"))]
    if len(kept) > 1:
        columns = [Column(0.28, _("Entry")), Column(0.18, _("By")), Column(0.27, _("At")), Column(0.17, _("Validity"))]
    _table(flow, columns, rows, many=len(kept) > 1)


def _signature(casebook: Casebook, signature: Signature) -> Line:
    said = _("Signed: {meaning}").format(meaning=_(signature.meaning.label))
    holds = Cell(_("holds")) if signature.holds else Cell(_("no longer holds: changed after signing"), bold=True)
    return [said, casebook.who(signature.by), moment_text(signature.by.at), holds]


def _table(flow: Flow, columns: Sequence[Column], rows: Sequence[tuple[list[str], Line]], *, many: bool) -> None:
    """A table whose lines begin with the records that they are about, where there are many."""
    if not many:
        flow.table(columns, (line for _names, line in rows))
        return
    flow.table([Column(0.1, _("Record")), *columns], ([_(", ").join(names), *line] for names, line in rows))


def _history(flow: Flow, casebook: Casebook, kept: Sequence[Kept[Record]]) -> None:
    known = [(one, casebook.history.get(one.key.record_id, ())) for one in kept]
    rows = [([_name(one)], line) for one, versions in known for line in _changes(casebook, versions)]
    lacking = [_name(one) or one.key.form for one, versions in known if one.changes and not versions]
    if lacking:
        names = _(", ").join(lacking)
        flow.say(_("The changes of {records} are not part of this print.").format(records=names), bold=True)
    elif not rows:
        flow.say(_("No value was changed after the first save."), ink=paper.GREY)
    if rows:
        columns = [
            Column(0.17, _("Field")), Column(0.17, _("Old value")), Column(0.17, _("New value")),
            Column(0.24, _("Reason")), Column(0.25, _("Changed by, at")),
        ]  # fmt: skip
        if len(kept) > 1:
            columns = [Column(column.share * 0.9, column.head) for column in columns]
        flow.heading(_("Change history"), 9, 40)
        _table(flow, columns, rows, many=len(kept) > 1)


def _changes(casebook: Casebook, versions: Sequence[Version]) -> Iterator[Line]:
    for version in versions:
        by = _("{who}, {time}").format(who=casebook.who(version.by), time=moment_text(version.by.at))
        for change in version.changes:
            yield [change.label, change.old, change.new, change.reason, by]
