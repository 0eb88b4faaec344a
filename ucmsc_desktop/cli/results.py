"""What leaves a study: the response of its participants, and how any file is written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import format_option, logged_in, study_options
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.course import Course, Point
    from ucmsc_desktop.reports.finish import Printout
    from ucmsc_desktop.store.study import Study


@click.command(
    short_help=_("PASI response of every participant."),
    help=_("PASI response of every participant at one time point, and the counts."),
)
@click.option(
    "--at",
    default="primary",
    show_default=True,
    metavar="primary|end|week:N",
    help=_("The protocol's primary visit, the last assessment of the treatment period, or a week."),
)
@format_option(_("A table to read, or CSV or JSON for other programs."))
@study_options
@click.pass_context
def response(context: click.Context, at: str, form: str) -> None:
    """Judge and write."""
    from ucmsc_desktop.domain.cohort import chooser, response_table
    from ucmsc_desktop.domain.member import member, present
    from ucmsc_desktop.domain.response_by_visit import response_at
    from ucmsc_desktop.exchange.response import as_csv, as_json, as_text

    with logged_in(context) as study:
        refuse_closed(study)
        try:
            choose = chooser(study.protocol, at)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        protocol, today = study.protocol, study.clock().date()
        everybody = [member(protocol, subject, records, today) for subject, records in study.everything().items()]
        cohort = present(everybody)
        known = {one.subject for one in cohort}

        def chosen(course: Course) -> Point | None:
            point = choose(course)
            return point if point is None or point.day <= 0 or course.subject in known else None

        table = response_table([one.course for one in everybody], chosen)
        found = response_at(protocol, cohort, at)
        if form != "table":
            study.log("export", body={"what": "response", "at": at, "format": form})
    if form == "csv":
        click.echo(as_csv(table))
    else:
        click.echo((as_text if form == "table" else as_json)(table, found, protocol))


def refuse_closed(study: Study, subject: str | None = None) -> None:
    """Say why scores are closed to a person who scores a participant now: this one, or any in a table of all."""
    from ucmsc_desktop.store import blinding

    key = blinding.first_begun(study) if subject is None else blinding.open_assessments(study).get(subject)
    if key is not None:
        why = blinding.sentence(study, key)
        raise click.ClickException(_("{code}: {why}").format(code=key.subject, why=why))


def write_printout(study: Study, out: Path, what: str, printout: Printout, subject: str = "") -> None:
    """Write a printed form, whole or not at all, note the print in the trail, and say what could not be printed."""
    keep_print(out, printout, lambda: study.log("print", subject=subject, body={"what": what, "to": out.name}))


def keep_print(out: Path, printout: Printout, note: Callable[[], object]) -> None:
    """The same with a `note` of the caller's own."""
    with replacing(out) as file:
        file.write_bytes(printout.pdf)
        note()
    for lacking in printout.unprintable:
        click.echo(lacking.sentence(), err=True)
    click.echo(out)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well; a file that is write-protected stays as it is."""
    try:
        _may_replace(out)
        place = out.resolve()
        fresh = place.with_name(f".{os.getpid()}.new")
        try:
            yield fresh
            fresh.replace(place)
        finally:
            with suppress(OSError):  # what kept it from being written is the fault to tell
                fresh.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(
            _("{file} cannot be written: {reason}.").format(file=out, reason=error.strerror or error)
        ) from error


def _may_replace(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_file():
        raise click.ClickException(_("{file} is there and is not a file.").format(file=out))
    if not out.stat().st_mode & stat.S_IWUSR:
        raise click.ClickException(_("{file} is write-protected and was left as it is.").format(file=out))
