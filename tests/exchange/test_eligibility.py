"""`compute eligibility`: facts as JSON in, the verdict out, and a sentence for everything that cannot be."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import DAYS
from tests.exchange.test_compute import ask
from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.exchange.compute import RULES
from ucmsc_desktop.exchange.eligibility_facts import FIELDS

ORGANS = ("heart", "lung", "liver", "kidney", "blood", "endocrine", "other_organ")
GOOD: dict[str, Any] = {
    "sex": "M", "birth_date": "1980", "consent_on": "2026-03-02", "screened_on": "2026-03-02",
    "psoriasis_type": "vulgaris", "face_only": False, "acute_progressive": False, "erythroderma_tendency": False,
    "pasi": "7.1", "bsa_pct": 10, "pasi_on": "2026-03-02", "sas_raw": 40, "sds_raw": 43,
    **dict.fromkeys((*ORGANS, "psychiatric", "allergy", "malignancy", "infection", "electrolytes"), False),
    "other_trial_now": False, "other_trial_before": False, "any_therapy": False,
    "lab": {
        "CA": {"value": "2.9", "unit": "mmol/L"},
        "AST": {"value": 80, "unit": "U/L", "uln": 40},
        "ALT": {"value": "<5", "unit": "U/L", "uln": "40"},
        "CREAT": {"value": "1.2", "unit": "mg/dL", "uln": "1.2"},
        "HGB": {"value": "19.0", "unit": "g/dL", "lln": 13, "uln": 17},
        "PLAT": {"value": "75.0", "unit": "10^9/L"},
        "WBC": {"value": "3000", "unit": "/µL"},
    },
    "answers": {"E1": "no", "E2": "no", "E5": "no", "E6": "no", "E10": "no"},
}  # fmt: skip


TREATED = {
    "first_infusion_on": "2026-03-09",
    "any_therapy": True,
    "therapies": [{"class": "topical", "last_used_on": "2026-02-23"}],
}


def decide(**changes: Any) -> dict[str, Any]:
    """The answer for the good candidate with some facts changed."""
    return ask("eligibility", json.dumps(GOOD | changes))


def lab(**results: Any) -> dict[str, Any]:
    """The good results with some changed."""
    return {"lab": GOOD["lab"] | results}


def test_every_boundary_at_once_is_eligible() -> None:
    found = decide()
    assert found["eligible"] is True, found["reason"]
    assert found["missing"] == found["queries"] == found["repeat"] == []
    assert {criterion["finding"] for criterion in found["criteria"].values()} == {"met"}


def test_an_empty_object_is_open() -> None:
    found = ask("eligibility", "{}")
    assert found["eligible"] is None
    assert found["reason"].startswith("Not decided: still needed ")
    assert len(found["missing"]) == len(set(found["missing"])) > 20


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"pasi": "7.0"}, "I1", "PASI 7.0 is not above 7 and Body surface area 10 % is not above 10 %"),
        ({"birth_date": "1959"}, "I2", "Age 66 or 67 is above 65"),
        ({"procedures": [{"form": "LAB", "on": "2026-03-01"}]}, "I3", "a protocol deviation"),
        ({"answers": GOOD["answers"] | {"E1": "yes"}}, "E1", "E1 applies in the investigator's judgement"),
        ({"sas_raw": 43}, "E4", "SAS standard score 53 is above 50"),
        (lab(CA={"value": "2.91", "unit": "mmol/L"}), "E5", "is above 2.9"),
        (lab(PLAT={"value": "74.9", "unit": "10^9/L"}), "E5", "Platelets: 74.9 × 10^9/L is below 75 × 10^9/L"),
        ({"allergy": True}, "E7", "Allergy to anything, ever: yes"),
        ({"other_trial_before": True, "last_trial_on": "2026-02-03"}, "E8", "1 month not completed"),
    ],
)
def test_each_fact_decides(changes: dict[str, Any], key: str, reason: str) -> None:
    found = decide(**changes)
    assert found["eligible"] is False
    assert [name for name, criterion in found["criteria"].items() if criterion["finding"] == "not_met"] == [key]
    assert found["reason"] == f"Not eligible: {found['criteria'][key]['sentence']}."
    assert reason in found["reason"]


def test_what_could_open_the_way() -> None:
    rows = [{"drug": "X", "class": "topical", "last_used_on": "2026-03-01"}]
    low = lab(PLAT={"value": "74.9", "unit": "10^9/L"})
    found = decide(any_therapy=True, therapies=rows, **low)
    assert (found["could_be_eligible_from"], found["repeat"]) == ("2026-03-15", ["PLAT"])
    assert found["could"] == "Could be eligible from 15-Mar-2026, after a new result of Platelets."
    assert found["criteria"]["E9"]["free_from"] == "2026-03-15"
    ongoing = decide(any_therapy=True, therapies=[{"class": "biologic", "ongoing": True}])
    assert (ongoing["eligible"], ongoing["could_be_eligible_from"]) == (False, None)


@pytest.mark.parametrize(
    ("choices", "changes", "expected"),
    [
        ({"sds_rounding": "integer_part"}, {}, True),
        ({"sds_rounding": "nearest"}, {}, False),
        ({"calcium_rule": "total"}, {}, True),
        ({"calcium_rule": "albumin_corrected"}, lab(ALB={"value": 39, "unit": "g/L"}), False),
        ({"calcium_rule": "albumin_corrected"}, lab(ALB={"value": 40, "unit": "g/L"}), True),
        ({"calcium_rule": "albumin_corrected"}, {}, None),
        ({"creatinine_cystatin": "both"}, {}, True),
        ({"creatinine_cystatin": "either"}, {}, None),
        ({"anaemia_limit": "who"}, lab(HGB={"value": 125, "unit": "g/L", "uln": 170}), False),
        ({"anaemia_limit": "china"}, lab(HGB={"value": 125, "unit": "g/L", "uln": 170}), True),
        ({"anaemia_limit": "laboratory"}, lab(HGB={"value": 125, "unit": "g/L", "lln": 126, "uln": 170}), False),
        ({"anaemia_limit": "laboratory"}, lab(HGB={"value": 125, "unit": "g/L", "uln": 170}), None),
        ({"allergy": "any"}, {"allergy": True}, False),
        ({"allergy": "judgement"}, {"allergy": True}, None),
        ({"month": "calendar"}, {"other_trial_before": True, "last_trial_on": "2026-02-01"}, True),
        ({"month": "days_30"}, {"other_trial_before": True, "last_trial_on": "2026-02-01"}, False),
        ({"washout_reference": "first_infusion"}, TREATED, True),
        ({"washout_reference": "screening_pasi"}, TREATED, False),
        ({"tumour_markers": "named", "tumour_panel": ["CEA"]}, {}, None),
        ({"pasi_above": "7.1"}, {}, False),
        ({"age_low": 46}, {}, None),
        ({"anaemia_who": ["191", "120"]}, {}, False),
    ],
)
def test_other_choices_of_the_protocol(choices: dict[str, Any], changes: dict[str, Any], expected: bool | None) -> None:
    found = decide(protocol=choices, **changes)
    assert found["eligible"] is expected, found["reason"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"birth_date": "2027"}, "“birth_date”: 2027 is after the day of screening, 2026-03-02."),
        ({"birth_date": "1980-11-31"}, "“birth_date”: “1980-11-31” is not a date."),
        ({"birth_date": "1981-02-29"}, "is not a date"),
        ({"consent_on": "2026-03"}, "“consent_on”: “2026-03” is not a date."),
        ({"last_trial_on": "2026-13"}, "“last_trial_on”: “2026-13” is not a date."),
        ({"therapies": [{"class": "topical", "last_used_on": "30.2.2026"}]}, "“therapies.1.last_used_on”"),
        ({"therapies": [{"class": "cream"}]}, "“therapies.1.class”: “cream” is not one of topical"),
        ({"therapies": {}}, "“therapies” is a list."),
        (lab(CA={"value": "2,3", "unit": "mmol/L"}), "“lab.CA.value”: Write “2.3”, with a point and no comma."),
        (lab(PLAT={"value": "75000", "unit": "/µL", "lln": "150,000"}), "write “150000” or “150.000”, with"),
        (lab(PLAT={"value": True, "unit": "10^9/L"}), "“lab.PLAT.value”: true is not a number."),
        (lab(PLAT={"value": "-75", "unit": "10^9/L"}), "never negative"),
        ({"lab": True}, "“lab” holds an object with fields."),
        ({"lab": [1]}, "“lab” holds an object with fields."),
        ({"protocol": {"tumour_panel": [None, {}]}}, "“protocol”: Expected `str`, got `null`"),
        (lab(CA={"value": "2.3", "unit": "g/L"}), "not reported in “g/L”, but in mmol/L, mg/dL"),
        (
            lab(AST={"value": 20, "unit": "U/L", "lln": 41, "uln": 40}),
            "upper limit 40 lies below the lower limit 41.",
        ),
        (lab(iCa={"value": "1.2", "unit": "mmol/L"}), "This is ionised calcium"),
        (lab(XYZ={"value": 1, "unit": "g/L"}), "“lab.XYZ” is not a field here."),
        ({"sas_raw": 19}, "“sas_raw”"),
        ({"sas_raw": "40.5"}, "“sas_raw” is a whole number."),
        ({"pasi": 73}, "“pasi”: A PASI is 0 to 72."),
        ({"bsa_pct": "100.1"}, "“bsa_pct”: 100.1 is not 0 to 100 %."),
        ({"pregnant": "yes"}, "“pregnant”: “yes” is neither true nor false."),
        ({"sex": "W"}, "“sex”: “W” is not one of F, M."),
        ({"answers": {"E11": "no"}}, "“answers.E11” is not a field here."),
        ({"answers": {"E1": "maybe"}}, "“answers.E1”"),
        ({"procedures": [{"form": "X", "on": "2026-03-02"}]}, "“procedures.1.form”: “X” is not one of LAB"),
        ({"protocol": {"sds_rounding": "up"}}, "“protocol”"),
        ({"protocol": {"calcium_high": "-1"}}, "a limit is negative or no number"),
        ({"protocol": {"sas_above": "fifty"}}, "“protocol.sas_above”: “fifty” is not a number."),
        ({"protocol": {"pasi": 7}}, "“protocol.pasi” is not a field here."),
        ({"age": 40}, "“age” is not a field here."),
    ],
)
def test_what_cannot_be_is_a_sentence(changes: dict[str, Any], words: str) -> None:
    assert words in decide(**changes)["error"]


def test_contradictions_are_queries_and_the_verdict_stands() -> None:
    found = decide(consent_withdrawn_on="2026-03-01", other_trial_before=True)
    assert found["eligible"] is False
    assert found["queries"] == [
        "The consent was withdrawn before it was signed.",
        "Say when the last trial ended, as far as known.",
    ]


def test_a_pasi_that_cannot_occur_is_a_query() -> None:
    assert decide(pasi="67.7")["queries"] == ["“pasi”: 67.7 cannot be a PASI, no entries add up to it."]


def test_the_pasi_of_screening_is_a_procedure_that_needs_consent() -> None:
    found = decide(pasi_on="2026-03-01")
    assert "index of 01-Mar-2026 was before the consent of 02-Mar-2026" in found["criteria"]["I3"]["sentence"]
    assert decide(pasi_on="2026-03-03")["eligible"] is True


def test_every_field_is_documented() -> None:
    documented = {name for names in RULES["eligibility"].takes for name in names.split(", ")}
    assert documented == {*FIELDS, "answers", "notes", "protocol"}
    assert set(decide()) == set(RULES["eligibility"].gives)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "birth_date": DAYS.map(lambda day: day.isoformat()[:7]),
            "consent_on": DAYS.map(str),
            "screened_on": DAYS.map(str),
            "sex": st.sampled_from(("F", "M", None)),
            "pasi": st.integers(0, 720).map(lambda tenths: f"{tenths // 10}.{tenths % 10}"),
            "pregnancy_test": st.sampled_from(("negative", "positive", "unclear", None)),
            "ended_on": DAYS.map(lambda day: day.isoformat()[:4]),
            "answers": st.dictionaries(st.sampled_from(("E1", "E5", "E10")), st.sampled_from([*Answer])),
        },
    )
)
def test_any_answer_says_why(changes: dict[str, Any]) -> None:
    found = ask("eligibility", json.dumps(GOOD | changes))
    assert "error" in found or (found["eligible"] in (True, False, None) and found["reason"].endswith("."))
