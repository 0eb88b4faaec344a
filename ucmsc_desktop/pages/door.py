"""What stands in place of a print or an export that would tell of closed scores: why, and what opens them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from ucmsc_desktop.outbound.closed import closed, in_the_way
from ucmsc_desktop.pages.closed import ClosedPage
from ucmsc_desktop.store.study import Study


class Door:
    """Shows a closed page in a stack while there is a reason to, and takes it away again."""

    def __init__(self, stack: QStackedWidget, study: Study) -> None:
        """Nothing is closed yet."""
        self._stack, self._study = stack, study
        self.page: ClosedPage | None = None

    def shut(self, subjects: Sequence[str], *, offer_others: bool = False) -> ClosedPage | None:
        """Show what keeps the scores of these participants here, if anything does.

        `offer_others`: those of them who are not in the way may leave alone.
        """
        self.open()
        keys = in_the_way(self._study, subjects)
        if not keys:
            return None
        page = ClosedPage(self._study, keys[0], elsewhere=True)
        page.among(keys, closed(self._study, subjects), others=offer_others and len(keys) < len(subjects))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.page = page
        return page

    def open(self) -> None:
        """Take the closed page away."""
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
