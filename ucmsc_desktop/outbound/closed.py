"""Whether what leaves the study would tell a person of scores that are closed to them now."""

from __future__ import annotations

from collections.abc import Sequence

from ucmsc_desktop.domain.casebook import Key, natural
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def in_the_way(study: Study, subjects: Sequence[str]) -> list[Key]:
    """The forms that keep the scores of these participants here until they are signed, by participant."""
    begun = blinding.open_assessments(study)
    return [begun[subject] for subject in sorted(begun.keys() & set(subjects), key=natural)]


def closed(study: Study, subjects: Sequence[str]) -> str:
    """Why the scores of these participants stay here for now, in a sentence; empty when they may leave."""
    keys = in_the_way(study, subjects)
    if len(keys) > 1:
        return _("{codes}: Earlier scores stay hidden until you sign the PASI that you began.").format(
            codes=_(", ").join(key.subject for key in keys)
        )
    return "".join(_("{code}: {why}").format(code=key.subject, why=blinding.sentence(study, key)) for key in keys)
