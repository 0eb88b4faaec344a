"""How complete the data are: for each form how many are expected so far, how many are there, how many are whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.expected import expected_forms
from ucmsc_desktop.domain.form_lists import Closed, blank_words, is_complete
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listing import Line, Listing
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.summary import Stage, Summary, day_of
from ucmsc_desktop.text import N_, _

EXPECTED, PRESENT, COMPLETE = "expected", "present", "complete"
COLUMNS = {EXPECTED: N_("expected"), PRESENT: N_("there"), COMPLETE: N_("complete")}
WHY = {
    EXPECTED: N_("The visit took place or its window has closed, and nothing speaks against the form."),
    PRESENT: N_("Of those that are expected, the forms that are filled in, whole or in part."),
    COMPLETE: N_("Every entry that is asked for has a value, or a reason for having none."),
}
ALL = "all"


class FormCompleteness(msgspec.Struct, frozen=True):
    """One form, or all of them: the lists behind the three numbers, each a part of the one before."""

    form: str
    expected: Listing
    present: Listing
    complete: Listing

    @property
    def title(self) -> str:
        """The name of the form."""
        return _("All forms") if self.form == ALL else form_title(self.form)

    @property
    def pct(self) -> Decimal | None:
        """Complete ones in % of those expected, cut after a decimal: only all are 100. None for too few people."""
        if len(self.expected.subjects) < FEWEST:
            return None
        return Decimal(1000 * self.complete.count // self.expected.count) / 10


def completeness_lines(seen: Summary, closed: Closed) -> Iterator[tuple[str, Line]]:
    """Every form that is expected of a participant, under each of the numbers in which it counts."""
    for visit, form, records in _expected(seen):
        key = Key(seen.subject, visit, form)
        whole = bool(records) and all(is_complete(kept.record) for kept in records)
        on = next((day for kept in records if (day := day_of(kept.record))), None)
        line = Line(key, _words(records, closed), on)
        for column, counts in ((EXPECTED, True), (PRESENT, bool(records)), (COMPLETE, whole)):
            if counts:
                yield code_of(form, column), line


def code_of(form: str, column: str) -> str:
    """The name of a list, such as `completeness.PASI.present`."""
    return f"completeness.{form}.{column}"


def completeness(found: Mapping[str, Sequence[Line]]) -> tuple[FormCompleteness, ...]:
    """A row for each form that is expected of anybody, and one for all of them first."""
    forms = [form for form in FORMS if found.get(code_of(form, EXPECTED))]
    rows = [_row(form, {column: found.get(code_of(form, column), ()) for column in COLUMNS}) for form in forms]
    whole = {column: [line for form in forms for line in found.get(code_of(form, column), ())] for column in COLUMNS}
    return (_row(ALL, whole), *rows) if rows else ()


def _row(form: str, lines: Mapping[str, Iterable[Line]]) -> FormCompleteness:
    name = _("All forms") if form == ALL else form_title(form)
    listings = (
        Listing(
            code_of(form, column),
            _("{form}: {column}").format(form=name, column=_(label)),
            _(WHY[column]),
            (*lines[column],),
        )
        for column, label in COLUMNS.items()
    )
    return FormCompleteness(form, *listings)


def _expected(seen: Summary) -> Iterator[tuple[str, str, list[Kept[Record]]]]:
    """Visit, form and what is there of it."""
    if seen.stage is not Stage.EARLIER:
        yield "", Participant.form, [kept for kept in seen.records if kept.key.form == Participant.form]
    for view in seen.visits:
        for form in expected_forms(seen, view):
            yield view.visit.key, form, [kept for kept in view.records if kept.key.form == form]


def _words(records: Sequence[Kept[Record]], closed: Closed) -> str:
    if not records:
        return _("not filled in")
    if all(is_complete(kept.record) for kept in records):
        return _("complete")
    if hidden := next(filter(None, (closed(kept.key) for kept in records)), ""):
        return hidden
    count = sum(len(blank_words(kept.record)) for kept in records)
    if not count:
        return _("answered in part")
    return text.ngettext("{n} entry is missing", "{n} entries are missing", count).format(n=count)
