"""The SAS program that reads the tables: code lists as formats, then a data step for each file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ucmsc_desktop.domain.shape import Kind
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.csv_columns import CodeList, Column
from ucmsc_desktop.exchange.csv_dictionary import code_lists
from ucmsc_desktop.exchange.csv_sheet import CsvSheet
from ucmsc_desktop.exchange.csv_tables import Table

LONGEST_TEXT, LONGEST_LABEL = 32767, 256
LONGEST_ROW = 8_388_608
_NUMBERS = {
    Kind.INTEGER: ("best32.", "best32."),
    Kind.DECIMAL: ("best32.", "best32."),
    Kind.BOOLEAN: ("truth.", "truth."),
    Kind.DATE: ("e8601da10.", "e8601da10."),
    Kind.DATETIME: ("e8601dz35.", "e8601dz20."),
}
"""The informat and the format of the kinds that SAS keeps as numbers; all others are texts."""
_HEAD = """\
/* Reads every table of this folder with labels and formats. SAS 9.4 or newer, in a session in UTF-8.
   Times are read as UTC. A text longer than 32767 bytes is cut by SAS.
   Rows end with CRLF, so that line breaks within a text stay in it. */
%let folder = .;

proc format;
  invalue truth 'true' = 1 'false' = 0 ' ' = .;
  value truth 1 = 'true' 0 = 'false';"""
_STEP = """
data {dataset} (label={title});
  infile "&folder./{file}" dsd dlm=',' firstobs=2 truncover termstr=crlf encoding='utf-8' lrecl={row};
{statements}
run;"""
_UNGUARD = """\
  array texts {*} _character_;
  do _at = 1 to dim(texts);
    if char(texts{_at}, 1) = "'" then texts{_at} = substrn(texts{_at}, 2);
  end;
  drop _at;"""


def sas_script(header: Header, tables: Sequence[Table], sheets: Mapping[str, CsvSheet]) -> str:
    """The program for these tables; texts are as long as the longest that was written."""
    study = header.protocol.study.code.replace("*/", "* /")
    steps = [_step(table, sheets[table.name]) for table in tables]
    formats = [_format(codes) for codes in code_lists(tables) if codes.words]
    return "\n".join([f"/* {study} */", _HEAD, *formats, "run;", *steps, ""])


def _step(table: Table, sheet: CsvSheet) -> str:
    statements = [line for name in ("length", "informat", "format", "label") for line in _statement(name, table, sheet)]
    # Without an order of the columns SAS would take that of the LENGTH statement, which is the same.
    statements += [f"  input {_names(table)};", _UNGUARD]
    return _STEP.format(
        dataset=re.sub(r"\W", "_", table.name),
        title=_quoted(table.title),
        file=f"{table.name}.csv",
        row=LONGEST_ROW,
        statements="\n".join(statements),
    )


def _statement(name: str, table: Table, sheet: CsvSheet) -> Iterator[str]:
    yield f"  {name}"
    for column, longest in zip(table.columns, sheet.bytes, strict=True):
        said = _SAYS[name](column, min(longest, LONGEST_TEXT))
        if said:
            yield f"    {said}"
    yield "  ;"


def _length(column: Column, longest: int) -> str:
    return f"{column.name} {'8' if column.kind in _NUMBERS else f'${longest}'}"


def _informat(column: Column, longest: int) -> str:
    return f"{column.name} {_NUMBERS[column.kind][0] if column.kind in _NUMBERS else f'${longest}.'}"


def _shown(column: Column, longest: int) -> str:
    if column.kind in _NUMBERS:
        return f"{column.name} {_NUMBERS[column.kind][1]}"
    listed = column.codes is not None and column.codes.words
    return f"{column.name} {_format_name(column.codes)}." if column.codes and listed else f"{column.name} ${longest}."


def _label(column: Column, longest: int) -> str:
    del longest
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.name} = {_quoted((column.label + unit)[:LONGEST_LABEL])}"


_SAYS = {"length": _length, "informat": _informat, "format": _shown, "label": _label}


def _names(table: Table) -> str:
    return " ".join(column.name for column in table.columns)


def _format(codes: CodeList) -> str:
    pairs = "\n".join(f"    {_quoted(code)} = {_quoted(words)}" for code, words in codes.words)
    return f"  value {_format_name(codes)}\n{pairs}\n  ;"


def _format_name(codes: CodeList) -> str:
    return f"${codes.name}_"


def _quoted(text: str) -> str:
    """A text in single quotes, within which SAS looks for no macro."""
    return "'" + text.replace("'", "''") + "'"
