"""What a record of licensed words must hold; all words here are invented."""

import msgspec
import pytest

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.wording import ANSWERS, ITEMS, Wording, key_of


def nonsense(questionnaire: str = "SAS") -> Wording:
    """Words that mean nothing."""
    return Wording(
        questionnaire=questionnaire,
        licence="None needed",
        items={item: f"Bluba {item}" for item in ITEMS[questionnaire]},
        answers={answer: f"Gomo {answer}" for answer in ANSWERS[questionnaire]},
    )


@pytest.mark.parametrize("questionnaire", ["SAS", "SDS", "DLQI"])
def test_all_items_and_answers_have_words(questionnaire: str) -> None:
    assert items.problems(nonsense(questionnaire)) == []
    lacking = nonsense(questionnaire)
    for field in ("items", "answers"):
        words = getattr(lacking, field)
        for key in words:
            for less in ({k: v for k, v in words.items() if k != key}, {**words, key: "  "}):
                problem = items.problems(msgspec.structs.replace(lacking, **{field: less}))[0]
                assert problem.field == field
                assert f"[{field}]: there are no words for {key};" in problem.sentence


def test_what_does_not_belong_is_refused() -> None:
    whole = nonsense()
    more = msgspec.structs.replace(whole, items={**whole.items, "21": "Bluba"})
    assert "“21” does not belong" in items.problems(more)[0].sentence
    unknown = msgspec.structs.replace(whole, questionnaire="PHQ")
    assert "“PHQ” is not a questionnaire of this trial" in items.problems(unknown)[0].sentence
    for licence in (None, " "):
        assert "licence" in items.problems(msgspec.structs.replace(whole, licence=licence))[0].sentence


def test_each_questionnaire_has_a_place_of_its_own_in_the_study() -> None:
    keys = [key_of(name) for name in ITEMS]
    assert len(set(keys)) == len(keys)
    assert {(key.subject, key.visit, key.form) for key in keys} == {("", "", "WORDING")}
