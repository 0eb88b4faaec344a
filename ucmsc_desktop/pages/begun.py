"""What a person began and did not save, in words: where they were, and what would come back."""

from __future__ import annotations

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.items import Record, show_entry
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.domain.pasi import PasiEntries
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages.pasi_words import PARTS, field_of
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

SHOWN = 6
"""So many entries are named one by one; the rest is counted."""


def begun_words(study: Study, draft: Draft) -> str:
    """Where the person was, and what the draft holds: it comes back when they go on."""
    field = items.fields(type(draft.record)).get(draft.field)
    where = [draft.key.subject, study.protocol.visit_name(draft.key.visit), form_title(draft.key.form)]
    place = _(", ").join(part for part in where if part)
    if field is not None:
        place = _("{place}, at “{field}”").format(place=place, field=field.label)
    return _("You were on {place}. Kept as a draft at {time}: {entries}.").format(
        place=place, time=text.datetime_text(draft.at), entries="; ".join(_entries(draft.record)) or _("nothing yet")
    )


def discard_words(study: Study, key: Key) -> str:
    """The question before a draft is thrown away."""
    question = _("Discard this draft of {code}, {visit}? It cannot be brought back; the audit trail keeps that it was.")
    return question.format(code=key.subject, visit=study.protocol.visit_name(key.visit))


def _entries(record: Record) -> list[str]:
    if isinstance(record, PasiEntries):
        return _regions(record)
    found = [
        _("{label}: {value}").format(label=field.label, value=items.show(field, value))
        for field, value in items.entries(record)
        if value not in (None, {}) and not field.item.derived
    ]
    rest = len(found) - SHOWN
    more = [text.ngettext("{n} entry more", "{n} entries more", rest).format(n=rest)] if rest > 0 else []
    return found[:SHOWN] + more


def _regions(record: PasiEntries) -> list[str]:
    found = []
    for region in Region:
        names = [field_of(region, part) for part in PARTS]
        given = [show_entry(record, name) for name in names if getattr(record, name) is not None]
        if given:
            found.append(_("{label}: {value}").format(label=_(region.label), value=_(", ").join(given)))
    return found + ([_("a painted map")] if record.lesion_map is not None else [])
