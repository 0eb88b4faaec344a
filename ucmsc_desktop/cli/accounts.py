"""Accounts of further people, for an administrator."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ucmsc_desktop.cli.asking import ask, logged_in, study_options
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.text import _

NEW_PASSWORD = "UCMSC_NEW_PASSWORD"  # noqa: S105 - the name of a variable


@click.group(help=_("List the people who may log in, or add one."))
@study_options
def account() -> None:
    """Group what is done with accounts."""


@account.command("list", help=_("List the accounts with their roles."))
@study_options
@click.pass_context
def list_(context: click.Context) -> None:
    """Write a line for each account."""
    with logged_in(context) as study:
        for known in study.accounts():
            roles = ", ".join(role.value for role in known.roles)
            closed = _("closed") if known.closed else ""
            click.echo("\t".join([known.user, known.full_name, roles, closed]).rstrip())


@account.command(
    help=_("Add a person. {variable} gives their first password, else it is asked.").format(variable=NEW_PASSWORD)
)
@click.argument("name")
@click.option("--full-name", metavar="NAME", help=_("The person's full name."))
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help=_("A role of the person; may be given several times."),
)
@study_options
@click.pass_context
def add(context: click.Context, name: str, full_name: str | None, roles: Sequence[str]) -> None:
    """Open the account."""
    with logged_in(context) as study:
        password = ask(
            _("Password of {user}").format(user=name), NEW_PASSWORD, hide_input=True, confirmation_prompt=True
        )
        added = study.add_account(name, full_name or name, password, [Role[role.upper()] for role in roles])
    click.echo(_("{user} may log in as {roles}.").format(user=added.user, roles=", ".join(roles)))
