"""Participants' codes: whether one fits the site's pattern, and what one that fits looks like."""

from __future__ import annotations

import re
from string import Formatter


def example(pattern: str) -> str:
    """The first code of a pattern such as `P-{number:03}`."""
    return pattern.format(number=1)


def fits(pattern: str, code: str) -> bool:
    """Whether a code is what the pattern makes of some number from 1 on."""
    parts = Formatter().parse(pattern)
    shape = "".join(re.escape(literal) + ("(.+)" if name is not None else "") for literal, name, _spec, _how in parts)
    found = re.fullmatch(shape, code)
    try:
        number = int(found[1]) if found else 0
    except ValueError:
        return False
    return number >= 1 and pattern.format(number=number) == code
