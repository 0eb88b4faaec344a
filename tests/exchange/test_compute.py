"""The rules as a statistician tries them: a JSON line in, a JSON line out."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.exchange.compute import RULES, answers

PROTOCOL: Protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def ask(rule: str, line: str | bytes) -> dict[str, Any]:
    """The answer to one line."""
    raw = line.encode() if isinstance(line, str) else line
    (written,) = answers(RULES[rule], [raw], PROTOCOL)
    found: dict[str, Any] = json.loads(written)
    return found


def region(area: str, erythema: int, induration: int, desquamation: int) -> str:
    """A region's object; `area` is `"area":1` or `"area_pct":"8"`."""
    return f'{{{area},"erythema":{erythema},"induration":{induration},"desquamation":{desquamation}}}'


def regions(head: str, upper: str, trunk: str, lower: str) -> str:
    """A whole assessment."""
    return f'{{"head":{head},"upper_limbs":{upper},"trunk":{trunk},"lower_limbs":{lower}}}'


def test_pasi_and_body_surface_from_percentages() -> None:
    line = regions(
        region('"area_pct":"8"', 2, 2, 1),
        region('"area_pct":1', 1, 1, 1),
        region('"area_pct":"13.00"', 3, 2, 2),
        region('"area_pct":4.0', 1, 2, 1),
    )
    found = ask("pasi", line)
    assert found["pasi"] == "6.9"
    assert found["bsa_pct"] == "6.5"
    assert found["regions"]["trunk"] == {"area": 2, "score": "4.2"}
    assert found["queries"] == found["missing"] == []


def test_pasi_from_grades_has_no_body_surface() -> None:
    most = region('"area":6', 4, 4, 4)
    found = ask("pasi", regions(most, most, most, most))
    assert found["pasi"] == "72.0"
    assert found["bsa_pct"] is None


def test_pasi_keeps_its_decimal_at_zero() -> None:
    none = region('"area_pct":0', 0, 0, 0)
    found = ask("pasi", regions(none, none, none, none))
    assert found["pasi"] == "0.0"
    assert found["bsa_pct"] == "0"


@pytest.mark.parametrize(
    ("pct", "grade"),
    [("0", 0), ("0.0001", 1), ("9.9999999999999999999999999999", 1), ("10", 2), ("29.99", 2), ("30", 3), ("50", 4),
     ("70", 5), ("89.9", 5), ("90", 6), ("1e2", 6)],
)  # fmt: skip
def test_area_grades_by_half_open_bands(pct: str, grade: int) -> None:
    assert ask("pasi", f'{{"head":{{"area_pct":"{pct}"}}}}')["regions"]["head"]["area"] == grade


def test_a_missing_item_means_no_score_and_is_named() -> None:
    whole = region('"area":1', 1, 1, 1)
    found = ask("pasi", f'{{"head":{whole},"upper_limbs":{whole},"trunk":{{"area":2,"erythema":null,"induration":1}}}}')
    assert found["pasi"] is None
    assert found["regions"]["head"] == {"area": 1, "score": "0.3"}
    assert found["regions"]["trunk"] == {"area": 2, "score": None}
    assert found["missing"] == [
        "trunk.erythema", "trunk.desquamation", "lower_limbs.area", "lower_limbs.erythema", "lower_limbs.induration",
        "lower_limbs.desquamation",
    ]  # fmt: skip


def test_contradictions_are_queries_and_the_score_stands() -> None:
    found = ask(
        "pasi",
        regions(
            region('"area":0', 1, 0, 0),
            region('"area":2', 0, 0, 0),
            region('"area":1', 1, 0, 0),
            region('"area":0', 0, 0, 0),
        ),
    )
    assert found["pasi"] == "0.3"
    assert len(found["queries"]) == 2
    assert "Head" in found["queries"][0]
    assert "Upper limbs" in found["queries"][1]


