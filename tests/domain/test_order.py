"""Consent before procedures, eligibility before baseline, baseline before infusion: what opens each step."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

from tests.domain.build import STAMP, assessment
from tests.domain.candidates import CANDIDATE, DAY
from tests.domain.ordered import (
    CONSENT,
    LATER,
    PERSON,
    SEVERE,
    at,
    baseline,
    deviation,
    eligible,
    facts,
    infusion,
    kept,
    screened,
    verdict,
)
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.deviations import Deviation, Step, deviation_words, deviations_of
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.infusion import VitalSigns
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.order import sentence, unmet
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import HistoricalPasi, IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import EnrolmentPart, Protocol
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.domain.zung import Sas, Sds

NIGHT_BEFORE = DAY - timedelta(days=1)


def missing(records: list[Kept[Record]], protocol: Protocol, record: Record, visit: str = "SCR") -> list[Step]:
    return [step.step for step in unmet(records, protocol, at(record.form, visit), record)]


PROCEDURES = [
    LabPanel(sampled_on=DAY),
    Measurements(measured_on=DAY),
    Sas(answered_on=DAY),
    Sds(answered_on=DAY),
    Dlqi(answered_on=DAY),
    GlobalAssessment(assessed_on=DAY),
    PasiAssessment(assessed_on=DAY),
    IndependentPasi(assessed_on=DAY),
]


@pytest.mark.parametrize("record", PROCEDURES, ids=lambda record: record.form)
def test_a_procedure_needs_a_consent_that_stands(protocol: Protocol, record: Record) -> None:
    person = kept(PERSON)
    assert missing([person], protocol, record) == [Step.CONSENT]
    assert missing([person, kept(Consent())], protocol, record) == [Step.CONSENT]
    assert missing([person, kept(CONSENT)], protocol, record) == []
    gone = msgspec.structs.replace(CONSENT, withdrawn_on=DAY)
    assert missing([person, kept(gone)], protocol, record) == [Step.CONSENT]


def test_what_is_asked_and_not_done_needs_no_consent(protocol: Protocol) -> None:
    asked = [PERSON, CONSENT, MedicalHistory(), Screening(), HistoricalPasi(day=0)]
    assert [missing([kept(PERSON)], protocol, record) for record in asked] == [[]] * len(asked)


@pytest.mark.parametrize(
    ("withdrawn_on", "sampled_on", "found"),
    [
        (DAY, NIGHT_BEFORE, [Step.CONSENT]),  # before the consent too
        (DAY + timedelta(days=2), DAY, []),
        (DAY + timedelta(days=2), DAY + timedelta(days=1), []),
        (DAY + timedelta(days=2), DAY + timedelta(days=2), [Step.CONSENT]),
        (DAY + timedelta(days=2), None, [Step.CONSENT]),
    ],
)
def test_what_was_done_before_the_withdrawal_may_still_be_entered(
    protocol: Protocol, withdrawn_on: date, sampled_on: date | None, found: list[Step]
) -> None:
    gone = msgspec.structs.replace(CONSENT, withdrawn_on=withdrawn_on)
    assert missing([kept(gone)], protocol, LabPanel(sampled_on=sampled_on)) == found


@pytest.mark.parametrize(("hour", "found"), [(9, [Step.CONSENT]), (10, []), (11, [])])
def test_on_the_day_of_the_consent_the_time_decides_where_it_is_known(
    protocol: Protocol, hour: int, found: list[Step]
) -> None:
    consent = msgspec.structs.replace(CONSENT, signed_at=datetime.combine(DAY, time(10), UTC))
    panel = LabPanel(sampled_on=DAY, sampled_at=datetime.combine(DAY, time(hour), UTC))
    assert missing([kept(consent)], protocol, panel) == found
    assert missing([kept(CONSENT)], protocol, panel) == []
    early = LabPanel(sampled_on=NIGHT_BEFORE)
    assert missing([kept(CONSENT)], protocol, early) == [Step.CONSENT]


def test_what_stands_may_always_be_corrected(protocol: Protocol) -> None:
    stands = [kept(PERSON), kept(LabPanel(sampled_on=DAY)), kept(baseline(), at("PASI", "W0"))]
    stands.append(kept(infusion(), at("INFUSION", "W0")))
    assert missing(stands, protocol, LabPanel(sampled_on=NIGHT_BEFORE)) == []
    assert missing(stands, protocol, baseline(DAY), "W0") == []
    assert missing(stands, protocol, infusion(DAY), "W0") == []


def test_a_day_at_a_timed_visit_is_left_to_the_criterion_of_consent(protocol: Protocol) -> None:
    records = [*eligible(protocol), kept(baseline(), at("PASI", "W0"))]
    assert missing(records, protocol, baseline(NIGHT_BEFORE), "W2") == []
    assert missing(records, protocol, LabPanel(sampled_on=NIGHT_BEFORE), "W2") == []
    assert missing([kept(PERSON)], protocol, LabPanel(sampled_on=DAY), "W2") == [Step.CONSENT]


def test_an_older_consent_that_stands_with_the_participant_counts(protocol: Protocol) -> None:
    older = kept(Participant(consented_on=DAY))
    assert missing([older], protocol, LabPanel(sampled_on=DAY)) == []


@pytest.mark.parametrize("record", [baseline(), IndependentPasi(assessed_on=LATER)], ids=lambda record: record.form)
def test_a_baseline_needs_a_verdict_that_an_investigator_approved(protocol: Protocol, record: Record) -> None:
    records = screened()
    assert missing(records, protocol, record, "W0") == [Step.ELIGIBILITY]
    found = verdict(protocol, records)
    assert found.eligible is True
    for meanings in ((), (Meaning.AUTHOR,), (Meaning.REVIEW,)):
        assert missing([*records, kept(found, None, *meanings)], protocol, record, "W0") == [Step.ELIGIBILITY]
    assert missing(eligible(protocol), protocol, record, "W0") == []
    assert missing(records, protocol, record, "SCR") == []


def test_an_approval_that_lapsed_opens_nothing(protocol: Protocol) -> None:
    records = eligible(protocol)
    lapsed = msgspec.structs.replace(records[-1].signatures[0], holds=False)
    records[-1] = msgspec.structs.replace(records[-1], signatures=(lapsed,))
    assert missing(records, protocol, baseline(), "W0") == [Step.ELIGIBILITY]


@pytest.mark.parametrize("eligible_is", [False, None])
def test_an_approved_verdict_that_is_not_eligible_says_its_own_reason(
    protocol: Protocol,
    eligible_is: bool | None,
) -> None:
    words = "Not eligible: SAS standard score 53 is above 50."
    refused = Screening(screened_on=DAY, eligible=eligible_is, reason=words)
    records = [*screened(), kept(refused, None, Meaning.APPROVAL)]
    (step,) = unmet(records, protocol, at("PASI", "W0"), baseline())
    assert step.missing == words
    assert "kept as a draft" in step.sentence


def test_facts_that_changed_since_close_the_way_again(protocol: Protocol) -> None:
    records = eligible(protocol)
    later_sas = [kept(Sas(answered_on=DAY, entered_raw=31)) if one.key.form == "SAS" else one for one in records]
    (step,) = unmet(later_sas, protocol, at("PASI", "W0"), baseline())
    assert step.missing.startswith("Facts changed after the verdict was given. ")
    ill = [kept(Sas(answered_on=DAY, entered_raw=60)) if one.key.form == "SAS" else one for one in records]
    (step,) = unmet(ill, protocol, at("PASI", "W0"), baseline())
    assert "no longer matches the facts" in step.missing
    assert "is above 50" in step.missing


def test_an_amendment_that_turns_the_verdict_closes_the_way(protocol: Protocol) -> None:
    records = eligible(protocol)
    limits = msgspec.structs.replace(protocol.eligibility, sas_above=30)
    amended = msgspec.structs.replace(protocol, version=protocol.version + 1, eligibility=limits)
    (step,) = unmet(records, amended, at("PASI", "W0"), baseline())
    assert step.missing.startswith("The verdict “eligible” does not stand under the protocol in force now. Not elig")
    other = msgspec.structs.replace(protocol, version=protocol.version + 1)
    assert unmet(records, other, at("PASI", "W0"), baseline()) == []


def test_a_screen_failure_is_not_treated(protocol: Protocol) -> None:
    records = screened()
    failed = msgspec.structs.replace(verdict(protocol, records, Outcome.FAILED), failure_reason="moved away")
    records.append(kept(failed, None, Meaning.APPROVAL))
    assert missing(records, protocol, baseline(), "W0") == [Step.ELIGIBILITY]


def test_enrolment_needs_the_approved_verdict_or_the_approval_with_it(protocol: Protocol) -> None:
    records, key = screened(), at("SCREENING")
    enrolled = verdict(protocol, records, Outcome.ENROLLED)
    assert [step.step for step in unmet(records, protocol, key, enrolled)] == [Step.ELIGIBILITY]
    assert unmet(records, protocol, key, enrolled, signing=True) == []
    assert unmet(eligible(protocol), protocol, key, enrolled) == []
    other = msgspec.structs.replace(enrolled, evidence={"E5": "asked again"})
    assert [step.step for step in unmet(eligible(protocol), protocol, key, other)] == [Step.ELIGIBILITY]
    unjudged = msgspec.structs.replace(enrolled, eligible=None, reason=None)
    assert [step.step for step in unmet(records, protocol, key, unjudged, signing=True)] == [Step.ELIGIBILITY]
    failed = msgspec.structs.replace(enrolled, outcome=Outcome.FAILED)
    assert unmet(records, protocol, key, failed) == []


def test_the_first_infusion_needs_verdict_and_signed_baseline(protocol: Protocol) -> None:
    records = eligible(protocol)
    assert missing(screened(), protocol, infusion(), "W0") == [Step.ELIGIBILITY, Step.BASELINE]
    assert missing(records, protocol, infusion(), "W0") == [Step.BASELINE]  # the PASI of screening is not signed
    saved = kept(baseline(), at("PASI", "W0"))
    assert missing([*records, saved], protocol, infusion(), "W0") == [Step.BASELINE]
    signed = kept(baseline(), at("PASI", "W0"), Meaning.AUTHOR)
    assert missing([*records, signed], protocol, infusion(), "W0") == []
    given = kept(infusion(), at("INFUSION", "W0"))
    assert missing([*screened(), given], protocol, infusion(LATER + timedelta(days=14)), "W2") == []


def test_baseline_is_the_last_complete_pasi_up_to_the_day_of_the_infusion(protocol: Protocol) -> None:
    records = [one for one in eligible(protocol) if one.key.form != "PASI"]
    at_screening = kept(assessment("20", SEVERE, DAY), at("PASI"), Meaning.AUTHOR)
    records.append(at_screening)
    assert missing(records, protocol, infusion(), "W0") == []
    after = kept(baseline(LATER + timedelta(days=1)), at("PASI", "W0"), Meaning.AUTHOR)
    without = [one for one in records if one is not at_screening]
    assert Step.BASELINE in missing([*without, after], protocol, infusion(), "W0")
    open_one = kept(PasiAssessment(assessed_on=LATER), at("PASI", "W0"), Meaning.AUTHOR)
    assert Step.BASELINE in missing([*without, open_one], protocol, infusion(), "W0")
    unsigned = kept(baseline(), at("PASI", "W0"))
    assert missing([*records, unsigned], protocol, infusion(), "W0") == [Step.BASELINE]


@pytest.mark.parametrize(
    ("step", "record", "visit", "others"),
    [
        (Step.CONSENT, LabPanel(sampled_on=DAY), "SCR", []),
        (Step.CONSENT, VitalSigns(taken_at=datetime.combine(LATER, time(9), UTC)), "W0", []),
        (Step.ELIGIBILITY, baseline(), "W0", [Step.CONSENT]),
        (Step.BASELINE, infusion(), "W0", [Step.CONSENT, Step.ELIGIBILITY]),
    ],
)
def test_only_a_deviation_that_an_investigator_approved_opens_its_own_step(
    protocol: Protocol, step: Step, record: Record, visit: str, others: list[Step]
) -> None:
    person = kept(PERSON)
    assert missing([person], protocol, record, visit) == [*others, step]
    for other in Step:
        opened = missing([person, deviation(other, Meaning.APPROVAL)], protocol, record, visit)
        assert opened == [one for one in [*others, step] if one is not other]
    for meanings in ((), (Meaning.AUTHOR,), (Meaning.REVIEW,)):
        assert missing([person, deviation(step, *meanings)], protocol, record, visit) == [*others, step]


def test_a_deviation_covers_what_stood_in_the_way_when_it_was_signed(protocol: Protocol) -> None:
    anxious = Sas(answered_on=DAY, entered_raw=60).derived()
    records = screened(anxious)
    records += [kept(verdict(protocol, records)), deviation(Step.ELIGIBILITY, Meaning.APPROVAL)]
    assert missing(records, protocol, baseline(), "W0") == []

    def later(record: Record, *more: Record) -> list[Kept[Record]]:
        stamp = msgspec.structs.replace(STAMP, at=STAMP.at + timedelta(hours=1))
        instead = {one.form: msgspec.structs.replace(kept(one), by=stamp) for one in (record, *more)}
        return [instead.get(one.key.form, one) for one in records]

    trials = CANDIDATE.trials
    assert trials is not None
    told = later(msgspec.structs.replace(trials, before=True, last_ended_on="2026-03-09"))
    (step,) = unmet(told, protocol, at("INFUSION", "W0"), infusion())[:1]
    assert step.step is Step.ELIGIBILITY
    assert "Facts have changed since: Not eligible: SAS standard score 75 is above 50" in step.missing
    opened = later(msgspec.structs.replace(trials, taking_part=None))
    assert missing(opened, protocol, baseline(), "W0") == []
    # What is recorded later and stands in nobody's way needs no other signature.
    assert missing(later(trials), protocol, baseline(), "W0") == []
    failed = msgspec.structs.replace(verdict(protocol, records, Outcome.FAILED), failure_reason="moved away")
    assert missing(later(failed), protocol, baseline(), "W0") == [Step.ELIGIBILITY]


def test_a_deviation_before_the_withdrawal_does_not_outlive_it(protocol: Protocol) -> None:
    gone = kept(msgspec.structs.replace(CONSENT, withdrawn_on=LATER))
    before, after = (deviation(Step.CONSENT, Meaning.APPROVAL, noted_on=day) for day in (DAY, LATER))
    panel = LabPanel(sampled_on=LATER)
    assert missing([gone, before], protocol, panel) == [Step.CONSENT]
    assert missing([gone, after], protocol, panel) == []


def test_a_protocol_that_only_records_the_order_asks_for_nothing(protocol: Protocol) -> None:
    recorded = msgspec.structs.replace(protocol, enrolment=EnrolmentPart())
    assert missing([kept(PERSON)], recorded, infusion(), "W0") == []
    assert missing([kept(PERSON)], recorded, facts()[-1]) == []


def test_the_sentence_names_everything_once(protocol: Protocol) -> None:
    steps = unmet([kept(PERSON)], protocol, at("INFUSION", "W0"), infusion())
    words = sentence(steps)
    assert words.count("kept as a draft") == 1
    assert all(step.missing in words for step in steps)
    assert words.endswith("Record the consent first, or let an investigator sign a protocol deviation.")


def test_a_deviation_reads_in_one_line_and_they_come_by_day() -> None:
    later = deviation(Step.OTHER, noted_on=LATER, number=1)
    first = deviation(Step.CONSENT, Meaning.APPROVAL, number=2)
    found = deviations_of([kept(PERSON), later, first])
    assert [one.key.number for one in found] == [2, 1]

    def who(stamp: Stamp) -> str:
        return f"<{stamp.user}>"

    assert deviation_words(found[0], who) == (
        "10-Mar-2026 · Consent before any procedure · as it was · could not wait · signed by <assessor>"
    )
    assert deviation_words(found[1], who).endswith(" · not signed")
    blank = msgspec.structs.replace(found[0], record=Deviation())
    assert deviation_words(blank, who).startswith("blank · blank")
