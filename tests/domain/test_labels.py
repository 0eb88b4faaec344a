"""Reading the codes of labels: GS1 in Code 128 and DataMatrix, ISBT 128, and plain numbers."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.labels.reading import is_of, read
from ucmsc_desktop.domain.labels.scan import BadScan, CodeKind
from ucmsc_desktop.domain.product import Bag

GTIN = "09506000134352"


@pytest.mark.parametrize("mark", ["]C1", "]d2", ""])
@pytest.mark.parametrize("separator", ["\x1d", "¦", "␝", "<GS>", "^]"])
def test_a_gs1_code_gives_lot_number_and_expiry(mark: str, separator: str) -> None:
    scan = read(f"{mark}01{GTIN}1726033110UC-0312{separator}2100417\r")
    assert scan.kind is CodeKind.GS1
    assert (scan.product_code, scan.lot, scan.unit) == (GTIN, "UC-0312", "00417")
    assert scan.expires_on == date(2026, 3, 31)


def test_brackets_and_an_expiry_with_its_time() -> None:
    scan = read(f"(01){GTIN}(7003)2603311830(10)A-7(21)9")
    assert (scan.expires_on, scan.expires_time) == (date(2026, 3, 31), time(18, 30))
    assert (scan.lot, scan.unit) == ("A-7", "9")


def test_day_zero_is_the_last_of_its_month() -> None:
    assert read(f"01{GTIN}17280200").expires_on == date(2028, 2, 29)


def test_what_is_not_known_is_kept_as_read() -> None:
    scan = read(f"]C101{GTIN}91HOUSE 7\x1d10L1")
    assert [(field.identifier, field.value) for field in scan.fields][1:] == [("91", "HOUSE 7"), ("10", "L1")]


@pytest.mark.parametrize(
    "text",
    [
        "]C1019506000134352",
        f"]C101{GTIN}1726",
        f"]C101{GTIN}172613",
        f"]C101{GTIN}17261301",
        f"]C101{GTIN}10\x1d21",
        "]C1",
        "",
        f"]C101{GTIN[:-1]}9",
        f"01{GTIN}7003263",
    ],
)
def test_a_code_that_was_read_in_part_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadScan, match=r"[Ss]can again"):
        read(text)


def test_isbt_fields_are_kept_as_read() -> None:
    scan = read("]C0=W00002512345600=<S1128V00&>0260901359&(X1 2".replace(" ", ""))
    assert scan.kind is CodeKind.ISBT
    assert scan.unit == "W00002512345600"
    assert scan.product_code == "S1128V00"
    assert [field.value for field in scan.fields] == ["W00002512345600", "S1128V00", "0260901359", "X12"]
    assert scan.expires_on is None


def test_a_plain_code_is_the_number_of_the_bag() -> None:
    for text in ("UC-0312-04", "]C0UC-0312-04", "0123456789"):
        scan = read(text)
        assert scan.kind is CodeKind.PLAIN
        assert scan.unit == text.removeprefix("]C0")


def test_a_bag_is_known_by_its_code_or_by_number_and_lot() -> None:
    bag = Bag(unit="00417", lot="UC-0312")
    assert is_of(read("00417"), bag)
    assert is_of(read(f"01{GTIN}10uc-0312\x1d2100417"), bag)
    assert not is_of(read(f"01{GTIN}10UC-0313\x1d2100417"), bag)
    assert is_of(read("any code"), Bag(unit="7", lot="L", scanned="any code"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    said, scan = "", None
    try:
        scan = read(text)
    except BadScan as error:
        said = str(error)
    assert said if scan is None else all(field.value in scan.text for field in scan.fields)


_LOT = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<{^()"), min_size=1, max_size=20)


@given(_LOT, _LOT, st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_written_into_a_code_comes_back(lot: str, unit: str, expires: date) -> None:
    scan = read(f"]d201{GTIN}17{expires:%y%m%d}10{lot}\x1d21{unit}")
    assert (scan.lot, scan.unit, scan.expires_on) == (lot, unit, expires)
