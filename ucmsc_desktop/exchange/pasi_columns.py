"""Which column of a table of PASI totals means what: read from the header, or said by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from ucmsc_desktop.exchange.csv_table import BadFile, Row
from ucmsc_desktop.text import _

SUBJECT = "subject"
BASELINE = "baseline"
END = "end"
FOLLOW_UP = "follow-up"
FOLLOW_UP_MONTH = "follow-up-month"
IGNORE = "ignore"
LAST_WEEK = 520

HEADERS = {
    "id": SUBJECT,
    "subject": SUBJECT,
    "subject_id": SUBJECT,
    "patient": SUBJECT,
    "patient_id": SUBJECT,
    "baseline": BASELINE,
    "pasi_baseline": BASELINE,
    "baseline_pasi": BASELINE,
    "end_treatment": END,
    "pasi_end_treatment": END,
    "pasi_end": END,
    "last_fu_pasi": FOLLOW_UP,
    "last_fu_month": FOLLOW_UP_MONTH,
}
_WEEK = re.compile(r"(?:pasi_?)?w(?:(?:ee)?k)?_?(\d{1,3})", re.ASCII)
_MEANING = re.compile(rf"{SUBJECT}|id|{BASELINE}|{END}|{FOLLOW_UP}|{FOLLOW_UP_MONTH}|{IGNORE}|week:\d{{1,3}}", re.ASCII)


class Columns(msgspec.Struct, frozen=True):
    """The position of each column that is read, and the names of all columns as they stand in the file."""

    names: tuple[str, ...]
    subject: int
    baseline: int
    weeks: Mapping[int, int]
    end: int | None = None
    follow_up: int | None = None
    follow_up_month: int | None = None

    @property
    def width(self) -> int:
        """How many cells a row must have."""
        return len(self.names)


def find_columns(header: Row, mapping: Iterable[str] = ()) -> Columns:
    """The meaning of each column. `mapping` holds `MEANING=COLUMN`, which goes before the header. Raises BadFile."""
    names = header.cells
    while names and not names[-1]:
        names = names[:-1]
    _check_names(names)
    meant = _by_name(names) | _by_hand(names, mapping)
    unknown = [name for position, name in enumerate(names) if position not in meant]
    if unknown:
        raise BadFile(
            _(
                "The header has a column that means nothing here: “{column}”. "
                "Say what it means with --map MEANING=COLUMN, or leave it out with --map ignore={column}."
            ).format(column=unknown[0])
        )
    return _columns(names, _by_meaning(names, meant))


def _check_names(names: tuple[str, ...]) -> None:
    if "" in names:
        raise BadFile(_("Column {n} has no name in the header.").format(n=names.index("") + 1))
    for name in names:
        if [known.casefold() for known in names].count(name.casefold()) > 1:
            raise BadFile(_("The header names the column “{column}” twice.").format(column=name))


def _by_name(names: tuple[str, ...]) -> dict[int, str]:
    found = {}
    for position, name in enumerate(names):
        plain = re.sub(r"[\s-]+", "_", name.casefold())
        week = _WEEK.fullmatch(plain)
        if plain in HEADERS:
            found[position] = HEADERS[plain]
        elif week:
            found[position] = BASELINE if int(week[1]) == 0 else f"week:{int(week[1])}"
    return found


def _by_hand(names: tuple[str, ...], mapping: Iterable[str]) -> dict[int, str]:
    positions = {name.casefold(): position for position, name in enumerate(names)}
    found: dict[int, str] = {}
    for said in mapping:
        meaning, equals, column = (part.strip() for part in said.partition("="))
        if not equals or not _MEANING.fullmatch(meaning):
            raise BadFile(
                _(
                    "“{said}” is not a mapping. Write MEANING=COLUMN; a meaning is subject, baseline, week:N, end, "
                    "follow-up, follow-up-month or ignore."
                ).format(said=said)
            )
        if column.casefold() not in positions:
            raise BadFile(
                _("There is no column “{column}”; there are: {names}.").format(column=column, names=", ".join(names))
            )
        if positions[column.casefold()] in found:
            raise BadFile(_("The column “{column}” is mapped twice.").format(column=column))
        found[positions[column.casefold()]] = _standard(meaning)
    return found


def _standard(meaning: str) -> str:
    name, _colon, week = meaning.partition(":")
    if week:
        return f"week:{int(week)}" if int(week) else BASELINE
    return SUBJECT if name == "id" else name


def _by_meaning(names: tuple[str, ...], meant: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, meaning in sorted(meant.items()):
        if meaning == IGNORE:
            continue
        if meaning in found:
            raise BadFile(
                _("The columns “{first}” and “{second}” both mean {meaning}.").format(
                    first=names[found[meaning]], second=names[position], meaning=meaning
                )
            )
        found[meaning] = position
    return found


def _columns(names: tuple[str, ...], found: Mapping[str, int]) -> Columns:
    for needed, example in ((SUBJECT, "id"), (BASELINE, "pasi_baseline")):
        if needed not in found:
            raise BadFile(
                _("The header has no column for the {meaning}, such as “{example}”. It has: {names}.").format(
                    meaning=needed, example=example, names=", ".join(names)
                )
            )
    if (FOLLOW_UP in found) != (FOLLOW_UP_MONTH in found):
        raise BadFile(_("A follow-up needs two columns, its PASI and its month: the header has only one of them."))
    weeks = {int(meaning.partition(":")[2]): position for meaning, position in found.items() if ":" in meaning}
    if any(week > LAST_WEEK for week in weeks):
        raise BadFile(_("A week is at most {n}.").format(n=LAST_WEEK))
    return Columns(
        names=names,
        subject=found[SUBJECT],
        baseline=found[BASELINE],
        weeks=dict(sorted(weeks.items())),
        end=found.get(END),
        follow_up=found.get(FOLLOW_UP),
        follow_up_month=found.get(FOLLOW_UP_MONTH),
    )
