"""Facts gathered from kept records: which record counts, which result is the latest, and what was a procedure."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.domain.build import assessment, kept
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.facts import Facts, facts_of
from ucmsc_desktop.domain.infusion import Infusion, VitalSigns
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult, Quality
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.procedures import Procedure
from ucmsc_desktop.domain.zung import Sas

FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)


def _count(value: str) -> LabResult:
    return LabResult(value=Decimal(value), unit="10^9/L")


def _panel(on: date | None, at: datetime | None = None, **results: LabResult) -> LabPanel:
    return LabPanel(sampled_on=on, sampled_at=at, results=results)


def test_nothing_recorded_is_no_fact() -> None:
    assert facts_of([]) == Facts()


def test_only_the_visit_and_the_participant_count() -> None:
    records = [
        kept(Participant(sex=Sex.FEMALE), ""),
        kept(Sas(entered_raw=30), "SCR"),
        kept(Sas(entered_raw=60), "W12"),
        kept(Screening(screened_on=FIRST), "SCR"),
        kept(_panel(FIRST, PLAT=_count("80")), "W2"),
    ]
    found = facts_of(records)
    assert (found.participant.sex, found.screened_on, found.results) == (Sex.FEMALE, FIRST, {})
    assert found.sas == Sas(entered_raw=30)
    assert facts_of(records, "W12").sas == Sas(entered_raw=60)


def test_the_latest_result_of_each_analyte_counts() -> None:
    records = [
        kept(_panel(SECOND, PLAT=_count("70"), WBC=_count("5")), "SCR"),
        kept(_panel(THIRD, PLAT=_count("90")), "SCR", number=2),
        kept(_panel(FIRST, PLAT=_count("60"), HCG=LabResult(quality=Quality.NEGATIVE)), "SCR", number=1),
        kept(_panel(None, PLAT=_count("50")), "SCR", number=3),
        kept(_panel(THIRD, WBC=LabResult(unit="10^9/L")), "SCR", number=4),
    ]
    for order in (records, records[::-1]):
        found = facts_of(order)
        assert {code: result.value for code, result in found.results.items()} == {
            "PLAT": Decimal(90),
            "WBC": Decimal(5),
            "HCG": None,
        }
        assert found.sampled == {"PLAT": THIRD, "WBC": SECOND, "HCG": FIRST}


def test_on_one_day_the_time_decides_else_the_number() -> None:
    def latest(first: datetime | None, second: datetime | None) -> Decimal | None:
        records = [
            kept(_panel(FIRST, first, PLAT=_count("1")), "SCR"),
            kept(_panel(FIRST, second, PLAT=_count("2")), "SCR", number=1),
        ]
        return facts_of(records).results["PLAT"].value

    morning, noon = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert latest(morning, noon) == Decimal(2)
    assert latest(noon, morning) == Decimal(1)
    assert latest(noon, None) == latest(None, morning) == latest(None, None) == Decimal(2)


def test_what_is_being_typed_stands_in_for_what_is_kept() -> None:
    records = [kept(Sas(entered_raw=30), "SCR"), kept(_panel(FIRST, PLAT=_count("70")), "SCR")]
    assert facts_of(records, overlay=Sas(entered_raw=50)).sas == Sas(entered_raw=50)
    assert facts_of(records, overlay=Participant(sex=Sex.MALE)).participant.sex is Sex.MALE
    replaced = facts_of(records, overlay=_panel(FIRST, PLAT=_count("80")))
    assert replaced.results["PLAT"] == _count("80")
    added = facts_of(records, overlay=_panel(SECOND, WBC=_count("4")), number=1)
    assert set(added.results) == {"PLAT", "WBC"}


def test_consent_of_an_older_record() -> None:
    older = [kept(Participant(consented_on=FIRST), "")]
    assert facts_of(older).consent == Consent(signed_on=FIRST)
    assert facts_of([*older, kept(Consent(signed_on=SECOND), "SCR")]).consent == Consent(signed_on=SECOND)


def test_an_incomplete_pasi_is_none() -> None:
    whole = assessment("20", (2, 2, 2), FIRST)
    found = facts_of([kept(whole, "SCR")])
    assert (found.pasi_tenths, found.bsa_pct, found.assessed_on) == (whole.tenths(), Decimal(20), FIRST)
    begun = facts_of([kept(PasiAssessment(assessed_on=FIRST, head_erythema=2), "SCR")])
    assert (begun.pasi_tenths, begun.bsa_pct, begun.assessed_on) == (None, None, None)


def test_the_first_infusion_is_the_given_one_else_the_planned_one() -> None:
    planned = [kept(Screening(planned_infusion_on=SECOND), "SCR")]
    assert (facts_of(planned).first_infusion_on, facts_of(planned).infusion_given) == (SECOND, False)
    given = [*planned, kept(Infusion(given_on=THIRD), "W0"), kept(Infusion(given_on=date(2026, 4, 1)), "W2")]
    assert (facts_of(given).first_infusion_on, facts_of(given).infusion_given) == (THIRD, True)


def test_procedures_of_all_visits_by_day() -> None:
    taken = datetime(2026, 3, 16, 9, tzinfo=UTC)
    records = [
        kept(VitalSigns(taken_at=taken), "W0"),
        kept(_panel(SECOND), "SCR"),
        kept(Measurements(measured_on=FIRST), "SCR"),
        kept(Measurements(), "W2"),
        kept(Consent(signed_on=FIRST), "SCR"),
    ]
    assert facts_of(records).procedures == (
        Procedure("MEASURES", FIRST),
        Procedure("LAB", SECOND),
        Procedure("VITALS", THIRD, taken),
    )
