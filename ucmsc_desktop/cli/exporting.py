"""Data that leaves a study, and data that comes back into an empty one."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.text import _, ngettext

if TYPE_CHECKING:
    from ucmsc_desktop.outbound.progress import Progress

R = TypeVar("R")
FORMATS = ("csv", "odm", "odm2", "dataset-json", "inspection")


@click.command(
    short_help=_("Write the data of the study into a folder."),
    help=_(
        "Write the data of the study into a folder: tables with dictionary and scripts (csv), CDISC ODM 1.3.2 with "
        "audit and signatures (odm), ODM 2.0 (odm2), SDTM as Dataset-JSON 1.1 (dataset-json), or all of it with "
        "printed casebooks and hashes (inspection). All files come, or none. Names of participants stay here."
    ),
)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help=_("What is written."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help=_("The folder; a name that ends in .zip makes one file."),
)
@click.option(
    "--subject", "subjects", multiple=True, metavar="CODE", help=_("Only this participant; may be given several times.")
)
@click.option("--bom", is_flag=True, help=_("Tables begin with a mark by which spreadsheets know UTF-8."))
@click.option(
    "--identities",
    metavar="REASON",
    help=_("Write names and contacts too, into a file of their own; the reason is kept in the trail."),
)
@study_options
@click.pass_context
def export(
    context: click.Context, form: str, out: Path, subjects: Sequence[str], identities: str | None, *, bom: bool
) -> None:
    """Write, and name the files."""
    from ucmsc_desktop.outbound import exports

    reason = (identities or "").strip()
    if identities is not None and not reason:
        raise click.BadParameter(_("Names leave only with a reason."), param_hint="--identities")
    order = exports.Order(
        exports.Format(form),
        tuple(dict.fromkeys(subjects)),
        bom=bom,
        zipped=out.suffix.lower() == ".zip",
        identities_reason=reason,
    )
    with logged_in(context) as study:
        names = drained(exports.export(study, order, out), _("Writing"))
    files = ngettext("{n} file is in {out}.", "{n} files are in {out}.", len(names))
    click.echo(files.format(n=len(names), out=out))


@click.command(
    "odm",
    short_help=_("Take over an ODM file that this program exported, into an empty study."),
    help=_(
        "Take over FILE, an ODM 1.3.2 file that this program exported, into an empty study: every value with its "
        "history, signatures, people and versions of the protocol. All comes in, or nothing."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@study_options
@click.pass_context
def import_odm(context: click.Context, file: Path) -> None:
    """Check the file, then take it over."""
    from ucmsc_desktop.outbound.taking import take_over

    with logged_in(context) as study:
        taken = drained(take_over(study, file), _("Taking over"))
    count = taken.participants
    click.echo(ngettext("{n} participant was taken over.", "{n} participants were taken over.", count).format(n=count))
    if taken.photographs:
        lacking = ngettext(
            "{n} photograph that a form names is not in the file.",
            "{n} photographs that forms name are not in the file.",
            taken.photographs,
        )
        click.echo(lacking.format(n=taken.photographs), err=True)


def drained(work: Generator[Progress, None, R], label: str) -> R:
    """Do work to its end and answer its result; a terminal shows how far it is."""
    from ucmsc_desktop.domain.steps import result_of, retold

    if not sys.stderr.isatty():
        return result_of(work)
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(step: Progress) -> None:
            bar.length = max(step.total, 1)
            bar.update(step.done - bar.pos)

        return result_of(retold(work, show))
