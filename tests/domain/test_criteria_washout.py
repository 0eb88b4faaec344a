"""E9: every class of treatment at and around its washout, against both reference days."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import partial_dates
from tests.domain.candidates import DAY, changed, finding, missing, on, with_choices
from ucmsc_desktop.domain.dates import PartialDate, earliest, latest
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.items import problems
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.therapies import Therapies, Therapy, TherapyClass

MET, NOT_MET, UNKNOWN = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN
WASHOUTS = {
    TherapyClass.TOPICAL: 14,
    TherapyClass.SYSTEMIC: 28,
    TherapyClass.UVB: 28,
    TherapyClass.PUVA: 28,
    TherapyClass.BIOLOGIC: 84,
}


def _used(kind: TherapyClass | None, last: str | None, *, ongoing: bool | None = None) -> Therapy:
    return Therapy(drug="X", therapy_class=kind, last_used_on=PartialDate(last) if last else None, ongoing=ongoing)


def _treated(*rows: Therapy, any_therapy: bool | None = True, **facts: object) -> Facts:
    numbered = {str(number): row for number, row in enumerate(rows, 1)}
    return changed(therapies=Therapies(any_therapy=any_therapy, therapies=numbered), **facts)


@pytest.mark.parametrize(("kind", "days"), WASHOUTS.items())
@pytest.mark.parametrize("reference", ["screening_pasi", "first_infusion"])
def test_washout_to_the_day(protocol: Protocol, kind: TherapyClass, days: int, reference: str) -> None:
    chosen = with_choices(protocol, washout_reference=reference)
    infusion = DAY + timedelta(days=7)
    on_day = DAY if reference == "screening_pasi" else infusion
    for before, expected in ((days + 1, MET), (days, MET), (days - 1, NOT_MET), (0, NOT_MET), (-1, NOT_MET)):
        last = on_day - timedelta(days=before)
        found = on("E9", _treated(_used(kind, last.isoformat()), first_infusion_on=infusion), chosen)
        assert found.finding is expected
        assert found.parameters == ("washout_reference",)
        assert found.free_from == (last + timedelta(days=days) if expected is NOT_MET else None)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (TherapyClass.TOPICAL, "washout_topical_days"),
        (TherapyClass.SYSTEMIC, "washout_systemic_days"),
        (TherapyClass.UVB, "washout_phototherapy_days"),
        (TherapyClass.PUVA, "washout_phototherapy_days"),
        (TherapyClass.BIOLOGIC, "washout_biologic_days"),
    ],
)
def test_another_washout(protocol: Protocol, kind: TherapyClass, name: str) -> None:
    longer = with_choices(protocol, **{name: 100})
    assert finding("E9", _treated(_used(kind, (DAY - timedelta(days=100)).isoformat())), longer) is MET
    assert finding("E9", _treated(_used(kind, (DAY - timedelta(days=99)).isoformat())), longer) is NOT_MET


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-01", MET),
        ("2026-02", UNKNOWN),
        ("2026-03", NOT_MET),
        ("2026", UNKNOWN),
        ("2025", MET),
        ("2027", NOT_MET),
    ],
)
def test_a_last_use_known_to_the_month_or_year(protocol: Protocol, last: str, expected: Finding) -> None:
    assert finding("E9", _treated(_used(TherapyClass.TOPICAL, last)), protocol) is expected


@given(st.sampled_from(list(WASHOUTS)), partial_dates(), st.integers(0, 400))
def test_knowing_more_of_a_date_never_turns_a_verdict(
    protocol: Protocol, kind: TherapyClass, last: PartialDate, after: int
) -> None:
    day = min(earliest(last) + timedelta(days=after), latest(last))
    roughly = finding("E9", _treated(_used(kind, last)), protocol)
    exactly = finding("E9", _treated(_used(kind, day.isoformat())), protocol)
    assert roughly in (exactly, UNKNOWN)
    assert exactly is not UNKNOWN


@pytest.mark.parametrize(
    ("started", "last", "expected"),
    [
        ("2026-02-24", "2026-02", UNKNOWN),
        ("2026-02-25", "2026-02", NOT_MET),
        ("2026-03", "2026", NOT_MET),
        ("2025", "2026", UNKNOWN),
        ("2020", "2020", MET),
        ("2020-02", "2020-01", UNKNOWN),
        ("2026-03-09", "2026-03-08", UNKNOWN),
        ("2026-11-31", "2020", MET),
    ],
)
def test_the_start_bounds_the_last_use(protocol: Protocol, started: str, last: str, expected: Finding) -> None:
    used = msgspec.structs.replace(_used(TherapyClass.TOPICAL, last), started_on=PartialDate(started))
    found = on("E9", _treated(used), protocol)
    assert found.finding is expected
    assert ("this is before its start" in found.sentence) is (last in ("2020-01", "2026-03-08"))


def test_ongoing_treatment_has_no_day_from_which_it_is_over(protocol: Protocol) -> None:
    found = on("E9", _treated(_used(TherapyClass.BIOLOGIC, None, ongoing=True)), protocol)
    assert (found.finding, found.free_from) == (NOT_MET, None)
    assert found.sentence == "X, Biologic, ongoing: 84 days without it are needed"
    both = _treated(_used(TherapyClass.BIOLOGIC, None, ongoing=True), _used(TherapyClass.TOPICAL, "2026-03-01"))
    assert on("E9", both, protocol).free_from is None


def test_the_longest_washout_counts(protocol: Protocol) -> None:
    rows = [_used(TherapyClass.TOPICAL, "2026-03-01"), _used(TherapyClass.BIOLOGIC, "2026-01-01")]
    found = on("E9", _treated(*rows), protocol)
    assert found.free_from == date(2026, 3, 26)
    with_open = on("E9", _treated(rows[0], _used(TherapyClass.SYSTEMIC, "2026-02")), protocol)
    assert (with_open.finding, with_open.free_from) == (NOT_MET, date(2026, 3, 28))


def test_washout_says_why(protocol: Protocol) -> None:
    assert on("E9", _treated(_used(TherapyClass.TOPICAL, "2026-02-25")), protocol).sentence == (
        "X, Topical, last use 25-Feb-2026: 14 days not completed by 10-Mar-2026, free from 11-Mar-2026"
    )
    assert on("E9", _treated(_used(TherapyClass.TOPICAL, "2026-03-20")), protocol).sentence == (
        "X, Topical, last use 20-Mar-2026: this is after 10-Mar-2026, free from 03-Apr-2026"
    )


@pytest.mark.parametrize(
    ("facts", "expected", "open_facts"),
    [
        (changed(therapies=None), UNKNOWN, ["THERAPY.any_therapy"]),
        (_treated(any_therapy=False), MET, []),
        (_treated(), UNKNOWN, ["THERAPY.therapies"]),
        (_treated(_used(TherapyClass.TOPICAL, "2020"), any_therapy=None), UNKNOWN, ["THERAPY.any_therapy"]),
        (_treated(_used(TherapyClass.TOPICAL, "2020"), any_therapy=False), UNKNOWN, []),
        (_treated(_used(TherapyClass.TOPICAL, "2026-03"), any_therapy=False), NOT_MET, []),
        (_treated(_used(None, "2020")), UNKNOWN, ["THERAPY.therapies.1.therapy_class"]),
        (_treated(_used(TherapyClass.TOPICAL, None)), UNKNOWN, ["THERAPY.therapies.1.last_used_on"]),
        (_treated(_used(TherapyClass.OTHER, None, ongoing=True)), MET, []),
        (_treated(_used(TherapyClass.OTHER, "2026-03-10")), MET, []),
        (_treated(_used(TherapyClass.TOPICAL, "2020"), assessed_on=None), UNKNOWN, ["PASI.assessed_on"]),
    ],
)
def test_what_is_not_known_about_treatments(
    protocol: Protocol, facts: Facts, expected: Finding, open_facts: list[str]
) -> None:
    found = on("E9", facts, protocol)
    assert (found.finding, missing(found)) == (expected, open_facts)


def test_a_date_that_is_none_is_not_stored_and_decides_nothing(protocol: Protocol) -> None:
    facts = _treated(_used(TherapyClass.TOPICAL, "2026-11-31"))
    assert finding("E9", facts, protocol) is UNKNOWN
    assert facts.therapies is not None
    assert [problem.field for problem in problems(facts.therapies)] == ["therapies.1.last_used_on"]


def test_washout_to_a_first_infusion_that_is_not_planned(protocol: Protocol) -> None:
    chosen = with_choices(protocol, washout_reference="first_infusion")
    used = _used(TherapyClass.TOPICAL, "2026-02-25")
    assert missing(on("E9", _treated(used), chosen)) == ["SCREENING.planned_infusion_on"]
    planned = on("E9", _treated(used, first_infusion_on=DAY), chosen)
    assert [fact.name for fact in planned.facts] == ["THERAPY.therapies.1", "SCREENING.planned_infusion_on"]
    given_infusion = on("E9", _treated(used, first_infusion_on=DAY, infusion_given=True), chosen)
    assert "INFUSION.given_on" in [fact.name for fact in given_infusion.facts]
