"""Totals of an earlier record: what comes in, and what is refused with line, column and reason."""

import pytest

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import MissingReason, problems
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.exchange.csv_table import BadFile
from ucmsc_desktop.exchange.pasi_csv import Reading, Refusal, read_pasi

HEADER = "id,pasi_baseline,pasi_wk1,pasi_wk2,pasi_wk3,pasi_wk4,pasi_end_treatment,last_fu_pasi,last_fu_month"
GOOD = "1,14,7.7,6.7,,5.5,5.5,9.6,8"


def read(*rows: str, header: str = HEADER, **how: object) -> Reading:
    """Read rows below a header."""
    return read_pasi("\n".join([header, *rows, ""]).encode(), "old.csv", **how)  # type: ignore[arg-type]


def records(reading: Reading, number: int = 0) -> dict[str, HistoricalPasi]:
    """The records of one participant by visit."""
    return {key.visit: record for key, record in reading.participants[number][2]}


def seen(reading: Reading) -> dict[str, tuple[int | None, int | None]]:
    """Day and total of each record of the first participant."""
    return {visit: (record.day, record.total_tenths) for visit, record in records(reading).items()}


def test_a_row_becomes_a_participant_with_totals_by_day() -> None:
    reading = read(GOOD)
    subject, who, found = reading.participants[0]
    assert subject == "1"
    assert who.source == "old.csv, line 2"
    assert {who.missing[name] for name in ("sex", "birth_date", "consented_on")} == {MissingReason.BLANK}
    assert [key for key, _record in found] == [
        Key("1", visit, "PASI-TOTAL") for visit in ("D0", "D7", "D14", "D21", "D28", "FU")
    ]
    assert seen(reading) == {
        "D0": (0, 140), "D7": (7, 77), "D14": (14, 67), "D21": (21, None), "D28": (28, 55), "FU": (272, 96),
    }  # fmt: skip
    assert records(reading)["D21"].missing == {"total_tenths": MissingReason.BLANK}
    assert records(reading)["FU"].day_is_approximate is True
    assert records(reading)["D28"].source == "old.csv, line 2, column pasi_wk4"
    assert reading.totals == 5
    assert not problems(who)
    assert not any(problems(record) for _key, record in found)


def test_blanks_after_the_last_week_are_not_recorded() -> None:
    assert list(records(read("1,14,7.7,6.7,,,6.7,,"))) == ["D0", "D7", "D14"]


@pytest.mark.parametrize(
    ("row", "visit", "day", "reason"),
    [
        ("1,14,7.7,6.7,,,6.7,LTFU,0", "FU", 14, MissingReason.LOST),
        ("1,14,7.7,6.7,,,6.7,wd,2", "FU", 75, MissingReason.WITHDRAWN),
        ("1,14,7.7,6.7,,,6.7,LTFU,", "FU", 14, MissingReason.LOST),
        ("1,14,7.7,6.7,,,6.7,,3", "FU", 105, MissingReason.BLANK),
        ("1,14,7.7,WD,,,7.7,,", "D14", 14, MissingReason.WITHDRAWN),
    ],
)
def test_what_was_not_observed_says_why(row: str, visit: str, day: int, reason: MissingReason) -> None:
    record = records(read(row))[visit]
    assert (record.day, record.total_tenths, record.missing) == (day, None, {"total_tenths": reason})


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,73,7.7,,,,,,", "pasi_baseline", "0 to 72"),
        ("1,-1,7.7,,,,,,", "pasi_baseline", "below 0"),
        ("1,14,7.75,,,,,,", "pasi_wk1", "one decimal"),
        ("1,67.7,7.7,,,,,,", "pasi_baseline", "67.7 cannot be a PASI"),
        ("1,14,seven,,,,,,", "pasi_wk1", "“seven” is not a number"),
        ("1,14,1e1,,,,,,", "pasi_wk1", "not a number"),
        ('1,14,"7,7",,,,,,', "pasi_wk1", "write 7.7"),
        (",14,7.7,,,,,,", "id", "no subject"),
        ("a\x07,14,7.7,,,,,,", "id", "code"),
        ("1,,7.7,,,,,,", "pasi_baseline", "no baseline"),
        ("1,LTFU,7.7,,,,,,", "pasi_baseline", "no baseline"),
        ("1,14,7.7,6.7,,,6.6,,", "pasi_end_treatment", "6.6, yet the last weekly PASI is 6.7"),
        ("1,14,,,,,6.6,,", "pasi_end_treatment", "none in a week"),
        ("1,14,7.7,,,,WD,,", "pasi_end_treatment", "in the week"),
        ("1,14,7.7,,,,7.7,5,", "last_fu_month", "no month"),
        ("1,14,7.7,,,,7.7,5,soon", "last_fu_month", "not a number"),
        ("1,14,7.7,,,,7.7,5,601", "last_fu_month", "at most 600"),
        ("1,14,7.7,,,,7.7", "", "7 cells, the header 9"),
        (GOOD + ",1", "", "10 cells"),
    ],
)
def test_what_is_refused(row: str, column: str, words: str) -> None:
    reading = read(GOOD.replace("1,", "0,", 1), row)
    assert len(reading.refused) == 1
    assert (reading.refused[0].line, reading.refused[0].column) == (3, column)
    assert words in reading.refused[0].reason


