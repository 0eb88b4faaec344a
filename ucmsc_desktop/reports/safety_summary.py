"""The safety of one participant on paper: infusions, adverse events, what is open, other medication, deviations."""

from __future__ import annotations

from ucmsc_desktop.domain.casebook import Casebook, State
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.safety_summary import SAFETY_FORMS, safety_summary
from ucmsc_desktop.domain.safety_words import safety_tables
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import word_table
from ucmsc_desktop.reports.finish import Printout, finish
from ucmsc_desktop.reports.flow import Flow
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.page import OnPage
from ucmsc_desktop.text import _


def safety_summary_pdf(
    casebook: Casebook, protocol: Protocol, printed: Printed, *, practice: bool, veiled: bool = False
) -> Printout:
    """Print the summary. It is a draft as long as a record that it rests on is not signed."""
    flow, title = Flow(printed.sheet), _("Safety summary")
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
    said = f"{title}, {casebook.subject}"
    return finish(flow, protocol, printed, title=said, practice=practice, subject=casebook.subject)


def _sources(casebook: Casebook) -> list[OnPage]:
    """The forms that the summary rests on, each with whether all of them are signed."""
    found = []
    for form in SAFETY_FORMS:
        kept = casebook.of(FORMS[form])
        if kept:
            signed = all(one.state is State.SIGNED for one in kept)
            found.append(OnPage("", form, FORMS[form].version, signed))
    return found
