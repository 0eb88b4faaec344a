"""The enrolment log: every participant in the trial with consent, day of enrolment and first infusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.listings.table import Cell, Column, Row, own_cell
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.recruitment import IN_THE_TRIAL, enrolled_on
from ucmsc_desktop.domain.summary import Summary, age_words, summary
from ucmsc_desktop.text import N_, _, date_text, ngettext

COLUMNS = (
    Column("subject", N_("Code"), 0.12),
    Column("sex", N_("Sex"), 0.08),
    Column("", N_("Age"), 0.08),
    Column("consented_on", N_("Consent signed on"), 0.13),
    Column("consent_version", N_("Version of the consent form"), 0.13),
    Column("enrolled_on", N_("Enrolled on"), 0.13),
    Column("first_infusion_on", N_("First infusion"), 0.13),
    Column("stage", N_("Stage")),
    Column("withdrawn_on", N_("Consent withdrawn on")),
    Column("", N_("Status"), 0.2),
)


def enrolment_rows(view: View, subject: str, records: Sequence[Kept[Record]]) -> Iterator[Row]:
    """A row for whoever is, or was, in the trial."""
    seen = summary(view.protocol, subject, records, view.today)
    if seen.stage in IN_THE_TRIAL:
        yield _row(seen)


def _row(seen: Summary) -> Row:
    person = seen.participant or Participant()
    given = next((kept.record for kept in of_type(seen.records, Consent)), None)
    consent, day = consent_of(given, person) or Consent(), enrolled_on(seen)
    on = consent.signed_on or day
    cells = (
        Cell(seen.subject, seen.subject),
        own_cell(person, "sex"),
        Cell(None, age_words(person.birth_date, on) if on is not None else ""),
        _day(consent.signed_on),
        Cell(consent.document_version, consent.document_version or ""),
        _day(day),
        _day(seen.first_infusion),
        Cell(seen.stage.value, _(seen.stage.label)),
        _day(consent.withdrawn_on),
        Cell(None, _status(seen, consent)),
    )
    return Row(seen.subject, cells)


def _day(day: date | None) -> Cell:
    return Cell(day, date_text(day) if day is not None else "")


def _status(seen: Summary, consent: Consent) -> str:
    if consent.withdrawn_on is not None:
        return _("consent withdrawn on {day}").format(day=date_text(consent.withdrawn_on))
    return _(seen.stage.label)


def enrolled_counted(number: int) -> str:
    """How many participants are enrolled."""
    return ngettext("{n} participant enrolled", "{n} participants enrolled", number).format(n=number)
