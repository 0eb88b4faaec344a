"""The participants: type to find one, Enter opens."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.forms import WITHIN_AN_INFUSION
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.roles import may_see_identities
from ucmsc_desktop.domain.summary import summary
from ucmsc_desktop.forms.ui_patients import Ui_Patients
from ucmsc_desktop.pages.list_model import show_list
from ucmsc_desktop.pages.patients_model import CODE, INITIALS, PatientsModel, Row, look_alikes
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme

AT_ONCE = 40
FILTER = 340
WIDTHS = (90, 80, 150, 185, 215, 150)
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PatientsPage(QWidget):
    """Lists all participants. Emits the code of the one to open, or that a new one or the screening list is wanted."""

    chosen = Signal(str)
    new_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, study: Study) -> None:
        """Read the study once and list it."""
        super().__init__()
        self.study = study
        self.model = PatientsModel()
        self.ui = Ui_Patients()
        self.ui.setupUi(self)
        self._set_up_table()
        ui = self.ui
        may_enter = study.may_write(Participant.form)
        ui.new_button.setVisible(may_enter)
        ui.first_button.setVisible(may_enter)
        for button in (ui.new_button, ui.first_button):
            button.clicked.connect(lambda: self.new_wanted.emit())
        ui.screening_button.clicked.connect(lambda: self.list_wanted.emit())
        ui.filter.textChanged.connect(self._filter)
        ui.filter.returnPressed.connect(self.open_current)
        ui.table.activated.connect(lambda index: self._open(index))
        ui.table.clicked.connect(lambda index: self._open(index))
        for watched in (ui.filter, ui.table):
            watched.installEventFilter(self)
        if may_enter:
            QShortcut(
                QKeySequence("Ctrl+N"),
                self,
                lambda: self.new_wanted.emit(),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._warm)
        self.refresh()

    def _warm(self) -> None:
        if not self.model.warm(AT_ONCE):
            self._idle.stop()

    def _set_up_table(self) -> None:
        table = self.ui.table
        show_list(table, self.model, WIDTHS, _("Participants"))
        table.setColumnHidden(INITIALS, not may_see_identities(self.study.account.roles))
        self.ui.filter.setFixedWidth(theme.scaled(FILTER))
        self.ui.filter.setAccessibleName(_("Find a participant"))

    def refresh(self) -> None:
        """Read all participants again; the one that was marked stays marked."""
        current = self.current()
        protocol, today = self.study.protocol, self.study.clock().date()
        identities = self.study.identities()
        twins, hidden = look_alikes(identities), blinding.open_assessments(self.study)
        rows = [
            Row(
                subject,
                partial(summary, protocol, subject, records, today),
                identities.get(subject),
                twins=twins.get(subject, ()),
                hidden=subject in hidden,
            )
            for subject, records in self.study.everything(without=WITHIN_AN_INFUSION).items()
        ]
        self.model.set_rows(rows)
        self._idle.start()
        self._mark(current)
        self.ui.views.setCurrentWidget(self.ui.listing if rows else self.ui.empty)
        self._count()

    def begin(self) -> None:
        """Put the keyboard into the filter, with what stands there marked."""
        self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ui.filter.selectAll()

    def current(self) -> str:
        """The code of the marked participant, empty for none."""
        index = self.ui.table.currentIndex()
        return self.model.row(index.row()).subject if index.isValid() else ""

    def open_current(self) -> None:
        """Open the marked participant."""
        self._open(self.ui.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.row(index.row()).subject)

    def _filter(self, typed: str) -> None:
        current = self.current()
        self.model.set_filter(typed)
        self._mark(current)
        self._count()

    def _mark(self, subject: str) -> None:
        if self.model.rowCount():
            place = max(0, self.model.place_of(subject))
            self.ui.table.setCurrentIndex(self.model.index(place, CODE))

    def _count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        if shown == total:
            words = ngettext("{n} participant", "{n} participants", total).format(n=total)
        else:
            words = _("{shown} of {total}").format(shown=shown, total=total)
        self.ui.count.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let arrows in the filter move in the list, and letters in the list go to the filter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.ui.filter and event.key() in MOVES:
                self._move(event)
                return True
            if watched is self.ui.table and self._is_typed(event):
                self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ui.filter.insert(event.text())
                return True
            if event.key() == Qt.Key.Key_Escape and self.ui.filter.text():
                self.ui.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type to find from anywhere on the page."""
        if self._is_typed(event):
            self.ui.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ui.filter.insert(event.text())
            return
        super().keyPressEvent(event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        return bool(event.text()) and event.text().isprintable() and plain == Qt.KeyboardModifier.NoModifier

    def _move(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        last = self.model.rowCount() - 1
        if last >= 0:
            place = self.ui.table.currentIndex().row() + step[Qt.Key(event.key())]
            self.ui.table.setCurrentIndex(self.model.index(min(max(place, 0), last), CODE))
