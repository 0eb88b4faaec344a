"""What a person is to know before they file a print: what of it is not signed, and what of theirs is not on it."""

from __future__ import annotations

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.outbound.prints import What, Wish
from ucmsc_desktop.pages.print_choices import OF_ONE
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def draft_words(study: Study, wish: Wish) -> str:
    """In sentences; empty when everything is signed and saved, and for what holds no entries of a participant."""
    if wish.what is What.STUDY:
        return _("What is not signed says so across the page.")
    if wish.what not in OF_ONE:
        return ""
    said = []
    if any(kept.state is not State.SIGNED for kept in study.records(wish.subject) if _is_on(wish, kept.key)):
        said.append(_("What is not signed says so across the page."))
    if any(_is_on(wish, draft.key) for draft in study.drafts()):
        said.append(_("What you typed and did not save is not printed."))
    return " ".join(said)


def _is_on(wish: Wish, key: Key) -> bool:
    if key.subject != wish.subject or wish.what is What.PARTICIPANT:
        return key.subject == wish.subject
    if wish.what is What.VISIT:
        return key.visit == wish.visit
    return (key.visit, key.form) == (wish.visit, wish.form) and wish.number in (0, key.number)
