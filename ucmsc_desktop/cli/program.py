"""The command line: its commands, and how a fault of the world becomes one sentence."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from ucmsc_desktop.cli.accounts import account
from ucmsc_desktop.cli.agreement import agreement
from ucmsc_desktop.cli.asking import PASSWORD, named_folder, study_options
from ucmsc_desktop.cli.cohort import cohort
from ucmsc_desktop.cli.earlier import import_
from ucmsc_desktop.cli.exporting import export, import_odm
from ucmsc_desktop.cli.listing import audit, listing
from ucmsc_desktop.cli.paper import annotated, blank, crf
from ucmsc_desktop.cli.product import accountability
from ucmsc_desktop.cli.results import response
from ucmsc_desktop.cli.rules import compute
from ucmsc_desktop.cli.safety import sae, safety
from ucmsc_desktop.cli.screening import screening_log
from ucmsc_desktop.cli.status import progress, status
from ucmsc_desktop.cli.studies import demo, new, verify
from ucmsc_desktop.cli.trajectory import trajectory
from ucmsc_desktop.domain.protocol import BadProtocol
from ucmsc_desktop.exchange.csv_table import BadFile
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.text import _

PROGRAM = "ucmsc-desktop"


def main(arguments: Sequence[str], open_window: Callable[[Path | None], int]) -> int:
    """Run one command and answer the exit code; `open_window` serves a call that names a study and no command."""
    _speak_utf8()
    try:
        code = program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=open_window)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _complain(error.message)
    except click.Abort:
        return _complain(_("Stopped."))
    except BrokenPipeError:
        # Nobody reads any more; Python's own last flush must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _complain(_("{file}: {reason}.").format(file=error.filename or PROGRAM, reason=error.strerror or error))
    except (StudyError, BadProtocol, BadFile) as error:
        return _complain(str(error))
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Bedside PASI scoring, infusion log and case report forms, offline. Without a command the window opens."),
    epilog=_("{password} gives the password; without it a question is asked.").format(password=PASSWORD),
)
@click.version_option(package_name=PROGRAM, prog_name=PROGRAM, help=_("Show the version."))
@study_options
@click.pass_context
def program(context: click.Context) -> int | None:
    """Open the window when no command is named."""
    if context.invoked_subcommand is not None:
        return None
    return int(context.obj(named_folder(context)))


for command in (
    *(new, demo, import_, response, agreement, verify, compute, account),
    *(cohort, status, progress, trajectory),
    *(crf, blank, annotated, listing, audit, screening_log, accountability, safety, sae, export),
):
    program.add_command(command)
import_.add_command(import_odm)
