"""E5: every limit for laboratory results at and around its boundary, in every unit, and what is not known."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import decimals
from tests.domain.candidates import RESULTS, changed, finding, missing, on, result, with_choices, with_results
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.results import LabResult
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import Protocol

MET, NOT_MET, UNKNOWN = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN


def _check(protocol: Protocol, code: str, given: LabResult | None, expected: Finding) -> None:
    found = on("E5", with_results(**{code: given}), protocol)
    assert found.finding is expected, found.sentence
    assert found.repeat == ((code,) if expected is NOT_MET else ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.99", NOT_MET),
        ("2", MET),
        ("2.0", MET),
        ("2.01", MET),
        ("2.89", MET),
        ("2.9", MET),
        ("2.91", NOT_MET),
        ("<2", NOT_MET),
        ("<1", NOT_MET),
        ("<2.5", UNKNOWN),
        (">2.9", NOT_MET),
        (">2.5", UNKNOWN),
    ],
)
def test_total_calcium(protocol: Protocol, value: str, expected: Finding) -> None:
    _check(protocol, "CA", result(value, "mmol/L"), expected)


@pytest.mark.parametrize(
    ("value", "expected"), [("8.015", NOT_MET), ("8.016", MET), ("11.6232", MET), ("11.6233", NOT_MET)]
)
def test_calcium_in_mg_per_dl(protocol: Protocol, value: str, expected: Finding) -> None:
    _check(protocol, "CA", result(value, "mg/dL"), expected)


@pytest.mark.parametrize(
    ("calcium", "albumin", "expected"),
    [
        ("2.9", "40", MET),
        ("2.91", "40", NOT_MET),
        ("2.5", "20", MET),
        ("2.5", "19.9", NOT_MET),
        ("2", "40", MET),
        ("2", "40.1", NOT_MET),
        ("1.9", "35", MET),
        ("1.9", "<35", UNKNOWN),
        ("2.5", "<20", NOT_MET),
        ("2", ">40", NOT_MET),
        ("2.4", ">40", UNKNOWN),
    ],
)
def test_calcium_corrected_by_albumin(protocol: Protocol, calcium: str, albumin: str, expected: Finding) -> None:
    corrected = with_choices(protocol, calcium_rule="albumin_corrected")
    facts = with_results(CA=result(calcium, "mmol/L"), ALB=result(albumin, "g/L"))
    assert finding("E5", facts, corrected) is expected
    assert finding("E5", with_results(CA=result(calcium, "mmol/L"), ALB=None), protocol) is not UNKNOWN


def test_corrected_calcium_shows_what_it_compares(protocol: Protocol) -> None:
    corrected = with_choices(protocol, calcium_rule="albumin_corrected")
    facts = with_results(CA=result("2.6", "mmol/L"), ALB=result("2.4", "g/dL"))
    found = on("E5", facts, corrected)
    assert found.sentence == "Calcium, corrected by albumin: 2.92\u00a0mmol/L is above 2.9\u00a0mmol/L"
    assert found.repeat == ("CA", "ALB")
    waiting = on("E5", with_results(ALB=None), corrected)
    assert (waiting.finding, missing(waiting)) == (UNKNOWN, ["LAB.results.ALB"])
    assert "calcium_rule" in found.parameters


@pytest.mark.parametrize("code", ["AST", "ALT"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [("79.9", MET), ("80", MET), ("80.1", NOT_MET), (">80", NOT_MET), (">79", UNKNOWN), ("<80", MET), ("<81", UNKNOWN)],
)
def test_liver_above_twice_the_upper_limit(protocol: Protocol, code: str, value: str, expected: Finding) -> None:
    _check(protocol, code, result(value, "U/L", "", "40"), expected)


@pytest.mark.parametrize("code", ["AST", "ALT"])
def test_a_limit_that_is_not_confirmed_decides_nothing(protocol: Protocol, code: str) -> None:
    for reported in (result("500", "U/L"), result("500", "U/L", "", "40", confirmed=False)):
        found = on("E5", with_results(**{code: reported}), protocol)
        assert (found.finding, missing(found)) == (UNKNOWN, [f"LAB.results.{code}.uln"])
    assert found.sentence == f"{code}, upper limit: not confirmed"


def test_another_multiple_of_the_upper_limit(protocol: Protocol) -> None:
    three = with_choices(protocol, liver_times_uln=Decimal("2.5"))
    assert finding("E5", with_results(AST=result("100", "U/L", "", "40")), three) is MET
    assert on("E5", with_results(AST=result("100.1", "U/L", "", "40")), three).sentence == (
        "AST: 100.1\u00a0U/L is above 2.5 × 40 = 100\u00a0U/L"
    )


@pytest.mark.parametrize(
    ("creatinine", "cystatin", "both", "either"),
    [
        ("110", "1.0", MET, MET),
        ("110.1", "1.0", MET, NOT_MET),
        ("110", "1.01", MET, NOT_MET),
        ("110.1", "1.01", NOT_MET, NOT_MET),
        ("110", None, MET, UNKNOWN),
        ("110.1", None, UNKNOWN, NOT_MET),
        (None, "1.0", MET, UNKNOWN),
        (None, "1.01", UNKNOWN, NOT_MET),
        (None, None, UNKNOWN, UNKNOWN),
        (">100", "1.01", UNKNOWN, NOT_MET),
        (">110", "1.01", NOT_MET, NOT_MET),
    ],
)
def test_creatinine_and_cystatin_c(
    protocol: Protocol, creatinine: str | None, cystatin: str | None, both: Finding, either: Finding
) -> None:
    facts = with_results(
        CREAT=result(creatinine, "µmol/L", "60", "110") if creatinine else None,
        CYSTATC=result(cystatin, "mg/L", "0.6", "1.0") if cystatin else None,
    )
    found = on("E5", facts, with_choices(protocol, creatinine_cystatin="both"))
    assert found.finding is both, found.sentence
    assert finding("E5", facts, with_choices(protocol, creatinine_cystatin="either")) is either
    assert "creatinine_cystatin" in found.parameters
    assert found.repeat == (("CREAT", "CYSTATC") if both is NOT_MET else ())


def test_creatinine_in_mg_per_dl(protocol: Protocol) -> None:
    either = with_choices(protocol, creatinine_cystatin="either")
    assert finding("E5", with_results(CREAT=result("1.2", "mg/dL", "", "1.2")), either) is MET
    found = on("E5", with_results(CREAT=result("1.21", "mg/dL", "", "1.2")), either)
    assert found.finding is NOT_MET
    assert "Creatinine: 1.21\u00a0mg/dL (= 106.964\u00a0µmol/L) is above 106.08\u00a0µmol/L" in found.sentence


MAN, WOMAN, NOBODY = Participant(sex=Sex.MALE), Participant(sex=Sex.FEMALE), Participant()


@pytest.mark.parametrize(
    ("choice", "person", "limit"),
    [("who", MAN, "130"), ("who", WOMAN, "120"), ("china", MAN, "120"), ("china", WOMAN, "110")],
)
def test_anaemia(protocol: Protocol, choice: str, person: Participant, limit: str) -> None:
    chosen = with_choices(protocol, anaemia_limit=choice)
    for step, expected in (("0.1", MET), ("0", MET), ("-0.1", NOT_MET)):
        value = str(Decimal(limit) + Decimal(step))
        facts = with_results(HGB=result(value, "g/L", "100", "170"))
        found = on("E5", msgspec.structs.replace(facts, participant=person), chosen)
        assert found.finding is expected
        assert "anaemia_limit" in found.parameters


def test_anaemia_by_the_limit_of_the_laboratory(protocol: Protocol) -> None:
    chosen = with_choices(protocol, anaemia_limit="laboratory")
    for value, expected in (("125.1", MET), ("125", MET), ("124.9", NOT_MET)):
        _check(chosen, "HGB", result(value, "g/L", "125", "170"), expected)
    for reported in (result("100", "g/L", "", "170"), result("100", "g/L", "125", "170", confirmed=False)):
        assert "LAB.results.HGB.lln" in missing(on("E5", with_results(HGB=reported), chosen))


def test_anaemia_without_the_sex(protocol: Protocol) -> None:
    for value, expected in (("130", MET), ("125", UNKNOWN), ("119.9", NOT_MET)):
        facts = msgspec.structs.replace(with_results(HGB=result(value, "g/L", "", "170")), participant=NOBODY)
        assert finding("E5", facts, protocol) is expected
    assert "DM.sex" in missing(on("E5", changed(participant=NOBODY, results={**RESULTS, "HGB": _hgb("125")}), protocol))


def _hgb(value: str, unit: str = "g/L", uln: str = "170") -> LabResult:
    return result(value, unit, "", uln)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (_hgb("189.9"), MET),
        (_hgb("190"), MET),
        (_hgb("190.1"), NOT_MET),
        (_hgb("19.0", "g/dL", "17"), MET),
        (_hgb("19.01", "g/dL", "17"), NOT_MET),
        (_hgb("12.9", "g/dL", "17"), NOT_MET),
        (_hgb(">190"), NOT_MET),
        (_hgb(">150"), UNKNOWN),
        (_hgb("<130"), NOT_MET),
        (result("145", "g/L"), UNKNOWN),
    ],
)
def test_haemoglobin_above_the_upper_limit_plus_20(protocol: Protocol, given: LabResult, expected: Finding) -> None:
    _check(protocol, "HGB", given, expected)


@pytest.mark.parametrize(
    ("code", "value", "unit", "expected"),
    [
        ("PLAT", "74.9", "10^9/L", NOT_MET),
        ("PLAT", "75.0", "10^9/L", MET),
        ("PLAT", "75.1", "10^9/L", MET),
        ("PLAT", "74999", "/µL", NOT_MET),
        ("PLAT", "75000", "/µL", MET),
        ("PLAT", "<75", "10^9/L", NOT_MET),
        ("PLAT", "<76", "10^9/L", UNKNOWN),
        ("PLAT", ">75", "10^9/L", MET),
        ("PLAT", ">74", "10^9/L", UNKNOWN),
        ("WBC", "2.99", "10^9/L", NOT_MET),
        ("WBC", "3.0", "10^9/L", MET),
        ("WBC", "3.01", "10^9/L", MET),
        ("WBC", "2999", "/µL", NOT_MET),
        ("WBC", "3000", "/µL", MET),
    ],
)
def test_platelets_and_white_cells(protocol: Protocol, code: str, value: str, unit: str, expected: Finding) -> None:
    _check(protocol, code, result(value, unit), expected)


@pytest.mark.parametrize(
    ("name", "value", "code", "given"),
    [
        ("calcium_high", Decimal("2.7"), "CA", result("2.71", "mmol/L")),
        ("calcium_low", Decimal("2.1"), "CA", result("2.09", "mmol/L")),
        ("haemoglobin_above_uln", Decimal(10), "HGB", _hgb("180.1")),
        ("anaemia_who", (Decimal(135), Decimal(125)), "HGB", _hgb("134.9")),
        ("platelets_low", Decimal(100), "PLAT", result("99.9", "10^9/L")),
        ("white_cells_low", Decimal(4), "WBC", result("3.9", "10^9/L")),
    ],
)
def test_other_limits(protocol: Protocol, name: str, value: Any, code: str, given: LabResult) -> None:
    assert finding("E5", with_results(**{code: given}), protocol) is MET
    _check(with_choices(protocol, **{name: value}), code, given, NOT_MET)


@pytest.mark.parametrize("code", [code for code in RESULTS if code not in ("ALB", "CREAT", "CYSTATC")])
def test_a_result_that_is_missing_or_in_no_unit_of_its_analyte(protocol: Protocol, code: str) -> None:
    absent = on("E5", with_results(**{code: None}), protocol)
    assert (absent.finding, missing(absent)) == (UNKNOWN, [f"LAB.results.{code}"])
    for unit in ("", "mg/kg"):
        found = on("E5", with_results(**{code: result("1", unit)}), protocol)
        assert (found.finding, missing(found)) == (UNKNOWN, [f"LAB.results.{code}"])
        assert "reported in" in found.sentence


def test_several_limits_are_all_named_and_repeated(protocol: Protocol) -> None:
    facts = with_results(PLAT=result("74.9", "10^9/L"), WBC=result("2.9", "10^9/L"))
    found = on("E5", facts, protocol)
    assert found.sentence == (
        "Platelets: 74.9\u00a0×\u00a010^9/L is below 75\u00a0×\u00a010^9/L; "
        "White cells: 2.9\u00a0×\u00a010^9/L is below 3\u00a0×\u00a010^9/L"
    )
    assert found.repeat == ("PLAT", "WBC")


@given(code=st.sampled_from(("CREAT", "HGB", "PLAT", "WBC")), value=decimals(0, 400, 2))
def test_a_change_of_unit_does_not_change_the_finding(protocol: Protocol, code: str, value: Decimal) -> None:
    first, second = ANALYTES[code].units
    factor = Decimal(second.factor.numerator) / Decimal(second.factor.denominator)
    uln = RESULTS[code].uln or Decimal(1)
    reported = LabResult(value=value, unit=second.name, uln=uln, confirmed=True)
    converted = LabResult(value=value * factor, unit=first.name, uln=uln * factor, confirmed=True)
    either = with_choices(protocol, creatinine_cystatin="either")
    findings = {finding("E5", with_results(**{code: each}), either) for each in (reported, converted)}
    assert len(findings) == 1


@pytest.mark.parametrize(
    ("value", "limit"), [("119", "is below 120"), ("130", "is not below 130"), ("119.9999", "is below 120")]
)
def test_while_the_sex_is_open_the_limit_that_speaks_for_both_is_named(
    protocol: Protocol, value: str, limit: str
) -> None:
    unknown = msgspec.structs.replace(with_results(HGB=result(value, "g/L", "", "170")), participant=Participant())
    assert limit in on("E5", unknown, protocol).sentence


@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        ("PLAT", result("74999", "/µL"), "74999\u00a0/µL (= 74.999\u00a0×\u00a010^9/L) is below 75\u00a0×\u00a010^9/L"),
        ("CA", result("8.015", "mg/dL"), "8.015\u00a0mg/dL (≈ 1.9998\u00a0mmol/L) is below 2\u00a0mmol/L"),
        ("CA", result("11.6233", "mg/dL"), "11.6233\u00a0mg/dL (≈ 2.90002\u00a0mmol/L) is above 2.9\u00a0mmol/L"),
        ("CA", result("1.99995", "mmol/L"), "1.99995\u00a0mmol/L is below 2\u00a0mmol/L"),
        ("CA", result("2.91", "mmol/L"), "2.91\u00a0mmol/L is above 2.9\u00a0mmol/L"),
    ],
)
def test_no_rounding_puts_a_value_on_the_limit_that_it_passes(
    protocol: Protocol, code: str, given: LabResult, words: str
) -> None:
    assert words in on("E5", with_results(**{code: given}), protocol).sentence


def test_a_corrected_calcium_just_below_the_limit(protocol: Protocol) -> None:
    facts = with_results(CA=result("1.99", "mmol/L"), ALB=result("39.52", "g/L"))
    corrected = with_choices(protocol, calcium_rule="albumin_corrected")
    assert on("E5", facts, corrected).sentence == (
        "Calcium, corrected by albumin: 1.9996\u00a0mmol/L is below 2\u00a0mmol/L"
    )
