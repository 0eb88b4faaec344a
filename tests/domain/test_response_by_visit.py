"""Response of the cohort visit by visit: who is counted where, and what the 96 real patients show."""

from collections.abc import Sequence

import pytest

from tests.cohort import earlier, own, real
from tests.domain.people import infusion, pasi, person
from ucmsc_desktop.domain.cohort import chooser, response_table
from ucmsc_desktop.domain.cohort_words import cohort_tables, response_rates_table
from ucmsc_desktop.domain.member import Member, present
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.response import RESPONSES
from ucmsc_desktop.domain.response_by_visit import ResponseAt, response_at, response_by_visit


def at(protocol: Protocol, members: Sequence[Member], visit: str) -> ResponseAt:
    """The row of a visit of the whole table."""
    return next(one for one in response_by_visit(protocol, members) if one.at == visit)


def counts(one: ResponseAt, limit: int = 75) -> tuple[str, str]:
    """All treated and observed, as `k/n` each."""
    return tuple(f"{rates[limit].k}/{rates[limit].n}" for rates in (one.all_treated, one.observed))  # type: ignore[return-value]


def test_the_real_patients_at_the_end_of_treatment(protocol: Protocol) -> None:
    end = response_by_visit(protocol, real(protocol))[-1]
    assert (end.at, end.label) == ("end", "End of treatment")
    for rates in (end.all_treated, end.observed):
        assert rates[75].words == "78/96 = 81\u00a0% (72–88)"
        assert rates[90].words == "39/96 = 41\u00a0% (31–51)"

    assert (end.not_reached, end.not_planned) == (0, 0)


def test_every_visit_counts_as_response_does(protocol: Protocol) -> None:
    members = real(protocol)
    shown = response_by_visit(protocol, members)
    assert [one.at for one in shown] == [*(f"week:{week}" for week in range(1, 11)), "end"]
    for one in shown:
        table = response_table([member.course for member in members], chooser(protocol, one.at))
        assert {limit: one.observed[limit].k for limit in RESPONSES} == table.counts
        assert {one.observed[limit].n for limit in RESPONSES} == {table.n}
        assert {one.all_treated[limit].n for limit in RESPONSES} == {96}
        assert {limit: one.all_treated[limit].k for limit in RESPONSES} == table.counts
        assert one == response_at(protocol, members, one.at)


def test_everybody_treated_is_in_every_denominator_and_who_is_still_to_come_is_told(protocol: Protocol) -> None:
    members = [
        own(protocol, "P-1", {"W0": 4, "W4": 1, "W12": 0}, 170),
        own(protocol, "P-2", {"W0": 4, "W4": 4}, 40),  # week 4 without a response, week 12 still to come
        own(protocol, "P-3", {"W0": 4}, 27, missed=["W4"]),  # has missed week 4 before its window was over
        own(protocol, "P-4", {"W0": 4}, 31),  # may still come to week 4 today
        own(protocol, "P-5", {"W0": 4}, 32),  # did not come
        own(protocol, "P-6", {"W0": 4, "W4": 1}, 40, treated=False),
    ]
    week_4, week_12, end = (at(protocol, members, visit) for visit in ("week:4", "week:12", "end"))
    assert counts(week_4) == ("1/5", "2/3")
    assert week_4.not_reached == 1
    assert counts(week_12) == ("1/5", "1/1")
    assert week_12.not_reached == 4
    assert counts(end) == ("1/5", "2/3")
    assert end.not_reached == 4
    assert week_4.observed[75].words == "2/3"  # fewer than five: no per cent
    notes = " ".join(response_rates_table(protocol, members).notes)
    assert "5 treated participants" in notes
    assert "no part of all treated: 1" in notes


def test_who_has_withdrawn_is_not_still_to_come(protocol: Protocol) -> None:
    lost = earlier(protocol, "U-1", {0: 100, 1: 90, 2: None})
    week_1, week_2, end = response_by_visit(protocol, [lost])
    assert (week_2.not_reached, week_2.not_planned) == (0, 0)
    assert counts(week_2) == ("0/1", "0/0")
    assert (week_1.all_treated[50].k, end.observed[50].words) == (0, "0/1")


