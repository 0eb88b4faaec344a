"""PASI in words: the working of a region, the words of the grades, the lines under which an assessor signs."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import show_entry
from ucmsc_desktop.domain.palms import plain
from ucmsc_desktop.domain.pasi import HIGHEST_AREA, PasiAssessment, Sign, area_grade
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region, palms_of
from ucmsc_desktop.text import _

AREA = "area_pct"
PARTS = (AREA, *(sign.value for sign in Sign))
OPEN = "?"


def field_of(region: Region, part: str) -> str:
    """The name of the field for the area or a sign of a region."""
    return f"{region}_{part}"


CELLS = tuple(field_of(region, part) for region in Region for part in PARTS)
"""The 16 entries in the order in which they are read and scored."""


def place_of(name: str) -> tuple[Region, str]:
    """The region and the part of an entry of the matrix."""
    index = CELLS.index(name)
    return list(Region)[index // len(PARTS)], PARTS[index % len(PARTS)]


def part_label(part: str) -> str:
    """The area or a sign in words."""
    return _("Area") if part == AREA else _(Sign(part).label)


def working(record: PasiAssessment, region: Region) -> str:
    """How a region's share comes about: `0.4 × (2 + 3 + ?) × 1`, with its result when nothing is open."""
    unobserved = [
        _("{label}: {value}").format(label=part_label(part), value=show_entry(record, field_of(region, part)))
        for part in PARTS
        if field_of(region, part) in record.missing
    ]
    if unobserved:
        return "; ".join(unobserved)
    signs = " + ".join(OPEN if grade is None else str(grade) for grade in record.signs(region))
    area = record.area(region)
    sides = f"{text.tenths_text(region.weight)} × ({signs}) × {OPEN if area is None else area}"
    share = record.region_tenths(region)
    return sides if share is None else f"{sides} = {text.tenths_text(share)}"


def area_words(record: PasiAssessment, region: Region) -> str:
    """The area score of a region and how its % was found; what is asked for while it is open."""
    area = record.area(region)
    if area is None:
        return _("% or palms")
    method = getattr(record, f"{region}_area_method")
    grade = _("grade {grade}").format(grade=area)
    return f"{grade} · {_(method.label)}" if method is not None else grade


def total_so_far(record: PasiAssessment) -> int:
    """The sum of the regions that are complete, in tenths."""
    return sum(share for region in Region if (share := record.region_tenths(region)) is not None)


def bsa_so_far(record: PasiAssessment) -> Decimal:
    """Body surface area of the regions whose area is known, in %."""
    known = [palms_of(region, pct) for region in Region if (pct := record.area_pct(region)) is not None]
    return plain(sum(known, Decimal(0)))


def area_bands() -> list[str]:
    """What each area score stands for, 0 to 6."""
    grades = [area_grade(Decimal(pct)) for pct in range(101)]
    first = [grades.index(grade) for grade in range(2, HIGHEST_AREA + 1)]
    middle = [_("{low} to under {high}").format(low=low, high=_percent(high)) for low, high in pairwise(first)]
    last = _("{low} to {high}").format(low=first[-1], high=_percent(100))
    return [_percent(0), _("under {high}").format(high=_percent(first[0])), *middle, last]


def _percent(value: int) -> str:
    return text.quantity(value, "%")


def grade_words(protocol: Protocol, part: str) -> list[str]:
    """What each grade of the area or of a sign stands for; the signs in the words of the protocol."""
    if part == AREA:
        return area_bands()
    return [_(words) for words in protocol.assessment.descriptors.get(part, ())]


def summary(record: PasiAssessment) -> list[str]:
    """What is signed, in six lines, and the notes when there are any."""
    lines = [_entry_line(record, "assessed_on")]
    lines += [_region_line(record, region) for region in Region]
    tenths, bsa = record.tenths(), record.bsa_pct()
    total = text.tenths_text(tenths) if tenths is not None else _("no score, because an entry was not observed")
    surface = text.quantity(bsa_so_far(record), "%") if bsa is not None else _("not known")
    lines.append(_("PASI {total} · BSA {bsa}").format(total=total, bsa=surface))
    if record.notes:
        lines.append(_entry_line(record, "notes"))
    return lines


def _entry_line(record: PasiAssessment, name: str) -> str:
    label = items.fields(PasiAssessment)[name].label
    return _("{label}: {value}").format(label=label, value=show_entry(record, name))


def _region_line(record: PasiAssessment, region: Region) -> str:
    entries = [f"{part_label(part).lower()} {show_entry(record, field_of(region, part))}" for part in PARTS]
    return _("{label}: {value}").format(label=_(region.label), value=", ".join(entries))
