"""Long work in steps: what each step tells in other terms, and all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
R = TypeVar("R")


def result_of(work: Generator[object, None, R]) -> R:
    """Do work to its end, whatever its steps, and answer its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: R = end.value
            return result


def retold(work: Generator[A, None, R], tell: Callable[[A], B]) -> Generator[B, None, R]:
    """The same work, each of its steps told in other terms."""
    try:
        while True:
            try:
                step = next(work)
            except StopIteration as end:
                result: R = end.value
                return result
            yield tell(step)
    finally:
        work.close()
