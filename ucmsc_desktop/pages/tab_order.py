"""The order in which Tab walks a page whose columns are not the order in which it is read."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def walk_in_order(page: QWidget, first: Sequence[QWidget]) -> None:
    """Let Tab go through these widgets, and what takes the keyboard inside them, and then through the rest."""
    named = [leaf for widget in first for leaf in _leaves(widget)]
    rest = [leaf for leaf in _leaves(page) if leaf not in named]
    order = [*named, *rest]
    for before, after in itertools.pairwise(order):
        QWidget.setTabOrder(before, after)


def _leaves(widget: QWidget) -> list[QWidget]:
    # A composite hands the keyboard on to a part of itself; Qt orders only the parts reliably.
    inside = [
        child for child in (widget, *widget.findChildren(QWidget)) if child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    # The list that a combo box opens is a window of its own.
    return [child for child in inside if child.focusProxy() is None and child.window() is widget.window()]
