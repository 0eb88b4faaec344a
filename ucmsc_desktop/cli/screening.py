"""What leaves a study of its candidates: the screening log."""

from __future__ import annotations

from pathlib import Path

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.results import write_printout
from ucmsc_desktop.text import _


@click.command(
    "screening-log",
    short_help=_("Print all candidates into a PDF."),
    help=_("Print every candidate with verdict, decision and deviations into a PDF."),
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@study_options
@click.pass_context
def screening_log(context: click.Context, out: Path) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.domain.candidates import candidate, is_candidate
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.screening_log import screening_log_pdf
    from ucmsc_desktop.store import blinding

    with logged_in(context) as study:
        closed = blinding.closed_verdicts(study)
        rows = [
            candidate(study.protocol, subject, records, closed=subject in closed)
            for subject, records in study.everything().items()
            if is_candidate(records)
        ]
        printed = Printed(study.account.full_name, study.clock())
        printout = screening_log_pdf(rows, study.protocol, printed, practice=study.practice)
        write_printout(study, out, "screening-log", printout)
