"""The printed trajectory: a tab a page, its values, what cannot be drawn, adverse events, and the cohort beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from tests.reports import factory, reading
from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.course import course, origin_of
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.event_spans import event_spans
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.pasi import HistoricalPasi
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.chart import draw_plot
from ucmsc_desktop.reports.chart_lines import COHORT, LOOKS
from ucmsc_desktop.reports.chart_scale import GUTTER, Chart
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.page import Page, Path
from ucmsc_desktop.reports.sheet import A4
from ucmsc_desktop.reports.trajectory import trajectory_pdf
from ucmsc_desktop.reports.typeset import Typesetter

MEDIAN = Spread(
    12,
    (0, 14, 84, 400),
    tuple(map(Fraction, (15, 12, 6, 1))),
    tuple(map(Fraction, (10, 8, 3, 0))),
    tuple(map(Fraction, (40, 18, 10, 2))),
)


def event(number: int, first: int, last: int | None, term: str = "Fever", *, serious: bool = False) -> Kept[Record]:
    def on(day: int) -> PartialDate:
        return PartialDate((factory.FIRST + timedelta(days=day)).isoformat())

    record = AdverseEvent(
        term=term, grade=2, serious=serious, onset=on(first), end=on(last) if last is not None else None,
        outcome=AeOutcome.RECOVERED if last is not None else AeOutcome.NOT_RECOVERED,
    )  # fmt: skip
    return factory.kept(record, "W0", factory.FIRST, number=number)


def total(day: int, tenths: int | None) -> Kept[Record]:
    record = HistoricalPasi(day=day, total_tenths=tenths, source="old.csv")
    return factory.kept(record, f"D{day}", factory.FIRST, signed=False)


def printed(
    records: Sequence[Kept[Record]], *measures: Measure, spreads: dict[Measure, Spread] | None = None
) -> Printout:
    shown = course(factory.protocol(), factory.SUBJECT, records)
    return trajectory_pdf(
        factory.protocol(), shown, records, factory.PRINTED, practice=False, measures=measures,
        people={"lin": "Dr Lin"}, spreads=spreads,
    )  # fmt: skip


def drawn(
    records: Sequence[Kept[Record]], measure: Measure = Measure.PASI, spread: Spread | None = None
) -> tuple[Page, float]:
    page, protocol = Page(A4), factory.protocol()
    shown = course(protocol, factory.SUBJECT, records)
    found = plot(measure, protocol, shown, records)
    chart = Chart(protocol, shown, found, event_spans(records, origin_of(protocol, records)), spread)
    return page, draw_plot(page, Typesetter(), A4.top, chart)


def texts(page: Page) -> list[str]:
    return [words.text for words in page.words]


def test_every_tab_stands_on_its_own_page_with_its_values() -> None:
    printout = printed(factory.casebook().records, *Measure)
    found = reading.pages(printout)
    for measure in Measure:
        assert any(f"{measure.label}, {factory.SUBJECT}" in page for page in found)
    first = next(page for page in found if page.count("By region"))
    assert "Head and neck" in first
    assert "Dr Lin" in found[0]
    assert [title for _level, title in reading.bookmarks(reading.reader(printout).outline)] == [
        f"{measure.label}, {factory.SUBJECT}" for measure in Measure
    ]


def test_the_same_records_give_the_same_bytes() -> None:
    records = factory.casebook().records
    assert printed(records, Measure.PASI).pdf == printed(records, Measure.PASI).pdf


def test_a_page_is_a_draft_as_long_as_one_of_its_values_is() -> None:
    records = factory.casebook().records
    assert "DRAFT" in reading.pages(printed(records, Measure.PASI))[0]
    signed = [kept for kept in records if kept.key.visit != "W24"]
    assert "Every form on this page is signed" in reading.pages(printed(signed, Measure.PASI))[0]


def test_adverse_events_lie_in_a_lane_of_bars_with_their_grade() -> None:
    records = [*factory.casebook().records, event(1, 1, 3), event(2, 2, None, "Nausea", serious=True)]
    page, end = drawn(records)
    assert {"Adverse events", "Grade 2 fever", "Grade 2 nausea, serious"} <= set(texts(page))
    bars = [
        shape for shape in page.shapes
        if isinstance(shape, Path) and shape.fill == paper.AMBER and len(shape.points) == 4
    ]  # fmt: skip
    tops = [bar.points[0][1] for bar in bars]
    assert tops[0] > tops[1]
    _page, without = drawn(factory.casebook().records)
    assert end < without
    assert "2 adverse events: Grade 2 fever, day 1 to 3" in reading.pages(printed(records, Measure.PASI))[0]


def test_more_events_than_rows_are_counted() -> None:
    crowd = [event(number, 5, 60, f"Event {number}") for number in range(1, 8)]
    page, _end = drawn([*factory.casebook().records, *crowd])
    assert "and 3 more" in texts(page)
    assert sum(words.startswith("Grade 2 event") for words in texts(page)) == 4


def test_the_casebook_has_the_adverse_events_too() -> None:
    book = factory.casebook()
    with_event = type(book)(book.subject, (*book.records, event(1, 1, 3)), book.history)
    chart = next(
        page for page in reading.pages(reading.printed(with_event)) if "over a gap, or to an approximate day" in page
    )
    assert "Grade 2 fever" in chart


def test_the_cohort_is_a_band_with_a_median_inside_the_frame() -> None:
    page, _end = drawn(factory.casebook().records, spread=MEDIAN)
    (band,) = [
        shape for shape in page.shapes if isinstance(shape, Path) and shape.fill == COHORT and shape.width == 0.4
    ]
    assert len(band.points) == 6
    assert max(x for x, _y in band.points) <= A4.right - GUTTER
    assert max(y for _x, y in band.points) <= A4.top - 34
    assert "cohort median (n = 12)" in texts(page)
    beside = reading.pages(printed(factory.casebook().records, Measure.PASI, spreads={Measure.PASI: MEDIAN}))[0]
    assert single_arm_words() in beside.replace("\n", " ")
    assert single_arm_words() not in reading.pages(printed(factory.casebook().records, Measure.PASI))[0]


def test_each_line_of_several_is_named_at_its_end_and_has_its_own_mark() -> None:
    page, _end = drawn(factory.casebook().records, Measure.REGION)
    names = [words for words in page.words if words.x > A4.right - GUTTER and words.text[-1].isdigit()]
    assert [words.text.rsplit(" ", 1)[0] for words in names] == ["Trunk", "Upper limbs", "Lower limbs", "Head and neck"]
    heights = [words.y for words in names]
    assert all(upper - lower >= 10.9 for upper, lower in pairwise(heights))
    assert len({shape for shape, _ink in LOOKS}) == len(LOOKS)


def test_a_change_for_the_worse_stays_in_the_frame() -> None:
    page, _end = drawn([total(0, 20), total(7, 700)], Measure.CHANGE)
    assert "+3400.0\u00a0%" in texts(page)
    assert all(words.y < A4.top for words in page.words)


def test_relapse_is_marked() -> None:
    page, _end = drawn([total(0, 200), total(28, 90), total(42, 120)])
    assert "relapse" in texts(page)


@pytest.mark.parametrize("measure", list(Measure))
def test_an_empty_tab_says_why(measure: Measure) -> None:
    printout = printed([], measure)
    assert printout.pages == 1
    sentence = plot(measure, factory.protocol(), course(factory.protocol(), "P-003", []), []).absent[0]
    assert sentence in reading.pages(printout)[0].replace("\n", " ")


def test_two_hundred_visits_fit() -> None:
    records = [total(3 * number, (37 * number) % 700) for number in range(200)]
    page, _end = drawn(records)
    assert sum(words.bold and words.text.replace(".", "").isdigit() for words in page.words) <= 4
    assert printed(records, Measure.PASI).unprintable == ()


def test_zero_throughout_and_totals_that_cannot_occur_are_drawn_and_said() -> None:
    zeros = reading.pages(printed([total(7 * week, 0) for week in range(5)], Measure.PASI))[0]
    assert "The baseline PASI is 0.0" in zeros
    odd = reading.pages(printed([total(0, 677), total(7, 300)], Measure.PASI))[0]
    assert "a PASI of 67.7 cannot occur" in odd
