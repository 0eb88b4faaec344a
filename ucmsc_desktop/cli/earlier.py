"""Taking over earlier records: what is refused is listed with line, column and reason; all rows come in, or none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ucmsc_desktop.cli.asking import logged_in, named_folder, study_options
from ucmsc_desktop.text import _, ngettext

if TYPE_CHECKING:
    from ucmsc_desktop.exchange.pasi_csv import Reading
    from ucmsc_desktop.store.study import Study


@click.group("import", help=_("Take over earlier records."))
@study_options
def import_() -> None:
    """Group the kinds of records."""


_PASI_HELP = """\
Take over PASI totals from FILE, a CSV with a row for each participant. All rows come in, or none.

\b
Column            header                               --map
subject           id, subject, subject_id,             subject=COLUMN
                  patient, patient_id
baseline          baseline, pasi_baseline,             baseline=COLUMN
                  baseline_pasi
week n, day 7n    pasi_wk2, wk2, week2, week_2, w2     week:2=COLUMN
end of treatment  end_treatment, pasi_end_treatment,   end=COLUMN
                  pasi_end
last follow-up    last_fu_pasi                         follow-up=COLUMN
its month         last_fu_month                        follow-up-month=COLUMN
not taken over    -                                    ignore=COLUMN

Capitals do not matter in a header, and a blank or a hyphen stands for “_”.

A total is 0 to 72 with one decimal at most. LTFU (lost to follow-up), WD (withdrawn) and a blank before the last entry
are missing with that reason. The end of treatment must repeat the last weekly total. The follow-up lies its months
(30.4375 days) after the last week; its day is approximate. Comma, semicolon or tab separate; a decimal comma is read
unless the comma separates."""


@import_.command("pasi", short_help=_("Take over PASI totals from a CSV file."), help=_(_PASI_HELP))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "mapping", multiple=True, metavar="MEANING=COLUMN", help=_("What a column means, see above."))
@click.option("--encoding", metavar="NAME", help=_("The file's encoding when it is not Unicode, such as gb18030."))
@click.option("--dry-run", is_flag=True, help=_("Only check; a study is looked into when one is named."))
@study_options
@click.pass_context
def import_pasi(
    context: click.Context, file: Path, mapping: Sequence[str], encoding: str | None, *, dry_run: bool
) -> None:
    """Read, report, and take over when nothing was refused."""
    from ucmsc_desktop.exchange.pasi_csv import read_pasi

    content = file.read_bytes()
    if dry_run and named_folder(context) is None:
        _report(read_pasi(content, file.name, mapping=mapping, encoding=encoding))
        return
    with logged_in(context) as study:
        reading = read_pasi(content, file.name, mapping=mapping, encoding=encoding, taken=study.subjects())
        _report(reading)
        if not dry_run:
            _take_over(study, reading, file.name)


def _report(reading: Reading) -> None:
    if reading.refused:
        for refusal in reading.refused:
            click.echo(
                _("line {line}, {column}: {reason}").format(
                    line=refusal.line, column=refusal.column or _("row"), reason=refusal.reason
                )
            )
        rows = len({refusal.line for refusal in reading.refused})
        raise click.ClickException(
            ngettext(
                "Nothing was taken over: {n} row was refused.", "Nothing was taken over: {n} rows were refused.", rows
            ).format(n=rows)
        )
    count = len(reading.participants)
    click.echo(
        ngettext(
            "{n} participant can be taken over; PASI totals: {totals}.",
            "{n} participants can be taken over; PASI totals: {totals}.",
            count,
        ).format(n=count, totals=reading.totals)
    )


def _take_over(study: Study, reading: Reading, source: str) -> None:
    with click.progressbar(length=len(reading.participants), label=_("Taking over"), file=sys.stderr) as bar:
        count = study.import_participants(reading.participants, source, lambda number: bar.update(number - bar.pos))
    click.echo(ngettext("{n} participant was taken over.", "{n} participants were taken over.", count).format(n=count))
