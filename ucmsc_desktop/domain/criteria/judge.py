"""Whether a candidate may enter: a pure function of the recorded facts, the protocol, and what was answered by hand."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ucmsc_desktop.domain.criteria.cases import Case, Rule, by_hand
from ucmsc_desktop.domain.criteria.checks import together
from ucmsc_desktop.domain.criteria.disease import excluded_type, progression, severity
from ucmsc_desktop.domain.criteria.organs import malignancy, organs
from ucmsc_desktop.domain.criteria.past import reproduction, trials
from ucmsc_desktop.domain.criteria.person import age, allergy, consent, unsuitable
from ucmsc_desktop.domain.criteria.questionnaires import psyche
from ucmsc_desktop.domain.criteria.washout import washout
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import CriterionVerdict, Eligibility, Finding
from ucmsc_desktop.domain.findings_words import reason
from ucmsc_desktop.domain.protocol import Protocol


class Decider(msgspec.Struct, frozen=True):
    """What decides a criterion, and which choices of the protocol have a part in it."""

    rule: Rule
    parameters: tuple[str, ...] = ()


DECIDERS: Mapping[str, Decider] = {
    "severity": Decider(severity),
    "age": Decider(age),
    "consent": Decider(consent),
    "type": Decider(excluded_type),
    "progression": Decider(progression),
    "reproduction": Decider(reproduction),
    "psyche": Decider(psyche, ("sds_rounding",)),
    "organs": Decider(organs, ("calcium_rule", "creatinine_cystatin", "anaemia_limit")),
    "malignancy": Decider(malignancy, ("tumour_markers",)),
    "allergy": Decider(allergy, ("allergy",)),
    "trials": Decider(trials, ("month",)),
    "washout": Decider(washout, ("washout_reference",)),
    "opinion": Decider(unsuitable),
}
"""What decides the rules that a protocol may name."""


def judge(facts: Facts, protocol: Protocol, screening: Screening) -> Eligibility:
    """The verdict on every criterion and over all. There is no override: answers count where a person has to judge."""
    found = tuple(_judged(Case(criterion, facts, protocol, screening)) for criterion in protocol.criteria)
    against = [criterion for criterion in found if criterion.finding is Finding.NOT_MET]
    eligible = False if against else True if all(each.finding is Finding.MET for each in found) else None
    can_change = bool(against) and all(each.free_from or each.repeat for each in against)
    return Eligibility(
        eligible=eligible,
        reason=reason(protocol.criteria, found, screening),
        criteria=found,
        could_from=max((each.free_from for each in found if each.free_from), default=None) if can_change else None,
        repeat=tuple(dict.fromkeys(code for each in against for code in each.repeat)) if can_change else (),
        protocol_version=protocol.version,
    )


def _judged(case: Case) -> CriterionVerdict:
    decider = DECIDERS.get(case.criterion.rule, Decider(lambda case: [by_hand(case)]))
    return together(case.criterion.key, decider.rule(case), decider.parameters)
