"""A person at the window: keys wherever the keyboard is, and a draft to return to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.pages.window import MainWindow
from ucmsc_desktop.store.study import Study


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key wherever the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def draft(study: Study, subject: str = "P-005", visit: str = "W4") -> Key:
    """Begin a PASI."""
    key = Key(subject, visit, "PASI")
    study.keep_draft(key, PasiAssessment().scored(Region.TRUNK, Sign.ERYTHEMA, 3), "trunk_erythema")
    return key
