"""I2, I3, E7 and E10: age at consent, consent before procedures, allergies, and the investigator's opinion."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from tests.domain.candidates import CHECKLIST, DAY, HEALTHY, changed, finding, missing, on, with_choices
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.items import MissingReason
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.domain.procedures import Procedure
from ucmsc_desktop.domain.protocol import Protocol

MET, NOT_MET, UNKNOWN, JUDGEMENT = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN, Finding.JUDGEMENT


def _born(born: str | None, consented: date | None = DAY) -> Facts:
    person = Participant(sex=Sex.MALE, birth_date=PartialDate(born) if born else None)
    return changed(participant=person, consent=Consent(signed_on=consented))


@pytest.mark.parametrize(
    ("born", "consented", "expected"),
    [
        ("2008-03-11", DAY, NOT_MET),
        ("2008-03-10", DAY, MET),
        ("2008-03-09", DAY, MET),
        ("1960-03-11", DAY, MET),
        ("1960-03-10", DAY, NOT_MET),
        ("1960-03-09", DAY, NOT_MET),
        ("2008-02-29", date(2026, 2, 28), NOT_MET),
        ("2008-02-29", date(2026, 3, 1), MET),
        ("1960-02-29", date(2026, 2, 28), MET),
        ("1960-02-29", date(2026, 3, 1), NOT_MET),
        ("1980", DAY, MET),
        ("2008-03", DAY, UNKNOWN),
        ("2008-02", DAY, MET),
        ("2008-04", DAY, NOT_MET),
        ("2008", DAY, UNKNOWN),
        ("1960-03", DAY, UNKNOWN),
        ("1960-02", DAY, NOT_MET),
        ("1960", DAY, UNKNOWN),
        ("1959", DAY, NOT_MET),
        ("2030", DAY, UNKNOWN),
        ("2026", DAY, NOT_MET),
        (None, DAY, UNKNOWN),
        ("1980", None, UNKNOWN),
    ],
)
def test_18_to_65_completed_years(
    protocol: Protocol, born: str | None, consented: date | None, expected: Finding
) -> None:
    assert finding("I2", _born(born, consented), protocol) is expected


def test_age_says_what_it_compares(protocol: Protocol) -> None:
    assert on("I2", _born("1960-03-10"), protocol).sentence == "Age 66 is above 65"
    assert on("I2", _born("2008-03-11"), protocol).sentence == "Age 17 is below 18"
    assert on("I2", _born("1960"), protocol).sentence.startswith(
        "Age 65 or 66: the birth date is not known well enough"
    )
    assert "one of them is wrong" in on("I2", _born("2030"), protocol).sentence
    assert missing(on("I2", _born(None, None), protocol)) == ["DM.birth_date", "CONSENT.signed_on"]


def test_other_ages(protocol: Protocol) -> None:
    older = with_choices(protocol, age_low=16, age_high=70)
    assert finding("I2", _born("2009-03-11"), older) is MET
    assert finding("I2", _born("1956-03-10"), older) is MET
    assert finding("I2", _born("1955-03-10"), older) is NOT_MET


def test_a_fact_that_nobody_knows_says_so(protocol: Protocol) -> None:
    facts = changed(participant=Participant(missing={"birth_date": MissingReason.NOT_KNOWN}))
    (open_fact,) = on("I2", facts, protocol).missing
    assert open_fact.words == "not known"


def test_a_withdrawn_consent_is_none_whenever_it_was_signed(protocol: Protocol) -> None:
    found = on("I3", changed(consent=Consent(withdrawn_on=DAY)), protocol)
    assert (found.finding, found.sentence) == (NOT_MET, "Consent was withdrawn on 10-Mar-2026")


NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("consent", "procedure", "expected"),
    [
        (Consent(signed_on=DAY), Procedure("LAB", date(2026, 3, 9)), NOT_MET),
        (Consent(signed_on=DAY), Procedure("LAB", DAY), MET),
        (Consent(signed_on=DAY), Procedure("LAB", date(2026, 3, 11)), MET),
        (Consent(signed_on=DAY), Procedure("LAB", DAY, NOON), MET),
        (Consent(signed_on=DAY, signed_at=NOON), Procedure("LAB", DAY), MET),
        (Consent(signed_on=DAY, signed_at=NOON), Procedure("LAB", DAY, NOON), MET),
        (Consent(signed_on=DAY, signed_at=NOON), Procedure("LAB", DAY, NOON.replace(hour=11, minute=59)), NOT_MET),
        (Consent(signed_on=DAY, signed_at=NOON), Procedure("LAB", DAY, NOON.replace(minute=1)), MET),
        (Consent(signed_on=DAY, withdrawn_on=date(2026, 3, 12)), Procedure("LAB", DAY), NOT_MET),
        (Consent(), Procedure("LAB", DAY), UNKNOWN),
        (None, Procedure("LAB", DAY), UNKNOWN),
    ],
)
def test_consent_before_any_procedure(
    protocol: Protocol, consent: Consent | None, procedure: Procedure, expected: Finding
) -> None:
    assert finding("I3", changed(consent=consent, procedures=(procedure,)), protocol) is expected


def test_an_early_procedure_is_named_as_a_deviation(protocol: Protocol) -> None:
    found = on("I3", changed(procedures=(Procedure("LAB", date(2026, 3, 9)), Procedure("PASI", DAY))), protocol)
    assert found.sentence == "Laboratory of 09-Mar-2026 was before the consent of 10-Mar-2026: a protocol deviation"
    assert missing(on("I3", changed(consent=None), protocol)) == ["CONSENT.signed_on"]
    withdrawn = on("I3", changed(consent=Consent(signed_on=DAY, withdrawn_on=DAY)), protocol)
    assert withdrawn.sentence == "Consent was withdrawn on 10-Mar-2026"


def _allergic(answer: bool | None) -> MedicalHistory:
    return msgspec.structs.replace(HEALTHY, allergy=answer)


@pytest.mark.parametrize(("answer", "expected"), [(True, NOT_MET), (False, MET), (None, UNKNOWN)])
def test_any_allergy_excludes(protocol: Protocol, answer: bool | None, expected: Finding) -> None:
    facts = changed(medical=_allergic(answer))
    for said in (None, Answer.NO):
        found = on("E7", facts, with_choices(protocol, allergy="any"), CHECKLIST.answered("E7", said))
        assert (found.finding, found.parameters) == (expected, ("allergy",))


def test_the_investigator_judges_an_allergy(protocol: Protocol) -> None:
    judged = with_choices(protocol, allergy="judgement")
    assert finding("E7", changed(medical=_allergic(False)), judged) is MET
    assert finding("E7", changed(medical=_allergic(None)), judged) is UNKNOWN
    allergic = changed(medical=_allergic(True))
    found = {answer: finding("E7", allergic, judged, CHECKLIST.answered("E7", answer)) for answer in (*Answer, None)}
    assert found == {
        Answer.YES: NOT_MET,
        Answer.NO: MET,
        Answer.UNKNOWN: UNKNOWN,
        Answer.JUDGEMENT: JUDGEMENT,
        None: JUDGEMENT,
    }


def test_an_opinion_against_needs_its_reason(protocol: Protocol) -> None:
    against = CHECKLIST.answered("E10", Answer.YES)
    found = on("E10", changed(), protocol, against)
    assert (found.finding, missing(found)) == (NOT_MET, ["SCREENING.evidence.E10"])
    told = on("E10", changed(), protocol, against.noted("E10", "cannot come every two weeks"))
    assert told.sentence == "E10 applies in the investigator's judgement (cannot come every two weeks)"
    assert told.missing == ()
    assert finding("E10", changed(), protocol, CHECKLIST.answered("E10", None)) is JUDGEMENT
    assert finding("E10", changed(), protocol) is MET
