"""The safety of one participant on the screen: the tables of the printed summary, and the summary as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.casebook import Casebook, Kept
from ucmsc_desktop.domain.items import show_entry
from ucmsc_desktop.domain.reporting import is_serious
from ucmsc_desktop.domain.safety_summary import safety_summary
from ucmsc_desktop.domain.safety_words import safety_tables
from ucmsc_desktop.forms.ui_safety import Ui_Safety
from ucmsc_desktop.pages.pdf_file import chosen_pdf, keep_pdf
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.word_card import WordCard

if TYPE_CHECKING:
    from ucmsc_desktop.reports.finish import Printout
    from ucmsc_desktop.reports.furnish import Printed


class SafetyPage(QWidget):
    """Shows infusions, adverse events, what is open, medication and deviations; nothing is entered here."""

    status = Signal(str)

    def __init__(self, study: Study, subject: str) -> None:
        """Read the participant's records and show them."""
        super().__init__()
        self.study, self.subject = study, subject
        self.cards: list[WordCard] = []
        self.ui = Ui_Safety()
        self.ui.setupUi(self)
        self.ui.area.setAccessibleName(self.ui.title.text())
        self.ui.tables.setAutoFillBackground(False)
        self.ui.save_button.clicked.connect(self._choose_file)
        self.setFocusProxy(self.ui.area)
        self.refresh()

    @property
    def is_veiled(self) -> bool:
        """Whether what may quote the verdict is hidden, because this person scores the participant now."""
        return blinding.hides_verdict(self.study, self.subject) is not None

    def refresh(self) -> None:
        """Read everything again."""
        study, now = self.study, self.study.clock()
        book = Casebook(self.subject, tuple(study.records(self.subject)), people=study.people())
        summary = safety_summary(study.protocol, self.subject, book.records, now)
        tables = safety_tables(summary, study.protocol, book.who, now, veiled=self.is_veiled)
        for card in self.cards:
            self.ui.tables_column.removeWidget(card)
            card.deleteLater()
        self._offer_reports([line.kept for line in summary.events if is_serious(line.kept.record)])
        self.cards = [WordCard(table) for table in tables]
        for place, card in enumerate(self.cards):
            self.ui.tables_column.insertWidget(place, card)
        self._say("")

    def _offer_reports(self, serious: Sequence[Kept[AdverseEvent]]) -> None:
        menu = QMenu(self)
        for kept in serious:
            words = [show_entry(kept.record, "term"), show_entry(kept.record, "onset")]
            menu.addAction(_(", ").join(words)).triggered.connect(lambda _on, kept=kept: self._choose_report(kept))
        self.ui.report_button.setMenu(menu)
        self.ui.report_button.setVisible(bool(serious))

    def _say(self, sentence: str) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.setVisible(bool(sentence))

    def _choose_file(self) -> None:
        path = chosen_pdf(self, f"{self.subject}-safety.pdf")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Print the summary into a file, and note it in the trail."""
        from ucmsc_desktop.reports.safety_summary import safety_summary_pdf  # late, for start-up

        study, book = self.study, self.study.casebook(self.subject)
        made = safety_summary_pdf(book, study.protocol, self._printed(), practice=study.practice, veiled=self.is_veiled)
        self._keep(path, made, "safety")

    def _choose_report(self, kept: Kept[AdverseEvent]) -> None:
        path = chosen_pdf(self, f"{self.subject}-{kept.key.visit}-{kept.key.number}-sae.pdf")
        if path is not None:
            self.save_report(path, kept)

    def save_report(self, path: Path, kept: Kept[AdverseEvent]) -> None:
        """Print the report form of a serious event into a file, and note it in the trail."""
        from ucmsc_desktop.reports.sae_form import sae_form_pdf  # late, for start-up

        study, book = self.study, self.study.casebook(self.subject)
        made = sae_form_pdf(book, kept, study.protocol, self._printed(), practice=study.practice)
        self._keep(path, made, "sae")

    def _printed(self) -> Printed:
        from ucmsc_desktop.reports.furnish import Printed

        return Printed(self.study.account.full_name, self.study.clock())

    def _keep(self, path: Path, made: Printout, what: str) -> None:
        body = {"what": what, "to": path.name}
        if problem := keep_pdf(path, made.pdf, lambda: self.study.log("print", subject=self.subject, body=body)):
            self._say(problem)
            return
        self._say(" ".join(missing.sentence() for missing in made.unprintable))
        self.status.emit(_("Saved as {path}").format(path=path))
