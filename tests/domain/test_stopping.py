"""Stopping rules: read from lines, counted over all participants, told before and when they are reached."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import shipped_toml
from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.protocol import BadProtocol, read_protocol
from ucmsc_desktop.domain.stopping import BadRule, Rule, Watch, parse, watch, watch_words

from .adverse_events import event, part
from .build import kept

TERMS = st.text("abcdefgh ", max_size=12).map(str.strip)
RULES = st.builds(
    Rule, st.integers(1, 999), st.integers(1, 5), related=st.booleans(), serious=st.booleans(), term=TERMS
)


def watched(line: str, *events: AdverseEvent) -> Watch:
    """Where one rule stands for events of as many participants."""
    (found,) = watch(_kept(events), part(stopping_rules=(line,)))
    return found


def _kept(events: tuple[AdverseEvent, ...]) -> list[Kept[AdverseEvent]]:
    return [kept(one, "W0", subject=f"P-{number:03}", number=1) for number, one in enumerate(events, 1)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("2 events of grade 3 related", Rule(2, 3, related=True)),
        ("1 event of grade 4", Rule(1, 4)),
        ("1 event of grade 4 or above", Rule(1, 4)),
        ("3 events of grade 2 related serious", Rule(3, 2, related=True, serious=True)),
        ("3 events of grade 2 serious related", Rule(3, 2, related=True, serious=True)),
        ("  1 Event  of  grade 1 SERIOUS ", Rule(1, 1, serious=True)),
        ("2 events of grade 3 related term low blood pressure", Rule(2, 3, related=True, term="low blood pressure")),
        ("1 event of grade 3 term serious cough", Rule(1, 3, term="serious cough")),
    ],
)
def test_a_line_is_read(line: str, rule: Rule) -> None:
    assert parse(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "",
        "0 events of grade 3",
        "-1 events of grade 3",
        "2 events of grade 0",
        "2 events of grade 6",
        "2 events",
        "two events of grade 3",
        "2 events of grade 3 relatedserious",
        "2 events of grade 3 fatal",
        "2 events of grade 3 term",
        "2 events of grade 3, related",
        "1000 events of grade 3",
    ],
)
def test_a_line_that_is_no_rule_is_refused_with_a_sentence(line: str) -> None:
    with pytest.raises(BadRule, match="is no stopping rule"):
        parse(line)


@given(RULES)
def test_a_rule_reads_as_it_is_written(rule: Rule) -> None:
    assert parse(rule.line()) == rule


def test_a_protocol_with_a_rule_that_cannot_be_read_is_refused() -> None:
    good = shipped_toml().replace("stopping_rules = []", 'stopping_rules = ["2 events of grade 3 related"]')
    assert read_protocol(good).safety.stopping_rules == ("2 events of grade 3 related",)
    with pytest.raises(BadProtocol, match="stopping rule"):
        read_protocol(good.replace("2 events of grade 3", "a few bad events"))


@pytest.mark.parametrize(
    ("values", "counts", "possible"),
    [
        ({"grade": 2, "relation": "probable"}, 0, 0),
        ({"grade": 3, "relation": "probable"}, 1, 0),
        ({"grade": 5, "relation": "probable"}, 1, 0),
        ({"grade": 3, "relation": "unlikely"}, 0, 0),
        ({"grade": 3, "relation": None}, 0, 1),
        ({"grade": None, "relation": "probable"}, 0, 1),
        ({"grade": None, "relation": "unlikely"}, 0, 0),
        ({"grade": 2, "relation": None}, 0, 0),
        ({}, 0, 1),
    ],
)
def test_what_counts_and_what_may_count(values: dict[str, Any], counts: int, possible: int) -> None:
    found = watched("1 event of grade 3 related", event(**values))
    assert (len(found.events), len(found.possible)) == (counts, possible)
    assert found.reached is bool(counts)
    assert found.may_be_reached is bool(possible)


@pytest.mark.parametrize(
    ("values", "counts", "possible"),
    [
        ({"serious": True}, 1, 0),
        ({"serious": False}, 0, 0),
        ({}, 0, 1),
        ({"hospitalisation": True}, 1, 0),
        ({"outcome": AeOutcome.FATAL}, 1, 0),
    ],
)
def test_seriousness_counts_by_any_answer_that_says_so(values: dict[str, Any], counts: int, possible: int) -> None:
    found = watched("1 event of grade 3 serious", event(grade=3, **values))
    assert (len(found.events), len(found.possible)) == (counts, possible)


def test_a_term_is_the_same_whatever_its_case() -> None:
    line = "1 event of grade 3 term anaphylaxis"
    assert watched(line, event(grade=3, term="Anaphylaxis")).reached
    assert not watched(line, event(grade=3, term="Fever")).reached
    assert watched(line, event(grade=3)).may_be_reached
    assert watched("1 event of grade 3 term numb toes", event(grade=3, term=" Numb toes ")).reached


def test_the_count_is_reached_by_its_last_event_over_all_participants() -> None:
    bad = event(grade=3, relation="probable")
    one, two = watched("2 events of grade 3 related", bad), watched("2 events of grade 3 related", bad, bad)
    assert not one.reached
    assert two.reached
    assert {kept.key.subject for kept in two.events} == {"P-001", "P-002"}
    waiting = watched("2 events of grade 3 related", bad, event(grade=3))
    assert (waiting.reached, waiting.may_be_reached) == (False, True)


def test_a_rule_is_told_in_words() -> None:
    bad = event(grade=3, relation="probable")
    assert watch_words(watched("2 events of grade 3 related")) == "2 events of grade 3 related: 0 so far"
    assert watch_words(watched("2 events of grade 3 related", bad, event(grade=3))) == (
        "2 events of grade 3 related: 1 so far (P-001), 1 not judged yet"
    )
    assert "reached: no further infusion" in watch_words(watched("1 event of grade 3", bad))


def test_without_a_rule_nothing_is_watched() -> None:
    assert watch(_kept((event(grade=5),)), part()) == []
