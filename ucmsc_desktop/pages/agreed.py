"""The question before something is lost."""

from PySide6.QtWidgets import QMessageBox, QWidget


def agreed(parent: QWidget, title: str, question: str) -> bool:
    """Whether the person wants it; Enter alone never does."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, question, yes | no, no) == yes
