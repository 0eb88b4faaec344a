"""An entry for a term: free text always, with names to choose from below it while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QToolButton, QWidget

from ucmsc_desktop.domain.ctcae_search import MOST_NAMES, names_like
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.fields import TextField
from ucmsc_desktop.widgets.input_frame import SIDE

_NARROWEST = 320


class TermField(TextField):
    """One line of text. Names that fit what is typed are offered; Down and Enter, a click or a touch takes one."""

    chosen = Signal(str)
    """A name was taken from those offered; `edited` is emitted too."""
    right_side = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._more: tuple[str, ...] = ()
        self._by_key = False
        self._model = QStringListModel(self)
        # Not the line's own completer, which writes into the line what is merely looked at in the list.
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(self.line)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(7)
        # Of one's own, with a delegate that heeds the style sheet: the ready-made list of a completer does not.
        self.list = QListView()
        self.completer.setPopup(self.list)
        self.list.setItemDelegate(QStyledItemDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.button = QToolButton(self.box)
        self.button.setAccessibleName(_("Terms to choose from"))
        self.button.setToolTip(_("Terms to choose from (Down)"))
        self.button.setIconSize(QSize(20, 20))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_list)
        self.button.hide()
        self.box.set_sides(SIDE, self.right_side)
        self.box.add(self.button)
        self.line.textEdited.connect(lambda _words: self._show_list() if self.text() else self.list.hide())
        self.completer.activated.connect(self._take)

    def text(self) -> str:
        """What is written, without the blanks around it."""
        return self.line.text().strip()

    def offer(self, names: Sequence[str], more: Sequence[str] = ()) -> None:
        """Offer these names, and `more` behind them once something is typed; what is written stays."""
        self._names, self._more = tuple(names), tuple(more)
        self._show_button()

    def suggestions(self) -> list[str]:
        """The names that are offered for what is written now."""
        written = self.text()
        if not written:
            return list(self._names)
        first = names_like(self._names, written)
        own = {name.casefold() for name in self._names}
        return (first + [name for name in names_like(self._more, written) if name.casefold() not in own])[:MOST_NAMES]

    def _show_list(self) -> bool:
        found = self.suggestions()
        self._model.setStringList(found)
        if found:
            self.completer.complete()
            # Nothing is chosen beforehand: Enter means the text as it is written.
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.hide()
        return bool(found)

    def open_list(self) -> bool:
        """Show the names for what is written, all of the first group while nothing is; whether there are any."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._show_list()

    def _end(self) -> None:
        # The line hears Enter before the list does; the entry ends only with the name that Enter takes.
        self._by_key = self.list.isVisible() and self.list.currentIndex().isValid()
        if not self._by_key:
            # An open list would keep from the line that the keyboard has left it.
            self.list.hide()
            super()._end()

    def _take(self, name: str) -> None:
        self.put(name)
        self.edited.emit()
        self.chosen.emit(name)
        if self._by_key:
            self._by_key = False
            super()._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open the list with Down; without one to open, the key is the page's."""
        is_key = watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and not self.read_only and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            return self.open_list()
        return super().eventFilter(watched, event)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setReadOnly
        """Show the term as a text, without its list."""
        super().set_read_only(read_only)
        # Nothing follows the term, and many a term is long: it takes all the room there is.
        self.box.hug(False)
        self._show_button()

    def _show_button(self) -> None:
        self.button.setVisible(bool(self._names) and not self.read_only)

    def restyle(self) -> None:
        """Draw the sign of the list, and rows as high as a finger needs, in the look."""
        super().restyle()
        self.button.setIcon(icons.icon("chevron-down", theme.current().accent))
        self.list.setMinimumWidth(theme.scaled(_NARROWEST))
        self.list.setStyleSheet(f"QListView::item {{ min-height: {theme.scaled(theme.TARGET)}px; padding: 0 8px; }}")
