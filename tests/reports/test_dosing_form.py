"""The dosing form, read back from its PDF: checks, course, dose and its class; long texts; what is not signed."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.exchange.test_compute import ask
from tests.reports import bedside, factory
from tests.reports.bedside import book, check, checks, course, event, infused, kept, log, numbered
from tests.reports.reading import bookmarks, pages, printed, reader
from ucmsc_desktop.domain.bedside import Checker, EventKind
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.infusion_words import lasted
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.reports.infusion_form import SECTIONS


def form(found: Casebook) -> str:
    """Everything on the paper of the visit, on one line."""
    return " ".join(" ".join(pages(printed(found, visit="W0"))).split())


def test_every_field_of_the_log_has_its_place() -> None:
    assert sorted(name for _title, names in SECTIONS for name in names) == sorted(fields(Infusion))


def test_both_persons_stand_beside_each_other_with_every_figure() -> None:
    found = form(infused())
    assert "Lin Mei (lin), Nurse Wang Fang (wang), Investigator" in found
    for line in (
        "Number of the bag B-0041 B-0041 same",
        "Lot L-2026-014 L-2026-014 same",
        "Cells in the bag 140 million cells 140 million cells same",
        "Dose 137 million viable cells 137 million viable cells same",
        "Volume to give 68.5 mL 68.5 mL same",
        "Label read by scanned scanned",
        "The checks of two persons agree.",
    ):
        assert line in found


def test_a_difference_and_how_it_was_resolved_stay_on_paper() -> None:
    first, _second = checks()
    wrong = kept(check(Checker.SECOND, volume_ml=Decimal("86.5")), "W0", 2, by="wang")
    again = kept(check(Checker.SECOND, resolution="Digits were turned; read again"), "W0", 3, by="wang")
    found = form(book(kept(log()), first, wrong, again))
    assert "Volume to give 68.5 mL 86.5 mL differs beyond tolerance" in found
    assert "Volume to give 68.5 mL 68.5 mL same" in found
    assert "How the difference was resolved, by Wang Fang (wang), Investigator: Digits were turned; read again" in found


def test_a_check_without_a_second_person_says_so() -> None:
    found = form(book(kept(log()), checks()[0]))
    assert "Check by Lin Mei (lin), Nurse, not answered by another person" in found
    assert "There is no check by a second person." in found
    alone = form(book(checks()[0]))
    assert "Check of patient, product and dose form DOSECHECK" in alone


def test_the_course_has_rates_pauses_reasons_and_true_times() -> None:
    found = form(infused())
    for line in (
        "1 02-Mar-2026 09:30:00 +08:00 0 min 0 s started 90 mL per h –",
        "2 02-Mar-2026 09:40:00 +08:00 10 min 0 s rate changed 60 mL per h –",
        "20 min 0 s paused – line or pump",
        "32 min 0 s stopped 43.8 mL reaction",
        "35 min 0 s line flushed 20 mL –",
        "From start to stop 32 min 0 s, of which 4 min 0 s paused.",
        "Noted by Lin Mei (lin), Nurse.",
        "Observed until 02-Mar-2026 11:05:00 +08:00",
        "Told whom to call yes",
        "Left in the bag: 26.2 mL.",
    ):
        assert line in found


def test_a_clock_that_was_set_back_is_told_and_true_time_goes_on() -> None:
    events = [event(EventKind.START, 0, rate_ml_h=Decimal(90)), event(EventKind.STOP, 32, wall=2)]
    found = form(book(kept(log()), *numbered(events)))
    assert "02-Mar-2026 09:32:00 +08:00 32 min 0 s stopped" in found
    assert "clock was set back by 30 min 0 s" in found


@pytest.mark.parametrize(
    ("volume", "said", "caution"),
    [
        ("68.5", "Class of the dose: dose within tolerance (tolerance ±5 %)", "Left in the bag: 1.5 mL."),
        (
            "43.8",
            "Class of the dose: partial dose (tolerance ±5 %)",
            "Only 63.9 % of the dose was given (tolerance 5 %).",
        ),
        ("0", "Class of the dose: nothing given", "Nothing of the dose was given."),
    ],
)
def test_the_class_of_the_dose(volume: str, said: str, caution: str) -> None:
    found = form(infused(volume_given_ml=Decimal(volume)))
    assert said in found
    assert caution in found


def test_a_dose_without_its_figures_has_no_class() -> None:
    found = form(infused(volume_given_ml=None))
    assert "Class of the dose" not in found
    assert "not computed: entries are missing" in found


@pytest.mark.parametrize(
    "values",
    [{}, {"bag_cells_million": Decimal("99.999"), "bag_volume_ml": Decimal("71.3")}, {"weight_kg": Decimal("47.3")}],
)
def test_the_form_ends_in_the_digits_of_compute_dose(values: dict[str, Any]) -> None:
    record = log(**values)
    asked = {
        name: str(getattr(record, name))
        for name in ("weight_kg", "bag_cells_million", "bag_volume_ml", "viability_pct", "rate_ml_h", "volume_given_ml")
    }
    answer = ask("dose", json.dumps(asked | {"label_counts": "viable"}))
    found = form(infused(**values))
    assert f"Volume to give (computed) {Decimal(answer['volume_to_give_ml']):.1f} mL" in found
    assert f"Dose (computed) {answer['viable_cells']} viable cells" in found
    assert f"Cells given (computed) {answer['cells_given']} viable cells" in found
    assert f"Part of the dose given (computed) {Decimal(answer['part_given_pct']):.1f} %" in found
    lasts = lasted(round(Decimal(answer["duration_min"]) * 60)).replace("\u00a0", " ")
    assert f"At 90 mL per h the volume takes {lasts}." in found


def test_what_is_not_signed_makes_a_draft() -> None:
    signed = pages(printed(infused(), visit="W0"))
    assert not any("DRAFT" in page for page in signed)
    events = [kept(record, "W0", number, signed=number != 3) for number, record in enumerate(course(), 1)]
    drafts = pages(printed(book(kept(log()), *checks(), *events), visit="W0"))
    assert all("DRAFT" in page for page in drafts)
    assert "DRAFT – not signed: INFEVENT" in " ".join(drafts)


def test_long_texts_break_over_pages_and_nothing_is_lost() -> None:
    long = " ".join(f"word{number}" for number in range(1200))
    document = printed(infused(reaction=long, notes=long), visit="W0")
    found = pages(document)
    text = " ".join(found)
    assert all(text.count(f"word{number} ") + text.count(f"word{number}\n") >= 2 for number in (0, 600, 1199))
    assert len(found) > 3
    assert all("Infusion log (continued)" in page for page in found[1:])
    assert (1, "Infusion log") in list(bookmarks(reader(document).outline))
    assert document.unprintable == ()


def test_a_log_without_a_bedside_prints_as_before() -> None:
    found = form(book(bedside.kept(factory.infusion(bedside.DAY))))
    assert "Check by two persons" not in found
    assert "From start to stop 50 min 0 s, without a pause." in found
