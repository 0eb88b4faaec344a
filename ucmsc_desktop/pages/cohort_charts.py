"""The four linked views of the cohort: response, courses, change of each participant, and what was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ucmsc_desktop.domain.cohort_spread import spread
from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figures.heat import heat
from ucmsc_desktop.domain.figures.ordered import ordered
from ucmsc_desktop.domain.figures.spaghetti import spaghetti
from ucmsc_desktop.domain.figures.swimmer import swimmer
from ucmsc_desktop.domain.figures.usual import usual_time, usually_bars
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.pages.cohort_panel import CohortPanel
from ucmsc_desktop.pages.word_cards import WordCards
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

GAP = 8
LEAST_WIDTH, LEAST_HEIGHT = 560, 236
IN_SHORT = 6
"""Columns of the response that stand beside the pictures: the visit, which patients, and the four rates."""
TIMES = ("primary", "end")


@dataclass(frozen=True)
class ChartsPlace:
    """What was chosen over each picture, and which of them had all the room."""

    choices: tuple[int, ...]
    whole: int | None


class CohortCharts(QScrollArea):
    """Shows the participants four times over; who is chosen in one picture is highlighted in all."""

    chosen = Signal(str)
    opened = Signal(str)
    changed = Signal()
    """Another picture of the same participants was asked for."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        self._grid = QGridLayout(ground)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._tables = WordCards(_("Response, improvement and relapse"))
        shorts = (_("Courses"), _("Change in order"), _("Time in the trial"))
        self.courses, self.change, self.doses = (CohortPanel(short, ground) for short in shorts)
        self.panels = (self.courses, self.change, self.doses)
        self._choose_among()
        self._whole: CohortPanel | None = None
        self._columns = 0
        for panel in self.panels:
            panel.chosen.connect(self.chosen)
            panel.opened.connect(self.opened)
            panel.whole_wanted.connect(lambda panel=panel: self.enlarge(None if self._whole is panel else panel))
        self.setWidget(ground)
        ground.setAutoFillBackground(False)
        self._arrange()

    def _choose_among(self) -> None:
        self.measure = self.courses.add_choice(_("Courses of"), (_("PASI"), _("% change")))
        self.look = self.change.add_choice(_("Drawn as"), (_("Dots"), _("Bars")))
        self.time = self.change.add_choice(_("At"), ("", ""))
        self.given = self.doses.add_choice(_("Shown"), (_("Doses"), _("Heat map")))
        self._choices = (self.measure, self.look, self.time, self.given)
        for choice in self._choices:
            choice.chosen.connect(self.changed)

    def kept_place(self) -> ChartsPlace:
        """How the pictures are looked at."""
        whole = self.panels.index(self._whole) if self._whole is not None else None
        return ChartsPlace(tuple(choice.index() for choice in self._choices), whole)

    def take_place(self, place: ChartsPlace) -> None:
        """Let the pictures be looked at as before; they are drawn anew by whoever asked for it."""
        for choice, index in zip(self._choices, place.choices, strict=True):
            choice.set_index(index)
        self.enlarge(self.panels[place.whole] if place.whole is not None else None)

    # Pictures

    def suit(self, protocol: Protocol, members: Sequence[Member]) -> None:
        """Begin at the primary visit, or at the end of treatment where nobody was at that visit; many as bars."""
        self.time.set_words((_(protocol.visit(protocol.endpoints.primary_visit).label), _("End")))
        self.look.set_index(int(usually_bars(members)))
        self.time.set_index(TIMES.index(usual_time(protocol, members)))

    def drawn(self, protocol: Protocol, members: Sequence[Member]) -> Iterator[Figure | None]:
        """The pictures as they are chosen, one at a step, None for a step on the way to one."""
        change = self.measure.index() == 1
        middle = spread(protocol, members, Measure.CHANGE if change else Measure.PASI)
        yield None
        yield spaghetti(protocol, members, middle, change=change)
        yield ordered(protocol, members, TIMES[self.time.index()], bars=self.look.index() == 1)
        yield (heat if self.given.index() == 1 else swimmer)(protocol, members)

    @property
    def figures(self) -> list[Figure]:
        """The pictures that are shown."""
        return [panel.figure for panel in self.panels if panel.figure is not None]

    def show_all(self, tables: Sequence[WordTable], figures: Sequence[Figure]) -> None:
        """Show the tables and the pictures together; the pictures are painted by `painted`."""
        primary, response, relapse = (_bare(table) for table in tables)
        primary = msgspec.structs.replace(primary, cautions=())  # the response says them already
        self._tables.show_tables([_in_short(response, self.time.words[0]), primary, relapse])
        for panel, figure in zip(self.panels, figures, strict=True):
            panel.setUpdatesEnabled(False)
            panel.show_figure(figure)

    def painted(self) -> Iterator[None]:
        """Let the pictures be painted one at a step: of a large cohort all at once would be felt."""
        for panel in self.panels:
            yield
            panel.setUpdatesEnabled(True)

    def highlight(self, who: str) -> None:
        """Let a participant stand out in every picture, nobody for an empty code."""
        for panel in self.panels:
            panel.highlight(who)

    # Room

    @property
    def is_enlarged(self) -> bool:
        """Whether one picture has all the room."""
        return self._whole is not None

    def enlarge(self, panel: CohortPanel | None) -> None:
        """Give one picture all the room, or show all again."""
        self._whole = panel
        for one in self.panels:
            one.setVisible(panel in (None, one))
            one.show_whole(one is panel)
        self._tables.setVisible(panel is None)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.viewport().width() >= theme.scaled(2 * LEAST_WIDTH) + GAP else 1
        widgets = (self._tables, *self.panels)
        if columns != self._columns:
            self._columns = columns
            for number, widget in enumerate(widgets):
                widget.setMinimumHeight(theme.scaled(LEAST_HEIGHT))
                self._grid.addWidget(widget, number // columns, number % columns)
        for place in range(2):
            seen = place < columns and not all(widget.isHidden() for widget in widgets[place::columns])
            self._grid.setColumnStretch(place, int(seen))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand side by side where there is room, else one under the other."""
        super().resizeEvent(event)
        self._arrange()


def _bare(table: WordTable) -> WordTable:
    """A table without its notes, which stand under “Tables”; one without rows keeps them."""
    return msgspec.structs.replace(table, notes=()) if table.rows else table


def _in_short(table: WordTable, primary: str) -> WordTable:
    """The rows of the primary visit and of the end of treatment, which is last."""
    end = table.rows[-1][0] if table.rows else ""
    rows = tuple(row[:IN_SHORT] for row in table.rows if row[0] in (primary, end))
    return msgspec.structs.replace(table, heads=table.heads[:IN_SHORT], rows=rows, marked=frozenset())
