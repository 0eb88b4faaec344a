"""Amendments of the protocol in sentences: what changed, whose verdict differs, and each version with who and why."""

from __future__ import annotations

from collections.abc import Container, Mapping

from ucmsc_desktop import text
from ucmsc_desktop.domain.amendment import Difference, change_words
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.store.amending import ProtocolVersion
from ucmsc_desktop.text import _


def difference_words(difference: Difference, closed: Container[str]) -> str:
    """One participant's verdict from what to what; of the `closed` ones nothing is told but that it differs."""
    if difference.subject in closed:
        return _("{subject}: hidden while you score this participant").format(subject=difference.subject)
    words = _("{subject}, enrolled: {old} → {new}") if difference.enrolled else _("{subject}, candidate: {old} → {new}")
    return words.format(subject=difference.subject, old=difference.old, new=difference.new)


def version_words(version: ProtocolVersion, people: Mapping[str, str], closed: Container[str]) -> str:
    """One version in some lines: number, when and by whom, what it changed, why, and whose verdict differs."""
    who = Casebook("", (), people=dict(people)).who(version.by)
    head = _("Version {n} · {time} · {who}")
    lines = [head.format(n=version.version, time=text.datetime_text(version.by.at), who=who)]
    lines += [change_words(change) for change in version.changes]
    if not version.changes:
        return "\n".join([*lines, _("As the study began.")])
    lines.append(_("Reason: {reason}").format(reason=version.reason))
    lines += [difference_words(difference, closed) for difference in version.differences]
    return "\n".join([*lines, *([] if version.differences else [_("No verdict differed.")])])
