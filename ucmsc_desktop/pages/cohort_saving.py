"""The cohort on its way out of the program: pictures, pages and tables, each whole or not at all, and noted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.cohort_filter import CohortFilter
from ucmsc_desktop.domain.cohort_words import single_arm_words
from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.practice_words import practice_words
from ucmsc_desktop.domain.trellis import trellis
from ucmsc_desktop.pages.out_file import chosen_csv, chosen_png, keep_whole, png
from ucmsc_desktop.pages.pdf_file import chosen_pdf
from ucmsc_desktop.pages.picture_out import stamped, study_words
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from ucmsc_desktop.reports.finish import Printout
    from ucmsc_desktop.reports.furnish import Printed

WIDTH, HEIGHT = 900, 560
SHARP = 2.0
TABLES = {
    "response": N_("Response by visit as CSV…"),
    "relapse": N_("Relapse as CSV…"),
    "primary": N_("Primary outcome as CSV…"),
    "participants": N_("Participants as CSV…"),
}


class CohortSaving(QObject):
    """Saves what is shown of the cohort. `said` tells what was done, `problem` what kept it from that."""

    said = Signal(str)
    problem = Signal(str)

    def __init__(self, study: Study, parent: QWidget) -> None:
        """Take the study whose trail notes what leaves it."""
        super().__init__(parent)
        self._study, self._parent = study, parent
        self.members: Sequence[Member] = ()
        self.looked_at, self.total = CohortFilter(), 0

    # Pictures

    def choose_png(self, figure: Figure) -> None:
        """Ask for a place and save a picture."""
        if path := chosen_png(self._parent, f"cohort-{figure.key}.png"):
            self.save_png(path, figure)

    def save_png(self, path: Path, figure: Figure) -> None:
        """Save a figure as a picture, with its title and notes."""
        self._keep(path, png(self._picture(figure)), "export", "cohort")

    def choose_everyone_png(self) -> None:
        """Ask for a place and save all participants side by side as a picture."""
        if path := chosen_png(self._parent, "cohort-participants.png"):
            self.save_everyone_png(path)

    def save_everyone_png(self, path: Path) -> None:
        """Save a small plot of each participant in one picture, with what it cannot show and whom it leaves out."""
        from ucmsc_desktop.widgets.trellis import Trellis  # late, as the view of it

        everyone = Trellis()
        everyone.resize(WIDTH, HEIGHT)
        everyone.show_plots(trellis(self._study.protocol, self.members))
        image = everyone.picture(SHARP, f"{single_arm_words()} {self.who_words}.")
        self._keep(path, png(stamped(self._study, image)), "export", "cohort")

    def copy(self, figure: Figure) -> None:
        """Put a figure as a picture on the clipboard."""
        try:
            self._study.log("export", body={"what": "cohort", "file": _("the clipboard")})
        except StudyError as error:
            self.problem.emit(str(error))
            return
        QGuiApplication.clipboard().setImage(self._picture(figure))
        self.problem.emit("")
        self.said.emit(_("Picture copied"))

    def _picture(self, figure: Figure) -> QImage:
        figure, view = self._told(figure), FigureView()
        view.resize(WIDTH, max(HEIGHT, view.minimumSizeHint().height()))
        view.show_figure(figure)
        view.resize(WIDTH, max(HEIGHT, view.minimumSizeHint().height()))
        return stamped(self._study, view.picture(SHARP))

    def _told(self, figure: Figure) -> Figure:
        """A figure that says, wherever it is seen, what it cannot show and whom it leaves out."""
        return msgspec.structs.replace(figure, notes=(single_arm_words(), f"{self.who_words}.", *figure.notes))

    @property
    def who_words(self) -> str:
        """Who is looked at."""
        return self.looked_at.words(len(self.members), self.total)

    # Pages

    def choose_pdf(self, figures: Sequence[Figure], name: str) -> None:
        """Ask for a place and save figures."""
        if path := chosen_pdf(self._parent, f"{name}.pdf"):
            self.save_pdf(path, figures)

    def save_pdf(self, path: Path, figures: Sequence[Figure]) -> None:
        """Save figures as pages."""
        from ucmsc_desktop.reports.figure_pages import figures_pdf  # late, for start-up

        study = self._study
        made = figures_pdf(
            [self._told(one) for one in figures],
            study.protocol,
            self._printed(),
            title=_("Cohort"),
            practice=study.practice,
        )
        self._keep_pages(path, made)

    def choose_everyone(self) -> None:
        """Ask for a place and save all participants side by side."""
        if path := chosen_pdf(self._parent, "cohort-participants.pdf"):
            self.save_everyone(path)

    def save_everyone(self, path: Path) -> None:
        """Save a small plot of each participant as pages."""
        from ucmsc_desktop.reports.trellis import trellis_pdf  # late, for start-up

        study, notes = self._study, (single_arm_words(), f"{self.who_words}.")
        made = trellis_pdf(
            trellis(study.protocol, self.members),
            study.protocol,
            self._printed(),
            title=_("All participants"),
            practice=study.practice,
            notes=notes,
        )
        self._keep_pages(path, made)

    def _keep_pages(self, path: Path, made: Printout) -> None:
        lacking = " ".join(missing.sentence() for missing in made.unprintable)
        self._keep(path, made.pdf, "print", "cohort", lacking)

    def _printed(self) -> Printed:
        from ucmsc_desktop.reports.furnish import Printed

        return Printed(self._study.account.full_name, self._study.clock())

    # Tables

    def choose_csv(self, table: str) -> None:
        """Ask for a place and save a table."""
        if path := chosen_csv(self._parent, f"cohort-{table}.csv"):
            self.save_csv(path, table)

    def save_csv(self, path: Path, table: str) -> None:
        """Save a table with its exact numbers."""
        from ucmsc_desktop.exchange.cohort_csv import WRITERS  # late, for start-up

        real = [practice_words()] if self._study.practice else []
        told = "; ".join([self.who_words, study_words(self._study), *real])
        content = WRITERS[table](self._study.protocol, self.members, told)
        self._keep(path, content.encode("utf-8"), "export", f"cohort-{table}")

    def _keep(self, path: Path, content: bytes, kind: str, what: str, lacking: str = "") -> None:
        body = {"what": what, "file": path.name, "of": self.who_words}
        refused = keep_whole(path, content, lambda: self._study.log(kind, body=body))
        self.problem.emit(refused or lacking)
        if not refused:
            self.said.emit(_("Saved as {path}").format(path=path))
