"""The form of vital signs by the plan, read back from its PDF."""

from datetime import timedelta

from tests.reports.bedside import START, book, course, event, kept, left_out, log, numbered, signs
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.bedside import EventKind, StopReason
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
    assert "– +30 min to +60 min 2 sets missed 10:32:00 to 11:02:00 – –" in found
    assert "6 after 15 min beside the plan 02-Mar-2026 10:20:00 +08:00" in found
    assert "In brackets: the change against the set before the infusion." in found


def test_sets_that_were_missed_in_a_row_are_one_row_and_no_set_that_was_taken_is_lost() -> None:
    a_day = timedelta(days=1)
    events = [*course()[:-3], event(EventKind.STOP, 24 * 60 + 32, stop_reason=StopReason.OTHER)]
    sets = [
        signs(Timepoint.BEFORE, -10),
        signs(Timepoint.DURING, 45, 45, systolic=111),
        left_out(Timepoint.DURING, 60, 60),
        signs(Timepoint.DURING, 600, 600, systolic=117),
    ]
    stopped = book(kept(log(stopped_at=START + a_day)), *numbered(sets), *numbered(events))
    found, printout = form(stopped), printed(stopped, visit="W0")
    assert "– 15 min to 30 min 2 sets missed 09:45:00 to 10:00:00" in found
    assert "75 min to 585 min 35 sets missed 10:45:00 to 19:15:00" in found
    assert "615 min to 1470 min 58 sets missed 02-Mar-2026 19:45:00 to 03-Mar-2026 10:00:00" in found
    assert "at the end to +60 min" in found
    for told in ("2 45 min 10:15:00", "111 (−17)", "3 60 min 10:30:00 left out", "4 600 min 19:30:00", "117 (−11)"):
        assert told in found
    assert printout.pages <= 4


def test_vital_signs_without_an_infusion_have_no_plan() -> None:
    found = form(book(*numbered([signs(Timepoint.VISIT, 0)])))
    assert "1 visit 02-Mar-2026 09:30:00 +08:00 128 78" in found
    assert "beside the plan" not in found
    assert "missed" not in found
