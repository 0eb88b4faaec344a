"""The status report of a scripted study, read back from the PDF."""

from tests.domain.scripted import TODAY, study
from tests.reports import factory
from tests.reports.reading import bookmarks, fonts, pages, reader
from ucmsc_desktop.domain.member import members
from ucmsc_desktop.domain.progress import progress
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.study_status import study_status_pdf


def printed(*, closed: str = "") -> Printout:
    everything, protocol = study(), factory.protocol()
    found = progress(protocol, everything, TODAY)
    everybody = members(protocol, everything, TODAY)
    return study_status_pdf(found, everybody, protocol, factory.PRINTED, practice=False, closed=closed)


def flat(printout: Printout) -> str:
    return " ".join(" ".join(pages(printout)).split())


def test_numbers_lists_and_results_are_on_paper() -> None:
    made = printed()
    words = flat(made)
    for part in (
        "6 participants, as of 28-Apr-2026",
        "3 of 5 planned participants are enrolled.",
        "overdue 2 The window has closed, or treatment has begun before, and nothing is entered.",
        "P-001 Week 6 13-Apr-2026 closed on 16-Apr-2026",
        "P-003 Week 2 16-Mar-2026 closed on 19-Mar-2026",
        "P-001 Week 4 30-Mar-2026 missed: Travelling",
        "Demography 5 5 3 60",
        "Not expected are: the form on pregnancy of a man",
        "Single arm",
    ):
        assert part in words
    assert words.count("Single arm, no control group") >= 5  # at the results and at every figure of them
    assert made.unprintable == ()
    assert all(embedded for _name, embedded in fonts(made))
    assert f"Page {made.pages} of {made.pages}" in words


def test_every_table_has_a_bookmark() -> None:
    titles = [title for _level, title in bookmarks(reader(printed()).outline)]
    for title in ("Study status", "Participants", "Visits", "Completeness of the data", "Visits: overdue", "Results"):
        assert title in titles


def test_closed_scores_are_left_out_and_it_is_said() -> None:
    words = flat(printed(closed="P-001: Earlier scores stay hidden."))
    assert "are left out here" in words
    assert "P-001: Earlier scores stay hidden." in words
    assert "Single arm" not in words
    assert "Visits: overdue" in words


def test_the_same_study_prints_the_same() -> None:
    assert printed().digest == printed().digest
