"""The printed casebook, read back from the PDF."""

from __future__ import annotations

import msgspec

from tests.reports import factory
from tests.reports.reading import bookmarks, fonts, language, links, pages, printed, reader
from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.casebook import Casebook, Key
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.participant import Identity
from ucmsc_desktop.reports.casebook import casebook_pdf, lay_out
from ucmsc_desktop.reports.furnish import Printed
from ucmsc_desktop.reports.sheet import Sheet


def flat(text: str) -> str:
    """A page without its line ends, so that a sentence that wraps is found."""
    return " ".join(text.split())


def page_of(found: list[str], *words: str) -> str:
    """The first page that has all words."""
    return next(flat(page) for page in found if all(word in flat(page) for word in words))


def test_every_page_says_whose_it_is_and_where_it_belongs() -> None:
    found = pages(printed(factory.casebook()))
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
        assert "UCMSC-PSO | P-003" in flat(page)
        assert "Printed 01-Sep-2026 14:05:11 +08:00 by 陈伟 (Chen Wei)" in flat(page)
        assert "PRACTICE" not in page


def test_cover_names_participant_protocol_and_status() -> None:
    cover = flat(" ".join(pages(printed(factory.casebook()))[:2]))
    for words in (
        "Participant P-003",
        "Sex Female",
        "1979-11",
        "NCT03745417",
        "Protocol version in force 1",
        "35 of 40",
    ):
        assert words in cover
    assert "22-May-2026 to 28-May-2026" in cover


def test_values_stand_with_units_and_code_words() -> None:
    page = flat(" ".join(pages(printed(factory.casebook(), visit="W8"))))
    for words in ("Body weight 68.5 kg", "Viability 92.5 %", "The label counts viable cells", "Volume given 44.0 mL"):
        assert words in page
    assert "137000000 viable cells (137 million)" in page
    assert "Started at 27-Apr-2026 09:30:00 +08:00" in page
    assert "Class of the dose: partial dose (tolerance ±5 %)" in page
    assert "Only 64.2 % of the dose was given (tolerance 5 %)." in page
    assert "Protocol: 2000000 viable cells per kg, tolerance ±5 %" in page


def test_chinese_is_embedded_and_reads_back() -> None:
    document = printed(factory.casebook(), visit="W4")
    assert "双肘斑块，边界清楚。" in "".join(pages(document))
    assert document.unprintable == ()
    assert len(fonts(document)) == 2
    assert all("NotoSansSC" in name and embedded for name, embedded in fonts(document))


def test_pasi_matrix_has_grades_words_scores_and_total() -> None:
    page = page_of(pages(printed(factory.casebook(), visit="W0")), "weight 0.4")
    for words in ("Area involved 12 % 20 % 35 % 8 %", "Area score, 0–6 2 2 3 1", "3 deep red", "1.4 2.8 6.3 2.8"):
        assert words in page
    assert "PASI 13.3 of 72.0" in page
    assert "Body surface area involved: 18.9 %" in page


def test_an_incomplete_total_is_never_printed() -> None:
    book = factory.with_record(
        factory.casebook(),
        Key(factory.SUBJECT, "W0", "PASI"),
        trunk_erythema=None,
        missing={"trunk_erythema": MissingReason.REFUSED},
    )
    whole = flat(" ".join(pages(printed(book, visit="W0"))))
    assert "of 72.0" not in whole
    assert "PASI: no total, entries are missing: Trunk, redness." in whole
    assert "missing: participant refused" in whole


def test_a_blank_required_field_says_so() -> None:
    book = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W0", "INFUSION"), lot=None, weight_kg=None)
    page = flat(" ".join(pages(printed(book, visit="W0"))))
    assert "Lot blank" in page
    assert "Dose (computed) not computed: entries are missing" in page


def test_contradictions_stand_as_queries() -> None:
    book = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W0", "VITALS", 1), diastolic=140)
    assert "Query: The diastolic pressure is not below the systolic one." in flat(
        " ".join(pages(printed(book, visit="W0")))
    )


def test_queries_of_a_dose_check_stand_beneath_it() -> None:
    record = DoseCheck(label_counts=LabelCounts.TOTAL)
    book = Casebook(factory.SUBJECT, (factory.kept(record, "W0", factory.FIRST, number=1),))
    words = "Query: The label counts total cells: the viability is needed."
    assert words in flat(" ".join(pages(printed(book, visit="W0"))))


