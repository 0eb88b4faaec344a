"""Lines of words in which some lead somewhere: a touch on them, or Enter while they have the keyboard, goes there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.wrapped_label import WrappedLabel


class Link(NamedTuple):
    """Words that lead to a target."""

    target: str
    words: str


Line = Sequence[str | Link]


class LinkLabel(WrappedLabel):
    """Wrapped lines with links. Hidden while it has no line."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self.setFont(theme.font(13))
        self.linkActivated.connect(self.followed)
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines, each of words and links."""
        self.lines = tuple(lines)
        self.setText("<br>".join("".join(map(_html, line)) for line in lines))
        self.setAccessibleName(self.words())
        self.setVisible(bool(lines))

    def words(self) -> str:
        """The lines as plain words."""
        return "\n".join("".join(part if isinstance(part, str) else part.words for part in line) for line in self.lines)


def _html(part: str | Link) -> str:
    if isinstance(part, str):
        return escape(part)
    return f'<a href="{escape(part.target)}">{escape(part.words)}</a>'
