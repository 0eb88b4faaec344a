"""The practice study: twelve invented participants at every stage of the trial, and an account for each role."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import msgspec

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.criteria.judge import judge
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.deviations import Deviation, Step
from ucmsc_desktop.domain.eligibility import Answer, Outcome, Screening
from ucmsc_desktop.domain.facts import facts_of
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.participant import Identity, Participant, Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, ScoringMode, Sign
from ucmsc_desktop.domain.protocol import PlannedVisit, Protocol
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning, Role
from ucmsc_desktop.domain.screening_facts import snapshot
from ucmsc_desktop.store import pins, reading, writing
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.files import clear
from ucmsc_desktop.store.ledger import Kind, encoded
from ucmsc_desktop.store.practice_account import PRACTICE_PASSWORD as PRACTICE_PASSWORD
from ucmsc_desktop.store.practice_account import PRACTICE_PIN as PRACTICE_PIN
from ucmsc_desktop.store.practice_account import PRACTICE_USER as PRACTICE_USER
from ucmsc_desktop.store.practice_bags import given_bags, product_events
from ucmsc_desktop.store.practice_event import Event
from ucmsc_desktop.store.practice_facts import practice_facts, practice_laboratory
from ucmsc_desktop.store.practice_infusion import Given, infusion_events, question
from ucmsc_desktop.store.practice_quality import quality_events, small_events
from ucmsc_desktop.store.study import Study, now

_CLINICAL = (Role.ASSESSOR, Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR)
_MIDDAY = time(9, 0)
_SCREENED_DAYS_BEFORE = 7
_FACTS_SO_FAR = 5
"""How many forms are filled in for the candidate who is being screened."""


class Person(msgspec.Struct, frozen=True):
    """An invented participant: how far in the trial, and which part of the baseline PASI is left at each visit."""

    initials: str
    sex: Sex
    born: str
    weight: str
    days_ago: int
    left: tuple[float, ...]
    missed: str = ""
    stopped_early: str = ""
    paused: str = ""
    unsigned: str = ""
    fails: str = ""
    rated_twice: str = ""


PAINTED = 10
"""The number of the participant whose lesions are painted, where somebody can paint them."""
PEOPLE = (
    Person("L.W.", Sex.FEMALE, "1980-04-12", "68.5", 190, (1, 0.7, 0.5, 0.34, 0.22, 0.09, 0.12)),
    Person("C.J.", Sex.MALE, "1971-11-30", "81.2", 176, (1, 0.76, 0.62, 0.46, 0.36, 0.2, 0.24), paused="W4"),
    Person("Z.M.", Sex.FEMALE, "1990-07", "57.0", 120, (1, 0.74, 0.58, 0.5, 0.4, 0.18), "W6", "W8"),
    Person("H.Q.", Sex.MALE, "1966-02-09", "74.4", 183, (1, 0.7, 0.5, 0.42, 0.38, 0.34, 0.8)),
    Person("X.Y.", Sex.FEMALE, "1985-09-21", "62.3", 28, (1, 0.86)),
    Person("T.B.", Sex.MALE, "1979-01-03", "90.1", 100, (1, 1.2, 1.5, 0.96, 1.3, 1.6)),
    Person("S.L.", Sex.FEMALE, "1999-12-17", "51.8", 15, (1,)),
    Person("G.F.", Sex.MALE, "1958-05", "70.0", 40, (), fails="I2"),
    Person("W.N.", Sex.FEMALE, "1988-03-28", "59.6", 3, ()),
    Person("D.K.", Sex.MALE, "1974-08-06", "77.7", 60, (1, 0.8, 0.6, 0.44, 0.36), rated_twice="W6"),
    Person("Y.H.", Sex.FEMALE, "1969-10", "65.0", 92, (1, 0.74, 0.58, 0.48, 0.3, 0.24), "W2"),
    Person("M.R.", Sex.MALE, "1982-06-25", "84.9", 90, (1, 0.76, 0.7, 0.6, 0.4, 0.26), unsigned="W12"),
)


class _Clock:
    """A clock that the history of the practice study sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def create_practice_study(
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    today: datetime | None = None,
    paint: Callable[[PasiAssessment], PasiAssessment] | None = None,
) -> None:
    """Make the practice study in a folder; `progress` hears how many of its steps are done.

    `paint` gives the assessments of one participant their lesion maps, which the store itself cannot draw.
    """
    today = today or now()
    clock = _Clock(_at(today, -200))
    study = Study.create(
        folder,
        protocol_toml=asset("study/ucmsc.toml").read_text(encoding="utf-8"),
        user=PRACTICE_USER,
        full_name="Practice, all roles",
        password=PRACTICE_PASSWORD,
        roles=(*_CLINICAL, Role.ADMINISTRATOR),
        practice=True,
        clock=clock,
    )
    try:
        _fill(study, clock, today, progress, paint)
        clock.at = today
        study.close()
    except BaseException:
        with suppress(StudyError):
            study.close()
        # Half a practice study is none: the next try makes it whole.
        clear(folder)
        raise


