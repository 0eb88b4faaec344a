"""Painted maps as bytes and back."""

import zlib

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.pack import pack, unpack
from ucmsc_desktop.domain.lesions import LesionMap

from .places import random_mask

CHART = load_chart()


@given(st.integers(0, 2**32), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_what_is_packed_comes_back_also_through_json(seed: int, share: float) -> None:
    mask = random_mask(CHART, seed, share)
    packed = pack(CHART, mask)
    stored = msgspec.json.decode(msgspec.json.encode(packed), type=LesionMap)
    assert stored == packed
    assert (unpack(CHART, stored) == mask).all()


def test_nothing_and_everything_are_small() -> None:
    for mask in (CHART.blank(), CHART.labels > 0):
        packed = pack(CHART, mask)
        assert (unpack(CHART, packed) == mask).all()
        assert len(packed.cells) < 200


def test_a_map_of_another_chart_is_refused_with_both_versions() -> None:
    other = msgspec.structs.replace(pack(CHART, CHART.blank()), chart="0123456789ab")
    with pytest.raises(ValueError, match=f"0123456789ab.*{CHART.version}.*percentages"):
        unpack(CHART, other)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_bytes_that_are_no_map_are_refused(cells: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(CHART, LesionMap(chart=CHART.version, cells=cells))


def test_too_much_too_little_and_a_bit_behind_the_last_cell_are_refused() -> None:
    good = pack(CHART, random_mask(CHART, 1)).cells
    plain = zlib.decompress(good)
    spare = 8 * len(plain) - CHART.skin.size
    assert spare, "the test needs a chart whose cells do not fill the last byte"
    bombs = [plain + b"\0", plain[:-1], plain[:-1] + b"\xff", np.zeros(10**7, dtype=np.uint8).tobytes()]
    for cells in [good[:-1], good + b"\0", *map(zlib.compress, bombs)]:
        with pytest.raises(ValueError, match="damaged"):
            unpack(CHART, LesionMap(chart=CHART.version, cells=cells))
