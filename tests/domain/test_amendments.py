"""Amending the protocol: exact, checked like a protocol that is read, and telling whose verdict differs by it."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.candidates import DAY
from tests.domain.ordered import at, eligible, infusion, kept, screened, verdict
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.amendments import amended, effect, parameter_changes
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.eligibility import Outcome, criterion_words
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.parameter_values import choices_of, kind_of, value_of
from ucmsc_desktop.domain.parameters import parameters
from ucmsc_desktop.domain.protocol import BadProtocol, Protocol, checked, read_protocol
from ucmsc_desktop.domain.zung import Sas, Sds

SHIPPED = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def test_an_amendment_changes_what_it_says_and_nothing_else(protocol: Protocol) -> None:
    changes = {"eligibility.sds_rounding": "nearest", "visits.W4.late_days": 5, "dose.tolerance_pct": Decimal("2.5")}
    new = amended(protocol, changes)
    assert new.version == protocol.version + 1
    assert [value_of(new, name) for name in changes] == list(changes.values())
    back = {name: value_of(protocol, name) for name in changes}
    assert msgspec.structs.replace(amended(new, back), version=protocol.version) == protocol


def values(name: str) -> st.SearchStrategy[Any]:
    kind = kind_of(name)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(1, 17),
        Decimal: st.integers(0, 200).map(lambda tenths: Decimal(tenths).scaleb(-2)),
    }
    return st.sampled_from(choices_of(name)) if choices_of(name) else plain.get(kind, st.nothing())


NAMES = [found.name for found in parameters(SHIPPED) if not values(found.name).is_empty]


@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: values(name) for name in names})
))  # fmt: skip
def test_any_amendment_is_kept_exactly_and_its_changes_are_told(changes: dict[str, Any]) -> None:
    try:
        new = amended(SHIPPED, changes)
    except BadProtocol:
        return  # which ones, and in which words, is tested below
    assert {name: value_of(new, name) for name in changes} == changes
    told = parameter_changes(SHIPPED, new)
    assert {change.name for change in told} == {name for name in changes if changes[name] != value_of(SHIPPED, name)}
    assert all(change.old != change.new for change in told)
    assert checked(msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(new)))) == new


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "changes no value"),
        ({"eligibility.sas_above": 50}, "changes no value"),
        ({"eligibility.age_low": 70}, "youngest age is above the oldest"),
        ({"eligibility.calcium_low": Decimal(3)}, "lower limit of calcium"),
        ({"eligibility.platelets_low": Decimal(-1)}, "negative"),
        ({"eligibility.white_cells_low": Decimal("NaN")}, "no number"),
        ({"eligibility.sds_rounding": "up"}, "sds_rounding"),
        ({"eligibility.anaemia_who": (Decimal(130),)}, "anaemia_who"),
        ({"eligibility.tumour_markers": "named"}, "none is named"),
        ({"infusion.vitals_every_minutes": 0}, "no interval"),
        ({"safety.causality_levels": ()}, "no level"),
        ({"visits.W2.early_days": -1}, "a window is negative"),
        ({"visits.W2.late_days": 1_000_000}, "a window is longer than a year"),
        ({"infusion.observation_minutes": 10**12}, "a limit is above"),
        ({"visits.W99.early_days": 1}, "not a parameter"),
        ({"dose.cells_per_kg": Decimal(3_000_000)}, "not a parameter"),
    ],
)
def test_what_no_protocol_can_be_is_refused_in_a_sentence(
    protocol: Protocol, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadProtocol, match=reason) as refused:
        amended(protocol, changes)
    assert str(refused.value).endswith("Nothing was changed.")


def test_the_effect_names_each_verdict_that_turns_the_enrolled_ones_first(protocol: Protocol) -> None:
    anxious = Sas(answered_on=DAY, entered_raw=42)  # standard score 52
    sad = Sds(answered_on=DAY, entered_raw=43)  # 53 or, rounded to the nearest, 54
    enrolled = screened(sad)
    enrolled.append(kept(verdict(protocol, enrolled, Outcome.ENROLLED)))
    refused = screened(anxious)
    refused.append(kept(verdict(protocol, refused)))
    treated: list[Kept[Record]] = [*eligible(protocol, sad), kept(infusion(), at("INFUSION", "W0"))]
    records = {
        "P-001": refused, "P-002": eligible(protocol), "P-003": enrolled, "P-004": screened(sad), "P-005": treated,
        # By a deviation, and without a checklist.
        "P-006": [*screened(sad), kept(infusion(), at("INFUSION", "W0"))],
    }  # fmt: skip
    new = amended(protocol, {"eligibility.sds_rounding": "nearest", "eligibility.sas_above": 52})
    seen = list(effect(records, protocol, new))
    assert [subject for subject, _difference in seen] == ["P-003", "P-005", "P-006", "P-001", "P-002"]
    found = [difference for _subject, difference in seen if difference is not None]
    assert [(difference.subject, difference.enrolled) for difference in found] == [
        ("P-003", True), ("P-005", True), ("P-006", True), ("P-001", False),
    ]  # fmt: skip
    assert found[0].old.startswith("Eligible")
    assert "SDS standard score 54 is above 53" in found[0].new
    assert found[2].old.startswith("Not decided")
    assert "SAS standard score 52 is above 50" in found[3].old
    assert found[3].new.startswith("Eligible")


def test_the_words_of_a_criterion_name_the_limits_in_force(protocol: Protocol) -> None:
    new = amended(protocol, {"eligibility.sas_above": 30, "eligibility.age_high": 70})
    words = {each.key: criterion_words(each, new.eligibility) for each in new.criteria}
    assert words["E4"].startswith("SAS standard score above 30, SDS standard score above 53")
    assert words["I2"] == "Aged 18 to 70 completed years on the day of consent"
    assert criterion_words(protocol.criteria[1], protocol.eligibility).startswith("Aged 18 to 65")


def test_an_amendment_that_turns_no_verdict_has_no_effect(protocol: Protocol) -> None:
    new = amended(protocol, {"eligibility.sas_above": 51, "visits.W2.late_days": 4})
    assert [difference for _subject, difference in effect({"P-001": eligible(protocol)}, protocol, new)] == [None]
