"""What leaves a study of its product: the accountability log."""

from __future__ import annotations

from pathlib import Path

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.results import write_printout
from ucmsc_desktop.text import _


@click.command(
    "accountability",
    short_help=_("Print the accountability log of the product."),
    help=_("Print the balance of every lot and every line of every bag into a PDF."),
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@study_options
@click.pass_context
def accountability(context: click.Context, out: Path) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.domain.casebook import Casebook
    from ucmsc_desktop.reports.accountability import accountability_pdf
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.store import bags

    with logged_in(context) as study:
        printout = accountability_pdf(
            bags.stories(study),
            [kept.record for kept in bags.products(study)],
            study.protocol,
            Printed(study.account.full_name, study.clock()),
            who=Casebook("", (), people=study.people()).who,
            practice=study.practice,
        )
        write_printout(study, out, "accountability", printout)
