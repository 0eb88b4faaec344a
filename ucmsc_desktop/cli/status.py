"""What leaves a study of its progress: the numbers with the lists behind them, and the status as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import format_option, logged_in, study_options
from ucmsc_desktop.cli.results import write_printout
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.listing import Listing
    from ucmsc_desktop.domain.progress import StudyProgress


@click.command(
    short_help=_("How recruitment, visits and forms stand."),
    help=_("How recruitment, visits, forms and queries stand; each number has a list, which --list shows."),
)
@click.option("--list", "name", metavar="NAME", help=_("The lines of one list, such as visits.overdue."))
@format_option(_("A table to read, or CSV or JSON for other programs; JSON has all lists."))
@study_options
@click.pass_context
def progress(context: click.Context, name: str | None, form: str) -> None:
    """Count and write."""
    from ucmsc_desktop.exchange import progress as written
    from ucmsc_desktop.store.study_progress import gathered

    with logged_in(context) as study:
        found = gathered(study)
        listing = _named(found, name) if name is not None else None
        if form == "json":
            words = written.progress_json(found) if listing is None else written.listing_json(listing)
        elif listing is None:
            words = written.numbers_csv(found) if form == "csv" else written.progress_text(found)
        else:
            in_words = written.listing_text(listing, study.protocol)
            words = written.listing_csv(listing) if form == "csv" else in_words
        if form != "table":
            study.log("export", body={"what": "progress", "list": name or "", "format": form})
    click.echo(words)


def _named(found: StudyProgress, name: str) -> Listing:
    listing = found.find(name)
    if listing is None:
        known = ", ".join(one.code for one in found.listings())
        raise click.ClickException(_("There is no list “{name}”. There are: {known}.").format(name=name, known=known))
    return listing


@click.command(
    short_help=_("Print the status of the study into a PDF."),
    help=_("Print progress, open lists and the results of the cohort into a PDF; closed scores are left out."),
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write."))
@study_options
@click.pass_context
def status(context: click.Context, out: Path) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.study_status import study_status_pdf
    from ucmsc_desktop.store.study_progress import cohort, gathered, scores_closed

    with logged_in(context) as study:
        closed = scores_closed(study)
        printed = Printed(study.account.full_name, study.clock())
        everybody = cohort(study) if not closed else []
        made = study_status_pdf(
            gathered(study), everybody, study.protocol, printed, practice=study.practice, closed=closed
        )
        write_printout(study, out, "status", made)
    if closed:
        click.echo(_("The results are left out. {why}").format(why=closed), err=True)
