"""Columns as wide as what stands in them needs."""

import pytest

from ucmsc_desktop.reports.fitting import fitted
from ucmsc_desktop.reports.flow import PADDING, SIZE, Column, Flow
from ucmsc_desktop.reports.sheet import Sheet

NARROW = Sheet("Letter", 12, lying=True)
MEANT = [Column(0.2, "Code"), Column(0.1, "Weight"), Column(0.7, "Why")]


def widths(flow: Flow, columns: list[Column]) -> list[float]:
    """The widths of columns on a page."""
    return [column.share * flow.sheet.width for column in columns]


def test_where_everything_fits_the_shares_are_as_meant() -> None:
    found = fitted(Flow(), MEANT, [["P-1", "68.5\u00a0kg", "travelling"]])
    assert [column.share for column in found] == pytest.approx([0.2, 0.1, 0.7])


def test_a_number_with_its_unit_stays_whole_on_the_narrowest_paper() -> None:
    flow = Flow(NARROW)
    columns = [Column(0.05, "Code"), *[Column(0.04, "Weight")] * 7, Column(0.67, "Why")]
    row = ["P-0001", *["168.5\u00a0kg"] * 7, "a reason of many words " * 20]
    found = fitted(flow, columns, [row])
    assert sum(column.share for column in found) == pytest.approx(1)
    needed = [flow.type.width(cell, SIZE) + 2 * PADDING for cell in row[:-1]]
    assert all(own >= need for own, need in zip(widths(flow, found), needed, strict=False))


def test_more_than_the_page_holds_is_shared_out() -> None:
    flow = Flow(NARROW)
    found = fitted(flow, [Column(1 / 30, "Head")] * 30, [["W" * 80] * 30])
    assert sum(column.share for column in found) == pytest.approx(1)
    assert min(widths(flow, found)) > 10


def test_chinese_breaks_anywhere_and_a_table_without_rows_keeps_its_heads() -> None:
    flow = Flow(NARROW)
    columns = [Column(0.1, "Code"), Column(0.9, "Why")]
    found = fitted(flow, columns, [["P-1", "中文" * 200]])
    assert [column.share for column in found] == pytest.approx([0.1, 0.9], abs=0.02)
    assert len(fitted(flow, columns, [])) == 2
