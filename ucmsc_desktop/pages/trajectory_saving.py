"""A trajectory on its way out of the program: picture, pages and values, each whole or not at all, and noted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.plot_table import plot_table
from ucmsc_desktop.pages.cells_out import plain_cell
from ucmsc_desktop.pages.out_file import chosen_csv, chosen_png, keep_whole, png
from ucmsc_desktop.pages.pdf_file import chosen_pdf, keep_pdf
from ucmsc_desktop.pages.picture_out import stamped
from ucmsc_desktop.pages.trajectory_data import CourseData
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.trajectory import TrajectoryChart
from ucmsc_desktop.widgets.trajectory_shown import Shown

WHAT = "trajectory"


class TrajectorySaving(QObject):
    """Saves and copies what the page shows. `said` tells what was done, `problem` what kept it from that."""

    said = Signal(str)
    problem = Signal(str)

    def __init__(self, study: Study, subject: str, chart: TrajectoryChart) -> None:
        """Take the chart and the study whose trail notes what leaves it."""
        super().__init__(chart)
        self._study, self._subject, self._chart = study, subject, chart

    def choose_png(self, parent: QWidget) -> None:
        """Ask for a place and save the picture."""
        path = chosen_png(parent, _("{subject} trajectory.png").format(subject=self._subject))
        if path is not None:
            self.save_png(path)

    def save_png(self, path: Path) -> None:
        """Save the chart as a picture."""
        refused = _("The picture was not saved in {path}: {reason}. What was there before is unchanged.")
        problem = keep_whole(path, png(self._picture()), lambda: self._note("export", path.name), refused)
        self._tell(problem, _("Picture saved as {path}.").format(path=path))

    def choose_pdf(self, parent: QWidget, data: CourseData, shown: Shown) -> None:
        """Ask for a place and save the tab as pages."""
        path = chosen_pdf(parent, _("{subject} trajectory.pdf").format(subject=self._subject))
        if path is not None:
            self.save_pdf(path, data, shown)

    def save_pdf(self, path: Path, data: CourseData, shown: Shown) -> None:
        """Save the tab with its values as pages that print sharp, also in grey."""
        from ucmsc_desktop.reports.furnish import Printed
        from ucmsc_desktop.reports.trajectory import trajectory_pdf  # late, for start-up

        measure = shown.plot.measure
        spreads: dict[Measure, Spread] = {measure: shown.spread} if shown.spread is not None else {}
        made = trajectory_pdf(
            data.protocol,
            data.course,
            data.records,
            Printed(self._study.account.full_name, self._study.clock()),
            practice=self._study.practice,
            measures=(measure,),
            people=data.people,
            spreads=spreads,
        )
        problem = keep_pdf(path, made.pdf, lambda: self._note("print", path.name))
        self._tell(problem, _("Saved as {path}.").format(path=path))

    def choose_csv(self, parent: QWidget, shown: Shown) -> None:
        """Ask for a place and save the values of the tab."""
        path = chosen_csv(parent, _("{subject} trajectory.csv").format(subject=self._subject))
        if path is not None:
            self.save_csv(path, shown)

    def save_csv(self, path: Path, shown: Shown) -> None:
        """Save the values of the tab as other programs read them."""
        from ucmsc_desktop.exchange.plot_csv import plots_csv  # late, for start-up

        content = (plots_csv(shown.course, [shown.plot]) + "\n").encode("utf-8")
        problem = keep_whole(path, content, lambda: self._note("export", path.name))
        self._tell(problem, _("Saved as {path}.").format(path=path))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self._may_leave():
            QGuiApplication.clipboard().setImage(self._picture())
            self._tell("", _("Picture copied."))

    def copy_values(self, shown: Shown) -> None:
        """Put the values on the clipboard as cells of a table."""
        if self._may_leave():
            QGuiApplication.clipboard().setText(cells(shown))
            self._tell("", _("Values copied."))

    def _picture(self) -> QImage:
        return stamped(self._study, self._chart.picture())

    def _may_leave(self) -> bool:
        try:
            self._note("export", _("the clipboard"))
        except StudyError as error:
            self.problem.emit(str(error))
            return False
        return True

    def _note(self, kind: str, where: str) -> None:
        name = "to" if kind == "print" else "file"
        self._study.log(kind, subject=self._subject, body={"what": WHAT, name: where})

    def _tell(self, problem: str, done: str) -> None:
        self.problem.emit(problem)
        if not problem:
            self.said.emit(done)


def cells(shown: Shown) -> str:
    """All values of a tab as cells of a table: columns by tabulators, rows by lines."""
    table = plot_table(shown.protocol, shown.course, shown.plot)
    rows = [[_("Participant"), *(head for head, _share in table.heads)]]
    rows += [[shown.course.subject, *row] for row in table.rows]
    return "\n".join("\t".join(map(plain_cell, row)) for row in rows) + "\n"
