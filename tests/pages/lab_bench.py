"""A study with a laboratory and a candidate who consented, for the tests of laboratory pages."""

from datetime import date
from decimal import Decimal

import msgspec
from PySide6.QtWidgets import QApplication

from ucmsc_desktop.assets import asset
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.consent import Consent
from ucmsc_desktop.domain.dates import PartialDate
from ucmsc_desktop.domain.lab.intervals import proposed, read_intervals
from ucmsc_desktop.domain.lab.laboratory import Laboratory
from ucmsc_desktop.domain.lab.results import LabPanel, LabResult
from ucmsc_desktop.domain.participant import Participant, Sex
from ucmsc_desktop.pages.lab import LabPage
from ucmsc_desktop.store.study import Study

WOMAN, MAN = "P-001", "P-002"
SPARE = ("CA19_9AG", "CA125AG", "CA15_3AG", "PSA", "CYFRA211", "NSE")
"""Markers that the laboratory does not measure: their proposed intervals are not confirmed."""


def laboratory(name: str = "Central laboratory") -> Laboratory:
    """A laboratory with its usual intervals, confirmed but for the markers that it does not measure."""
    usual = read_intervals(asset("study/reference_intervals.csv").read_text(encoding="utf-8"))
    made = proposed(Laboratory(name=name), usual)
    for number, limits in made.limits.items():
        made = made.limited(number, msgspec.structs.replace(limits, confirmed=limits.analyte not in SPARE))
    return made


def furnish(study: Study) -> Study:
    """Give a study its laboratory, a woman with an earlier sample, and a man."""
    study.save(Key("", "", Laboratory.form, 1), laboratory())
    for subject, sex in ((WOMAN, Sex.FEMALE), (MAN, Sex.MALE)):
        study.add_participant(subject, Participant(sex=sex, birth_date=PartialDate("1980-05-02")))
        study.save(Key(subject, "SCR", Consent.form), Consent(signed_on=date(2026, 1, 5)))
    before = LabPanel(
        sampled_on=date(2026, 1, 6),
        laboratory="Central laboratory",
        results={
            "CA": LabResult(value=Decimal("2.31"), unit="mmol/L"),
            "HGB": LabResult(value=Decimal("13.1"), unit="g/dL"),
        },
    )
    study.save(Key(WOMAN, "SCR", LabPanel.form), before)
    return study


def drafted(page: LabPage) -> LabPanel:
    """The panel as it is on the disk once the person stops typing."""
    page.leave()
    draft = page.study.draft(page.key)
    assert draft is not None
    assert isinstance(draft.record, LabPanel)
    return draft.record


def note(page: LabPage, code: str) -> str:
    """What stands beside a result."""
    words: str = page.rows[code].ui.note.text()
    return words.replace("\u00a0", " ")


def copied(words: str) -> None:
    """Put a text on the clipboard."""
    QApplication.clipboard().setText(words)
