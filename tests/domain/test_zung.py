"""SAS and SDS: reversed items, both scores, the limits, and what keeps a form from having a score."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.zung import ITEMS, Sas, Sds, ZungScale, standard_score
from ucmsc_desktop.domain.zung_words import (
    exact_score,
    limit_words,
    rounding_decides,
    rounding_words,
    said,
    score_words,
)

SCALES = st.sampled_from([Sas, Sds])
ANSWERS = st.fixed_dictionaries({item: st.integers(1, 4) for item in ITEMS})
PROTOCOL: Protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def with_rounding(rounding: str) -> Protocol:
    """The protocol with another rounding of the SDS."""
    rules = msgspec.structs.replace(PROTOCOL.eligibility, sds_rounding=rounding)
    return msgspec.structs.replace(PROTOCOL, eligibility=rules)


@given(SCALES, ANSWERS)
def test_the_raw_score_turns_the_reversed_items_and_no_other(scale: type[ZungScale], answers: dict[str, int]) -> None:
    form = scale(answers=answers).derived()
    expected = sum(5 - answer if item in scale.reversed_items else answer for item, answer in answers.items())
    assert form.raw == expected
    assert form.standard == int(Fraction(expected) * Fraction(5, 4))
    assert items.problems(form) == form.contradictions() == []


def test_the_reversed_items_are_those_of_the_rules() -> None:
    assert Sas.reversed_items == {"5", "9", "13", "17", "19"}
    assert Sds.reversed_items == {"2", "5", "6", "11", "12", "14", "16", "17", "18", "20"}
    lowest = {item: 4 if item in Sds.reversed_items else 1 for item in ITEMS}
    assert Sds(answers=lowest).derived().raw == 20
    assert Sds(answers={item: 5 - answer for item, answer in lowest.items()}).derived().raw == 80


@given(st.integers(20, 80))
def test_the_standard_score_is_the_integer_part_or_the_nearest_halves_upwards(raw: int) -> None:
    exact = Fraction(exact_score(raw))
    assert exact == Fraction(raw) * Fraction(5, 4)
    assert standard_score(raw) <= exact < standard_score(raw) + 1
    nearest = standard_score(raw, "nearest")
    assert abs(nearest - exact) <= Fraction(1, 2)
    assert nearest - exact != Fraction(-1, 2)


@pytest.mark.parametrize(
    ("raw", "standard", "rounded"),
    [(20, 25, 25), (39, 48, 49), (40, 50, 50), (41, 51, 51), (42, 52, 53), (43, 53, 54), (44, 55, 55), (80, 100, 100)],
)
def test_the_scores_around_the_limits(raw: int, standard: int, rounded: int) -> None:
    assert (standard_score(raw), standard_score(raw, "nearest")) == (standard, rounded)


def test_only_raw_43_hangs_on_rounding() -> None:
    assert [raw for raw in range(20, 81) if rounding_decides(raw, 53)] == [43]
    assert [raw for raw in range(20, 81) if rounding_decides(raw, 50)] == []


# What is left


def test_19_of_20_answers_have_no_score_whichever_is_open() -> None:
    whole = Sas(answers=dict.fromkeys(ITEMS, 2))
    for item in ITEMS:
        form = whole.answered(item, None)
        assert (form.raw, form.standard, form.left()) == (None, None, (item,))
        problem = form.contradictions()[0]
        assert problem.field == f"answers.{item}"
        assert problem.sentence == f"19 of 20 items are answered: no score. Open: {item}."
        assert form.answered(item, 2).raw == whole.derived().raw


def test_an_empty_form_has_no_score_and_nothing_against_it() -> None:
    assert Sds().derived().raw is None
    assert Sds().contradictions() == Sds().faults() == []


@pytest.mark.parametrize(("raw", "is_sound"), [(19, False), (20, True), (80, True), (81, False)])
def test_the_total_alone_is_enough(raw: int, *, is_sound: bool) -> None:
    form = Sds(entered_raw=raw).derived()
    assert (form.raw, form.standard) == (raw, standard_score(raw))
    assert (items.problems(form) == []) is is_sound


def test_a_total_beside_answers_must_be_theirs() -> None:
    answers = dict.fromkeys(ITEMS, 1)
    agreeing = Sas(answers=answers, entered_raw=35).derived()
    assert (agreeing.raw, agreeing.contradictions()) == (35, [])
    other = Sas(answers=answers, entered_raw=36).derived()
    assert other.raw is None
    assert [problem.field for problem in other.contradictions()] == ["entered_raw"]
    assert "add up to 35, but 36 was entered" in other.contradictions()[0].sentence
    partly = Sas(answers={"1": 2}, entered_raw=36).derived()
    assert partly.raw is None
    assert [problem.field for problem in partly.contradictions()] == ["answers.2"]


@pytest.mark.parametrize(("item", "answer"), [("0", 1), ("21", 1), ("x", 2), ("1", 0), ("1", 5), ("1", True)])
def test_what_the_scale_does_not_have_is_not_stored(item: str, answer: int) -> None:
    form = Sas(answers={item: answer})
    assert [problem.field for problem in items.problems(form)] == [f"answers.{item}"]


def test_answers_are_kept_in_the_order_of_the_items_whatever_the_order_of_answering() -> None:
    form = Sas().answered("10", 4).answered("2", 1).answered("10", 3)
    assert list(form.answers.items()) == [("2", 1), ("10", 3)]
    assert form.answered("2", None).answers == {"10": 3}


# Words


def test_the_words_name_both_scores_and_to_which_the_limit_applies() -> None:
    assert score_words(41, "integer_part") == "raw 41 → standard 51 (raw × 1.25, integer part)"
    assert limit_words(50, None) == "Limit 50 applies to the standard score."
    assert limit_words(50, 50) == "Limit 50 applies to the standard score: 50 is not above it."
    assert limit_words(50, 51) == "Limit 50 applies to the standard score: 51 is above it."


@pytest.mark.parametrize(
    ("rounding", "standard", "side", "how"),
    [("integer_part", 53, "is not above", "integer part"), ("nearest", 54, "is above", "rounded score")],
)
def test_sds_43_is_explained_and_the_parameter_named(rounding: str, standard: int, side: str, how: str) -> None:
    words = said(Sds(entered_raw=43).derived(), with_rounding(rounding))
    assert f"standard {standard}" in words.score
    assert f"{standard} {side} it" in words.scale
    assert "exactly 53.75: the integer part 53 is not above 53, rounded 54 is" in words.note
    assert f"by the {how} (parameter sds_rounding, version {PROTOCOL.version})" in words.note
    assert rounding_words(42, 53, rounding, 1) == rounding_words(44, 53, rounding, 1) == ""


def test_the_sas_does_not_follow_the_rounding_of_the_sds() -> None:
    assert said(Sas(entered_raw=43).derived(), with_rounding("nearest")).score == score_words(43, "integer_part")


def test_a_form_without_a_score_says_why() -> None:
    assert said(Sas(), PROTOCOL).score == "No item is answered."
    assert said(Sas(answers={"1": 1}), PROTOCOL).score == "1 of 20 items are answered: no score."
