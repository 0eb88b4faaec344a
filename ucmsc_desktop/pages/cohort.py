"""The cohort: four linked pictures, the tables, and all participants side by side, of everybody or of some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.cohort_filter import CohortFilter, DoseReceived
from ucmsc_desktop.domain.cohort_words import single_arm_words, tables_in_turn
from ucmsc_desktop.domain.figure import Figure
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.member_words import member_words
from ucmsc_desktop.domain.rates import FEWEST
from ucmsc_desktop.domain.trellis import trellis
from ucmsc_desktop.domain.word_table import WordTable
from ucmsc_desktop.forms.ui_cohort import Ui_Cohort
from ucmsc_desktop.pages.cohort_charts import ChartsPlace, CohortCharts
from ucmsc_desktop.pages.cohort_panel import CohortPanel
from ucmsc_desktop.pages.cohort_saving import TABLES, CohortSaving
from ucmsc_desktop.pages.tab_order import walk_in_order
from ucmsc_desktop.pages.turns import Turns
from ucmsc_desktop.pages.word_cards import WordCards
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.store.study_progress import cohort_in_turn
from ucmsc_desktop.text import _, ngettext
from ucmsc_desktop.widgets import theme

if TYPE_CHECKING:
    from ucmsc_desktop.widgets.trellis import Trellis

AT_ONCE = 50
LEAST_HEIGHT, BAR, FIND = 300, 320, 130
DOSES = tuple(DoseReceived)


@dataclass(frozen=True)
class CohortPlace:
    """How the cohort was looked at: who, as what, and who stood out."""

    view: int
    looked_at: CohortFilter
    charts: ChartsPlace
    who: str


class CohortPage(QWidget):
    """Shows the participants of whom a PASI or a dose is known. Nothing is shown before everybody is read."""

    status = Signal(str)
    subject_wanted = Signal(str)
    """The trajectory of this participant is to be opened."""
    section_wanted = Signal(str)

    def __init__(self, study: Study) -> None:
        """Begin to read; the page answers meanwhile."""
        super().__init__()
        self.study = study
        self.everybody: list[Member] | None = None
        self.members: list[Member] = []
        self.who = ""
        self.everyone: Trellis | None = None
        self._is_stale = True
        self._charts_before: ChartsPlace | None = None
        """How the pictures were looked at when the page was left, until everybody is read."""
        self._tables: list[WordTable] | None = None
        """Tables that nobody has looked at yet: labels by the hundred are made when somebody does."""
        self.ui = Ui_Cohort()
        self.ui.setupUi(self)
        self.charts = CohortCharts()
        self.tables = WordCards(_("Tables of the cohort"))
        self.ui.charts_column.addWidget(self.charts)
        self.ui.tables_column.addWidget(self.tables)
        self.turns = Turns(self)
        self.saving = CohortSaving(study, self)
        self._dress()
        self._connect()
        self.refresh()

    def _dress(self) -> None:
        ui = self.ui
        ui.problem.hide()
        for ground in (ui.stack, ui.reading, ui.nobody):
            ground.setAutoFillBackground(False)
        # Else the large pictures would make the page scroll when the banner takes a second line.
        ui.stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        ui.stack.setMinimumHeight(theme.scaled(LEAST_HEIGHT))
        ui.reading_bar.setMinimumWidth(theme.scaled(BAR))
        ui.views.keeps_one = True
        ui.views.set_words((_("Charts"), _("Tables"), _("All participants")))
        ui.views.set_index(0)
        for dose in DOSES:
            ui.dose.addItem(_(dose.label).capitalize(), dose)
        self._offer_all()
        for panel in self.charts.panels:
            self._offer(panel)
        self.setFocusProxy(ui.views)
        above = (ui.views, ui.completed, ui.per_protocol, ui.dose, ui.progress_button, ui.save_button)
        walk_in_order(self, [*above, self.charts, self.tables, ui.find, ui.open_button])
        ui.find.setFixedWidth(theme.scaled(FIND))

    def _offer_all(self) -> None:
        """What can be saved of the whole: the charts, all participants, and the tables."""
        menu = QMenu(self.ui.save_button)
        for words, act in (
            (_("Charts as PDF…"), lambda: self.saving.choose_pdf(self.charts.figures, "cohort")),
            (_("All participants as PDF…"), self.saving.choose_everyone),
            (_("All participants as picture…"), self.saving.choose_everyone_png),
            *((_(words), partial(self.saving.choose_csv, table)) for table, words in TABLES.items()),
        ):
            menu.addAction(words).triggered.connect(lambda _on, act=act: act())
        self.ui.save_button.setMenu(menu)

    def _offer(self, panel: CohortPanel) -> None:
        """What one picture can do: be saved and copied."""
        for words, act in (
            (_("Save picture…"), self.saving.choose_png),
            (_("Copy picture"), self.saving.copy),
            (_("Save PDF…"), lambda figure: self.saving.choose_pdf([figure], f"cohort-{figure.key}")),
        ):
            action = panel.menu.addAction(words)
            action.triggered.connect(lambda _on, act=act: panel.figure is not None and act(panel.figure))

    def _connect(self) -> None:
        ui = self.ui
        ui.views.chosen.connect(self._show_view)
        ui.completed.toggled.connect(self._filter)
        ui.per_protocol.toggled.connect(self._filter)
        ui.dose.activated.connect(self._filter)
        ui.progress_button.clicked.connect(lambda: self.section_wanted.emit("progress"))
        ui.reading_button.clicked.connect(self._stop_or_read)
        ui.nobody_button.clicked.connect(self._show_everybody)
        ui.find.textChanged.connect(self._find)
        ui.find.returnPressed.connect(lambda: self._open(self.who))
        ui.open_button.clicked.connect(lambda: self.subject_wanted.emit(self.who))
        self.charts.changed.connect(self._filter)
        self.charts.chosen.connect(self.choose)
        self.charts.opened.connect(self.subject_wanted)
        self.turns.failed.connect(self._stopped)
        self.saving.said.connect(self.status)
        self.saving.problem.connect(self._say)

    # Reading

    def refresh(self) -> None:
        """Read everybody again."""
        self.everybody = None
        self._say("")
        self.turns.begin(self._read())
        self._show_view()

    def leave(self) -> None:
        """Read nothing while the page is out of sight; it goes on when it is shown again."""
        self.turns.rest()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on where the page was left."""
        super().showEvent(event)
        self.turns.go_on()

    def _read(self) -> Iterator[None]:
        found: list[Member] = []
        count, total = 0, len(self.study.subjects())
        self._tell_progress(count, total)
        yield
        for read, members in cohort_in_turn(self.study, AT_ONCE):
            found += members
            count += read
            self._tell_progress(count, total)
            yield
        self.everybody = found
        self.charts.suit(self.study.protocol, found)
        if self._charts_before is not None:
            self.charts.take_place(self._charts_before)
            self._charts_before = None
        yield from self._draw()

    def kept_place(self) -> CohortPlace:
        """How the cohort is looked at now."""
        charts = self._charts_before or self.charts.kept_place()
        return CohortPlace(self.ui.views.index(), self.looked_at, charts, self.who)

    def take_place(self, place: CohortPlace) -> None:
        """Look at the cohort as before once everybody is read."""
        ui, looked_at = self.ui, place.looked_at
        self._charts_before, self.who = place.charts, place.who
        ui.views.set_index(place.view)
        ui.completed.setChecked(looked_at.completed)
        ui.per_protocol.setChecked(looked_at.per_protocol)
        ui.dose.setCurrentIndex(DOSES.index(looked_at.dose))

    def _tell_progress(self, count: int, total: int) -> None:
        words = _("{n} of {total} participants read").format(n=text.number_text(count), total=text.number_text(total))
        self.ui.reading_words.setText(words)
        self.ui.reading_bar.setRange(0, max(total, 1))
        self.ui.reading_bar.setValue(count)
        self.ui.reading_button.setText(_("Stop"))

    def _stop_or_read(self) -> None:
        if self.turns.is_under_way:
            self.turns.stop()
            self._stopped(_("Stopped. Nothing is shown: a part of the participants is not the cohort."))
        else:
            self.refresh()

    def _stopped(self, words: str) -> None:
        self.ui.reading_words.setText(words)
        self.ui.reading_button.setText(_("Read again"))
        self.everybody = None
        self._show_view()

    # Who is looked at

    @property
    def looked_at(self) -> CohortFilter:
        """The filters as they stand."""
        ui = self.ui
        return CohortFilter(ui.completed.isChecked(), ui.per_protocol.isChecked(), DOSES[ui.dose.currentIndex()])

    def _filter(self) -> None:
        if self.everybody is not None:
            self.turns.begin(self._draw())

    def _show_everybody(self) -> None:
        for box in (self.ui.completed, self.ui.per_protocol):
            box.setChecked(False)
        self.ui.dose.setCurrentIndex(0)
        self._filter()

    def _draw(self) -> Iterator[None]:
        """Make every picture and table of those who are looked at, and only then show them, together."""
        protocol, everybody = self.study.protocol, self.everybody or []
        looked_at = self.looked_at
        members = looked_at.of(protocol, everybody)
        tables: list[WordTable] = []
        for table in tables_in_turn(protocol, members):
            tables += [table] if table is not None else []
            yield
        figures: list[Figure] = []
        for figure in self.charts.drawn(protocol, members):
            figures += [figure] if figure is not None else []
            yield
        self.members = members
        self.saving.members, self.saving.looked_at, self.saving.total = members, looked_at, len(everybody)
        self.charts.show_all(tables, figures)
        self._tables, self._is_stale = tables, True
        self.choose(self.who if any(one.subject == self.who for one in members) else "")
        self._show_view()
        yield from self.charts.painted()

    def _show_everyone(self) -> None:
        """Fill the view of all participants when somebody looks at it."""
        if self.everyone is None:
            from ucmsc_desktop.widgets.trellis import Trellis  # late: most look at the charts and go on

            self.everyone = Trellis()
            self.everyone.chosen.connect(self._open)
            self.ui.everyone_column.addWidget(self.everyone)
        if self._is_stale:
            self._is_stale = False
            self.everyone.show_plots(trellis(self.study.protocol, self.members))
            self.everyone.highlight(self.who)

    def _open(self, who: str) -> None:
        """Where everybody is a small picture already, one click leads to the large one."""
        self.choose(who)
        if who:
            self.subject_wanted.emit(who)

    # What is shown

    def _show_view(self) -> None:
        ui, everybody = self.ui, self.everybody
        views = (ui.charts_place, ui.tables_place, ui.everyone)
        page: QWidget = ui.reading if everybody is None else views[ui.views.index()]
        if everybody is not None and not self.members:
            page = ui.nobody
            ui.nobody_words.setText(self._why_nobody())
            ui.nobody_button.setVisible(bool(everybody))
        if page is ui.everyone:
            self._show_everyone()
        elif page is ui.tables_place and self._tables is not None:
            self.tables.show_tables(self._tables)
            self._tables = None
        ui.stack.setCurrentWidget(page)
        ui.save_button.setEnabled(page not in (ui.reading, ui.nobody))
        ui.person.setVisible(page is ui.charts_place)
        self._count()
        ui.banner.set_status("info", " ".join(self._cautions()))

    def _count(self) -> None:
        """How many are looked at; who, is said by the filters above, and once more in the tooltip."""
        shown, total, said = len(self.members), self.saving.total, self.saving.looked_at
        self.ui.count.setText("" if not self.everybody else said.count_words(shown, total))
        self.ui.count.setVisible(bool(self.everybody))
        self.ui.count.setToolTip(said.words(shown, total))

    def _why_nobody(self) -> str:
        if self.everybody:
            return _("These filters leave nobody.")
        return _("The cohort begins with the first infusion, or with earlier records that are imported.")

    def _cautions(self) -> Iterator[str]:
        yield single_arm_words()
        if 0 < len(self.members) < FEWEST:
            yield _("Fewer than {n} participants: no rates in\u00a0%, no median.").format(n=FEWEST)
        earlier = sum(member.taken_over for member in self.members)
        if earlier and earlier == len(self.members):
            yield _("All are from earlier records.")
        elif earlier:
            yield ngettext("{n} is from an earlier record.", "{n} are from earlier records.", earlier).format(n=earlier)

    def choose(self, who: str) -> None:
        """Let a participant stand out everywhere, and say who it is; nobody for an empty code."""
        self.who = who
        self.charts.highlight(who)
        if self.everyone is not None:
            self.everyone.highlight(who)
        one = next((member for member in self.members if member.subject == who), None)
        self.ui.person_code.setText(who)
        self.ui.person_code.setVisible(bool(who))
        self.ui.person_words.setText(
            member_words(self.study.protocol, one)
            if one is not None
            else _("Click a participant, or go there with the arrows and press Enter: all pictures show who it is.")
        )
        self.ui.open_button.setEnabled(one is not None)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from leaving the page while a picture is larger or somebody stands out."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_left_first(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """With Esc show all pictures again, then nobody in particular."""
        if not self._is_left_first(event):
            super().keyPressEvent(event)
        elif self.charts.is_enlarged:
            self.charts.enlarge(None)
        else:
            self.choose("")

    def _is_left_first(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and (self.charts.is_enlarged or bool(self.who))

    def _find(self, typed: str) -> None:
        """Choose whose code is typed, else the first whose code has it in it; for what fits nobody nobody, and say so.

        Else Enter would open somebody else than the code that stands there.
        """
        wanted = typed.strip().casefold()
        if not wanted:
            self.choose(self.who)
            return
        codes = [one.subject for one in self.members if wanted in one.subject.casefold()]
        exact = [code for code in codes if code.casefold() == wanted]
        self.choose((exact or codes or [""])[0])
        if not codes:
            self.ui.person_words.setText(self._why_not_found(wanted))

    def _why_not_found(self, wanted: str) -> str:
        if any(wanted in one.subject.casefold() for one in self.everybody or ()):
            return _("The filters above leave this code out.")
        return _("Nobody in the cohort has this code.")

    def _say(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))
