"""AE: adverse events."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.ae_follow import is_open
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.shape import flat
from ucmsc_desktop.exchange.sdtm.found import Found, beside, coded, comment, moment, places, reference, said
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.terms import ACTIONS, OUTCOMES
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, Dataset, Row, Variable, identifiers, ongoing, span

FLAGS = (
    ("AESER", "Serious Event"),
    ("AESCONG", "Congenital Anomaly or Birth Defect"),
    ("AESDISAB", "Persist or Signif Disability/Incapacity"),
    ("AESDTH", "Results in Death"),
    ("AESHOSP", "Requires or Prolongs Hospitalization"),
    ("AESLIFE", "Is Life Threatening"),
    ("AESMIE", "Other Medically Important Serious Event"),
)

AE = Dataset(
    "AE",
    "Adverse Events",
    "Events",
    "One record per adverse event per subject",
    ("AESTDTC", "AETERM", "AESPID"),
    (
        *identifiers("AE"),
        Variable("AESPID", "Sponsor-Defined Identifier", origin="Assigned"),
        Variable("AETERM", "Reported Term for the Adverse Event"),
        Variable("AEDECOD", "Dictionary-Derived Term", recorded=False),
        *(Variable(name, label, codelist="NY") for name, label in FLAGS),
        Variable("AEACN", "Action Taken with Study Treatment", codelist="ACN"),
        Variable("AEREL", "Causality"),
        Variable("AEOUT", "Outcome of Adverse Event", codelist="OUT"),
        Variable("AETOXGR", "Standard Toxicity Grade"),
        EPOCH,
        *span("AE", "Adverse Event"),
        *ongoing("AE"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """The adverse events of a participant; none is coded by a dictionary."""
    for kept in who.of(AdverseEvent):
        record = kept.record
        yield Found(
            values={"AESPID": reference(kept), "AETERM": record.term} | _answers(record) | _when(who, kept),
            beside=beside(record, "AE"),
            comment=comment(record, "AE"),
        )


def _answers(record: AdverseEvent) -> Row:
    values = flat(record)
    flags = {name for name, _label in FLAGS}
    ticked = {target.variable: values[field.name] for field, target in places("AE") if target.variable in flags}
    return {
        **{name: said(answer) for name, answer in ticked.items() if answer is not None},
        "AEACN": coded(record.action, ACTIONS),
        "AEREL": record.relation.upper() if record.relation else None,
        "AEOUT": coded(record.outcome, OUTCOMES),
        "AETOXGR": str(record.grade) if record.grade is not None else None,
    }


def _when(who: Person, kept: Kept[AdverseEvent]) -> Row:
    """Start and end as far as they are known; an event that goes on says as of which day."""
    record = kept.record
    is_noticed = record.onset_at is not None and record.onset in (None, record.onset_at.date().isoformat())
    start = record.onset_at if is_noticed else record.onset
    goes_on = record.end is None and is_open(record)
    return {
        "EPOCH": who.epoch(start),
        "AESTDTC": moment(start),
        "AEENDTC": record.end,
        "AESTDY": who.day(start),
        "AEENDY": who.day(record.end),
        "AEENRTPT": "ONGOING" if goes_on else None,
        "AEENTPT": kept.by.at.date() if goes_on else None,
    }
