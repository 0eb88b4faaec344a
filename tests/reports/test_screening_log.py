"""The screening log, read back from its PDF."""

from collections.abc import Sequence

from tests.reports import factory
from tests.reports.reading import pages
from ucmsc_desktop.domain.candidates import Candidate, candidate
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.screening_log import screening_log_pdf


def kept(record: Record, visit: str) -> Kept[Record]:
    """A record as it stands."""
    return factory.kept(record, visit, factory.FIRST)


def row(*records: Record, subject: str = "P-003", closed: bool = False) -> Candidate:
    """One candidate with these records of screening."""
    found = [kept(Participant(sex=Sex.MALE), ""), *(kept(record, "SCR") for record in records)]
    return candidate(factory.protocol(), subject, found, closed=closed)


def log(rows: Sequence[Candidate], total: int | None = None) -> Printout:
    """The log, printed at the fixed time of the factory."""
    return screening_log_pdf(rows, factory.protocol(), factory.PRINTED, practice=False, total=total)


def words(printout: Printout) -> str:
    """Everything that stands on its pages, on one line."""
    return " ".join(" ".join(pages(printout)).split())


def test_each_candidate_has_verdict_decision_and_deviation() -> None:
    failed = Screening(
        screened_on=factory.FIRST, outcome=Outcome.FAILED, decided_on=factory.FIRST, failure_reason="Moved away"
    )
    found = words(log([row(failed, Deviation(step=Step.CONSENT))]))
    assert "P-003 02-Mar-2026 not decided" in found
    assert "Screen failure, 02-Mar-2026: Moved away" in found.replace("02-Mar- 2026", "02-Mar-2026")
    assert "Consent before any procedure" in found
    assert "1 candidate" in found
    assert "DRAFT" not in found


def test_a_closed_verdict_is_not_printed() -> None:
    found = words(log([row(closed=True)]))
    assert "hidden" in found
    assert "not decided" not in found.casefold()


def test_a_part_of_the_list_says_so_and_many_fill_pages() -> None:
    rows = [row(subject=f"P-{number:03}") for number in range(60)]
    found = log(rows, total=100)
    assert "60 of 100 candidates" in words(found)
    assert found.pages > 1
    assert all("Verdict" in page for page in pages(found))


def test_an_empty_log_is_a_page() -> None:
    assert "0 candidates" in words(log([]))
