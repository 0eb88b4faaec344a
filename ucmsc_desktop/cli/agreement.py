"""Two raters of the same visit, for a statistician."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.agreement import Pair
    from ucmsc_desktop.store.study import Study


@click.command(
    short_help=_("Visits that two people rated."),
    help=_(
        "Visits that two people rated and both signed: the totals side by side, or as CSV every entry of each rater in "
        "a row of its own, ready for an intraclass correlation."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help=_("A table to read, or CSV for other programs."),
)
@study_options
@click.pass_context
def agreement(context: click.Context, form: str) -> None:
    """Compare and write."""
    from ucmsc_desktop.exchange.agreement import as_csv, as_text

    with logged_in(context) as study:
        found = _open_pairs(study)
        if form != "table":
            study.log("export", body={"what": "agreement", "format": form})
        protocol = study.protocol
    click.echo(as_csv(found) if form == "csv" else as_text(found, protocol))


def _open_pairs(study: Study) -> list[Pair]:
    """The pairs that this person may see now; whoever is left out is named, with the reason."""
    from ucmsc_desktop.domain.agreement import pairs
    from ucmsc_desktop.store import blinding

    closed = blinding.open_assessments(study)
    found: list[Pair] = []
    for subject, records in study.everything().items():
        rated = list(pairs(records))
        if rated and subject in closed:
            why = blinding.sentence(study, closed[subject])
            click.echo(_("{subject} is left out. {why}").format(subject=subject, why=why), err=True)
        else:
            found += rated
    return found
