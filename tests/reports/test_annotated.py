"""The annotated form: every place of every item is readable beside it, and a reviewer finds each form by two ways."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from tests.reports import factory
from tests.reports.reading import bookmarks, fonts, pages, reader
from ucmsc_desktop.body.drawing import bare
from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.lab.analytes import ANALYTES
from ucmsc_desktop.domain.paper_plan import annotated_forms, visit_forms
from ucmsc_desktop.domain.shape import shape
from ucmsc_desktop.domain.wording import ITEMS
from ucmsc_desktop.reports.annotated import annotated_pdf
from ucmsc_desktop.reports.finish import Printout

PLAN = factory.protocol()
FORMS_HERE = annotated_forms(PLAN)


@pytest.fixture(scope="module")
def printout() -> Printout:
    """The annotated form of the shipped protocol."""
    return annotated_pdf(PLAN, factory.PRINTED, practice=False, drawing=bare())


@pytest.fixture(scope="module")
def by_form(printout: Printout) -> dict[str, str]:
    """The words of the pages of each form, in one line."""
    found: dict[str, list[str]] = {}
    for page in pages(printout):
        for form in FORMS_HERE:
            if f" {form} v1" in f" {page.splitlines()[0]} " + " ".join(page.split()):
                found.setdefault(form, []).append(page)
    return {form: " ".join(" ".join(own).split()) for form, own in found.items()}


@pytest.mark.parametrize("form", FORMS_HERE)
def test_every_submitted_place_of_every_field_stands_on_its_form(by_form: dict[str, str], form: str) -> None:
    whole = shape(FORMS[form])
    missing = [
        str(target)
        for field in whole.fields
        for target in annotation(form, field)
        if target.is_submitted and str(target) not in by_form[form]
    ]
    assert not missing


def test_what_stands_in_rows_is_named_by_row(by_form: dict[str, str]) -> None:
    assert all(f"LBORRES when LBTESTCD = {code}" in by_form["LAB"] for code in ANALYTES)
    for name in ("LBORRESU", "LBORNRLO", "LBORNRHI", "SUPPLB.QVAL when QNAM = NRCONF"):
        assert name in by_form["LAB"]
    assert all(f"IEORRES when IETESTCD = {criterion.key}" in by_form["SCREENING"] for criterion in PLAN.criteria)
    for form in ("SAS", "SDS"):
        assert all(f"QSORRES when QSTESTCD = {form}{int(item):02}" in by_form[form] for item in ITEMS[form])
    assert "QSORRES when QSTESTCD = DLQI107A" in by_form["DLQI"]
    assert "CMTRT when CMCAT = PSORIASIS TREATMENT" in by_form["THERAPY"]
    for form, rater in (("PASI", ""), ("PASI-2", " and RSEVALID = RATER 2")):
        assert all(f"RSORRES when RSTESTCD = PASI03{code:02}{rater}" in by_form[form] for code in range(1, 30))


def test_what_goes_nowhere_says_so(by_form: dict[str, str]) -> None:
    for form in FORMS_HERE:
        fields = shape(FORMS[form]).fields
        submitted = [[target for target in annotation(form, field) if target.is_submitted] for field in fields]
        whole_rows = any(shape(FORMS[form]).rows)
        if not all(submitted) and not whole_rows and form not in ("INFEVENT", "PASI", "PASI-2"):
            assert "[NOT SUBMITTED]" in by_form[form], form
    assert by_form["TRIALS"].count("[NOT SUBMITTED]") == 1, "said once at the head when it holds for all"


def test_the_domains_stand_at_the_head_of_the_form(by_form: dict[str, str]) -> None:
    assert "EC (Exposure as Collected)" in by_form["INFUSION"]
    assert "VS (Vital Signs)" in by_form["INFUSION"]
    assert "AE (Adverse Events)" in by_form["AE"]


def test_bookmarks_lead_by_visit_and_by_form_to_the_page_of_the_form(printout: Printout) -> None:
    document = reader(printout)
    names = [name for _level, name in bookmarks(document.outline)]
    assert names[:2] == ["Annotated case report form", "Contents"]
    visits, forms = names.index("By visit"), names.index("By form")
    assert [name for name in names[visits:forms] if name in {visit.label for visit in PLAN.visits}] == [
        visit.label for visit in PLAN.visits
    ]
    assert {FORMS[form].title for form in FORMS_HERE} <= set(names[forms:])
    found = dict(_leads(document, document.outline))
    written = pages(printout)
    for form in FORMS_HERE:
        assert FORMS[form].title in written[found[FORMS[form].title]]


def _leads(document: Any, outline: list[Any]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for entry in outline:
        if isinstance(entry, list):
            found += _leads(document, entry)
        else:
            found.append((entry.title, document.get_destination_page_number(entry)))
    return found


def test_contents_and_title_page_name_study_versions_and_every_form(printout: Printout) -> None:
    written = pages(printout)
    assert PLAN.study.registry in written[0]
    assert "How to read the notes" in written[0]
    listed = " ".join(" ".join(written[1:4]).split())
    assert all(FORMS[form].title in listed for form in FORMS_HERE)
    assert sum(len(visit_forms(visit)) for visit in PLAN.visits) <= listed.count("....") or "Week 24" in listed


def test_a_reviewers_reader_opens_it(printout: Printout) -> None:
    assert printout.pdf[:8] in (b"%PDF-1.4", b"%PDF-1.5", b"%PDF-1.6", b"%PDF-1.7")
    document = reader(printout)
    assert not document.is_encrypted
    root: Any = document.trailer["/Root"]
    assert "/PageLabels" in root
    assert all(embedded for _name, embedded in fonts(printout))
    other = pypdfium2.PdfDocument(printout.pdf)
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in other).split())
    assert "RSORRES when RSTESTCD = PASI0301" in said
    assert "[NOT SUBMITTED]" in said


def test_it_is_no_draft_and_the_same_bytes_again(printout: Printout) -> None:
    assert not any("DRAFT" in page for page in pages(printout))
    again = annotated_pdf(PLAN, factory.PRINTED, practice=False, drawing=bare())
    assert again.pdf == printout.pdf
