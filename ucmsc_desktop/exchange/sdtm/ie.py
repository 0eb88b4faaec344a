"""IE: the criteria of eligibility that a candidate did not meet."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.eligibility import Screening, criterion_words, finding
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.protocol import CriterionKind
from ucmsc_desktop.exchange.sdtm.found import Found, collected
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import EPOCH, VISITS, Dataset, Row, Variable, identifiers, timing

IE = Dataset(
    "IE",
    "Inclusion/Exclusion Criteria Not Met",
    "Findings",
    "One record per inclusion/exclusion criterion not met per subject",
    ("IETESTCD",),
    (
        *identifiers("IE"),
        Variable("IETESTCD", "Inclusion/Exclusion Criterion Short Name", origin="Protocol"),
        Variable("IETEST", "Inclusion/Exclusion Criterion", origin="Protocol"),
        Variable("IECAT", "Inclusion/Exclusion Category", codelist="IECAT", origin="Assigned"),
        Variable("IEORRES", "I/E Criterion Original Result", codelist="NY", origin="Derived"),
        Variable("IESTRESC", "I/E Criterion Result in Std Format", codelist="NY", origin="Derived"),
        *VISITS,
        EPOCH,
        *timing("IE", "Date/Time of Collection", "Study Day of Collection", "date"),
    ),
)


def rows(who: Person) -> Iterator[Found]:
    """An inclusion that is not met is answered N, an exclusion that applies Y, by the protocol of the screening."""
    for kept in who.of(Screening):
        record = kept.record
        protocol = who.versions.get(record.protocol_version or 0, who.protocol)
        base = collected("IE", who, kept.key.visit, record.screened_on)
        for criterion in protocol.criteria:
            found = record.findings.get(criterion.key) or finding(criterion, record.answers.get(criterion.key))
            if found is not Finding.NOT_MET:
                continue
            answer = "N" if criterion.kind is CriterionKind.INCLUSION else "Y"
            named: Row = {
                "IETESTCD": criterion.key,
                "IETEST": criterion_words(criterion, protocol.eligibility),
                "IECAT": criterion.kind.value.upper(),
                "IEORRES": answer,
                "IESTRESC": answer,
            }
            yield Found(values=base | named, at=record.screened_on)
