"""Names of files that every system takes, made from codes that may hold any character."""

from __future__ import annotations

import hashlib
import re

HASHES = "SHA256SUMS.txt"
IDENTITIES = "identities.csv"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60
"""Bytes of a code that a name keeps: paths end at 260 characters on Windows."""


def file_name(code: str) -> str:
    """A code as a part of a file's name. One that had to be altered carries a mark, so that two never become one."""
    kept = _FORBIDDEN.sub("_", code)
    kept = kept.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if kept == code and kept and not _RESERVED.fullmatch(kept):
        return kept
    mark = hashlib.sha256(code.encode()).hexdigest()[:8]
    return f"{kept or 'code'}_{mark}"
