"""Where the ledger ends, noted beside it after every commit: a ledger that ends earlier has lost entries."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec


class End(msgspec.Struct, frozen=True):
    """The number and the hash of the last entry; `seq` is 0 where nothing, or nothing readable, is noted."""

    seq: int
    hash: str


class EndNote:
    """The open note. It is not forced to the disk: after a power cut it may lag behind the ledger, never lead it."""

    def __init__(self, path: Path) -> None:
        """Open the note, or make it, and read what it says."""
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        seq, _space, sealed = self._file.read(100).decode("ascii", "replace").strip().partition(" ")
        self.found = End(int(seq), sealed) if seq.isdecimal() else End(0, "")

    def write(self, seq: int, sealed: str) -> None:
        """Note another end. The entry itself is safe already, so a note that fails fails nothing."""
        with suppress(OSError):
            self._file.seek(0)
            self._file.write(f"{seq:020} {sealed}\n".encode())

    def close(self) -> None:
        """Bring the note to the disk and close it."""
        with suppress(OSError):
            os.fsync(self._file.fileno())
        self._file.close()
