"""A CSV file as a header and numbered rows, whatever program wrote it: encoding, separator and quotes are found out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import msgspec

from ucmsc_desktop.text import _

SEPARATORS = (",", ";", "\t")


class BadFile(Exception):
    """A file that cannot be read as a whole; the message is the sentence for the person. Nothing was taken over."""


class Row(msgspec.Struct, frozen=True):
    """The cells of one row, stripped of blanks around them, and the line of the file on which it starts."""

    line: int
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A header and its rows; rows without any content are left out."""

    header: Row
    rows: tuple[Row, ...]
    separator: str


def read_table(content: bytes, encoding: str | None = None) -> Table:
    """The table that a file holds. Raises BadFile.

    UTF-8 with or without a byte order mark and UTF-16 with one are recognised; another encoding must be named. The
    separator is the one of a first line `sep=;`, as Excel writes it, else the most frequent of comma, semicolon and tab
    in the header.
    """
    text = decoded(content, encoding)
    first, *rest = re.split(r"\r\n|\r|\n", text, maxsplit=1)
    said = first.strip('"')
    if said.lower().startswith("sep="):
        separator = said[len("sep=") :]
        if separator not in SEPARATORS:
            raise BadFile(_("The first line names a separator that is neither comma, semicolon nor tab."))
        found = [*rows("".join(rest), separator, lines_before=1)]
    else:
        separator = _likely_separator(text)
        found = [*rows(text, separator)]
    if not found:
        raise BadFile(_("The file is empty."))
    if len(found) == 1:
        raise BadFile(_("The file has a header and no rows."))
    return Table(found[0], tuple(found[1:]), separator)


def _likely_separator(text: str) -> str:
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    unquoted = "".join(header.split('"')[::2])
    return max(SEPARATORS, key=unquoted.count)


def decoded(content: bytes, encoding: str | None = None) -> str:
    """The text that a file holds, without its byte order mark. Raises BadFile."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(_("This is a workbook, not a CSV file. Save it as “CSV UTF-8” in your spreadsheet program."))
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode(encoding or ("utf-16" if marked else "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile(_undecodable(content, encoding, error)) from error
    except (LookupError, ValueError) as error:
        # ValueError comes from Python's codecs that are no encodings of text files, such as `undefined`.
        raise BadFile(_("“{encoding}” is not the name of an encoding.").format(encoding=encoding)) from error
    if "\x00" in text:
        raise BadFile(_("This is not a CSV file: it holds zero bytes."))
    return text.removeprefix("\ufeff")


def _undecodable(content: bytes, encoding: str | None, error: UnicodeDecodeError) -> str:
    line = content.count(b"\n", 0, error.start) + 1
    if encoding:
        return _("Line {line} is not {encoding}.").format(line=line, encoding=encoding)
    return _(
        "Line {line} is not UTF-8. Save the file as “CSV UTF-8”, or name its encoding, for example --encoding gb18030."
    ).format(line=line)


def rows(text: str, separator: str, lines_before: int = 0) -> Iterator[Row]:
    """The rows of a text that hold something. Raises BadFile."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = lines_before + 1
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield Row(line, stripped)
            line = lines_before + reader.line_num + 1
    except csv.Error as error:
        raise BadFile(
            _("Line {line} is not CSV: {reason}.").format(line=lines_before + reader.line_num, reason=error)
        ) from error
