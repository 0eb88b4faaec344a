"""The small plots on paper: everybody is there, as lines and not as a picture."""

from ucmsc_desktop.domain.trellis import SmallPlot, Spot, Trellised
from ucmsc_desktop.reports.trellis import trellis_pdf

from . import factory
from .reading import pages, reader


def plots(number: int) -> Trellised:
    spots = (Spot(0, 200, True, False), Spot(28, 100, True, True), Spot(84, 20, False, False))
    made = (SmallPlot(f"P-{n:03}", spots, frozenset({2}), (56,), 100, 300, "−90.0\u00a0%") for n in range(number))
    return Trellised(tuple(made), 0, 84, 84)


def test_all_are_printed_with_the_scale_and_the_notes() -> None:
    printout = trellis_pdf(
        plots(120), factory.protocol(), factory.PRINTED, title="All participants", practice=False, notes=("Banner.",)
    )
    text = pages(printout)
    assert printout.pages == len(text) == 3
    assert all(sum(f"P-{n:03}" in page for page in text) == 1 for n in range(120))
    assert "Banner." in text[0]
    assert "the line across is PASI 50" in text[0]
    assert "hollow: not signed" in text[0]
    assert "the change of the latest PASI" in text[0]
    assert "click" not in text[0]
    assert not any(page.images for page in reader(printout).pages)
    assert printout.unprintable == ()


def test_a_long_code_gives_way_to_the_change() -> None:
    long = plots(1).plots[0]._replace(who="a-very-long-code-of-a-participant-0001")
    text = pages(trellis_pdf(Trellised((long,)), factory.protocol(), factory.PRINTED, title="All", practice=True))
    assert "−90.0 %" in text[0]
    assert "…" in text[0]


def test_nobody_is_a_page_too() -> None:
    printout = trellis_pdf(Trellised(), factory.protocol(), factory.PRINTED, title="All", practice=False)
    assert printout.pages == 1
