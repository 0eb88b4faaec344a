"""The gate before an infusion: every line at its boundary, and what a signed deviation opens."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from tests.conftest import shipped_toml
from tests.domain.build import STAMP
from tests.domain.ordered import LATER, PERSON, SUBJECT, at, baseline, eligible, infusion, kept
from ucmsc_desktop.domain.bag_check import Line
from ucmsc_desktop.domain.casebook import Kept, Key, Signature
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.gate import GateLine, Reached, gate, left_out
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.participant import Sex
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.roles import Meaning

PROTOCOL = read_protocol(shipped_toml())
WOMAN = msgspec.structs.replace(PERSON, sex=Sex.FEMALE)
GOOD = [Line(ok=True, sentence="It was released.")]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def ready(*more: Kept[Record]) -> list[Kept[Record]]:
    """An eligible man with a signed baseline."""
    man = msgspec.structs.replace(PERSON, sex=Sex.MALE)
    return [*eligible(PROTOCOL, man), kept(baseline(), at("PASI", "W0"), Meaning.AUTHOR), *more]


def lines(records: Sequence[Kept[Record]], visit: str = "W0", on: date = LATER, **given: Any) -> dict[Step, GateLine]:
    found = gate(records, PROTOCOL, visit, noon(on), given.pop("bag_lines", GOOD), **{"weighed_at": noon(on)} | given)
    return {line.step: line for line in found if line.step is not None}


def deviation(step: Step, *meanings: Meaning, visit: str = "W0", circumstance: str = "as it was") -> Kept[Record]:
    record = Deviation(step=step, noted_on=LATER, circumstance=circumstance, reason="could not wait")
    return kept(record, at("DEVIATION", visit, 1), *meanings)


def test_everything_is_green() -> None:
    found = lines(ready())
    assert set(found) == {Step.CONSENT, Step.ELIGIBILITY, Step.BASELINE, Step.WINDOW, Step.WEIGHT, Step.PRODUCT}
    assert all(line.ok for line in found.values())


def test_verdict_and_baseline_are_looked_at_before_every_infusion() -> None:
    given = kept(infusion(), at("INFUSION", "W0"))
    unsigned = [*ready()[:-1], kept(baseline(), at("PASI", "W0")), given]
    assert not lines(unsigned, "W2", LATER + timedelta(days=14))[Step.BASELINE].passes
    assert lines(ready(given), "W2", LATER + timedelta(days=14))[Step.BASELINE].ok
    nobody = [one for one in ready(given) if one.key.form != "SCREENING"]
    found = lines(nobody, "W2", LATER + timedelta(days=14))[Step.ELIGIBILITY]
    assert not found.passes
    assert found.can_be_opened


@pytest.mark.parametrize(("day", "ok"), [(10, False), (11, True), (14, True), (17, True), (18, False)])
def test_the_window_holds_both_its_ends(day: int, ok: bool) -> None:
    records = ready(kept(infusion(), at("INFUSION", "W0")))
    found = lines(records, "W2", LATER + timedelta(days=day))[Step.WINDOW]
    assert found.ok is ok
    assert ("in window" in found.sentence) is ok


def test_a_later_visit_has_no_window_before_the_first_infusion() -> None:
    assert not lines(ready(), "W2")[Step.WINDOW].passes


@pytest.mark.parametrize(("days", "ok"), [(0, True), (1, True), (2, False)])
def test_a_weight_is_valid_to_the_day(days: int, ok: bool) -> None:
    found = lines(ready(), weighed_at=noon(LATER - timedelta(days=days)))[Step.WEIGHT]
    assert found.ok is ok


def test_a_weight_of_the_future_is_never_opened_and_none_waits() -> None:
    found = gate(ready(), PROTOCOL, "W0", noon(LATER), GOOD, weighed_at=noon(LATER) + timedelta(seconds=1))
    wrong = [line for line in found if not line.passes]
    assert [(line.step, line.can_be_opened) for line in wrong] == [(None, False)]
    assert lines(ready(), weighed_at=None)[Step.WEIGHT].waits


def test_of_pregnancy() -> None:
    def found(day: int, quality: Quality = Quality.NEGATIVE, *more: Kept[Record]) -> GateLine | None:
        panel = LabPanel(sampled_on=LATER - timedelta(days=day), results={PREGNANCY_TEST: LabResult(quality=quality)})
        records = [one for one in ready(*more) if one.key.form not in ("DM", "LAB")]
        return lines([*records, kept(WOMAN), kept(panel, at("LAB", "W0", 1))]).get(Step.PREGNANCY)

    for day, quality, ok in [
        (0, Quality.NEGATIVE, True),
        (7, Quality.NEGATIVE, True),
        (8, Quality.NEGATIVE, False),
        (0, Quality.POSITIVE, False),
        (0, Quality.UNCLEAR, False),
        (-1, Quality.NEGATIVE, False),
    ]:
        line = found(day, quality)
        assert line is not None
        assert line.ok is ok
    assert found(9, Quality.NEGATIVE, kept(ReproductiveStatus(childbearing=False))) is None


def test_what_is_against_a_bag_is_opened_by_a_deviation_that_names_it() -> None:
    against = [Line(ok=False, sentence="It expired.")]
    signed = deviation(Step.PRODUCT, Meaning.APPROVAL, circumstance="Bag B-1: it expired")
    for records, unit, passes in [
        (ready(), "B-1", False),
        (ready(deviation(Step.PRODUCT, circumstance="Bag B-1: it expired")), "B-1", False),
        (ready(signed), "B-1", True),
        (ready(signed), "B-2", False),
        (ready(deviation(Step.PRODUCT, Meaning.APPROVAL, visit="W2", circumstance="B-1")), "B-1", False),
    ]:
        found = lines(records, bag_lines=against, unit=unit)[Step.PRODUCT]
        assert found.passes is passes
        assert not found.ok


def test_a_bag_that_was_given_is_never_opened() -> None:
    given = [Line(ok=False, sentence="Bag B-1 was given.", step=None)]
    signed = deviation(Step.PRODUCT, Meaning.APPROVAL, circumstance="Bag B-1")
    found = gate(ready(signed), PROTOCOL, "W0", noon(LATER), given, weighed_at=noon(LATER), unit="B-1")
    last = found[-1]
    assert (last.passes, last.can_be_opened) == (False, False)


def test_a_deviation_is_asked_for_once_a_step_and_names_the_bag() -> None:
    against = [Line(ok=False, sentence="It expired."), Line(ok=False, sentence="It was thawed too long ago.")]
    found = gate(ready(), PROTOCOL, "W2", noon(LATER), against, weighed_at=noon(LATER), unit="B-1")
    asked = {one.step: one.missing for one in left_out(found, "B-1")}
    assert asked[Step.PRODUCT] == "Bag B-1: It expired. It was thawed too long ago."
    assert set(asked) == {Step.PRODUCT, Step.WINDOW}


@pytest.mark.parametrize("step", [Step.WINDOW, Step.WEIGHT])
def test_a_signed_deviation_of_the_visit_opens_its_line(step: Step) -> None:
    on = LATER + timedelta(days=20)
    first = kept(infusion(), at("INFUSION", "W0"))
    old = noon(on - timedelta(days=3))
    signed = Signature(STAMP, Meaning.APPROVAL, holds=True)
    record = Deviation(step=step, noted_on=on, circumstance="late", reason="storm")
    own: Kept[Record] = Kept(Key(SUBJECT, "W2", "DEVIATION", 1), record, STAMP, "0" * 64, signatures=(signed,))
    assert not lines(ready(first), "W2", on, weighed_at=old)[step].passes
    found = lines(ready(first, own), "W2", on, weighed_at=old)[step]
    assert found.is_opened
    assert "A deviation signed on" in found.sentence


def test_where_the_order_is_only_noted_it_holds_nothing_up() -> None:
    noting = read_protocol(shipped_toml().replace('order = "enforced"', 'order = "recorded"'))
    found = gate([kept(PERSON)], noting, "W0", noon(LATER), GOOD, weighed_at=noon(LATER))
    told = [line for line in found if line.step in (Step.CONSENT, Step.ELIGIBILITY, Step.BASELINE)]
    assert [(line.ok, line.passes) for line in told] == [(False, True)] * 3


@pytest.mark.parametrize(
    ("unit", "said", "passes"),
    [
        ("1", "Bag 1 expired on 21-Nov-2026, 17:00.", True),
        ("17", "Bag 1 expired on 21-Nov-2026, 17:00.", False),
        ("1", "Bag 12 expired on 01-Nov-2026.", False),
        ("UC-1", "Bag UC-1-B expired.", False),
        ("UC-1", "It was bag UC-1.", True),
        ("UC-1", "\u888bUC-1\u5df2\u8fc7\u671f", True),
    ],
)
def test_a_deviation_names_a_bag_by_its_whole_number(unit: str, said: str, *, passes: bool) -> None:
    against = [Line(ok=False, sentence="It expired.")]
    signed = deviation(Step.PRODUCT, Meaning.APPROVAL, circumstance=said)
    assert lines(ready(signed), bag_lines=against, unit=unit)[Step.PRODUCT].passes is passes


@pytest.mark.parametrize(("weight", "asked"), [("63", False), ("77", False), ("77.1", True), ("62.9", True)])
def test_a_weight_far_from_the_last_one_is_asked_about_and_blocks_nothing(weight: str, asked: bool) -> None:
    last = kept(msgspec.structs.replace(infusion(), weight_kg=Decimal(70)), at("INFUSION", "W0"))
    found = gate(ready(last), PROTOCOL, "W2", noon(LATER + timedelta(days=14)), GOOD, weight_kg=Decimal(weight))
    said = [line for line in found if "differs by" in line.sentence]
    assert bool(said) is asked
    assert all(line.passes and not line.ok for line in said)


def test_no_last_weight_no_question() -> None:
    found = gate(ready(), PROTOCOL, "W0", noon(LATER), GOOD, weight_kg=Decimal(300))
    assert not [line for line in found if "differs by" in line.sentence]


def test_a_reached_stopping_rule_stands_in_the_way_until_a_deviation_opens_it() -> None:
    before = Reached("A stopping rule of the protocol is reached.", STAMP.at)
    closed = lines(ready(), reached=before)[Step.STOPPING]
    assert (closed.passes, closed.can_be_opened) == (False, True)
    signed = ready(deviation(Step.STOPPING, Meaning.APPROVAL))
    assert lines(signed, reached=before)[Step.STOPPING].passes
    assert Step.STOPPING not in lines(ready())
    later = Reached("It is reached again.", STAMP.at + timedelta(seconds=1))
    assert not lines(signed, reached=later)[Step.STOPPING].passes
