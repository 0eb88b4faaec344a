"""The cohort beside a trajectory: read only when it is asked for, a few participants at a time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from ucmsc_desktop.domain.cohort_spread import spread
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.pages.turns import Turns
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.study_progress import cohort_in_turn, scores_closed
from ucmsc_desktop.text import _

AT_ONCE = 20
MEASURES = (Measure.PASI, Measure.CHANGE)
"""The tabs beside which the cohort can be drawn."""


class CohortBeside(QObject):
    """The cohort of a study for one page. `ready` tells that it is read, `failed` why it could not be."""

    ready = Signal()
    failed = Signal(str)

    def __init__(self, study: Study, parent: QObject) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._study = study
        self._members: list[Member] | None = None
        self._turns = Turns(self)
        self._turns.failed.connect(self.failed)

    def refusal(self, measure: Measure) -> str:
        """Why no cohort is shown to this person beside a tab, in a sentence; empty when it can be shown."""
        study = self._study
        if set(study.account.roles) <= {Role.ASSESSOR}:
            return _("Beside a participant assessors see no cohort: it would say what to expect of the skin.")
        closed = scores_closed(study)
        if closed:
            return closed
        if measure not in MEASURES:
            return _("The cohort is drawn beside PASI and its change.")
        if len(study.subjects()) < FEWEST:
            return too_few()
        return ""

    @property
    def is_read(self) -> bool:
        """Whether the whole cohort is known."""
        return self._members is not None

    def read(self) -> None:
        """Begin to read; `ready` tells the end."""
        self._turns.begin(self._reading())

    def forget(self) -> None:
        """Know nothing any more: something was stored since."""
        self._turns.stop()
        self._members = None

    def stop(self) -> None:
        """Read no further."""
        self._turns.stop()

    def _reading(self) -> Iterator[None]:
        found: list[Member] = []
        for _count, members in cohort_in_turn(self._study, AT_ONCE):
            found += members
            yield
        self._members = found
        self.ready.emit()

    def spread(self, measure: Measure) -> Spread | None:
        """Median and middle half beside a tab; None while nothing is read, or of too few."""
        return spread(self._study.protocol, self._members, measure) if self._members is not None else None


def too_few() -> str:
    """Why fewer participants are no cohort."""
    return _("The cohort is shown from {n} participants on.").format(n=FEWEST)
