"""A folder as one zip file that is the same for the same content and time."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Generator
from pathlib import Path

from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.outbound.staging import files_in, settling

_EARLIEST = 1980
"""The first year that a zip file can name."""
BLOCK = 1 << 20
"""Bytes of a file that are packed in one step."""


def archived(folder: Path, target: Path, head: Header) -> Generator[Progress, None, tuple[str, ...]]:
    """Put every file of a folder into a zip file, under the folder's name, and take the folder away.

    The answer names the files.
    """
    files = [folder / name for name in files_in(folder)]
    moment = head.at.timetuple()[:6] if head.at.year >= _EARLIEST else (_EARLIEST, 1, 1, 0, 0, 0)
    with target.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, path in enumerate(files, 1):
            member = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), moment)
            member.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(member, "w", force_zip64=True) as sink:
                while block := source.read(BLOCK):
                    sink.write(block)
                    yield Progress(number - 1, len(files))
            yield Progress(number, len(files))
    names = tuple(path.relative_to(folder).as_posix() for path in files)
    shutil.rmtree(folder)
    yield from settling(target.parent)
    return names
