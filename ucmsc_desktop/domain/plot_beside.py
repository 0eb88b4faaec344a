"""What is followed beside PASI: body surface area, the DLQI, and itch on the protocol's scale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop import text
from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import of_type
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.items import Field, fields
from ucmsc_desktop.domain.measures import Measure, Trace, Value
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.plot_source import Source
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import _

MM_PER_CM = 10
_SCALES = ("itch_cm", "itch_mm")


def bsa(source: Source) -> tuple[Trace, ...]:
    """The involved body surface of every assessment whose regions are all known in %."""
    values: list[Value] = []
    for point in source.course.points:
        kept = source.behind(point)
        pct = kept.record.bsa_pct() if kept is not None and isinstance(kept.record, PasiAssessment) else None
        if pct is not None:
            values.append(source.at_point(point, Fraction(pct), bsa_words(pct)))
    return (source.pasi_trace(_(Measure.BSA.label), values),)


def bsa_words(pct: Decimal) -> str:
    """Involved body surface in %, one decimal."""
    return text.quantity(rounded(Fraction(pct), 1), "%")


def dlqi(source: Source) -> tuple[Trace, ...]:
    """The total of every questionnaire that has one."""
    values = [
        source.at_record(kept, kept.record.answered_on, Fraction(total), str(total))
        for kept in of_type(source.records, Dlqi)
        if kept.record.answered_on is not None and (total := kept.record.total_or_entered()) is not None
    ]
    return (source.trace(_(Measure.DLQI.label), values, Dlqi.form),)


def itch_scale(protocol: Protocol) -> Field:
    """The field of the scale on which the protocol has itch marked."""
    name = next(name for name in _SCALES if name.endswith(protocol.assessment.itch_scale[-2:]))
    return fields(GlobalAssessment)[name]


def itch(source: Source) -> tuple[Trace, ...]:
    """Itch on the protocol's scale; a mark on the other one is converted exactly."""
    values: list[Value] = []
    for kept in of_type(source.records, GlobalAssessment):
        marked = itch_value(source.protocol, kept.record)
        if marked is not None and kept.record.assessed_on is not None:
            values.append(source.at_record(kept, kept.record.assessed_on, *marked))
    return (source.trace(_(Measure.ITCH.label), values, GlobalAssessment.form),)


def itch_value(protocol: Protocol, record: GlobalAssessment) -> tuple[Fraction, str] | None:
    """Itch on the protocol's scale and as it is written there; None where it was not marked."""
    own = itch_scale(protocol)
    value: Decimal | int | None = getattr(record, own.name)
    if value is not None:
        return Fraction(value), text.quantity(value, own.item.unit)
    made: Decimal | int | None = getattr(record, other_scale(protocol).name)
    if made is None:
        return None
    turned = Fraction(made) * (Fraction(1, MM_PER_CM) if own.item.unit == "cm" else MM_PER_CM)
    return turned, text.quantity(rounded(turned, own.item.decimals), own.item.unit)


def other_scale(protocol: Protocol) -> Field:
    """The field of the scale that the protocol does not use."""
    return fields(GlobalAssessment)[next(name for name in _SCALES if name != itch_scale(protocol).name)]