def test_every_fault_of_a_row_is_named_at_once() -> None:
    reading = read("1,80,x,,,,,5,")
    assert [refusal.column for refusal in reading.refused] == ["pasi_baseline", "pasi_wk1", "last_fu_month"]
    assert reading.participants == ()


def test_a_subject_comes_once() -> None:
    reading = read(GOOD, "a" + GOOD[1:], "A" + GOOD[1:], GOOD, taken=["9"])
    assert [(refusal.line, refusal.reason) for refusal in reading.refused] == [
        (4, "“A” is on line 3 already."),
        (5, "“1” is on line 2 already."),
    ]
    assert read(GOOD, taken=["1"]).refused == (Refusal(2, "id", "“1” is in the study already."),)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    reading = read("", '"1",14,"7.7\n",,,,,,', "", ",,,,,,,,", "2,14,x,,,,,,")
    assert [refusal.line for refusal in reading.refused] == [7]
    assert read_pasi(f"sep=,\r\n{HEADER}\r\n1,x,,,,,,,\r\n".encode(), "old.csv").refused[0].line == 3


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{HEADER}\r\n{GOOD}\r\n".encode(),
        f"{HEADER}\n{GOOD}".replace(",", ";").encode(),
        f"{HEADER}\n{GOOD}".replace(",", "\t").encode(),
        f"sep=;\r\n{HEADER}\r\n{GOOD}\r\n".replace(",", ";").encode(),
        f"sep=\t\r\n{HEADER}\r\n{GOOD}\r\n".replace(",", "\t").encode(),
        f"{HEADER}\n{GOOD}".replace(",", ";").replace(".", ",").encode(),
        f"{HEADER}\r{GOOD}\r".encode(),
        f"{HEADER}\n{GOOD}\n".encode("utf-16"),
        f"{HEADER.upper()}\n{GOOD}\n".encode(),
        (",".join(f'"{name}"' for name in HEADER.split(",")) + "\n" + GOOD.replace("14", '" 14 "')).encode(),
    ],
)
def test_whatever_program_wrote_it(content: bytes) -> None:
    assert seen(read_pasi(content, "old.csv")) == seen(read(GOOD))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (HEADER.encode(), "no rows"),
        (b"PK\x03\x04 and so on", "workbook"),
        ("id,pasi_baseline\n张,5\n".encode("gb18030"), "Line 2 is not UTF-8"),
        (b"id,pasi_baseline\n1,5\x00\n", "zero bytes"),
        (b'id,pasi_baseline\n"1,5\n', "Line 2 is not CSV"),
        (b"sep=|\nid|pasi_baseline\n1|5\n", "separator"),
        (b"name,score\n1,5\n", "“name”"),
        (b"id,pasi_wk1\n1,5\n", "no column for the baseline"),
        (b"pasi_baseline,pasi_wk1\n1,5\n", "no column for the subject"),
        (b"id,pasi_baseline,age\n1,5,40\n", "--map ignore=age"),
        (b"id,pasi_baseline,Id\n1,5,1\n", "twice"),
        (b"id,pasi_baseline,wk1,week_1\n1,5,1,1\n", "both mean week:1"),
        (b"id,pasi_baseline,,wk1\n1,5,1,1\n", "Column 3 has no name"),
        (b"id,pasi_baseline,last_fu_pasi\n1,5,1\n", "two columns"),
        (b"id,pasi_baseline,wk999\n1,5,1\n", "at most 520"),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read_pasi(content, "old.csv")


def test_columns_said_by_hand() -> None:
    mapping = ["subject=Code", "baseline=first", "week:2=two = 2", "ignore=age", "follow-up=late", "follow-up-month=m"]
    reading = read("7,10,5,44,6,1", header="Code,FIRST,two = 2,age,late,m", mapping=mapping)
    assert seen(reading) == {"D0": (0, 100), "D14": (14, 50), "FU": (44, 60)}


def test_a_named_encoding() -> None:
    content = "编号,pasi_baseline\n张,5\n".encode("gb18030")
    assert read_pasi(content, "old.csv", mapping=["id=编号"], encoding="gb18030").participants[0][0] == "张"
    for wrong in ("no-such", "undefined", "base64", "a\0b"):
        with pytest.raises(BadFile, match="not the name of an encoding"):
            read_pasi(content, "old.csv", encoding=wrong)
    with pytest.raises(BadFile, match="Line 1 is not ascii"):
        read_pasi(content, "old.csv", encoding="ascii")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("week2=pasi_wk2", "not a mapping"),
        ("week:2", "not a mapping"),
        ("week:2=nowhere", "no column “nowhere”"),
        ("week:1=pasi_wk2", "both mean week:1"),
    ],
)
def test_a_mapping_that_makes_no_sense(said: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read(GOOD, mapping=[said])


def test_a_column_is_mapped_once() -> None:
    with pytest.raises(BadFile, match="mapped twice"):
        read(GOOD, mapping=["week:9=pasi_wk2", "week:8=pasi_wk2"])


@pytest.mark.parametrize("week", ["W12", "wk12", "Week 12", "week_12", "PASI-WK12"])
def test_how_a_week_may_be_named(week: str) -> None:
    assert seen(read("7,10,5", header=f"id,PASI Baseline,{week}")) == {"D0": (0, 100), "D84": (84, 50)}
