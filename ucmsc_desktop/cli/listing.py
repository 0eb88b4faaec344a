"""What leaves a study as lists: a listing, or the audit trail, as a PDF, as CSV, or to read in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.exporting import drained
from ucmsc_desktop.cli.paper import look_options, write_print
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.outbound.prints import Wish
    from ucmsc_desktop.store.study import Study

PDF, CSV = ".pdf", ".csv"


@click.command(
    short_help=_("Print a listing of the study, or write it as CSV."),
    help=_(
        "Write a listing into a PDF or a CSV file, else into the terminal. NAME is screening-log, enrolment-log, "
        "infusions, accountability, adverse-events, deviations, queries, concomitant-medication or missing-data."
    ),
)
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=_("The file to write, .pdf or .csv."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help=_("Without a file: a table to read, or CSV for other programs."),
)
@look_options
@study_options
@click.pass_context
def listing(context: click.Context, /, name: str, out: Path | None, form: str, **look: Any) -> None:
    """Put the listing together and write it."""
    from ucmsc_desktop.domain.listings.plans import LISTINGS
    from ucmsc_desktop.outbound.prints import What, Wish

    if name not in LISTINGS:
        known = ", ".join(LISTINGS)
        raise click.ClickException(
            _("There is no listing “{name}”. There are: {known}.").format(name=name, known=known)
        )
    with logged_in(context) as study:
        if out is None:
            _tell(study, name, form)
        else:
            _write(study, Wish(What.LISTING, listing=name), out, look)


@click.command(
    short_help=_("Print the audit trail, or write it as CSV."),
    help=_("Write the audit trail of SUBJECT, or of the whole study, into a PDF or a CSV file."),
)
@click.argument("subject", required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help=_("The file to write, .pdf or .csv.")
)
@look_options
@study_options
@click.pass_context
def audit(context: click.Context, /, subject: str | None, out: Path, **look: Any) -> None:
    """Write the trail."""
    from ucmsc_desktop.outbound.prints import What, Wish

    with logged_in(context) as study:
        _write(study, Wish(What.AUDIT, subject or ""), out, look)


def _write(study: Study, wish: Wish, out: Path, look: dict[str, Any]) -> None:
    from ucmsc_desktop.outbound import prints

    ending = out.suffix.lower()
    if ending == PDF:
        write_print(study, wish, out=out, **look)
    elif ending == CSV:
        if why := prints.refusal(study, wish):
            raise click.ClickException(why)
        drained(prints.table(study, wish, out), _("Writing"))
        click.echo(out)
    else:
        raise click.ClickException(_("The name of the file ends in .pdf or .csv."))


def _tell(study: Study, name: str, form: str) -> None:
    from ucmsc_desktop.exchange.listing_csv import listing_csv, listing_text
    from ucmsc_desktop.outbound.listings import gathered

    found = drained(gathered(study, name, study.subjects()), _("Reading"))
    if form == "csv":
        study.log("export", body={"what": name, "format": form})
    click.echo(listing_csv(found, study.protocol, practice=study.practice) if form == "csv" else listing_text(found))
