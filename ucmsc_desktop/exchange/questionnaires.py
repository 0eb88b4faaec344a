"""SAS, SDS and DLQI as questions of one JSON object each: answers or a total in, scores and sentences out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from ucmsc_desktop.domain import dlqi, dlqi_words, items, zung, zung_words
from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.questionnaire import ANSWERS, Questionnaire
from ucmsc_desktop.exchange.json_lines import BadInput, Given
from ucmsc_desktop.exchange.plain import plain
from ucmsc_desktop.text import N_, _

Answer = dict[str, Any]
Q = TypeVar("Q", bound=Questionnaire)


class Scale(Code):
    """A scale of Zung."""

    SAS = (zung.Sas.form, N_("SAS"))
    SDS = (zung.Sds.form, N_("SDS"))


class Rounding(Code):
    """How raw x 1.25 becomes a whole number."""

    INTEGER_PART = (zung_words.INTEGER_PART, N_("integer part"))
    NEAREST = (zung_words.NEAREST, N_("nearest, halves upwards"))


def score_zung(values: Mapping[str, Any], protocol: Protocol) -> Answer:
    """Raw and standard score of SAS or SDS, and on which side of the limit the standard score lies."""
    given = Given(values, ("scale", ANSWERS, "raw", "rounding"))
    scale = given.code("scale", Scale)
    if scale is None:
        raise BadInput(_("“{field}” is SAS or SDS.").format(field="scale"))
    form: zung.ZungScale = zung.Sds() if scale is Scale.SDS else zung.Sas()
    answers = _answers(given, zung.ITEMS)
    form = _sound(form, {item: answers.whole(item) for item in zung.ITEMS}, given.whole("raw"), "raw")
    rounding = given.code("rounding", Rounding) or zung_words.rounding_of(form.form, protocol)
    limit, raw = zung_words.limit_of(form.form, protocol), form.raw
    standard = None if raw is None else zung.standard_score(raw, rounding)
    decides = None if raw is None else zung_words.rounding_decides(raw, limit)
    said = [] if raw is None else [zung_words.score_words(raw, rounding)]
    if raw is not None and decides:
        said.append(zung_words.decides_words(raw))
    return {
        "raw": raw,
        "standard": standard,
        "exact": None if raw is None else plain(zung_words.exact_score(raw)),
        "excludes": None if standard is None else standard > limit,
        "rounding_decides": decides,
        "sentence": ". ".join([*said, zung_words.limit_words(limit, standard)]),
        **_open(form),
    }


def score_dlqi(values: Mapping[str, Any], _protocol: Protocol) -> Answer:
    """The total of the DLQI with its band."""
    given = Given(values, (ANSWERS, "total"))
    asked = (*dlqi.ITEMS, dlqi.WORK_PROBLEM)
    answers = _answers(given, asked)
    form = dlqi.Dlqi()
    form = _sound(form, {item: answers.code(item, dlqi.DlqiAnswer) for item in asked}, given.whole("total"), "total")
    said = [] if form.total is None else [dlqi_words.total_words(form.total)]
    blank = dlqi_words.blank_words(form)
    return {
        "total": form.total,
        "band": None if form.total is None else list(dlqi.band(form.total)),
        "sentence": ". ".join([*said, *([blank] if blank else [])]),
        **_open(form),
    }


def _answers(given: Given, asked: tuple[str, ...]) -> Given:
    """The answers by item; for a scale of Zung also from a list in the order of the items. Null is an open item."""
    answers = given.raw(ANSWERS)
    if isinstance(answers, list) and asked == zung.ITEMS:
        if len(answers) != len(asked):
            words = _("“{field}” has {n} answers; the scale has {all} items, null for one that is open.")
            raise BadInput(words.format(field=ANSWERS, n=len(answers), all=len(asked)))
        answers = dict(zip(asked, answers, strict=True))
    return Given({} if answers is None else answers, asked, ANSWERS)


def _sound(form: Q, answers: Mapping[str, Any], total: int | None, name: str) -> Q:
    """The form with its scores. Raises BadInput for an answer or a total that cannot be."""
    observed = {item: answer for item, answer in answers.items() if answer is not None}
    form = msgspec.structs.replace(form, **{ANSWERS: observed, form.entered: total})
    wrong = items.problems(form)
    if wrong:
        field = name if wrong[0].field == form.entered else wrong[0].field
        raise BadInput(_("“{field}”: {reason}").format(field=field, reason=wrong[0].sentence))
    return form.derived()


def _open(form: Questionnaire) -> Answer:
    """The items without an answer, where there are answers at all, and what does not fit together."""
    return {
        "missing": list(form.left()) if form.answers or getattr(form, form.entered) is None else [],
        "queries": [problem.sentence for problem in form.contradictions()],
    }
