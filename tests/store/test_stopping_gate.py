"""A stopping rule that one participant's event reaches stands before the infusion of every other."""

from tests.pages.at_risk import VISIT, happened, ward, with_safety
from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.gate import GateLine
from ucmsc_desktop.store.bedside_gate import gate_of
from ucmsc_desktop.store.study import Study


def stopping(study: Study) -> list[GateLine]:
    return [line for line in gate_of(study, "P-002", VISIT, DoseCheck()) if line.step is Step.STOPPING]


def test_a_reached_rule_stands_in_the_gate_of_everybody(empty_study: Study) -> None:
    ward(empty_study, "P-001", "P-002")
    with_safety(empty_study, stopping_rules=("2 events of grade 3",))
    happened(empty_study, grade=3)
    assert stopping(empty_study) == []
    happened(empty_study, 2, grade=4)
    assert [line.passes for line in stopping(empty_study)] == [False]
    assert "P-001" in stopping(empty_study)[0].sentence


def test_without_rules_nothing_is_asked(empty_study: Study) -> None:
    ward(empty_study, "P-001", "P-002")
    happened(empty_study, grade=5)
    assert stopping(empty_study) == []
