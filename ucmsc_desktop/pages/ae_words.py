"""What stands beside an adverse event: the words of its grades, and its row in the list of a participant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_days import Given, duration_days, reference, relative_days, relative_words, span_words
from ucmsc_desktop.domain.ae_follow import is_open
from ucmsc_desktop.domain.ae_terms import GENERAL, TERMS, find_term, grade_words
from ucmsc_desktop.domain.ctcae import CtcaeTable
from ucmsc_desktop.domain.ctcae_search import term_named
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.reporting import is_serious
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _, ngettext
from ucmsc_desktop.widgets.term_field import TermField

HEADS = (
    N_("Adverse event"),
    N_("Began"),
    N_("Grade"),
    N_("Related"),
    N_("Serious"),
    N_("Action"),
    N_("Outcome"),
    N_("Days"),
)
"""The columns of the list."""
LONGEST_WORDS = 60
"""Longer words of a grade stand in the form of the event alone."""


def table_in_force(study: Study) -> CtcaeTable | None:
    """The CTCAE table that the site has loaded in the protocol's version, None while there is none."""
    tables = [kept.record for kept in study.study_records(CtcaeTable.form) if isinstance(kept.record, CtcaeTable)]
    wanted = study.protocol.safety.ctcae_version
    return next((table for table in reversed(tables) if table.version_name == wanted), None)


def offer_terms(field: TermField, table: CtcaeTable | None) -> None:
    """Let an entry offer this trial's terms first and those of the table behind them."""
    field.offer([_(term.name) for term in TERMS], [term.name for term in table.terms] if table is not None else ())


def meanings(name: str | None, table: CtcaeTable | None) -> tuple[str, ...]:
    """What grades 1 to 5 of a term mean: our words for this trial's terms, the table's for its own, else general."""
    official = term_named(table, name) if table is not None and name and find_term(name) is None else None
    if official is not None:
        return official.grades
    return tuple(grade_words(name, grade) for grade in range(1, len(GENERAL) + 1))


def is_official(name: str | None, table: CtcaeTable | None) -> bool:
    """Whether the words of a term's grades are the table's."""
    return bool(table is not None and name and find_term(name) is None and term_named(table, name) is not None)


class Around(msgspec.Struct, frozen=True):
    """What the row of an event needs to be told: infusions, protocol, the day, and the table that the site loaded."""

    given: Sequence[Given]
    protocol: Protocol
    today: date
    table: CtcaeTable | None = None


def cells(event: AdverseEvent, around: Around, note: str = "") -> list[str]:
    """The row of an event in the list; `note` stands below its term, such as that it is a draft."""
    name = event.term or _("not named yet")
    return [
        f"{name}\n{note}" if note else name,
        began_words(event, around.given, around.protocol),
        _grade(event, around.table),
        _said(event, "relation"),
        _serious(event),
        _said(event, "action"),
        _outcome(event),
        _days(event, around.today),
    ]


def _said(event: AdverseEvent, name: str) -> str:
    if getattr(event, name) is None and name not in event.missing:
        return _("open")
    return items.show_entry(event, name)


def began_words(event: AdverseEvent, given: Sequence[Given], protocol: Protocol) -> str:
    """When an event began, and how long after which infusion."""
    days, infusion = relative_days(event, given), reference(event, given)
    began = _said(event, "onset")
    if days is None or infusion is None:
        return began
    visit = protocol.visit_name(infusion.visit)
    return _("{began}\n{visit}, {day}").format(began=began, visit=visit, day=relative_words(days))


def _grade(event: AdverseEvent, table: CtcaeTable | None) -> str:
    if event.grade is None:
        return _said(event, "grade")
    words = meanings(event.term, table)[event.grade - 1]
    version = event.ctcae_version or _("version not known")
    first = f"{event.grade} · {words}" if words and len(words) <= LONGEST_WORDS else str(event.grade)
    return _("{grade}\nCTCAE {version}").format(grade=first, version=version)


def _serious(event: AdverseEvent) -> str:
    if event.serious is None and not is_serious(event):
        return _said(event, "serious")
    if not is_serious(event):
        return _("no")
    criteria = _(", ").join(_(code.label) for code in event.criteria)
    return _("yes: {criteria}").format(criteria=criteria) if criteria else _("yes")


def _outcome(event: AdverseEvent) -> str:
    words = _said(event, "outcome")
    return _("{outcome}\nfollow up").format(outcome=words) if is_open(event) else words


def _days(event: AdverseEvent, today: date) -> str:
    span = duration_days(event, today)
    if span is None:
        return ""
    words = span_words(span)
    return _("{days}, goes on").format(days=words) if event.end is None and is_open(event) else words


def count_words(number: int, still_open: int, asked: int) -> str:
    """How many events there are, how many are to be followed up, and how often the question was answered."""
    found = ngettext("{n} event", "{n} events", number).format(n=number)
    follow = _("{n} to be followed up").format(n=still_open) if still_open else ""
    visits = ngettext("asked at {n} visit", "asked at {n} visits", asked).format(n=asked)
    return _(" · ").join(words for words in (found, follow, visits) if words)
