"""The rows of the screening list: each candidate in words, judged once, and those that fit what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from ucmsc_desktop import text
from ucmsc_desktop.domain.candidates import OPEN, Candidate, Wanted
from ucmsc_desktop.domain.casebook import natural
from ucmsc_desktop.domain.eligibility import Outcome
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.pages.list_model import ListModel
from ucmsc_desktop.text import N_, _

COLUMNS = (
    N_("Code"), N_("Sex"), N_("Age"), N_("Screened"), N_("Verdict"), N_("Not met"), N_("Undecided"), N_("Free from"),
    N_("Decision"), N_("Deviations"),
)  # fmt: skip
CODE, SEX, AGE, SCREENED, VERDICT, NOT_MET, STILL_OPEN, FREE, DECISION, DEVIATIONS = range(len(COLUMNS))
_VERDICTS = {True: ("circle-check", "ok"), False: ("octagon-x", "error"), None: ("circle-question-mark", "plain")}
_DECISIONS = {Outcome.ENROLLED: ("user-plus", "ok"), Outcome.FAILED: ("circle-x", "plain")}


class Row:
    """One candidate; the verdict is reached when somebody looks, or when its turn comes, and then kept."""

    def __init__(self, subject: str, judge: Callable[[], Candidate]) -> None:
        """Take how the candidate is judged."""
        self.subject = subject
        self._judge = judge

    @cached_property
    def candidate(self) -> Candidate:
        """The candidate with the verdict."""
        return self._judge()

    @property
    def is_judged(self) -> bool:
        """Whether the verdict was reached."""
        return "candidate" in self.__dict__

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What each column says."""
        found, screening = self.candidate, self.candidate.screening
        sex, free = found.participant.sex, found.standing.found.could_from
        return (
            self.subject,
            _(sex.label) if sex is not None else "",
            found.age,
            text.date_text(screening.screened_on) if screening.screened_on is not None else "",
            _("{verdict} (changed)").format(verdict=found.verdict) if found.is_outdated else found.verdict,
            _(", ").join(found.found(Finding.NOT_MET)),
            _(", ").join(found.found(*OPEN)),
            text.date_text(free) if free is not None and not found.closed else "",
            _(screening.outcome.label) if screening.outcome is not None else "",
            _deviations(len(found.deviations)),
        )

    @cached_property
    def words(self) -> str:
        """Everything that typing can find."""
        return "\n".join([*self.texts, self.candidate.deviation]).casefold()

    def fits(self, wanted: Wanted, words: Sequence[str]) -> bool:
        """Whether the candidate is looked for and every word occurs in what is said."""
        return wanted.fits(self.candidate) and all(word in self.words for word in words)

    def look(self, column: int) -> tuple[str, str] | None:
        """The icon and status of a cell, None for none."""
        found = self.candidate
        if column == VERDICT:
            if found.is_outdated:
                return "triangle-alert", "warn"
            return ("eye-off", "plain") if found.closed else _VERDICTS[found.standing.eligible]
        if column == DECISION and found.screening.outcome is not None:
            return _DECISIONS[found.screening.outcome]
        return ("triangle-alert", "warn") if column == DEVIATIONS and found.deviations else None

    def order(self, column: int) -> Any:
        """By what the row stands in a list sorted by a column; None when there is nothing."""
        found = self.candidate
        if column == FREE and found.closed:
            return None
        dates = {SCREENED: found.screening.screened_on, FREE: found.standing.found.could_from}
        if column == CODE:
            return natural(self.subject)
        return dates[column] if column in dates else self.texts[column].casefold() or None


def _deviations(count: int) -> str:
    return text.ngettext("{n} deviation", "{n} deviations", count).format(n=count) if count else ""


class CandidatesModel(ListModel[Row]):
    """The candidates that fit what is looked for; who is looked for is known once all are judged."""

    columns = COLUMNS

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._wanted, self._words = Wanted(), ""

    def wanted(self, rows: list[Row]) -> list[Row]:
        """Those that are wanted and in which every word that was typed occurs; all as long as nothing is asked."""
        if not self._is_asked():
            return rows
        words = self._words.split()
        return [row for row in rows if row.is_judged and row.fits(self._wanted, words)]

    def judge_some(self, count: int) -> bool:
        """Judge a few more; whether there are more to judge."""
        if self.warm(count):
            return True
        if self._is_asked():
            self.show_wanted()
        return False

    @property
    def is_judged(self) -> bool:
        """Whether every candidate was judged."""
        return self.made >= self.total

    def look_for(self, wanted: Wanted, typed: str) -> None:
        """Show those that are wanted and in which every word that was typed occurs."""
        self._wanted, self._words = wanted, typed.casefold()
        self.show_wanted()

    def _is_asked(self) -> bool:
        return self._wanted != Wanted() or bool(self._words) or not self.is_in_usual_order
