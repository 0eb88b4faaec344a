"""Where one can be in the workspace, and the page that is built for each place when it is first shown."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.bedside import InfusionEvent
from ucmsc_desktop.domain.casebook import Key, of_type
from ucmsc_desktop.domain.deviations import Deviation
from ucmsc_desktop.domain.eligibility import Screening
from ucmsc_desktop.domain.forms import FACT_FORMS
from ucmsc_desktop.domain.infusion import Infusion
from ucmsc_desktop.domain.medication import Medication
from ucmsc_desktop.domain.participant import Visit, VisitStatus
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment
from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.domain.run import run_of
from ucmsc_desktop.settings import Settings
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.rail import Stop


class Section(StrEnum):
    """The places on the rail, and those that are reached from a page."""

    PATIENTS = "patients"
    OVERVIEW = "overview"
    VISIT = "visit"
    CHARTS = "charts"
    COMPARE = "compare"
    COHORT = "cohort"
    PROGRESS = "progress"
    PRINT = "print"
    EXPORT = "export"
    AUDIT = "audit"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    LOCK = "lock"
    LESIONS = "lesions"
    NEW = "new"
    CANDIDATES = "candidates"
    PROTOCOL = "protocol"
    LABORATORIES = "laboratories"
    PRODUCT = "product"
    SAFETY = "safety"
    CTCAE = "ctcae"
    HELP = "help"


LOG = "log"
"""Instead of a field: the whole log of an infusion as a form, not the bedside."""
OF_A_PARTICIPANT = (
    Section.OVERVIEW,
    Section.VISIT,
    Section.CHARTS,
    Section.COMPARE,
    Section.LESIONS,
    Section.SAFETY,
)
"""Places that need a participant."""
_BESIDE_CHARTS = 4
BEHIND = {
    Section.OVERVIEW: Section.PATIENTS,
    Section.NEW: Section.PATIENTS,
    Section.CANDIDATES: Section.PATIENTS,
    Section.VISIT: Section.OVERVIEW,
    Section.CHARTS: Section.OVERVIEW,
    Section.COMPARE: Section.CHARTS,
    Section.COHORT: Section.PATIENTS,
    Section.PROGRESS: Section.PATIENTS,
    Section.PRINT: Section.OVERVIEW,
    Section.EXPORT: Section.PRINT,
    Section.SAFETY: Section.OVERVIEW,
    Section.PROTOCOL: Section.SETTINGS,
    Section.LABORATORIES: Section.SETTINGS,
    Section.CTCAE: Section.SETTINGS,
}
"""Where Esc leads from a place."""


@dataclass(frozen=True)
class Place:
    """A section, and within a visit the visit, its form, and the field that the keyboard goes to."""

    section: Section
    visit: str = ""
    form: str = ""
    field: str = ""


def stops(study: Study) -> list[Stop]:
    """The rail of a person: where their roles lead. The cohort has the key 0, so that no other key changed with it."""
    above = [
        (Section.PATIENTS, _("Patients"), "users"),
        (Section.OVERVIEW, _("Overview"), "layout-dashboard"),
        (Section.VISIT, _("Visit"), "clipboard-list"),
        (Section.CHARTS, _("Charts"), "chart-line"),
        (Section.PRINT, _("Print"), "printer"),
        (Section.AUDIT, _("Audit"), "scroll-text"),
        (Section.PRODUCT, _("Product"), "package"),
    ]
    below = [(Section.SETTINGS, _("Settings"), "settings")]
    if Role.ADMINISTRATOR in study.account.roles:
        below.insert(0, (Section.ACCOUNTS, _("Accounts"), "key-round"))
    found = [
        Stop(name.value, words, icon, f"Ctrl+{number}", at_end=number > len(above))
        for number, (name, words, icon) in enumerate([*above, *below], 1)
    ]
    found.insert(_BESIDE_CHARTS, Stop(Section.COHORT.value, _("Cohort"), "chart-scatter", "Ctrl+0"))
    return [*found, Stop(Section.LOCK.value, _("Lock"), "lock", "Ctrl+L", at_end=True, stays=False)]


def stop_of(place: Place, before: Place) -> str:
    """The stop of the rail that a place belongs to; help belongs to where one was `before`."""
    hidden = {
        Section.NEW: Section.PATIENTS,
        Section.CANDIDATES: Section.PATIENTS,
        Section.LESIONS: Section.VISIT,
        Section.COMPARE: Section.CHARTS,
        Section.PROGRESS: Section.COHORT,
        Section.SAFETY: Section.OVERVIEW,
        Section.EXPORT: Section.PRINT,
        Section.PROTOCOL: Section.SETTINGS,
        Section.LABORATORIES: Section.SETTINGS,
        Section.CTCAE: Section.SETTINGS,
        Section.HELP: before.section,
    }
    section = hidden.get(place.section, place.section)
    return hidden.get(section, section).value


def closed(study: Study, subject: str, place: Place) -> Key | None:
    """The form that keeps a place closed to this person now, None when the place is open.

    What shows all participants is closed while any of them is scored: totals would tell of the one who is left out.
    """
    if place.section is Section.COHORT:
        return blinding.first_begun(study)
    if place.section in (Section.CHARTS, Section.COMPARE, Section.LESIONS):
        return blinding.closed_by(study, subject)
    key = Key(subject, place.visit, place.form)
    if place.section is not Section.VISIT or not blinding.shows_scores(place.form):
        return None
    if place.form != Screening.form and study.find(key) is None:  # a verdict has evidence before it is recorded
        return None
    return blinding.closed_to(study, key)


def build(study: Study, settings: Settings, subject: str, place: Place) -> QWidget:
    """The page of a place. Imports late: each page brings what only it needs."""
    key = closed(study, subject, place)
    if key is not None:
        return _closed(study, key, subject, place)
    if place.section in OF_A_PARTICIPANT:
        return _of_participant(study, subject, place)
    if place.section in (Section.PRINT, Section.EXPORT):
        return _of_paper(study, subject, place)
    if place.section in (Section.COHORT, Section.PROGRESS):
        return _of_the_cohort(study, place)
    if place.section in (Section.SETTINGS, Section.PROTOCOL, Section.LABORATORIES, Section.CTCAE):
        return _of_the_site(study, settings, place.section)
    return _of_the_study(study, place.section)


def _of_the_study(study: Study, section: Section) -> QWidget:
    if section is Section.NEW:
        from ucmsc_desktop.pages.new_participant import NewParticipantPage

        return NewParticipantPage(study)
    if section is Section.CANDIDATES:
        from ucmsc_desktop.pages.candidates import CandidatesPage

        return CandidatesPage(study)
    if section is Section.AUDIT:
        from ucmsc_desktop.pages.audit import AuditPage

        return AuditPage(study)
    if section is Section.ACCOUNTS:
        from ucmsc_desktop.pages.accounts import AccountsPage

        return AccountsPage(study)
    if section is Section.PRODUCT:
        from ucmsc_desktop.pages.product import ProductPage

        return ProductPage(study)
    from ucmsc_desktop.pages.help import HelpPage

    return HelpPage([stop.key for stop in stops(study)])


def _of_the_site(study: Study, settings: Settings, section: Section) -> QWidget:
    """The settings, and what is set once for a site."""
    if section is Section.PROTOCOL:
        from ucmsc_desktop.pages.protocol import ProtocolPage

        return ProtocolPage(study)
    if section is Section.LABORATORIES:
        from ucmsc_desktop.pages.laboratories import LaboratoriesPage

        return LaboratoriesPage(study)
    if section is Section.CTCAE:
        from ucmsc_desktop.pages.ctcae import CtcaePage

        return CtcaePage(study)
    from ucmsc_desktop.pages.preferences import PreferencesPage

    return PreferencesPage(study, settings)


def _of_paper(study: Study, subject: str, place: Place) -> QWidget:
    """What leaves the program; what is closed to this person is closed there print by print."""
    if place.section is Section.EXPORT:
        from ucmsc_desktop.pages.export import ExportPage

        return ExportPage(study, subject)
    from ucmsc_desktop.pages.printing import PrintPage

    number = int(place.field) if place.field.isdecimal() else 0
    return PrintPage(study, subject, place.visit or None, place.form, number)


def _of_the_cohort(study: Study, place: Place) -> QWidget:
    if place.section is Section.PROGRESS:
        from ucmsc_desktop.pages.progress import ProgressPage

        return ProgressPage(study)
    from ucmsc_desktop.pages.cohort import CohortPage

    return CohortPage(study)


def _closed(study: Study, key: Key, subject: str, place: Place) -> QWidget:
    from ucmsc_desktop.pages.closed import ClosedPage

    is_cohort = place.section is Section.COHORT
    beside = Section.PROGRESS.value if is_cohort else ""
    return ClosedPage(study, key, elsewhere=is_cohort or key.subject != subject, beside=beside)


def _of_participant(study: Study, subject: str, place: Place) -> QWidget:
    if place.section is Section.OVERVIEW:
        from ucmsc_desktop.pages.overview import OverviewPage

        return OverviewPage(study, subject)
    if place.section is Section.CHARTS:
        from ucmsc_desktop.pages.trajectory import TrajectoryPage

        return TrajectoryPage(study, subject)
    if place.section is Section.COMPARE:
        from ucmsc_desktop.pages.compare import ComparePage

        return ComparePage(study, subject, place.visit)
    if place.section is Section.LESIONS:
        from ucmsc_desktop.pages.lesions import LesionPage

        return LesionPage(study, subject, place.visit)
    if place.section is Section.SAFETY:
        from ucmsc_desktop.pages.safety import SafetyPage

        return SafetyPage(study, subject)
    return build_form(study, subject, place)


def build_form(study: Study, subject: str, place: Place) -> QWidget:
    """The page of a form. Raises LookupError for a form that has none."""
    if place.form == Screening.form:
        from ucmsc_desktop.pages.screening import ScreeningPage

        return ScreeningPage(study, subject, place.visit)
    if place.form in (PasiAssessment.form, IndependentPasi.form):
        from ucmsc_desktop.pages.pasi import PasiPage

        record_type = PasiAssessment if place.form == PasiAssessment.form else IndependentPasi
        return PasiPage(study, subject, place.visit, record_type)
    if place.form == GlobalAssessment.form:
        from ucmsc_desktop.pages.global_assessment import GlobalPage

        return GlobalPage(study, subject, place.visit)
    if place.form == Infusion.form:
        return _infusion(study, subject, place)
    if place.form == AdverseEvent.form:
        from ucmsc_desktop.pages.adverse import AdversePage

        return AdversePage(study, subject, place.visit)
    if place.form == Medication.form:
        from ucmsc_desktop.pages.medication import MedicationPage

        return MedicationPage(study, subject, place.visit)
    if place.form in FACT_FORMS:
        from ucmsc_desktop.pages.facts import build_facts

        return build_facts(study, subject, place.visit, place.form)
    if place.form == Deviation.form:
        from ucmsc_desktop.pages.deviations import DeviationsPage

        return DeviationsPage(study, subject, place.visit)
    raise LookupError(place.form)


def _infusion(study: Study, subject: str, place: Place) -> QWidget:
    """The bedside while there is something to do at it; else, or when it is asked for, the whole log as a form."""
    if place.field != LOG and at_bedside(study, subject, place.visit):
        from ucmsc_desktop.pages.bedside import BedsidePage

        return BedsidePage(study, subject, place.visit)
    from ucmsc_desktop.pages.infusion import InfusionPage

    return InfusionPage(study, subject, place.visit)


def at_bedside(study: Study, subject: str, visit: str) -> bool:
    """Whether an infusion is to be started or looked after by this person: one that is written down later is not."""
    planned = any(one.key == visit for one in study.protocol.infusion_visits)
    if not planned or not study.may_write(InfusionEvent.form):
        return False
    records = study.records(subject)
    run, said = run_of(records, subject, visit), of_type(records, Visit, visit)
    if any(kept.record.status is VisitStatus.MISSED for kept in said):
        return run.is_live
    if run.log is None:
        return study.draft(Key(subject, visit, Infusion.form)) is None
    return run.is_live
