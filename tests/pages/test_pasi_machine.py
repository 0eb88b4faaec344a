"""Any order of keys, taps, paint and undo: form, record, map and draft are in step after each; by hypothesis.

`UCMSC_SEQUENCES=10000` makes as many sequences; by default there are few, so that the tests stay quick.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucmsc_desktop.body import count
from ucmsc_desktop.body.chart import HEIGHT, WIDTH
from ucmsc_desktop.body.patterns import INVOLVEMENTS
from ucmsc_desktop.body.sub_regions import SUB_REGIONS, SubRegion
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.palms import pct_of_palms
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import AreaMethod, PasiAssessment, PasiEntries, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.pages.pasi import PasiPage
from ucmsc_desktop.pages.pasi_words import CELLS, place_of
from ucmsc_desktop.pages.snapshots import Snapshots
from ucmsc_desktop.store.practice import PRACTICE_PIN
from ucmsc_desktop.store.study import Signing, Study
from ucmsc_desktop.widgets.body_canvas import QUARTERS, Canvas, Tool
from ucmsc_desktop.widgets.score_pad import ScorePad

from .hands import here
from .in_step import check_record, many, shares

QUIETLY = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
REGIONS, SIGNS = st.sampled_from(list(Region)), st.sampled_from(list(Sign))
POINTS = st.tuples(st.integers(-40, WIDTH + 40), st.integers(-40, HEIGHT + 40))
STROKES = st.lists(POINTS, min_size=1, max_size=4)
PARTS = st.sampled_from(SUB_REGIONS)
TEXTS = st.text("0123456789.,-x% ", min_size=1, max_size=4)
KEYS = st.sampled_from(
    [*"0123456789", ".", "P", "Y", "U", "M", "Return", "Backspace", "Tab", "Left", "Right", "Up", "Down", "Delete"]
)


# Domain and canvas


class EntriesMachine(RuleBasedStateMachine):
    """What a form does, without one: areas three ways, signs, strokes, and undo of all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas()
        self.canvas.painted.connect(self._painted)
        self.record: PasiEntries = PasiAssessment().derived()
        self.undo_stack: Snapshots[PasiEntries] = Snapshots()

    def put(self, record: PasiEntries) -> None:
        """Take a record over as the form does."""
        if record.derived() != self.record:
            self.undo_stack.keep(self.record, "", join=False)
            self.record = record.derived()
        self.canvas.set_map(self.record.lesion_map)

    def _painted(self, lesions: LesionMap | None) -> None:
        self.put(self.record.mapped(lesions, count.percentages(self.canvas.chart, self.canvas.mask)))

    @rule(region=REGIONS, tenths=st.none() | st.integers(0, 1000))
    def type_area(self, region: Region, tenths: int | None) -> None:
        self.put(self.record.covered(region, None if tenths is None else Decimal(tenths) / 10))

    @rule(region=REGIONS, hundredths=st.integers(0, 1000))
    def count_palms(self, region: Region, hundredths: int) -> None:
        pct = pct_of_palms(region, Decimal(hundredths * region.palms) / 1000)
        self.put(self.record.covered(region, pct, AreaMethod.PALMS))

    @rule(region=REGIONS, pct=st.sampled_from([0, *INVOLVEMENTS]))
    def take_picture(self, region: Region, pct: int) -> None:
        self.put(self.record.covered(region, Decimal(pct), AreaMethod.PICTURES))

    @rule(region=REGIONS, sign=SIGNS, given=st.none() | st.integers(0, 4))
    def score(self, region: Region, sign: Sign, given: int | None) -> None:
        self.put(self.record.scored(region, sign, given))

    @rule(region=REGIONS)
    def use_map(self, region: Region) -> None:
        pct = self.record.map_pct(region)
        if pct is not None:
            self.put(self.record.covered(region, pct, AreaMethod.MAP).confirmed(region))

    @rule(region=REGIONS)
    def keep(self, region: Region) -> None:
        if self.record.doubt(region) is not None:
            self.put(self.record.confirmed(region))
            assert self.record.doubt(region) is None, "an answer is asked for once"

    @rule(points=STROKES, quarters=st.sampled_from(QUARTERS), tool=st.sampled_from(list(Tool)), other_end=st.booleans())
    def paint(self, points: list[tuple[int, int]], quarters: int, tool: Tool, *, other_end: bool) -> None:
        self.canvas.set_tool(tool)
        self.canvas.set_quarters(quarters)
        self.canvas.begin(*points[0], erase=other_end)
        for point in points[1:]:
            self.canvas.move(*point)
        self.canvas.end()

    @rule(points=STROKES)
    def begin_a_stroke_that_is_none(self, points: list[tuple[int, int]]) -> None:
        before = self.record
        self.canvas.begin(*points[0])
        self.canvas.move(*points[-1])
        self.canvas.cancel()
        assert self.record == before

    @rule(part=PARTS, tool=st.sampled_from(list(Tool)))
    def fill(self, part: SubRegion, tool: Tool) -> None:
        self.canvas.set_tool(tool)
        self.canvas.fill(part)

    @precondition(lambda self: self.undo_stack.can_undo)
    @rule()
    def undo(self) -> None:
        self.record, _field = self.undo_stack.undo(self.record)
        self.canvas.set_map(self.record.lesion_map)

    @precondition(lambda self: self.undo_stack.can_redo)
    @rule()
    def redo(self) -> None:
        self.record, _field = self.undo_stack.redo(self.record)
        self.canvas.set_map(self.record.lesion_map)

    @invariant()
    def belongs_together(self) -> None:
        check_record(self.record, self.canvas)


