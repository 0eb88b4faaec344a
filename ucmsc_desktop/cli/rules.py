"""The rules for a statistician's own vectors: a line in, a line out, no study needed."""

from __future__ import annotations

import sys

import click

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.protocol import read_protocol
from ucmsc_desktop.exchange.compute import RULES, Rule, answers
from ucmsc_desktop.text import _


@click.group(
    short_help=_("Answer a clinical rule, JSON lines in and out."),
    help=_(
        "Answer a clinical rule: reads one JSON object a line, writes one a line. Numbers may come as JSON numbers or "
        "as texts and are taken exactly; exact decimals go out as texts, quotients rounded half up to 10 decimals. "
        'Bad input is answered by {"error": "…"} on its line, and the next line is read. '
        "“compute RULE --help” names every field."
    ),
)
def compute() -> None:
    """Group the rules."""


class RuleCommand(click.Command):
    """A command whose help names every field of its rule, from the one table of rules."""

    def __init__(self, rule: Rule) -> None:
        """Take the rule to answer."""
        super().__init__(rule.name, callback=self._answer, help=_(rule.summary))
        self._rule = rule

    def get_short_help_str(self, limit: int = 0) -> str:
        """The whole summary in the list of the rules: the list breaks lines, it need not cut."""
        return _(self._rule.summary)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the fields in, the fields out, an example, and the options."""
        for heading, fields in ((_("Fields in"), self._rule.takes), (_("Fields out"), self._rule.gives)):
            with formatter.section(heading):
                formatter.write_dl([(name, _(words)) for name, words in fields.items()], col_max=24)
        with formatter.section(_("Example")):
            formatter.write(f"{'':{formatter.current_indent}}{self._rule.example}\n")
        super().format_options(ctx, formatter)

    def _answer(self) -> None:
        protocol = read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))
        for line in answers(self._rule, sys.stdin.buffer, protocol):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()


for rule in RULES.values():
    compute.add_command(RuleCommand(rule))
