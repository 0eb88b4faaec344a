"""Two raters as rows for other programs, and as a table to read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal

import msgspec

from tests.domain.build import assessment, kept
from tests.domain.test_agreement import second
from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.agreement import Pair
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.domain.protocol import Protocol, read_protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.exchange.agreement import COLUMNS, as_csv, as_text
from ucmsc_desktop.exchange.csv_table import read_table


def protocol() -> Protocol:
    return read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def pair(visit: str = "W2") -> Pair:
    """A visit of 6.0 and 12.0 with an area to one decimal."""
    record = assessment("10", (1, 1, 1), date(2026, 3, 16)).covered(Region.HEAD, Decimal("10.50"))
    return Pair(kept(record, visit, signed=True), second(visit=visit))


def test_every_rater_has_every_item_once() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([pair(), pair("W4")]))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * 2 * 25
    assert set(Counter((row["visit"], row["rater"], row["region"], row["item"]) for row in rows).values()) == {1}
    items = Counter(row["item"] for row in rows if row["visit"] == "W2" and row["rater"] == "1")
    assert items == {
        "area_pct": 4, "area": 4, "erythema": 4, "induration": 4, "desquamation": 4, "score": 4, "total": 1,
    }  # fmt: skip


def test_values_are_exact_and_plain() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([pair()]))))
    found = {(row["rater"], row["region"], row["item"]): row["value"] for row in rows}
    assert found["1", "head", "area_pct"] == "10.5"
    assert found["1", "trunk", "area"] == "2"
    assert found["2", "lower_limbs", "score"] == "4.8"
    assert (found["1", "all", "total"], found["2", "all", "total"]) == ("6.0", "12.0")
    assert {(row["user"], row["assessed_on"]) for row in rows} == {("assessor", "2026-03-16"), ("second", "")}


def test_what_was_not_observed_is_empty() -> None:
    one = pair()
    record = one.first.record.scored(Region.TRUNK, Sign.ERYTHEMA, None)
    lacking = Pair(msgspec.structs.replace(one.first, record=record), one.second)
    rows = list(csv.DictReader(io.StringIO(as_csv([lacking]))))
    empty = [(row["region"], row["item"]) for row in rows if row["rater"] == "1" and not row["value"]]
    assert empty == [("trunk", "erythema"), ("trunk", "score"), ("all", "total")]
    assert "1 visit rated by two." in as_text([lacking], protocol())


def test_the_rows_read_back_as_a_table() -> None:
    table = read_table((as_csv([pair()]) + "\n").encode())
    assert table.header.cells == COLUMNS
    assert len(table.rows) == 50


def test_totals_side_by_side() -> None:
    lines = as_text([pair(), pair("W4")], protocol()).splitlines()
    assert lines[0].split("  ")[0] == "Subject"
    assert lines[1].split() == ["P-001", "Week", "2", "assessor", "second", "6.0", "12.0", "+6.0"]
    assert lines[-2:] == ["2 visits rated by two.", "Mean difference without its sign: 6.00"]
    assert as_text([], protocol()) == "No visit was rated and signed by two people."
    assert as_csv([]) == ",".join(COLUMNS)
