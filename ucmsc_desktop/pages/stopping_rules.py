"""The stopping rules of the protocol with where each stands, counted over all participants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ucmsc_desktop.domain.stopping import Watch, watch_words
from ucmsc_desktop.store.bedside_gate import watched
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status
from ucmsc_desktop.widgets.notice import Notice


def rule_notices(study: Study) -> Iterator[tuple[Notice, Callable[[], None]]]:
    """A line for each rule, and what shows its words once it has a place."""
    for found in watched(study):
        notice = Notice()
        words = _("Stopping rule: {rule}").format(rule=watch_words(found))
        yield notice, partial(notice.set_status, status_of(found), words)


def status_of(found: Watch) -> Status:
    """How much a rule matters now."""
    if found.reached:
        return "error"
    return "warn" if found.may_be_reached else "plain"
