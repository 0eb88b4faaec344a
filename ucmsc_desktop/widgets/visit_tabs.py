"""The tabs of one visit: which visit it is, and a tab for each of its forms."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.band import Band

HEIGHT = 46
UNDERLINE = 3

_RULES = """
QToolButton {{
    color: {text}; background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 2px 10px; min-height: 0; font-weight: 400;
}}
QToolButton:hover {{ background: {ground}; }}
QToolButton:pressed {{ background: {pressed}; }}
QToolButton:checked {{ color: {accent}; background: transparent; border-color: transparent; font-weight: 700; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 2px 10px; }}
QToolButton#visit {{ font-weight: 700; border: 1px solid {border}; padding: 2px 30px 2px 12px; }}
QToolButton#visit:focus {{ border: 2px solid {accent}; padding: 2px 29px 2px 11px; }}
QToolButton#visit::menu-indicator {{
    subcontrol-origin: padding; subcontrol-position: center right; right: 10px; width: 14px; height: 14px;
}}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 9px 18px 9px 10px; border-radius: 6px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {accent}; }}
QMenu::icon {{ padding-left: 8px; }}
"""


@dataclass(frozen=True)
class Choice:
    """A visit or a form: its key and words, an icon and the status (ok, warn, error, info, plain) that colours it."""

    key: str
    words: str
    icon: str
    status: str = "plain"


class _Tab(QToolButton):
    """A form's tab; the one that is open is underlined."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the tab, and the line under the one that is open."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            colour = QColor(theme.current().accent)
            painter.fillRect(4, self.height() - UNDERLINE, self.width() - 8, UNDERLINE, colour)
            painter.end()


class VisitTabs(Band):
    """A chooser of visits and the tabs of the chosen one. Emits what is wanted; the page says what is shown."""

    visit_chosen = Signal(str)
    form_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without visits."""
        super().__init__(parent)
        self.setProperty("tone", "quiet")
        self._visits: list[Choice] = []
        self._forms: list[Choice] = []
        self._tabs: list[_Tab] = []
        self._group = QButtonGroup(self, exclusive=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 1)
        self._row.setSpacing(4)
        self.chooser = QToolButton(self)
        self.chooser.setObjectName("visit")
        self.chooser.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chooser.setMinimumHeight(theme.scaled(34))
        self.chooser.setMenu(QMenu(self.chooser))
        self._row.addWidget(self.chooser)
        self._row.addSpacing(8)
        self._row.addStretch(1)
        self.setMinimumHeight(theme.scaled(HEIGHT))

    def show_visits(self, visits: list[Choice], current: str) -> None:
        """Offer these visits; `current` is the key of the one that is open."""
        self._visits = visits
        menu = self.chooser.menu()
        menu.clear()
        for visit in visits:
            action = menu.addAction(self._icon(visit), visit.words)
            action.triggered.connect(lambda _checked=False, key=visit.key: self.visit_chosen.emit(key))
            if visit.key == current:
                self.chooser.setText(visit.words.partition("\t")[0])
                self.chooser.setIcon(self._icon(visit))
                menu.setDefaultAction(action)
        self.chooser.setAccessibleName(_("Visit: {name}").format(name=self.chooser.text()))

    def show_forms(self, forms: list[Choice], current: str) -> None:
        """Show a tab for each of these forms; `current` is the key of the one that is open."""
        if [form.key for form in forms] != [form.key for form in self._forms]:
            self._make_tabs(forms)
        self._forms = forms
        for form, tab in zip(forms, self._tabs, strict=True):
            tab.setText(form.words)
            tab.setAccessibleName(form.words)
            tab.setChecked(form.key == current)
        self._dress()

    def _make_tabs(self, forms: list[Choice]) -> None:
        for tab in self._tabs:
            self._group.removeButton(tab)
            tab.deleteLater()
        self._tabs = []
        for number, form in enumerate(forms):
            tab = _Tab(self)
            tab.setCheckable(True)
            tab.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            tab.setIconSize(QSize(18, 18))
            tab.setMinimumHeight(theme.scaled(HEIGHT) - 1)
            tab.setAccessibleDescription(f"Alt+{number + 1}")
            tab.clicked.connect(lambda _checked=False, key=form.key: self.form_chosen.emit(key))
            self._group.addButton(tab)
            self._row.insertWidget(2 + number, tab)
            self._tabs.append(tab)

    def tab(self, key: str) -> QToolButton:
        """The tab of a form. Raises StopIteration when the visit has no such form."""
        return next(tab for form, tab in zip(self._forms, self._tabs, strict=True) if form.key == key)

    def _icon(self, choice: Choice) -> QIcon:
        return icons.icon(choice.icon, theme.current().status(choice.status)[0], 18)

    def _dress(self) -> None:
        look = theme.current()
        self.setStyleSheet(_RULES.format(**vars(look)))
        for form, tab in zip(self._forms, self._tabs, strict=True):
            tab.setIcon(icons.icon("pen-line", look.accent, 18) if tab.isChecked() else self._icon(form))
        self.setMinimumHeight(theme.scaled(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look of the program."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._forms and not self._is_dressed():
            self._dress()

    def _is_dressed(self) -> bool:
        return theme.current().text in self.styleSheet()
