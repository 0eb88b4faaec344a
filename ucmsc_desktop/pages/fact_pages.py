"""The page of each form of facts. Imports late: each page brings what only it needs."""

from __future__ import annotations

from typing import Any

from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.lab.results import LabPanel
from ucmsc_desktop.domain.medical import MedicalHistory
from ucmsc_desktop.domain.reproduction import ReproductiveStatus
from ucmsc_desktop.domain.therapies import Therapies
from ucmsc_desktop.domain.zung import Sas, Sds
from ucmsc_desktop.pages.fact_page import FactPage
from ucmsc_desktop.store.study import Study

LISTS = (MedicalHistory.form, ReproductiveStatus.form)
ZUNG = {Sas.form: Sas, Sds.form: Sds}


def build_fact(study: Study, subject: str, visit: str, form: str) -> FactPage[Any]:
    """The page of a form of facts. Raises LookupError for another form."""
    if form == LabPanel.form:
        from ucmsc_desktop.pages.lab import LabPage

        return LabPage(study, subject, visit)
    if form == Dlqi.form:
        from ucmsc_desktop.pages.dlqi import DlqiPage

        return DlqiPage(study, subject, visit)
    if form in ZUNG:
        from ucmsc_desktop.pages.questionnaire import ZungPage

        return ZungPage(study, subject, visit, ZUNG[form])
    return _plain(study, subject, visit, form)


def _plain(study: Study, subject: str, visit: str, form: str) -> FactPage[Any]:
    if form == Therapies.form:
        from ucmsc_desktop.pages.therapies import TherapiesPage

        return TherapiesPage(study, subject, visit)
    if form in LISTS:
        from ucmsc_desktop.pages import fact_lists

        page = fact_lists.MedicalPage if form == MedicalHistory.form else fact_lists.ReproductionPage
        return page(study, subject, visit)
    from ucmsc_desktop.pages import fact_forms

    return fact_forms.PAGES[form](study, subject, visit)
