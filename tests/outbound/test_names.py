"""Names of files made from codes that may hold anything."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.outbound.names import file_name

CODES = st.text(min_size=1, max_size=90)


@given(CODES)
def test_every_system_takes_the_name(code: str) -> None:
    name = file_name(code)
    assert name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert len(name.encode()) <= 80
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


@given(st.lists(CODES, unique=True, max_size=6))
def test_two_codes_never_share_a_name(codes: list[str]) -> None:
    assert len({file_name(code) for code in codes}) == len(codes)


def test_usual_codes_stay_as_they_are() -> None:
    assert [file_name(code) for code in ("P-001", "Zhang 7", "受试者-3")] == ["P-001", "Zhang 7", "受试者-3"]


def test_an_altered_code_carries_a_mark() -> None:
    assert file_name("P/001").startswith("P_001_")
    assert file_name("P/001") != file_name("P_001")
