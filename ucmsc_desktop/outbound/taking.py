"""Data that comes back: an ODM file that this program exported, into an empty study, all of it or nothing."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import msgspec

from ucmsc_desktop.outbound.progress import Progress, counted, counted_result
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, ngettext


class Refused(StudyError):
    """A file that was not taken over, with every reason that was found, a sentence each."""

    def __init__(self, name: str, reasons: Sequence[str]) -> None:
        """Say how many reasons there are, and each of them."""
        self.reasons = tuple(reasons)
        sentence = ngettext(
            "{name} was not taken over, nothing was changed. There is {n} reason:",
            "{name} was not taken over, nothing was changed. There are {n} reasons:",
            len(self.reasons),
        ).format(name=name, n=len(self.reasons))
        super().__init__("\n".join([sentence, *self.reasons]))


class Taken(msgspec.Struct, frozen=True):
    """How many participants came, and how many photographs are named in their forms and did not come."""

    participants: int
    photographs: int


def take_over(study: Study, file: Path) -> Generator[Progress, None, Taken]:
    """Check a file, then take it over; the first half of the progress is the check.

    Raises Refused, NotPermitted, or StudyError for a study that is not empty; then nothing was changed.
    """
    from ucmsc_desktop.exchange.odm.faults import BadOdm  # late: lxml
    from ucmsc_desktop.exchange.odm.reader import checking
    from ucmsc_desktop.store import taking

    taking.check_may_take(study)
    if not file.is_file():
        raise StudyError(_("There is no file {file}. Nothing was changed.").format(file=file))
    try:
        checked = yield from counted_result(checking(file), 0)
        total, done = 2 * checked.header.subjects, checked.header.subjects
        work = taking.take_over(study, checked.header, checked.stories(), file.name, checked.sha256)
        yield from counted(work, total, before=done)
    except BadOdm as error:
        raise Refused(file.name, error.reasons) from error
    except OSError as error:
        sentence = _("{file} could not be read: {reason}. Nothing was changed.")
        raise StudyError(sentence.format(file=file, reason=error.strerror or error)) from error
    return Taken(checked.header.subjects, checked.photographs)
