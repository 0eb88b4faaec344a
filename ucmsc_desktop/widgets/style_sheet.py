"""The style sheet: what Fusion and a palette alone do not give."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from ucmsc_desktop.assets import asset

if TYPE_CHECKING:
    from ucmsc_desktop.widgets.theme import Theme

CARD_RADIUS = 10
_RULES = Template("""
Card { background: $surface; border: 1px solid $line; border-radius: ${card_radius}px; }
QToolTip { color: $text; background: $surface; border: 1px solid $border; padding: 4px; }

QPushButton, QToolButton {
    color: $text; background: $surface; border: 1px solid $border; border-radius: 8px;
    padding: 5px 14px; min-height: 32px; font-weight: 600;
}
QToolButton { padding: 5px 9px; }
QPushButton:hover, QToolButton:hover { background: $ground; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked { color: $accent; background: $accent_soft; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: $ground; border-color: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QToolButton:focus { padding: 4px 8px; }
QPushButton:focus, QToolButton:focus { outline: none; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { border: 0; background: transparent; padding: 0; min-height: 0; }

MapTools QToolButton { padding: 1px 7px; }
MapTools QToolButton:focus { padding: 0 6px; }
ResultRow QPushButton, ResultRow QToolButton { padding: 1px 7px; min-height: 28px; }
ResultRow QPushButton:focus, ResultRow QToolButton:focus { padding: 0 6px; }

QPushButton[kind="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: $accent_strong; border-color: $accent_strong;
}
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $muted; background: $pressed; border-color: $pressed; }
QPushButton[kind="danger"] { color: $on_danger; background: $danger; border-color: $danger; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="danger"]:disabled { color: $muted; background: $pressed; border-color: $pressed; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    color: $accent; background: transparent; border-color: transparent;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { color: $muted; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {
    color: $text; background: $surface; border: 1px solid $border; border-radius: 8px; padding: 5px 10px;
    selection-color: $on_accent; selection-background-color: $accent; placeholder-text-color: $muted;
}
QLineEdit, QSpinBox, QComboBox { min-height: 32px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 4px 9px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
    color: $muted; background: $ground; border-color: $line;
}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: transparent; border-color: transparent; }
InputFrame QLineEdit, InputFrame QPlainTextEdit, InputFrame QComboBox {
    background: transparent; border: 0; border-radius: 0; padding: 0; min-height: 0;
}
InputFrame QLineEdit:focus, InputFrame QPlainTextEdit:focus, InputFrame QComboBox:focus { border: 0; padding: 0; }
InputFrame QToolButton, InputFrame QPushButton {
    border: 1px solid transparent; background: transparent; color: $accent; padding: 1px 8px; min-height: 24px;
}
InputFrame QToolButton:hover, InputFrame QPushButton:hover { background: $accent_soft; }
InputFrame QToolButton:focus, InputFrame QPushButton:focus { border: 2px solid $accent; padding: 0 7px; }
InputFrame QPushButton:disabled, InputFrame QToolButton:disabled { color: $muted; }

NumberField QLineEdit { font-size: ${entry}px; }
SectionTitle { font-size: ${section}px; font-weight: 700; }

CalendarPopup { background: $surface; border: 1px solid $border; }
CalendarPopup QWidget#qt_calendar_navigationbar { background: $surface; }
CalendarPopup QToolButton { border-color: transparent; padding: 2px 10px; }
CalendarPopup QToolButton::menu-indicator { image: none; }
CalendarPopup QTableView, CalendarPopup QTableView:focus {
    border: 0; padding: 0; selection-color: $on_accent; selection-background-color: $accent;
}
CalendarPopup QTableView::item { padding: 0; }

QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 30px; }
ResultRow QComboBox { min-height: 24px; padding: 3px 8px; }
ResultRow QComboBox:focus { padding: 2px 7px; }
ResultRow QComboBox::drop-down { width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
    color: $text; background: $surface; border: 1px solid $border; padding: 4px; outline: 0;
    selection-color: $accent; selection-background-color: $accent_soft;
}
QComboBox QAbstractItemView::item { min-height: 36px; padding: 0 8px; }

QCheckBox, QRadioButton {
    spacing: 10px; min-height: 32px; padding: 0 4px; border: 2px solid transparent; border-radius: 6px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
    width: 18px; height: 18px; background: $surface; border: 1px solid $border; border-radius: 5px;
}
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 6px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $pressed; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }

QFrame[role="line"] { background: $line; border: 0; min-height: 1px; max-height: 1px; }
QLabel[role="caption"] { color: $secondary; font-size: ${small}px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="value"] { font-size: ${large}px; font-weight: 700; }
QLabel[role="headline"] { font-size: ${headline}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="problem"] { color: $error; font-size: ${small}px; }
QLabel[role="warning"] { color: $warn; font-size: ${small}px; }

QTableView, QTreeView, QListView {
    background: $surface; alternate-background-color: $ground; border: 1px solid $line; border-radius: 8px;
    gridline-color: $line; selection-color: $text; selection-background-color: $accent_soft; outline: 0;
}
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $accent; }
PlanTable { border-color: transparent; }
QTableView::item, QListView::item { padding: 0 8px; }
QListView::item { min-height: 32px; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
    color: $secondary; background: $surface; border: 0; border-bottom: 1px solid $line; padding: 8px 8px 8px 11px;
    font-weight: 400;
}
PlanTable QHeaderView::section { padding: 8px 2px 8px 8px; }
QTableCornerButton::section { background: $surface; border: 0; }

QProgressBar { border: 1px solid $border; border-radius: 5px; background: $ground; height: 10px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(theme: Theme, scale: float) -> str:
    """The rules with a look's colours, and with sizes at a factor of the body text."""
    sizes = {"small": 12, "section": 15, "entry": 16, "large": 17, "title": 20, "headline": 32}
    signs = {name: asset(f"style/{name}-{theme.name}.svg").as_posix() for name in ("chevron", "check")}
    signs["card_radius"] = str(CARD_RADIUS)
    return _RULES.substitute(vars(theme), **signs, **{name: round(size * scale) for name, size in sizes.items()})
