"""The safety of one participant on paper: infusions, adverse events, what is open, other medication, deviations."""

from __future__ import annotations

from ucmsc_desktop.domain.casebook import Casebook, State
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.safety_summary import SAFETY_FORMS, safety_summary
from ucmsc_desktop.domain.safety_words import safety_tables
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.casebook import Printout
from ucmsc_desktop.reports.entries import word_table
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Furniture, Printed
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.reports.paint import About, digest, paint
from ucmsc_desktop.text import _


def safety_summary_pdf(
    casebook: Casebook, protocol: Protocol, printed: Printed, *, practice: bool, veiled: bool = False
) -> Printout:
    """Print the summary. It is a draft as long as a record that it rests on is not signed."""
    flow, title = Flow(), _("Safety summary")
    flow.part()
    flow.anchor(title, 0)
    flow.skip(6)
    flow.type.place = title
    flow.say(_("{title}, {subject}").format(title=title, subject=casebook.subject), size=18, bold=True)
    flow.say(protocol.study.title, size=11, ink=paper.GREY)
    summary = safety_summary(protocol, casebook.subject, casebook.records, printed.at)
    for table in safety_tables(summary, protocol, casebook.who, printed.at, veiled=veiled):
        word_table(flow, table)
    for page in flow.pages:
        page.forms.update(dict.fromkeys(_sources(casebook)))
    hashed = digest(flow.pages)
    Furniture(protocol, casebook.subject, printed, practice, hashed).put(flow.pages, flow.type)
    about = About(
        f"{title}, {casebook.subject}", printed.by, f"{protocol.study.code}, {protocol.study.registry}", printed.at
    )
    return Printout(paint(flow.pages, about), len(flow.pages), hashed, flow.type.unprintable)


def _sources(casebook: Casebook) -> list[OnPage]:
    """The forms that the summary rests on, each with whether all of them are signed."""
    found = []
    for form in SAFETY_FORMS:
        kept = casebook.of(FORMS[form])
        if kept:
            signed = all(one.state is State.SIGNED for one in kept)
            found.append(OnPage("", form, FORMS[form].version, signed))
    return found
