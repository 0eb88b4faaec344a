"""Which study a command works on, and who logs in: from options, from the environment, or from the person."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.store.study import Study

STUDY, USER, PASSWORD = "UCMSC_STUDY", "UCMSC_USER", "UCMSC_PASSWORD"

F = TypeVar("F", bound=Callable[..., Any])


def _kept(context: click.Context, option: click.Parameter, value: object) -> None:
    if value is not None and option.name is not None:
        context.meta[option.name] = value


def format_option(words: str) -> Callable[[F], F]:
    """Let a command take `--format`: a table to read, or CSV or JSON."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
        help=words,
    )


def study_options(command: F) -> F:
    """Let a command take `--study` and `--user`; the program itself takes them too, before the command's name."""
    study = click.option(
        "--study",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_kept,
        help=_("The study's folder; else {variable} names it.").format(variable=STUDY),
    )
    user = click.option(
        "--user",
        metavar="NAME",
        expose_value=False,
        callback=_kept,
        help=_("Who logs in; else {variable} or a question.").format(variable=USER),
    )
    return study(user(command))


def named_folder(context: click.Context) -> Path | None:
    """The study's folder, None when nobody names one."""
    folder = context.meta.get("study") or os.environ.get(STUDY)
    return Path(folder) if folder else None


def study_folder(context: click.Context) -> Path:
    """The study's folder; a usage error when nobody names one."""
    folder = named_folder(context)
    if folder is None:
        raise click.UsageError(
            _("Name the study's folder with --study DIR or in {variable}.").format(variable=STUDY), context
        )
    return folder


def ask(question: str, variable: str, **how: Any) -> str:
    """What the environment says, else what the person types; without a terminal there is nobody to ask."""
    if given := os.environ.get(variable):
        return given
    if not sys.stdin.isatty():
        raise click.ClickException(
            _("{question} is not given: set {variable}, or run this in a terminal.").format(
                question=question, variable=variable
            )
        )
    return str(click.prompt(question, err=True, **how))


def user_name(context: click.Context, **how: Any) -> str:
    """Who logs in."""
    return str(context.meta.get("user") or ask(_("User name"), USER, **how))


@contextmanager
def logged_in(context: click.Context) -> Iterator[Study]:
    """The named study, open for the person who logs in, and closed at the end."""
    from ucmsc_desktop.store.front import look  # late: `compute` and `--help` need no study
    from ucmsc_desktop.store.study import Study

    folder = study_folder(context)
    users = look(folder).users
    user = user_name(context, default=users[0] if len(users) == 1 else None)
    study = Study.open(folder, user, ask(_("Password"), PASSWORD, hide_input=True))
    if study.alert:
        click.echo(study.alert, err=True)
    try:
        yield study
    finally:
        study.close()
