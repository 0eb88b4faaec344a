"""The sheets of a workbook, or the one of a CSV file, as rows of texts; what is no table says so in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

import msgspec

from ucmsc_desktop.exchange.csv_table import SEPARATORS, BadFile, decoded, rows
from ucmsc_desktop.text import _

LARGEST = 32 * 1024 * 1024
"""The published workbooks have about two MB; what is larger is another file."""
LARGEST_UNPACKED = 400 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
EACH = 50
BLANK_ROWS = 500
"""A sheet that was formatted to its last row ends where nothing has come for this long."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]+\d+)"(?![^>]*t="str")[^>]*><f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
"""A formula that no spreadsheet program has worked out: its cell would look empty."""
_LOST = re.compile(r"\?\s?\d|\ufffd")
_CHINESE = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]")
_BAD_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,  # what the parser of XML raises
    OSError,
    EOFError,
    RuntimeError,
    AssertionError,
)


Progress = Callable[[int], object]


class Line(msgspec.Struct, frozen=True):
    """A row with its number in the file."""

    number: int
    cells: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A sheet with its title; that of a CSV file has none, and may come from an encoding that lacks signs such as ≥."""

    title: str
    lines: tuple[Line, ...]
    lacks_signs: bool = False


def sheets_of(content: bytes, progress: Progress = lambda _rows: None) -> Iterator[Sheet]:
    """The sheets of a file, one after the other; `progress` hears of rows that were read. Raises BadFile."""
    if not content.strip(b"\0\r\n\t "):
        raise BadFile(_("The file is empty."))
    if len(content) > LARGEST:
        raise BadFile(_("The file is larger than {n} MB.").format(n=LARGEST // 1024 // 1024))
    if content.startswith(_OLD_OFFICE):
        raise BadFile(_of_old_office(content))
    if content.startswith(b"%PDF"):
        raise BadFile(_("This is a PDF. Choose the workbook (.xlsx) or the CSV file of the same table."))
    if content.startswith(b"PK"):
        yield from _of_workbook(content, progress)
    else:
        text, lacks_signs = _text(content)
        yield Sheet("", tuple(_csv_lines(text)), lacks_signs)


def _of_old_office(content: bytes) -> str:
    if _ENCRYPTED in content:
        return _("The workbook is protected by a password. Open it, save it without the password, and choose it again.")
    return _("This is a workbook of an old kind (.xls). Save it as .xlsx in your spreadsheet program.")


# Workbooks


def _of_workbook(content: bytes, progress: Progress) -> Iterator[Sheet]:
    # Late: only who loads a table needs it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(content)
        _check_formulas(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            # Some programs write a size that is not the sheet's.
            sheet.reset_dimensions()
            found = tuple(_filled(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), progress))
            yield Sheet(sheet.title, found)
    except (*_BAD_WORKBOOK, InvalidFileException) as error:
        raise BadFile(_("The workbook is damaged or cut off. Download it once more.")) from error


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise BadFile(_("The file is protected by a password. Unpack it, and choose it again."))
    if unpacked > LARGEST_UNPACKED:
        raise BadFile(_("The workbook unpacks to more than {n} MB.").format(n=LARGEST_UNPACKED // 1024 // 1024))


def _check_formulas(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            bare = _NO_RESULT.search(archive.read(name)) if name.startswith("xl/worksheets/") else None
            if bare is not None:
                sentence = _(
                    "Cell {cell} holds a formula without its result. Open the workbook in your spreadsheet program, "
                    "save it, and choose it again."
                )
                raise BadFile(sentence.format(cell=bare[1].decode()))


def _filled(found: Iterator[tuple[object, ...]], progress: Progress) -> Iterator[Line]:
    blank = 0
    for number, values in enumerate(found, start=1):
        cells = tuple(tidy("" if value is None else str(value)) for value in values)
        blank = 0 if any(cells) else blank + 1
        if number % EACH == 0:
            progress(EACH)
        if blank > BLANK_ROWS:
            return
        if number > MOST_ROWS:
            raise BadFile(too_long())
        if not blank:
            yield Line(number, cells)


# CSV


def _csv_lines(text: str) -> Iterator[Line]:
    for count, row in enumerate(rows(text, _separator(text)), start=1):
        if count > MOST_ROWS:
            raise BadFile(too_long())
        yield Line(row.line, tuple(tidy(cell) for cell in row.cells[:MOST_COLUMNS]))


def _text(content: bytes) -> tuple[str, bool]:
    """The text of a CSV file, and whether its encoding lacks signs that the table uses. Raises BadFile."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(content), False
    if b"\0" in content:
        raise BadFile(_("This is neither a workbook nor a CSV file."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A Western text that happens to be Chinese bytes reads as ideographs, which no published table has.
        if encoding != "gb18030" or not _CHINESE.search(text):
            return _with_signs(text), False
    return _with_signs(decoded(content, "cp1252")), True


def _with_signs(text: str) -> str:
    lost = _LOST.search(text)
    if lost is None:
        return text
    words = text[lost.start() : lost.start() + 12].split("\n")[0]
    sentence = _(
        "Signs such as ≥ were lost when this file was saved (line {line}: “{words}”). "
        "Save it as “CSV UTF-8”, or choose the workbook."
    )
    raise BadFile(sentence.format(line=text.count("\n", 0, lost.start()) + 1, words=words))


def _separator(text: str) -> str:
    lines = text.splitlines()
    heads = next((line for line in lines if "grade" in line.casefold()), lines[0] if lines else "")
    return max(SEPARATORS, key=heads.count)


def tidy(words: str) -> str:
    """A cell without blanks at the ends of its lines, no-break spaces and characters that nobody sees."""
    plain = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words.replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def too_long() -> str:
    """The sentence about a sheet that is no table of terms by its mere length."""
    return _("A sheet has more than {n} rows: this is another file.").format(n=MOST_ROWS)
