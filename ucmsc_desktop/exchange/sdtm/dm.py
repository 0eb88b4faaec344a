"""DM: one row a participant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ucmsc_desktop.domain.adverse import AdverseEvent, AeOutcome
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.consent import Consent, consent_of
from ucmsc_desktop.domain.dates import age_range, is_partial_date
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.exchange.sdtm.found import Found, moment
from ucmsc_desktop.exchange.sdtm.person import Person, begun
from ucmsc_desktop.exchange.sdtm.variables import Dataset, Row, Variable, identifiers

ARM = ("UCMSC", "Umbilical cord mesenchymal stem cells")
"""Code and words of the only arm."""

DM = Dataset(
    "DM",
    "Demographics",
    "Special Purpose",
    "One record per subject",
    (),
    (
        *identifiers("DM", sequence=False),
        Variable("SUBJID", "Subject Identifier for the Study"),
        Variable("RFSTDTC", "Subject Reference Start Date/Time", origin="Derived"),
        Variable("RFENDTC", "Subject Reference End Date/Time", origin="Derived"),
        Variable("RFXSTDTC", "Date/Time of First Study Treatment", origin="Derived"),
        Variable("RFXENDTC", "Date/Time of Last Study Treatment", origin="Derived"),
        Variable("RFICDTC", "Date/Time of Informed Consent"),
        Variable("RFPENDTC", "Date/Time of End of Participation", "date"),
        Variable("DTHDTC", "Date/Time of Death"),
        Variable("DTHFL", "Subject Death Flag", codelist="NY", origin="Derived"),
        Variable("SITEID", "Study Site Identifier", recorded=False),
        Variable("BRTHDTC", "Date/Time of Birth"),
        Variable("AGE", "Age", "integer", origin="Derived"),
        Variable("AGEU", "Age Units", codelist="AGEU", origin="Assigned"),
        Variable("SEX", "Sex", codelist="SEX"),
        Variable("RACE", "Race", recorded=False),
        Variable("ARMCD", "Planned Arm Code", origin="Assigned"),
        Variable("ARM", "Description of Planned Arm", origin="Assigned"),
        Variable("ACTARMCD", "Actual Arm Code", origin="Assigned"),
        Variable("ACTARM", "Description of Actual Arm", origin="Assigned"),
        Variable("ARMNRS", "Reason Arm and/or Actual Arm is Null", codelist="ARMNULRS", origin="Assigned"),
        Variable("ACTARMUD", "Description of Unplanned Actual Arm", recorded=False),
        Variable("COUNTRY", "Country", recorded=False),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The row of a participant. Site, race and country are not recorded by the program."""
    participant = next((kept.record for kept in who.of(Participant)), Participant())
    consent = consent_of(next((kept.record for kept in who.of(Consent)), None), participant) or Consent()
    values: Row = {
        "SUBJID": who.subject,
        **_treated(who),
        "RFICDTC": moment(consent.signed_at or consent.signed_on),
        "RFPENDTC": consent.withdrawn_on,
        **_death(who),
        "BRTHDTC": participant.birth_date,
        **_age(participant, consent.signed_on),
        "SEX": str(participant.sex) if participant.sex else None,
        **_arm(who),
    }
    yield Found(values=values)


def _treated(who: Person) -> Row:
    return {**_span(who.infusions, "RF"), **_span(_exposed(who), "RFX")}


def _exposed(who: Person) -> list[Kept[Infusion]]:
    """The infusions by which cells were given, or may have been: those of EX."""
    return [kept for kept in who.infusions if kept.record.volume_given_ml != 0]


def _span(infusions: Sequence[Kept[Infusion]], name: str) -> Row:
    if not infusions:
        return {}
    last = infusions[-1].record
    start, end = begun(infusions[0].record), last.stopped_at or begun(last)
    return {f"{name}STDTC": moment(start), f"{name}ENDTC": moment(end)}


def _death(who: Person) -> Row:
    fatal = [kept.record for kept in who.of(AdverseEvent) if kept.record.outcome is AeOutcome.FATAL]
    return {"DTHFL": "Y", "DTHDTC": fatal[0].end} if fatal else {}


def _age(participant: Participant, on: date | None) -> Row:
    born = participant.birth_date
    if born is None or on is None or not is_partial_date(born):
        return {}
    low, high = age_range(born, on)
    return {"AGE": low, "AGEU": "YEARS"} if low == high else {}


def _arm(who: Person) -> Row:
    code, words = ARM
    decided = next((kept.record.outcome for kept in who.of(Screening)), None)
    planned: Row = {"ARMCD": code, "ARM": words}
    if _exposed(who):
        return planned | {"ACTARMCD": code, "ACTARM": words}
    if decided is Outcome.ENROLLED:
        return planned | {"ARMNRS": "ASSIGNED, NOT TREATED"}
    return {"ARMNRS": "SCREEN FAILURE" if decided is Outcome.FAILED else "NOT ASSIGNED"}