def test_screening_has_criteria_answers_evidence_and_verdict() -> None:
    found = flat(" ".join(pages(printed(factory.casebook(), visit="SCR"))))
    assert "Not decided: still needed" in found
    assert "I1 Psoriasis vulgaris with PASI above 7 or body surface area above 10 % unknown" in found
    assert "does not apply in the investigator's judgement" in found.casefold()
    assert "寻常型银屑病" in found.replace(" ", "")
    assert "Protocol: PASI above 7 or body surface area above 10 %; age 18 to 65 years." in found


def test_signatures_say_meaning_time_and_whether_they_hold() -> None:
    found = flat(" ".join(pages(printed(factory.casebook(), visit="W4"))))
    first = "I recorded these values and they are what I observed. · no longer holds: changed after signing"
    assert f"Signed {first} · lin, Assessor · 30-Mar-2026 11:42:07 +08:00" in found
    again = "As investigator I take responsibility for these values. · holds · wang, Investigator"
    assert f"Signed {again} · 31-Mar-2026 16:42:07 +08:00" in found
    assert "Saved lin, Assessor · 30-Mar-2026 10:42:07 +08:00" in found


def test_the_changes_of_a_form_stand_in_an_appendix_that_both_lead_to() -> None:
    document = printed(factory.casebook())
    found = [flat(page) for page in pages(document)]
    form = next(number for number, page in enumerate(found) if "Changed Trunk, redness: C1" in page)
    appendix = next(number for number, page in enumerate(found) if "C1 Trunk, redness 3 2 Read again" in page)
    assert appendix > form
    assert "First saved by lin, Assessor, 30-Mar-2026 10:42:07 +08:00." in found[appendix]
    assert "与原始记录核对后更正" in found[appendix].replace(" ", "")
    assert appendix in links(document, form)
    assert form in links(document, appendix)


def test_draft_stands_across_unsigned_pages_only() -> None:
    found = pages(printed(factory.casebook()))
    drafts = [page for page in found if "DRAFT – NOT SIGNED" in page]
    assert 0 < len(drafts) < len(found)
    assert "DRAFT" not in page_of(found, "Week 12", "PASI 3.9 of 72.0")
    assert "DRAFT – not signed: PASI" in page_of(found, "P-003, Week 24")
    signed = msgspec.structs.replace(factory.casebook(), records=factory.casebook().records[:3])
    assert not any("DRAFT" in page for page in pages(printed(signed)))


def test_a_signature_that_no_longer_holds_makes_a_draft() -> None:
    on = factory.FIRST
    record = factory.kept(factory.assessment(on, 2), "W0", on, holds=False)
    assert all("DRAFT – NOT SIGNED" in page for page in pages(printed(Casebook("P-003", (record,)), visit="W0")))


def test_practice_is_marked_on_every_page() -> None:
    assert all("PRACTICE STUDY" in page for page in pages(printed(factory.casebook(), practice=True)))


def test_one_visit_prints_that_visit_alone() -> None:
    found = flat(" ".join(pages(printed(factory.casebook(), visit="W8"))))
    assert "P-003, Week 8" in found
    assert "Course of PASI" not in found
    for other in ("Week 4", "Week 12", "Screening"):
        assert other not in found
    assert "day 56 from the first infusion is 27-Apr-2026" in found


def test_one_form_prints_all_of_its_records_or_one() -> None:
    book, protocol = factory.casebook(), factory.protocol()
    sets = casebook_pdf(book, protocol, factory.PRINTED, practice=False, visit="W0", form="VITALS")
    one = casebook_pdf(book, protocol, factory.PRINTED, practice=False, visit="W0", form="VITALS", number=3)
    every, alone = (flat(" ".join(pages(made))) for made in (sets, one))
    assert "02-Mar-2026 09:20:00" in every
    assert "02-Mar-2026 09:50:00" in every
    assert "02-Mar-2026 09:20:00" not in alone
    assert "02-Mar-2026 09:50:00" in alone
    for found in (every, alone):
        assert "Infusion log" not in found
        assert "Course of PASI" not in found


def test_a_form_without_a_visit_prints_alone() -> None:
    made = casebook_pdf(factory.casebook(), factory.protocol(), factory.PRINTED, practice=False, form="DM")
    found = flat(" ".join(pages(made)))
    assert "Sex Female" in found
    assert "Screening" not in found


def test_a_form_without_its_visit_prints_those_of_all_visits() -> None:
    made = casebook_pdf(factory.casebook(), factory.protocol(), factory.PRINTED, practice=False, form="PASI")
    found = [flat(page) for page in pages(made)]
    for visit in ("Week 0", "Week 4", "Week 24"):
        assert any(f"P-003, {visit} " in page and "PASI" in page for page in found)
    assert not any("Vital signs" in page or "Nothing has been recorded" in page for page in found)


