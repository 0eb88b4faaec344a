"""The progress of an open study as its person may see it: with their drafts, and without what is closed to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ucmsc_desktop import text
from ucmsc_desktop.domain.forms import WITHIN_AN_INFUSION
from ucmsc_desktop.domain.listing import Line
from ucmsc_desktop.domain.member import member, members, present
from ucmsc_desktop.domain.progress import Gathering, StudyProgress
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.batches import in_batches
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.casebook import Key
    from ucmsc_desktop.domain.form_lists import Closed
    from ucmsc_desktop.domain.member import Member
    from ucmsc_desktop.store.study import Study


def gathering(study: Study) -> Gathering:
    """A progress that takes in the participants of a study."""
    return Gathering(study.protocol, study.clock().date(), closed_words(study))


def gathered(study: Study) -> StudyProgress:
    """The progress of all participants."""
    found = gathering(study)
    for subject, records in study.everything().items():
        found.add(subject, records)
    return found.progress(draft_lines(study))


def draft_lines(study: Study) -> list[Line]:
    """What this person began and did not save."""
    words = _("begun, last typed in on {time}")
    return [
        Line(draft.key, words.format(time=text.datetime_text(draft.at)), draft.at.date()) for draft in study.drafts()
    ]


def cohort(study: Study) -> list[Member]:
    """All participants as the cohort sees them."""
    return members(study.protocol, study.everything(WITHIN_AN_INFUSION), study.clock().date())


def cohort_in_turn(study: Study, size: int) -> Iterator[tuple[int, list[Member]]]:
    """The same, so many participants at a step: how many were read in it, and who of them belongs to the cohort."""
    protocol, today = study.protocol, study.clock().date()
    for batch in in_batches(study, size, without=WITHIN_AN_INFUSION):
        yield len(batch), present(member(protocol, subject, records, today) for subject, records in batch.items())


def scores_closed(study: Study) -> str:
    """Why the scores of the cohort are closed to this person now, in a sentence; empty when they are open."""
    key = blinding.first_begun(study)
    return _("{code}: {why}").format(code=key.subject, why=blinding.sentence(study, key)) if key is not None else ""


def closed_words(study: Study) -> Closed:
    """What says of a record why it is closed to this person now."""
    begun = blinding.open_assessments(study)

    def words(key: Key) -> str:
        by = blinding.closed_to(study, key) if key.subject in begun else None
        return blinding.sentence(study, by) if by is not None else ""

    return words
