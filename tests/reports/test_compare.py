"""The comparison of two visits, read back from its PDF."""

from __future__ import annotations

from tests.reports import factory
from tests.reports.reading import pages
from ucmsc_desktop.body.brush import dab
from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.drawing import drawn
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.domain.casebook import Casebook, Key
from ucmsc_desktop.domain.visit_change import assessments, visit_change
from ucmsc_desktop.reports.compare import compare_pdf
from ucmsc_desktop.reports.finish import Printout


def printed(book: Casebook, visit: str = "") -> Printout:
    """The usual comparison, printed at the fixed time of the factory."""
    known = assessments(factory.protocol(), book.subject, book.records)
    before, after = known.usual(visit)
    assert before is not None
    assert after is not None
    change = visit_change(before, after)
    return compare_pdf(change, known, drawn(book), factory.protocol(), factory.PRINTED, practice=False)


def words(printout: Printout) -> str:
    """Everything that stands on its pages, on one line."""
    return " ".join(" ".join(pages(printout)).split())


def test_totals_regions_and_signs() -> None:
    made = printed(factory.casebook(), "W12")
    found = words(made)
    assert "P-003: Week 0 and Week 12" in found
    assert "Change by region and sign" in found
    assert "3 → 1 ▼ −2, better" in found
    assert "Response PASI" in found
    assert "DRAFT" not in found
    assert made.unprintable == ()
    assert printed(factory.casebook(), "W12").pdf == made.pdf


def test_an_unsigned_visit_makes_a_draft() -> None:
    found = words(printed(factory.casebook(), "W24"))
    assert "DRAFT – NOT SIGNED" in found
    assert "Week 24 is not signed." in found


def test_an_earlier_record_has_its_total_alone() -> None:
    found = words(printed(factory.historical()))
    assert "PASI 18.6 → 0.0; ▼ −18.6 (−100.0 %), better" in found
    assert "only its total can be compared" in found
    assert "Change by region" not in found


def test_painted_maps_are_drawn() -> None:
    chart = load_chart()
    mask = chart.blank()
    dab(chart, mask, 265, 300, 4)
    book = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W12", "PASI"), lesion_map=pack(chart, mask))
    found = words(printed(book, "W12"))
    assert found.count("mark of the paint") == 1
    assert "FRONT" in found
