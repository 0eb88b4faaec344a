"""Two raters of one visit, entry by entry."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import assessment, kept, records
from ucmsc_desktop.domain.agreement import Entry, agreement, differing, pairs
from ucmsc_desktop.domain.casebook import Kept, Signature, Stamp
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, PasiEntries, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning, Role

ROWS = 4 * 6 + 1


def second(user: str = "second", *, signed: bool = True, visit: str = "W2") -> Kept[IndependentPasi]:
    """Another person's rating of a visit."""
    one = kept(IndependentPasi(**msgspec.structs.asdict(assessment("20", (1, 2, 3)))), visit)
    stamp = Stamp(user, Role.ASSESSOR, datetime(2026, 3, 2, tzinfo=UTC))
    signatures = (Signature(stamp, Meaning.AUTHOR, holds=True),) if signed else ()
    return msgspec.structs.replace(one, by=stamp, signatures=signatures)


def test_every_entry_stands_once_and_the_total_last() -> None:
    rows = agreement(assessment("10", (1, 1, 1)), second().record)
    assert len(rows) == ROWS
    assert rows[-1].entry is Entry.TOTAL
    assert (rows[-1].first, rows[-1].second, rows[-1].difference) == (60, 120, 60)
    assert rows[-1].words(rows[-1].difference) == "6.0"
    area = rows[0]
    assert (area.label, area.words(area.first), area.difference) == ("Head and neck, area", "10\u00a0%", Decimal(10))
    assert len({(row.region, row.entry) for row in rows}) == ROWS
    assert {row.region for row in rows} == {*Region, None}


def test_an_entry_of_one_rater_alone_has_no_difference() -> None:
    open_sign = assessment("10").scored(Region.TRUNK, Sign.ERYTHEMA, None)
    rows = agreement(open_sign, second().record)
    lacking = [row.label for row in rows if row.difference is None]
    assert lacking == ["Trunk, redness", "Trunk, share", "PASI"]
    assert {row.words(row.difference) for row in rows if row.difference is None} == {""}


def test_only_what_differs_is_told_with_the_total() -> None:
    same = assessment("10")
    assert [row.entry for row in differing(agreement(same, same))] == [Entry.TOTAL]
    other = same.scored(Region.HEAD, Sign.ERYTHEMA, 3)
    assert [row.label for row in differing(agreement(same, other))] == [
        "Head and neck, redness",
        "Head and neck, share",
        "PASI",
    ]


@given(records(PasiAssessment), records(IndependentPasi))
def test_turned_round_the_difference_changes_its_sign(first: PasiEntries, other: PasiEntries) -> None:
    there, back = agreement(first, other), agreement(other, first)
    for one, turned in zip(there, back, strict=True):
        assert (one.first, one.second) == (turned.second, turned.first)
        if one.difference is not None:
            assert one.difference == -(turned.difference or 0)
    assert there[-1].first == first.tenths()


@given(st.booleans(), st.booleans(), st.sampled_from(("assessor", "second")))
def test_a_pair_needs_two_people_and_two_signatures(one: bool, two: bool, user: str) -> None:
    first = kept(assessment("10"), "W2", signed=one)
    found = list(pairs([first, second(user, signed=two)]))
    assert bool(found) is (one and two and user != first.by.user)


def test_a_pair_is_of_one_visit() -> None:
    records_ = [kept(assessment("10"), "W0", signed=True), kept(assessment("10"), "W4", signed=True), second()]
    assert list(pairs(records_)) == []
    found = list(pairs([*records_, second(visit="W4")]))
    assert [pair.first.key.visit for pair in found] == ["W4"]
    assert found[0].total.difference == 60
