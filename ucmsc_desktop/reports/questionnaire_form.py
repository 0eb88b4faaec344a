"""The forms of SAS, SDS and DLQI: every answer by item number, what reversed items count, the score and its limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ucmsc_desktop.domain import dlqi_words, zung_words
from ucmsc_desktop.domain.dlqi import Dlqi, DlqiAnswer
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.questionnaire import Questionnaire, Said
from ucmsc_desktop.domain.zung import ZungScale
from ucmsc_desktop.reports import page as paper
from ucmsc_desktop.reports.entries import fields_table, queries, rule_text
from ucmsc_desktop.reports.flow import Cell, Column, Flow
from ucmsc_desktop.text import _

HALF = (Column(0.11, ""), Column(0.13, ""), Column(0.26, ""))


def zung_form(flow: Flow, record: ZungScale, protocol: Protocol) -> None:
    """One scale: its answers in two halves, with what the reversed items count, both scores and the limit."""
    counts = {item: _points_words(record, item) for item in record.answers}
    given = {item: str(answer) for item, answer in record.answers.items()}
    _answers(flow, record, given, counts)
    _scores(flow, record, zung_words.said(record, protocol))
    rounding = zung_words.rounding_of(record.form, protocol)
    words = _("{scale} standard score is raw × 1.25, {rounding}; above {limit} excludes (version {version}).")
    how = _("rounded, halves upwards") if rounding == zung_words.NEAREST else _("integer part")
    limit = zung_words.limit_of(record.form, protocol)
    rule_text(flow, words.format(scale=record.form, rounding=how, limit=limit, version=protocol.version))


def _points_words(record: ZungScale, item: str) -> str:
    words = _("{points}, reversed") if item in record.reversed_items else "{points}"
    return words.format(points=record.points(item))


def dlqi_form(flow: Flow, record: Dlqi) -> None:
    """The DLQI: its answers in two halves, the total and its bands."""
    _answers(flow, record, {item: _(DlqiAnswer(answer).label) for item, answer in record.answers.items()}, {})
    _scores(flow, record, dlqi_words.said(record))


def _answers(flow: Flow, record: Questionnaire, given: Mapping[str, str], notes: Mapping[str, str]) -> None:
    is_entered = not record.answers or getattr(record, record.entered) is not None
    fields_table(flow, record, {"answered_on", *([record.entered] if is_entered else [])})
    if not record.answers:
        return
    asked = record.asked()
    high = -(-len(asked) // 2)
    head = (_("Item"), _("Answer"), _("Counts")) if notes else (_("Item"), _("Answer"), "")
    columns = [Column(part.share, words) for _half in range(2) for part, words in zip(HALF, head, strict=True)]
    rows = [[*_row(asked[n], given, notes), *_second(asked, n + high, given, notes)] for n in range(high)]
    flow.table(columns, rows)


def _second(asked: Sequence[str], number: int, given: Mapping[str, str], notes: Mapping[str, str]) -> list[Cell]:
    return _row(asked[number], given, notes) if number < len(asked) else [Cell("")] * len(HALF)


def _row(item: str, given: Mapping[str, str], notes: Mapping[str, str]) -> list[Cell]:
    answer = Cell(given[item]) if item in given else Cell(_("blank"), bold=True)
    return [Cell(item, bold=True), answer, Cell(notes.get(item, ""), ink=paper.GREY)]


def _scores(flow: Flow, record: Questionnaire, said: Said) -> None:
    flow.say(said.score, size=10.5, bold=True)
    for sentence in (said.scale, said.note):
        if sentence:
            flow.say(sentence)
    # A form without a score has said why already.
    if record.total_or_entered() is not None:
        queries(flow, record)
