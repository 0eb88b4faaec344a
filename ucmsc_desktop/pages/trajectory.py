"""One participant's trajectory: tabs of the chart, and beside it the primary visit, the doses and every visit."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QTableWidgetItem, QWidget

from ucmsc_desktop.domain.course import Course
from ucmsc_desktop.domain.measures import Measure
from ucmsc_desktop.domain.plot_words import PlotStop, plot_stops
from ucmsc_desktop.domain.trajectory import is_taken_over
from ucmsc_desktop.domain.trajectory_words import doses_given, doses_words, primary
from ucmsc_desktop.forms.ui_trajectory import Ui_Trajectory
from ucmsc_desktop.pages.trajectory_cohort import MEASURES, CohortBeside, too_few
from ucmsc_desktop.pages.trajectory_data import CourseData, course_data
from ucmsc_desktop.pages.trajectory_rows import heads_and_rows
from ucmsc_desktop.pages.trajectory_saving import TrajectorySaving
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons, theme
from ucmsc_desktop.widgets.trajectory import ChartPlace
from ucmsc_desktop.widgets.trajectory_shown import Shown

SIDE = 364
WIDEST = 16_777_215
TABS = tuple(Measure)


@dataclass(frozen=True)
class TrajectoryPlace:
    """How a trajectory was looked at: its tab, where in the chart, and whether the cohort was beside it."""

    tab: int
    chart: ChartPlace
    with_cohort: bool


class TrajectoryPage(QWidget):
    """The trajectory of a participant. `open_form` asks for the form behind a point; `status` tells what was done."""

    open_form = Signal(str, str)
    status = Signal(str)
    section_wanted = Signal(str)

    def __init__(self, study: Study, subject: str) -> None:
        """Show the participant's course as it stands now."""
        super().__init__()
        self.ui = Ui_Trajectory()
        self.ui.setupUi(self)
        self._study = study
        self._subject = subject
        self._data: CourseData
        self._shown: Shown
        self.cohort = CohortBeside(study, self)
        self.saving = TrajectorySaving(study, subject, self.ui.chart)
        self._dress()
        self._connect()
        self.setFocusProxy(self.ui.chart)
        self.refresh()

    def _dress(self) -> None:
        ui = self.ui
        ui.problem.hide()
        self.open_button = QPushButton(_("Open record"))
        self.compare_button = QPushButton(_("Compare visits…"))
        for button in (self.open_button, self.compare_button):
            ui.chart.foot.addWidget(button)
        ui.tabs.keeps_one = True
        ui.tabs.set_words([_(measure.label) for measure in TABS])
        ui.tabs.set_index(0)
        self._draw_icons()

    def _draw_icons(self) -> None:
        self.ui.cohort_button.setIcon(icons.icon("users", on=theme.current().accent))
        self.ui.save_button.setIcon(icons.icon("download"))

    def _connect(self) -> None:
        ui = self.ui
        ui.tabs.chosen.connect(lambda _index: self._show_tab())
        ui.cohort_button.toggled.connect(self._want_cohort)
        ui.save_button.clicked.connect(self._offer_saving)
        self.open_button.clicked.connect(lambda: self._open(ui.visits.currentRow()))
        self.compare_button.clicked.connect(lambda: self.section_wanted.emit("compare"))
        ui.chart.chosen.connect(self._mark_row)
        ui.chart.opened.connect(self._open)
        ui.visits.currentCellChanged.connect(ui.chart.choose)
        ui.visits.itemActivated.connect(self._row_activated)
        self.cohort.ready.connect(self._cohort_ready)
        self.cohort.failed.connect(self._cohort_failed)
        self.saving.said.connect(self.status)
        self.saving.problem.connect(self._say)
        # The chart and the table alike: a table alone would copy one of its cells.
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self._copy_values)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self) -> None:
        """Read the records again and show them. Whether a person may see them is decided before the page is built."""
        self._data = course_data(self._study, self._subject)
        self.cohort.forget()
        self._show_primary(self._data.course)
        self._show_doses(self._data.course)
        self._show_tab()
        if self.ui.cohort_button.isChecked():
            self._want_cohort(True)

    def leave(self) -> None:
        """Read nothing for a page that is left."""
        self.cohort.stop()

    def kept_place(self) -> TrajectoryPlace:
        """How the trajectory is looked at now."""
        return TrajectoryPlace(self.ui.tabs.index(), self.ui.chart.kept_place(), self.ui.cohort_button.isChecked())

    def take_place(self, place: TrajectoryPlace) -> None:
        """Look at the trajectory as before; the cohort only if it may still be shown."""
        self.ui.tabs.set_index(place.tab)
        self._show_tab()
        self.ui.chart.take_place(place.chart)
        if not self.cohort.refusal(Measure.PASI):  # also on a tab beside which none is drawn: it stays for the others
            self.ui.cohort_button.setChecked(place.with_cohort)

    @property
    def measure(self) -> Measure:
        """The tab that is looked at."""
        return TABS[self.ui.tabs.index()]

    def _say(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # --- The tab ---

    def _show_tab(self) -> None:
        self._offer_cohort()
        button = self.ui.cohort_button
        wanted = button.isChecked() and button.isEnabled()
        self._shown = self._data.shown(self.measure, self.cohort.spread(self.measure) if wanted else None)
        self.ui.visits.show_rows(*heads_and_rows(self._shown))
        self.ui.chart.show_tab(self._shown)
        self._mark_row(self.ui.chart.place)

    def _stop(self, place: int) -> PlotStop | None:
        stops = plot_stops(self._shown.course, self._shown.plot)
        return stops[place] if 0 <= place < len(stops) else None

    def _mark_row(self, place: int) -> None:
        self.ui.visits.mark(place)
        self.open_button.setEnabled(self._can_open(self._stop(place)))

    def _row_activated(self, item: QTableWidgetItem) -> None:
        self._open(item.row())

    def _can_open(self, stop: PlotStop | None) -> bool:
        """Whether a form stands behind a stop: totals from an earlier record have none."""
        return stop is not None and any(visit.key == stop.visit for visit in self._study.protocol.visits)

    def _open(self, place: int) -> None:
        stop = self._stop(place)
        if stop is not None and self._can_open(stop):
            self.open_form.emit(stop.visit, stop.form or "")

    # --- The cohort ---

    def _offer_cohort(self) -> None:
        button, why = self.ui.cohort_button, self.cohort.refusal(self.measure)
        button.setEnabled(not why)
        button.setToolTip(why or _("Median and middle half of all participants beside this one"))
        button.setAccessibleDescription(why)

    def _want_cohort(self, wanted: bool) -> None:  # noqa: FBT001 - as Qt's toggled
        self._say("")
        if wanted and not self.cohort.is_read:
            self.status.emit(_("Reading the cohort…"))
            self.cohort.read()
        else:
            self.cohort.stop()
            self.status.emit("")
            self._show_tab()

    def _cohort_ready(self) -> None:
        if self.measure in MEASURES and self.cohort.spread(self.measure) is None:
            self._cohort_failed(too_few())
        else:
            self.status.emit("")
            self._show_tab()

    def _cohort_failed(self, why: str) -> None:
        self.ui.cohort_button.setChecked(False)
        self._say(why)

    # --- Room ---

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Wear the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_data"):
            self._draw_icons()
            self._show_primary(self._data.course)

    def _beside(self) -> int:
        """The width at which chart and cards stand side by side."""
        edges = self.ui.layout_2.contentsMargins()
        room = edges.left() + edges.right() + self.ui.layout_2.spacing()
        return self.ui.chart_card.minimumSizeHint().width() + theme.scaled(SIDE) + room

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for the chart: the cards go below it where large text leaves no room beside it."""
        spare = theme.scaled(SIDE) + self.ui.layout_2.spacing()
        return QSize(self._beside() - spare, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the cards beside the chart, or below it."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit once the layout stands; keep Esc from leaving the page while not everything is in sight."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_zoomed(event):
            event.accept()
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """With Esc see everything again."""
        if self._is_zoomed(event):
            self.ui.chart.plot.whole()
        else:
            super().keyPressEvent(event)

    def _is_zoomed(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not self.ui.chart.plot.zoom.is_whole

    def _fit(self) -> None:
        fits = self.width() >= self._beside()
        self.ui.side.setMinimumWidth(theme.scaled(SIDE) if fits else 0)
        self.ui.side.setMaximumWidth(theme.scaled(SIDE) if fits else WIDEST)
        ways = QBoxLayout.Direction
        self.ui.layout_2.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    # --- Out of the program ---

    def _offer_saving(self) -> None:
        menu, button = self.saving_menu(), self.ui.save_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def saving_menu(self) -> QMenu:
        """What can be saved and copied of the tab."""
        menu, saving = QMenu(self), self.saving
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Save picture…"), lambda: saving.choose_png(self))
        menu.addAction(_("Save PDF…"), lambda: saving.choose_pdf(self, self._data, self._shown))
        menu.addAction(_("Save values as CSV…"), lambda: saving.choose_csv(self, self._shown))
        menu.addAction(_("Copy picture"), saving.copy_picture)
        menu.addAction(_("Copy values"), self._copy_values)
        return menu

    def _copy_values(self) -> None:
        self.saving.copy_values(self._shown)

    # --- Cards ---

    def _show_primary(self, shown: Course) -> None:
        found = primary(self._study.protocol, shown)
        self.ui.primary_title.setText(found.title)
        self.ui.primary_change.setText(found.change)
        self.ui.primary_words.setText(found.words)
        colour = theme.current().ok if found.responds else theme.current().text
        self.ui.primary_change.setStyleSheet(f"color: {colour};")

    def _show_doses(self, shown: Course) -> None:
        self.ui.doses_card.setVisible(not is_taken_over(shown))
        planned = len(self._study.protocol.infusion_visits)
        given = _("{given} of {planned}").format(given=doses_given(shown), planned=planned)
        self.ui.doses_given.setText(given)
        self.ui.doses_words.setText(doses_words(self._study.protocol, shown))
