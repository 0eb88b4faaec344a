"""QS: questionnaires by item number and their scores, itch, and the physician's global assessment. No wordings."""

from __future__ import annotations

from collections.abc import Iterator

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept
from ucmsc_desktop.domain.cdisc import annotation
from ucmsc_desktop.domain.dlqi import WORK_PROBLEM, Dlqi, DlqiAnswer, points
from ucmsc_desktop.domain.items import fields
from ucmsc_desktop.domain.questionnaire import ANSWERS, Questionnaire
from ucmsc_desktop.domain.zung import Sas, Sds, ZungScale
from ucmsc_desktop.exchange.sdtm.found import Found, collected, comment, flagged, not_done, result, said, tested
from ucmsc_desktop.exchange.sdtm.person import Person
from ucmsc_desktop.exchange.sdtm.variables import (
    EPOCH,
    VISITS,
    Dataset,
    Row,
    Variable,
    completion,
    derived,
    identifiers,
    last_before,
    results,
    timing,
)

SCORES: dict[type[Questionnaire], dict[str, str]] = {
    Dlqi: {"total": "DLQI Total Score"},
    Sas: {"raw": "SAS Raw Score", "standard": "SAS Standard Score"},
    Sds: {"raw": "SDS Raw Score", "standard": "SDS Standard Score"},
}
"""The fields that hold scores and the names of their tests."""
GLOBAL_NAMES = {"PGA": "Physician Global Assessment", "ITCHVAS": "Itch Visual Analogue Scale"}

QS = Dataset(
    "QS",
    "Questionnaires",
    "Findings",
    "One record per item or score per questionnaire per visit per subject",
    ("QSCAT", "QSTESTCD", "VISITNUM", "QSDTC"),
    (
        *identifiers("QS"),
        *results("QS", "Question Name", "Question Short Name"),
        Variable("QSCAT", "Category of Question", codelist="QSCAT", origin="Assigned"),
        *completion("QS"),
        Variable("QSEVAL", "Evaluator", codelist="EVAL", origin="Assigned"),
        last_before("QS"),
        derived("QS"),
        *VISITS,
        EPOCH,
        *timing("QS", "Date/Time of Finding", "Study Day of Finding", "date"),
    ),
)


def test_names(record_type: type[Questionnaire], scores: dict[str, str]) -> dict[str, str]:
    """The tests of a questionnaire: its items by number, and its scores."""
    form, known = record_type.form, fields(record_type)
    items = {annotation(form, known[ANSWERS], key=item)[0].testcd: f"{form} Item {item}" for item in asked(record_type)}
    return items | {annotation(form, known[name])[0].testcd: words for name, words in scores.items()}


def asked(record_type: type[Questionnaire]) -> tuple[str, ...]:
    """Every item that a questionnaire may ask."""
    return (*record_type.numbers, WORK_PROBLEM) if record_type is Dlqi else record_type.numbers


def rows(who: Person) -> Iterator[Found]:
    """The answers and scores of a participant."""
    yield from flagged(_rows(who), "QS", who)


def _rows(who: Person) -> Iterator[Found]:
    for record_type in SCORES:
        for kept in who.of(record_type):
            yield from _answers(who, kept)
            yield from _scores(who, kept)
    for assessed in who.of(GlobalAssessment):
        yield from _global(who, assessed)


def _answers(who: Person, kept: Kept[Questionnaire]) -> Iterator[Found]:
    form, record = kept.key.form, kept.record
    base = collected("QS", who, kept.key.visit, record.answered_on)
    for item, answer in record.answers.items():
        (target,) = annotation(form, fields(type(record))[ANSWERS], key=item)
        named: Row = {"QSTESTCD": target.testcd, "QSTEST": f"{form} Item {item}", "QSCAT": form}
        yield Found(values=base | named | _answer(record, item, answer), at=record.answered_on)


def _answer(record: Questionnaire, item: str, answer: object) -> Row:
    """An answer as it was given, and what it counts."""
    if isinstance(answer, DlqiAnswer):
        counts = points(answer)
        original = answer.label
    else:
        counts = record.points(item) if isinstance(record, ZungScale) else 0
        original = str(answer)
    return result("QS", original) | {"QSSTRESC": str(counts), "QSSTRESN": counts}


def _scores(who: Person, kept: Kept[Questionnaire]) -> Iterator[Found]:
    record = kept.record
    base = collected("QS", who, kept.key.visit, record.answered_on)
    for target, field, score, reason in tested(record, "QS"):
        name = SCORES[type(record)].get(field.name)
        reason = reason or record.missing.get(record.entered) or record.missing.get(ANSWERS)
        if name is None or (score is None and reason is None):
            continue
        named: Row = {"QSTESTCD": target.testcd, "QSTEST": name, "QSCAT": kept.key.form}
        scored = not_done("QS", reason)
        if score is not None:
            is_summed = bool(record.answers) or field.name == "standard"
            scored = result("QS", str(score), score) | {"QSDRVFL": "Y" if is_summed else None}
        yield Found(values=base | named | scored, at=record.answered_on)


def _global(who: Person, kept: Kept[GlobalAssessment]) -> Iterator[Found]:
    record = kept.record
    base = collected("QS", who, kept.key.visit, record.assessed_on)
    note = comment(record, "QS")
    for target, field, value, reason in tested(record, "QS"):
        if value is None and reason is None:
            continue
        code = target.testcd
        named: Row = {"QSTESTCD": code, "QSTEST": GLOBAL_NAMES[code], "QSCAT": "GLOBAL"}
        if code == "PGA":
            named["QSEVAL"] = "INVESTIGATOR"
        found = result("QS", said(value), value, field.item.unit) if value is not None else not_done("QS", reason)
        yield Found(values=base | named | found, at=record.assessed_on, comment=note)
        note = ""
