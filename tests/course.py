"""One patient's five infusions as two nurses give them: one paused, one stopped at 64 %, one missed; step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from tests.pages.bedside import choose
from tests.pages.checkers import name_person, put
from tests.pages.nurse import hold
from tests.screened import approve, enter, judged
from ucmsc_desktop.domain.adverse import AeQuestion
from ucmsc_desktop.domain.bedside import StopReason
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.deviations import Step as Rule
from ucmsc_desktop.domain.eligibility import Outcome, Screening
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.participant import Sex, Visit, VisitStatus
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.product import Bag, BagMove, Move, ReadBy
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD, PRACTICE_USER
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.store.ticks import Ticks

CODE, BORN, WEIGHT, LOT = "P-013", "1980-05-01", "70.5", "UC-0417"
STOPPED_AT = "45.1"
SET = ("128", "78", "72", "16", "98", "36.6")
SIGN = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD)
PageOf = Callable[[Study, str], BedsidePage]


@dataclass(frozen=True)
class Step:
    """One thing that somebody does, at a day and a minute of the course; `visit` names whose page it needs."""

    name: str
    day: int
    minute: float
    act: Callable[[Any], object]
    visit: str = ""


class CourseClock:
    """Both clocks at a moment of the course."""

    def __init__(self, study: Study, begin: datetime) -> None:
        self._begin, self._now = begin, begin
        study.clock = lambda: self._now
        study.ticks = Ticks(lambda: int((self._now - begin).total_seconds() * 1000) + 1_000_000, "boot-1")

    def go_to(self, step: Step) -> None:
        """Be at the moment of a step."""
        self._now = self._begin + timedelta(days=step.day, minutes=step.minute)


def begin_of(study: Study) -> datetime:
    """The morning after everything that the practice study holds."""
    return (study.clock() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def enrol(study: Study) -> None:
    """The patient: eligible by a signed verdict, enrolled, with a signed baseline."""
    enter(study, CODE, Sex.MALE)
    approve(study, CODE)
    verdict = msgspec.structs.replace(judged(study, CODE), outcome=Outcome.ENROLLED, decided_on=study.clock().date())
    study.save(Key(CODE, "SCR", Screening.form), verdict, sign=Signing(Meaning.APPROVAL, PRACTICE_PASSWORD))
    pasi = study.find(Key("P-001", "SCR", PasiAssessment.form))
    assert pasi is not None
    baseline = msgspec.structs.replace(pasi.record, assessed_on=study.clock().date())
    study.save(Key(CODE, "W0", PasiAssessment.form), baseline, sign=SIGN)


def course() -> Iterator[Step]:
    """Every step of the five visits."""
    yield Step("enrol", 0, -60, enrol)
    yield from _infusion(0, "W0", _whole)
    yield from _infusion(14, "W2", _paused)
    yield from _infusion(28, "W4", _stopped)
    yield Step("missed", 42, 0, _missed)
    yield from _infusion(56, "W8", _whole)


def _infusion(day: int, visit: str, middle: Callable[[int, str], Iterator[Step]]) -> Iterator[Step]:
    unit = f"{LOT}-{visit}"
    yield Step("bag", day, 0, lambda study: _bag(study, unit))
    yield Step("question", day, 1, lambda study: _question(study, visit))
    yield Step("first check", day, 5, lambda page: _first(page, unit), visit)
    yield Step("second check", day, 9, lambda page: _second(page, unit), visit)
    yield Step("vitals before", day, 11, _vitals, visit)
    yield Step("start", day, 12, lambda page: page.before.step.ui.start_button.click(), visit)
    yield Step("vitals at 15 min", day, 27, _vitals, visit)
    yield from middle(day, visit)
    yield Step("vitals at the end", day, 60, _vitals, visit)
    yield Step("leave", day, 125, _leave, visit)


def _whole(day: int, visit: str) -> Iterator[Step]:
    yield Step("stop", day, 58, hold, visit)
    yield Step("why", day, 58.2, lambda page: _why(page, StopReason.COMPLETE), visit)
    yield Step("finish", day, 59, lambda page: _finish(page, WEIGHT), visit)


def _paused(day: int, visit: str) -> Iterator[Step]:
    yield Step("pause", day, 30, lambda page: page.ui.pause_button.click(), visit)
    yield Step("why paused", day, 30.1, lambda page: page.work.ask.buttons[1].click(), visit)
    yield Step("resume", day, 34, lambda page: page.ui.pause_button.click(), visit)
    yield from _whole(day, visit)


def _stopped(day: int, visit: str) -> Iterator[Step]:
    yield Step("reaction", day, 40, _reaction, visit)
    yield Step("stop", day, 41, hold, visit)
    yield Step("why", day, 41.2, lambda page: _why(page, StopReason.REACTION), visit)
    yield Step("finish", day, 43, lambda page: _finish(page, STOPPED_AT), visit)


def _bag(study: Study, unit: str) -> None:
    bag = Bag(
        product=bags.products(study)[0].record.name,
        lot=LOT,
        unit=unit,
        donor="D-07",
        passage=4,
        label_counts=LabelCounts.TOTAL,
        cells_million=Decimal(160),
        volume_ml=Decimal(80),
        viability_pct=Decimal(100),
        expires_at=study.clock() + timedelta(hours=12),
        shipment="S-1",
        release={"1": "100", "2": "no growth", "3": "<0.1"},
        read_by=ReadBy.SCANNED,
    )
    kept = bags.receive(study, bag)
    bags.move(study, BagMove(bag=kept.key.number, move=Move.THAWED))


def _question(study: Study, visit: str) -> None:
    asked = AeQuestion(any_event=False, asked_on=study.clock().date())
    study.save(Key(CODE, visit, AeQuestion.form), asked, sign=SIGN)


def _missed(study: Study) -> None:
    study.save(Key(CODE, "W6", Visit.form), Visit(status=VisitStatus.MISSED, reason="Travelling"), sign=SIGN)
    study.deviate(
        CODE,
        "W6",
        [Rule.OTHER],
        "The infusion was not given",
        "Travelling",
        PRACTICE_USER,
        msgspec.structs.replace(SIGN),
    )


def _entries(step: Any, unit: str, more: dict[str, str]) -> None:
    read = {"subject_read": CODE, "birth_read": BORN, "weight_kg": WEIGHT, "unit_read": unit, "lot_read": LOT}
    for name, words in (read | more | {"rate_ml_h": "90"}).items():
        put(step, name, words)
    step.ui.weighed_at.button.click()


def _first(page: BedsidePage, unit: str) -> None:
    step: Any = page.before.step if page.before is not None else None
    _entries(step, unit, {})
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()


def _second(page: BedsidePage, unit: str) -> None:
    step: Any = page.before.step if page.before is not None else None
    own = {"cells_million": "160", "bag_volume_ml": "80", "viability_pct": "100", "dose_million": "141"}
    _entries(step, unit, own | {"volume_ml": WEIGHT})
    choose(step.ui.label_counts, 1)
    name_person(step, "investigator")
    step.ui.secret.setText(PRACTICE_PASSWORD)
    step.ui.sign_button.click()


def _vitals(page: BedsidePage) -> None:
    if page.ui.before_page is page.ui.doors.currentWidget():
        page.ui.before_button.click()
    else:
        page.ui.vitals_button.click()
    pad = page.work.vitals.pad
    for value in SET:
        for digit in value.replace(".", ""):
            pad.keys[digit].click()
    pad.next_key.click()


def _reaction(page: BedsidePage) -> None:
    """Stamp it with one tap; the draft of the event waits for a quiet moment."""
    page.ui.reaction_button.click()
    page.work.reaction.close_form()


def _why(page: BedsidePage, why: StopReason) -> None:
    page.work.ask.buttons[list(StopReason).index(why)].click()


def _finish(page: BedsidePage, volume: str) -> None:
    finish = page.work.finish
    finish.fields["volume_given_ml"].line.setText(volume)
    finish.ways[Move.DESTROYED].click()
    for _entry in range(3):
        if page.work.finish.isVisible():
            finish.pad.next_key.click()


def _leave(page: BedsidePage) -> None:
    page.ui.leave_button.click()
    for name in ("left_well", "line_removed", "told_whom_to_call"):
        page.work.discharge.buttons[name, True].click()
    page.work.discharge.close_button.click()


def records_of(study: Study) -> list[tuple[object, ...]]:
    """Everything that the course left behind: who kept what, and when."""
    ours = {kept.key.number for kept in bags.bags(study) if kept.record.lot == LOT}
    moves = [kept for number in sorted(ours) for kept in bags.moves(study, number)]
    return [(kept.key, kept.record, kept.by, kept.state) for kept in [*study.records(CODE), *moves]]
