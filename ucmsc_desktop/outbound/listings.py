"""Listings and the audit extract of a study, as paper and as tables."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ucmsc_desktop import text
from ucmsc_desktop.domain.listings.plans import Gathering
from ucmsc_desktop.domain.listings.view import View
from ucmsc_desktop.outbound.progress import Progress, counted, counted_result, in_language, shared
from ucmsc_desktop.outbound.staging import staged
from ucmsc_desktop.store import leaving
from ucmsc_desktop.store.study_progress import closed_words

if TYPE_CHECKING:
    from ucmsc_desktop.domain.listings.table import Listed
    from ucmsc_desktop.reports.finish import Printout
    from ucmsc_desktop.reports.furnish import Printed
    from ucmsc_desktop.store.study import Study


def gathered(study: Study, name: str, subjects: Sequence[str], after: int = 0) -> Generator[Progress, None, Listed]:
    """A listing of these participants, one after the other; `after` it come so many steps."""
    view = View(study.protocol, study.clock(), people=study.people(), closed=closed_words(study))
    gathering = Gathering(name, view)
    for done, (subject, records) in enumerate(leaving.participants(study, subjects), 1):
        gathering.add(subject, records)
        yield Progress(done, len(subjects) + after)
    return gathering.listed(leaving.study_records(study))


def listing_print(study: Study, name: str, printed: Printed) -> Generator[Progress, None, Printout]:
    """A listing on paper."""
    _listed, made = yield from printed_listing(study, name, study.subjects(), printed, practice=study.practice)
    return made


def printed_listing(
    study: Study, name: str, subjects: Sequence[str], printed: Printed, *, practice: bool
) -> Generator[Progress, None, tuple[Listed, Printout]]:
    """A listing of these participants, and the same on paper."""
    from ucmsc_desktop.reports.listing import listing_steps  # late, for start-up

    paper = max(len(subjects), 1)
    listed = yield from gathered(study, name, subjects, after=paper)
    work = listing_steps(listed, study.protocol, printed, practice=practice)
    made = yield from shared(work, paper, len(subjects) + paper)
    return listed, made


def audit_print(study: Study, subject: str, printed: Printed) -> Generator[Progress, None, Printout]:
    """The trail of a participant, or of the study, on paper."""
    from ucmsc_desktop.reports.audit_extract import audit_pdf  # late, for start-up
    from ucmsc_desktop.store.trail import trail, trail_length

    total = trail_length(study, subject)
    lines = trail(study, subject)
    work = audit_pdf(lines, total, study.protocol, printed, practice=study.practice, subject=subject)
    return (yield from counted_result(work, total))


def listing_table(study: Study, name: str, target: Path) -> Generator[Progress, None, None]:
    """A listing as a CSV file, whole or not at all, noted in the trail."""
    with staged(target.parent, lambda: study.log("export", body={"what": name, "file": target.name})) as stage:
        yield from in_language(text.ENGLISH, _write_listing(study, name, stage / target.name))


def _write_listing(study: Study, name: str, path: Path) -> Generator[Progress, None, None]:
    listed = yield from gathered(study, name, study.subjects())
    done = len(study.subjects())
    for _part in write_listing(listed, study, path, practice=study.practice):
        yield Progress(done, done)


def write_listing(listed: Listed, study: Study, path: Path, *, practice: bool) -> Iterator[None]:
    """Write a listing as a CSV file, some rows in each step."""
    from ucmsc_desktop.exchange.listing_csv import listing_csv_parts

    with path.open("w", encoding="utf-8", newline="") as file:
        for part in listing_csv_parts(listed, study.protocol, practice=practice):
            file.write(part)
            yield


def audit_table(study: Study, subject: str, target: Path) -> Generator[Progress, None, None]:
    """The trail of a participant, or of the study, as a CSV file, whole or not at all, noted in the trail."""
    body = {"what": "audit", "file": target.name}
    with staged(target.parent, lambda: study.log("export", subject=subject, body=body)) as stage:
        yield from in_language(text.ENGLISH, _write_audit(study, subject, stage / target.name))


def _write_audit(study: Study, subject: str, path: Path) -> Generator[Progress, None, None]:
    from ucmsc_desktop.exchange.audit_csv import write_audit_csv
    from ucmsc_desktop.store.trail import trail, trail_length

    lines, total = trail(study, subject), trail_length(study, subject)
    yield from counted(write_audit_csv(path, lines, study.protocol, practice=study.practice), total)