def test_the_contents_name_the_page_of_every_form() -> None:
    document = printed(factory.casebook())
    found = [flat(page) for page in pages(document)]
    listed = next(page for page in found if page.startswith("Contents "))
    for visit in ("Week 4", "Week 24"):
        place = next(
            number
            for number, page in enumerate(found, 1)
            if page.startswith((f"P-003, {visit} ", f"DRAFT – NOT SIGNED P-003, {visit} "))
        )
        assert f"{visit} {place} " in listed


def test_bookmarks_lead_to_visits_and_forms() -> None:
    document = reader(printed(factory.casebook()))
    assert language(printed(factory.casebook())) == "en"
    found = list(bookmarks(document.outline))
    assert [title for level, title in found if level == 0] == [
        "P-003", "Contents", "Course of PASI", "By visit", "By form", "Change history", "Protocol parameters",
    ]  # fmt: skip
    by_visit, by_form = found.index((0, "By visit")), found.index((0, "By form"))
    assert found.index((1, "Screening")) in range(by_visit, by_form)
    assert (2, "Infusion log") in found[by_visit:by_form]
    log = found.index((1, "Infusion log"))
    assert log > by_form
    assert found[log + 1 : log + 3] == [(2, "Week 0"), (2, "Week 2")]
    assert document.metadata is not None
    assert document.metadata.title == "Casebook P-003"
    assert document.metadata.author == "陈伟 (Chen Wei)"
    assert document.metadata.creation_date == factory.PRINTED.at


def test_same_records_and_time_give_the_same_bytes() -> None:
    first, second = printed(factory.casebook()), printed(factory.casebook())
    assert first.pdf == second.pdf
    later = Printed("someone else", factory.PRINTED.at.replace(hour=20))
    third = casebook_pdf(factory.casebook(), factory.protocol(), later, practice=False)
    assert third.pdf != first.pdf
    assert third.digest == first.digest


def test_the_hash_follows_the_content() -> None:
    changed = factory.with_record(factory.casebook(), Key(factory.SUBJECT, "W0", "PASI"), notes="other")
    assert printed(changed).digest != printed(factory.casebook()).digest
    short = printed(changed).digest[:4]
    assert f"Content {short}" in pages(printed(changed))[0]


def test_names_of_persons_are_never_printed() -> None:
    book = msgspec.structs.replace(
        factory.casebook(), identity=Identity(name="李小龙", initials="L.X.L.", phone="13800000000")
    )
    found = "".join(pages(printed(book)))
    assert "李小龙" not in found
    assert "13800000000" not in found


def test_totals_taken_over_stand_in_one_table() -> None:
    found = pages(printed(factory.historical()))
    table = page_of(found, "form PASI-TOTAL")
    assert "D21 21 days yes missing: lost to follow-up uvb.csv" in table
    assert "D91 91 days yes 0.0 uvb.csv" in table
    chart = page_of(found, "Course of PASI", "PASI 75 ≤ 4.6")
    assert "Days of the earlier record are approximate." in chart


def test_nothing_recorded_is_said() -> None:
    assert "Nothing has been recorded for this participant." in "".join(pages(printed(Casebook("P-001", ()))))
    assert "Nothing has been recorded at this visit." in "".join(pages(printed(Casebook("P-001", ()), visit="W2")))


def test_a_signature_bears_the_printed_name() -> None:
    book = factory.casebook()
    users = {kept.by.user for kept in book.records}
    named = msgspec.structs.replace(book, people={user: f"Printed name of {user}" for user in users})
    words = " ".join(pages(printed(named)))
    for user in users:
        assert f"Printed name of {user} ({user})," in " ".join(words.split())


def test_a_visit_outside_the_schedule_stands_in_the_list_of_visits() -> None:
    seen = factory.kept(factory.assessment(factory.FIRST, 2), "UNS-1", factory.FIRST, signed=False)
    book = factory.casebook()
    listed = flat(pages(printed(msgspec.structs.replace(book, records=(*book.records, seen))))[0])
    assert "UNS-1 – 02-Mar-2026 no visit" in listed


def test_every_page_of_the_course_is_a_draft_while_a_point_is() -> None:
    large = msgspec.structs.replace(factory.PRINTED, sheet=Sheet(points=12))
    layout = lay_out(factory.casebook(), factory.protocol(), large, practice=False)
    forms = [page.forms for page in layout.pages]
    at = next(n for n, page in enumerate(layout.pages) if any(one.text == "Course of PASI" for one in page.words[:3]))
    visit = next(n for n, page in enumerate(layout.pages) if any(one.text == "P-003, Screening" for one in page.words))
    assert visit > at + 1
    assert all(forms[at:visit])
    assert not any(page.signed for page in layout.pages[at:visit])
