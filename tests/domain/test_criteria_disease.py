"""I1, E1 and E2: type and severity of the psoriasis at and around their limits."""

from decimal import Decimal
from typing import Any

import pytest

from tests.domain.candidates import CHECKLIST, changed, finding, missing, on, with_choices
from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.psoriasis import PsoriasisHistory, PsoriasisType

MET, NOT_MET, UNKNOWN, JUDGEMENT = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN, Finding.JUDGEMENT


@pytest.mark.parametrize(
    ("tenths", "bsa", "expected"),
    [
        (69, "9.9", NOT_MET),
        (70, "10", NOT_MET),
        (71, "10", MET),
        (70, "10.01", MET),
        (70, "10.0", NOT_MET),
        (71, None, MET),
        (None, "10.1", MET),
        (70, None, UNKNOWN),
        (None, "10", UNKNOWN),
        (None, None, UNKNOWN),
        (720, "100", MET),
        (0, "0", NOT_MET),
    ],
)
def test_pasi_above_7_or_body_surface_above_10(
    protocol: Protocol, tenths: int | None, bsa: str | None, expected: Finding
) -> None:
    facts = changed(pasi_tenths=tenths, bsa_pct=None if bsa is None else Decimal(bsa))
    assert finding("I1", facts, protocol) is expected


def test_severity_names_value_rule_and_strictness(protocol: Protocol) -> None:
    found = on("I1", changed(pasi_tenths=70, bsa_pct=Decimal("10.0")), protocol)
    assert found.sentence == "PASI 7.0 is not above 7 and Body surface area 10\u00a0% is not above 10\u00a0%"
    waiting = on("I1", changed(pasi_tenths=70, bsa_pct=None), protocol)
    assert waiting.sentence == "PASI 7.0 is not above 7; not recorded: Body surface area"
    assert missing(waiting) == ["PASI.bsa_pct"]
    assert on("I1", changed(pasi_tenths=71), protocol).sentence == "Vulgaris (plaque); PASI 7.1 is above 7"


def test_other_limits_of_severity(protocol: Protocol) -> None:
    stricter = with_choices(protocol, pasi_above=Decimal(12), bsa_above_pct=Decimal(20))
    assert finding("I1", changed(pasi_tenths=120, bsa_pct=Decimal(20)), stricter) is NOT_MET
    assert finding("I1", changed(pasi_tenths=121, bsa_pct=Decimal(20)), stricter) is MET


@pytest.mark.parametrize("kind", PsoriasisType)
def test_only_psoriasis_vulgaris_enters(protocol: Protocol, kind: PsoriasisType) -> None:
    facts = changed(psoriasis=PsoriasisHistory(psoriasis_type=kind))
    assert finding("I1", facts, protocol) is (MET if kind is PsoriasisType.VULGARIS else NOT_MET)


def test_an_open_type_waits_unless_the_severity_already_fails(protocol: Protocol) -> None:
    assert finding("I1", changed(psoriasis=None), protocol) is UNKNOWN
    assert finding("I1", changed(psoriasis=None, pasi_tenths=70, bsa_pct=Decimal(10)), protocol) is NOT_MET


def _history(**values: bool | PsoriasisType | None) -> PsoriasisHistory:
    good: dict[str, Any] = {
        "psoriasis_type": PsoriasisType.VULGARIS,
        "face_only": False,
        "acute_progressive": False,
        "erythroderma_tendency": False,
    }
    return PsoriasisHistory(**(good | values))


@pytest.mark.parametrize(
    ("key", "flagged", "words"),
    [
        ("E1", {"psoriasis_type": PsoriasisType.GUTTATE}, "Type of psoriasis: Guttate"),
        ("E1", {"psoriasis_type": PsoriasisType.INVERSE}, "Type of psoriasis: Inverse"),
        ("E1", {"face_only": True}, "Only on the face: yes"),
        ("E2", {"acute_progressive": True}, "Acute and progressing: yes"),
        ("E2", {"erythroderma_tendency": True}, "Tendency to erythroderma: yes"),
    ],
)
def test_the_investigator_judges_with_the_facts_beside(
    protocol: Protocol, key: str, flagged: dict[str, bool | PsoriasisType], words: str
) -> None:
    facts = changed(psoriasis=_history(**flagged))
    waiting = on(key, facts, protocol, CHECKLIST.answered(key, None))
    assert waiting.finding is JUDGEMENT
    assert waiting.sentence == f"The investigator judges: {words}"
    cleared = on(key, facts, protocol)
    assert cleared.finding is MET
    assert cleared.sentence == f"Does not apply in the investigator's judgement, although: {words}"


@pytest.mark.parametrize("key", ["E1", "E2"])
def test_answers_to_a_criterion_of_judgement(protocol: Protocol, key: str) -> None:
    facts = changed(psoriasis=_history())
    given = {
        Answer.NO: MET,
        Answer.YES: NOT_MET,
        Answer.UNKNOWN: UNKNOWN,
        Answer.JUDGEMENT: JUDGEMENT,
        None: JUDGEMENT,
    }
    for answer, expected in given.items():
        assert finding(key, facts, protocol, CHECKLIST.answered(key, answer)) is expected
    against = on(key, facts, protocol, CHECKLIST.answered(key, Answer.YES).noted(key, "since last week"))
    assert against.sentence == f"{key} applies in the investigator's judgement (since last week)"


@pytest.mark.parametrize(
    ("key", "field"),
    [("E1", "psoriasis_type"), ("E1", "face_only"), ("E2", "acute_progressive"), ("E2", "erythroderma_tendency")],
)
def test_a_judgement_waits_for_its_facts(protocol: Protocol, key: str, field: str) -> None:
    facts = changed(psoriasis=_history(**{field: None}))
    for answer in (Answer.NO, None):
        found = on(key, facts, protocol, CHECKLIST.answered(key, answer))
        assert (found.finding, missing(found)) == (UNKNOWN, [f"PSORIASIS.{field}"])
    assert finding(key, facts, protocol, CHECKLIST.answered(key, Answer.YES)) is NOT_MET
