"""Limits belong to the laboratory, fit a person by sex and age, and never come into a result of another unit."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.items import problems
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.effects import effect_words
from ucmsc_desktop.domain.lab.intervals import proposed, read_intervals
from ucmsc_desktop.domain.lab.laboratory import Laboratory, Limits, limits_for
from ucmsc_desktop.domain.lab.limits import LimitSource, other_unit_words, relimited, with_limits
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.protocol import EligibilityPart, read_protocol

ON = date(2026, 3, 2)
RULES = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8")).eligibility
USUAL = proposed(
    Laboratory(name="Central"), read_intervals(asset("study/reference_intervals.csv").read_text(encoding="utf-8"))
)


def source(
    born: str | None = "1980-05-02", sex: Sex | None = Sex.FEMALE, laboratory: Laboratory = USUAL
) -> LimitSource:
    return LimitSource(laboratory, Participant(sex=sex, birth_date=PartialDate(born) if born else None))


def uln(code: str, given: LimitSource, on: date = ON) -> str:
    found = given.limits(code, LabPanel(sampled_on=on))
    return str(found.uln) if found is not None else ""


def test_proposed_intervals_are_sound_unconfirmed_and_say_where_they_are_from() -> None:
    assert problems(USUAL) == []
    assert {limits.analyte for limits in USUAL.limits.values()} == {c for c, a in ANALYTES.items() if not a.qualitative}
    for limits in USUAL.limits.values():
        assert not limits.confirmed
        assert limits.source.startswith(("WS/T 40", "check with the laboratory"))
    assert proposed(USUAL, tuple(USUAL.limits.values())) == USUAL


@pytest.mark.parametrize(
    ("code", "born", "sex", "expected"),
    [
        ("AST", "1980-05-02", Sex.MALE, "40"), ("AST", "1980-05-02", Sex.FEMALE, "35"),
        ("AST", "1980-05-02", None, ""), ("CA", "1980-05-02", None, "2.52"), ("CREAT", "1966-03-03", Sex.MALE, "97"),
        ("CREAT", "1966-03-02", Sex.MALE, "111"), ("CREAT", "1966-03", Sex.MALE, ""),
        ("CREAT", "1960", Sex.MALE, "111"),
        ("CREAT", "2006-03-03", Sex.MALE, ""), ("CREAT", "2006-03-02", Sex.MALE, "97"), ("CREAT", None, Sex.MALE, ""),
        ("HGB", None, Sex.MALE, "175"), ("CA", "2030-01-01", Sex.MALE, ""),
    ],
)  # fmt: skip
def test_limits_are_chosen_by_sex_and_age_and_never_guessed(
    code: str, born: str | None, sex: Sex | None, expected: str
) -> None:
    assert uln(code, source(born, sex)) == expected


def test_an_interval_for_one_sex_comes_before_one_for_both() -> None:
    both = Limits(analyte="AST", unit="U/L", uln=Decimal(50))
    laboratory = Laboratory(limits={"1": both, "2": msgspec.structs.replace(both, sex=Sex.FEMALE, uln=Decimal(35))})
    assert problems(laboratory) == []
    found = [limits_for(laboratory, "AST", sex, 30) for sex in (None, *Sex)]
    assert [limits.uln if limits else None for limits in found] == [50, 35, 50]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"unit": "g/L"}, "AST: not reported in “g/L”"),
        ({"uln": Decimal(1)}, "The upper limit 1 lies below the lower limit 15."),
        ({"age_high": 10}, "no range of years"),
        ({"age_low": -1}, "no range of years"),
        ({"analyte": "CAION"}, "ionised calcium"),
    ],
)
def test_an_interval_that_cannot_be_is_not_stored(change: dict[str, object], sentence: str) -> None:
    limits = Limits(analyte="AST", unit="U/L", lln=Decimal(15), uln=Decimal(40))
    (found,) = problems(Laboratory(name="C", limits={"7": msgspec.structs.replace(limits, **change)}))
    assert found.field == "limits.7"
    assert sentence in found.sentence


def test_two_intervals_for_the_same_people_are_refused() -> None:
    young = Limits(analyte="AST", unit="U/L", age_low=18, age_high=59, uln=Decimal(40))
    old = msgspec.structs.replace(young, age_low=60, age_high=None)
    assert problems(Laboratory(limits={"1": young, "2": old})) == []
    both = Laboratory(limits={"1": young, "2": msgspec.structs.replace(old, age_low=59)})
    assert [problem.field for problem in problems(both)] == ["limits.2"]


def test_limits_in_another_unit_stay_out_and_say_so() -> None:
    limits = source().limits("CREAT", LabPanel(sampled_on=ON))
    mass = LabResult(value=Decimal("0.8"), unit="mg/dL", uln=Decimal(5), confirmed=True)
    taken = with_limits(mass, limits)
    assert (taken.lln, taken.uln, taken.confirmed) == (None, None, False)
    assert other_unit_words(taken, limits).replace("\u00a0", " ").endswith("in another unit: 41 to 73 µmol/L.")
    assert other_unit_words(with_limits(LabResult(unit="µmol/L"), limits), limits) == ""


def test_limits_follow_the_laboratory_and_typed_ones_stay() -> None:
    confirmed = {key: msgspec.structs.replace(one, confirmed=True) for key, one in USUAL.limits.items()}
    own = source(laboratory=msgspec.structs.replace(USUAL, limits=confirmed))
    before = LabPanel(sampled_on=ON).resulted(
        "AST", with_limits(LabResult(unit="U/L"), own.limits("AST", LabPanel(sampled_on=ON)))
    )
    before = before.resulted("ALT", LabResult(unit="U/L", uln=Decimal(99)))
    assert before.results["AST"].confirmed
    after = relimited(before, LimitSource(), before, own)
    assert [after.results["AST"].uln, after.results["ALT"].uln] == [None, Decimal(99)]
    again = relimited(after, own, after, LimitSource())
    assert [again.results["AST"].uln, again.results["ALT"].uln] == [Decimal(35), Decimal(99)]


def words(code: str, given: LabResult, rules: EligibilityPart = RULES, sex: Sex | None = Sex.FEMALE) -> str:
    return effect_words(code, given, rules, sex).replace("\u00a0", " ")


def test_the_rule_on_an_analyte_stands_beside_it_with_its_figures() -> None:
    limited = LabResult(unit="U/L", uln=Decimal(40))
    assert words("AST", limited) == "excludes: above 2 × 40 = 80 U/L"
    assert words("AST", LabResult(unit="U/L")) == "excludes: above 2 × upper limit"
    assert words("CA", LabResult(unit="mg/dL")) == "excludes: below 2 or above 2.9 mmol/L"
    assert (
        words("HGB", LabResult(unit="g/dL", uln=Decimal("17.5"))) == "excludes: above 175 + 20 = 195 g/L, or below 120"
    )
    assert words("HGB", LabResult(unit="g/L"), sex=None).endswith("below 130 (men), 120 (women)")
    assert words("CYSTATC", LabResult(unit="mg/L", uln=Decimal("1.03"))).endswith("and Creatinine above its limit too")
    assert words("PLAT", LabResult()) == "excludes: below 75"
    assert words("AFP", LabResult()) == words("S100", LabResult()) == "above the upper limit: the investigator judges"
    assert words("ALB", LabResult()) == ""


def test_the_words_follow_the_parameters() -> None:
    other = msgspec.structs.replace(
        RULES, calcium_rule="albumin_corrected", creatinine_cystatin="either", anaemia_limit="laboratory"
    )
    assert words("CA", LabResult(), other).endswith("corrected by albumin")
    assert words("ALB", LabResult(), other) == "corrects calcium"
    assert words("CREAT", LabResult(), other) == "excludes: above the upper limit"
    assert words("HGB", LabResult(), other).endswith("or below the lower limit")
    china = msgspec.structs.replace(RULES, anaemia_limit="china")
    assert words("HGB", LabResult(), china, Sex.MALE).endswith("below 120")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (
            Limits(
                analyte="CREAT", unit="µmol/L", sex=Sex.MALE, age_low=20, age_high=59, lln=Decimal(57),
                uln=Decimal(97), confirmed=True,
            ),
            "Creatinine 57 to 97 µmol/L, Male, 20 to 59 years, confirmed",
        ),
        (Limits(analyte="S100", unit=""), "S100 no limits, both sexes, from 18 years, not confirmed"),
        (
            Limits(analyte="AST", unit="U/L", uln=Decimal(40)),
            "AST up to 40 U/L, both sexes, from 18 years, not confirmed",
        ),
    ],
)  # fmt: skip
def test_an_interval_says_for_whom_it_is(limits: Limits, words: str) -> None:
    assert str(limits).replace("\u00a0", " ") == words
