"""A participant with scores that occur nowhere else, so that a test sees where they are told."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
from pypdf import PdfReader
from PySide6.QtTest import QTest

from ucmsc_desktop.body.chart import load_chart
from ucmsc_desktop.body.pack import pack
from ucmsc_desktop.body.patterns import pattern
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.deviations import Step
from ucmsc_desktop.domain.participant import Participant
from ucmsc_desktop.domain.pasi import IndependentPasi, PasiAssessment, PasiEntries, ScoringMode, Sign
from ucmsc_desktop.domain.regions import Region
from ucmsc_desktop.domain.roles import Meaning
from ucmsc_desktop.outbound.prints import What
from ucmsc_desktop.pages.printing import PrintPage
from ucmsc_desktop.store.practice import PRACTICE_PASSWORD
from ucmsc_desktop.store.study import Signing, Study

SUBJECT, NOW = "P-077", Key("P-077", "W4", "PASI")
BY_PASSWORD = Signing(Meaning.AUTHOR, PRACTICE_PASSWORD)
AREAS = {"SCR": ("37.3", "41.7", "61.7", "83.3"), "W0": ("53.9", "33.1", "72.7", "47.9"), "W2": ("11.3",) * 4}
GRADES = {"SCR": 3, "W0": 4, "W2": 2}
NOTES = "Noted-{form}-{visit}"


def scored(visit: str, grade: int, kind: type[PasiEntries] = PasiAssessment) -> PasiEntries:
    """An assessment with values that occur nowhere else, and a painted map."""
    day = date.today() - timedelta(days={"SCR": 35, "W0": 28, "W2": 14}[visit])  # noqa: DTZ011 - as a person writes it
    found = kind(assessed_on=day, notes=NOTES.format(form=kind.form, visit=visit), mode=ScoringMode.HIDDEN)
    for region, pct in zip(Region, AREAS[visit], strict=True):
        found = found.covered(region, Decimal(pct))
        for sign in Sign:
            found = found.scored(region, sign, grade)
    chart = load_chart()
    lesions = pack(chart, pattern(chart, Region.TRUNK, 30))
    return found.mapped(lesions, {region: Decimal(30 if region is Region.TRUNK else 0) for region in Region}).derived()


def secrets(study: Study) -> list[str]:
    """What must not be told: totals, regional shares and areas of every earlier rating, and what was noted."""
    found: set[str] = set()
    for kept in study.records(SUBJECT):
        if isinstance(kept.record, PasiEntries) and kept.key != NOW:
            values = [kept.record.tenths(), *(kept.record.region_tenths(region) for region in Region)]
            found |= {f"{value // 10}.{value % 10}" for value in values if value is not None and value > 99}
            found |= {str(kept.record.area_pct(region)) for region in Region}
        if isinstance(kept.record, PasiEntries | GlobalAssessment) and kept.key != NOW and kept.record.notes:
            found.add(kept.record.notes)
    assert len(found) >= 20
    return sorted({*found, "mended-because"})


def leaks(study: Study, words: str) -> list[str]:
    """The secrets that a text tells."""
    return [secret for secret in secrets(study) if re.search(rf"(?<![\d.]){re.escape(secret)}(?![\d])", words)]


def prepare(folder: Path, user: str) -> None:
    """Three visits rated and signed, one also by a second rater and globally, one changed; a fourth is begun."""
    study = Study.open(folder, "practice", PRACTICE_PASSWORD)
    study.add_participant(SUBJECT, Participant())
    approval = Signing(Meaning.APPROVAL, PRACTICE_PASSWORD)
    study.deviate(SUBJECT, "SCR", [Step.CONSENT, Step.ELIGIBILITY], "Scored only", "A test", "practice", approval)
    study.close()
    study = Study.open(folder, user, PRACTICE_PASSWORD)
    for visit in AREAS:
        study.save(Key(SUBJECT, visit, "PASI"), scored(visit, GRADES[visit]), sign=BY_PASSWORD)
    changed = msgspec.structs.replace(scored("W2", 2), trunk_erythema=1).derived()
    fields = ("trunk_erythema", "total_tenths", "after_reveal")
    study.save(Key(SUBJECT, "W2", "PASI"), changed, reasons=dict.fromkeys(fields, "mended-because"), sign=BY_PASSWORD)
    day = study.clock().date() - timedelta(days=14)
    noted = GlobalAssessment(assessed_on=day, global_grade=3, notes=NOTES.format(form="GLOBAL", visit="W2"))
    study.save(Key(SUBJECT, "W2", "GLOBAL"), noted, sign=BY_PASSWORD)
    study.close()
    study = Study.open(folder, "investigator", PRACTICE_PASSWORD)
    study.save(Key(SUBJECT, "W2", "PASI-2"), scored("W2", 1, IndependentPasi), sign=BY_PASSWORD)
    study.close()


def begin(study: Study) -> None:
    """Begin the PASI of week 4."""
    record = PasiAssessment(assessed_on=study.clock().date(), mode=ScoringMode.HIDDEN)
    study.keep_draft(NOW, record.scored(Region.HEAD, Sign.ERYTHEMA, 2), "head_induration")


def printed(pdf: bytes) -> str:
    """The words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def on_page(page: PrintPage) -> str:
    """The words of the pages that are shown once they are made; none while what is asked for is closed."""
    while page.job.is_under_way:
        QTest.qWait(1)
    return printed(page.made.pdf) if page.made is not None else ""


def every_print(page: PrintPage) -> str:
    """The words of every print that a page offers and makes, but for forms without entries."""
    what, which, found = page.ui.what, page.ui.which, ""
    for number in range(what.count()):
        what.setCurrentIndex(number)
        what.activated.emit(number)
        for place in range(which.count() if page.wish.what not in (What.BLANK, What.ANNOTATED) else 0):
            which.setCurrentIndex(place)
            which.activated.emit(place)
            found += on_page(page)
    return found
