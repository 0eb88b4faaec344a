"""Bad input: a sentence on its own line, and the next line is read."""

import json
from collections.abc import Iterator

import pytest

from tests.exchange.test_compute import PROTOCOL, ask
from ucmsc_desktop.exchange.compute import RULES, answers

GOOD = b'{"baseline":"10","visit":"1"}\n'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "Infinity"),
        ('"NaN"', "not a number"),
        ('"inf"', "not a number"),
        ("true", "true is not a number"),
        ('""', "not a number"),
        ('"7,2"', "write “7.2”"),
        ('"1_0"', "not a number"),
        ('"١"', "not a number"),
        ('"0x10"', "not a number"),
        ("[]", "not a number"),
        ('{"a":[1]}', "not a number"),
        ("1e400", "out of reach"),
        ("1e-400", "out of reach"),
        ('"1e999999999"', "out of reach"),
        ("1e99999999999999999999", "not a number"),
        ("1" * 5000, "out of reach"),
        ("72.1", "0 to 72"),
        ("-0.1", "0 to 72"),
        ("7.25", "one decimal"),
        ('"\\ud800"', "not a number"),
    ],
)
def test_a_value_that_is_no_pasi(value: str, words: str) -> None:
    assert words in ask("response", f'{{"baseline":{value},"visit":1}}')["error"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "not JSON"),
        (b"hello", "not JSON"),
        (GOOD.strip() + b" x", "not JSON"),
        (b"[1,2]", "one JSON object"),
        (b"null", "one JSON object"),
        (b"12", "one JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"baseline":1,"baseline":1,"visit":1}', "given twice"),
        (b'{"baseline":1,"visit":1,"week":2}', "“week” is not a field"),
        (b'{"baseline":1}', "“visit” is missing"),
    ],
)
def test_a_line_that_is_no_question(line: bytes, words: str) -> None:
    assert words in ask("response", line)["error"]


@pytest.mark.parametrize(
    ("rule", "line", "words"),
    [
        ("pasi", '{"neck":{}}', "not a field"),
        ("pasi", '{"head":{"depth":1}}', "head.depth"),
        ("pasi", '{"head":[]}', "object"),
        ("pasi", '{"head":{"erythema":5}}', "0 to 4"),
        ("pasi", '{"head":{"erythema":-1}}', "0 to 4"),
        ("pasi", '{"head":{"erythema":1.5}}', "whole number"),
        ("pasi", '{"head":{"area":7}}', "0 to 6"),
        ("pasi", '{"head":{"area_pct":"100.0000001"}}', "0 to 100"),
        ("relapse", '{"baseline":12,"visits":[[4,6],["4.0",7]]}', "Week 4 is given twice"),
        ("relapse", '{"baseline":12,"visits":[["four",6]]}', "not a number"),
        ("relapse", '{"baseline":12,"visits":[[true,6]]}', "not a number"),
        ("relapse", '{"baseline":12,"visits":[[null,6]]}', "no week"),
        ("relapse", '{"baseline":12,"visits":[[4,6,1]]}', "pair"),
        ("relapse", '{"baseline":12,"visits":{"4":6}}', "list of pairs"),
        ("relapse", '{"baseline":12,"visits":[[4,73]]}', "0 to 72"),
        ("relapse", '{"baseline":12}', "list of pairs"),
        ("bsa", '{"head":"100.1"}', "0 to 100"),
        ("bsa", '{"palms":{"trunk":"30.1"}}', "0 to 30 palms"),
        ("bsa", '{"head":{"palms":11}}', "0 to 10 palms"),
        ("bsa", '{"palms":{"head":1},"trunk":1}', "not both"),
        ("bsa", '{"head":{"palms":1,"area_pct":1}}', "not both"),
        ("dose", '{"weight_kg":0}', "above 0"),
        ("dose", '{"weight_kg":-70}', "above 0"),
        ("dose", "{}", "weight_kg"),
        ("dose", '{"weight_kg":70,"cells_per_kg":0}', "above 0"),
        ("dose", '{"weight_kg":70,"cells_per_ml":0,"label_counts":"viable"}', "above 0"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1}', "label_counts"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1,"label_counts":"dead"}', "viable, total"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1,"label_counts":["viable"]}', "viable, total"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1,"label_counts":"total"}', "viability"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1,"label_counts":"total","viability_pct":0}', "viability"),
        ("dose", '{"weight_kg":70,"cells_per_ml":1,"label_counts":"viable","viability_pct":101}', "viability"),
        ("schedule", "{}", "first_infusion"),
        ("schedule", '{"first_infusion":"2026-02-30"}', "not a date"),
        ("schedule", '{"first_infusion":"20260302"}', "not a date"),
        ("schedule", '{"first_infusion":20260302}', "not a date"),
        ("schedule", '{"first_infusion":"2026-03-02","visit_date":"27.5.2026"}', "not a date"),
        ("schedule", '{"first_infusion":"9999-12-01"}', "calendar"),
    ],
)
def test_what_a_rule_refuses(rule: str, line: str, words: str) -> None:
    found = ask(rule, line)
    assert set(found) == {"error"}
    assert words in found["error"]


def test_after_a_bad_line_the_next_is_read_and_blank_lines_are_passed_over() -> None:
    lines = [b"\xef\xbb\xbf" + GOOD, b"\n", b"  \r\n", b"oops\n", GOOD, GOOD.strip()]
    found = [json.loads(written) for written in answers(RULES["response"], lines, PROTOCOL)]
    assert ["error" in answer for answer in found] == [False, True, False, False]


def test_an_answer_comes_before_the_next_line_is_asked_for() -> None:
    asked: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(2):
            asked.append(number)
            yield GOOD

    written = answers(RULES["response"], lines(), PROTOCOL)
    next(written)
    assert asked == [0]
