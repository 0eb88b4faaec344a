"""Long work in steps, so that who asked for it sees how far it is, and may stop it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.steps import retold

Y = TypeVar("Y")
R = TypeVar("R")


class Progress(msgspec.Struct, frozen=True):
    """How many of how many steps are done."""

    done: int
    total: int


Work = Generator[Progress, None, object]
"""Work of which only the progress counts."""


def in_language(language: str, work: Generator[Y, None, R]) -> Generator[Y, None, R]:
    """The same work, each step of it in a language; between two steps the program speaks its own."""
    try:
        while True:
            with text.speaking(language):
                try:
                    step = next(work)
                except StopIteration as end:
                    result: R = end.value
                    return result
            yield step
    finally:
        work.close()


def counted(work: Iterator[int], total: int, before: int = 0) -> Generator[Progress, None, None]:
    """The progress of work that counts participants, after so many steps `before` it."""
    for done in work:
        yield Progress(before + done, total)


def counted_result(work: Generator[int, None, R], total: int) -> Generator[Progress, None, R]:
    """The same of work that has a result."""
    return retold(work, lambda done: Progress(done, total))


def shared(work: Generator[float, None, R], steps: int, total: int) -> Generator[Progress, None, R]:
    """The progress of work that tells which part of it is done, as the last `steps` of the total."""
    return retold(work, lambda part: Progress(total - steps + int(part * steps), total))


def in_turn(
    works: Sequence[tuple[int, Work]], last: tuple[int, Generator[Progress, None, R]]
) -> Generator[Progress, None, R]:
    """Works one after the other as one, with the result of the last; each is so many steps of it, however it counts."""
    total, before = sum(steps for steps, _work in (*works, last)), 0
    for steps, work in works:
        yield from retold(work, partial(_within, before, steps, total))
        before += steps
        yield Progress(before, total)
    result = yield from retold(last[1], partial(_within, before, last[0], total))
    yield Progress(total, total)
    return result


def _within(before: int, steps: int, total: int, at: Progress) -> Progress:
    return Progress(before + at.done * steps // max(at.total, 1), total)
