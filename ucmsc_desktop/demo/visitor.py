"""Somebody who uses the program: keys and clicks on the real pages, and a picture of each."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.demo.nurse import Nurses
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.infusion_words import million_cells
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.pages.places import Place, Section
from ucmsc_desktop.pages.window import MainWindow, dress
from ucmsc_desktop.pages.workspace import Workspace
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

SCORES = (("8", "221"), ("6", "322"), ("", "332"), ("", "231"))
"""Area in % and the three grades of each region, in the order of the form; without a % the area is the map's."""
LESIONS = (
    (1, ((240, 62), (795, 95), (112, 395), (868, 400), (418, 398), (655, 412))),
    (2, ((205, 262), (300, 330), (760, 270), (842, 300), (236, 450), (815, 430), (760, 420), (225, 730), (705, 640))),
    (4, ((300, 250), (820, 220), (330, 720))),
)
"""Where lesions are painted, in chart units, by the size of the brush in quarters of a palm."""
_DAB = (QPointF(0, 0), QPointF(9, 5))
WINDOW = (1280, 720)
_PLACES = (
    Section.AUDIT,
    Section.ACCOUNTS,
    Section.SETTINGS,
    Section.PROTOCOL,
    Section.LABORATORIES,
    Section.CTCAE,
    Section.PRODUCT,
    Section.CANDIDATES,
    Section.COHORT,
    Section.PROGRESS,
    Section.HELP,
    Section.NEW,
)


class Visitor:
    """Goes through the program and keeps a picture of what it sees."""

    def __init__(self, pictures: Path, config: Path) -> None:
        """Start the program with settings of its own, so that those of the person stay as they are."""
        self._app = cast(QApplication, QApplication.instance() or QApplication(["ucmsc-desktop"]))
        self._pictures = pictures
        self._settings = Settings(theme="light")
        dress(self._app, self._settings)
        self._window = MainWindow(self._settings, config)
        self._window.resize(*WINDOW)
        self._window.show()
        self._window.activateWindow()
        QTest.qWaitForWindowActive(self._window)

    def _settle(self) -> None:
        QTest.qWait(30)

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        self._settle()
        file = self._pictures / f"{name}.png"
        if not (widget or self._window).grab().save(str(file)):
            raise OSError(errno.EIO, _("the picture could not be written"), str(file))

    @property
    def _workspace(self) -> Workspace:
        return cast(Workspace, self._window.workspace)

    @property
    def _page(self) -> Any:
        return self._workspace.page

    def before_log_in(self, study: Path) -> None:
        """See the first run and the log-in."""
        self._picture("first-run")
        self._window.enter(study)
        self._picture("log-in")

    def log_in(self, study: Study) -> None:
        """Enter the study."""
        self._window.begin(study)
        self._picture("patients")

    def look_around(self) -> None:
        """See the places that belong to no participant."""
        for section in _PLACES:
            self._workspace.go(Place(section))
            self._await_reading()
            name = "new-participant" if section is Section.NEW else section.value
            self._picture(name)

    def _await_reading(self) -> None:
        turns = getattr(self._page, "turns", None)
        while turns is not None and turns.is_under_way:
            self._settle()

    def screening(self, subject: str) -> None:
        """See the facts of a candidate, and the verdict that follows from them."""
        for form in (*FACT_FORMS, Screening.form):
            self._open(subject, "SCR", form)
            self._picture("screening" if form == Screening.form else f"screening-{form.lower()}")

    def score(self, subject: str, visit: str) -> str:
        """Score a PASI by keys and sign it; answers the total as shown."""
        self._workspace.open_subject(subject)
        self._picture("overview")
        self._open(subject, visit, "PASI")
        self._paint()
        for number, (area, grades) in enumerate(SCORES):
            QTest.keyClicks(self._focus(), area)
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            for grade in grades[: 2 if number == len(SCORES) - 1 else 3]:
                QTest.keyClicks(self._focus(), grade)
        self._picture("pasi")
        QTest.keyClicks(self._focus(), SCORES[-1][1][-1])
        self._sign("sign")
        self._picture("pasi-signed")
        return text.tenths_text(self._page.record.tenths())

    def _paint(self) -> None:
        """Paint lesions with the mouse; then go back to the first entry of the matrix."""
        chart = self._page.ui.body_map
        for quarters, places in LESIONS:
            chart.set_quarters(quarters)
            for place in places:
                begin, end = (chart.to_view().map(QPointF(*place) + step).toPoint() for step in _DAB)
                QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=begin)
                QTest.mouseMove(chart, end)
                QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=end)
        self._page.focus(self._page.first_field())

    def infuse(self, subject: str, visit: str) -> str:
        """Give an infusion at the bedside as two nurses do, and sign it; answers the cells given as shown."""
        self._open(subject, visit, Infusion.form)
        Nurses(self._page, self._picture).give()
        self._in_dialog(lambda dialog: self._give_password(dialog, "sign-infusion"))
        self._page.ui.sign_button.click()
        kept = self._page.study.find(Key(subject, visit, Infusion.form))
        if kept is None or kept.state is not State.SIGNED:
            raise StudyError(_("The form could not be signed."))
        for form in (AdverseEvent.form, Medication.form):
            self._open(subject, visit, form)
            self._picture(form.lower())
        return million_cells(kept.record.cells_given)

    def safety(self, subject: str) -> None:
        """See the safety summary of a participant."""
        self._workspace.open_subject(subject)
        self._workspace.go(Place(Section.SAFETY))
        self._picture("safety")

    def trajectory(self, subject: str, png: Path) -> None:
        """See a participant's trajectory and keep it as a picture of its own."""
        self._workspace.open_subject(subject)
        self._workspace.go(Place(Section.CHARTS))
        self._picture("trajectory")
        self._workspace.go(Place(Section.COMPARE))
        self._picture("compare")
        self._workspace.go(Place(Section.CHARTS))
        self._page.saving.save_png(png)

    def print_preview(self, subject: str) -> None:
        """See the printed form before it is printed, and where data is exported."""
        self._workspace.open_subject(subject)
        self._workspace.go(Place(Section.PRINT))
        while self._page.job.is_under_way:
            self._settle()
        self._picture("print")
        self._workspace.go(Place(Section.EXPORT))
        self._picture("export")

    def close(self) -> None:
        """Leave the program; there is nobody to answer what it asks where the study cannot be closed."""
        answering = QTimer(self._window)
        answering.timeout.connect(self._agree)
        answering.start(100)
        self._window.close()
        answering.stop()
        self._settle()

    def _agree(self) -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QMessageBox):
            (asked.button(QMessageBox.StandardButton.Yes) or asked.buttons()[0]).click()

    def _open(self, subject: str, visit: str, form: str) -> None:
        self._workspace.open_subject(subject)
        self._workspace.open_form(visit, form)
        self._settle()

    def _focus(self) -> QWidget:
        return self._window.focusWidget()

    def _sign(self, name: str) -> None:
        self._in_dialog(lambda dialog: self._give_password(dialog, name))
        if not self._page.sign():
            raise StudyError(_("The form could not be signed."))

    def _give_password(self, dialog: Any, name: str) -> None:
        QTest.keyClicks(dialog.ui.password, PRACTICE_PASSWORD)
        self._picture(name, dialog)
        dialog.ui.sign_button.click()

    def _in_dialog(self, act: Callable[[QWidget], None]) -> None:
        def when_open() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                return
            try:
                act(dialog)
            finally:
                dialog.close()

        QTimer.singleShot(100, when_open)
