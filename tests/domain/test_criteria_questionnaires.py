"""E4: both standard scores at and around their limits, under both roundings, and other disorders."""

import msgspec
import pytest

from tests.domain.candidates import CHECKLIST, HEALTHY, changed, finding, missing, on, with_choices
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.zung import ITEMS, Sas, Sds

MET, NOT_MET, UNKNOWN = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN


@pytest.mark.parametrize(("raw", "expected"), [(20, MET), (39, MET), (40, MET), (41, NOT_MET), (80, NOT_MET)])
def test_sas_above_50(protocol: Protocol, raw: int, expected: Finding) -> None:
    for rounding in ("integer_part", "nearest"):
        choice = with_choices(protocol, sds_rounding=rounding)
        assert finding("E4", changed(sas=Sas(entered_raw=raw)), choice) is expected


@pytest.mark.parametrize(
    ("raw", "integer_part", "nearest"), [(42, MET, MET), (43, MET, NOT_MET), (44, NOT_MET, NOT_MET)]
)
def test_sds_above_53(protocol: Protocol, raw: int, integer_part: Finding, nearest: Finding) -> None:
    facts = changed(sds=Sds(entered_raw=raw))
    found = on("E4", facts, with_choices(protocol, sds_rounding="integer_part"))
    assert (found.finding, found.parameters) == (integer_part, ("sds_rounding",))
    assert finding("E4", facts, with_choices(protocol, sds_rounding="nearest")) is nearest


def test_the_sentences_name_score_and_limit(protocol: Protocol) -> None:
    found = on("E4", changed(sas=Sas(entered_raw=43)), protocol)
    assert found.sentence == "SAS standard score 53 is above 50"
    verdict = judge(changed(sas=Sas(entered_raw=43)), protocol, CHECKLIST)
    assert verdict.reason == "Not eligible: SAS standard score 53 is above 50."
    assert "SAS standard score 50 is not above 50" in on("E4", changed(sas=Sas(entered_raw=40)), protocol).sentence


def test_sds_43_says_that_the_rounding_decides(protocol: Protocol) -> None:
    facts = changed(sds=Sds(entered_raw=43))
    assert "53 is not above 53 (raw 43 is 53.75: the rounding decides)" in on("E4", facts, protocol).sentence
    nearest = on("E4", facts, with_choices(protocol, sds_rounding="nearest"))
    assert nearest.sentence == "SDS standard score 54 is above 53 (raw 43 is 53.75: the rounding decides)"
    assert "rounding" not in on("E4", changed(sds=Sds(entered_raw=42)), protocol).sentence


def test_other_limits(protocol: Protocol) -> None:
    assert finding("E4", changed(sas=Sas(entered_raw=41)), with_choices(protocol, sas_above=51)) is MET
    assert finding("E4", changed(sds=Sds(entered_raw=43)), with_choices(protocol, sds_above=52)) is NOT_MET


def test_19_of_20_answers_give_no_score(protocol: Protocol) -> None:
    nineteen = Sas(answers=dict.fromkeys(ITEMS[:-1], 1))
    found = on("E4", changed(sas=nineteen), protocol)
    assert (found.finding, missing(found)) == (UNKNOWN, ["SAS.standard"])
    assert found.sentence == "SAS standard score: 19 of 20 items are answered: no score. Open: 20"
    assert finding("E4", changed(sas=Sas(answers=dict.fromkeys(ITEMS, 1))), protocol) is MET


@pytest.mark.parametrize("name", ["sas", "sds"])
def test_a_missing_scale_is_unknown(protocol: Protocol, name: str) -> None:
    found = on("E4", changed(**{name: None}), protocol)
    assert (found.finding, found.sentence) == (UNKNOWN, f"Not recorded: {name.upper()} standard score")
    failed = on("E4", changed(**{name: None, "medical": _psychiatric(True)}), protocol)
    assert failed.finding is NOT_MET


def test_another_psychiatric_disorder(protocol: Protocol) -> None:
    found = on("E4", changed(medical=_psychiatric(True)), protocol)
    assert (found.finding, found.sentence) == (NOT_MET, "Another psychiatric disorder: yes")
    assert finding("E4", changed(medical=_psychiatric(None)), protocol) is UNKNOWN


def _psychiatric(answer: bool | None) -> object:
    return msgspec.structs.replace(HEALTHY, psychiatric=answer)
