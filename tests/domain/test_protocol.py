"""The protocol's file: every open point of the trial is a parameter, and nothing wrong is taken in silence."""

from decimal import Decimal

import pytest

from ucmsc_desktop.domain.criteria.judge import DECIDERS
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.domain.protocol import BadProtocol, CriterionKind, Protocol, read_protocol
from ucmsc_desktop.domain.roles import Role, writing_role


def refusal(toml: str) -> str:
    """The sentence with which a protocol is refused."""
    with pytest.raises(BadProtocol) as refused:
        read_protocol(toml)
    return str(refused.value)


def edited(toml: str, old: str, new: str) -> str:
    """The protocol with one text replaced where it first stands."""
    assert old in toml
    return toml.replace(old, new, 1)


@pytest.mark.parametrize(
    ("path", "default"),
    [
        ("endpoints.origin", "first_infusion"),
        ("endpoints.primary_visit", "W12"),
        ("endpoints.treatment_weeks", 12),
        ("endpoints.relapse_denominator", "pasi50_with_later_assessment"),
        ("endpoints.registered_responses", (50, 75)),
        ("study.registry", "NCT03745417"),
        ("study.planned_participants", 5),
        ("study.follow_up_weeks", 12),
        ("dose.cells_per_kg", Decimal(2_000_000)),
        ("dose.tolerance_pct", Decimal(5)),
        ("infusion.vitals_every_minutes", 15),
        ("infusion.vitals_after_minutes", (15, 30, 60)),
        ("infusion.observation_minutes", 60),
        ("eligibility.pasi_above", Decimal(7)),
        ("eligibility.bsa_above_pct", Decimal(10)),
        ("eligibility.age_low", 18),
        ("eligibility.age_high", 65),
        ("eligibility.reproductive_years", 1),
        ("eligibility.sas_above", 50),
        ("eligibility.sds_above", 53),
        ("eligibility.sds_rounding", "integer_part"),
        ("eligibility.calcium_low", Decimal(2)),
        ("eligibility.calcium_high", Decimal("2.9")),
        ("eligibility.calcium_rule", "total"),
        ("eligibility.liver_times_uln", Decimal(2)),
        ("eligibility.creatinine_cystatin", "both"),
        ("eligibility.haemoglobin_above_uln", Decimal(20)),
        ("eligibility.anaemia_limit", "who"),
        ("eligibility.anaemia_who", (Decimal(130), Decimal(120))),
        ("eligibility.anaemia_china", (Decimal(120), Decimal(110))),
        ("eligibility.platelets_low", Decimal(75)),
        ("eligibility.white_cells_low", Decimal(3)),
        ("eligibility.tumour_markers", "free_list"),
        ("eligibility.allergy", "any"),
        ("eligibility.other_trial_months", 1),
        ("eligibility.month", "calendar"),
        ("eligibility.washout_reference", "screening_pasi"),
        ("eligibility.washout_topical_days", 14),
        ("eligibility.washout_systemic_days", 28),
        ("eligibility.washout_phototherapy_days", 28),
        ("eligibility.washout_biologic_days", 84),
        ("safety.ctcae_version", "5.0"),
        ("safety.susar_fatal_days", 7),
        ("safety.susar_other_days", 15),
        ("assessment.earlier_scores_hidden", True),
        ("assessment.itch_scale", "0-10 cm"),
    ],
)
def test_every_parameter_has_the_default_of_the_rules(protocol: Protocol, path: str, default: object) -> None:
    part, name = path.split(".")
    assert getattr(getattr(protocol, part), name) == default


def test_visits_of_the_trial(protocol: Protocol) -> None:
    assert [visit.key for visit in protocol.visits] == ["SCR", "W0", "W2", "W4", "W6", "W8", "W12", "W24"]
    assert [visit.day for visit in protocol.visits] == [None, 0, 14, 28, 42, 56, 84, 168]
    assert [visit.key for visit in protocol.infusion_visits] == ["W0", "W2", "W4", "W6", "W8"]
    assert {(visit.early_days, visit.late_days) for visit in protocol.timed_visits} == {(3, 3)}
    assert protocol.visit("W12").day == 84
    assert {"PASI", "GLOBAL", "DLQI"} <= set(protocol.visit("W12").forms)  # all registered outcomes are of this week
    with pytest.raises(KeyError):
        protocol.visit("W99")
    weeks = protocol.endpoints.treatment_weeks + protocol.study.follow_up_weeks
    assert protocol.timed_visits[-1].week == weeks == 24


def test_every_form_of_a_visit_can_be_written(protocol: Protocol) -> None:
    forms = {form for visit in protocol.visits for form in visit.forms}
    assert forms == {"SCREENING", *FACT_FORMS, "PASI", "GLOBAL", "INFUSION", "VITALS"} - {"DM"}
    assert all(writing_role(form, [Role.INVESTIGATOR]) for form in forms)


def test_criteria_of_the_trial(protocol: Protocol) -> None:
    inclusion = [item.key for item in protocol.criteria if item.kind is CriterionKind.INCLUSION]
    exclusion = [item.key for item in protocol.criteria if item.kind is CriterionKind.EXCLUSION]
    assert inclusion == ["I1", "I2", "I3"]
    assert exclusion == [f"E{number}" for number in range(1, 11)]
    assert {item.key for item in protocol.criteria if item.judgement} == {"E1", "E2", "E5", "E6", "E10"}
    assert all(item.text for item in protocol.criteria)
    assert {item.rule for item in protocol.criteria} == set(DECIDERS)


