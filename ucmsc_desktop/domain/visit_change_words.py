"""The change between two visits in words: each cell, the total, what cannot be compared, and the table for paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ucmsc_desktop import text
from ucmsc_desktop.domain.agreement import Compared, Entry, Value
from ucmsc_desktop.domain.casebook import State
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.response import improvement_pct
from ucmsc_desktop.domain.reveal import assessor
from ucmsc_desktop.domain.trajectory_words import change_text, response_words, visit_name
from ucmsc_desktop.domain.visit_change import BY_REGION, Assessed, VisitChange, Way, way
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import _

SIGNS = {Way.BETTER: "▼", Way.WORSE: "▲", Way.SAME: "=", Way.UNKNOWN: "?"}
"""What stands before the words of a change, so that no colour is needed to read it."""
REGION_HEAD = 0.2


def name_words(protocol: Protocol, one: Assessed) -> str:
    """The visit of an assessment."""
    visit = one.kept.key.visit
    return visit_name(protocol, visit, one.day) if one.day is not None else protocol.visit_name(visit)


def choice_words(protocol: Protocol, one: Assessed) -> str:
    """The visit with its date or day, its PASI, and what more there is to compare."""
    parts = [name_words(protocol, one)]
    entries = one.entries
    if entries is not None and entries.assessed_on is not None:
        parts.append(text.date_text(entries.assessed_on))
    parts.append(_("PASI\u00a0{total}").format(total=total_words(one)) if one.tenths is not None else _("no PASI"))
    if entries is None:
        parts.append(_("total only"))
    elif entries.lesion_map is not None:
        parts.append(_("map"))
    return " · ".join(parts)


def total_words(one: Assessed) -> str:
    """The PASI of an assessment, or a dash."""
    return text.tenths_text(one.tenths) if one.tenths is not None else NOTHING


def both(change: VisitChange, row: Compared) -> str:
    """Both values of an entry, such as `3 → 1`; what is missing says why."""
    before, after = _both_cells(change, row)
    return _("{before} → {after}").format(before=before, after=after)


def _both_cells(change: VisitChange, row: Compared) -> tuple[str, str]:
    return _value(row, row.first, change.before), _value(row, row.second, change.after)


def _value(row: Compared, value: Value | None, one: Assessed) -> str:
    if value is not None:
        return row.words(value)
    if row.region is None:
        return _lost(one) if row.entry is Entry.TOTAL else NOTHING
    record = one.entries
    if record is None or row.entry is Entry.SCORE:
        return NOTHING
    entry = Entry.AREA_PCT if row.entry is Entry.AREA else row.entry  # the score follows from the percentage
    reason = record.missing.get(f"{row.region}_{entry}")
    return _(reason.label) if reason is not None else NOTHING


def _lost(one: Assessed) -> str:
    """Why an earlier record has no total; a total of entries has no reason of its own."""
    reason = one.kept.record.missing.get("total_tenths") if one.entries is None else None
    return _(reason.label) if reason is not None else NOTHING


def told(row: Compared) -> str:
    """The change of an entry with its sign and its words: `▼ −2, better`."""
    went = way(row)
    if went in (Way.SAME, Way.UNKNOWN):
        return f"{SIGNS[went]} {_(went.label)}"
    return _("{sign} {change}, {way}").format(sign=SIGNS[went], change=_points(row), way=_(went.label))


def _points(row: Compared) -> str:
    """A difference of two percentages is no percentage of the first."""
    if row.entry is not Entry.AREA_PCT:
        return row.change
    return _("{change}\u00a0points").format(change=row.change.removesuffix("\u00a0%"))


def spoken(change: VisitChange, row: Compared) -> str:
    """A cell to be heard: where it is, both values and the change."""
    said = told(row).removeprefix(SIGNS[way(row)]).strip()
    return _("{entry}: {values}; {change}").format(entry=row.label, values=both(change, row), change=said)


def total_told(change: VisitChange) -> str:
    """The change of the total in points and in per cent of the first: `▼ −6.6 (−35.5 %), better`."""
    pct, went = change_text(improvement_pct(change.before.tenths, change.after.tenths)), way(change.total)
    if not pct or went in (Way.SAME, Way.UNKNOWN):
        return told(change.total)
    return _("{sign} {points} ({pct}), {way}").format(
        sign=SIGNS[went], points=change.total.change, pct=pct, way=_(went.label)
    )


def response_told(change: VisitChange, baseline: Assessed | None) -> str:
    """The response at the second visit where the first is the baseline; empty for any other two."""
    if change.before is not baseline or change.after.day is None or change.after.day <= 0:
        return ""
    return response_words(change.before.tenths, change.after.tenths)


def change_table(change: VisitChange) -> WordTable:
    """Regions across and entries down, each cell with both values and the change; on paper and as copied."""
    share = (1 - REGION_HEAD) / len(Region)
    heads = [("", REGION_HEAD), *((_(region.label), share) for region in Region)]
    entries = BY_REGION if change.rows else ()
    rows = [(_(entry.label), *(cell(change, change.row(region, entry)) for region in Region)) for entry in entries]
    return WordTable(_("Change by region and sign"), tuple(heads), tuple(rows))


def cell(change: VisitChange, row: Compared) -> str:
    """Both values of an entry, and the change below them."""
    return f"{both(change, row)}\n{told(row)}"


def notes(protocol: Protocol, change: VisitChange, people: Mapping[str, str]) -> list[str]:
    """What has to be known before the change is read: order, what is missing, signatures and who scored."""
    pair = (change.before, change.after)
    return [*_order(pair), *(said for one in pair for said in _lacking(protocol, one)), *_scored_by(pair, people)]


def _order(pair: tuple[Assessed, Assessed]) -> Iterator[str]:
    before, after = (one.day for one in pair)
    if before is not None and after is not None and before > after:
        yield _("The first visit is the later one: the change is told backwards in time.")


def _lacking(protocol: Protocol, one: Assessed) -> Iterator[str]:
    visit = name_words(protocol, one)
    if one.entries is None:
        yield _("{visit} comes from an earlier record: only its total can be compared.").format(visit=visit)
    if one.tenths is None:
        lost = _lost(one)
        why = lost if lost != NOTHING else _("an entry is missing") if one.entries is not None else _("incomplete")
        yield _("{visit} has no PASI: {reason}.").format(visit=visit, reason=why)
    if one.entries is not None and one.kept.state is not State.SIGNED:
        yield _("{visit} is not signed.").format(visit=visit)
    for problem in one.kept.record.contradictions():
        yield _("{visit}: {sentence}").format(visit=visit, sentence=problem.sentence)


def _scored_by(pair: tuple[Assessed, Assessed], people: Mapping[str, str]) -> Iterator[str]:
    if any(one.entries is None for one in pair):
        return
    first, second = (assessor(one.kept) for one in pair)
    if first != second:
        yield _("The first was scored by {first}, the second by {second}.").format(
            first=people.get(first, first), second=people.get(second, second)
        )


def copied(protocol: Protocol, change: VisitChange) -> str:
    """The comparison as lines of cells with tabs between them, as a spreadsheet takes them."""
    pair = [name_words(protocol, one) for one in (change.before, change.after)]
    whole = [row for row in (change.bsa, change.total) if row is not None]
    lines = [["", *pair, _("Change")]]
    lines += [[_named(change, row), *_both_cells(change, row), _points(row)] for row in (*change.rows, *whole)]
    return "\n".join("\t".join(line) for line in lines)


def _named(change: VisitChange, row: Compared) -> str:
    return _("Body surface area") if row is change.bsa else row.label
