"""Tables of results as spreadsheets give them: each row a result or a sentence, none guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.lab.results import LabResult, Qualifier, Quality
from ucmsc_desktop.exchange.csv_table import BadFile, decoded
from ucmsc_desktop.exchange.lab_table import MOST_ROWS, LabRow, read_lab_table

MEASURED = [(code, unit.name) for code, analyte in ANALYTES.items() for unit in analyte.units]


def only(text: str) -> LabRow:
    (row,) = read_lab_table(text)
    return row


CALCIUM = LabResult(value=Decimal("2.35"), unit="mmol/L", lln=Decimal("2.11"), uln=Decimal("2.52"))


@pytest.mark.parametrize(
    "text",
    [
        "Calcium\t2.35\tmmol/L\t2.11\t2.52",
        "Calcium\t2.35\tmmol/L\t2.11-2.52",
        "Analyte;Result;Unit;LLN;ULN\r\nCalcium;2.35;mmol/L;2.11;2.52\r\n",
        'Test,Unit,"Reference range",Value\n"Calcium, total",mmol/L,2.11 – 2.52,2.35',
        "\ufeff项目\t结果\t单位\t参考范围\n钙\t2.35\tmmol/L\t2.11～2.52",
        "\n\nCA\t 2.35 \tmmol/L\t2.11\t2.52\n\n",
    ],
)
def test_one_result_however_it_is_written(text: str) -> None:
    row = only(text)
    assert (row.code, row.result, row.problem) == ("CA", CALCIUM, "")


def test_limits_of_a_table_are_typed_limits_and_wait_for_a_person() -> None:
    row = only("CEA\t<0.5\tng/mL\t<5")
    assert row.result == LabResult(value=Decimal("0.5"), qualifier=Qualifier.BELOW, unit="ng/mL", uln=Decimal(5))
    assert not row.result.confirmed


def test_a_pregnancy_test_needs_no_unit() -> None:
    assert only("hCG\tneg").result == LabResult(quality=Quality.NEGATIVE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Calcium\t2,35\tmmol/L", "Write “2.35”, with a point and no comma."),
        ("Gold\t2\tmmol/L", "“Gold” is not known here."),
        ("Calcium\t2\tg/L", "not reported in “g/L”"),
        ("Calcium\t2\t", "no unit is given"),
        ("Calcium\t2\tmmol/L\t3\t1", "lies below the lower limit"),
        ("Calcium\t2\tmmol/L\t3,1\t4", "with a point and no comma"),
        ("Calcium\t-2\tmmol/L", "never negative"),
        ("Calcium\t\tmmol/L", "There is no result in this row."),
        ("\t2\tmmol/L", "There is no analyte in this row."),
        ("Ionised calcium\t1.1\tmmol/L", "ionised calcium"),
        ("Calcium\t1.1\tmmol/L ionised", "ionised calcium"),
        ("Test\tResult\tUnit\tRange\nCA\t2\tmmol/L\tnormal", "no reference interval"),
    ],
)
def test_a_row_that_cannot_be_taken_over_says_why(text: str, sentence: str) -> None:
    row = only(text)
    assert row.result is None
    assert sentence in row.problem


def test_which_of_two_results_counts_is_not_guessed() -> None:
    rows = read_lab_table("AST\t30\tU/L\nCA\t2.3\tmmol/L\nGOT\t31\tU/L")
    assert [row.result is None for row in rows] == [True, False, True]
    assert "(lines 1, 3)" in rows[0].problem


def test_lines_are_those_of_the_table() -> None:
    assert [row.line for row in read_lab_table("Test\tResult\tUnit\n\nCA\t2\tmmol/L\nAST\t3\tU/L")] == [3, 4]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "nothing in this table"),
        ("\n \n", "nothing in this table"),
        ("Analyte\tResult\tUnit", "no results"),
        ("CA\t2\tmmol/L\n" * (MOST_ROWS + 1), "more than 200 rows"),
        ("x" * 100_001, "more than a table of laboratory results"),
        ('CA\t"2\tmmol/L', "is not CSV"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_lab_table(text)
    assert sentence in str(refused.value)


def test_a_file_may_have_a_byte_order_mark() -> None:
    row = only(decoded("CA;2.35;mmol/L;2.11;2.52\r\n".encode("utf-8-sig")))
    assert row.result == CALCIUM


@given(
    st.sampled_from(MEASURED),
    st.decimals(min_value=0, max_value=9999, places=2),
    st.sampled_from(["\t", ";", ","]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_unit_of_every_analyte_comes_through(
    measured: tuple[str, str], value: Decimal, separator: str, end: str
) -> None:
    code, unit = measured
    row = only(separator.join(("analyte", "value", "unit")) + end + separator.join((code, f"{value:f}", unit)) + end)
    assert (row.code, row.result) == (code, LabResult(value=value, unit=unit))


@given(st.text(alphabet='CALT \t;,\n"<>-.0123456789mgdol/µ', max_size=120))
def test_any_text_is_rows_or_a_sentence(text: str) -> None:
    try:
        rows = read_lab_table(text)
    except BadFile as refused:
        assert str(refused)  # noqa: PT017 - either way is right
    else:
        assert all((row.result is None) == bool(row.problem) for row in rows)
