"""Every listing of a study by its name, and how it is put together participant by participant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec

from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings import (
    bags,
    deviations,
    enrolment,
    events,
    infusions,
    medication,
    missing,
    queries,
    screening,
)
from ucmsc_desktop.domain.listings.table import Column, Listed, Row
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.word_table import NOTHING, WordTable
from ucmsc_desktop.text import N_, _, ngettext


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a listing comes about: the rows that a participant adds, how they are counted, and what is said of them.

    The rows of one `of_study` come from the study's own records. `by` names the columns by whose words rows are
    counted, `order` the column of days by which they stand. `tables` sum up the study's own records.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[View, str, Sequence[Kept[Record]]], Iterable[Row]]
    counted: Callable[[int], str]
    tables: Callable[[Sequence[Kept[Record]]], tuple[WordTable, ...]] | None = None
    by: tuple[str, ...] = ()
    order: str = ""
    notes: tuple[str, ...] = ()
    of_study: bool = False


LISTINGS: Mapping[str, Plan] = {
    "screening-log": Plan(
        title=N_("Screening log"),
        columns=screening.COLUMNS,
        rows=screening.screening_rows,
        counted=screening.candidates_counted,
        by=("verdict", "outcome"),
    ),
    "enrolment-log": Plan(
        title=N_("Enrolment log"),
        columns=enrolment.COLUMNS,
        rows=enrolment.enrolment_rows,
        counted=enrolment.enrolled_counted,
        by=("stage",),
        order="enrolled_on",
        notes=(N_("The decision to enrol stands, or a first infusion was given. Earlier records are not counted."),),
    ),
    "infusions": Plan(
        title=N_("Infusions"),
        columns=infusions.COLUMNS,
        rows=infusions.infusion_rows,
        counted=infusions.infusions_counted,
        by=("class",),
        notes=(N_("Planned infusions that are still ahead are not listed. Days are counted from the first infusion."),),
    ),
    "accountability": Plan(
        title=N_("Accountability of the product"),
        columns=bags.COLUMNS,
        rows=bags.bag_rows,
        counted=bags.lines_counted,
        tables=bags.lot_tables,
        notes=(N_("A line is never changed; a wrong one is taken back by the next."),),
        of_study=True,
    ),
    "adverse-events": Plan(
        title=N_("Adverse events"),
        columns=events.COLUMNS,
        rows=events.event_rows,
        counted=events.events_counted,
        by=("grade", "serious", "outcome"),
        notes=(N_("Days are counted from the infusion before the event, 0 on its day."),),
    ),
    "deviations": Plan(
        title=N_("Protocol deviations"),
        columns=deviations.COLUMNS,
        rows=deviations.deviation_rows,
        counted=deviations.deviations_counted,
        by=("step",),
    ),
    "queries": Plan(
        title=N_("Open queries"),
        columns=queries.COLUMNS,
        rows=queries.query_rows,
        counted=queries.queries_counted,
        by=("kind", "form"),
        notes=(N_("A query is open until the entries of the form no longer give rise to it."),),
    ),
    "concomitant-medication": Plan(
        title=N_("Concomitant medication"),
        columns=medication.COLUMNS,
        rows=medication.medication_rows,
        counted=medication.medicines_counted,
        by=("purpose",),
    ),
    "missing-data": Plan(
        title=N_("Missing data"),
        columns=missing.COLUMNS,
        rows=missing.missing_rows,
        counted=missing.gaps_counted,
        by=("missing",),
        notes=(
            N_("A form is missing when its visit took place or its window has closed, and nothing speaks against it."),
            N_("An entry without a reason is an open query as well; one with a reason is settled."),
        ),
    ),
}


class Gathering:
    """Puts a listing together one participant after the other, so that a window answers meanwhile."""

    def __init__(self, name: str, view: View) -> None:
        """Begin with nobody. Raises KeyError for a listing that is none."""
        self._name, self._plan, self._view = name, LISTINGS[name], view
        self._rows: list[Row] = []

    def add(self, subject: str, records: Sequence[Kept[Record]]) -> None:
        """Take in the records that stand of a participant."""
        if not self._plan.of_study:
            self._rows += self._plan.rows(self._view, subject, records)

    def listed(self, study_records: Sequence[Kept[Record]] = ()) -> Listed:
        """The listing of all that was taken in; `study_records` belong to the study and to no participant."""
        rows = self._plan.rows(self._view, "", study_records) if self._plan.of_study else self._rows
        return listed_rows(self._name, rows, self._view.now, study_records)


def listed_rows(name: str, rows: Iterable[Row], now: datetime, study_records: Sequence[Kept[Record]] = ()) -> Listed:
    """The listing of rows that were put together."""
    plan, found = LISTINGS[name], [*rows]
    if plan.order:
        place = _place(plan, plan.order)
        found.sort(key=lambda row: _day(row, place))
    return Listed(
        code=name,
        title=_(plan.title),
        columns=plan.columns,
        rows=tuple(found),
        as_of=now,
        totals=(_counted(plan, found), *_by(plan, found)),
        tables=plan.tables(study_records) if plan.tables is not None else (),
        notes=tuple(map(_, plan.notes)),
    )


def listing(
    name: str,
    view: View,
    participants: Iterable[tuple[str, Sequence[Kept[Record]]]],
    study_records: Sequence[Kept[Record]] = (),
) -> Listed:
    """A listing from the records that stand. Raises KeyError for one that is none."""
    found = Gathering(name, view)
    for subject, records in participants:
        found.add(subject, records)
    return found.listed(study_records)


def _place(plan: Plan, code: str) -> int:
    return next(place for place, column in enumerate(plan.columns) if column.code == code)


def _day(row: Row, place: int) -> date:
    day = row.cells[place].value
    return day if isinstance(day, date) else date.max


def _counted(plan: Plan, rows: Sequence[Row]) -> str:
    lines, people = plan.counted(len(rows)), len({row.subject for row in rows if row.subject})
    if not people or people == len(rows):
        return _("{lines}.").format(lines=lines)
    of = ngettext("{n} participant", "{n} participants", people).format(n=people)
    return _("{lines}, of {participants}.").format(lines=lines, participants=of)


def _by(plan: Plan, rows: Sequence[Row]) -> Iterator[str]:
    for code in plan.by if rows else ():
        place = _place(plan, code)
        counts = Counter(row.cells[place].words or NOTHING for row in rows)
        told = _("; ").join(_("{what}: {n}").format(what=what, n=n) for what, n in counts.items())
        yield _("{label} – {counts}").format(label=_(plan.columns[place].head), counts=told)
