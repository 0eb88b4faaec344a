"""The checklist by hand: what each answer means, and whether one of them refuses the candidate."""

import pytest

from ucmsc_desktop.domain.eligibility import Answer, Screening, finding, finding_words, refused
from ucmsc_desktop.domain.findings import Finding
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


def test_one_answer_by_hand_is_enough_to_refuse(protocol: Protocol) -> None:
    good = Screening(answers=eligible_answers(protocol))
    assert not refused(protocol.criteria, good)
    assert not refused(protocol.criteria, Screening())
    for criterion in protocol.criteria:
        against = Answer.NO if criterion.kind is CriterionKind.INCLUSION else Answer.YES
        assert refused(protocol.criteria, good.answered(criterion.key, against))
        assert not refused(protocol.criteria, good.answered(criterion.key, Answer.JUDGEMENT))
        assert not refused(protocol.criteria, good.answered(criterion.key, None))


def test_answers_to_criteria_of_another_protocol_count_for_nothing() -> None:
    screening = Screening(answers={"I1": Answer.YES, "E1": Answer.NO, "E99": Answer.YES})
    assert not refused([IN, EX], screening)


def test_answering_noting_and_opening_again() -> None:
    screening = Screening().answered("I1", Answer.YES).noted("I1", "PASI 18.6")
    assert screening.answers == {"I1": Answer.YES}
    assert screening.evidence == {"I1": "PASI 18.6"}
    assert screening.answered("I1", None).noted("I1", "") == Screening()
    assert screening.answered("I1", Answer.NO).answers == {"I1": Answer.NO}
    assert screening.answers == {"I1": Answer.YES}
