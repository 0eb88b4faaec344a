"""Which forms are printed without entries."""

from __future__ import annotations

from tests.reports.factory import protocol
from ucmsc_desktop.domain.forms import FORMS, STUDY_FORMS
from ucmsc_desktop.domain.paper_plan import annotated_forms, printable_forms, spare_forms, visit_forms


def test_every_planned_form_is_printed_at_its_visit_and_once_by_itself() -> None:
    plan = protocol()
    printable = printable_forms(plan)
    for visit in plan.visits:
        assert set(visit.forms) <= set(visit_forms(visit)) <= set(printable)
    assert len(set(printable)) == len(printable)


def test_an_infusion_brings_its_check_before_it_and_its_course_after_it() -> None:
    forms = visit_forms(protocol().visit("W0"))
    place = forms.index("INFUSION")
    assert forms[place - 1 : place + 2] == ("DOSECHECK", "INFUSION", "INFEVENT")
    assert "INFEVENT" not in visit_forms(protocol().visit("W24"))


def test_adverse_events_are_asked_for_after_screening_only() -> None:
    asked = [visit.key for visit in protocol().visits if "AEASK" in visit_forms(visit)]
    assert asked == [visit.key for visit in protocol().timed_visits]


def test_nothing_about_participants_is_left_out_of_the_annotated_form() -> None:
    assert set(annotated_forms(protocol())) == set(FORMS) - set(STUDY_FORMS)
    assert {"AE", "CM", "DEVIATION", "LAB"} <= set(spare_forms(protocol()))
