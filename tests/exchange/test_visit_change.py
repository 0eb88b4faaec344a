"""The comparison of two visits as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.domain.test_reveal import infusion, pasi
from tests.domain.test_visit_change import change_of, total
from tests.exchange.test_agreement import protocol
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.exchange.visit_change import COLUMNS, as_csv


def rows(*records: Kept[Any]) -> dict[tuple[str, str], dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(as_csv(change_of(protocol(), *records)))))
    assert tuple(found[0]) == COLUMNS
    return {(row["region"], row["item"]): row for row in found}


def test_every_entry_once_with_plain_numbers() -> None:
    found = rows(pasi("W0"), infusion(), pasi("W4", "10.5", (3, 2, 2)))
    assert len(found) == 4 * 6 + 2
    area, total_row = found["head", "area_pct"], found["all", "total"]
    assert [area[name] for name in ("before", "after", "change", "direction")] == ["35", "10.5", "-24.5", "better"]
    assert [total_row[name] for name in ("before", "after", "change")] == ["18.0", "14.0", "-4.0"]
    assert found["trunk", Sign.ERYTHEMA]["direction"] == "worse"
    assert (area["before_visit"], area["before_day"], area["after_visit"], area["after_day"]) == ("W0", "0", "W4", "28")
    assert {region for region, _item in found} == {*map(str, Region), "all"}


def test_an_earlier_record_is_one_row() -> None:
    found = rows(total(0, 186), total(7, 150))
    assert list(found) == [("all", "total")]
    assert found["all", "total"]["change"] == "-3.6"
