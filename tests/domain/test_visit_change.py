"""Two visits of a participant compared: which are chosen, every entry both ways, and what is said in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import assessment, kept
from tests.domain.test_reveal import by, infusion, pasi
from ucmsc_desktop.domain.agreement import Entry
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment, Sign
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.visit_change import Assessments, VisitChange, Way, assessments, visit_change, way
from ucmsc_desktop.domain.visit_change_words import (
    both,
    change_table,
    choice_words,
    copied,
    notes,
    response_told,
    spoken,
    told,
    total_told,
)

GRADES = st.tuples(*[st.integers(0, 4)] * 3)
AREAS = st.decimals(0, 100, places=1)


def known(protocol: Protocol, *records: Kept[Any]) -> Assessments:
    return assessments(protocol, "P-001", records)


def change_of(protocol: Protocol, *records: Kept[Any]) -> VisitChange:
    """The comparison that is shown first."""
    before, after = known(protocol, *records).usual()
    assert before is not None
    assert after is not None
    return visit_change(before, after)


def total(day: int, tenths: int | None) -> Kept[HistoricalPasi]:
    return kept(HistoricalPasi(day=day, total_tenths=tenths, source="uvb.csv"), f"D{day}")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def visits(found: tuple[Any, Any]) -> tuple[str, ...]:
    return tuple(one.kept.key.visit if one is not None else "" for one in found)


def test_the_baseline_goes_with_the_latest_or_with_the_visit_that_is_named(protocol: Protocol) -> None:
    found = known(protocol, pasi("W4"), pasi("SCR"), infusion(), pasi("W2"), pasi("W0"))
    assert [one.kept.key.visit for one in found.found] == ["SCR", "W0", "W2", "W4"]
    assert [one.day for one in found.found] == [-7, 0, 14, 28]
    assert visits(found.usual()) == ("W0", "W4")
    assert visits(found.usual("W2")) == ("W0", "W2")
    assert visits(found.usual("W0")) == ("W0", "W4")
    assert visits(found.usual("nowhere")) == ("W0", "W4")


def test_there_may_be_one_assessment_or_none(protocol: Protocol) -> None:
    assert known(protocol).usual() == (None, None)
    assert visits(known(protocol, pasi("W2"), infusion()).usual()) == ("W2", "")


def test_the_first_stands_for_a_baseline_that_there_is_not(protocol: Protocol) -> None:
    found = known(protocol, infusion(), pasi("W2"), pasi("W4"))
    assert found.baseline is None
    assert visits(found.usual()) == ("W2", "W4")


def test_an_incomplete_one_is_not_chosen_by_itself(protocol: Protocol) -> None:
    open_one = kept(PasiAssessment(assessed_on=date(2026, 3, 30)), "W4")
    found = known(protocol, pasi("W0"), infusion(), pasi("W2"), open_one)
    assert visits(found.usual()) == ("W0", "W2")
    assert visits(found.usual("W4")) == ("W0", "W4")


def test_two_on_one_day_and_one_without_a_day_are_all_there(protocol: Protocol) -> None:
    undated = kept(assessment(), "W6")
    found = known(protocol, pasi("W0"), infusion(), pasi("W2"), kept(pasi("W2").record, "W4"), undated)
    assert [(one.kept.key.visit, one.day) for one in found.found] == [("W0", 0), ("W2", 14), ("W4", 14), ("W6", None)]


@given(first=st.tuples(AREAS, GRADES), second=st.tuples(AREAS, GRADES))
def test_turned_round_every_way_turns_round(
    protocol: Protocol, first: tuple[Decimal, Any], second: tuple[Decimal, Any]
) -> None:
    one, other = (
        known(protocol, kept(assessment(str(area), signs, date(2026, 3, 2)), "W0")).found[0]
        for area, signs in (first, second)
    )
    there, back = visit_change(one, other), visit_change(other, one)
    turned = {Way.BETTER: Way.WORSE, Way.WORSE: Way.BETTER, Way.SAME: Way.SAME}
    assert [turned[way(row)] for row in there.rows] == [way(row) for row in back.rows]
    shares = [there.row(region, Entry.SCORE) for region in Region]
    assert there.total.difference == sum(int(share.difference or 0) for share in shares)


def test_every_entry_with_its_way_in_words(protocol: Protocol) -> None:
    # 35 % scores 3 and 10 % scores 2: 3 x 6 and 2 x 7 in each region.
    change = change_of(protocol, pasi("W0"), infusion(), pasi("W4", "10", (3, 2, 2)))
    assert both(change, change.total) == "18.0 → 14.0"
    assert plain(total_told(change)) == "▼ −4.0 (−22.2 %), better"
    words = {
        entry: plain(f"{both(change, change.row(Region.TRUNK, entry))} {told(change.row(Region.TRUNK, entry))}")
        for entry in Entry
        if entry is not Entry.TOTAL
    }
    assert words == {
        Entry.AREA_PCT: "35 % → 10 % ▼ −25 points, better",
        Entry.AREA: "3 → 2 ▼ −1, better",
        Entry.ERYTHEMA: "2 → 3 ▲ +1, worse",
        Entry.INDURATION: "2 → 2 = unchanged",
        Entry.DESQUAMATION: "2 → 2 = unchanged",
        Entry.SCORE: "5.4 → 4.2 ▼ −1.2, better",
    }
    row = change.row(Region.TRUNK, Entry.ERYTHEMA)
    assert spoken(change, row) == "Trunk, redness: 2 → 3; +1, worse"
    assert change.bsa is not None
    assert plain(both(change, change.bsa)).startswith("35")


def test_response_is_told_against_the_baseline_only(protocol: Protocol) -> None:
    found = known(protocol, pasi("SCR"), pasi("W0"), infusion(), pasi("W4", "10", (1, 1, 1)))
    screening, baseline, after = found.found
    assert plain(response_told(visit_change(baseline, after), found.baseline)).startswith("PASI 50 reached")
    assert response_told(visit_change(screening, after), found.baseline) == ""
    assert response_told(visit_change(baseline, screening), found.baseline) == ""


def test_a_baseline_of_0_has_no_percentage(protocol: Protocol) -> None:
    change = change_of(protocol, pasi("W0", "0", (0, 0, 0)), infusion(), pasi("W4"))
    assert total_told(change) == "▲ +18.0, worse"


def test_what_is_missing_says_why(protocol: Protocol) -> None:
    after = pasi("W4")
    record = after.record.scored(Region.TRUNK, Sign.ERYTHEMA, None)
    lacking = msgspec.structs.replace(record, missing={"trunk_erythema": MissingReason.REFUSED})
    before, named = known(protocol, pasi("W0"), infusion(), msgspec.structs.replace(after, record=lacking)).usual("W4")
    assert before is not None
    assert named is not None
    change = visit_change(before, named)
    row = change.row(Region.TRUNK, Entry.ERYTHEMA)
    assert both(change, row) == f"2 → {MissingReason.REFUSED.label}"
    assert told(row) == "? cannot be told"
    assert both(change, change.total) == "18.0 → –"
    assert "Week 4 has no PASI: an entry is missing." in notes(protocol, change, {})


def test_an_earlier_record_is_compared_by_its_total(protocol: Protocol) -> None:
    change = change_of(protocol, total(0, 186), total(7, 150), total(14, None))
    assert (change.rows, change.bsa) == ((), None)
    assert plain(total_told(change)) == "▼ −3.6 (−19.4 %), better"
    assert notes(protocol, change, {}) == [
        "Day 0 comes from an earlier record: only its total can be compared.",
        "Day 7 comes from an earlier record: only its total can be compared.",
    ]
    assert change_table(change).rows == ()
    assert plain(choice_words(protocol, change.before)) == "Day 0 · PASI 18.6 · total only"


def test_a_total_that_an_earlier_record_lost_says_why(protocol: Protocol) -> None:
    lost = kept(HistoricalPasi(day=7, source="uvb.csv", missing={"total_tenths": MissingReason.LOST}), "D7")
    before, named = known(protocol, total(0, 186), lost).usual("D7")
    assert before is not None
    assert named is not None
    change = visit_change(before, named)
    assert both(change, change.total) == f"18.6 → {MissingReason.LOST.label}"
    assert f"Day 7 has no PASI: {MissingReason.LOST.label}." in notes(protocol, change, {})


def test_a_total_that_cannot_occur_is_said(protocol: Protocol) -> None:
    change = change_of(protocol, total(0, 719), total(7, 150))
    assert any("cannot occur" in note for note in notes(protocol, change, {}))


@pytest.mark.parametrize(("user", "told_so"), [("assessor", False), ("chen", True)])
def test_another_assessor_and_no_signature_are_said(protocol: Protocol, user: str, told_so: bool) -> None:
    change = change_of(protocol, pasi("W0"), infusion(), by(pasi("W4"), user, signed=False))
    said = notes(protocol, change, {"chen": "Dr Chen"})
    assert "Week 4 is not signed." in said
    assert ("The first was scored by assessor, the second by Dr Chen." in said) is told_so


def test_backwards_in_time_is_said(protocol: Protocol) -> None:
    change = change_of(protocol, pasi("W0"), infusion(), pasi("W4"))
    assert notes(protocol, change, {}) == []
    assert "backwards" in notes(protocol, visit_change(change.after, change.before), {})[0]


def test_the_copied_lines_are_a_table(protocol: Protocol) -> None:
    change = change_of(protocol, pasi("W0"), infusion(), pasi("W4", "10"))
    lines = [line.split("\t") for line in copied(protocol, change).splitlines()]
    assert {len(line) for line in lines} == {4}
    assert lines[0] == ["", "Week 0", "Week 4", "Change"]
    assert lines[-1] == ["PASI", "18.0", "12.0", "−6.0"]
    assert len(lines) == 1 + 4 * 6 + 2
