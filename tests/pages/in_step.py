"""What belongs together in a PASI, computed in a way of its own, for tests that try any order of entries."""

from __future__ import annotations

import os
from decimal import Decimal

import numpy as np

from ucmsc_desktop.body import count, pack
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.pasi import AreaMethod, PasiEntries
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.widgets.body_canvas import Canvas

SEQUENCES = int(os.environ.get("UCMSC_SEQUENCES", "0"))
WEIGHTS = dict(zip(Region, (1, 2, 3, 4), strict=True))


def many(default: int) -> int:
    """So many sequences, or as many as the environment asks for."""
    return SEQUENCES or default


def grade(pct: Decimal) -> int:
    """The area score, from the table of the paper."""
    if pct == 0:
        return 0
    return 6 - [pct >= bound for bound in (90, 70, 50, 30, 10, 0)].index(True)


def shares(record: PasiEntries) -> list[int | None]:
    """Each region's share in tenths, None where one of its four entries is open."""
    found: list[int | None] = []
    for region in Region:
        pct, signs = record.area_pct(region), record.signs(region)
        if pct is None or None in signs:
            found.append(None)
        else:
            found.append(WEIGHTS[region] * sum(sign for sign in signs if sign is not None) * grade(pct))
    return found


def check_record(record: PasiEntries, canvas: Canvas) -> None:
    """Grades, total, map and the % that it gave belong together."""
    assert record.derived() == record
    assert items.problems(record) == []
    known = shares(record)
    assert record.total_tenths == (None if None in known else sum(share for share in known if share is not None))
    assert record.lesion_map == canvas.map()
    assert canvas.mask.any() == (record.lesion_map is not None)
    if record.lesion_map is not None:
        assert np.array_equal(pack.unpack(canvas.chart, record.lesion_map), canvas.mask)
    counted = count.percentages(canvas.chart, canvas.mask)
    for region in Region:
        pct = record.area_pct(region)
        assert record.map_pct(region) == (counted[region] or None), "a region without paint was not mapped"
        assert getattr(record, f"{region}_area") == (None if pct is None else grade(pct))
        assert (getattr(record, f"{region}_area_method") is None) == (pct is None)
        if getattr(record, f"{region}_area_method") is AreaMethod.MAP:
            assert pct == record.map_pct(region)
