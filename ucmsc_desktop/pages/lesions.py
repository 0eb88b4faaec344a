"""A participant's lesion maps over time: this visit beside an earlier one, and what became of the skin between them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ucmsc_desktop import text
from ucmsc_desktop.domain.casebook import Kept, of_type
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.forms.ui_lesions import Ui_Lesions
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import icons


class LesionPage(QWidget):
    """Compares the maps of two visits. Whether a person may see them is decided before the page is built."""

    open_form = Signal(str, str)

    def __init__(self, study: Study, subject: str, visit: str = "") -> None:
        """Show a visit, the latest with a map unless one is named, beside the latest map before it."""
        super().__init__()
        self.study, self.subject, self.visit = study, subject, visit
        self._earlier: list[Kept[PasiAssessment]] = []
        self._now: Kept[PasiAssessment] | None = None
        self.ui = Ui_Lesions()
        self.ui.setupUi(self)
        self.ui.earlier.currentIndexChanged.connect(lambda _index: self._compare())
        self.ui.form_button.clicked.connect(self._open)
        self.ui.back_button.setIcon(icons.icon("chevron-left"))
        self.ui.on_button.setIcon(icons.icon("chevron-right"))
        # The list has the latest visit first.
        self.ui.back_button.clicked.connect(lambda: self._step(1))
        self.ui.on_button.clicked.connect(lambda: self._step(-1))
        self.refresh()

    def refresh(self) -> None:
        """Read the records again and show them."""
        assessed = sorted(of_type(self.study.records(self.subject), PasiAssessment), key=_day)
        self._now = self._chosen(assessed)
        before = assessed[: assessed.index(self._now)] if self._now is not None else []
        self._earlier = before[::-1]
        visit = self._now.key.visit if self._now is not None else self.visit
        name = self.study.protocol.visit_name(visit)
        title = _("Lesion maps, {visit}").format(visit=name) if name else _("Lesion maps")
        self.ui.title.setText(title)
        self.ui.form_button.setText(_("Open PASI of {visit}").format(visit=name))
        self.ui.form_button.setVisible(self._now is not None)
        self._show_choice()
        self._show_state([kept for kept in assessed if kept.record.lesion_map is not None], name)
        self._compare()

    def _chosen(self, assessed: list[Kept[PasiAssessment]]) -> Kept[PasiAssessment] | None:
        if self.visit:
            return next((kept for kept in assessed if kept.key.visit == self.visit), None)
        painted = [kept for kept in assessed if kept.record.lesion_map is not None]
        found = painted or assessed
        return found[-1] if found else None

    def _show_choice(self) -> None:
        choice = self.ui.earlier
        chosen = choice.currentData()
        choice.blockSignals(True)
        choice.clear()
        for kept in self._earlier:
            choice.addItem(self._name(kept), kept.key.visit)
        painted = [kept.key.visit for kept in self._earlier if kept.record.lesion_map is not None]
        wanted = chosen if chosen is not None else next(iter(painted), None)
        choice.setCurrentIndex(max(choice.findData(wanted), 0) if self._earlier else -1)
        choice.blockSignals(False)

    def _name(self, kept: Kept[PasiAssessment]) -> str:
        """A visit with its day and PASI, and whether there is a map to see."""
        parts = [self.study.protocol.visit_name(kept.key.visit)]
        if kept.record.assessed_on is not None:
            parts.append(text.date_text(kept.record.assessed_on))
        total = kept.record.tenths()
        parts.append(
            _("PASI\u00a0{total}").format(total=text.tenths_text(total)) if total is not None else _("no PASI")
        )
        if kept.record.lesion_map is None:
            parts.append(_("no map"))
        return " · ".join(parts)

    def _show_state(self, painted: list[Kept[PasiAssessment]], name: str) -> None:
        """Say what cannot be compared, and why."""
        nothing = _("No lesion map was painted for {subject}.").format(subject=self.subject) if not painted else ""
        if self._now is None and not nothing:
            nothing = _("No PASI is saved at {visit}: there is no map to show.").format(visit=name)
        self.ui.empty.setText(nothing)
        self.ui.empty.setVisible(bool(nothing))
        self.ui.compare.setVisible(not nothing)
        for part in (self.ui.earlier, self.ui.earlier_label, self.ui.back_button, self.ui.on_button):
            part.setVisible(bool(self._earlier) and not nothing)
        self.ui.note.set_status("info", "" if nothing else self._lacking(painted, name))
        self.setFocusProxy(self.ui.earlier if self._earlier and not nothing else self.ui.form_button)

    def _lacking(self, painted: list[Kept[PasiAssessment]], name: str) -> str:
        if self._now is not None and self._now.record.lesion_map is None:
            return _("No map was painted at {visit}; the numbers of its PASI stand.").format(visit=name)
        if not any(kept in painted for kept in self._earlier):
            return _("There is no map from before {visit}: nothing can be compared.").format(visit=name)
        return ""

    def _step(self, by: int) -> None:
        self.ui.earlier.setCurrentIndex(self.ui.earlier.currentIndex() + by)

    def _compare(self) -> None:
        if self._now is None:
            return
        place = self.ui.earlier.currentIndex()
        self.ui.back_button.setEnabled(place + 1 < len(self._earlier))
        self.ui.on_button.setEnabled(place > 0)
        earlier = self._earlier[place] if place >= 0 else None
        self.ui.compare.show_maps(
            earlier.record.lesion_map if earlier is not None else None,
            self._name(earlier) if earlier is not None else _("No earlier visit"),
            self._now.record.lesion_map,
            self._name(self._now),
        )

    def _open(self) -> None:
        if self._now is not None:
            self.open_form.emit(self._now.key.visit, PasiAssessment.form)


def _day(kept: Kept[PasiAssessment]) -> date:
    return kept.record.assessed_on or date.max
