"""A table of the cohort as text: its title, aligned columns, and its sentences below."""

from __future__ import annotations

from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.exchange.csv_out import aligned


def as_text(table: WordTable) -> str:
    """The table to read in a terminal."""
    lines = aligned([[head for head, _share in table.heads], *table.rows])
    return "\n".join([table.title, "", *lines, "", *table.told, single_arm_words()])
