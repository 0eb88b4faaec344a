"""The terms of a table as a list, and one term with the words of its grades."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ucmsc_desktop.domain.ctcae import Term
from ucmsc_desktop.domain.ctcae_search import grades_of
from ucmsc_desktop.pages.table_heads import column_head
from ucmsc_desktop.text import N_, _

COLUMNS = (N_("Term"), N_("Group"))
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TermsModel(QAbstractTableModel):
    """The terms that were found, in their order."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.terms: Sequence[Term] = ()

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show other terms."""
        self.beginResetModel()
        self.terms = terms
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """As many rows as terms."""
        return 0 if parent.isValid() else len(self.terms)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Name and group."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """The heads."""
        return column_head(COLUMNS, section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, which may be cut there and are whole in the tip."""
        term = self.terms[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (term.name, term.group)[index.column()]
        return None


def grades_html(term: Term) -> str:
    """The grades that a term has, its definition and its note, one below the other."""
    rows = (
        f'<tr><td style="white-space: nowrap"><b>{escape(caption)}</b></td><td>{escape(words)}</td></tr>'
        for caption, words in grade_rows(term)
    )
    return f'<table cellpadding="5">{"".join(rows)}</table>'.replace("\n", "<br>")


def grade_rows(term: Term) -> list[tuple[str, str]]:
    """What is told of a term, each with its caption."""
    grades = [(_("Grade {n}").format(n=grade), words) for grade, words in grades_of(term)]
    others = [(_("Definition"), term.definition), (_("Note"), term.note)]
    return grades + [pair for pair in others if pair[1]]
