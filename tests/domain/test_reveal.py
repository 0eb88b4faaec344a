"""What is shown beside a sealed PASI: baseline, previous visit, change, responses, hints, and who scored before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import assessment, kept
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment, PasiEntries, ScoringMode, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.response import RESPONSES, improvement_pct, responds
from ucmsc_desktop.domain.reveal import Reveal, assessor, assessor_changed, previous, reveal
from ucmsc_desktop.domain.roles import Meaning, Role

FIRST = date(2026, 3, 2)
WEEKS = {"SCR": -7, "W0": 0, "W2": 14, "W4": 28, "W12": 84}
GRADES = st.integers(0, 4)


def pasi(visit: str, area: str = "35", signs: tuple[int, int, int] = (2, 2, 2), **values: Any) -> Kept[PasiAssessment]:
    """A complete PASI of a visit; the total is 3 x the sum of signs with an area of 35 %."""
    record = assessment(area, signs, FIRST + timedelta(days=WEEKS[visit]))
    return kept(msgspec.structs.replace(record, **values), visit, signed=True)


def infusion() -> Kept[Infusion]:
    """The first infusion."""
    return kept(Infusion(given_on=FIRST), "W0")


def by(one: Kept[PasiAssessment], user: str, *, signed: bool = True) -> Kept[PasiAssessment]:
    """The same, saved and signed by another person."""
    stamp = Stamp(user, Role.ASSESSOR, datetime(2026, 3, 2, tzinfo=UTC))
    signatures = (Signature(stamp, Meaning.AUTHOR, holds=True),) if signed else ()
    return msgspec.structs.replace(one, by=stamp, signatures=signatures)


def of(protocol: Protocol, records: list[Kept[Any]], at: int = -1, **more: Any) -> Reveal:
    """The reveal of one of the records, the last unless told otherwise."""
    return reveal(protocol, records, records[at], **more)


def test_baseline_previous_change_and_responses(protocol: Protocol) -> None:
    records = [pasi("SCR", signs=(4, 4, 4)), pasi("W0", signs=(3, 3, 2)), infusion(), pasi("W2"), pasi("W4", "10")]
    found = of(protocol, records)
    assert (found.tenths, found.without) == (120, "")
    assert found.baseline is not None
    assert found.previous is not None
    assert (found.baseline.visit, found.baseline.tenths) == ("W0", 240)
    assert (found.previous.visit, found.previous.tenths) == ("W2", 180)
    assert (found.since_baseline, found.since_previous) == (-120, -60)
    assert found.improvement_pct == 50
    assert found.responses == {50: True, 75: False, 90: False, 100: False}


@pytest.mark.parametrize("limit", RESPONSES)
@given(before=st.tuples(GRADES, GRADES, GRADES), now=st.tuples(GRADES, GRADES, GRADES))
def test_a_response_is_judged_on_exact_values(
    protocol: Protocol, limit: int, before: tuple[int, int, int], now: tuple[int, int, int]
) -> None:
    base, here = pasi("W0", signs=before), pasi("W4", signs=now)
    found = of(protocol, [base, infusion(), here])
    old, new = base.record.tenths(), here.record.tenths()
    assert found.responses[limit] is responds(old, new, limit)
    assert found.improvement_pct == improvement_pct(old, new)
    assert (found.without == "") is bool(old)
    if old and new is not None:
        assert found.since_baseline == new - old
        assert found.improvement_pct == Fraction(100 * (old - new), old)


def test_a_displayed_75_is_not_a_response(protocol: Protocol) -> None:
    base = HistoricalPasi(day=0, total_tenths=182)
    later = pasi("W4", "5", (2, 1, 1), head_desquamation=4, trunk_desquamation=2)
    assert later.record.tenths() == 46
    records = [kept(base, "D0"), infusion(), later]
    assert of(protocol, records).responses == {50: True, 75: False, 90: False, 100: False}


def test_before_the_first_infusion_there_is_no_baseline(protocol: Protocol) -> None:
    records = [pasi("SCR"), pasi("W0", signs=(1, 1, 1))]
    found = of(protocol, records)
    assert found.baseline is None
    assert "before the first infusion" in found.without
    assert found.responses == dict.fromkeys(RESPONSES)
    assert found.since_baseline is None
    assert found.previous is not None
    assert (found.previous.visit, found.since_previous) == ("SCR", -90)


def test_the_baseline_itself_and_what_came_before_it(protocol: Protocol) -> None:
    records: list[Kept[Any]] = [pasi("SCR"), pasi("W0"), infusion()]
    at_baseline, at_screening = of(protocol, records, 1), of(protocol, records, 0)
    assert at_baseline.without == "This PASI is the baseline."
    assert "before the baseline" in at_screening.without
    assert at_baseline.improvement_pct is at_screening.improvement_pct is None
    assert at_screening.previous is None


def test_no_pasi_before_the_first_infusion(protocol: Protocol) -> None:
    found = of(protocol, [infusion(), pasi("W2"), pasi("W4")])
    assert found.baseline is None
    assert "No PASI before the first infusion" in found.without


def test_a_baseline_of_zero_defines_no_change(protocol: Protocol) -> None:
    found = of(protocol, [pasi("W0", "0", (0, 0, 0)), infusion(), pasi("W2")])
    assert found.responses == dict.fromkeys(RESPONSES)
    assert found.baseline is not None
    assert found.baseline.tenths == 0
    assert "baseline PASI is 0.0" in found.without
    assert found.hints[0] == "Worse than at baseline: 0.0, now 18.0."


def test_an_incomplete_assessment_tells_no_change(protocol: Protocol) -> None:
    found = of(protocol, [pasi("W0"), infusion(), pasi("W2", trunk_erythema=None)])
    assert found.tenths is None
    assert "No total" in found.without
    assert found.improvement_pct is None


def test_an_incomplete_visit_is_no_previous_one() -> None:
    records = [pasi("W0"), infusion(), pasi("W2", trunk_erythema=None), pasi("W4")]
    before = previous(records, records[-1].key)
    assert before is not None
    assert before.key.visit == "W0"


def test_previous_is_by_date_and_never_later() -> None:
    records = [pasi("W0"), pasi("W2"), pasi("W4"), pasi("W12")]
    before = [previous(records, one.key) for one in records]
    assert [one.key.visit if one else None for one in before] == [None, "W0", "W2", "W4"]
    same_day = [pasi("SCR", assessed_on=FIRST), pasi("W0")]
    assert previous(same_day, same_day[0].key) is None
    assert previous(same_day, same_day[1].key) is same_day[0]


def test_a_visit_that_is_being_scored_follows_the_latest() -> None:
    records = [pasi("W0"), pasi("W2")]
    for form in ("PASI", "PASI-2"):
        before = previous(records, Key("P-001", "W4", form))
        assert before is records[-1]
    assert previous([], Key("P-001", "W4", "PASI")) is None


def test_an_earlier_record_gives_previous_and_baseline(protocol: Protocol) -> None:
    totals = [kept(HistoricalPasi(day=day, total_tenths=tenths), f"D{day}") for day, tenths in ((0, 200), (7, 150))]
    found = of(protocol, [*totals, infusion(), pasi("W2")])
    assert found.baseline is not None
    assert found.previous is not None
    assert (found.baseline.tenths, found.previous.tenths, found.since_baseline) == (200, 150, -20)
    assert found.hints == ()


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        (("10", (2, 2, 2)), ("49", (2, 2, 2)), False),  # grade 2 to 3
        (("10", (2, 2, 2)), ("50", (2, 2, 2)), True),  # 2 to 4
        (("50", (2, 2, 2)), ("10", (2, 2, 2)), True),
        (("10", (2, 2, 2)), ("10", (3, 1, 2)), False),
        (("10", (2, 2, 2)), ("10", (4, 2, 2)), True),
        (("10", (2, 2, 2)), ("10", (2, 2, 0)), True),
    ],
)
def test_an_entry_that_moved_far_is_asked_about(protocol: Protocol, old: Any, new: Any, hint: bool) -> None:
    found = of(protocol, [pasi("SCR", *old), pasi("W0", *new)])
    assert bool(found.hints) is hint
    if hint:
        assert [line.split(" since ")[0] for line in found.hints] == [str(region.label) for region in Region]


def test_a_region_makes_one_line(protocol: Protocol) -> None:
    records = [pasi("W0"), infusion(), pasi("W2", trunk_area_pct=Decimal(95), trunk_erythema=0, trunk_desquamation=4)]
    assert of(protocol, records).hints == (
        "Worse than at baseline: 18.0, now 23.4.",
        "Trunk since Week 0: area score 3 → 6, redness 2 → 0, scaling 2 → 4.",
    )


def test_another_assessor_is_named(protocol: Protocol) -> None:
    records = [by(pasi("W0"), "lin"), infusion(), by(pasi("W2"), "chen")]
    assert of(protocol, records).hints == ("Week 0 was scored by another assessor (lin).",)
    assert of(protocol, records, people={"lin": "Dr Lin"}).hints == ("Week 0 was scored by another assessor (Dr Lin).",)
    assert assessor_changed(records, records[-1].key, "chen") == "lin"
    assert assessor_changed(records, records[-1].key, "lin") == ""
    assert assessor_changed([], records[-1].key, "lin") == ""
    assert assessor_changed(records, Key("P-001", "W4", "PASI"), "lin") == "chen"


def test_a_later_correction_is_not_the_assessment() -> None:
    author = Signature(Stamp("lin", Role.ASSESSOR, datetime(2026, 3, 2, tzinfo=UTC)), Meaning.AUTHOR, holds=False)
    review = Signature(Stamp("wang", Role.INVESTIGATOR, datetime(2026, 3, 3, tzinfo=UTC)), Meaning.APPROVAL, holds=True)
    corrected = msgspec.structs.replace(by(pasi("W0"), "wang"), signatures=(author, review))
    assert assessor(corrected) == "lin"
    assert assessor(by(pasi("W0"), "wang", signed=False)) == "wang"


def test_a_change_after_the_reveal_keeps_the_sealed_total(protocol: Protocol) -> None:
    first = pasi("W2", mode=ScoringMode.HIDDEN)
    later = msgspec.structs.replace(first.record, trunk_erythema=1).succeeding(first.record, signed=True)
    records: list[Kept[Record]] = [pasi("W0"), infusion(), kept(later, "W2", signed=True)]
    changed = kept(later, "W2", signed=True)
    assert reveal(protocol, records, changed).changed
    assert reveal(protocol, records, changed).sealed is None
    assert reveal(protocol, records, changed, first.record).sealed == 180
    assert reveal(protocol, records, first, first.record).sealed is None


def test_a_second_rating_is_no_response(protocol: Protocol) -> None:
    values = msgspec.structs.asdict(pasi("W2", signs=(0, 4, 4)).record)
    second: Kept[PasiEntries] = kept(IndependentPasi(**values), "W2", signed=True)
    found = reveal(protocol, [pasi("W0"), infusion(), pasi("W2"), second], second)
    assert "second rating" in found.without
    assert found.hints == ()
    assert found.responses == dict.fromkeys(RESPONSES)
    assert found.previous is not None
    assert found.previous.visit == "W0"


@given(st.tuples(GRADES, GRADES, GRADES), st.tuples(GRADES, GRADES, GRADES), st.integers(0, 100), st.integers(0, 100))
def test_hints_name_what_moved_and_nothing_else(
    protocol: Protocol, old: tuple[int, int, int], new: tuple[int, int, int], before: int, now: int
) -> None:
    one, other = pasi("SCR", str(before), old), pasi("W0", str(now), new)
    moved = [sign for sign, a, b in zip(Sign, old, new, strict=True) if abs(a - b) >= 2]
    areas = one.record.area(Region.HEAD), other.record.area(Region.HEAD)
    assert areas[0] is not None
    assert areas[1] is not None
    hints = of(protocol, [one, other]).hints
    assert len(hints) == (4 if moved or abs(areas[0] - areas[1]) >= 2 else 0)
    for hint in hints:
        assert [sign for sign in Sign if str(sign.label).lower() in hint] == moved
        assert ("area score" in hint) == (abs(areas[0] - areas[1]) >= 2)
