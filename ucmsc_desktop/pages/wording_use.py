"""The licensed words of a questionnaire as pages use them: found in the study, and loaded from a file into it."""

from __future__ import annotations

from pathlib import Path

from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.wording import Wording, key_of
from ucmsc_desktop.exchange.wording_file import WordingRefused, wording_of_file
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def wording(study: Study, form: str) -> Wording:
    """The words of a questionnaire; one without any where the site has loaded none."""
    kept = study.find(key_of(form))
    return kept.record if kept is not None and isinstance(kept.record, Wording) else Wording()


def load(study: Study, form: str, path: Path) -> Wording:
    """Keep the words of a file in the study; later ones take the place of earlier ones. Raises StudyError."""
    try:
        found = wording_of_file(path)
    except WordingRefused as error:
        raise StudyError(str(error)) from error
    if found.questionnaire != form:
        sentence = _("{name} holds the wording of the {found}, not of the {form}. Nothing was changed.")
        raise StudyError(sentence.format(name=path.name, found=found.questionnaire, form=form))
    before = wording(study, form)
    changed = items.changed(before, found)
    if changed:
        why = _("Wording loaded from the file {name}").format(name=path.name)
        study.save(key_of(form), found, reasons={field.name: why for field in changed})
    return found
