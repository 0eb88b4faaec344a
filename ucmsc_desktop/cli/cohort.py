"""The cohort's tables: response by visit, relapse, primary outcome, and its participants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import format_option, logged_in, study_options
from ucmsc_desktop.cli.results import refuse_closed
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from ucmsc_desktop.domain.member import Member
    from ucmsc_desktop.domain.protocol import Protocol

TABLES = ("response", "relapse", "primary", "participants")


@click.command(
    short_help=_("The cohort's tables, with exact intervals."),
    help=_(
        "A table of all participants: response by visit, relapse by period, the primary outcome, or a participant a "
        "row. Rates and means carry their intervals; of fewer than five patients only counts are shown."
    ),
)
@click.option(
    "--table",
    "name",
    type=click.Choice(TABLES),
    default=TABLES[0],
    show_default=True,
    help=_("Which table."),
)
@format_option(_("A table to read, or CSV or JSON with exact numbers for other programs."))
@study_options
@click.pass_context
def cohort(context: click.Context, name: str, form: str) -> None:
    """Count and write."""
    from ucmsc_desktop.domain.practice_words import practice_words
    from ucmsc_desktop.store.study_progress import cohort as everybody

    with logged_in(context) as study:
        refuse_closed(study)
        found = everybody(study)
        beside = practice_words() if study.practice else ""
        written = {"table": _text, "csv": _csv, "json": _json}[form](name, study.protocol, found, beside)
        if form != "table":
            study.log("export", body={"what": f"cohort-{name}", "format": form})
    click.echo(written)


def _text(name: str, protocol: Protocol, members: list[Member], beside: str) -> str:
    from ucmsc_desktop.domain import cohort_words, participants_table, primary_words
    from ucmsc_desktop.exchange.cohort_text import as_text

    made = {
        "response": cohort_words.response_rates_table,
        "relapse": cohort_words.relapse_rates_table,
        "primary": primary_words.primary_table,
        "participants": participants_table.participants_table,
    }
    return "\n".join(filter(None, [as_text(made[name](protocol, members)), beside]))


def _csv(name: str, protocol: Protocol, members: list[Member], beside: str) -> str:
    from ucmsc_desktop.exchange.cohort_csv import WRITERS

    return WRITERS[name](protocol, members, beside)


def _json(name: str, protocol: Protocol, members: list[Member], beside: str) -> str:
    from ucmsc_desktop.exchange import cohort_rows, participant_rows

    made = {
        "response": cohort_rows.response_rows,
        "relapse": cohort_rows.relapse_rows,
        "primary": cohort_rows.primary_rows,
        "participants": participant_rows.participant_rows,
    }
    return json.dumps({"rows": made[name](protocol, members), "note": cohort_rows.note(beside)}, ensure_ascii=False)
