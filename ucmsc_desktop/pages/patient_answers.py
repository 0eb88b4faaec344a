"""One item as a patient sees it: its words as large as the room allows, its answers as buttons for a thumb."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ucmsc_desktop.pages.layouts import clear
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.answer_pad import Offer

TARGET = 80
"""20 mm on a screen of 13 inches."""
LARGEST, SMALLEST, STEP = 40, 18, 2
ANSWER = 20


def show_words(label: QLabel, words: str) -> None:
    """Put words into a label, as large as they fit."""
    room = QRect(0, 0, max(label.width(), 1), 10_000)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
    sizes = range(LARGEST, SMALLEST - 1, -STEP)
    fitting = (
        size
        for size in sizes
        if QFontMetrics(theme.bold(size)).boundingRect(room, flags, words).height() <= label.height()
    )
    label.setFont(theme.bold(next(fitting, SMALLEST)))
    label.setText(words)


def show_answers(
    place: QWidget,
    offers: Sequence[Offer],
    words: Mapping[str, str],
    given: Any,
    take: Callable[[Any], None],
) -> None:
    """Put the answers into a widget, one below the other when they have words, else side by side."""
    row = place.layout()
    if not isinstance(row, QBoxLayout):
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom, place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
    clear(row)
    high = len(offers) if words else 1
    place.setMinimumHeight(high * TARGET + (high - 1) * row.spacing())
    row.setDirection(QBoxLayout.Direction.TopToBottom if words else QBoxLayout.Direction.LeftToRight)
    for offer in offers:
        button = _button(offer, words.get(str(offer.value), ""), offer.value == given, take)
        row.addWidget(button, 1)
        button.show()
    row.activate()


def _button(offer: Offer, words: str, chosen: bool, take: Callable[[Any], None]) -> QPushButton:  # noqa: FBT001
    plain = words or offer.words
    keyed = _("{key}   {words}").format(key=offer.key.upper(), words=plain) if plain != offer.key else plain
    button = QPushButton(keyed.replace("&", "&&"))
    button.setAccessibleName(plain)
    button.setFont(theme.bold(ANSWER if words else ANSWER + 8))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    button.setCheckable(True)
    button.setChecked(chosen)
    button.setAutoDefault(False)
    button.clicked.connect(partial(_tapped, take, offer.value))
    return button


def _tapped(take: Callable[[Any], None], value: Any, _checked: bool = False) -> None:  # noqa: FBT001 - Qt's
    take(value)
