"""The verdict kept with the screening record, and the sentences on what has changed since."""

import msgspec
import pytest

from tests.domain.candidates import CANDIDATE, CHECKLIST, RESULTS, changed, result
from ucmsc_desktop import text
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.fact_words import label_of
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.items import fields, problems
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.screening_facts import as_kept, differences, snapshot
from ucmsc_desktop.domain.zung import Sas


def test_the_verdict_is_kept_with_its_facts(protocol: Protocol) -> None:
    found = judge(CANDIDATE, protocol, CHECKLIST)
    kept = snapshot(CHECKLIST, found)
    assert (kept.eligible, kept.reason, kept.protocol_version) == (True, found.reason, protocol.version)
    assert kept.findings == {criterion.key: Finding.MET for criterion in protocol.criteria}
    assert kept.facts["SAS.standard"] == "37 (raw 30)"
    assert kept.facts["LAB.results.PLAT"] == str(RESULTS["PLAT"])
    assert kept.facts["DM.birth_date"] == "28-May-1980"
    assert (kept.answers, kept.screened_on) == (CHECKLIST.answers, CHECKLIST.screened_on)
    assert problems(kept) == []
    assert msgspec.json.decode(msgspec.json.encode(kept), type=type(kept)) == kept


def test_nothing_differs_while_nothing_changes(protocol: Protocol) -> None:
    found = judge(CANDIDATE, protocol, CHECKLIST)
    assert differences(snapshot(CHECKLIST, found), found) == []
    assert differences(CHECKLIST, found) == []


def test_a_fact_that_changed_and_turns_the_verdict(protocol: Protocol) -> None:
    kept = snapshot(CHECKLIST, judge(CANDIDATE, protocol, CHECKLIST))
    now = judge(changed(sas=Sas(entered_raw=43)), protocol, CHECKLIST)
    assert differences(kept, now) == [
        "“SAS standard score” was 37 (raw 30) when the verdict was kept, and is 53 (raw 43) now.",
        "The verdict would differ now: Not eligible: SAS standard score 53 is above 50.",
    ]


@pytest.mark.parametrize("kept_in", ["en", "zh_CN"])
@pytest.mark.parametrize("read_in", ["en", "zh_CN", "en+zh_CN"])
def test_words_of_another_language_are_no_change(protocol: Protocol, kept_in: str, read_in: str) -> None:
    with text.speaking(kept_in):
        kept = snapshot(CHECKLIST, judge(CANDIDATE, protocol, CHECKLIST))
    with text.speaking(read_in):
        found = judge(CANDIDATE, protocol, kept)
        same = as_kept(kept, found, lambda: judge(CANDIDATE, protocol, kept))
        assert same.facts == kept.facts
        assert differences(kept, found, same) == []
        changes = changed(sas=Sas(entered_raw=43))
        now = judge(changes, protocol, kept)
        told = differences(kept, now, as_kept(kept, now, lambda: judge(changes, protocol, kept)))
    assert len(told) == 2
    assert "53" in told[0]


def test_facts_that_are_new_or_gone(protocol: Protocol) -> None:
    kept = snapshot(CHECKLIST, judge(CANDIDATE, protocol, CHECKLIST))
    marked = changed(results={**RESULTS, "CEA": result("3", "ng/mL", "", "5")})
    assert differences(kept, judge(marked, protocol, CHECKLIST)) == [
        "“CEA” is 3\u00a0ng/mL (up to 5) now; it was not used when the verdict was kept.",
        "The verdict would be the same.",
    ]
    gone = differences(kept, judge(changed(consent=Consent()), protocol, CHECKLIST))
    assert gone[0] == "“Consent signed on” was 10-Mar-2026 when the verdict was kept; it is no longer used."
    assert gone[-1].startswith("The verdict would differ now: Not decided: still needed 1 fact")


def test_another_reason_and_another_protocol(protocol: Protocol) -> None:
    against = judge(changed(sas=Sas(entered_raw=43)), protocol, CHECKLIST)
    newer = msgspec.structs.replace(protocol, version=protocol.version + 1)
    now = judge(changed(sas=Sas(entered_raw=44)), newer, CHECKLIST)
    assert differences(snapshot(CHECKLIST, against), now) == [
        "“SAS standard score” was 53 (raw 43) when the verdict was kept, and is 55 (raw 44) now.",
        "The verdict was kept under version 1 of the protocol; version 2 is in force now.",
        "The verdict is the same, its reason would differ now: Not eligible: SAS standard score 55 is above 50.",
    ]


def test_every_fact_has_a_label_in_words(protocol: Protocol) -> None:
    names = [f"{form}.{name}" for form, record_type in FORMS.items() for name in fields(record_type)]
    assert all(label_of(name) and label_of(name) != name.partition(".")[2] for name in names)
    assert label_of("LAB.results.AST.uln") == "AST, upper limit"
    assert label_of("LAB.results.Marker 1.5") == "Marker 1.5"
    assert label_of("THERAPY.therapies.2.last_used_on") == "Treatment 2: Last use, as far as known"
    assert label_of("THERAPY.therapies.2") == "Treatment 2"
    assert label_of("SCREENING.answers.E1") == "Answer to E1"
    assert label_of("SCREENING.evidence.E10") == "Reason for E10"
    assert label_of("GONE.field") == "field"
