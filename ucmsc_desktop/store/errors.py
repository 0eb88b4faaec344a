"""The faults of the world that a study can meet, each a class with the sentence that the person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.items import Field, Problem
    from ucmsc_desktop.domain.order import Unmet


class StudyError(Exception):
    """A fault of the world; its text says what happened, what is safe and what to do next."""


class StudyMissing(StudyError):
    """No study lies in the folder."""


class StudyExists(StudyError):
    """A study lies there already and is left alone."""


class StudyBusy(StudyError):
    """Another program has the study open."""


class StudyNewer(StudyError):
    """A newer version of the program wrote the study."""


class StudyUnreachable(StudyError):
    """The place where the study lies does not answer as it should, perhaps for a moment."""


class StudyDamaged(StudyError):
    """A file of the study does not read as it was written."""


class StudyReadOnly(StudyError):
    """The study's folder or file cannot be written."""


class DiskFull(StudyError):
    """There is no room left where the study lies."""


class WrongPassword(StudyError):
    """The user name and the password do not fit together."""


class AccountLocked(StudyError):
    """Too many wrong passwords: the account rests for a while."""


class WeakPassword(StudyError):
    """A password that is too short."""


class NotPermitted(StudyError):
    """The person's role does not allow it."""


class AlreadyThere(StudyError):
    """A participant's code or a user's name is taken."""


class RecordRefused(StudyError):
    """A record that cannot be stored, or cannot be signed, as it is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, one sentence a field."""
        self.problems = list(problems)
        super().__init__(" ".join(problem.sentence for problem in problems))


class ReasonNeeded(StudyError):
    """A saved value is to change and nobody has said why."""

    def __init__(self, fields: Sequence[Field]) -> None:
        """Take the fields that change without a reason."""
        self.fields = list(fields)
        names = ", ".join(field.label for field in fields)
        super().__init__(_("Give a reason for changing: {names}.").format(names=names))


class OutOfOrder(StudyError):
    """A record that the protocol's order does not allow yet: a step before it is missing."""

    def __init__(self, steps: Sequence[Unmet], sentence: str) -> None:
        """Take the steps that are missing and the sentence for all of them."""
        self.steps = list(steps)
        super().__init__(sentence)
