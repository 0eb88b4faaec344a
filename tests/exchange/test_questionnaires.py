"""SAS, SDS and DLQI as JSON lines."""

import json
from typing import Any

import pytest

from .test_compute import ask

TWENTY = [1, 2, 3, 4] * 5


def test_the_answers_may_be_a_list_or_an_object() -> None:
    by_item = {str(number): answer for number, answer in enumerate(TWENTY, 1)}
    listed, named = (ask("zung", json.dumps({"scale": "SAS", "answers": given})) for given in (TWENTY, by_item))
    assert listed == named
    assert (listed["raw"], listed["standard"], listed["exact"], listed["excludes"]) == (61, 76, "76.25", True)
    assert listed["missing"] == listed["queries"] == []
    assert listed["sentence"] == (
        "raw 61 → standard 76 (raw × 1.25, integer part). Limit 50 applies to the standard score: 76 is above it."
    )


@pytest.mark.parametrize(
    ("line", "standard", "excludes", "decides"),
    [
        ({"scale": "SAS", "raw": 40}, 50, False, False),
        ({"scale": "SAS", "raw": 41}, 51, True, False),
        ({"scale": "SDS", "raw": 42}, 52, False, False),
        ({"scale": "SDS", "raw": 43}, 53, False, True),
        ({"scale": "SDS", "raw": 43, "rounding": "nearest"}, 54, True, True),
        ({"scale": "SDS", "raw": "44"}, 55, True, False),
    ],
)
def test_the_limit_and_the_case_in_which_rounding_decides(
    line: dict[str, Any], standard: int, *, excludes: bool, decides: bool
) -> None:
    found = ask("zung", json.dumps(line))
    assert (found["standard"], found["excludes"], found["rounding_decides"]) == (standard, excludes, decides)
    assert ("raw 43 is 53.75: the rounding decides" in found["sentence"]) is decides


@pytest.mark.parametrize("open_item", [0, 4, 19])
def test_an_open_item_means_no_score_and_no_verdict(open_item: int) -> None:
    answers: list[int | None] = [*TWENTY]
    answers[open_item] = None
    found = ask("zung", json.dumps({"scale": "SAS", "answers": answers}))
    assert (found["raw"], found["standard"], found["exact"], found["excludes"]) == (None, None, None, None)
    assert found["missing"] == [str(open_item + 1)]
    assert "19 of 20" in found["queries"][0]


def test_nothing_known_is_no_score() -> None:
    found = ask("zung", '{"scale":"SDS"}')
    assert found["excludes"] is None
    assert len(found["missing"]) == 20


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"raw":41}', "“scale” is SAS or SDS"),
        ('{"scale":"PHQ","raw":41}', "“PHQ” is not one of SAS, SDS"),
        ('{"scale":"SAS","answers":[1,2]}', "has 2 answers; the scale has 20 items"),
        ('{"scale":"SAS","answers":{"21":1}}', "“answers.21” is not a field here"),
        ('{"scale":"SAS","answers":{"3":5}}', "“answers.3”: Item 3 is answered with 1 to 4."),
        ('{"scale":"SAS","answers":{"3":2.5}}', "“answers.3” is a whole number"),
        ('{"scale":"SAS","raw":19}', "“raw”"),
        ('{"scale":"SAS","raw":81}', "“raw”"),
        ('{"scale":"SAS","answers":7}', "“answers” holds an object"),
        ('{"scale":"SAS","raw":41,"rounding":"up"}', "“up” is not one of integer_part, nearest"),
    ],
)
def test_what_is_no_form_is_one_sentence(line: str, words: str) -> None:
    assert words in ask("zung", line)["error"]


def test_the_dlqi_with_its_band() -> None:
    answers = {"1": 3, "2": "2", "3": "not_relevant", "4": 0, "5": 1, "6": 1, "7": "no", "7a": 2, "8": 0, "9": 0}
    found = ask("dlqi", json.dumps({"answers": answers}))
    assert (found["total"], found["band"], found["missing"]) == (9, [6, 10], ["10"])
    assert "Item 10 is open and counts 0" in found["sentence"]
    assert ask("dlqi", json.dumps({"answers": {**answers, "10": 3}}))["total"] == 12
    del answers["1"]
    found = ask("dlqi", json.dumps({"answers": answers}))
    assert (found["total"], found["band"], found["missing"]) == (None, None, ["1", "10"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"answers":{"7":3}}', "“answers.7”: Item 7 is answered with one of: Yes, No, Not relevant."),
        ('{"answers":{"7a":1}}', "Item 7a is answered only when item 7"),
        ('{"answers":{"1":"not_relevant"}}', "“answers.1”"),
        ('{"answers":[1,2,3]}', "“answers” holds an object"),
        ('{"total":31}', "“total”"),
        ('{"raw":3}', "“raw” is not a field here"),
    ],
)
def test_what_is_no_dlqi_is_one_sentence(line: str, words: str) -> None:
    assert words in ask("dlqi", line)["error"]


def test_a_total_alone_and_one_that_does_not_agree() -> None:
    assert ask("dlqi", '{"total":21}')["band"] == [21, 30]
    found = ask("zung", json.dumps({"scale": "SAS", "answers": TWENTY, "raw": 60}))
    assert found["raw"] is None
    assert "add up to 61, but 60" in found["queries"][0]
