"""The page that explains the folder of tables to whoever opens it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ucmsc_desktop import text
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.exchange.csv_out import aligned
from ucmsc_desktop.exchange.csv_sheet import CsvSheet
from ucmsc_desktop.exchange.csv_tables import Table
from ucmsc_desktop.text import N_, _

_RULES = (
    N_("Every file is UTF-8 with a header line, commas between cells and CRLF at the end of a row."),
    N_("An empty cell says that there is no value; a column that ends in _missing says why."),
    N_("Dates are year-month-day. A date that is known only in part is a year, or a year and a month."),
    N_("Times carry their offset from UTC. Numbers have a point and no grouping, and keep the zeros that were given."),
    N_("Yes and no are true and false. Codes stand as they are kept; their words are in code_lists.csv."),
    N_("PASI totals are whole tenths: 186 means 18.6."),
    N_(
        "A text that a spreadsheet could take for a formula, and an empty text, begins with an apostrophe. "
        "Take that one apostrophe away to have the text as it was entered; the scripts do."
    ),
    N_(
        "A control character within a text is written as \\x and two hexadecimal digits, a \\ before an x as \\x5c; "
        "the scripts for R and Python turn them back."
    ),
    N_("One file holds the rows of one field, such as LAB_results.csv: subject, visit and number lead to its form."),
    N_("Records are as they stand now. Every earlier value, with who changed it and why, is in the ODM export."),
    N_("No name of a participant is in these tables. Bags name who received them by code, also in an export of some."),
    N_("A spreadsheet may change what it opens, for example 001 to 1. Import the columns as text, or use a script."),
)
_SCRIPTS = (
    N_('R (3.6 or newer, no packages):  source("read_ucmsc.R"); study <- read_ucmsc("this folder")'),
    N_('Python (3.9 or newer):  import read_ucmsc; study = read_ucmsc.read("this folder")'),
    N_("SAS (9.4 or newer, a session in UTF-8):  set the folder on top of read_ucmsc.sas and run it"),
)


def readme(header: Header, tables: Sequence[Table], sheets: Mapping[str, CsvSheet], *, bom: bool) -> str:
    """What the folder holds, how its files are written, and which script reads them."""
    files = aligned([(f"{table.name}.csv", table.title, str(sheets[table.name].rows)) for table in tables], words=2)
    rules = [_(rule) for rule in _RULES]
    if bom:
        rules.insert(1, _("Every table begins with a byte order mark, so that spreadsheets know that it is UTF-8."))
    return "\n".join(
        [
            *_origin(header),
            "",
            _("What is written how"),
            *(f"- {rule}" for rule in rules),
            "",
            _("What reads it, with labels, types, units and code lists"),
            *(f"- {_(script)}" for script in _SCRIPTS),
            "",
            _("Tables and their rows; data_dictionary.csv explains every column"),
            *files,
            "",
        ]
    )


def _origin(header: Header) -> list[str]:
    study = header.protocol.study
    when = _("Exported by {who} on {when}, protocol version {n}.").format(
        who=header.by, when=text.datetime_text(header.at), n=header.protocol.version
    )
    many = text.ngettext("{n} participant.", "{n} participants.", header.subjects).format(n=header.subjects)
    practice = [_("PRACTICE DATA: nobody in it exists.")] if header.practice else []
    return [f"{study.code}  {_(study.title)}", *practice, when, many]