def test_any_order_of_entries_and_paint(qapp: QApplication) -> None:
    run_state_machine_as_test(
        EntriesMachine,
        settings=settings(
            max_examples=many(60), stateful_step_count=15, deadline=None, database=None, suppress_health_check=QUIETLY
        ),
    )


# The page


class PageMachine(RuleBasedStateMachine):
    """A person at the real form of a participant of their own, in a study on the disk."""

    made = 0

    def __init__(self, study: Study, qtbot: QtBot) -> None:
        super().__init__()
        PageMachine.made += 1
        self.study = study
        self.key = Key(f"P-{100 + PageMachine.made}", "W4", "PASI")
        study.add_participant(self.key.subject, Participant())
        signing = Signing(Meaning.APPROVAL, PRACTICE_PIN)
        steps = [Step.CONSENT, Step.ELIGIBILITY]
        study.deviate(self.key.subject, "W4", steps, "Nothing is asked", "A trial of the form", "practice", signing)
        self._watch = qtbot.captureExceptions()
        self.raised = self._watch.__enter__()
        self.open()

    # Hands

    def open(self) -> None:
        """Show the form, the keyboard in it."""
        self.page = PasiPage(self.study, self.key.subject, self.key.visit)
        self.page.resize(1202, 612)
        self.page.show()
        self.page.activateWindow()
        assert QTest.qWaitForWindowActive(self.page)
        self.page.setFocus()

    def key_click(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    @rule(keys=st.lists(KEYS, min_size=1, max_size=5))
    def press(self, keys: list[str]) -> None:
        for key in keys:
            self.key_click(Qt.Key.Key_Period if key == "." else Qt.Key[f"Key_{key}"])

    @rule(name=st.sampled_from(CELLS), keys=st.text("0123456789", min_size=1, max_size=3))
    def score(self, name: str, keys: str) -> None:
        self.page.focus(name)
        QTest.keyClicks(here(), keys)

    @rule(region=REGIONS, words=TEXTS, palms=st.booleans())
    def type_area(self, region: Region, words: str, *, palms: bool) -> None:
        self.page.focus(f"{region}_area_pct")
        field = (self.page.palms if palms else self.page.areas)[region]
        field.setFocus()
        field.line.selectAll()
        QTest.keyClicks(field.line, words)

    @precondition(lambda self: self.page.editing)
    @rule(region=REGIONS, signs=st.lists(st.integers(0, 4), min_size=3, max_size=3), tenths=st.integers(0, 1000))
    def score_a_region(self, region: Region, signs: list[int], tenths: int) -> None:
        self.page.focus(f"{region}_area_pct")
        self.page.areas[region].line.selectAll()
        QTest.keyClicks(self.page.areas[region].line, f"{tenths / 10}")
        self.key_click(Qt.Key.Key_Return)
        for given in signs if tenths else []:
            QTest.keyClicks(here(), str(given))
        assert self.page.record.area_pct(region) == Decimal(tenths) / 10
        assert self.page.record.signs(region) == (tuple(signs) if tenths else (0, 0, 0))

    @rule(region=REGIONS, sign=SIGNS, place=st.floats(0, 1))
    def tap_a_pad(self, region: Region, sign: Sign, place: float) -> None:
        pad: ScorePad = getattr(self.page.ui, f"{region}_{sign}")
        before, compact = self.page.record, pad.compact
        at = QPointF(place * (pad.width() - 1), pad.height() / 2).toPoint()
        QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=at)
        assert not compact or self.page.record.signs(region) == before.signs(region), "a first tap only opens"

    @rule(number=st.integers(0, 9))
    def take_a_picture(self, number: int) -> None:
        buttons = [self.page.ui.none_button, *self.page.ui.patterns.buttons]
        if buttons[number].isVisible():
            QTest.mouseClick(buttons[number], Qt.MouseButton.LeftButton)

    @rule(name=st.sampled_from(["keep_button", "use_map_button", "left_button"]))
    def answer(self, name: str) -> None:
        button = getattr(self.page.ui, name, None) or getattr(self.page.bar, name)
        if button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    @rule(
        points=STROKES,
        cut=st.sampled_from(["", "", "resize", "undo", "redo", *CELLS]),
        quarters=st.sampled_from(QUARTERS),
        tool=st.sampled_from(list(Tool)),
    )
    def paint(self, points: list[tuple[int, int]], quarters: int, tool: Tool, cut: str) -> None:
        canvas, view = self.page.side.canvas, self.page.ui.body_map
        canvas.set_quarters(quarters)
        canvas.set_tool(tool)
        places = [view.to_view().map(QPointF(*point)).toPoint() for point in points]
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(view, place)
        if cut == "resize":
            self.page.resize(self.page.width() + 24, self.page.height())
            self.settle()
        elif cut:
            {"undo": self.page.undo, "redo": self.page.redo}.get(cut, lambda: self.page.focus(cut))()
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=places[-1])

    @rule(part=PARTS, key=st.sampled_from([Qt.Key.Key_Space, Qt.Key.Key_Return]))
    def fill(self, part: SubRegion, key: Qt.Key) -> None:
        self.page.focus("lesion_map")
        self.page.side.canvas.set_cursor(part)
        QTest.keyClick(self.page.ui.body_map, key)

    @rule()
    def undo(self) -> None:
        before = self.page.record
        self.key_click(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        undone = self.page.record
        self.key_click(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert self.page.record == (before if undone != before else self.page.record)
        self.key_click(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    @rule()
    def redo(self) -> None:
        self.key_click(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    @rule(width=st.integers(1000, 1900), height=st.integers(560, 1100))
    def resize(self, width: int, height: int) -> None:
        self.page.resize(width, height)
        self.settle()

    @rule()
    def pause(self) -> None:
        self.page.leave()
        assert not self.page._unwritten

    @rule()
    def enlarge(self) -> None:
        self.page.side.enlarge()

    @precondition(lambda self: self.page.kept is None)
    @rule()
    def save(self) -> None:
        if self.page.save():
            assert self.study.find(self.key) is not None
            assert not [
                region for region in Region if self.page.record.area(region) == 0 and None in self.signs(region)
            ]

    @precondition(lambda self: self.page.kept is not None and not self.page.editing)
    @rule()
    def change(self) -> None:
        self.page.change()

    @rule()
    def leave_and_reopen(self) -> None:
        self.page.leave()
        self.page.hide()
        before = self.page.record
        for region in Region:
            assert before.area(region) != 0 or None not in before.signs(region), "an area of 0 was left with open signs"
        self.page.deleteLater()
        self.open()
        assert self.page.record == before

    def signs(self, region: Region) -> tuple[int | None, ...]:
        """What is given for the signs of a region."""
        return self.page.record.signs(region)

    def settle(self) -> None:
        """Let the program do what waits to be done."""
        QApplication.processEvents()

    # What holds after each

    @invariant()
    def nothing_failed(self) -> None:
        self.settle()
        assert self.raised == []

    @invariant()
    def the_record_is_sound_and_on_the_screen(self) -> None:
        page = self.page
        check_record(page.record, page.side.canvas)
        if not page.wrong():
            assert page.binder.read(page.record) == page.record
        region = place_of(page.cell)[0]
        assert page.matrix.active is region
        asked = page.record.doubt(region) is not None and page.editing
        assert (not page.ui.keep_button.isHidden()) == asked
        assert (page.ui.area_line.status == "warn" and not page.ui.area_line.isHidden() and page.editing) == asked

    @invariant()
    def the_total_is_the_sum(self) -> None:
        known, label = shares(self.page.record), self.page.ui.total_value.text()
        given = [share for share in known if share is not None]
        assert label.strip() == (f"{sum(given) // 10}.{sum(given) % 10}" if given else "")
        assert self.page.ui.total_caption.text() == ("PASI so far" if None in known else "PASI")

    @invariant()
    def the_draft_is_what_is_on_the_screen(self) -> None:
        if self.page._unwritten:
            return  # a text in hand waits for a moment of quiet
        draft = self.study.draft(self.key)
        assert (draft is not None) == (self.page.drafted_at is not None)
        if draft is not None:
            assert draft.record.derived() == self.page.record
        elif self.page.kept is not None:
            assert self.page.record == self.page.kept.record.derived()
        else:
            assert self.page.record == self.page.new_record().derived()

    def teardown(self) -> None:
        self._watch.__exit__(None, None, None)
        self.page.hide()
        self.page.deleteLater()
        QApplication.sendPostedEvents(None, 0)


def test_any_order_at_the_form(study: Study, qtbot: QtBot) -> None:
    machine: Callable[[], PageMachine] = lambda: PageMachine(study, qtbot)  # noqa: E731 - what hypothesis asks for
    run_state_machine_as_test(
        machine,  # type: ignore[arg-type] # it takes any factory
        settings=settings(
            max_examples=many(10), stateful_step_count=20, deadline=None, database=None, suppress_health_check=QUIETLY
        ),
    )
    assert study.verify().faults == ()