def test_percentage_and_grade_must_agree() -> None:
    assert ask("pasi", '{"head":{"area":2,"area_pct":10}}')["regions"]["head"]["area"] == 2
    assert "area score 2, yet 1" in ask("pasi", '{"head":{"area":1,"area_pct":10}}')["error"]


@pytest.mark.parametrize(
    ("baseline", "visit", "pct", "reached"),
    [
        ("5.6", "1.4", "75", (True, True, False, False)),
        ("18.2", "4.6", "74.7252747253", (True, False, False, False)),
        ("10", "0", "100", (True, True, True, True)),
        ("10", "11.1", "-11", (False, False, False, False)),
        ("0.3", "0.2", "33.3333333333", (False, False, False, False)),
        ("0.6", "1", "-66.6666666667", (False, False, False, False)),
        ("72", "36", "50", (True, False, False, False)),
    ],
)
def test_response(baseline: str, visit: str, pct: str, reached: tuple[bool, ...]) -> None:
    for line in (f'{{"baseline":"{baseline}","visit":"{visit}"}}', f'{{"baseline":{baseline},"visit":{visit}}}'):
        found = ask("response", line)
        assert found["improvement_pct"] == pct
        assert tuple(found[f"pasi{limit}"] for limit in (50, 75, 90, 100)) == reached


@pytest.mark.parametrize(
    "line", ['{"baseline":0,"visit":"3"}', '{"baseline":null,"visit":3}', '{"baseline":5,"visit":null}']
)
def test_undefined_response_is_null(line: str) -> None:
    found = ask("response", line)
    assert {found[name] for name in ("improvement_pct", "pasi50", "pasi75", "pasi90", "pasi100")} == {None}


def test_a_total_that_cannot_occur_is_computed_and_named() -> None:
    found = ask("response", '{"baseline":"67.7","visit":"6.7"}')
    assert found["pasi90"] is True
    assert len(found["queries"]) == 1
    assert "67.7" in found["queries"][0]


@given(st.integers(1, 720), st.integers(0, 720))
def test_response_is_exact_for_all_tenths(baseline: int, visit: int) -> None:
    found = ask("response", f'{{"baseline":{Decimal(baseline) / 10},"visit":"{Decimal(visit) / 10}"}}')
    exact = Fraction(100 * (baseline - visit), baseline)
    assert abs(Fraction(found["improvement_pct"]) - exact) <= Fraction(1, 2 * 10**10)
    assert "e" not in found["improvement_pct"].lower()
    for limit in (50, 75, 90, 100):
        assert found[f"pasi{limit}"] is (exact >= limit)


def test_relapse_as_documented() -> None:
    found = ask("relapse", '{"baseline":"12","visits":[[2,"10"],[4,"6"],[8,null],[24,"6.1"]]}')
    assert found == {"pasi50_first_week": 4, "relapse_week": 24, "relapse_period": "follow-up", "queries": []}


@pytest.mark.parametrize(
    ("visits", "first", "lost", "period"),
    [
        ('[[12,"6.1"],["4.5","6"]]', "4.5", 12, "treatment"),
        ('[[12.4,"6.1"],[4,6]]', 4, "12.4", "treatment"),  # day 87 still is in the window of week 12
        ('[[12.5,"6.1"],[4,6]]', 4, "12.5", "follow-up"),
        ('[[4,"6"],[8,"6"]]', 4, None, None),
        ('[[4,"7"],[8,"8"]]', None, None, None),
        ('[[0,"3"],[4,"7"]]', None, None, None),
        ("[]", None, None, None),
    ],
)
def test_relapse(visits: str, first: object, lost: object, period: object) -> None:
    found = ask("relapse", f'{{"baseline":12,"visits":{visits}}}')
    assert (found["pasi50_first_week"], found["relapse_week"], found["relapse_period"]) == (first, lost, period)


