"""The safety summary, the report of a serious event and the forms of events and medication, read back from PDFs."""

from datetime import timedelta
from typing import cast

import msgspec

from tests.reports import factory
from tests.reports.bedside import (
    DAY,
    START,
    antihistamine,
    asked,
    book,
    check,
    checks,
    course,
    kept,
    log,
    missed,
    numbered,
    shivering,
)
from tests.reports.reading import pages, printed
from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.bedside import Checker
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.reports.finish import Printout
from ucmsc_desktop.reports.sae_form import sae_form_pdf
from ucmsc_desktop.reports.safety_summary import safety_summary_pdf

LONG = "; ".join(f"part{number}" for number in range(900))
GRAVE = shivering(
    grade=4, serious=True, life_threatening=True, hospitalisation=True, outcome=AeOutcome.RECOVERING, end=None,
    sponsor_at=START + timedelta(hours=30), narrative=LONG,
)  # fmt: skip


def participant(*, signed: bool = True) -> Casebook:
    """One partial infusion with a grave reaction, one missed, one deviation."""
    deviation = Deviation(step=Step.WINDOW, noted_on=DAY, circumstance="Day 30", reason="Ill before")
    return book(
        kept(Participant(sex=Sex.FEMALE), ""),
        kept(MedicalHistory(allergy=True, allergies="Penicillin"), "SCR"),
        kept(log()),
        *checks(),
        *numbered(course()),
        kept(missed(), "W2"),
        kept(asked(any_event=True)),
        kept(GRAVE, "W0", 1, signed=signed),
        kept(shivering(term="Headache", grade=1), "W0", 2),
        kept(antihistamine(), "W0", 1),
        kept(deviation, "W0", 1),
    )


def on_paper(printout: Printout) -> str:
    return " ".join(" ".join(pages(printout)).split())


def summary(found: Casebook, *, veiled: bool = False) -> Printout:
    return safety_summary_pdf(found, factory.protocol(), factory.PRINTED, practice=False, veiled=veiled)


def test_the_summary_has_doses_events_medication_and_deviations() -> None:
    found = on_paper(summary(participant()))
    for words in (
        "Infusions: 1 × partial dose, 1 × missed, 3 × not yet given.",
        "Tolerance of the dose: ±5 %.",
        "2 adverse events; asked at 1 visit.",
        "day of the infusion 1 – – 1 – 2",
        "Report: Ethics committee overdue, was due 03-Mar-2026 10:01:00",
        "Report: SUSAR, not decided overdue, was due 09-Mar-2026 10:01:00",
        "Cetirizine premedication 10 mg, by mouth",
        "Infusion within the window of its visit Day 30 Ill before",
    ):
        assert words in found
    assert "Report: Sponsor" not in found


def test_the_summary_is_a_draft_while_a_record_under_it_is_not_signed() -> None:
    assert "DRAFT" not in on_paper(summary(participant()))
    assert "DRAFT – not signed: AE" in on_paper(summary(participant(signed=False)))


def test_what_may_quote_a_closed_verdict_is_not_printed() -> None:
    found = on_paper(summary(participant(), veiled=True))
    assert "Day 30" not in found
    assert "hidden hidden" in found


def test_an_empty_summary_is_a_page() -> None:
    found = summary(book())
    assert found.pages == 1
    assert "None recorded; asked at 0 visits." in on_paper(found)


def report(found: Casebook) -> Printout:
    event = next(one for one in found.records if isinstance(one.record, AdverseEvent))
    return sae_form_pdf(found, cast("Kept[AdverseEvent]", event), factory.protocol(), factory.PRINTED, practice=False)


def test_the_report_says_who_what_when_and_to_whom() -> None:
    found = on_paper(report(participant()))
    for words in (
        "Serious yes: life-threatening, hospital stay, new or longer",
        "Day after the infusion Week 0, same day",
        "Report: Sponsor made 03-Mar-2026 15:30:00, late: due 03-Mar-2026 10:01:00",
        "Report follow-up report",
        "Infusion Week 0",
        "Number of the bag B-0041",
        "Part of the dose given (computed) 63.9 %",
        "Known allergies Penicillin",
        "Name of the investigator",
        "Sex Female",
    ):
        assert words in found
    assert "DRAFT" not in found
    assert "part0;" in found
    assert "part899" in found


def test_a_report_that_nobody_signed_is_a_draft_on_every_page() -> None:
    document = report(participant(signed=False))
    assert document.pages > 2
    assert all("DRAFT – NOT SIGNED" in page for page in pages(document))


def test_events_the_question_and_medication_stand_in_the_casebook() -> None:
    found = on_paper(printed(participant(), visit="W0"))
    for words in (
        "Adverse event form AE, version 1, signed",
        "2: Headache",
        "Any adverse event since the last visit yes",
        "Concomitant medication form CM",
        "Cetirizine premedication 10 mg by mouth 02-Mar-2026 09:05:00 +08:00",
    ):
        assert words in found


def test_the_class_of_a_dose_is_the_same_on_all_papers() -> None:
    found = participant()
    assert "Class of the dose: partial dose" in on_paper(printed(found, visit="W0"))
    assert "63.9 % partial dose" in on_paper(summary(found))
    assert "63.9 % partial dose" in on_paper(report(found))


def test_a_visit_with_only_checks_is_printed() -> None:
    found = on_paper(printed(book(kept(check(Checker.FIRST), "W0", 1)), visit="W0"))
    assert "There is no check by a second person." in found


def test_a_long_term_ends_before_the_edge_of_the_page() -> None:
    found = book(kept(msgspec.structs.replace(GRAVE, term="Rash of every limb " * 12), "W0", 1))
    assert "… (continued)" in on_paper(report(found))


def test_the_day_of_a_part_of_a_date_is_not_known_when_there_was_an_infusion_in_it() -> None:
    found = book(
        kept(log()), kept(msgspec.structs.replace(GRAVE, onset=PartialDate("2026-03"), infusion=None), "W0", 1)
    )
    assert "Day after the infusion not known" in on_paper(report(found))
