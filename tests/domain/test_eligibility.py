"""The screening verdict: what each answer means, and which one wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.eligibility import Answer, Finding, Screening, finding, finding_words, verdict
from ucmsc_desktop.domain.protocol import Criterion, CriterionKind, Protocol

IN = Criterion("I1", CriterionKind.INCLUSION, "Psoriasis vulgaris")
EX = Criterion("E1", CriterionKind.EXCLUSION, "Guttate psoriasis", judgement=True)


def eligible_answers(protocol: Protocol) -> dict[str, Answer]:
    """Yes to every inclusion, no to every exclusion."""
    good = {CriterionKind.INCLUSION: Answer.YES, CriterionKind.EXCLUSION: Answer.NO}
    return {criterion.key: good[criterion.kind] for criterion in protocol.criteria}


@pytest.mark.parametrize(
    ("criterion", "answer", "expected"),
    [
        (IN, Answer.YES, Finding.MET),
        (IN, Answer.NO, Finding.NOT_MET),
        (IN, Answer.UNKNOWN, Finding.UNKNOWN),
        (IN, Answer.JUDGEMENT, Finding.JUDGEMENT),
        (IN, None, Finding.UNKNOWN),
        (EX, Answer.YES, Finding.NOT_MET),
        (EX, Answer.NO, Finding.MET),
        (EX, Answer.UNKNOWN, Finding.UNKNOWN),
        (EX, Answer.JUDGEMENT, Finding.JUDGEMENT),
        (EX, None, Finding.UNKNOWN),
    ],
)
def test_what_an_answer_means(criterion: Criterion, answer: Answer | None, expected: Finding) -> None:
    assert finding(criterion, answer) is expected


def test_a_finding_beside_an_exclusion_is_never_read_as_excluding() -> None:
    words = [finding_words(criterion, found) for criterion in (IN, EX) for found in Finding]
    assert words[:4] == ["met", "not met", "unknown", "needs judgement"]
    assert words[4:] == ["does not apply", "applies", "unknown", "needs judgement"]


def test_eligible_when_all_is_met(protocol: Protocol) -> None:
    found = verdict(protocol.criteria, Screening(answers=eligible_answers(protocol)))
    assert found.eligible is True
    assert found.criteria == ()
    assert found.reason == "Eligible: every inclusion criterion is met and no exclusion criterion applies."


def test_an_empty_checklist_is_open(protocol: Protocol) -> None:
    found = verdict(protocol.criteria, Screening())
    assert found.eligible is None
    assert found.criteria == tuple(criterion.key for criterion in protocol.criteria)


@pytest.mark.parametrize("key", ["I1", "I2", "I3", *(f"E{number}" for number in range(1, 11))])
def test_each_criterion_decides(protocol: Protocol, key: str) -> None:
    good = Screening(answers=eligible_answers(protocol))
    against = Answer.NO if key.startswith("I") else Answer.YES
    failed = verdict(protocol.criteria, good.answered(key, against))
    assert (failed.eligible, failed.criteria) == (False, (key,))
    words = f"inclusion {key} is not met" if key.startswith("I") else f"exclusion {key} applies"
    text = next(criterion.text for criterion in protocol.criteria if criterion.key == key)
    assert failed.reason == f"Not eligible: {words} ({text})."
    for answer, what in ((Answer.UNKNOWN, "an answer to"), (None, "an answer to")):
        waiting = verdict(protocol.criteria, good.answered(key, answer))
        assert (waiting.eligible, waiting.criteria) == (None, (key,))
        assert waiting.reason == f"Not decided: still needed {what} {key}."
    judged = verdict(protocol.criteria, good.answered(key, Answer.JUDGEMENT))
    assert judged.reason == f"Not decided: still needed the investigator's judgement on {key}."


def test_not_met_wins_over_judgement_and_unknown(protocol: Protocol) -> None:
    screening = Screening(answers=eligible_answers(protocol)).answered("I2", Answer.UNKNOWN)
    screening = screening.answered("E1", Answer.JUDGEMENT)
    open_verdict = verdict(protocol.criteria, screening)
    assert open_verdict.eligible is None
    assert open_verdict.criteria == ("E1", "I2")
    assert open_verdict.reason == ("Not decided: still needed the investigator's judgement on E1 and an answer to I2.")
    failed = verdict(protocol.criteria, screening.answered("I1", Answer.NO).answered("E8", Answer.YES))
    assert failed.eligible is False
    assert failed.criteria == ("I1", "E8")
    assert failed.reason.startswith("Not eligible: inclusion I1 is not met, exclusion E8 applies (Psoriasis vulgaris")


def test_answers_to_criteria_of_another_protocol_count_for_nothing() -> None:
    screening = Screening(answers={"I1": Answer.YES, "E1": Answer.NO, "E99": Answer.YES})
    assert verdict([IN, EX], screening).eligible is True


def test_answering_noting_and_opening_again() -> None:
    screening = Screening().answered("I1", Answer.YES).noted("I1", "PASI 18.6")
    assert screening.answers == {"I1": Answer.YES}
    assert screening.evidence == {"I1": "PASI 18.6"}
    assert screening.answered("I1", None).noted("I1", "") == Screening()
    assert screening.answered("I1", Answer.NO).answers == {"I1": Answer.NO}
    assert screening.answers == {"I1": Answer.YES}


@given(st.lists(st.sampled_from((None, *Answer)), min_size=13, max_size=13))
def test_the_verdict_against_its_definition(protocol: Protocol, answers: list[Answer | None]) -> None:
    screening = Screening()
    for criterion, answer in zip(protocol.criteria, answers, strict=True):
        screening = screening.answered(criterion.key, answer)
    good = eligible_answers(protocol)
    settled = [screening.answers.get(key) in (Answer.YES, Answer.NO) for key in good]
    wrong = [screening.answers.get(key) not in (good[key], None, Answer.UNKNOWN, Answer.JUDGEMENT) for key in good]
    expected = False if any(wrong) else True if all(settled) else None
    assert verdict(protocol.criteria, screening).eligible is expected
