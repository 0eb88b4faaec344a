"""The command that prints a participant's trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.results import refuse_closed, replacing, write_printout
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.measures import Measure
    from ucmsc_desktop.store.study import Study

ALL = "all"
TABS = ("pasi", "change", "region", "sign", "bsa", "dlqi", "itch", ALL)


@click.command(
    short_help=_("Print the trajectory of a participant into a PDF."),
    help=_(
        "Print the trajectory of a participant into a PDF: PASI, or other tabs, one a page with its values. "
        "A file that ends in .csv gets the values alone."
    ),
)
@click.argument("subject")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help=_("The file to write."))
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
    from ucmsc_desktop.domain.measures import Measure

    with logged_in(context) as study:
        if subject not in study.subjects():
            raise click.ClickException(_("There is no participant {code} in this study.").format(code=subject))
        refuse_closed(study, subject)
        measures = [measure for measure in Measure if measure.value in tabs or ALL in tabs]
        (_write_values if out.suffix.lower() == ".csv" else _print)(study, subject, out, measures)


def _print(study: Study, subject: str, out: Path, measures: Sequence[Measure]) -> None:
    from ucmsc_desktop.domain.course import course
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.trajectory import trajectory_pdf

    records = study.records(subject)
    printout = trajectory_pdf(
        study.protocol,
        course(study.protocol, subject, records),
        records,
        Printed(study.account.full_name, study.clock()),
        practice=study.practice,
        measures=measures,
        people=study.people(),
    )
    write_printout(study, out, "trajectory", printout, subject)


def _write_values(study: Study, subject: str, out: Path, measures: Sequence[Measure]) -> None:
    from ucmsc_desktop.domain.course import course
    from ucmsc_desktop.domain.plots import plot
    from ucmsc_desktop.exchange.plot_csv import plots_csv

    records = study.records(subject)
    shown, people = course(study.protocol, subject, records), study.people()
    plots = [plot(measure, study.protocol, shown, records, people) for measure in measures]
    with replacing(out) as file:
        file.write_text(plots_csv(shown, plots) + "\n", encoding="utf-8")
        study.log("export", subject=subject, body={"what": "trajectory", "file": out.name})
    click.echo(out)
