"""The four body regions of PASI, their weights, and how palms and region percentages become body surface area."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.text import N_, _


class Region(Code):
    """A region of PASI.

    Neck belongs to the head, hands to the upper limbs, axillae and genitals to the trunk, buttocks and feet to the
    lower limbs.
    """

    HEAD = ("head", N_("Head and neck"))
    UPPER_LIMBS = ("upper_limbs", N_("Upper limbs"))
    TRUNK = ("trunk", N_("Trunk"))
    LOWER_LIMBS = ("lower_limbs", N_("Lower limbs"))

    @property
    def weight(self) -> int:
        """The region's weight in tenths: 1, 2, 3, 4 (Fredriksson and Pettersson 1978)."""
        return _WEIGHTS[self]

    @property
    def palms(self) -> int:
        """How many palms cover the region when one palm is 1 % of body surface: 10, 20, 30, 40."""
        return 10 * self.weight


_WEIGHTS = {region: weight for weight, region in enumerate(Region, 1)}


def palms_of(region: Region, area_pct: Decimal) -> Decimal:
    """Palms that correspond to a percentage of the region; exact."""
    return area_pct * region.weight / 10


def bsa_pct(area_pct: Mapping[Region, Decimal | None]) -> Decimal | None:
    """Body surface area involved in %, from the involved % of each region; None when a region is unknown.

    Raises ValueError outside 0 to 100.
    """
    return bsa_pct_of_palms({region: palms_of(region, pct) for region, pct in area_pct.items() if pct is not None})


def bsa_pct_of_palms(palms: Mapping[Region, Decimal | None]) -> Decimal | None:
    """Body surface area involved in %, from palms by region (1 palm = 1 % by convention); None when one is unknown.

    Raises ValueError for fewer palms than 0 or more than the region has.
    """
    known = {region: count for region in Region if (count := palms.get(region)) is not None}
    for region, count in known.items():
        if not (count.is_finite() and 0 <= count <= region.palms):
            raise ValueError(_("{region}: an area is 0 to 100 % of its region.").format(region=_(region.label)))
    return sum(known.values(), Decimal(0)) if len(known) == len(Region) else None
