"""Results as people and laboratories write them: read exactly, or refused with a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.names import analyte_named, is_ionised, unit_named
from ucmsc_desktop.domain.lab.reading import MOST_DIGITS, read_number, read_quality, read_value
from ucmsc_desktop.domain.lab.results import Qualifier, Quality

NUMBERS = st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("typed", "qualifier", "value"),
    [
        ("2.35", None, "2.35"),
        ("<0.1", Qualifier.BELOW, "0.1"),
        ("> 200", Qualifier.ABOVE, "200"),
        ("＜ 5", Qualifier.BELOW, "5"),
        ("0", None, "0"),
        ("7.50", None, "7.50"),
        (" 12 ", None, "12"),
    ],
)
def test_a_result_is_read_with_its_precision(typed: str, qualifier: Qualifier | None, value: str) -> None:
    found = read_value(typed)
    assert (found[0], str(found[1])) == (qualifier, value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2,35", "Write “2.35”, with a point and no comma."),
        ("1,234,567", "Write “1234567”, with a point and no comma."),
        ("75,000", "Write “75000” or “75.000”, with a point and no comma."),
        ("<1,000", "Write “1000” or “1.000”, with a point and no comma."),
        ("0,125", "Write “0.125”, with a point and no comma."),
        ("1000,125", "Write “1000.125”, with a point and no comma."),
        ("-3", "“-3”: a result is never negative."),
        ("\u22123", "“\u22123”: a result is never negative."),
        ("<", "There is no number."),
        ("≤5", "≤ and ≥ leave open"),
        ("<=5", "≤ and ≥ leave open"),
        ("abc", "“abc” is not a number."),
        ("1e5", "is not a number"),
        ("2.3.4", "is not a number"),
        ("٣", "is not a number"),
        ("9" * 13, "more than 12 digits"),
    ],
)
def test_what_is_no_result_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(BadValue, match=r"\.$") as refused:
        read_value(typed)
    assert sentence in str(refused.value)


@given(NUMBERS, st.sampled_from([None, *Qualifier]))
def test_what_is_written_is_read_again(number: Decimal, qualifier: Qualifier | None) -> None:
    found = read_value(f"{qualifier or ''}{number:f}")
    assert (found[0], str(found[1])) == (qualifier, f"{number:f}")


@given(st.text(max_size=30))
def test_any_text_is_a_result_or_a_sentence(typed: str) -> None:
    try:
        _qualifier, value = read_value(typed)
    except BadValue as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - either way is right
    else:
        assert value >= 0
        assert len(value.as_tuple().digits) <= MOST_DIGITS


def test_a_limit_takes_no_qualifier() -> None:
    with pytest.raises(BadValue):
        read_number("<5")


@pytest.mark.parametrize(
    ("typed", "quality"),
    [
        ("neg", Quality.NEGATIVE), ("Negative", Quality.NEGATIVE), ("-", Quality.NEGATIVE), ("阴性", Quality.NEGATIVE),
        ("POS", Quality.POSITIVE), ("+", Quality.POSITIVE), ("阳性", Quality.POSITIVE), ("unclear", Quality.UNCLEAR),
    ],
)  # fmt: skip
def test_a_pregnancy_test_is_negative_or_positive(typed: str, quality: Quality) -> None:
    assert read_quality(typed) is quality


def test_a_number_is_no_answer_of_a_pregnancy_test() -> None:
    with pytest.raises(BadValue, match="neither negative nor positive"):
        read_quality("5")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Calcium", "CA"), ("ca", "CA"), ("总钙", "CA"), ("GPT", "ALT"), ("谷草转氨酶", "AST"), ("PLT", "PLAT"),
        ("CA 19-9", "CA19_9AG"), ("ca125", "CA125AG"), ("ＡＳＴ", "AST"), ("Cystatin-C", "CYSTATC"), ("HCG", "HCG"),
    ],
)  # fmt: skip
def test_laboratories_write_analytes_in_many_ways(name: str, code: str) -> None:
    found = analyte_named(name)
    assert found is not None
    assert found.code == code


def test_no_name_means_two_analytes() -> None:
    for analyte in ANALYTES.values():
        for name in (analyte.code, analyte.label, *analyte.names):
            assert analyte_named(name) is analyte
    assert analyte_named("sodium") is None


@pytest.mark.parametrize("name", ["CAION", "iCa", "Ionised calcium", "calcium, ionized", "离子钙", "mmol/L (ionised)"])
def test_ionised_calcium_is_known_by_all_its_names(name: str) -> None:
    assert is_ionised(name)
    assert not is_ionised("Calcium, total")


@pytest.mark.parametrize(
    ("code", "written", "unit"),
    [
        ("CREAT", "umol/l", "µmol/L"), ("CREAT", "μmol/L", "µmol/L"), ("PLAT", "10*9/L", "10^9/L"),
        ("PLAT", "x10^9/L", "10^9/L"), ("PLAT", "10⁹/L", "10^9/L"), ("AST", "IU/L", "U/L"), ("WBC", "/uL", "/µL"),
        ("CA", "MG/DL", "mg/dL"),
    ],
)  # fmt: skip
def test_units_are_written_in_many_ways(code: str, written: str, unit: str) -> None:
    found = unit_named(ANALYTES[code], written)
    assert found is not None
    assert found.name == unit
    assert unit_named(ANALYTES[code], "g/xL") is None
