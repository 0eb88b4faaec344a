"""The widths of the columns of a table by what stands in them, so that no number is broken while there is room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from ucmsc_desktop.reports.flow import PADDING, SIZE, Column, Flow
from ucmsc_desktop.reports.typeset import Typesetter

LONGEST = 40
"""So many words of a column, the longest ones, are measured."""
WIDEST = 0.3
"""More of the width than this no single word keeps together."""
_CHINESE = r"(?<=[\u2e80-\uffff])|(?=[\u2e80-\uffff])"
_WORDS = re.compile(rf"[ \n]+|{_CHINESE}")
_PARTS = re.compile(rf"[ \n]+|(?<=[-/])|{_CHINESE}")


def fitted(flow: Flow, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns with shares that hold the parts of words first, then whole words, and then what was meant.

    The first column, which names the row, is never parted.
    """
    width, type_ = flow.sheet.width, Typesetter()
    texts = [[column.head, *(row[place] for row in rows)] for place, column in enumerate(columns)]
    wanted = [_needed(type_, words, _WORDS, width) for words in texts]
    needed = [*wanted[:1], *(_needed(type_, words, _PARTS, width) for words in texts[1:])]
    missing = [want - need for want, need in zip(wanted, needed, strict=True)]
    room = width - sum(needed)
    if room < sum(missing):
        part = max(0.0, room) / (sum(missing) or 1)
        widths = [need + part * lack for need, lack in zip(needed, missing, strict=True)]
    else:
        widths = _spread(width, wanted, columns)
    whole = sum(widths)
    return [msgspec.structs.replace(column, share=own / whole) for column, own in zip(columns, widths, strict=True)]


def _spread(width: float, least: Sequence[float], columns: Sequence[Column]) -> list[float]:
    """The widths that were meant, where every column is as wide as it must be at least."""
    shares = [column.share for column in columns]
    fixed: set[int] = set()
    while True:
        free = width - sum(least[place] for place in fixed)
        scale = free / (sum(share for place, share in enumerate(shares) if place not in fixed) or 1)
        widths = [least[place] if place in fixed else share * scale for place, share in enumerate(shares)]
        narrow = {place for place, own in enumerate(widths) if own < least[place] - 0.001} - fixed
        if not narrow:
            return widths
        fixed |= narrow


def _needed(type_: Typesetter, texts: Iterable[str], breaks: re.Pattern[str], width: float) -> float:
    head, *cells = texts
    words = {word for text in set(cells) for word in breaks.split(type_.clean(text)) if word}
    bold = max((type_.width(word, SIZE, bold=True) for word in breaks.split(type_.clean(head)) if word), default=0.0)
    longest = sorted(words, key=lambda word: (len(word), word))[-LONGEST:]
    widest = max((type_.width(word, SIZE, bold=True) for word in longest), default=0.0)
    return min(max(bold, widest) + 2 * PADDING + 0.5, WIDEST * width)
