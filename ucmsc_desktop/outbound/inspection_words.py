"""What an inspection copy says about itself, in plain words for somebody who has never seen the program."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from ucmsc_desktop.domain.practice_words import practice_words
from ucmsc_desktop.domain.story import Header
from ucmsc_desktop.reports.typeset import Unprintable

_WORDS = """\
{title}
{practice}
Study        {code}, {registry}, protocol version {protocol}
Written      {at} by {by}
Participants {subjects}
Ledger       last entry {seq}, SHA-256 {hash}
Program      UCMSC Desktop {version}

Every value stands here as it stood in the study's ledger at that time. Nothing in this folder needs the program.

odm/           CDISC ODM 1.3.2: forms, values, every change with who, when and why, signatures
odm2/          the same data as CDISC ODM 2.0
csv/           one table for each form, with a data dictionary and scripts for R, SAS and Python
dataset-json/  SDTM datasets as CDISC Dataset-JSON 1.1, with their metadata
casebooks/     one PDF for each participant: forms, signatures, queries, and the history of each value
forms/         the blank forms, and the forms with their CDISC names
listings/      screening, enrolment, infusions, accountability, adverse events, deviations, queries, medication, missing
audit/         the trail: who did what when, with old and new values and reasons
SHA256SUMS.txt the SHA-256 of every other file of this copy

To check that no file was altered: `sha256sum -c SHA256SUMS.txt` in this folder (Linux),
`shasum -a 256 -c SHA256SUMS.txt` (macOS), `certutil -hashfile FILE SHA256` for a file (Windows).

Bags name who received them by code, also where only some participants leave.
Not in this folder: names and contacts of participants (unless identities.csv is here) and photographs.
"""


def read_me(head: Header, end: tuple[int, str], unprintable: Sequence[tuple[str, Unprintable]]) -> str:
    """The text of README.txt; it names every character that a paper, here by its file, could not show."""
    study = head.protocol.study
    words = _WORDS.format(
        title=study.title,
        practice=f"{practice_words()}\n" if head.practice else "",
        code=study.code,
        registry=study.registry,
        protocol=head.protocol.version,
        at=head.at.isoformat(timespec="seconds"),
        by=head.by,
        subjects=head.subjects,
        seq=end[0],
        hash=end[1],
        version=version("ucmsc-desktop"),
    )
    told = "".join(f"  {name}, {lacking.sentence()}\n" for name, lacking in unprintable)
    return f"{words}\nWhat the printed pages could not show:\n{told}" if told else words
