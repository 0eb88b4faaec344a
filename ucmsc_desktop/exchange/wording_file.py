"""The file from which a site loads the words of a questionnaire for which it holds a licence.

TOML in UTF-8: questionnaire = "SAS", "SDS" or "DLQI"; licence = who granted what; language and introduction may be left
out; [items] and [answers] with one text for every item and answer: "1" to "20" and "1" to "4" for SAS and SDS; "1" to
"10", "7a" and "3", "2", "1", "0", "not_relevant", "yes", "no" for the DLQI.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.wording import Wording
from ucmsc_desktop.text import _

LARGEST = 256 * 1024
"""A questionnaire of thirty sentences is far smaller; what is larger is another file."""
LONGEST_TEXT = 2000
_TEXTS = ("questionnaire", "language", "licence", "introduction")
_TABLES = ("items", "answers")
_FIELDS = (*_TEXTS, *_TABLES)


class WordingRefused(ValueError):
    """A file that is no wording; the message says why, and that nothing was changed."""


def wording_of_file(path: Path) -> Wording:
    """Read a file. Raises WordingRefused with the sentence for the person."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise _refused(path.name, _("it could not be read ({reason})").format(reason=error.strerror)) from error
    return wording_of(content, path.name)


def wording_of(content: bytes, name: str) -> Wording:
    """Read the content of a file of this name. Raises WordingRefused."""
    if len(content) > LARGEST:
        raise _refused(name, _("it is larger than {n} KiB").format(n=LARGEST // 1024))
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(name, _("it is not UTF-8 (byte {n})").format(n=error.start + 1)) from error
    except tomllib.TOMLDecodeError as error:
        raise _refused(name, _("it is not TOML: {reason}").format(reason=error)) from error
    except RecursionError as error:
        raise _refused(name, _("it is nested too deeply")) from error
    wording = _wording(name, given)
    wrong = items.problems(wording)
    if wrong:
        raise _refused(name, " ".join(problem.sentence for problem in wrong).rstrip("."))
    return wording


def _wording(name: str, given: dict[str, Any]) -> Wording:
    unknown = [key for key in given if key not in _FIELDS]
    if unknown:
        words = _("“{field}” is not known; known are {known}")
        raise _refused(name, words.format(field=unknown[0][:40], known=", ".join(_FIELDS)))
    texts = {field: _text(name, field, given[field]) for field in _TEXTS if field in given}
    tables = {field: _table(name, field, given[field]) for field in _TABLES if field in given}
    return msgspec.structs.replace(Wording(), **texts, **tables)


def _table(name: str, field: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _refused(name, _("[{field}] is not a table of texts").format(field=field))
    return {key: _text(name, f"{field}.{key}", words) for key, words in value.items()}


def _text(name: str, field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _refused(name, _("“{field}” is not a text").format(field=field[:40]))
    if len(value) > LONGEST_TEXT:
        raise _refused(name, _("“{field}” is longer than {n} characters").format(field=field[:40], n=LONGEST_TEXT))
    if any(ord(character) < ord(" ") and character not in "\n\t" for character in value):
        raise _refused(name, _("“{field}” holds control characters").format(field=field[:40]))
    return value.strip()


def _refused(name: str, reason: str) -> WordingRefused:
    sentence = _("{name} is not the wording of a questionnaire: {reason}. Nothing was changed.")
    return WordingRefused(sentence.format(name=name, reason=reason))
