"""What leaves a study of a participant's safety: the summary, and the report form of a serious event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.results import write_printout
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.adverse import AdverseEvent
    from ucmsc_desktop.domain.casebook import Kept
    from ucmsc_desktop.store.study import Study


@click.command(
    short_help=_("Print the safety summary of a participant into a PDF."),
    help=_("Print a participant's infusions, adverse events, other medication and deviations into a PDF."),
)
@click.argument("subject")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@study_options
@click.pass_context
def safety(context: click.Context, subject: str, out: Path) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.safety_summary import safety_summary_pdf
    from ucmsc_desktop.store import blinding

    with logged_in(context) as study:
        _known(study, subject)
        printed = Printed(study.account.full_name, study.clock())
        veiled = blinding.hides_verdict(study, subject) is not None
        casebook = study.casebook(subject)
        made = safety_summary_pdf(casebook, study.protocol, printed, practice=study.practice, veiled=veiled)
        write_printout(study, out, "safety", made, subject)


@click.command(
    short_help=_("Print the report form of a serious adverse event into a PDF."),
    help=_("Print the report form of a serious adverse event of a participant into a PDF."),
)
@click.argument("subject")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@click.option("--visit", metavar="KEY", help=_("The visit at which the event was recorded, such as W4."))
@click.option("--number", type=int, metavar="N", help=_("Its number among the events of that visit."))
@study_options
@click.pass_context
def sae(context: click.Context, subject: str, out: Path, visit: str | None, number: int | None) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.sae_form import sae_form_pdf

    with logged_in(context) as study:
        _known(study, subject)
        kept = _serious(study, subject, visit, number)
        printed = Printed(study.account.full_name, study.clock())
        casebook = study.casebook(subject)
        made = sae_form_pdf(casebook, kept, study.protocol, printed, practice=study.practice)
        write_printout(study, out, "sae", made, subject)


def _known(study: Study, subject: str) -> None:
    if subject not in study.subjects():
        raise click.ClickException(_("There is no participant {code} in this study.").format(code=subject))


def _serious(study: Study, subject: str, visit: str | None, number: int | None) -> Kept[AdverseEvent]:
    """The serious event that is meant; where that is not clear, what there is to choose from."""
    from ucmsc_desktop.domain.adverse import AdverseEvent
    from ucmsc_desktop.domain.casebook import of_type
    from ucmsc_desktop.domain.reporting import is_serious

    found = [kept for kept in of_type(study.records(subject), AdverseEvent) if is_serious(kept.record)]
    if not found:
        raise click.ClickException(_("{code} has no serious adverse event.").format(code=subject))
    meant = [kept for kept in found if visit in (None, kept.key.visit) and number in (None, kept.key.number)]
    if len(meant) != 1:
        listed = "; ".join(f"--visit {kept.key.visit} --number {kept.key.number}" for kept in found)
        raise click.ClickException(_("Name one serious event: {events}.").format(events=listed))
    return meant[0]
