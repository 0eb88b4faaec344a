"""One picture of the cohort with its head: a title, a choice, all the room, and what leaves the program."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.figure_key import key_words
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.cards import Card, SectionTitle
from ucmsc_desktop.widgets.figure_key import FigureKey
from ucmsc_desktop.widgets.figure_view import FigureView
from ucmsc_desktop.widgets.segments import Segments

HEAD = 32
ROOMY = 360
"""From this height on legend and notes stand in the drawing; lower, the lines and marks have the room."""
_BARE = "QToolButton { padding: 0; min-height: 0; } QToolButton::menu-indicator { image: none; }"


class PanelTitle(SectionTitle):
    """A title that is short where there is no room; the whole of it is in the tooltip."""

    def __init__(self, short: str) -> None:
        """Begin with the short words alone."""
        super().__init__(short)
        self._short = short
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw as many words as fit."""
        del event
        painter = QPainter(self)
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        words = self.text() if fits else self._short
        words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class CohortPanel(Card):
    """Shows one figure. The title stands in the head, so that the drawing has the room."""

    chosen = Signal(str)
    opened = Signal(str)
    whole_wanted = Signal()
    """All the room for this picture, or the others back."""

    def __init__(self, short: str, parent: QWidget) -> None:
        """Take the title for narrow places; nothing is shown yet."""
        super().__init__(parent)
        self.figure: Figure | None = None
        self._is_roomy = False
        self.view, self._area = FigureView(), QScrollArea()
        self.title = PanelTitle(short)
        self.choices = QHBoxLayout()
        self.choices.setSpacing(6)
        self.notes_button, self.whole_button, self.menu_button = QToolButton(), QToolButton(), QToolButton()
        self.menu = QMenu(self.menu_button)
        # All pictures answer within a frame; to scroll one of them means to draw other rows.
        self._row = QTimer(self, singleShot=True, interval=0)
        self._row.timeout.connect(self._show_row)
        self._dress()
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.whole_button.clicked.connect(self.whole_wanted)
        self.notes_button.clicked.connect(self.open_key)

    def _dress(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addLayout(self.choices)
        for button in (self.notes_button, self.whole_button, self.menu_button):
            button.setStyleSheet(_BARE)
            button.setProperty("kind", "quiet")
            button.setFixedSize(theme.scaled(HEAD), theme.scaled(HEAD))
            head.addWidget(button)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(self.menu)
        self.menu_button.setIcon(icons.icon("download"))
        self.show_whole(False)
        area = self._area
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.view)
        self.view.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(area, 1)

    def add_choice(self, name: str, words: tuple[str, ...]) -> Segments:
        """A choice in the head, the first one made."""
        made = Segments()
        made.keeps_one = True
        made.setAccessibleName(name)
        made.set_words(words)
        made.set_index(0)
        made.setFixedHeight(theme.scaled(HEAD))
        self.choices.addWidget(made)
        return made

    def show_figure(self, figure: Figure) -> None:
        """Draw a figure."""
        self.figure = figure
        self.title.setText(figure.title)
        self.title.setToolTip(figure.title)
        self._draw()
        self.menu_button.setToolTip(_("Save or copy: {title}").format(title=figure.title))
        self.menu_button.setAccessibleName(self.menu_button.toolTip())
        self._name_whole()

    def _draw(self) -> None:
        if self.figure is None:
            return
        self._is_roomy = self.height() >= theme.scaled(ROOMY)
        bare = {"title": ""} if self._is_roomy else {"title": "", "legend": (), "notes": ()}
        self.view.show_figure(msgspec.structs.replace(self.figure, **bare))
        self.view.setAccessibleName(self.figure.title)
        self.view.setAccessibleDescription(" ".join([self.figure.description, *self.figure.notes]))
        self._offer_key(self.figure)

    def _offer_key(self, figure: Figure) -> None:
        """Where legend and notes do not stand in the drawing the button tells them; notes give it their colour."""
        look, words = theme.current(), key_words(figure)
        self.notes_button.setVisible(bool(words) and not self._is_roomy)
        self.notes_button.setIcon(icons.icon("info", look.warn if figure.notes else look.secondary))
        named = _("Legend and notes: {title}").format(title=figure.title)
        self.notes_button.setToolTip("\n".join((named, *figure.notes)))
        self.notes_button.setAccessibleName(named)
        self.notes_button.setAccessibleDescription(words)

    def open_key(self) -> None:
        """Show the legend and the notes in a small popup under the button."""
        if self.figure is not None:
            FigureKey(self, self.figure).show_below(self.notes_button)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say more where there is room for it."""
        super().resizeEvent(event)
        if self._is_roomy is not (self.height() >= theme.scaled(ROOMY)):
            self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Wear the colours of another look; the drawing does so itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "menu") and self.figure is not None:
            self.menu_button.setIcon(icons.icon("download"))
            self.show_whole(self._is_whole)
            self._offer_key(self.figure)

    def highlight(self, who: str) -> None:
        """Let a participant stand out; where each has a row of their own, it comes into sight a moment later."""
        self.view.highlight(who)
        self._row.start()

    def _show_row(self) -> None:
        place = self.view.place_of(self.view.highlighted()) if self.view.figure().rows else None
        if place is not None:
            self._area.ensureVisible(0, place.y(), 0, theme.scaled(HEAD))

    def show_whole(self, whole: bool) -> None:  # noqa: FBT001 - a state, as Qt's setters
        """Offer all the room, or to give it back."""
        self._is_whole = whole
        self.whole_button.setIcon(icons.icon("minimize-2" if whole else "maximize-2"))
        self._name_whole()

    def _name_whole(self) -> None:
        words = _("All pictures again") if self._is_whole else _("Larger: {title}").format(title=self.title.text())
        self.whole_button.setToolTip(words)
        self.whole_button.setAccessibleName(words)