def _fill(
    study: Study,
    clock: _Clock,
    today: datetime,
    progress: Callable[[int, int], None] | None,
    paint: Callable[[PasiAssessment], PasiAssessment] | None,
) -> None:
    people = {
        role.value: study.add_account(role.value, f"Practice {role.value}", PRACTICE_PASSWORD, [role]) for role in Role
    }
    _give_pins(study, [study.account, *people.values()])
    painted = study.protocol.study.subject_pattern.format(number=PAINTED)
    clinical = list(history(study.protocol, today))
    product = product_events(given_bags(clinical), today)
    events = sorted([*product, *clinical], key=lambda event: event.at)
    laboratory = Event(clock.at, Role.COORDINATOR.value, Key("", "", Laboratory.form, 1), practice_laboratory())
    with study.ledger.transaction():  # one for all: nobody waits for a disk at each step of an invented history
        for done, event in enumerate([laboratory, *events]):
            clock.at = event.at
            if paint is not None and event.key.subject == painted and isinstance(event.record, PasiAssessment):
                event = msgspec.structs.replace(event, record=paint(event.record))
            _write(study, people[event.user], people[Role.INVESTIGATOR.value], event)
            if progress is not None:
                progress(done, len(events))


def _give_pins(study: Study, accounts: Sequence[Account]) -> None:
    # One verifier for all, since all have the same PIN: each would take as long as a log-in.
    body = encoded(pins.made(PRACTICE_PIN))
    with study.ledger.transaction():
        for account in accounts:
            study.ledger.append(study.clock(), account.user, account.roles[0], Kind.PIN, body=body)


def _write(study: Study, account: Account, investigator: Account, event: Event) -> None:
    # No password here: the practice study signs its own invented history without deriving a key for each signature.
    ledger, record = study.ledger, event.record
    if isinstance(record, Screening):
        facts = facts_of(reading.of_subject(ledger, event.key.subject, study.protocol), overlay=record)
        record = snapshot(record, judge(facts, study.protocol, record))
    before = reading.find(ledger, event.key)
    kept = writing.write(ledger, account, event.at, before, event.key, record, event.reasons, event.meaning)
    if event.approved:
        with ledger.transaction():
            writing.sign(ledger, investigator, event.at, kept, Meaning.APPROVAL)
    if event.identity is not None:
        study.save_identity(event.key.subject, event.identity)


def history(protocol: Protocol, today: datetime) -> Iterator[Event]:
    """Everything that happened in the practice study up to a day."""
    for number, person in enumerate(PEOPLE, 1):
        subject = protocol.study.subject_pattern.format(number=number)
        chance = random.Random(number)  # noqa: S311 - invented data, the same each time
        yield from _screening(protocol, subject, person, number, today)
        for visit, left in zip(protocol.timed_visits, person.left, strict=False):
            yield from _visit(subject, person, visit, left, _baseline(number), chance, today)


def _at(today: datetime, days: int, minutes: int = 0) -> datetime:
    return datetime.combine(today.date(), _MIDDAY, today.tzinfo) + timedelta(days=days, minutes=minutes)


def _screening(protocol: Protocol, subject: str, person: Person, number: int, today: datetime) -> Iterator[Event]:
    screened = _at(today, -person.days_ago - (_SCREENED_DAYS_BEFORE if person.left else 0))
    participant = Participant(sex=person.sex, birth_date=PartialDate(person.born))
    identity = Identity(name=f"Practice participant {number}", initials=person.initials, phone="", identity_number="")
    yield Event(screened, "coordinator", Key(subject, "", "DM"), participant, Meaning.AUTHOR, identity=identity)
    decided = bool(person.left or person.fails)
    facts = practice_facts(person.sex, person.weight, number, screened)
    for minutes, user, record in facts if decided else islice(facts, _FACTS_SO_FAR):
        yield Event(
            screened + timedelta(minutes=minutes), user, Key(subject, "SCR", record.form), record, Meaning.AUTHOR
        )
    if decided:
        pasi = msgspec.structs.replace(_baseline(number), assessed_on=screened.date())
        pasi = pasi.scored(Region.HEAD, Sign.ERYTHEMA, max((pasi.head_erythema or 0) - 1, 1))
        yield Event(screened + timedelta(minutes=40), "assessor", Key(subject, "SCR", "PASI"), pasi, Meaning.AUTHOR)
        yield _decision(protocol, subject, person, screened)


