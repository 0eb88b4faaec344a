"""E5 and E6 where the investigator judges: listed diseases, results outside their limits, and tumour markers."""

from datetime import date

import msgspec
import pytest

from tests.domain.candidates import CHECKLIST, HEALTHY, RESULTS, changed, finding, missing, on, result, with_choices
from ucmsc_desktop.domain.eligibility import Answer
from ucmsc_desktop.domain.facts import Facts
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.lab.results import LabResult
from ucmsc_desktop.domain.medical import DISTURBANCES, ORGANS
from ucmsc_desktop.domain.protocol import Protocol

MET, NOT_MET, UNKNOWN, JUDGEMENT = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN, Finding.JUDGEMENT
OF_E5 = (*ORGANS, *DISTURBANCES, "malignancy")
OF_E6 = ("malignancy", "other_organ")


@pytest.mark.parametrize(("key", "field"), [*[("E5", field) for field in OF_E5], *[("E6", field) for field in OF_E6]])
def test_a_listed_disease_is_judged(protocol: Protocol, key: str, field: str) -> None:
    ill = changed(medical=msgspec.structs.replace(HEALTHY, **{field: True}))
    waiting = on(key, ill, protocol, CHECKLIST.answered(key, None))
    assert waiting.finding is JUDGEMENT
    assert waiting.sentence.endswith(" yes")
    assert "although" in on(key, ill, protocol).sentence
    assert finding(key, ill, protocol) is MET
    assert finding(key, ill, protocol, CHECKLIST.answered(key, Answer.YES)) is NOT_MET
    open_line = changed(medical=msgspec.structs.replace(HEALTHY, **{field: None}))
    found = on(key, open_line, protocol)
    assert (found.finding, missing(found)) == (UNKNOWN, [f"MEDICAL.{field}"])


@pytest.mark.parametrize("key", ["E5", "E6"])
def test_without_an_answer_the_investigator_judges(protocol: Protocol, key: str) -> None:
    assert finding(key, changed(), protocol, CHECKLIST.answered(key, None)) is JUDGEMENT
    assert finding(key, changed(medical=None), protocol) is UNKNOWN


def test_results_outside_their_limits_stand_beside_the_judgement(protocol: Protocol) -> None:
    high = changed(results={**RESULTS, "AST": result("50", "U/L", "", "40")})
    waiting = on("E5", high, protocol, CHECKLIST.answered("E5", None))
    assert waiting.finding is JUDGEMENT
    assert waiting.sentence == "The investigator judges: AST: 50\u00a0U/L (up to 40) ▲ high"
    assert finding("E5", high, protocol) is MET
    sampled = msgspec.structs.replace(high, sampled={"AST": date(2026, 3, 2)})
    (flagged,) = [fact for fact in on("E5", sampled, protocol).facts if fact.name == "LAB.results.AST"]
    assert flagged.words == "50\u00a0U/L (up to 40) ▲ high on 02-Mar-2026"


def test_an_answer_against_leaves_nothing_to_repeat(protocol: Protocol) -> None:
    low = changed(results={**RESULTS, "PLAT": result("74", "10^9/L")})
    assert on("E5", low, protocol).repeat == ("PLAT",)
    against = on("E5", low, protocol, CHECKLIST.answered("E5", Answer.YES))
    assert (against.finding, against.repeat) == (NOT_MET, ())


def _marked(**markers: LabResult) -> Facts:
    return changed(results={**RESULTS, **markers})


HIGH, NORMAL = result("6", "ng/mL", "", "5"), result("5", "ng/mL", "", "5")


def test_markers_that_are_recorded_are_judged(protocol: Protocol) -> None:
    free = with_choices(protocol, tumour_markers="free_list")
    opened = CHECKLIST.answered("E6", None)
    assert on("E6", _marked(CEA=HIGH), free, opened).sentence == (
        "The investigator judges: CEA: 6\u00a0ng/mL (up to 5) ▲ high"
    )
    for given in (NORMAL, result("6", "ng/mL"), result("6", "ng/mL", "", "5", confirmed=False)):
        found = on("E6", _marked(CEA=given), free, opened)
        assert (found.finding, found.sentence) == (JUDGEMENT, "The investigator judges")
        assert "LAB.results.CEA" in [fact.name for fact in found.facts]
    assert finding("E6", _marked(CEA=HIGH), free) is MET
    assert finding("E6", _marked(CEA=HIGH), free, CHECKLIST.answered("E6", Answer.YES)) is NOT_MET
    assert "Marker X" in on("E6", _marked(**{"Marker X": HIGH}), free, opened).sentence


def test_markers_that_are_named_are_all_needed(protocol: Protocol) -> None:
    named = with_choices(protocol, tumour_markers="named", tumour_panel=("CEA", "AFP"))
    both = on("E6", _marked(CEA=NORMAL, AFP=HIGH), named)
    assert (both.finding, both.parameters) == (MET, ("tumour_markers",))
    assert missing(on("E6", _marked(CEA=NORMAL), named)) == ["LAB.results.AFP"]
    for given in (result("3", "ng/mL"), result("3", "ng/mL", "", "5", confirmed=False)):
        found = on("E6", _marked(CEA=NORMAL, AFP=given), named)
        assert (found.finding, missing(found)) == (UNKNOWN, ["LAB.results.AFP.uln"])
    assert finding("E6", _marked(CEA=NORMAL), with_choices(protocol, tumour_panel=("CEA", "AFP"))) is MET


def test_a_marker_that_may_be_above_its_limit_is_shown(protocol: Protocol) -> None:
    found = on("E6", _marked(CEA=result(">3", "ng/mL", "", "5")), protocol, CHECKLIST.answered("E6", None))
    assert "not decided" in found.sentence
