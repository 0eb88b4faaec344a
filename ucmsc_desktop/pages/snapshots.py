"""What can be undone while a form is filled in: the record before each edit."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")
STEPS = 100


class Snapshots(Generic[T]):
    """Undo and redo as whole values, the last hundred. Typing on in one field is one step."""

    def __init__(self) -> None:
        """Begin with nothing to undo."""
        self._past: list[tuple[T, str]] = []
        self._future: list[tuple[T, str]] = []
        self._joined = ""

    def clear(self) -> None:
        """Forget everything: what was saved is changed with a reason, not undone."""
        self._past, self._future, self._joined = [], [], ""

    def keep(self, before: T, field: str, *, join: bool) -> None:
        """Keep the value before an edit of a field; `join` adds the edit to the one before it in the same field."""
        if not (join and self._joined == field and self._past):
            self._past = [*self._past[1 - STEPS :], (before, field)]
        self._joined = field if join else ""
        self._future = []

    def part(self) -> None:
        """The next edit is a step of its own."""
        self._joined = ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to go forward."""
        return bool(self._future)

    def undo(self, now: T) -> tuple[T, str]:
        """The value one step back, with the field that was edited."""
        before, field = self._past.pop()
        self._future.append((now, field))
        self._joined = ""
        return before, field

    def redo(self, now: T) -> tuple[T, str]:
        """The value one step forward, with the field that was edited."""
        after, field = self._future.pop()
        self._past.append((now, field))
        self._joined = ""
        return after, field
