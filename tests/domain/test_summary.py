"""A participant at a glance, and what needs doing, at the edges of the windows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Kept, Key, Signature, Stamp
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Answer, Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.findings import Finding
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.needs import needs
from ucmsc_desktop.domain.participant import Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import HistoricalPasi, PasiAssessment
from ucmsc_desktop.domain.protocol import Criterion, Protocol, read_protocol
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.screening_facts import snapshot
from ucmsc_desktop.domain.summary import Progress, Stage, age_words, stage_of, summary

FIRST = date(2026, 3, 2)
STAMP = Stamp("nurse", Role.NURSE, datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """The protocol that travels with the program."""
    return read_protocol(asset("study/ucmsc.toml").read_text(encoding="utf-8"))


def kept(visit: str, record: Record) -> Kept[Record]:
    """A saved record."""
    return Kept(Key("P-001", visit, record.form), record, STAMP, "hash")


def treated(day: date = FIRST) -> Kept[Record]:
    """The infusion of week 0."""
    return kept("W0", Infusion(given_on=day, started_at=STAMP.at, stopped_at=STAMP.at))


@pytest.mark.parametrize(
    ("day", "progress"),
    [
        (10, Progress.PLANNED),
        (11, Progress.DUE),
        (17, Progress.DUE),
        (18, Progress.OVERDUE),
    ],
)
def test_a_visit_is_due_in_its_window_and_overdue_after(protocol: Protocol, day: int, progress: Progress) -> None:
    seen = summary(protocol, "P-001", [treated()], FIRST + timedelta(days=day))
    view = seen.of("W2")
    assert view is not None
    assert view.progress is progress
    assert seen.next is not None
    assert seen.next.visit.key == "W2"


def test_the_chip_counts_days_from_the_first_infusion(protocol: Protocol) -> None:
    done = kept("W4", PasiAssessment(assessed_on=FIRST + timedelta(days=33)))
    view = summary(protocol, "P-001", [treated(), done], FIRST + timedelta(days=40)).of("W4")
    assert view is not None
    assert view.chip(FIRST) == ("Week 4 · day 33 · 2 days late (±3 d)", False)
    assert view.progress is Progress.STARTED
    assert view.words() == "04-Apr-2026, 2 days late"


def test_the_chip_is_well_only_in_the_window(protocol: Protocol) -> None:
    view = summary(protocol, "P-001", [treated()], FIRST).of("W4")
    assert view is not None
    assert [view.chip(FIRST + timedelta(days=day))[1] for day in (0, 24, 25, 31, 32)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_missed_visit_says_why_and_is_settled(protocol: Protocol) -> None:
    missed = kept("W2", Visit(status=VisitStatus.MISSED, reason="Travelling"))
    seen = summary(protocol, "P-001", [treated(), missed], FIRST + timedelta(days=30))
    view = seen.of("W2")
    assert view is not None
    assert (view.progress, view.words()) == (Progress.MISSED, "missed: Travelling")
    assert seen.next is not None
    assert seen.next.visit.key == "W4"
    assert view.chip(FIRST) == ("Week 2 · missed", False)


def day(number: int) -> date:
    """A day counted from the first infusion."""
    return FIRST + timedelta(days=number)


SCREENED = kept("SCR", Screening(screened_on=FIRST))


@pytest.mark.parametrize(
    ("records", "last", "on"),
    [
        ([SCREENED], "SCR", FIRST),
        ([SCREENED, kept("W0", Visit(status=VisitStatus.DONE, visited_on=FIRST))], "W0", FIRST),
        ([SCREENED, treated()], "W0", FIRST),
        ([SCREENED, kept("W0", Infusion(started_at=STAMP.at))], "W0", FIRST),
        ([SCREENED, kept("W0", Visit(status=VisitStatus.DONE))], "W0", None),
        ([SCREENED, treated(), kept("W2", Visit(status=VisitStatus.MISSED, reason="Travelling"))], "W0", FIRST),
        ([treated(), kept("W4", PasiAssessment(assessed_on=day(28))), SCREENED], "W4", day(28)),
        ([treated(), kept("SCR", Screening(screened_on=day(3)))], "SCR", day(3)),
    ],
)
def test_the_last_visit_is_the_latest_that_took_place(
    protocol: Protocol, records: list[Kept[Record]], last: str, on: date | None
) -> None:
    found = summary(protocol, "P-001", records, day(30)).last
    assert found is not None
    assert (found.visit.key, found.on) == (last, on)


def test_without_a_visit_none_is_the_last(protocol: Protocol) -> None:
    assert summary(protocol, "P-001", [], FIRST).last is None


def stage_records(name: str) -> list[Kept[Record]]:
    """What is kept at a stage."""
    refused = Screening(answers={"I2": Answer.NO})
    week12 = kept("W12", Visit(status=VisitStatus.DONE, visited_on=FIRST))
    week24 = kept("W24", Visit(status=VisitStatus.MISSED, reason="moved"))
    return {
        "screening": [],
        "failed": [kept("SCR", refused)],
        "decided": [kept("SCR", Screening(outcome=Outcome.FAILED))],
        "not decided": [kept("SCR", Screening(findings={"I2": Finding.NOT_MET}, answers={"I2": Answer.NO}))],
        "enrolled": [kept("SCR", Screening(outcome=Outcome.ENROLLED))],
        "treated": [treated()],
        "follow-up": [treated(), week12],
        "done": [treated(), week12, week24],
        "earlier": [kept("D7", HistoricalPasi(day=7, total_tenths=80, source="x"))],
    }[name]


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("screening", Stage.SCREENING),
        ("failed", Stage.FAILED),
        ("decided", Stage.FAILED),
        ("not decided", Stage.SCREENING),
        ("enrolled", Stage.ENROLLED),
        ("treated", Stage.TREATED),
        ("follow-up", Stage.FOLLOW_UP),
        ("done", Stage.DONE),
        ("earlier", Stage.EARLIER),
    ],
)
def test_the_stage_follows_from_what_is_kept(protocol: Protocol, name: str, stage: Stage) -> None:
    assert summary(protocol, "P-001", stage_records(name), FIRST).stage is stage
    assert stage_of(protocol, stage_records(name)) is stage


def test_the_latest_pasi_is_the_last_complete_one(protocol: Protocol) -> None:
    taken = [kept(f"D{day}", HistoricalPasi(day=day, total_tenths=t, source="x")) for day, t in ((0, 120), (7, 80))]
    seen = summary(protocol, "P-001", taken, FIRST)
    assert seen.pasi is not None
    assert (seen.pasi.tenths, seen.pasi.imported) == (80, True)
    open_one = [kept("W0", PasiAssessment(assessed_on=FIRST))]
    assert summary(protocol, "P-001", open_one, FIRST).pasi is None


def test_needs_press_first_and_lead_to_their_form(protocol: Protocol) -> None:
    running = kept("W0", Infusion(given_on=FIRST, started_at=STAMP.at))
    odd = kept("W0", PasiAssessment(assessed_on=FIRST, head_area_pct=Decimal(0), head_erythema=2))
    seen = summary(protocol, "P-001", [running, odd], FIRST + timedelta(days=20))
    found = needs(protocol, seen, [Key("P-001", "W0", "VITALS", 1)])
    pressing = [need.pressing for need in found]
    assert pressing == sorted(pressing, reverse=True)
    told = {need.sentence: (need.visit, need.form) for need in found}
    assert told["Week 0: your draft of “Vital signs” is not saved."] == ("W0", "INFUSION")
    assert told["Week 0: Head and neck: the area is 0, yet a sign is above 0."] == ("W0", "PASI")
    assert told["Week 2: the window closed on 19-Mar-2026. Enter the visit, or say why it was missed."] == ("W2", "")
    assert any("has no end yet" in sentence for sentence in told)
    assert told["Week 0: “Vital signs” is not filled in."] == ("W0", "INFUSION")


def screening_needs(protocol: Protocol, *records: Kept[Record]) -> list[tuple[str, str, bool]]:
    """What is to be done about the screening: the sentence, the form it leads to, and whether it presses."""
    found = needs(protocol, summary(protocol, "P-001", records, FIRST))
    return [(need.sentence, need.form, need.pressing) for need in found if need.sentence.startswith("Screening: ")]


def test_a_participant_of_whom_nothing_is_known_needs_consent_first(protocol: Protocol) -> None:
    ((sentence, form, pressing),) = screening_needs(protocol)
    assert sentence.endswith("facts are open, next: Consent.")
    assert (form, pressing) == ("CONSENT", False)


def test_a_screening_goes_on_with_judgement_signature_and_decision(protocol: Protocol) -> None:
    by_hand = msgspec.structs.replace(protocol, criteria=tuple(plain(criterion) for criterion in protocol.criteria[:2]))
    waiting = Screening(answers={"I1": Answer.YES, "I2": Answer.JUDGEMENT})
    assert screening_needs(by_hand, kept("SCR", waiting))[0][0] == (
        "Screening: the investigator's judgement is open on I2."
    )
    judged = Screening(answers={"I1": Answer.YES, "I2": Answer.YES})
    assert screening_needs(by_hand, kept("SCR", judged))[0][0] == (
        "Screening: the verdict waits for an investigator's signature."
    )
    approval = Signature(STAMP, Meaning.APPROVAL, holds=True)
    approved = msgspec.structs.replace(kept("SCR", judged), signatures=(approval,))
    assert screening_needs(by_hand, approved)[0][0] == "Screening: the decision is open."
    enrolled = msgspec.structs.replace(judged, outcome=Outcome.ENROLLED, decided_on=FIRST)
    assert not any(
        "decision" in sentence for sentence, _form, _presses in screening_needs(by_hand, kept("SCR", enrolled))
    )


def plain(criterion: Criterion) -> Criterion:
    """A criterion as older protocols have it: answered by hand."""
    return msgspec.structs.replace(criterion, rule="")


def test_a_verdict_that_no_longer_matches_presses(protocol: Protocol) -> None:
    record = Screening(screened_on=FIRST)
    given = snapshot(record, judge(facts_of([]), protocol, record))
    assert screening_needs(protocol, kept("SCR", given))[0][2] is False
    consent = kept("SCR", Consent(signed_on=FIRST))
    told = screening_needs(protocol, kept("SCR", given), consent)[0]
    assert told == ("Screening: facts have changed since the verdict. Look at it again.", "SCREENING", True)
    newer = msgspec.structs.replace(protocol, version=protocol.version + 1)
    assert screening_needs(newer, kept("SCR", given)) == screening_needs(protocol, kept("SCR", given))
    fewer = msgspec.structs.replace(newer, criteria=protocol.criteria[1:])
    amended = "Screening: the protocol was amended since the verdict, which would differ now. Look at it again."
    assert screening_needs(fewer, kept("SCR", given))[0] == (amended, "SCREENING", True)


def test_a_man_is_not_asked_about_pregnancy(protocol: Protocol) -> None:
    forms = [FORMS[form] for form in protocol.visit("SCR").forms if form != "REPRODUCTION"]
    records = [kept("SCR", form()) for form in forms]
    for sex, progress in ((Sex.MALE, Progress.DONE), (Sex.FEMALE, Progress.STARTED)):
        seen = summary(protocol, "P-001", [kept("", Participant(sex=sex)), *records], FIRST).of("SCR")
        assert seen is not None
        assert seen.progress is progress


def test_facts_wait_for_no_signature_and_many_blank_forms_are_one_line(protocol: Protocol) -> None:
    seen = summary(protocol, "P-001", [kept("SCR", Consent(signed_on=FIRST))], FIRST)
    assert seen.unsigned == ()
    lines = [need.sentence for need in needs(protocol, seen) if "not filled in" in need.sentence]
    assert lines == ["Screening: 12 forms are not filled in, next: “Eligibility”."]


def test_deviations_are_counted_for_the_list(protocol: Protocol) -> None:
    seen = summary(protocol, "P-001", [kept("", Deviation(step=Step.OTHER))], FIRST)
    assert [one.record.step for one in seen.deviations] == [Step.OTHER]


@pytest.mark.parametrize(
    ("born", "words"), [("1980-03-02", "46 y"), ("1980-03-03", "45 y"), ("1980", "45–46 y"), (None, "")]
)
def test_age_is_a_range_when_the_birth_date_is_partial(born: str | None, words: str) -> None:
    assert age_words(PartialDate(born) if born else None, FIRST) == words
