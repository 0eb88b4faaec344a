"""The form of vital signs by the plan, read back from its PDF."""

from tests.reports.bedside import book, course, kept, left_out, log, numbered, signs
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.casebook import Casebook
from ucmsc_desktop.domain.infusion import Timepoint


def form(found: Casebook) -> str:
    return " ".join(" ".join(pages(printed(found, visit="W0"))).split())


def taken() -> list[object]:
    return [
        signs(Timepoint.BEFORE, -10),
        signs(Timepoint.DURING, 15, 15, systolic=109, pulse=80),
        left_out(Timepoint.DURING, 30, 30),
        signs(Timepoint.END, 33),
        signs(Timepoint.AFTER, 47, 15),
        signs(Timepoint.AFTER, 50, 15),
    ]


def test_each_set_of_the_plan_has_its_time_and_what_became_of_it() -> None:
    found = form(book(kept(log()), *numbered(taken()), *numbered(course())))
    assert "1 before 09:30:00 02-Mar-2026 09:20:00 +08:00 128 78 72 16 98 36.6" in found
    assert "2 15 min 09:45:00 02-Mar-2026 09:45:00 +08:00 109 (−19) 78 (0) 80 (+8)" in found
    assert "3 30 min 10:00:00 left out: participant refused 02-Mar-2026 10:00:00 +08:00 – – – – – –" in found
    assert "– +30 min 10:32:00 missed" in found
    assert "– +60 min 11:02:00 missed" in found
    assert "6 after beside the plan 02-Mar-2026 10:20:00 +08:00" in found
    assert "In brackets: the change against the set before the infusion." in found


def test_vital_signs_without_an_infusion_have_no_plan() -> None:
    found = form(book(*numbered([signs(Timepoint.VISIT, 0)])))
    assert "1 visit 02-Mar-2026 09:30:00 +08:00 128 78" in found
    assert "beside the plan" not in found
    assert "missed" not in found
