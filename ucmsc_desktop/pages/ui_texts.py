"""Hands the texts of the Designer forms to the one catalogue that pages, paper and command line share."""

from PySide6.QtCore import QTranslator

from ucmsc_desktop.text import _


class UiTexts(QTranslator):
    """Answers Qt's questions for a translation from the program's catalogue."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text in the language of the screen."""
        del context, disambiguation, n
        return _(source)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Never: without this Qt asks nothing."""
        return False
