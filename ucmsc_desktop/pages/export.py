"""Data that leaves the study as files, and a study that is taken over from one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.forms.ui_export import Ui_Export
from ucmsc_desktop.outbound import exports, taking
from ucmsc_desktop.outbound.closed import in_the_way
from ucmsc_desktop.outbound.exports import Order
from ucmsc_desktop.outbound.progress import Progress
from ucmsc_desktop.outbound.taking import Taken
from ucmsc_desktop.pages.door import Door
from ucmsc_desktop.pages.export_order import OrderChoice
from ucmsc_desktop.pages.export_outcome import Outcome
from ucmsc_desktop.pages.export_words import ABOUT, IMPORT, safe_words
from ucmsc_desktop.pages.job import Job
from ucmsc_desktop.pages.out_file import chosen_file
from ucmsc_desktop.pages.under_way import UnderWay, show_progress
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme

SIDE, BAR = 440, 320


class ExportPage(QWidget):
    """Writes what was chosen, whole or not at all, while the window answers. Leaving the page stops it."""

    status = Signal(str)
    section_wanted = Signal(str)
    record_wanted = Signal(str, object)
    changed = Signal()
    """Participants were taken over."""

    def __init__(self, study: Study, subject: str = "") -> None:
        """Offer the formats; `subject` is the participant that a person looks at."""
        super().__init__()
        self.study = study
        self.ui = Ui_Export()
        self.ui.setupUi(self)
        self.door = Door(self.ui.stack, study)
        self.choice = OrderChoice(self.ui, study, subject, self)
        self.outcome = Outcome(self.ui)
        self.job = Job(self)
        self._before_all: UnderWay | None = None
        self._dress()
        self._connect()
        self._look()

    def _dress(self) -> None:
        ui = self.ui
        ui.order_card.setMaximumWidth(theme.scaled(SIDE))
        ui.working_bar.setMinimumWidth(theme.scaled(BAR))
        for ground in (ui.stack, ui.about, ui.working, ui.done, ui.order, ui.formats):
            ground.setAutoFillBackground(False)
        ui.import_words.setText(_(IMPORT))
        ui.working_note.setText(_("Leaving this page stops the export, and nothing is left half-written."))
        ui.import_card.setVisible(not self.study.subjects())
        ui.problem.hide()
        self.setFocusProxy(ui.formats)

    def _connect(self) -> None:
        ui = self.ui
        self.choice.changed.connect(self._look)
        ui.export_button.clicked.connect(self._choose_place)
        ui.import_button.clicked.connect(self._choose_source)
        ui.cancel_button.clicked.connect(self.cancel)
        ui.again_button.clicked.connect(self._look)
        self.job.progressed.connect(self._tell)
        self.job.failed.connect(self._failed)

    def _look(self) -> None:
        """Say what would leave, as the entries stand."""
        ui, order = self.ui, self.choice.order
        ui.about_title.setText(_(order.format.label))
        ui.about_words.setText(_(ABOUT[order.format]))
        ui.about_safe.setText(safe_words(named=ui.identities.isChecked()))
        self._say("")
        self.door.open()
        if not self.job.is_under_way:
            ui.stack.setCurrentWidget(ui.about)

    def _say(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # Out

    def _choose_place(self) -> None:
        order = self.choice.order
        problem = self.choice.missing
        if not problem and self._is_shut(order):
            return
        problem = problem or exports.refusal(self.study, order)
        self._say(problem)
        target = None if problem else self._chosen(order)
        if target is not None:
            self.export(order, target)

    def _is_shut(self, order: Order) -> bool:
        """Where scores are closed show what opens them, and offer those who are not in the way."""
        asked = order.subjects or self.study.subjects()
        page = self.door.shut(asked, offer_others=True)
        if page is not None:
            self._say("")
            shut = {key.subject for key in in_the_way(self.study, asked)}
            page.record_wanted.connect(self.record_wanted)
            page.opened.connect(self._look)
            page.without.connect(lambda: self._export_only([code for code in asked if code not in shut]))
        return page is not None

    def _export_only(self, codes: Sequence[str]) -> None:
        self.choice.choose_some(codes)
        self._choose_place()

    def _chosen(self, order: Order) -> Path | None:
        name = exports.name(self.study, order)
        if order.zipped:
            return chosen_file(self, _("Export"), name, _("Zip files (*.zip)"))
        folder = QFileDialog.getExistingDirectory(self, _("Folder in which the export is made"))
        return free(Path(folder), name) if folder else None

    def export(self, order: Order, target: Path) -> None:
        """Write the files, a participant each turn."""
        try:
            work = exports.export(self.study, order, target)
        except StudyError as error:
            self._say(str(error))
            return
        self._set_busy(busy=True)
        self._tell(Progress(0, 1))
        self.ui.stack.setCurrentWidget(self.ui.working)
        self.job.begin(work, partial(self._exported, target))

    def _exported(self, target: Path, names: tuple[str, ...]) -> None:
        self._set_busy(busy=False)
        self.ui.identities.setChecked(False)
        self.ui.reason.clear()
        self.outcome.exported(target, names)
        self.status.emit(_("Exported to {path}").format(path=target))

    # In

    def _choose_source(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Take over a study"), "", _("ODM files (*.xml)"))
        if file:
            self.take_over(Path(file))

    def take_over(self, file: Path) -> None:
        """Take over a study from a file, whole or not at all; nothing else is written meanwhile."""
        self._before_all = UnderWay(_("Take over a study"), _("The file is checked, then taken over."), self)
        self._before_all.rejected.connect(self.cancel)
        self._before_all.show()
        self._set_busy(busy=True)
        self.job.begin(taking.take_over(self.study, file), partial(self._taken_over, file))

    def _taken_over(self, file: Path, taken: Taken) -> None:
        self._set_busy(busy=False)
        self.choice.refresh()
        self.outcome.taken_over(file, taken)
        self.ui.import_card.setVisible(not self.study.subjects())
        self.changed.emit()

    # While it is under way

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.ui.order, self.ui.export_button, self.ui.import_card):
            part.setEnabled(not busy)
        (self.ui.cancel_button if busy else self.ui.export_button).setFocus()
        if not busy and self._before_all is not None:
            self._before_all.accept()
            self._before_all = None

    def _tell(self, progress: Progress) -> None:
        if self._before_all is not None:
            self._before_all.tell(progress)
            return
        ui, done, total = self.ui, text.number_text(progress.done), text.number_text(progress.total)
        show_progress(ui.working_bar, progress)
        far = [_("{done} of {total}").format(done=done, total=total)] if progress.total > 1 else []
        ui.working_words.setText("\n".join([_(self.choice.order.format.label), *far]))

    def cancel(self) -> None:
        """Stop what is under way and take away what it had begun to write."""
        self.job.end()
        self._set_busy(busy=False)
        self.outcome.refused("info", _("Stopped. Nothing was written."))
        self.status.emit("")

    def _failed(self, error: StudyError) -> None:
        self._set_busy(busy=False)
        reasons = getattr(error, "reasons", ())
        sentence = str(error).splitlines()[0] if reasons else str(error)
        self.outcome.refused("error", sentence, reasons)
        self.status.emit("")


def free(folder: Path, name: str) -> Path:
    """A name in the folder that nothing has yet: files of two exports in one folder would be taken for one."""
    places = (folder / f"{name}-{number}" if number > 1 else folder / name for number in count(1))
    return next(place for place in places if not place.exists())
