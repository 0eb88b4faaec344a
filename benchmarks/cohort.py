"""The page of the cohort beside plain pyqtgraph that draws the same panels, and how quick it is to the hand."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QWidget

from benchmarks import bare, courses, rows
from benchmarks.frames import frames
from benchmarks.measure import Figure, in_turn, timed
from benchmarks.studies import PASSWORD, USER
from ucmsc_desktop.domain.cohort_words import cohort_tables
from ucmsc_desktop.pages.cohort import CohortPage
from ucmsc_desktop.pages.word_cards import WordCards
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.figure_view import FigureView

SIZE = (1202, 612)
STEPS = 200
TURN = 0.1
"""Seconds after which a person notices that a page does not answer."""


def lines(folder: Path, participants: int, runs: int) -> list[str]:
    """Opening the page, its longest turn meanwhile, hover and highlight."""
    app = QApplication.instance() or QApplication([])
    theme.apply(app, theme.LIGHT)  # type: ignore[arg-type]
    courses.make(folder, participants)
    study = Study.open(folder, USER, PASSWORD)
    found = [_opening(study, folder, participants, runs).line(), _longest_turn(study, participants)]
    page = _open(study)
    found += [_hover(page, participants), _highlight(page, participants)]
    bare.gone(page)
    study.close()
    return found


def _begin(study: Study) -> CohortPage:
    page = CohortPage(study)
    page.resize(*SIZE)
    page.show()
    return page


def _open(study: Study) -> CohortPage:
    page = _begin(study)
    while page.turns.is_under_way:
        QApplication.processEvents()
    bare.painted(page)
    return page


def _longest_turn(study: Study, participants: int) -> str:
    """The longest time during which the page does not answer while it reads and draws."""
    page, longest = _begin(study), 0.0
    while page.turns.is_under_way:
        longest = max(longest, timed(QApplication.processEvents))
    longest = max(longest, timed(partial(bare.painted, page)))
    bare.gone(page)
    verdict = "reached" if longest <= TURN else "NOT reached"
    name = f"longest turn while {participants:,} participants are read"
    return f"{name:<58} {longest * 1000:9.1f} ms  (at most {TURN * 1000:.0f} ms: {verdict})"


def _opening(study: Study, folder: Path, participants: int, runs: int) -> Figure:
    page = _open(study)
    view_of = [(panel.view.figure(), panel.view.size(), _window(panel.view)) for panel in page.charts.panels]
    _primary, table, _relapse = cohort_tables(study.protocol, page.members)
    room = page.charts.findChildren(WordCards)[0]
    table_size = (room.width(), room.height())
    bare.gone(page)
    connection = rows.connected(folder)

    def ours() -> None:
        bare.gone(_open(study))

    def floor() -> None:
        rows.read(connection)
        ground = QWidget()
        ground.resize(*SIZE)
        grid = QGridLayout(ground)
        grid.addWidget(bare.table(table, table_size), 0, 0)
        for place, (figure, size, window) in enumerate(view_of, 1):
            area = QScrollArea()
            area.setFixedSize(*window)
            area.setWidget(bare.figure_plot(figure, (size.width(), size.height())))
            grid.addWidget(area, place // 2, place % 2)
        bare.painted(ground)
        bare.gone(ground)

    name = f"cohort page of {participants:,} / raw rows + pyqtgraph panels"
    return in_turn(name, ours, floor, 1.5, runs)


def _window(view: FigureView) -> tuple[int, int]:
    """The part of a view that is seen."""
    seen = view.visibleRegion().boundingRect().size()
    return seen.width(), seen.height()


def _hover(page: CohortPage, participants: int) -> str:
    chance = random.Random(7)
    views = [panel.view for panel in page.charts.panels]
    steps = [partial(_move, chance.choice(views), chance.random(), chance.random()) for _n in range(STEPS)]
    return frames(f"hover over a panel of {participants:,}", steps)


def _move(view: FigureView, across: float, down: float) -> None:
    seen = view.visibleRegion().boundingRect()
    here = QPointF(seen.left() + across * seen.width(), seen.top() + down * seen.height())
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, here, view.mapToGlobal(here), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, move)
    QApplication.processEvents()


def _highlight(page: CohortPage, participants: int) -> str:
    chance = random.Random(7)

    def chosen(who: str) -> Callable[[], None]:
        def step() -> None:
            page.choose(who)
            QApplication.processEvents()

        return step

    steps = [chosen(chance.choice(page.members).subject) for _n in range(STEPS)]
    return frames(f"highlight one of {participants:,} in all panels", steps)
