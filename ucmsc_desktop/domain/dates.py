"""Dates that a person knows only in part, kept as known: `2019`, `2019-05` or `2019-05-28`."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NewType, TypeGuard

PartialDate = NewType("PartialDate", str)

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_partial_date(value: object) -> TypeGuard[PartialDate]:
    """Whether a text is a year, a year and month, or a full calendar date."""
    if not isinstance(value, str):
        return False
    try:
        earliest(PartialDate(value))
    except ValueError:
        return False
    return True


def earliest(partial: PartialDate) -> date:
    """The first day that a partial date can mean. Raises ValueError when it is no date."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def latest(partial: PartialDate) -> date:
    """The last day that a partial date can mean. Raises ValueError when it is no date."""
    year, month, day = _parts(partial)
    last_month = month or 12
    return date(year, last_month, day or calendar.monthrange(year, last_month)[1])


def _parts(partial: PartialDate) -> tuple[int, int, int]:
    match = _PARTIAL.fullmatch(partial)
    if match is None:
        raise ValueError(partial)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if (match[2] and not 1 <= month <= 12) or (match[3] and day == 0):
        raise ValueError(partial)
    return year, month, day


def completed_years(born: date, on: date) -> int:
    """Age in completed years; someone born on 29 February completes a year on 1 March of common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_range(born: PartialDate, on: date) -> tuple[int, int]:
    """The least and the greatest age in completed years that a partial birth date allows on a day."""
    return completed_years(latest(born), on), completed_years(earliest(born), on)
