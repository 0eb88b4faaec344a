"""A file of ODM 1.3.2 as this program writes it, taken back: checked whole first, then handed out story by story."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import msgspec

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.story import Header, Story
from ucmsc_desktop.exchange.odm.faults import BadOdm, Refused
from ucmsc_desktop.exchange.odm.study import Reading
from ucmsc_desktop.text import _


class OdmFile(msgspec.Struct, frozen=True):
    """A file that was found good: what it says of its study, and how many photographs it names but does not hold."""

    path: Path
    sha256: str
    header: Header
    photographs: int

    def stories(self) -> Iterator[Story]:
        """Read the file once more: the study's own records, then each participant.

        Raises BadOdm when it is no longer the file that was checked, at the latest when all has been handed out.
        """
        reading = Reading(self.path)
        for story in reading.stories():
            reading.faults.settle()
            yield story
        reading.faults.settle()
        if reading.digest.hexdigest() != self.sha256:
            raise BadOdm([_("The file was changed while it was read.")])


def checking(path: Path) -> Generator[int, None, OdmFile]:
    """Check a file from its first to its last byte; yields how many participants were looked at, and answers the file.

    Raises BadOdm with every reason why it is refused, and OSError for a file that cannot be opened.
    """
    reading = Reading(path)
    photographs: set[str] = set()
    for done, story in enumerate(reading.stories()):
        photographs.update(_photographs(story))
        yield done
    reading.faults.settle()
    try:
        header = reading.header()
    except Refused as refused:
        reading.faults.note(refused.line, str(refused))
        reading.faults.settle()
        raise
    return OdmFile(path, reading.digest.hexdigest(), header, len(photographs))


def _photographs(story: Story) -> Iterator[str]:
    for step in story.steps:
        if isinstance(step.record, GlobalAssessment) and step.record.photo is not None:
            yield step.record.photo.sha256


def read_odm(path: Path) -> OdmFile:
    """Check a file at once; raises what `checking` raises."""
    steps = checking(path)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            found: OdmFile = ended.value
            return found
