"""Printed forms: filled in, blank for downtime, and annotated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from ucmsc_desktop.cli.asking import logged_in, study_options
from ucmsc_desktop.cli.exporting import drained
from ucmsc_desktop.cli.results import keep_print
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.outbound.prints import Wish
    from ucmsc_desktop.store.study import Study

F = TypeVar("F", bound=Callable[..., Any])
LANGUAGES = {"en": "en", "zh": "zh_CN", "both": "en+zh_CN"}


def paper_options(command: F) -> F:
    """Let a command take the file to write, and how it looks."""
    out = click.option(
        "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf", help=_("The file to write.")
    )
    return out(look_options(command))


def look_options(command: F) -> F:
    """Let a command take the language, the paper and the size of the text."""
    language = click.option(
        "--language",
        type=click.Choice(list(LANGUAGES)),
        default="en",
        show_default=True,
        help=_("English, Chinese, or both side by side."),
    )
    paper = click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
    points = click.option(
        "--points",
        type=click.IntRange(9, 12),
        default=9,
        show_default=True,
        help=_("The size of the text."),
    )
    return language(paper(points(command)))


@click.command(
    short_help=_("Print the case report forms of a participant into a PDF."),
    help=_("Print the case report forms of SUBJECT, or of all participants, into a PDF."),
)
@click.argument("subject", required=False)
@click.option("--all", "everybody", is_flag=True, help=_("All participants in one document."))
@click.option("--visit", metavar="KEY", help=_("Only this visit, such as W4."))
@click.option("--form", metavar="FORM", help=_("Only this form, such as PASI; with --visit that of the visit."))
@paper_options
@study_options
@click.pass_context
def crf(
    context: click.Context,
    /,
    subject: str | None,
    visit: str | None,
    form: str | None,
    *,
    everybody: bool,
    **paper: Any,
) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.outbound.prints import What, Wish

    if everybody is (subject is not None) or (everybody and (visit or form)):
        raise click.UsageError(_("Name one participant, or --all."), context)
    with logged_in(context) as study:
        if subject is None:
            wish = Wish(What.STUDY)
        else:
            _check(study, subject, visit, form)
            what = What.FORM if form else What.VISIT if visit is not None else What.PARTICIPANT
            wish = Wish(what, subject, visit or "", form or "")
        write_print(study, wish, **paper)


@click.command(
    short_help=_("Print blank forms for downtime into a PDF."),
    help=_("Print blank forms into a PDF: all that the protocol plans, those of a visit, or one form."),
)
@click.option("--visit", metavar="KEY", help=_("Only the forms of this visit, such as W4."))
@click.option("--form", metavar="FORM", help=_("Only this form, such as PASI."))
@paper_options
@study_options
@click.pass_context
def blank(context: click.Context, /, visit: str | None, form: str | None, **paper: Any) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.domain.forms import FORMS
    from ucmsc_desktop.outbound.prints import What, Wish

    with logged_in(context) as study:
        if visit is not None:
            _known(_("There is no visit “{key}”. There are: {known}."), visit, [v.key for v in study.protocol.visits])
        if form is not None:
            _known(_("There is no form “{key}”. There are: {known}."), form, list(FORMS))
        write_print(study, Wish(What.BLANK, visit=visit or "", form=form or ""), **paper)


@click.command(help=_("Print the forms with their CDISC names into a PDF."))
@paper_options
@study_options
@click.pass_context
def annotated(context: click.Context, /, **paper: Any) -> None:
    """Write the PDF and note the print."""
    from ucmsc_desktop.outbound.prints import What, Wish

    with logged_in(context) as study:
        write_print(study, Wish(What.ANNOTATED), **paper)


def write_print(
    study: Study, wish: Wish, *, out: Path, language: str, paper: Literal["A4", "Letter"], points: int
) -> None:
    """Write a print, whole or not at all, note it in the trail, and say what could not be printed."""
    from ucmsc_desktop.outbound import prints
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.reports.sheet import Sheet

    why = prints.refusal(study, wish)
    if why:
        raise click.ClickException(why)
    printed = Printed(study.account.full_name, study.clock(), LANGUAGES[language], Sheet(paper, points))
    printout = drained(prints.steps(study, wish, printed), _("Printing"))
    keep_print(out, printout, lambda: prints.note(study, wish, out.name))


def _check(study: Study, subject: str, visit: str | None, form: str | None) -> None:
    if subject not in study.subjects():
        raise click.ClickException(_("There is no participant {code} in this study.").format(code=subject))
    keys = [kept.key for kept in study.records(subject)]
    if visit is not None:
        planned = [planned.key for planned in study.protocol.visits]
        _known(_("There is no visit “{key}”. There are: {known}."), visit, [*planned, *(key.visit for key in keys)])
    if form is not None:
        here = [key.form for key in keys if visit is None or key.visit == visit]
        _known(_("There is no form “{key}” here. There are: {known}."), form, here)


def _known(sentence: str, key: str, known: list[str]) -> None:
    there = dict.fromkeys(known)
    there.pop("", None)
    if key not in there:
        raise click.ClickException(sentence.format(key=key, known=", ".join(there)))
