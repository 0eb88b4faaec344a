"""The rows of the patient list: what is said of each participant, and which of them fit what was typed."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import State, natural
from ucmsc_desktop.domain.dates import earliest
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.domain.summary import Progress, Stage, Summary, VisitView
from ucmsc_desktop.pages.list_model import ListModel
from ucmsc_desktop.text import N_, _

COLUMNS = (
    N_("Code"), N_("Initials"), N_("Status"), N_("Last visit"), N_("Next window"), N_("Latest PASI"), N_("Notes"),
)  # fmt: skip
CODE, INITIALS, STATUS, LAST, NEXT, PASI, NOTES = range(len(COLUMNS))
_STAGE_LOOKS = {
    Stage.SCREENING: ("clipboard-list", "info"),
    Stage.FAILED: ("circle-x", "plain"),
    Stage.ENROLLED: ("user-plus", "info"),
    Stage.TREATED: ("syringe", "info"),
    Stage.FOLLOW_UP: ("calendar-clock", "info"),
    Stage.DONE: ("circle-check", "ok"),
    Stage.EARLIER: ("history", "plain"),
}


class Row:
    """One participant in words; each is made when it is first looked at."""

    def __init__(
        self,
        subject: str,
        sum_up: Callable[[], Summary],
        identity: Identity | None = None,
        *,
        twins: Sequence[str] = (),
        hidden: bool = False,
    ) -> None:
        """Take how to sum up, the identity if it may be seen, who has the same initials, and whether PASI is hidden."""
        self.subject = subject
        self._sum_up = sum_up
        self._identity = identity
        self._twins = twins
        self.hidden = hidden

    @cached_property
    def seen(self) -> Summary:
        """The participant at a glance, summed up when first looked at: of a thousand, twelve are on the screen."""
        return self._sum_up()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What each column says."""
        seen = self.seen
        last, following = seen.last, seen.next
        return (
            seen.subject,
            self._initials(),
            _(seen.stage.label),
            _(", ").join([_(last.visit.label), *([text.date_text(last.on)] if last.on else [])]) if last else "",
            _following(following) if following is not None else "",
            self._pasi(),
            _(" · ").join(self._notes()),
        )

    @cached_property
    def names(self) -> str:
        """Code and initials: what people mostly type, found without summing up."""
        return f"{self.subject}\n{self._initials_as_written()}".casefold()

    @cached_property
    def words(self) -> str:
        """Everything that typing can find."""
        return "\n".join(self.texts).casefold()

    def fits(self, wanted: Sequence[str]) -> bool:
        """Whether every word occurs in what is said of the participant."""
        return all(word in self.names or word in self.words for word in wanted)

    def _initials_as_written(self) -> str:
        return (self._identity.initials if self._identity is not None else None) or ""

    def _initials(self) -> str:
        initials = self._initials_as_written()
        born = self.seen.participant.birth_date if self.seen.participant is not None else None
        if initials and self._twins and born is not None:
            return _("{initials} (born {year})").format(initials=initials, year=earliest(born).year)
        return initials

    def _pasi(self) -> str:
        latest = self.seen.pasi
        if self.hidden:
            return _("hidden")
        if latest is None:
            return ""
        state = _("earlier record") if latest.imported else _(latest.state.label)
        return f"{text.tenths_text(latest.tenths)} · {state}"

    def _notes(self) -> list[str]:
        seen, found = self.seen, []
        over = [view for view in seen.visits if view.progress is Progress.OVERDUE]
        if over:
            found.append(_("{visit} overdue").format(visit=_(over[0].visit.label)))
        missed = [_(view.visit.label) for view in seen.visits if view.progress is Progress.MISSED]
        if missed:
            found.append(_("{visits} missed").format(visits=_(", ").join(missed)))
        if seen.deviations:
            count = len(seen.deviations)
            found.append(text.ngettext("{n} deviation", "{n} deviations", count).format(n=count))
        if seen.unsigned:
            found.append(_("{n} not signed").format(n=len(seen.unsigned)))
        if self._twins:
            found.append(_("same initials as {codes}").format(codes=_(", ").join(self._twins)))
        return found

    def look(self, column: int) -> tuple[str, str] | None:
        """The icon and status of a cell, None for none."""
        if column == STATUS:
            return _STAGE_LOOKS[self.seen.stage]
        if column == PASI and self.hidden:
            return "eye-off", "plain"
        if column == PASI and self.seen.pasi is not None and not self.seen.pasi.imported:
            return ("badge-check", "ok") if self.seen.pasi.state is State.SIGNED else ("circle-check", "info")
        if column == NOTES and self.texts[NOTES]:
            return "triangle-alert", "warn"
        following = self.seen.next
        if column == NEXT and following is not None and following.progress in (Progress.DUE, Progress.OVERDUE):
            return ("calendar-clock", "info") if following.progress is Progress.DUE else ("triangle-alert", "warn")
        return None

    def order(self, column: int) -> Any:
        """By what the row stands in a list sorted by a column; None when there is nothing."""
        seen, last, following = self.seen, self.seen.last, self.seen.next
        keys = {
            CODE: natural(self.subject),
            STATUS: list(Stage).index(seen.stage),
            LAST: last.on if last is not None else None,
            NEXT: following.window.latest if following is not None and following.window is not None else None,
            PASI: seen.pasi.tenths if seen.pasi is not None and not self.hidden else None,
        }
        return keys[column] if column in keys else self.texts[column].casefold() or None


def _following(view: VisitView) -> str:
    if view.window is None:
        return _(view.visit.label)
    words, day = {
        Progress.DUE: (_("{visit}, until {day}"), view.window.latest),
        Progress.OVERDUE: (_("{visit}, closed {day}"), view.window.latest),
    }.get(view.progress, (_("{visit}, from {day}"), view.window.earliest))
    return words.format(visit=_(view.visit.label), day=text.date_text(day))


def look_alikes(identities: Mapping[str, Identity]) -> dict[str, list[str]]:
    """The codes that share their initials with others, each with those others."""
    by_initials: dict[str, list[str]] = {}
    for code, identity in identities.items():
        if identity.initials:
            by_initials.setdefault(identity.initials.casefold(), []).append(code)
    return {code: [other for other in codes if other != code] for codes in by_initials.values() for code in codes}


class PatientsModel(ListModel[Row]):
    """The participants that fit what was typed."""

    columns = COLUMNS

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._typed = ""

    def wanted(self, rows: list[Row]) -> list[Row]:
        """Those in which every word that was typed occurs."""
        words = self._typed.split()
        return [row for row in rows if row.fits(words)] if words else rows

    def set_filter(self, typed: str) -> None:
        """Show those in which every word that was typed occurs."""
        self._typed = typed.casefold()
        self.show_wanted()
