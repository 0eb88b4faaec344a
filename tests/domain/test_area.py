"""Area three ways: a map proposes, the number is the assessor's, and what is in doubt is asked once."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.items import MissingReason, problems
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.pasi import (
    AREA_BOUNDS,
    AreaCheck,
    AreaMethod,
    IndependentPasi,
    PasiAssessment,
    PasiEntries,
    ScoringMode,
    Sign,
    area_grade,
)
from ucmsc_desktop.domain.regions import Region

from .build import assessment, decimals

PAINT = LesionMap("chart", b"cells")
PCTS = decimals(0, 100, 1)


def painted(record: PasiEntries, **pcts: str) -> PasiEntries:
    return record.mapped(PAINT, {region: Decimal(pcts.get(region.value, "0")) for region in Region})


def method(record: PasiEntries, region: Region) -> AreaMethod | None:
    found: AreaMethod | None = getattr(record, f"{region}_area_method")
    return found


def test_the_map_proposes_where_nothing_is_entered() -> None:
    record = painted(PasiAssessment(), trunk="13")
    assert (record.trunk_area_pct, record.trunk_map_pct) == (Decimal(13), Decimal(13))
    assert method(record, Region.TRUNK) is AreaMethod.MAP
    assert record.head_area_pct is None
    assert record.head_map_pct is None


@pytest.mark.parametrize("by", [AreaMethod.TYPED, AreaMethod.PALMS, AreaMethod.PICTURES])
def test_the_number_of_the_assessor_stays(by: AreaMethod) -> None:
    record = painted(PasiAssessment().covered(Region.TRUNK, Decimal(20), by), trunk="13")
    assert (record.trunk_area_pct, record.trunk_map_pct) == (Decimal(20), Decimal(13))
    assert method(record, Region.TRUNK) is by


def test_an_area_from_the_map_follows_the_map() -> None:
    record = painted(painted(PasiAssessment(), trunk="13"), trunk="15.5")
    assert (record.trunk_area_pct, record.trunk_map_pct) == (Decimal("15.5"), Decimal("15.5"))
    bare = record.mapped(None, {})
    assert (bare.trunk_area_pct, bare.trunk_map_pct, bare.lesion_map, bare.trunk_area) == (None, None, None, None)


def test_a_map_without_paint_in_a_region_is_no_area_of_0() -> None:
    record = painted(PasiAssessment(), head="5")
    assert record.lower_limbs_area_pct is None
    assert painted(record, head="0").head_area_pct is None


@given(pct=PCTS, there=PCTS)
def test_what_is_asked_about_an_area(pct: Decimal, there: Decimal) -> None:
    record = painted(PasiAssessment().covered(Region.HEAD, pct), head=str(there))
    near = min(abs(pct - bound) for bound in AREA_BOUNDS) <= 1
    differs = there > 0 and area_grade(pct) != area_grade(there)
    expected = AreaCheck.DIFFERS if differs else AreaCheck.NEAR if near else None
    assert record.doubt(Region.HEAD) is expected
    answered = record.confirmed(Region.HEAD)
    assert answered.head_area_check is expected
    assert answered.doubt(Region.HEAD) is None


@pytest.mark.parametrize("pct", ["9", "9.5", "10", "11", "29", "31", "89", "91"])
def test_a_percent_within_one_point_of_a_bound_is_asked_about(pct: str) -> None:
    assert PasiAssessment().covered(Region.TRUNK, Decimal(pct)).doubt(Region.TRUNK) is AreaCheck.NEAR


@pytest.mark.parametrize("pct", ["0", "0.1", "8.9", "11.1", "28.9", "31.1", "88.9", "91.1", "100"])
def test_a_percent_further_away_is_not(pct: str) -> None:
    assert PasiAssessment().covered(Region.TRUNK, Decimal(pct)).doubt(Region.TRUNK) is None


def test_an_open_area_is_not_asked_about() -> None:
    assert PasiAssessment().doubt(Region.HEAD) is None


def test_another_number_or_another_map_asks_again() -> None:
    record = painted(PasiAssessment().covered(Region.HEAD, Decimal(20)), head="5").confirmed(Region.HEAD)
    assert record.covered(Region.HEAD, Decimal(21)).head_area_check is None
    assert painted(record, head="6").head_area_check is None
    assert painted(record, head="5").head_area_check is AreaCheck.DIFFERS


@given(
    st.lists(
        st.tuples(st.sampled_from(("paint", "type", "clear", "confirm")), st.sampled_from(list(Region)), PCTS),
        max_size=12,
    )
)
def test_map_and_number_never_fall_out_of_step(steps: list[tuple[str, Region, Decimal]]) -> None:
    record: PasiEntries = PasiAssessment()
    on_map: dict[Region, Decimal] = dict.fromkeys(Region, Decimal(0))
    for act, region, pct in steps:
        if act == "paint":
            on_map[region] = pct
            record = record.mapped(PAINT, on_map)
        elif act == "type":
            record = record.covered(region, pct)
        elif act == "clear":
            record = record.covered(region, None)
        else:
            record = record.confirmed(region)
        for each in Region:
            if method(record, each) is AreaMethod.MAP:
                assert record.area_pct(each) == record.map_pct(each)
            assert (record.area_pct(each) is None) == (method(record, each) is None)
            assert record.lesion_map is None or record.map_pct(each) == (on_map[each] or None)
    assert record.derived().derived() == record.derived()


# Sealed


def sealed(mode: ScoringMode | None) -> PasiAssessment:
    return msgspec.structs.replace(assessment(), mode=mode)


@pytest.mark.parametrize(
    ("mode", "signed", "after"),
    [
        (ScoringMode.HIDDEN, True, True),
        (ScoringMode.HIDDEN, False, None),
        (ScoringMode.OPENED, True, None),
        (ScoringMode.SHOWN, True, None),
        (None, True, None),
    ],
)
def test_a_change_after_the_reveal_is_marked(mode: ScoringMode | None, signed: Any, after: bool | None) -> None:
    changed = sealed(mode).scored(Region.HEAD, Sign.ERYTHEMA, 3)
    assert changed.succeeding(sealed(mode), signed=signed).after_reveal is after


def test_the_mark_of_a_change_after_the_reveal_stays() -> None:
    marked = sealed(ScoringMode.HIDDEN).succeeding(sealed(ScoringMode.HIDDEN), signed=True)
    assert sealed(ScoringMode.HIDDEN).succeeding(marked, signed=False).after_reveal is True


def test_a_second_rating_never_passes_for_the_first() -> None:
    assert not isinstance(IndependentPasi(), PasiAssessment)
    assert IndependentPasi.form != PasiAssessment.form


@pytest.mark.parametrize("by", AreaMethod)
def test_a_value_that_is_found_takes_the_reason_for_having_none(by: AreaMethod) -> None:
    why = {"trunk_area_pct": MissingReason.NOT_DONE, "trunk_erythema": MissingReason.REFUSED}
    record = PasiAssessment(missing=why)
    found = painted(record, trunk="13") if by is AreaMethod.MAP else record.covered(Region.TRUNK, Decimal(13), by)
    assert found.missing == {"trunk_erythema": MissingReason.REFUSED}
    assert problems(found) == []
    assert problems(found.scored(Region.TRUNK, Sign.ERYTHEMA, 2)) == []
    assert found.covered(Region.HEAD, None).scored(Region.HEAD, Sign.ERYTHEMA, None).missing == found.missing
