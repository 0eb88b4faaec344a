"""A panel of results: what cannot be stored, what contradicts itself, flags, units and slips of the point."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.items import problems
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.flags import Flag, flag, slipped
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Qualifier, Quality
from ucmsc_desktop.domain.lab.units import converted, in_first_unit, shown_rounded

VALUES = st.decimals(min_value="0.001", max_value=10**6, places=3)
MEASURED = [code for code, analyte in ANALYTES.items() if analyte.units]


def result(value: str, unit: str = "mmol/L", lln: str = "", uln: str = "", **more: object) -> LabResult:
    """A result; `<` or `>` stands before its value."""
    qualifier = Qualifier(value[0]) if value[0] in "<>" else None
    given = LabResult(value=Decimal(value.lstrip("<>")), qualifier=qualifier, unit=unit)
    limits = {name: Decimal(limit) for name, limit in (("lln", lln), ("uln", uln)) if limit}
    return msgspec.structs.replace(given, **limits, **more)


def panel(**results: LabResult) -> LabPanel:
    return LabPanel(sampled_on=date(2026, 3, 2), laboratory="Central", results=results)


@pytest.mark.parametrize(
    ("code", "given", "sentence"),
    [
        ("CA", result("9.4", "g/L"), "Calcium, total: not reported in “g/L”, but in mmol/L, mg/dL."),
        ("CAION", result("1.1"), "This is ionised calcium"),
        ("X1", result("1.1", label="Ionised calcium"), "This is ionised calcium"),
        ("AST", result("-1", "U/L"), "AST is never negative"),
        ("AST", result("1", "U/L", lln="40", uln="15"), "The upper limit 15 lies below the lower limit 40."),
        ("AST", result("1", "U/L", lln="-4"), "A limit is never negative."),
        ("AST", LabResult(value=Decimal("NaN"), unit="U/L"), "AST is never negative"),
        ("AST", LabResult(quality=Quality.NEGATIVE), "AST is a number"),
        ("HCG", result("5", ""), "Pregnancy test is negative or positive"),
    ],
)
def test_what_cannot_be_is_not_stored(code: str, given: LabResult, sentence: str) -> None:
    (found,) = problems(panel(**{code: given}))
    assert found.field == f"results.{code}"
    assert sentence in found.sentence


def test_a_whole_panel_stands() -> None:
    sound = panel(
        CA=result("2.35", lln="2.11", uln="2.52", confirmed=True),
        PLAT=result("231000", "/µL"),
        HCG=LabResult(quality=Quality.NEGATIVE),
        S100=result("<0.1", "µg/L", uln="0.1", label="S100"),
    )
    assert problems(sound) == []
    assert sound.contradictions() == []


def test_what_contradicts_itself_is_a_query() -> None:
    open_panel = LabPanel(
        sampled_at=datetime(2026, 3, 3, 8, tzinfo=UTC),
        results={"CA": result("2.35", ""), "AST": LabResult(unit="U/L")},
    )
    assert [problem.sentence for problem in open_panel.contradictions()] == [
        "Calcium, total has a value and no unit.",
        "AST has no value.",
        "Say on which day the sample was taken.",
    ]
    dated = msgspec.structs.replace(open_panel, results={}, sampled_on=date(2026, 3, 2))
    assert [problem.field for problem in dated.contradictions()] == ["sampled_at"]


def test_a_result_in_words_is_what_history_shows() -> None:
    plain = result("<0.1", "mg/L", "0.59", "1.03")
    assert str(plain).replace("\u00a0", " ") == "< 0.1 mg/L (0.59 to 1.03, not confirmed)"
    confirmed = msgspec.structs.replace(plain, confirmed=True, lln=None)
    assert str(confirmed).replace("\u00a0", " ") == "< 0.1 mg/L (up to 1.03)"
    assert str(LabResult(quality=Quality.POSITIVE)) == "Positive"


@pytest.mark.parametrize(
    ("value", "lln", "uln", "expected"),
    [
        ("40", "15", "40", Flag.IN_RANGE), ("40.1", "15", "40", Flag.HIGH), ("15", "15", "40", Flag.IN_RANGE),
        ("14.9", "15", "40", Flag.LOW), ("5", "", "", Flag.NO_LIMITS), ("41", "", "40", Flag.HIGH),
        ("<15", "15", "40", Flag.LOW), ("<16", "15", "40", Flag.OPEN), (">40", "15", "40", Flag.HIGH),
        (">39", "15", "40", Flag.OPEN), ("<5", "", "5", Flag.IN_RANGE), (">5", "5", "", Flag.IN_RANGE),
        ("<5", "0", "5", Flag.IN_RANGE), ("1", "", "0", Flag.HIGH),
    ],
)  # fmt: skip
def test_a_flag_is_exact_and_open_where_a_bound_does_not_decide(value: str, lln: str, uln: str, expected: Flag) -> None:
    assert flag(result(value, "U/L", lln, uln)) is expected


def test_flags_say_the_same_by_shape_and_word() -> None:
    assert (Flag.HIGH.words, Flag.LOW.words, Flag.IN_RANGE.words) == ("▲ high", "▼ low", "in range")
    assert flag(LabResult(quality=Quality.NEGATIVE)) is None


@given(st.sampled_from(MEASURED), VALUES, st.data())
def test_units_go_there_and_back_exactly(code: str, value: Decimal, data: st.DataObject) -> None:
    analyte = ANALYTES[code]
    names = st.sampled_from([unit.name for unit in analyte.units])
    one, other = data.draw(names), data.draw(names)
    there = converted(analyte, value, one, other)
    unit, back = analyte.unit(other), analyte.unit(one)
    assert unit is not None
    assert back is not None
    assert there * unit.factor / back.factor == Fraction(value)


@given(st.fractions(min_value=0, max_value=10**6))
def test_a_value_is_shown_as_a_short_number_only_when_it_is_one(value: Fraction) -> None:
    shown = shown_rounded(value)
    assert abs(Fraction(shown) - value) <= value / 1000
    assert Fraction(shown) == value or len(shown.normalize().as_tuple().digits) > 2


@given(VALUES)
def test_what_is_shown_is_near_what_is_exact(value: Decimal) -> None:
    exact = Fraction(value) / 3
    assert abs(Fraction(shown_rounded(exact)) - exact) <= exact / 1000


@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        ("CA", result("9.4", "mg/dL"), "≈ 2.345 mmol/L"),
        ("CA", result("4.008", "mg/dL"), "= 1 mmol/L"),
        ("CREAT", result("1", "mg/dL"), "= 88.4 µmol/L"),
        ("HGB", result("14.1", "g/dL"), "= 141 g/L"),
        ("PLAT", result("<75000", "/µL"), "= < 75 × 10^9/L"),
        ("CA", result("2.35"), ""),
        ("S100", result("1", "x"), ""),
    ],
)
def test_the_original_stays_and_the_conversion_says_that_it_is_one(code: str, given: LabResult, words: str) -> None:
    assert in_first_unit(code, given).replace("\u00a0", " ") == words


def test_a_unit_of_another_analyte_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="Calcium, total: not reported in “g/L”"):
        converted(ANALYTES["CA"], Decimal(1), "g/L", "mmol/L")


@pytest.mark.parametrize(
    ("value", "before", "moved"),
    [
        ("23.1", "2.31", "2.31"), ("0.231", "2.31", "2.31"), ("11.6", "2.31", "1.16"), ("11.5", "2.31", None),
        ("2.4", "2.31", None), ("231", "2.31", None), ("<23", "2.31", None), ("23", ">2", None), ("0", "2", None),
        ("12", "2.4", "1.2"), ("48", "2.4", "4.8"), ("48.1", "2.4", None), ("0.48", "2.4", "4.8"),
        ("0.49", "2.4", None),
    ],
)  # fmt: skip
def test_a_slip_of_the_point_is_noticed(value: str, before: str, moved: str | None) -> None:
    found = slipped("CA", result(value), result(before))
    assert found == (Decimal(moved) if moved is not None else None)


def test_a_slip_is_seen_across_units_and_not_where_there_is_no_common_one() -> None:
    assert slipped("HGB", result("141", "g/dL"), result("139", "g/L")) == Decimal("14.1")
    assert slipped("HGB", result("14.1", "g/dL"), result("139", "g/L")) is None
    assert slipped("S100", result("14.1", "a"), result("1.4", "b")) is None