def test_a_week_that_is_not_in_the_plan_is_told(protocol: Protocol) -> None:
    members = [
        own(protocol, "P-1", {"W0": 4, "W2": 1}, 40),
        earlier(protocol, "U-1", {0: 100, 3: 20}),
        earlier(protocol, "U-2", {0: 100, 2: 20}),
    ]
    shown = {one.at: one for one in response_by_visit(protocol, members)}
    assert list(shown) == ["week:2", "week:3", "week:4", "week:6", "end"]
    assert shown["week:3"].label == "Week 3"
    assert shown["week:3"].not_planned == 2  # the protocol plans none, and the record of U-2 has none
    assert shown["week:2"].not_planned == 1
    assert counts(shown["week:3"]) == ("1/3", "1/1")
    assert shown["end"].not_planned == 0


def test_nobody_is_still_to_come_to_a_visit_that_is_not_theirs(protocol: Protocol) -> None:
    members = [own(protocol, "P-1", {"W0": 4}, 12), earlier(protocol, "U-1", {0: 100, 3: 20})]
    week_2, week_3, end = (at(protocol, members, visit) for visit in ("week:2", "week:3", "end"))
    assert (week_3.not_reached, week_3.not_planned) == (0, 1)
    assert (week_2.not_reached, week_2.not_planned) == (1, 1)
    assert end.not_reached == 1


@pytest.mark.parametrize("baseline", [0, None])
def test_without_a_baseline_above_0_nobody_responds(protocol: Protocol, baseline: int | None) -> None:
    members = [earlier(protocol, f"U-{number}", {0: baseline, 1: 0}) for number in range(5)]
    assert counts(at(protocol, members, "end"), 100) == ("0/5", "0/0")
    assert at(protocol, members, "end").observed[100].words == "–"


def test_the_pasi_of_week_0_is_no_follow_up_of_screening_before_the_first_infusion(protocol: Protocol) -> None:
    scored = (pasi(-14, 4, visit="SCR"), pasi(0, 4))
    waiting = person(protocol, "P-1", *scored, today=0)
    assert present([waiting]) == []
    assert [one.subject for one in present([person(protocol, "P-1", infusion(0), *scored, today=0)])] == ["P-1"]
    without = person(protocol, "P-1", *scored, pasi(14, 1), today=20)
    assert present([without]) == [without]
    assert response_at(protocol, [without], "end").observed[75].words == "1/1"


def test_nobody_is_no_fault(protocol: Protocol) -> None:
    (end,) = response_by_visit(protocol, [])
    assert end.all_treated[75].words == end.observed[75].words == "–"
    for table in cohort_tables(protocol, []):
        assert table.notes[0].startswith("0 treated participants.")
        assert all(len(row) == len(table.heads) for row in table.rows)


def test_the_tables_say_what_they_count(protocol: Protocol) -> None:
    members = real(protocol)
    for table in cohort_tables(protocol, members):
        assert all(len(row) == len(table.heads) for row in table.rows)
        assert sum(width for _head, width in table.heads) == pytest.approx(1)
        assert table.notes[0] == "96 treated participants. From an earlier record: 96."
        assert any("95\u00a0%" in note for note in table.notes)
    few = " ".join(note for table in cohort_tables(protocol, members[:4]) for note in table.notes)
    assert "no per cent" in few
    shown = [cell for table in cohort_tables(protocol, members[:4]) for row in table.rows for cell in row]
    assert not [cell for cell in shown if "%" in cell]


def test_a_time_point_that_is_none(protocol: Protocol) -> None:
    with pytest.raises(ValueError, match="is not a time point"):
        response_at(protocol, [], "never")


def test_of_two_on_a_day_the_later_visit_counts_and_is_named(protocol: Protocol) -> None:
    scored = (pasi(0, 4), pasi(84, 1), pasi(84, 4, visit="W8"))
    twice = person(protocol, "P-7", infusion(0), *scored, today=100)
    assert response_at(protocol, [twice], "end").observed[75].words == "1/1"
    for table in cohort_tables(protocol, [twice]):
        assert "Where one of two PASI on one day is wanted, that of the later visit counts: P-7." in table.notes[0]
