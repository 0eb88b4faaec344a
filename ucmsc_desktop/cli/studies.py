"""Making a study, making the practice study, and checking that a study is as it was written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ucmsc_desktop.assets import asset
from ucmsc_desktop.cli.asking import PASSWORD, ask, logged_in, study_folder, study_options, user_name
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.text import _

ROLES = [role.value for role in Role]


@click.command(help=_("Create a study with its first administrator. A study that exists is left alone."))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--full-name", metavar="NAME", help=_("The full name of the first administrator."))
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    default=(Role.ADMINISTRATOR.value, Role.INVESTIGATOR.value),
    show_default=True,
    help=_("A role of the first administrator; may be given several times."),
)
@click.option(
    "--protocol",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The protocol's parameters; else those of NCT03745417."),
)
@study_options
@click.pass_context
def new(
    context: click.Context, folder: Path | None, full_name: str | None, roles: Sequence[str], protocol: Path | None
) -> None:
    """Make the folder and its first account."""
    from ucmsc_desktop.store.front import look
    from ucmsc_desktop.store.study import Study

    if Role.ADMINISTRATOR.value not in roles:
        raise click.UsageError(
            _("The first account needs the role administrator: nobody else can add people."), context
        )
    place = folder or study_folder(context)
    toml = _text_of(protocol or asset("study/ucmsc.toml"))
    user = user_name(context)
    name = full_name or (click.prompt(_("Full name"), default=user, err=True) if sys.stdin.isatty() else user)
    password = ask(_("Password"), PASSWORD, hide_input=True, confirmation_prompt=True)
    chosen = [Role[role.upper()] for role in roles]
    Study.create(place, protocol_toml=toml, user=user, full_name=name, password=password, roles=chosen).close()
    click.echo(_("Study {code} is in {folder}.").format(code=look(place).code, folder=place))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(_("{file} is not UTF-8.").format(file=file)) from error


@click.command(
    short_help=_("Make, fill in and print the practice study."),
    help=_("Make the practice study, fill it in through the real pages, print it and take pictures of all."),
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help=_("Where everything goes."))
def demo(out: Path) -> None:
    """Run the demonstration."""
    from ucmsc_desktop.demo import program as demonstration  # late: it brings the window

    demonstration.run(out)


@click.command(
    short_help=_("Check that a study is as it was written."),
    help=_("Check the study: the files' pages, the chain of entries, the current records, computed values."),
)
@study_options
@click.pass_context
def verify(context: click.Context) -> None:
    """Check, and name what is wrong."""
    with logged_in(context) as study:
        found = study.verify()
    for fault in found.faults:
        click.echo(fault)
    if found.faults:
        raise click.ClickException(_("The study is not as it was written. Keep this copy and restore a backup."))
    click.echo(_("{n} entries were checked: everything is as it was written.").format(n=found.entries))
