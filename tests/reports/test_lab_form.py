"""The laboratory form on paper: what was reported, never what was computed, stands first."""

from datetime import date, timedelta
from decimal import Decimal

from tests.reports import factory
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Qualifier, Quality

ON = factory.FIRST - timedelta(days=7)


def panel() -> LabPanel:
    """A report with a result of each kind."""
    return LabPanel(
        sampled_on=ON,
        laboratory="Central laboratory",
        results={
            "CA": LabResult(value=Decimal("9.40"), unit="mg/dL"),
            "AST": LabResult(value=Decimal(81), unit="U/L", lln=Decimal(15), uln=Decimal(40), confirmed=True),
            "CYSTATC": LabResult(
                value=Decimal("0.1"), qualifier=Qualifier.BELOW, unit="mg/L", lln=Decimal("0.59"), uln=Decimal("1.03")
            ),
            "PLAT": LabResult(value=Decimal(231000), unit="/µL", checked=True),
            "HCG": LabResult(quality=Quality.NEGATIVE),
            "S100": LabResult(value=Decimal("0.2"), unit="µg/L", uln=Decimal("0.15"), confirmed=True, label="S100"),
        },
        notes="Sample slightly haemolytic",
    )


def page() -> str:
    """The first page of the form in print."""
    book = Casebook(factory.SUBJECT, (factory.kept(panel(), "SCR", ON, signed=False),))
    return "\n".join(pages(printed(book, visit="SCR")))


def test_the_original_stands_beside_what_it_converts_to() -> None:
    words = page()
    for expected in ("9.40 mg/dL", "≈ 2.345 mmol/L", "231000 /µL (looked at again)", "= 231 × 10^9/L", "< 0.1 mg/L"):
        assert expected in " ".join(words.split()), expected


def test_flags_are_shapes_and_words_and_unconfirmed_limits_say_so() -> None:
    words = " ".join(page().split())
    for expected in ("▲ high", "▼ low", "no limits", "Negative", "0.59 to 1.03 mg/L, not confirmed", "S100"):
        assert expected in words, expected
    assert "decide no criterion" in words
    assert "Sample slightly haemolytic" in words


def test_an_empty_panel_says_so() -> None:
    book = Casebook(factory.SUBJECT, (factory.kept(LabPanel(sampled_on=date(2026, 2, 1)), "SCR", ON, signed=False),))
    assert "No result was entered." in "\n".join(pages(printed(book, visit="SCR")))
