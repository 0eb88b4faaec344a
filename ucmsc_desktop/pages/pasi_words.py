"""PASI in words: the working of a region, the words of the grades, the lines under which an assessor signs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.items import show_entry
from ucmsc_desktop.domain.palms import plain
from ucmsc_desktop.domain.pasi import AREA_BOUNDS, AreaCheck, AreaMethod, PasiEntries, Sign, area_grade
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.regions import Region, palms_of
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets.cards import Status

AREA = "area_pct"
PARTS = (AREA, *(sign.value for sign in Sign))
OPEN = "?"
_SHORT_METHODS = {AreaMethod.PICTURES: N_("picture"), AreaMethod.MAP: N_("map")}


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


def working(record: PasiEntries, region: Region) -> str:
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


def share_words(record: PasiEntries, region: Region) -> str:
    """A region's share of the total alone, for a column that is not worked on."""
    share = record.region_tenths(region)
    return text.tenths_text(share) if share is not None else OPEN


def area_words(record: PasiEntries, region: Region) -> str:
    """The area score of a region and how its % was found; what is asked for while it is open."""
    area = record.area(region)
    if area is None:
        return OPEN
    return " · ".join(part for part in (str(area), method_words(record, region)) if part)


def method_words(record: PasiEntries, region: Region) -> str:
    """How the % of a region was found."""
    method = getattr(record, f"{region}_area_method")
    return _(_SHORT_METHODS.get(method, method.label)) if method is not None else ""


class AreaLine(msgspec.Struct, frozen=True):
    """The one line about a region's area: its status and words, and the buttons that answer it."""

    status: Status = "plain"
    words: str = ""
    keep: str = ""
    use_map: str = ""


def area_line(record: PasiEntries, region: Region) -> AreaLine:
    """What there is to say about a region's area: asked once in amber, else what map and number say."""
    pct, painted, doubt = record.area_pct(region), record.map_pct(region), record.doubt(region)
    apart = painted is not None and painted != pct
    use_map = _("Use map (U)") if apart else ""
    if pct is None:
        return AreaLine("info", _("Map {map}").format(map=_percent(painted)), "", use_map) if apart else AreaLine()
    if doubt is not None:
        keep = _("Keep {pct} (Y)").format(pct=_percent(pct))
        return AreaLine("warn", _doubt_words(record, region, pct, painted), keep, use_map)
    check: AreaCheck | None = getattr(record, f"{region}_area_check")
    if check is not None:
        words = _("{pct}: {answer}").format(pct=_percent(pct), answer=_(check.label))
        return AreaLine("ok", words, "", use_map)
    if apart:
        words = _("Map {map} · {method} {pct}").format(
            map=_percent(painted), method=method_words(record, region), pct=_percent(pct)
        )
        return AreaLine("info", words, "", use_map)
    return AreaLine()


def _doubt_words(record: PasiEntries, region: Region, pct: Decimal, painted: Decimal | None) -> str:
    if painted is not None and record.doubt(region) is AreaCheck.DIFFERS:
        return _("Map {map} (grade {there}), {method} {pct} (grade {here}).").format(
            map=_percent(painted),
            there=area_grade(painted),
            method=method_words(record, region),
            pct=_percent(pct),
            here=area_grade(pct),
        )
    bound = min(AREA_BOUNDS, key=lambda each: abs(pct - each))
    begins, close = (
        _("{pct} is where grade {grade} begins."),
        _("{pct} is close to {bound}, where grade {grade} begins."),
    )
    return (begins if pct == bound else close).format(
        pct=_percent(pct), bound=_percent(bound), grade=area_grade(Decimal(bound))
    )


def _percent(pct: Decimal | int | None) -> str:
    return text.quantity(pct, "%") if pct is not None else OPEN


def total_so_far(record: PasiEntries) -> int:
    """The sum of the regions that are complete, in tenths."""
    return sum(share for region in Region if (share := record.region_tenths(region)) is not None)


def bsa_so_far(record: PasiEntries) -> Decimal:
    """Body surface area of the regions whose area is known, in %."""
    known = [palms_of(region, pct) for region in Region if (pct := record.area_pct(region)) is not None]
    return plain(sum(known, Decimal(0)))


def bsa_shown(record: PasiEntries) -> Decimal:
    """The same with one decimal, as it is read at a glance."""
    return plain(bsa_so_far(record).quantize(Decimal("0.1"), ROUND_HALF_UP))


def grade_words(protocol: Protocol, sign: Sign) -> list[str]:
    """What each grade of a sign stands for, in the words of the protocol."""
    return [_(words) for words in protocol.assessment.descriptors.get(sign, ())]


def summary(record: PasiEntries) -> list[str]:
    """What is signed, in six lines, and the notes when there are any."""
    lines = [_region_line(record, region) for region in Region]
    tenths, bsa = record.tenths(), record.bsa_pct()
    total = text.tenths_text(tenths) if tenths is not None else _("no score, because an entry was not observed")
    surface = text.quantity(bsa_so_far(record), "%") if bsa is not None else _("not known")
    lines.insert(0, _("PASI {total} · BSA {bsa}").format(total=total, bsa=surface))
    lines.append(_entry_line(record, "assessed_on"))
    if record.notes:
        lines.append(_entry_line(record, "notes"))
    return lines


def _entry_line(record: PasiEntries, name: str) -> str:
    label = items.fields(PasiEntries)[name].label
    return _("{label}: {value}").format(label=label, value=show_entry(record, name))


def _region_line(record: PasiEntries, region: Region) -> str:
    entries = [f"{part_label(part).lower()} {show_entry(record, field_of(region, part))}" for part in PARTS]
    line = _("{label}: {value}").format(label=_(region.label), value=", ".join(entries))
    if record.doubt(region) is None:
        return line
    return _("{line}. Not confirmed: {doubt}").format(line=line, doubt=area_line(record, region).words)
