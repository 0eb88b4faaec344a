"""The progress of a study against one that is counted by hand, and at every day: lists add up to the numbers."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucmsc_desktop.domain.casebook import Key, natural
from ucmsc_desktop.domain.completeness import ALL, FormCompleteness
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.form_lists import blank_words, is_complete
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import MissingReason, Record
from ucmsc_desktop.domain.listing import Line, Listing
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.progress import StudyProgress, progress
from ucmsc_desktop.domain.progress_words import completeness_table, list_table, printed_lists
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.summary import summary
from ucmsc_desktop.domain.zung import Sas

from .build import assessment, records
from .scripted import FIRST, TODAY, Records, day, enrolled, infused, kept, study


@pytest.fixture(scope="module")
def found(protocol: Protocol) -> StudyProgress:
    """The scripted study on its day."""
    return progress(protocol, study(), TODAY)


def named(found: StudyProgress, code: str) -> Listing:
    listing = found.find(code)
    assert listing is not None
    return listing


def places(listing: Listing) -> list[str]:
    return [" ".join(filter(None, (line.key.subject, line.key.visit, line.key.form))) for line in listing.lines]


def row(found: StudyProgress, form: str) -> FormCompleteness:
    return next(one for one in found.completeness if one.form == form)


def numbers(found: StudyProgress, form: str) -> tuple[int, int, int]:
    one = row(found, form)
    return one.expected.count, one.present.count, one.complete.count


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("participants.all_enrolled", ["P-001 SCR SCREENING", "P-003 SCR SCREENING", "P-005 SCR SCREENING"]),
        ("participants.treated", ["P-001 SCR SCREENING", "P-003 SCR SCREENING"]),
        ("participants.enrolled", ["P-005 SCR SCREENING"]),
        ("participants.screen_failure", ["P-002 SCR SCREENING"]),
        ("participants.screening", ["P-004 DM"]),
        ("participants.earlier", ["P-006 DM"]),
        ("participants.withdrawn", ["P-003 SCR SCREENING"]),
        ("visits.missed", ["P-001 W4"]),
        ("visits.due", ["P-001 W8"]),
        ("visits.overdue", ["P-001 W6", "P-003 W2"]),
    ],
)
def test_numbers_of_the_scripted_study(found: StudyProgress, code: str, expected: list[str]) -> None:
    assert places(named(found, code)) == expected


def test_totals_of_earlier_records_are_said_to_be_that(found: StudyProgress) -> None:
    totals = [line for line in named(found, "forms.saved").lines if line.key.form == HistoricalPasi.form]
    assert [line.words for line in totals] == ["taken over from an earlier record"] * 2


def test_forms_by_state(found: StudyProgress) -> None:
    assert [line.key.form for line in named(found, "forms.unsigned").lines] == [
        *("INFUSION", "PASI", "SCREENING", "INFUSION", "PASI")
    ]
    assert named(found, "forms.signed").count == 5


def test_why_a_visit_is_not_expected_is_said(found: StudyProgress) -> None:
    said = {(line.key.subject, line.key.visit): line.words for line in named(found, "visits.not_expected").lines}
    assert said["P-002", "W2"] == "A screen failure has no visits after screening."
    assert said["P-003", "W4"] == "Consent was withdrawn on 22-Mar-2026."
    assert said["P-004", "W0"] == "The candidate is not enrolled."
    assert said["P-006", "W2"] == "An earlier record has none of the visits of this protocol."
    assert not [visit for subject, visit in said if subject in ("P-001", "P-005")]


def test_a_visit_that_is_begun_says_what_is_not_filled_in(found: StudyProgress) -> None:
    begun = {line.key.subject + line.key.visit: line.words for line in named(found, "visits.started").lines}
    assert begun["P-001W2"] == "16-Mar-2026, in window; not filled in: Infusion, Vital signs"


def test_what_is_expected_of_whom(found: StudyProgress) -> None:
    """Consent of five but the candidate; a man has no pregnancy form, a failure needs no laboratory."""
    assert numbers(found, "DM") == (5, 5, 2 + 1)
    assert places(row(found, "SCREENING").expected) == [f"P-00{n} SCR SCREENING" for n in (1, 2, 3, 5)]
    assert places(row(found, "REPRODUCTION").expected) == ["P-001 SCR REPRODUCTION", "P-003 SCR REPRODUCTION"]
    assert places(row(found, "LAB").expected) == [f"P-00{n} SCR LAB" for n in (1, 3, 5)]
    assert places(row(found, "INFUSION").expected) == [
        *("P-001 W0 INFUSION", "P-001 W2 INFUSION", "P-001 W6 INFUSION"),
        *("P-003 W0 INFUSION", "P-003 W2 INFUSION", "P-005 W0 INFUSION"),
    ]
    assert places(row(found, "PASI").complete) == ["P-001 W0 PASI", "P-003 W0 PASI", "P-005 W0 PASI"]
    assert named(found, "completeness.PASI.present").count == 4


def test_per_cent_is_cut_and_never_said_of_few(found: StudyProgress) -> None:
    assert row(found, "DM").pct == Decimal(60)
    assert row(found, "SCREENING").pct is None
    assert completeness_table(found).rows[0][-1] == str(row(found, ALL).pct)
    lines = tuple(Line(Key(f"P-{n:03}", "W0", "PASI"), "") for n in range(3000))
    nearly = FormCompleteness("PASI", Listing("", "", "", lines), Listing("", ""), Listing("", "", "", lines[1:]))
    assert nearly.pct == Decimal("99.9")


def test_the_row_of_all_forms_is_the_sum_of_the_others(found: StudyProgress) -> None:
    first, *others = found.completeness
    assert first.form == ALL
    for part in ("expected", "present", "complete"):
        assert getattr(first, part).count == sum(getattr(one, part).count for one in others)


def test_blank_entries_are_named_one_by_one(protocol: Protocol) -> None:
    blank = PasiAssessment(assessed_on=FIRST, missing={"trunk_erythema": MissingReason.NOT_DONE})
    found = progress(protocol, {"P-001": [kept("P-001", "W0", blank)]}, TODAY)
    said = [line.words for line in named(found, "queries.blanks").lines]
    assert len(said) == len(blank_words(blank)) == 15
    assert not [words for words in said if words == "Trunk, redness"]


def test_a_questionnaire_without_answers_or_answered_in_part_is_not_complete() -> None:
    assert blank_words(Sas(answered_on=FIRST)) == ["No item is answered."]
    part = Sas(answered_on=FIRST, answers={"1": 2}).derived()
    assert blank_words(part) == []
    assert part.contradictions()
    assert not is_complete(part)
    assert is_complete(Sas(answered_on=FIRST, entered_raw=30).derived())
    assert not is_complete(Dlqi())


def test_what_is_closed_is_counted_and_not_quoted(protocol: Protocol) -> None:
    odd = assessment(area_pct="0", signs=(2, 2, 2), on=FIRST)
    records = {"P-001": [kept("P-001", "W0", odd), kept("P-001", "W2", PasiAssessment())]}
    open_to_all = progress(protocol, records, TODAY)
    closed = progress(protocol, records, TODAY, closed=lambda key: "Closed." if key.form == "PASI" else "")
    for code in ("queries.contradictions", "queries.blanks"):
        assert named(closed, code).count == named(open_to_all, code).count > 0
        assert {line.words for line in named(closed, code).lines} == {"Closed."}
    assert "Closed." in [line.words for line in named(closed, "completeness.PASI.expected").lines]


def test_a_line_opens_a_page_that_there_is() -> None:
    assert Line(Key("P-001", "W0", "VITALS", 3), "").place == Key("P-001", "W0", "INFUSION", 3)
    assert Line(Key("P-001", "W4", Visit.form), "").place == Key("P-001", "W4", "")
    assert Line(Key("P-006", "D28", HistoricalPasi.form), "").place == Key("P-006", "D28", "")
    assert Line(Key("P-001", "", "DM"), "").place == Key("P-001", "", "DM")


def test_lists_on_paper_leave_out_columns_that_say_nothing(found: StudyProgress, protocol: Protocol) -> None:
    table = list_table(named(found, "visits.overdue"), "Overdue", protocol)
    assert [head for head, _share in table.heads] == ["Code", "Visit", "Day", "What"]
    assert sum(share for _head, share in table.heads) == pytest.approx(1)
    assert table.rows[0] == ("P-001", "Week 6", "13-Apr-2026", "closed on 16-Apr-2026")
    assert all(one.rows for one in printed_lists(found, protocol))


@pytest.mark.parametrize(
    ("today", "code"),
    [(10, "planned"), (11, "due"), (17, "due"), (18, "overdue")],
)
def test_both_ends_of_a_window_are_in_it(protocol: Protocol, today: int, code: str) -> None:
    found = progress(protocol, {"P-001": infused("P-001", "W0", FIRST)}, day(today))
    assert "P-001 W2" in places(named(found, f"visits.{code}"))
    expected = "P-001 W2 PASI" in places(row(found, "PASI").expected)
    assert expected is (code == "overdue")


@pytest.mark.parametrize(("left", "expected"), [(16, False), (17, False), (18, True)])
def test_a_visit_counts_when_its_window_closed_before_the_withdrawal(
    protocol: Protocol, left: int, expected: bool
) -> None:
    withdrawn = enrolled("P-001", day(-10))
    consent = withdrawn[1].record
    withdrawn[1] = kept("P-001", "SCR", type(consent)(signed_on=day(-10), withdrawn_on=day(left)))  # type: ignore[call-arg]
    found = progress(protocol, {"P-001": [*withdrawn, *infused("P-001", "W0", FIRST)]}, TODAY)
    assert ("P-001 W2" in places(named(found, "visits.overdue"))) is expected
    assert ("P-001 W2" in places(named(found, "visits.not_expected"))) is not expected
    assert ("P-001 W2 PASI" in places(row(found, "PASI").expected)) is expected


def test_of_a_visit_begun_after_the_withdrawal_only_what_is_there_counts(protocol: Protocol) -> None:
    found = study()["P-003"]
    found.append(kept("P-003", "W4", assessment(on=day(28))))
    counted = progress(protocol, {"P-003": found}, TODAY)
    assert "P-003 W4 PASI" in places(row(counted, "PASI").expected)
    assert "P-003 W4 INFUSION" not in places(row(counted, "INFUSION").expected)


def test_drafts_are_those_that_are_handed_in(protocol: Protocol) -> None:
    draft = Line(Key("P-001", "W8", "PASI"), "begun", TODAY)
    found = progress(protocol, study(), TODAY, [draft])
    assert named(found, "forms.draft").lines == (draft,)


# Whatever is recorded, the lists add up.

VISITS = st.sampled_from(("", "SCR", "W0", "W2", "W4", "W24", "D7"))
FORM_TYPES = st.sampled_from(
    [FORMS[form] for form in ("DM", "SV", "CONSENT", "SAS", "PASI", "INFUSION", "VITALS", "AE")]
)
SIGNED = st.booleans()


@st.composite
def anything(draw: st.DrawFn, subject: str) -> Records:
    """Any records of a participant at any visits, in dates of ten years."""
    chosen = draw(st.lists(st.tuples(VISITS, FORM_TYPES, SIGNED), max_size=6, unique_by=lambda one: one[:2]))
    found: Records = [kept(subject, "", draw(records(Participant)))]
    for visit, record_type, signed in chosen:
        record: Record = draw(records(record_type))
        found.append(kept(subject, visit, record, signed=signed))
    return found


@settings(max_examples=60)
@given(
    st.integers(1, 3).flatmap(lambda n: st.tuples(*(anything(f"P-{number:03}") for number in range(1, n + 1)))),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
)
def test_lists_add_up_to_the_numbers(protocol: Protocol, everybody: tuple[Records, ...], today: date) -> None:
    everything = {f"P-{number:03}": found for number, found in enumerate(everybody, 1)}
    found = progress(protocol, everything, today)
    stages = [listing for listing in found.listings() if listing.code.startswith("participants.")]
    apart = [one for one in stages if one.code not in ("participants.all_enrolled", "participants.withdrawn")]
    assert Counter(line.key.subject for one in apart for line in one.lines) == Counter([*everything])
    visits = [line.key for one in found.listings() if one.code.startswith("visits.") for line in one.lines]
    assert sorted(visits) == sorted(Key(code, visit.key, "") for code in everything for visit in protocol.visits)
    forms = [line.key for one in found.listings() if one.code.startswith("forms.") for line in one.lines]
    assert sorted(forms) == sorted(one.key for records in everything.values() for one in records)
    for one in found.completeness:
        assert set(one.complete.lines) <= set(one.present.lines) <= set(one.expected.lines)
        assert one.expected.count >= one.present.count >= one.complete.count
    assert all(one.count == len(one.lines) for one in found.listings())
    assert named(found, "participants.all_enrolled").count == found.recruitment.count


@given(st.data(), st.integers(0, 200))
def test_nothing_is_expected_without_its_time_and_nothing_of_a_man_that_is_not_his(
    protocol: Protocol, data: st.DataObject, passed: int
) -> None:
    sex = data.draw(st.sampled_from(Sex))
    missed = data.draw(st.sampled_from(("W2", "W4", "W6")))
    mine = [*enrolled("P-001", day(-10), sex), *infused("P-001", "W0", FIRST)]
    mine.append(kept("P-001", missed, Visit(status=VisitStatus.MISSED, reason="Ill")))
    found = progress(protocol, {"P-001": mine}, FIRST + timedelta(days=passed))
    expected = {(line.key.visit, line.key.form) for line in row(found, ALL).expected.lines}
    assert (("SCR", "REPRODUCTION") in expected) is (sex is Sex.FEMALE)
    for view in summary(protocol, "P-001", mine, day(passed)).visits:
        if view.window is not None and view.visit.key != "W0":
            is_over = passed > (view.window.latest - FIRST).days and view.visit.key != missed
            assert ((view.visit.key, "PASI") in expected) is is_over


def test_participants_come_in_the_order_of_their_codes(found: StudyProgress) -> None:
    codes = [line.key.subject for line in named(found, "completeness.DM.expected").lines]
    assert codes == sorted(codes, key=natural)
