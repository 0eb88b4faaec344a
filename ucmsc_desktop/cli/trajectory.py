"""The command that prints a participant's trajectory."""

from __future__ import annotations

from pathlib import Path

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.results import refuse_closed, write_printout
from ucmsc_desktop.text import _

ALL = "all"
TABS = ("pasi", "change", "region", "sign", "bsa", "dlqi", "itch", ALL)


@click.command(
    short_help=_("Print the trajectory of a participant into a PDF."),
    help=_("Print the trajectory of a participant into a PDF: PASI, or other tabs, one a page with its values."),
)
@click.argument("subject")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@click.option(
    "--tab",
    "tabs",
    type=click.Choice(TABS),
    multiple=True,
    default=TABS[:1],
    show_default=True,
    help=_("What is drawn; may be given more than once."),
)
@study_options
@click.pass_context
def trajectory(context: click.Context, subject: str, out: Path, tabs: tuple[str, ...]) -> None:
    """Draw, write, and note the print."""
    from ucmsc_desktop.domain.course import course
    from ucmsc_desktop.domain.measures import Measure
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.trajectory import trajectory_pdf

    with logged_in(context) as study:
        if subject not in study.subjects():
            raise click.ClickException(_("There is no participant {code} in this study.").format(code=subject))
        refuse_closed(study, subject)
        records = study.records(subject)
        printout = trajectory_pdf(
            study.protocol,
            course(study.protocol, subject, records),
            records,
            Printed(study.account.full_name, study.clock()),
            practice=study.practice,
            measures=[measure for measure in Measure if measure.value in tabs or ALL in tabs],
            people=study.people(),
        )
        write_printout(study, out, "trajectory", printout, subject)
