"""Two nurses at the bedside: both checks of a dose, an infusion with its vital signs, and what follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.bedside import StopReason
from ucmsc_desktop.domain.casebook import Kept, Key
from ucmsc_desktop.domain.infusion import LabelCounts
from ucmsc_desktop.domain.lab.results import PREGNANCY_TEST, LabPanel, LabResult, Quality
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.product import Bag, BagMove, Move
from ucmsc_desktop.domain.run import RunStage
from ucmsc_desktop.pages.bedside import BedsidePage
from ucmsc_desktop.store import bags
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.ticks import Ticks

WEIGHT, RATE = "51.6", "90"
SETS = (("124", "76", "72", "16", "98", "366"), ("118", "74", "75", "16", "98", "367"))
SECOND_PERSON = "investigator"
_SHORT_HOLD_MS, _LOOKS = 20, 250


class LaterClock:
    """Both clocks of a study, which can be put forward: nobody waits for an invented infusion."""

    def __init__(self, study: Study) -> None:
        """Take over the clocks of an open study."""
        self._wall, self._ticks, self._by = study.clock, study.ticks, timedelta()
        study.clock = self._now
        study.ticks = Ticks(self._count, "demo")

    def _now(self) -> datetime:
        return self._wall() + self._by

    def _count(self) -> int:
        return int(self._ticks.instant(self._wall()).mono_ms + self._by.total_seconds() * 1000)

    def pass_by(self, minutes: float) -> None:
        """Let minutes pass."""
        self._by += timedelta(minutes=minutes)


class Nurses:
    """Two persons at one page. `see` takes a picture of it as it stands."""

    def __init__(self, page: BedsidePage, see: Callable[[str], None]) -> None:
        """Take the page before the start; the practice study's first bag in store is thawed for it."""
        self._page, self._see = page, see
        self._study = page.study
        self._clock = LaterClock(self._study)
        self._bag = self._thawed()
        self._test()
        page.refresh()

    def _thawed(self) -> Kept[Bag]:
        bag = next(story.kept for story in bags.stories(self._study) if story.account.state is Move.STORED)
        bags.move(self._study, BagMove(bag=bag.key.number, move=Move.THAWED))
        return bag

    def _test(self) -> None:
        """What the gate asks of a woman before each infusion."""
        panel = LabPanel(
            laboratory="Ward, rapid test",
            sampled_on=self._study.clock().date(),
            results={PREGNANCY_TEST: LabResult(quality=Quality.NEGATIVE)},
        )
        self._study.save(Key(self._page.subject, self._page.visit, LabPanel.form), panel)

    def give(self) -> None:
        """The infusion from the gate to the door."""
        self._see("infusion-gate")
        self._check()
        self._clock.pass_by(4)
        self._check_again()
        self._see("infusion-checked")
        self._page.ui.before_button.click()
        self._take(SETS[0])
        self._before().ui.start_button.click()
        self._clock.pass_by(15.5)
        self._take(SETS[0])
        self._clock.pass_by(12.7)
        self._page.tick()
        self._page.record_vitals()
        self._press(SETS[1][:1])
        self._see("infusion")
        self._press(SETS[1][1:])
        self._page.work.vitals.pad.next_key.click()
        self._clock.pass_by(6)
        self._end()
        for minutes in (15, 15, 30):
            self._clock.pass_by(minutes)
            self._take(SETS[1])
        self._leave()
        self._see("infusion-closed")

    def _before(self) -> Any:
        return self._page.before.step if self._page.before is not None else None

    def _enter(self, step: Any, more: Iterable[tuple[str, str]]) -> None:
        born = self._study.find(Key(self._page.subject, "", Participant.form))
        birth = born.record.birth_date if born is not None and isinstance(born.record, Participant) else ""
        read = [("subject_read", self._page.subject), ("birth_read", str(birth)), ("weight_kg", WEIGHT)]
        read.append(("unit_read", f"(10){self._bag.record.lot}(21){self._bag.record.unit}"))  # as a scanner sends it
        for name, words in [*read, *more, ("rate_ml_h", RATE)]:
            self._type(getattr(step.ui, name).line, words)
        step.ui.weighed_at.button.click()

    @staticmethod
    def _type(line: QWidget, words: str) -> None:
        line.setFocus()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def _check(self) -> None:
        step = self._before()
        self._enter(step, [])
        self._see("infusion-first")
        step.ui.secret.setText(PRACTICE_PASSWORD)
        step.ui.sign_button.click()

    def _check_again(self) -> None:
        step, bag = self._before(), self._bag.record
        label = [("cells_million", bag.cells_million), ("bag_volume_ml", bag.volume_ml)]
        own = [(name, str(value)) for name, value in [*label, ("viability_pct", bag.viability_pct)]]
        self._enter(step, [*own, ("dose_million", "103.2"), ("volume_ml", WEIGHT)])
        step.ui.label_counts.set_value(bag.label_counts or LabelCounts.VIABLE)
        step.ui.label_counts.edited.emit()
        self._see("infusion-second")
        step.ui.person.set_value(SECOND_PERSON)
        step.ui.secret.setText(PRACTICE_PASSWORD)
        step.ui.sign_button.click()

    def _take(self, values: Iterable[str]) -> None:
        self._page.record_vitals()
        self._press(values)
        self._page.work.vitals.pad.next_key.click()

    def _press(self, values: Iterable[str]) -> None:
        for digit in "".join(values):
            self._page.work.vitals.pad.keys[digit].click()

    def _end(self) -> None:
        page, stop = self._page, self._page.ui.stop_button
        stop.hold_ms = _SHORT_HOLD_MS
        QTest.mousePress(stop, Qt.MouseButton.LeftButton)
        for _look in range(_LOOKS):
            if page.run.stage is not RunStage.ENDED:
                QTest.qWait(_SHORT_HOLD_MS)
        QTest.mouseRelease(stop, Qt.MouseButton.LeftButton)
        page.work.ask.buttons[list(StopReason).index(StopReason.COMPLETE)].click()
        finish = page.work.finish
        finish.fields["volume_given_ml"].line.setText(WEIGHT)
        finish.ways[Move.DESTROYED].click()
        self._see("infusion-bag")
        while finish.isVisible():
            finish.pad.next_key.click()
        self._take(SETS[1])

    def _leave(self) -> None:
        self._page.ui.leave_button.click()
        for name in ("left_well", "line_removed", "told_whom_to_call"):
            self._page.work.discharge.buttons[name, True].click()
        self._page.work.discharge.close_button.click()
