"""The participants of the cohort as plain rows: what each one adds to its tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ucmsc_desktop.domain.cohort import chooser, response_table
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.trajectory_words import doses_given
from ucmsc_desktop.exchange.cohort_rows import Row, exact
from ucmsc_desktop.exchange.plain import one_decimal

COLUMNS = (
    *("subject", "earlier_record", "treated", "stage", "ending", "last_day", "baseline_pasi"),
    *(
        f"{at}_{what}"
        for at in ("primary", "end")
        for what in ("pasi", "improvement_pct", *(f"pasi{limit}" for limit in RESPONSES))
    ),
    *("first_pasi75_day", "pasi50_first_week", "relapse_week", "relapse_period"),
    *("doses_given", "doses_whole", "completed", "per_protocol"),
)


def participant_rows(protocol: Protocol, members: Sequence[Member]) -> list[Row]:
    """A row for each participant; doses of an earlier record are not known."""
    return [_row(protocol, member) for member in members]


def _row(protocol: Protocol, member: Member) -> Row:
    course, relapse = member.course, member.relapse
    return {
        "subject": member.subject,
        "earlier_record": member.taken_over,
        "treated": member.treated,
        "stage": member.stage.value,
        "ending": member.ending.value,
        "last_day": member.last_day,
        "baseline_pasi": _pasi(course.baseline_tenths),
        **_response(protocol, member, "primary"),
        **_response(protocol, member, "end"),
        "first_pasi75_day": member.first75.day if member.first75 else None,
        "pasi50_first_week": _week(relapse.pasi50_first_week),
        "relapse_week": _week(relapse.relapse_week),
        "relapse_period": relapse.period.value if relapse.period else None,
        "doses_given": None if member.taken_over else doses_given(course),
        "doses_whole": None if member.taken_over else member.whole_doses,
        "completed": member.completed,
        "per_protocol": member.per_protocol,
    }


def _response(protocol: Protocol, member: Member, at: str) -> Row:
    (row,) = response_table([member.course], chooser(protocol, at)).rows
    found: Row = {f"{at}_pasi": _pasi(row.pasi), f"{at}_improvement_pct": exact(row.improvement_pct)}
    return found | {f"{at}_pasi{limit}": row.responses[limit] for limit in RESPONSES}


def _pasi(tenths: int | None) -> str | None:
    return None if tenths is None else one_decimal(tenths)


def _week(week: int | Fraction | None) -> str | None:
    return None if week is None else exact(Fraction(week))
