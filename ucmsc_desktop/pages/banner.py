"""The banner: who the participant is, what matters before any treatment, which visit it is, what the page reports."""

from datetime import date

from PySide6.QtWidgets import QLabel

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.measurements import Measurements
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.participant import Identity, Participant
from ucmsc_desktop.domain.summary import Progress, Summary, VisitView, age_words
from ucmsc_desktop.forms.ui_workspace import Ui_Workspace
from ucmsc_desktop.pages.report_clocks import ClockStrip
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets import theme
from ucmsc_desktop.widgets.cards import Status

LONGEST_LINE = 28
_SIDE = 12
FACTS = ("sex_age", "weight", "allergies", "visit")


class Banner:
    """Fills the labels of the workspace's banner; below it run the reporting clocks of the participant."""

    def __init__(self, ui: Ui_Workspace, study: Study) -> None:
        """Take the form that holds the labels."""
        self._ui = ui
        self._study = study
        self.clocks = ClockStrip(study)
        self.clocks.setContentsMargins(_SIDE, 0, _SIDE, 0)
        ui.layout_2.insertWidget(1, self.clocks)

    def say(self, words: str) -> None:
        """Show what the page reports, such as when the draft was kept."""
        self._ui.status.setText(words)

    def show_study(self) -> None:
        """Show the study and the person: no participant is open."""
        study = self._study.protocol.study
        self._put("who", _("Study"), f"{study.code} · {study.registry}")
        for name in FACTS:
            self._put(name, "", "")
        self._chip("plain", "")
        self.clocks.show_subject("")

    def person(self) -> str:
        """Who is logged in, as what."""
        account = self._study.account
        roles = _(", ").join(_(role.label) for role in account.roles)
        return _("{name} ({roles})").format(name=account.full_name, roles=roles)

    def show_participant(
        self, seen: Summary, identity: Identity | None, visit: str, today: date, *, is_blind: bool = False
    ) -> None:
        """Show a participant at a visit; no weight while somebody checks a dose without seeing another's figures."""
        self.clocks.show_subject(seen.subject)
        initials = identity.initials if identity is not None else None
        self._put("who", _("Participant"), " · ".join([seen.subject, *([initials] if initials else [])]))
        known = seen.participant
        self._put("sex_age", _("Sex, age"), _sex_and_age(known, today))
        self._put("weight", _("Weight"), _("hidden") if is_blind else _weight(seen))
        self._put("allergies", _("Known allergies"), _allergies(seen))
        view = seen.of(visit)
        if view is None:
            self._put("visit", _("Visit"), visit)
            self._chip("plain", "")
            return
        self._put("visit", _("Visit"), _visit_words(view))
        words, fine = view.chip(today)
        icon = {Progress.MISSED: "calendar-x"}.get(view.progress, "calendar-check" if fine else "triangle-alert")
        self._chip("ok" if fine else "warn", words, icon)

    def _chip(self, status: Status, words: str, icon: str = "") -> None:
        chip = self._ui.window_chip
        chip.set_status(status, words, icon)
        chip.setMinimumWidth(chip.sizeHint().width() if words else 0)  # other words give way before these

    def _put(self, name: str, caption: str, value: str) -> None:
        label: QLabel = getattr(self._ui, name)
        long = theme.scaled(len(value)) > LONGEST_LINE
        label.setWordWrap(long and name == "allergies")
        label.setText(value.replace(", ", ",\n", 1) if long and name == "visit" else value)
        label.setVisible(bool(value))
        above: QLabel = getattr(self._ui, f"{name}_caption")
        above.setText(caption)
        above.setVisible(bool(value))
        label.setAccessibleName(f"{caption}: {value}")


def _sex_and_age(known: Participant | None, today: date) -> str:
    if known is None:
        return _("not known")
    sex = _(known.sex.label) if known.sex is not None else ""
    return text.NO_BREAK_SPACE.join(part for part in (sex, age_words(known.birth_date, today)) if part) or _(
        "not known"
    )


def _weight(seen: Summary) -> str:
    records = (kept.record for view in seen.visits for kept in view.records)
    weighed = [record for record in records if isinstance(record, Infusion | Measurements) and record.weight_kg]
    if not weighed:
        return _("not known")
    return items.show(items.fields(Infusion)["weight_kg"], weighed[-1].weight_kg)


def _allergies(seen: Summary) -> str:
    """From the medical history, else from the participant's record, where they stood before there was one."""
    histories = [kept.record for view in seen.visits for kept in of_type(view.records, MedicalHistory)]
    told = [record for record in histories if record.allergy is not None]
    if told and not told[-1].allergy:
        return _("none known")
    named = (told[-1] if told else seen.participant) or Participant()
    return named.allergies or (_("yes, not named") if told else _("not known"))


def _visit_words(view: VisitView) -> str:
    label = _(view.visit.label)
    if view.on is not None:
        return f"{label}, {text.date_text(view.on)}"
    if view.window is not None and view.progress is not Progress.MISSED:
        return _("{visit}, planned {day}").format(visit=label, day=text.date_text(view.window.planned))
    return label
