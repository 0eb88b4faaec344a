"""Which place to write in a field gets on a blank form: by its kind, its range, its unit and its code words."""

from __future__ import annotations

from decimal import Decimal

from ucmsc_desktop import text
from ucmsc_desktop.domain.adverse import AdverseEvent
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.items import Field
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.shape import Kind, kind_of
from ucmsc_desktop.reports.write_in import DAY, TIME, Comb, Empty, Lines, Space, Ticks
from ucmsc_desktop.text import _

FEW = 7
"""So many whole numbers are boxes to tick; more are written as digits."""
MANY = 3
"""From so many answers on, a column of a table takes the number of the answer."""
LONGEST = 7
"""More digits than these are written on a line."""


def space_of(form: str, field: Field, protocol: Protocol) -> Space:
    """The place to write the value of a field of a form."""
    offered = _offered(form, field, protocol)
    if offered:
        return Ticks(offered)
    match kind_of(field):
        case Kind.CODE:
            return Ticks(tuple(_(code.label) for code in field.codes))
        case Kind.BOOLEAN:
            return Ticks((_("yes"), _("no")))
        case Kind.DATE | Kind.PARTIAL_DATE:
            return Comb(DAY, _("year-month-day"))
        case Kind.DATETIME:
            return Comb((*DAY, "  ", *TIME))
        case Kind.INTEGER | Kind.DECIMAL:
            return _number(field)
        case _:
            return Lines(3 if field.item.multiline else 1)


def in_table(form: str, field: Field, protocol: Protocol) -> Space:
    """The same in a narrow column of a table: what is not ticked is written, one of many answers as its number."""
    space = space_of(form, field, protocol)
    return space if isinstance(space, Ticks) and not numbered_answers(field) else Empty()


def numbered_answers(field: Field) -> str:
    """The answers of a code with their numbers, where they are too many for a column; else an empty text."""
    if len(field.codes) < MANY:
        return ""
    answers = [
        _("{number} {answer}").format(number=number, answer=_(code.label)) for number, code in enumerate(field.codes, 1)
    ]
    return _("{label}: {answers}.").format(label=field.label, answers=_(", ").join(answers))


def range_words(field: Field) -> str:
    """Which numbers a field takes, empty where that is not limited or is seen from its boxes."""
    low, high = field.item.low, field.item.high
    if field.codes or _is_few(field) or (low is None and high is None):
        return ""
    if high is None:
        return _("from {low}").format(low=text.number_text(Decimal(low or 0)))
    if low is None:
        return _("up to {high}").format(high=text.number_text(Decimal(high)))
    return _("{low} to {high}").format(low=text.number_text(Decimal(low)), high=text.number_text(Decimal(high)))


def _is_few(field: Field) -> bool:
    low, high = field.item.low, field.item.high
    return kind_of(field) is Kind.INTEGER and low is not None and high is not None and high - low < FEW


def _number(field: Field) -> Space:
    item, unit = field.item, _(field.item.unit)
    if _is_few(field):
        return Ticks(tuple(str(number) for number in range(int(item.low or 0), int(item.high or 0) + 1)))
    if item.high is None or len(str(int(item.high))) + item.decimals > LONGEST:
        return Lines(1, unit)
    whole = len(str(int(item.high)))
    return Comb((whole, ".", item.decimals) if item.decimals else (whole,), unit)


def _offered(form: str, field: Field, protocol: Protocol) -> tuple[str, ...]:
    """Answers that the protocol names and the field itself does not know."""
    if form == AdverseEvent.form and field.name == "relation":
        return tuple(_(level) for level in protocol.safety.causality_levels)
    if form == AdverseEvent.form and field.name == "ctcae_version":
        return (protocol.safety.ctcae_version, _("other: ______"))
    if form == GlobalAssessment.form and field.name == "global_grade":
        words = protocol.assessment.global_descriptors
        return tuple(f"{grade} {_(word)}" for grade, word in enumerate(words))
    return ()
