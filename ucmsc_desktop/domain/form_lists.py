"""Forms by how final they are, what in them contradicts itself, and which entries are missing without a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, Key, State
from ucmsc_desktop.domain.items import Record, blanks
from ucmsc_desktop.domain.listing import Line
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.questionnaire import Questionnaire, no_score_words
from ucmsc_desktop.domain.summary import Summary, day_of
from ucmsc_desktop.text import N_, _

Found = Iterator[tuple[str, Line]]
Closed = Callable[[Key], str]
"""Why a record is closed to the person who asks, in a sentence; empty when it is open."""
DRAFT, UNSIGNED, SAVED, SIGNED = "forms.draft", "forms.unsigned", "forms.saved", "forms.signed"
FORMS = {
    DRAFT: N_("your drafts"),
    UNSIGNED: N_("to be signed"),
    SAVED: N_("saved"),
    SIGNED: N_("signed"),
}
CONTRADICTIONS, BLANKS = "queries.contradictions", "queries.blanks"
QUERIES = {CONTRADICTIONS: N_("contradictions"), BLANKS: N_("missing entries")}
WHY = {
    DRAFT: N_("What you began and did not save. Drafts of others are known to them alone."),
    UNSIGNED: N_("Saved, and a signature is to come."),
    SAVED: N_("Saved; these forms stand without a signature of their own."),
    SIGNED: N_("A signature holds."),
    CONTRADICTIONS: N_("Entries of saved forms that cannot both be right."),
    BLANKS: N_("Entries of saved forms that have neither a value nor a reason for having none."),
}


def open_to_all(key: Key) -> str:
    """Nothing is closed."""
    del key
    return ""


def form_lines(seen: Summary) -> Found:
    """Every saved form under its state."""
    waiting = {kept.key for kept in seen.unsigned}
    for kept in seen.records:
        code = SIGNED if kept.state is State.SIGNED else UNSIGNED if kept.key in waiting else SAVED
        yield code, Line(kept.key, _state_words(kept), day_of(kept.record))


def query_lines(seen: Summary, closed: Closed) -> Found:
    """What is open in the saved forms; of a form that is closed to the person only that something is."""
    for kept in seen.records:
        on = day_of(kept.record)
        found = [(CONTRADICTIONS, problem.sentence) for problem in kept.record.contradictions()]
        found += [(BLANKS, words) for words in blank_words(kept.record)]
        hidden = closed(kept.key) if found else ""
        for code, words in found:
            yield code, Line(kept.key, hidden or words, on)


def blank_words(record: Record) -> list[str]:
    """The entries without a value or reason; a questionnaire without any answer is one of them."""
    found = [field.label for field in blanks(record)]
    if isinstance(record, Questionnaire) and not record.answers and record.total_or_entered() is None:
        found.append(no_score_words(record))
    return found


def is_complete(record: Record) -> bool:
    """Whether every entry that is asked for has a value or a reason; answers in part make no questionnaire."""
    has_score = not isinstance(record, Questionnaire) or record.total_or_entered() is not None
    return has_score and not blanks(record)


def _state_words(kept: Kept[Record]) -> str:
    if isinstance(kept.record, HistoricalPasi):
        return _("taken over from an earlier record")
    words = _("{state} by {user}, {time}")
    last = next((one for one in reversed(kept.signatures) if one.holds), None)
    by = last.by if last is not None else kept.by
    return words.format(state=_(kept.state.label), user=by.user, time=text.datetime_text(by.at))
