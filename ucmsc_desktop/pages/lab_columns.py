"""The columns of the table of results: their heads, and their widths at the usual size of text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

GAP = 8
COLUMNS = {
    "name": (N_("Analyte"), 110),
    "value": (N_("Result"), 80),
    "unit_box": (N_("Unit"), 92),
    "lln": (N_("Lower limit"), 68),
    "uln": (N_("Upper limit"), 68),
    "confirmed_box": (N_("Confirmed"), 64),
    "flag_box": (N_("Flag"), 112),
}
"""By the widget of a row: head and width. What a result means takes the rest."""


def width_of(*columns: str) -> int:
    """How wide these columns are together."""
    return sum(theme.scaled(COLUMNS[name][1]) for name in columns) + GAP * (len(columns) - 1)


def add_heads(row: QHBoxLayout) -> None:
    """Write the heads over the columns."""
    heads = [QLabel(_(words)) for words, _width in COLUMNS.values()]
    for name, head in zip(COLUMNS, heads, strict=True):
        head.setFixedWidth(width_of(name))
    heads.append(QLabel(_("What it means")))
    for head in heads:
        head.setProperty("role", "caption")
        head.setAlignment(Qt.AlignmentFlag.AlignLeft)
        row.addWidget(head, 0 if head is not heads[-1] else 1)