@pytest.mark.parametrize("baseline", ["null", "0"])
def test_relapse_without_a_baseline_is_null(baseline: str) -> None:
    found = ask("relapse", f'{{"baseline":{baseline},"visits":[[4,"0"],[8,"9"]]}}')
    assert found["pasi50_first_week"] is found["relapse_week"] is found["relapse_period"] is None


@pytest.mark.parametrize(
    "line",
    [
        '{"head":"8","upper_limbs":"1","trunk":"13","lower_limbs":"4"}',
        '{"palms":{"head":"0.8","upper_limbs":0.2,"trunk":"3.9","lower_limbs":"1.6"}}',
        '{"head":{"palms":"0.8"},"upper_limbs":{"area_pct":1},"trunk":13,"lower_limbs":{"palms":"1.6"}}',
    ],
)
def test_body_surface(line: str) -> None:
    assert ask("bsa", line) == {"bsa_pct": "6.5", "missing": []}


def test_body_surface_with_three_palms_of_the_trunk_and_a_region_missing() -> None:
    assert ask("bsa", '{"palms":{"head":0,"upper_limbs":0,"trunk":3,"lower_limbs":0}}')["bsa_pct"] == "3"
    assert ask("bsa", '{"head":1,"trunk":null}') == {
        "bsa_pct": None,
        "missing": ["upper_limbs", "trunk", "lower_limbs"],
    }


def test_dose_by_what_the_label_counts() -> None:
    viable = '{"weight_kg":"68.5","cells_per_ml":"2000000","viability_pct":"90","label_counts":"viable"}'
    shown = {"viable_cells": "137000000", "volume_ml": "68.5", "volume_to_give_ml": "68.5"}
    assert ask("dose", viable) == shown
    total = ask("dose", viable.replace('"viable"', '"total"'))
    assert total == {
        "viable_cells": "137000000",
        "volume_ml": "76.1111111111",
        "volume_to_give_ml": "76.1",
        "total_cells": "152222222.2222222222",
    }
    assert ask("dose", '{"weight_kg":70,"cells_per_kg":"1.5e6"}') == {"viable_cells": "105000000", "volume_ml": None}


def test_a_dose_is_exact_however_many_digits() -> None:
    weight = "12345678901234567890.123456789012345678901234567891"
    found = ask("dose", f'{{"weight_kg":"{weight}","cells_per_kg":"{weight}"}}')
    assert Fraction(found["viable_cells"]) == Fraction(weight) ** 2


def test_schedule_with_its_windows() -> None:
    found = ask("schedule", '{"first_infusion":"2026-03-02","visit_date":"2026-05-27"}')
    assert [visit["visit"] for visit in found["visits"]] == ["W0", "W2", "W4", "W6", "W8", "W12", "W24"]
    assert found["visits"][5] == {
        "visit": "W12", "week": 12, "earliest": "2026-05-22", "planned": "2026-05-25", "latest": "2026-05-28",
    }  # fmt: skip
    assert (found["visit"], found["status"], found["day"], found["days_outside"]) == ("W12", "in window", 86, 0)


@pytest.mark.parametrize(
    ("on", "visit", "status", "day", "outside"),
    [
        ("2026-05-28", "W12", "in window", 87, 0),
        ("2026-05-29", "W12", "late", 88, 1),
        ("2026-05-21", "W12", "early", 80, 1),
        ("2026-02-26", None, "before the first infusion", -4, 0),
        (None, None, None, None, None),
    ],
)
def test_a_day_in_the_schedule(on: str | None, visit: str | None, status: str, day: int, outside: int) -> None:
    found = ask("schedule", json.dumps({"first_infusion": "2026-03-02", "visit_date": on}))
    assert (found["visit"], found["status"], found["day"], found["days_outside"]) == (visit, status, day, outside)


def test_every_documented_field_is_answered_and_every_example_works() -> None:
    for rule in RULES.values():
        found = ask(rule.name, rule.example)
        assert "error" not in found
        documented = {name for names in rule.gives for name in names.split(", ")} - {"total_cells"}
        assert set(found) == documented
