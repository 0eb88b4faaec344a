"""From palms counted on the skin to the percentage of a region and back, without crossing a grade by rounding."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from ucmsc_desktop.domain.pasi import area_grade
from ucmsc_desktop.domain.regions import Region, palms_of

_TENTH = Decimal("0.1")


def pct_of_palms(region: Region, palms: Decimal) -> Decimal:
    """The % of a region, with one decimal, for palms counted (1 palm = 1 % of body surface by convention).

    One palm is 10, 5, 10/3 and 2.5 % of head, upper limbs, trunk and lower limbs. Where rounding half up would change
    the area score of the exact value, the neighbour that keeps it is taken. Raises ValueError outside the region.
    """
    exact = palms * 10 / region.weight
    grade = area_grade(exact)
    found = [exact.quantize(_TENTH, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)]
    return plain(next(pct for pct in found if area_grade(pct) == grade))


def palms_shown(region: Region, area_pct: Decimal) -> Decimal:
    """The palms of a % with one decimal, as a person counts them; what would round to nothing is shown in full."""
    exact = palms_of(region, area_pct)
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    return plain(exact if area_pct and not rounded else rounded)


def plain(value: Decimal) -> Decimal:
    """The same number without zeros behind its last decimal."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
