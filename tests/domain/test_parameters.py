"""Every parameter by its name: in words, read back, and deciding the criteria that it says it decides."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ucmsc_desktop.domain.items import BadValue
from ucmsc_desktop.domain.parameter_values import CHOICES, choices_of, in_words, kind_of, read, value_of
from ucmsc_desktop.domain.parameters import parameter, parameter_words, parameters
from ucmsc_desktop.domain.protocol import EligibilityPart, Protocol
from ucmsc_desktop.text import NO_BREAK_SPACE

OPEN_POINTS = {
    "endpoints.origin", "endpoints.relapse_denominator", "eligibility.washout_reference", "eligibility.sds_rounding",
    "eligibility.creatinine_cystatin", "eligibility.anaemia_limit", "eligibility.calcium_rule", "eligibility.allergy",
    "eligibility.month", "eligibility.tumour_markers", "eligibility.tumour_panel", "assessment.itch_scale",
    "assessment.earlier_scores_hidden", "safety.ctcae_version", "safety.causality_levels", "dose.tolerance_pct",
    "infusion.vitals_every_minutes", "infusion.vitals_after_minutes", "infusion.observation_minutes",
    "visits.W0.early_days", "visits.W8.late_days", "visits.W24.early_days", "visits.W24.late_days", "enrolment.order",
}  # fmt: skip


def test_the_table_holds_every_open_point_and_every_limit_of_eligibility(protocol: Protocol) -> None:
    names = [found.name for found in parameters(protocol)]
    assert len(set(names)) == len(names)
    assert set(names) >= OPEN_POINTS
    fields = {f"eligibility.{field}" for field in EligibilityPart.__struct_fields__}
    assert {name for name in names if name.startswith("eligibility.")} == fields
    assert not [name for name in names if name.startswith("visits.W12.")]  # the registry record says it


def test_each_names_criteria_that_the_protocol_has(protocol: Protocol) -> None:
    rules = {criterion.rule for criterion in protocol.criteria}
    for found in parameters(protocol):
        assert set(found.rules) <= rules
        assert bool(found.criteria(protocol)) == (found.name.startswith("eligibility."))
    assert parameter(protocol, "eligibility.sds_rounding").criteria(protocol) == ["E4"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eligibility.sds_rounding", "SDS rounding: integer part"),
        ("sds_rounding", "SDS rounding: integer part"),
        ("eligibility.anaemia_who", f"Anaemia limit of the WHO, men and women: 130, 120{NO_BREAK_SPACE}g/L"),
        ("eligibility.tumour_panel", "Tumour markers that are named: none"),
        ("eligibility.washout_biologic_days", f"Washout of a biologic: 84{NO_BREAK_SPACE}days"),
        ("visits.W2.late_days", "Week 2: days late: 3"),
        ("assessment.earlier_scores_hidden", "Earlier scores are hidden while scoring: yes"),
        ("infusion.vitals_after_minutes", f"Vital signs after its end at: 15, 30, 60{NO_BREAK_SPACE}min"),
        ("safety.ctcae_version", "CTCAE version: 5.0"),
    ],
)
def test_a_parameter_in_words(protocol: Protocol, name: str, words: str) -> None:
    assert parameter_words(protocol, name) == words


def test_every_choice_has_words_of_its_own(protocol: Protocol) -> None:
    for found in parameters(protocol):
        values = choices_of(found.name)
        assert len({in_words(value) for value in values}) == len(values)
        for value in values:
            assert value in CHOICES or value[0].isdigit()


def test_every_value_is_read_back_from_its_words(protocol: Protocol) -> None:
    for found in parameters(protocol):
        value = value_of(protocol, found.name)
        if not choices_of(found.name) and kind_of(found.name) is not bool:
            assert read(found.name, found.label, in_words(value) if value != () else "") == value


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("eligibility.age_low", " 21 ", 21),
        ("eligibility.calcium_low", "2.05", Decimal("2.05")),
        ("eligibility.anaemia_who", "130, 115.5", (Decimal(130), Decimal("115.5"))),
        ("infusion.vitals_after_minutes", "15,30 , 45", (15, 30, 45)),
        ("eligibility.tumour_panel", "AFP, CEA,", ("AFP", "CEA")),
        ("eligibility.tumour_panel", "", ()),
        ("eligibility.tumour_panel", "CA 19-9, afp, Our own marker", ("CA19_9AG", "AFP", "Our own marker")),
    ],
)
def test_what_is_typed_is_a_value(name: str, typed: str, value: Any) -> None:
    assert read(name, "Label", typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("eligibility.age_low", ""), ("eligibility.age_low", "18.5"), ("eligibility.age_low", "eighteen"),
        ("eligibility.calcium_low", "2,05"), ("eligibility.calcium_low", "NaN"), ("eligibility.calcium_low", "inf"),
        ("infusion.vitals_after_minutes", "15; 30"), ("infusion.vitals_after_minutes", "15, 1e99999999"),
        ("eligibility.age_high", "1e99999999"), ("eligibility.platelets_low", "100001"),
        ("eligibility.anaemia_who", "130"), ("eligibility.anaemia_who", "130, 120, 110"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_a_sentence(name: str, typed: str) -> None:
    with pytest.raises(BadValue, match="Label"):
        read(name, "Label", typed)


def test_a_marker_is_read_by_its_name(protocol: Protocol) -> None:
    panel = msgspec.structs.replace(protocol.eligibility, tumour_panel=("CA19_9AG", "Our own"))
    named = msgspec.structs.replace(protocol, eligibility=panel)
    assert parameter_words(named, "tumour_panel") == "Tumour markers that are named: CA 19-9, Our own"


def test_a_name_that_is_none_is_refused(protocol: Protocol) -> None:
    for name in ("eligibility.colour", "colour", "study.title", "visits.W99.late_days"):
        with pytest.raises(KeyError):
            parameter(protocol, name)


def test_a_visit_of_another_schedule_has_its_windows(protocol: Protocol) -> None:
    visits = tuple(visit for visit in protocol.visits if visit.key != "W24")
    names = {found.name for found in parameters(msgspec.structs.replace(protocol, visits=visits))}
    assert "visits.W24.late_days" not in names
    assert "visits.W8.late_days" in names
