"""PASI totals of an earlier record, a participant a row: every value is checked, a refusal says line and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi, reachable_tenths, tenths
from ucmsc_desktop.exchange.csv_table import Row, read_table
from ucmsc_desktop.exchange.pasi_columns import Columns, find_columns
from ucmsc_desktop.exchange.plain import one_decimal
from ucmsc_desktop.text import _, tenths_text

DAYS_IN_MONTH = Fraction(487, 16)
"""365.25 / 12, exactly 30.4375."""
FOLLOW_UP_VISIT = "FU"
LAST_MONTH = 600
LONGEST_SUBJECT = 40

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_REASONS = {"": MissingReason.BLANK, "LTFU": MissingReason.LOST, "WD": MissingReason.WITHDRAWN}

Total = int | MissingReason
Participation = tuple[str, Participant, tuple[tuple[Key, HistoricalPasi], ...]]


class Refusal(msgspec.Struct, frozen=True):
    """A cell that keeps the file from being taken over: its line, its column and the reason in a sentence."""

    line: int
    column: str
    reason: str


class Reading(msgspec.Struct, frozen=True):
    """What a file holds, and what is wrong with it; it is taken over only when nothing is."""

    participants: tuple[Participation, ...]
    refused: tuple[Refusal, ...]

    @property
    def totals(self) -> int:
        """How many PASI totals were observed."""
        return sum(
            record.total_tenths is not None for _subject, _who, records in self.participants for _key, record in records
        )


def read_pasi(
    content: bytes,
    source: str,
    *,
    mapping: Iterable[str] = (),
    encoding: str | None = None,
    taken: Collection[str] = (),
) -> Reading:
    """Read totals from a CSV file called `source`; `taken` are codes that the study has. Raises BadFile.

    Week n is day 7n. `LTFU`, `WD` and blanks are missing with that reason; weeks after the last entry were not planned
    and are not recorded. The end of treatment repeats the last weekly total and is only compared with it. The last
    follow-up lies its months after the last week, 30.4375 days each. A decimal comma is read when the separator is not
    a comma itself.
    """
    table = read_table(content, encoding)
    columns = find_columns(table.header, mapping)
    seen = {code.casefold(): 0 for code in taken}
    participants, refused = [], []
    for row in table.rows:
        reader = _RowReader(row, columns, source, comma_is_point=table.separator != ",")
        participant = reader.participant(seen)
        refused += reader.refused
        if not reader.refused:
            participants.append(participant)
    return Reading(tuple(participants), tuple(refused))


class _RowReader:
    """Reads one row, and collects what is wrong with it instead of stopping at the first fault."""

    def __init__(self, row: Row, columns: Columns, source: str, *, comma_is_point: bool) -> None:
        self.refused: list[Refusal] = []
        self._row = row
        self._columns = columns
        self._source = source
        self._comma_is_point = comma_is_point

    def participant(self, seen: dict[str, int]) -> Participation:
        """The participant of the row with all records; of no use when something was refused."""
        missing = dict.fromkeys(("sex", "birth_date", "consented_on"), MissingReason.BLANK)
        who = Participant(source=f"{self._source}, line {self._row.line}", missing=missing)
        if not self._has_right_width():
            return "", who, ()
        subject = self._subject(seen)
        records = [self._baseline(subject)]
        weeks = self._weeks()
        self._compare_end(weeks)
        records += [
            self._record(subject, f"D{7 * week}", 7 * week, total, self._columns.weeks[week])
            for week, total in weeks.items()
        ]
        records += self._follow_up(subject, max((week for week in weeks if isinstance(weeks[week], int)), default=0))
        return subject, who, tuple(records)

    def _refuse(self, column: int | None, reason: str) -> None:
        name = self._columns.names[column] if column is not None else ""
        self.refused.append(Refusal(self._row.line, name, reason))

    def _has_right_width(self) -> bool:
        cells, width = self._row.cells, self._columns.width
        if len(cells) < width or any(cells[width:]):
            self._refuse(None, _("The row has {n} cells, the header {width}.").format(n=len(cells), width=width))
            return False
        return True

    def _subject(self, seen: dict[str, int]) -> str:
        column = self._columns.subject
        subject = self._row.cells[column]
        before = seen.get(subject.casefold())
        if not subject:
            self._refuse(column, _("There is no subject."))
        elif len(subject) > LONGEST_SUBJECT or not subject.isprintable():
            self._refuse(column, _("A subject is a code of at most {n} characters.").format(n=LONGEST_SUBJECT))
        elif before:
            self._refuse(column, _("“{subject}” is on line {line} already.").format(subject=subject, line=before))
        elif before == 0:
            self._refuse(column, _("“{subject}” is in the study already.").format(subject=subject))
        else:
            seen[subject.casefold()] = self._row.line
        return subject

    def _baseline(self, subject: str) -> tuple[Key, HistoricalPasi]:
        column = self._columns.baseline
        total = self._total(column)
        if isinstance(total, MissingReason):
            self._refuse(column, _("There is no baseline, from which days and response are counted."))
        return self._record(subject, "D0", 0, total, column)

    def _weeks(self) -> dict[int, Total | None]:
        found = {week: self._total(column) for week, column in self._columns.weeks.items()}
        entered = [week for week, column in self._columns.weeks.items() if self._row.cells[column]]
        last = max(entered, default=0)
        return {week: total for week, total in found.items() if week <= last}

    def _compare_end(self, weeks: dict[int, Total | None]) -> None:
        column = self._columns.end
        if column is None or not self._row.cells[column] or None in weeks.values():
            return
        end = self._total(column)
        observed = [total for total in weeks.values() if isinstance(total, int)]
        if isinstance(end, MissingReason):
            self._refuse(
                column, _("Write {reason} in the week that it belongs to.").format(reason=self._row.cells[column])
            )
        elif end is not None and not observed:
            self._refuse(column, _("There is a PASI at the end of treatment, yet none in a week."))
        elif end is not None and end != observed[-1]:
            self._refuse(
                column,
                _("The end of treatment is {end}, yet the last weekly PASI is {last}.").format(
                    end=tenths_text(end), last=tenths_text(observed[-1])
                ),
            )

    def _follow_up(self, subject: str, last_week: int) -> Iterator[tuple[Key, HistoricalPasi]]:
        pasi, month = self._columns.follow_up, self._columns.follow_up_month
        if pasi is None or month is None or not (self._row.cells[pasi] or self._row.cells[month]):
            return
        total = self._total(pasi)
        months = self._months(month, needed=isinstance(total, int))
        day = 7 * last_week + int(rounded(Fraction(months) * DAYS_IN_MONTH, 0))
        key, record = self._record(subject, FOLLOW_UP_VISIT, day, total, pasi)
        yield key, msgspec.structs.replace(record, day_is_approximate=True)

    def _months(self, column: int, *, needed: bool) -> Decimal:
        written = self._row.cells[column]
        months = self._number(column) if written else None
        if months is None:
            if needed and not written:
                self._refuse(column, _("The follow-up has a PASI and no month."))
            return Decimal(0)
        if months > LAST_MONTH:
            self._refuse(column, _("A follow-up is at most {n} months after treatment.").format(n=LAST_MONTH))
            return Decimal(0)
        return months

    def _total(self, column: int) -> Total | None:
        """The PASI in a cell, in tenths, or why there is none; None when the cell was refused."""
        written = self._row.cells[column]
        if written.upper() in _REASONS:
            return _REASONS[written.upper()]
        number = self._number(column)
        if number is None:
            return None
        try:
            total = tenths(number)
        except ValueError as error:
            self._refuse(column, _("{given}: {reason}").format(given=written, reason=error))
            return None
        if total not in reachable_tenths():
            self._refuse(column, _("{pasi} cannot be a PASI: no entries add up to it.").format(pasi=one_decimal(total)))
        return total

    def _number(self, column: int) -> Decimal | None:
        written = self._row.cells[column]
        pointed = written.replace(",", ".", 1)
        if _NUMBER.fullmatch(pointed if self._comma_is_point else written):
            return Decimal(pointed)
        if _NUMBER.fullmatch(pointed):
            self._refuse(column, _("“{given}”: write {point}, with a point.").format(given=written, point=pointed))
        elif re.fullmatch(r"[-−]\d+(\.\d+)?", pointed):
            self._refuse(column, _("{given} is below 0.").format(given=written))
        else:
            self._refuse(column, _("“{given}” is not a number.").format(given=written))
        return None

    def _record(
        self, subject: str, visit: str, day: int, total: Total | None, column: int
    ) -> tuple[Key, HistoricalPasi]:
        record = HistoricalPasi(
            day=day,
            total_tenths=total if not isinstance(total, MissingReason) else None,
            source=f"{self._source}, line {self._row.line}, column {self._columns.names[column]}",
            missing={"total_tenths": total} if isinstance(total, MissingReason) else {},
        )
        return Key(subject, visit, HistoricalPasi.form), record