def test_a_criterion_names_only_limits_that_there_are(toml: str) -> None:
    assert "a criterion names a limit that there is not" in refusal(edited(toml, "{age_low}", "{age_least}"))


def test_a_rule_that_the_program_does_not_know_is_refused(toml: str) -> None:
    assert "lumbago" in refusal(edited(toml, 'rule = "age"', 'rule = "lumbago"'))


def test_causality_and_words_for_the_grades(protocol: Protocol) -> None:
    assert len(protocol.safety.causality_levels) == 5
    assert set(protocol.assessment.descriptors) == set(Sign)
    assert all(len(set(protocol.assessment.descriptors[sign])) == 5 for sign in Sign)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[dose]", "[dose]\nspeed = 3", "speed"),
        ("version = 1", "version = 1\nnick = 2", "nick"),
        ("[[visits]]", "[[visits]]\nnick = 2", "nick"),
        ("[[criteria]]", "[[criteria]]\nnick = 2", "nick"),
        ("tolerance_pct", "tolerance", "tolerance"),
        ('tolerance_pct = "5"', "", "tolerance_pct"),
        ("planned_participants = 5", 'planned_participants = "five"', "planned_participants"),
        ("age_low = 18", "age_low = 18.5", "age_low"),
        ('pasi_above = "7"', 'pasi_above = "seven"', "pasi_above"),
        ('origin = "first_infusion"', 'origin = "screening"', "origin"),
        ('anaemia_limit = "who"', 'anaemia_limit = "mine"', "anaemia_limit"),
        ('anaemia_who = ["130", "120"]', 'anaemia_who = ["130"]', "anaemia_who"),
        ('ctcae_version = "5.0"', 'ctcae_version = "4.0"', "ctcae_version"),
        ('kind = "inclusion"', 'kind = "perhaps"', "kind"),
        ("earlier_scores_hidden = true", "earlier_scores_hidden = 3", "earlier_scores_hidden"),
        ('"no redness", ', "", "descriptors"),
        ("version = 1", "version = one", "line"),
        ("[dose]", "[dose", "line"),
    ],
)
def test_unknown_names_and_wrong_types_are_refused(toml: str, old: str, new: str, named: str) -> None:
    sentence = refusal(edited(toml, old, new))
    assert sentence.startswith("The protocol file cannot be used: ")
    assert sentence.endswith(".")
    assert named in sentence


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('key = "W2"', 'key = "W0"', "two visits have the same key"),
        ("week = 2\n", "week = 0\n", "the visits are not in the order of their weeks"),
        ("week = 2\n", "week = 5\n", "the visits are not in the order of their weeks"),
        ("week = 0\n", "week = -1\n", "the visits are not in the order of their weeks"),
        ("early_days = 3", "early_days = -1", "a window is negative"),
        ("late_days = 3", "late_days = -1", "a window is negative"),
        ("week = 8\n", "", "an infusion has no week"),
        ('primary_visit = "W12"', 'primary_visit = "W13"', "the primary visit is not in the schedule"),
        ('primary_visit = "W12"', 'primary_visit = "SCR"', "the primary visit is not in the schedule"),
        ('cells_per_kg = "2000000"', 'cells_per_kg = "0"', "the dose per kg is not above 0"),
        ('cells_per_kg = "2000000"', 'cells_per_kg = "-1"', "the dose per kg is not above 0"),
        ('cells_per_kg = "2000000"', 'cells_per_kg = "NaN"', "the dose per kg is not above 0"),
        ('cells_per_kg = "2000000"', "cells_per_kg = inf", "the dose per kg is not above 0"),
        ('key = "E2"', 'key = "E1"', "two criteria have the same key"),
        ("induration =", "thickness =", "words for a sign are missing or not known"),
        ("P-{number:03}", "P-001", "the subject pattern has no place for the number, such as {number:03}"),
        ("P-{number:03}", "P-{count}", "the subject pattern has no place for the number, such as {number:03}"),
        ("P-{number:03}", "P-{number", "the subject pattern has no place for the number, such as {number:03}"),
        ("P-{number:03}", "P-{}", "the subject pattern has no place for the number, such as {number:03}"),
        ("P-{number:03}", "P-{number.real.x}", "the subject pattern has no place for the number, such as {number:03}"),
    ],
)
def test_a_protocol_that_makes_no_sense_is_refused(toml: str, old: str, new: str, reason: str) -> None:
    assert refusal(edited(toml, old, new)) == f"The protocol file cannot be used: {reason}."


def test_a_protocol_without_criteria_would_make_everybody_eligible(toml: str) -> None:
    bare = "criteria = []\n" + toml[: toml.index("[[criteria]]")]
    assert refusal(bare) == "The protocol file cannot be used: it has no criteria of eligibility."


def test_an_empty_file_is_refused() -> None:
    assert "version" in refusal("")


def test_exact_numbers_however_they_are_written(toml: str) -> None:
    for written in ('"2.9"', "2.9"):
        assert read_protocol(
            edited(toml, 'calcium_high = "2.9"', f"calcium_high = {written}")
        ).eligibility.calcium_high == (Decimal("2.9"))


def test_a_visit_is_named_by_its_label_else_by_its_key(protocol: Protocol) -> None:
    assert protocol.visit_name("W12") == "Week 12"
    assert protocol.visit_name("D79") == "D79"
    assert protocol.visit_name("") == ""
