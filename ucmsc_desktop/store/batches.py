"""All participants' records a few at a time, so that a page answers while a large study is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ucmsc_desktop.store import reading

if TYPE_CHECKING:
    from ucmsc_desktop.domain.casebook import Kept
    from ucmsc_desktop.domain.items import Record
    from ucmsc_desktop.store.study import Study


def in_batches(study: Study, size: int, without: Collection[str] = ()) -> Iterator[dict[str, list[Kept[Record]]]]:
    """The records of so many participants at each step, in protocol order; forms in `without` are left out.

    What is saved between two steps is seen by those that follow.
    """
    subjects = study.subjects()
    for start in range(0, len(subjects), size):
        yield reading.of_subjects(study.ledger, study.protocol, subjects[start : start + size], without)
