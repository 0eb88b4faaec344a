"""A participant as the cohort sees them: the first PASI 75, who belongs to the cohort, and what is shown first."""

from tests.cohort import earlier, real
from tests.domain.people import FIRST, at, infusion, pasi
from ucmsc_desktop.domain.figures.usual import usual_time, usually_bars
from ucmsc_desktop.domain.member import members
from ucmsc_desktop.domain.protocol import Protocol


def test_of_two_on_a_day_that_of_the_later_visit_is_the_first_pasi75(protocol: Protocol) -> None:
    twice = [infusion(0), pasi(0, 4), pasi(56, 1, visit="W6"), pasi(56, 3, visit="W8"), pasi(84, 1)]
    (one,) = members(protocol, {"P-001": twice}, at(90))
    assert one.first75 is not None
    assert one.first75.day == 84


def test_who_is_only_screened_is_no_member(protocol: Protocol) -> None:
    screened = [pasi(-7, 4), pasi(0, 4)]
    assert members(protocol, {"P-001": screened}, FIRST) == []
    assert len(members(protocol, {"P-001": [*screened, infusion(0)]}, FIRST)) == 1
    assert len(members(protocol, {"P-001": [*screened, pasi(14, 3)]}, at(20))) == 1


def test_the_end_of_treatment_is_shown_first_where_few_were_at_the_primary_visit(protocol: Protocol) -> None:
    at_week_12 = [earlier(protocol, f"U-{n}", {0: 200, 12: 50}) for n in range(3)]
    assert usual_time(protocol, at_week_12) == "primary"
    assert usual_time(protocol, [*at_week_12, *real(protocol)]) == "end"
    assert usual_time(protocol, []) == "end"
    assert [usually_bars(real(protocol)[:n]) for n in (14, 15)] == [False, True]