def _decision(protocol: Protocol, subject: str, person: Person, screened: datetime) -> Event:
    """The verdict and what became of the candidate; the facts behind it are put in when it is written."""
    failed = bool(person.fails)
    screening = Screening(
        screened_on=screened.date(),
        outcome=Outcome.FAILED if failed else Outcome.ENROLLED,
        decided_on=screened.date(),
        failure_reason="Older than 65 years on the day of consent" if failed else None,
    )
    for criterion in protocol.criteria:
        if criterion.judgement:
            screening = screening.answered(criterion.key, Answer.NO)
    key = Key(subject, "SCR", Screening.form)
    return Event(screened + timedelta(hours=4), "investigator", key, screening, approved=True)


def _visit(
    subject: str,
    person: Person,
    visit: PlannedVisit,
    left: float,
    baseline: PasiAssessment,
    chance: random.Random,
    today: datetime,
) -> Iterator[Event]:
    start = _at(today, -person.days_ago + (visit.day or 0) + (chance.randint(-1, 2) if visit.week else 0))
    if start > today:
        return
    if visit.key == person.missed:
        record = Visit(status=VisitStatus.MISSED, reason="Travelling, could not come")
        yield Event(start, "coordinator", Key(subject, visit.key, "SV"), record, Meaning.AUTHOR)
        deviation = Deviation(
            step=Step.OTHER,
            noted_on=start.date(),
            circumstance="The infusion of this visit was not given",
            reason=record.reason,
        )
        key = Key(subject, visit.key, Deviation.form, 1)
        yield Event(start + timedelta(minutes=5), "coordinator", key, deviation, approved=True)
        return
    done = Visit(status=VisitStatus.DONE, visited_on=start.date())
    yield Event(start, "coordinator", Key(subject, visit.key, "SV"), done, Meaning.AUTHOR)
    pasi = msgspec.structs.replace(scaled(baseline, left), assessed_on=start.date())
    meaning = None if visit.key == person.unsigned else Meaning.AUTHOR
    yield Event(start + timedelta(minutes=15), "assessor", Key(subject, visit.key, "PASI"), pasi, meaning)
    if visit.key == person.rated_twice:
        second = IndependentPasi(**msgspec.structs.asdict(_as_seen_by_another(pasi)))
        key = Key(subject, visit.key, IndependentPasi.form)
        yield Event(start + timedelta(minutes=30), "investigator", key, second, Meaning.AUTHOR)
    if visit.infusion:
        yield from infusion_events(_given(subject, person, visit.key, start + timedelta(minutes=60)))
    yield from quality_events(subject, visit.key, left, start + timedelta(minutes=35))
    later = [event for event in small_events(subject, visit.key, start + timedelta(hours=4)) if event.at <= today]
    yield from later
    had_event = person.stopped_early == visit.key or bool(later)
    yield question(subject, visit.key, start + timedelta(minutes=5), any_event=had_event)


def _as_seen_by_another(pasi: PasiAssessment) -> PasiAssessment:
    """What a second rater might give: a little more area on the trunk, one sign a grade less."""
    more = (pasi.trunk_area_pct or Decimal(0)) + 3
    return pasi.covered(Region.TRUNK, more).scored(Region.HEAD, Sign.ERYTHEMA, max((pasi.head_erythema or 0) - 1, 0))


def _given(subject: str, person: Person, visit: str, start: datetime) -> Given:
    stopped, paused = visit == person.stopped_early, visit == person.paused
    return Given(subject, visit, PartialDate(person.born), Decimal(person.weight), start, person.sex, stopped, paused)


def _baseline(number: int) -> PasiAssessment:
    chance = random.Random(100 + number)  # noqa: S311 - invented data
    assessment = PasiAssessment(mode=ScoringMode.HIDDEN)
    for region in Region:
        assessment = assessment.covered(region, Decimal(chance.randint(8, 45)))
        for sign in Sign:
            assessment = assessment.scored(region, sign, chance.randint(2, 4))
    return assessment


def scaled(baseline: PasiAssessment, left: float) -> PasiAssessment:
    """A baseline with about a part of its PASI left, never contradicting itself."""
    assessment = baseline
    for region in Region:
        pct = baseline.area_pct(region) or Decimal(0)
        area = min(round(float(pct) * (0.35 + 0.65 * left)), 100) if left > 0.1 else round(float(pct) * left)
        assessment = assessment.covered(region, Decimal(area))
        for sign in Sign:
            grade = baseline.sign(region, sign) or 0
            least = 1 if sign is Sign.ERYTHEMA and area else 0
            assessment = assessment.scored(region, sign, min(max(round(grade * left), least), 4) if area else 0)
    return assessment
