"""The psoriasis area and severity index (Fredriksson and Pettersson 1978), kept as an integer number of tenths."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code, Item, MissingReason, Problem, Record, decimal_places
from ucmsc_desktop.domain.lesions import LesionMap
from ucmsc_desktop.domain.regions import Region, bsa_pct
from ucmsc_desktop.text import N_, _

HIGHEST_TENTHS = 720
HIGHEST_SIGN = 4
HIGHEST_AREA = 6
AREA_BOUNDS = (10, 30, 50, 70, 90)
"""The % at which the area scores 2 to 6 begin."""
NEAR_POINTS = 1
"""An area this many points from a bound, or fewer, is asked about once."""


class Sign(Code):
    """A sign of PASI, each graded 0 to 4 in each region."""

    ERYTHEMA = ("erythema", N_("Redness"))
    INDURATION = ("induration", N_("Thickness"))
    DESQUAMATION = ("desquamation", N_("Scaling"))


class AreaMethod(Code):
    """How the assessor came to the percentage of a region."""

    TYPED = ("typed", N_("typed"))
    PALMS = ("palms", N_("palms"))
    PICTURES = ("pictures", N_("pattern pictures"))
    MAP = ("map", N_("painted map"))
    GRADE = ("grade", N_("grade only"))


class AreaCheck(Code):
    """What the assessor was asked about the area of a region, and answered: the number stands."""

    DIFFERS = ("differs_from_map", N_("differs from the map by a grade, confirmed"))
    NEAR = ("near_boundary", N_("close to a grade boundary, confirmed"))
    UNANSWERED = ("unanswered", N_("asked about, signed without an answer"))


class ScoringMode(Code):
    """Whether earlier scores of the participant could be seen while this assessment was scored."""

    HIDDEN = ("hidden", N_("hidden until signed"))
    OPENED = ("opened", N_("opened before signing, with a reason"))
    SHOWN = ("shown", N_("shown, as the protocol says"))


def area_grade(area_pct: Decimal) -> int:
    """The area score 0 to 6 by half-open bands: 0, >0 to <10, to <30, to <50, to <70, to <90, 90 to 100 %.

    Raises ValueError outside 0 to 100.
    """
    if not (area_pct.is_finite() and 0 <= area_pct <= 100):
        raise ValueError(_("An area is 0 to 100 % of its region."))
    if area_pct == 0:
        return 0
    return 1 + sum(area_pct >= bound for bound in AREA_BOUNDS)


def region_tenths(region: Region, area: int, signs: Sequence[int]) -> int:
    """A region's share of PASI in tenths: weight x (E + I + D) x area score."""
    return region.weight * sum(signs) * area


@functools.cache
def reachable_tenths() -> frozenset[int]:
    """The totals, in tenths, that PASI can have: 697 of the 721 from 0 to 720."""
    products = {signs * area for signs in range(3 * HIGHEST_SIGN + 1) for area in range(HIGHEST_AREA + 1)}
    totals = {0}
    for region in Region:
        totals = {total + region.weight * product for total, product in itertools.product(totals, products)}
    return frozenset(totals)


def tenths(pasi: Decimal) -> int:
    """A written PASI total as tenths. Raises ValueError with a sentence when it is no PASI at all."""
    if not pasi.is_finite() or not 0 <= pasi <= HIGHEST_TENTHS // 10:
        raise ValueError(_("A PASI is 0 to 72."))
    if decimal_places(pasi) > 1:
        raise ValueError(_("A PASI has one decimal at most."))
    return int(pasi * 10)


def _area(cdisc: str, label: str) -> Item:
    return Item(label=label, low=0, high=HIGHEST_AREA, cdisc=f"RSTESTCD={cdisc}", derived=True)


def _pct(label: str) -> Item:
    return Item(label=label, unit="%", low=0, high=100, decimals=1, cdisc="SUPPRS.AREAPCT")


def _sign(cdisc: str, label: str) -> Item:
    return Item(label=label, low=0, high=HIGHEST_SIGN, cdisc=f"RSTESTCD={cdisc}")


def _method(label: str) -> Item:
    return Item(label=label, required=False, cdisc="SUPPRS.AREAMETH")


def _map_pct(label: str) -> Item:
    return Item(label=label, unit="%", low=0, high=100, decimals=1, required=False, derived=True, cdisc="SUPPRS.MAPPCT")


def _check(label: str) -> Item:
    return Item(label=label, required=False, cdisc="SUPPRS.AREACHK")


# The names of the fields by region, made once: they are looked up at every key press.
_SIGNS = {region: tuple(f"{region}_{sign}" for sign in Sign) for region in Region}
_AREA = {region: f"{region}_area" for region in Region}
_AREA_PCT = {region: f"{region}_area_pct" for region in Region}


class PasiEntries(Record, frozen=True, kw_only=True):
    """The 16 entries of PASI at one visit. Area is kept as % with how it was found; scores and total are derived."""

    rules: ClassVar[int] = 1

    assessed_on: Annotated[date | None, Item(label=N_("Date of assessment"), cdisc="RSDTC")] = None

    head_area_pct: Annotated[Decimal | None, _pct(N_("Head and neck, area"))] = None
    head_area_method: Annotated[AreaMethod | None, _method(N_("Head and neck, area found by"))] = None
    head_map_pct: Annotated[Decimal | None, _map_pct(N_("Head and neck, area on the map"))] = None
    head_area_check: Annotated[AreaCheck | None, _check(N_("Head and neck, area asked about"))] = None
    head_area: Annotated[int | None, _area("PASI0304", N_("Head and neck, area score"))] = None
    head_erythema: Annotated[int | None, _sign("PASI0301", N_("Head and neck, redness"))] = None
    head_induration: Annotated[int | None, _sign("PASI0302", N_("Head and neck, thickness"))] = None
    head_desquamation: Annotated[int | None, _sign("PASI0303", N_("Head and neck, scaling"))] = None

    upper_limbs_area_pct: Annotated[Decimal | None, _pct(N_("Upper limbs, area"))] = None
    upper_limbs_area_method: Annotated[AreaMethod | None, _method(N_("Upper limbs, area found by"))] = None
    upper_limbs_map_pct: Annotated[Decimal | None, _map_pct(N_("Upper limbs, area on the map"))] = None
    upper_limbs_area_check: Annotated[AreaCheck | None, _check(N_("Upper limbs, area asked about"))] = None
    upper_limbs_area: Annotated[int | None, _area("PASI0308", N_("Upper limbs, area score"))] = None
    upper_limbs_erythema: Annotated[int | None, _sign("PASI0305", N_("Upper limbs, redness"))] = None
    upper_limbs_induration: Annotated[int | None, _sign("PASI0306", N_("Upper limbs, thickness"))] = None
    upper_limbs_desquamation: Annotated[int | None, _sign("PASI0307", N_("Upper limbs, scaling"))] = None

    trunk_area_pct: Annotated[Decimal | None, _pct(N_("Trunk, area"))] = None
    trunk_area_method: Annotated[AreaMethod | None, _method(N_("Trunk, area found by"))] = None
    trunk_map_pct: Annotated[Decimal | None, _map_pct(N_("Trunk, area on the map"))] = None
    trunk_area_check: Annotated[AreaCheck | None, _check(N_("Trunk, area asked about"))] = None
    trunk_area: Annotated[int | None, _area("PASI0312", N_("Trunk, area score"))] = None
    trunk_erythema: Annotated[int | None, _sign("PASI0309", N_("Trunk, redness"))] = None
    trunk_induration: Annotated[int | None, _sign("PASI0310", N_("Trunk, thickness"))] = None
    trunk_desquamation: Annotated[int | None, _sign("PASI0311", N_("Trunk, scaling"))] = None

    lower_limbs_area_pct: Annotated[Decimal | None, _pct(N_("Lower limbs, area"))] = None
    lower_limbs_area_method: Annotated[AreaMethod | None, _method(N_("Lower limbs, area found by"))] = None
    lower_limbs_map_pct: Annotated[Decimal | None, _map_pct(N_("Lower limbs, area on the map"))] = None
    lower_limbs_area_check: Annotated[AreaCheck | None, _check(N_("Lower limbs, area asked about"))] = None
    lower_limbs_area: Annotated[int | None, _area("PASI0316", N_("Lower limbs, area score"))] = None
    lower_limbs_erythema: Annotated[int | None, _sign("PASI0313", N_("Lower limbs, redness"))] = None
    lower_limbs_induration: Annotated[int | None, _sign("PASI0314", N_("Lower limbs, thickness"))] = None
    lower_limbs_desquamation: Annotated[int | None, _sign("PASI0315", N_("Lower limbs, scaling"))] = None

    total_tenths: Annotated[
        int | None,
        Item(
            label=N_("PASI in tenths"),
            low=0,
            high=HIGHEST_TENTHS,
            required=False,
            derived=True,
            cdisc="RSTESTCD=PASI0329",
        ),
    ] = None
    lesion_map: Annotated[LesionMap | None, Item(label=N_("Lesion map"), required=False)] = None
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True, cdisc="RS.COVAL")] = None
    mode: Annotated[
        ScoringMode | None, Item(label=N_("Earlier scores while scoring"), required=False, cdisc="SUPPRS.SCORMODE")
    ] = None
    opened_because: Annotated[
        str | None, Item(label=N_("Earlier scores opened because"), required=False, cdisc="SUPPRS.OPENWHY")
    ] = None
    after_reveal: Annotated[
        bool | None,
        Item(label=N_("Changed after earlier scores were shown"), required=False, derived=True, cdisc="SUPPRS.AFTREVL"),
    ] = None

    def sign(self, region: Region, sign: Sign) -> int | None:
        """The grade of a sign in a region, None while it is open."""
        grade: int | None = getattr(self, f"{region}_{sign}")
        return grade

    def signs(self, region: Region) -> tuple[int | None, ...]:
        """The three grades of a region in the order of the form."""
        return tuple(getattr(self, name) for name in _SIGNS[region])

    def area_pct(self, region: Region) -> Decimal | None:
        """The involved part of a region in %, None while it is open."""
        pct: Decimal | None = getattr(self, _AREA_PCT[region])
        return pct

    def area(self, region: Region) -> int | None:
        """The area score of a region: from its % when that is known, else the score as recorded."""
        pct = self.area_pct(region)
        if pct is not None:
            return area_grade(pct)
        grade: int | None = getattr(self, _AREA[region])
        return grade

    def scored(self, region: Region, sign: Sign, grade: int | None) -> Self:
        """The assessment with one sign graded, or opened again by None. Raises ValueError outside 0 to 4."""
        if grade is not None and not 0 <= grade <= HIGHEST_SIGN:
            raise ValueError(_("A sign is graded 0 to 4."))
        name = f"{region}_{sign}"
        return msgspec.structs.replace(self, missing=self._missing_but(name, grade), **{name: grade})

    def covered(self, region: Region, area_pct: Decimal | None, method: AreaMethod = AreaMethod.TYPED) -> Self:
        """The assessment with the involved % of a region and how it was found. Raises ValueError outside 0 to 100 %."""
        grade = area_grade(area_pct) if area_pct is not None else None
        found_by = method if area_pct is not None else None
        values = {
            f"{region}_area_pct": area_pct,
            f"{region}_area": grade,
            f"{region}_area_method": found_by,
            f"{region}_area_check": None,
        }
        return msgspec.structs.replace(self, missing=self._missing_but(_AREA_PCT[region], area_pct), **values)

    def _missing_but(self, name: str, value: object) -> dict[str, MissingReason]:
        """The reasons for what is missing, without the one for an entry that has a value now."""
        if value is None or name not in self.missing:
            return self.missing
        return {other: why for other, why in self.missing.items() if other != name}

    def map_pct(self, region: Region) -> Decimal | None:
        """What the painted map gives for a region in %, None for a region without paint: it was not mapped."""
        pct: Decimal | None = getattr(self, f"{region}_map_pct")
        return pct

    def mapped(self, lesion_map: LesionMap | None, pcts: Mapping[Region, Decimal]) -> Self:
        """The assessment with a painted map and the % that it gives. It proposes the area until a number is given.

        A region whose area came from the map, or is open and has paint, follows the map; any other keeps its number.
        """
        found = msgspec.structs.replace(self, lesion_map=lesion_map)
        for region in Region:
            pct = (pcts.get(region) if lesion_map is not None else None) or None
            if pct == found.map_pct(region):
                continue
            found = msgspec.structs.replace(found, **{f"{region}_map_pct": pct, f"{region}_area_check": None})
            method: AreaMethod | None = getattr(found, f"{region}_area_method")
            if method is AreaMethod.MAP or (method is None and pct and found.area(region) is None):
                found = found.covered(region, pct, AreaMethod.MAP)
        return found

    def doubt(self, region: Region) -> AreaCheck | None:
        """What is to be asked about a region's area: another grade than the map's, or a % close to a bound.

        None when there is nothing to ask, or when it was answered. A region without paint was not mapped.
        """
        if getattr(self, f"{region}_area_check") not in (None, AreaCheck.UNANSWERED):
            return None
        pct, painted = self.area_pct(region), self.map_pct(region)
        if pct is None:
            return None
        if painted is not None and area_grade(painted) != area_grade(pct):
            return AreaCheck.DIFFERS
        return AreaCheck.NEAR if any(abs(pct - bound) <= NEAR_POINTS for bound in AREA_BOUNDS) else None

    def confirmed(self, region: Region) -> Self:
        """The assessment with the answer that the area of a region stands as it is."""
        return msgspec.structs.replace(self, **{f"{region}_area_check": self.doubt(region)})

    def left_unanswered(self) -> Self:
        """The assessment as it is signed: what was asked and not answered says so."""
        asked = {region: self.doubt(region) for region in Region}
        return msgspec.structs.replace(
            self,
            **{f"{region}_area_check": AreaCheck.UNANSWERED for region, doubt in asked.items() if doubt is not None},
        )

    def succeeding(self, before: Record, *, signed: bool) -> Self:
        """Mark a change of an assessment that was signed while earlier scores were hidden: they are known by now."""
        sealed = signed and isinstance(before, PasiEntries) and before.mode is ScoringMode.HIDDEN
        known = sealed or (isinstance(before, PasiEntries) and bool(before.after_reveal))
        return msgspec.structs.replace(self, after_reveal=True if known else None)

    def region_tenths(self, region: Region) -> int | None:
        """A region's share of the total in tenths, None while one of its four entries is open."""
        area = self.area(region)
        grades = [grade for grade in self.signs(region) if grade is not None]
        if area is None or len(grades) < len(Sign):
            return None
        return region_tenths(region, area, grades)

    def tenths(self) -> int | None:
        """The PASI in tenths, 0 to 720; None while an entry is missing: a missing item means no score."""
        shares = [share for region in Region if (share := self.region_tenths(region)) is not None]
        return sum(shares) if len(shares) == len(Region) else None

    def bsa_pct(self) -> Decimal | None:
        """Body surface area involved in %, None while a region's % is open."""
        return bsa_pct({region: self.area_pct(region) for region in Region})

    def derived(self) -> Self:
        """The assessment with area scores and total computed afresh."""
        areas = {_AREA[region]: self.area(region) for region in Region}
        return msgspec.structs.replace(self, total_tenths=self.tenths(), **areas)

    def contradictions(self) -> list[Problem]:
        """Area 0 with a sign above 0, and area above 0 with all signs 0."""
        return [
            Problem(f"{region}_area_pct", sentence) for region in Region if (sentence := self._contradiction(region))
        ]

    def _contradiction(self, region: Region) -> str:
        area, signs = self.area(region), self.signs(region)
        if area == 0 and any(signs):
            return _("{region}: the area is 0, yet a sign is above 0.").format(region=_(region.label))
        if area and all(grade == 0 for grade in signs):
            return _("{region}: the area is above 0, yet all signs are 0.").format(region=_(region.label))
        return ""


class PasiAssessment(PasiEntries, frozen=True, kw_only=True):
    """The PASI of a visit: the one that every reader of the trial counts."""

    form: ClassVar[str] = "PASI"
    title: ClassVar[str] = N_("Psoriasis area and severity index")


class IndependentPasi(PasiEntries, frozen=True, kw_only=True):
    """The same visit scored by a second person who does not see the first; it never counts as the visit's PASI."""

    form: ClassVar[str] = "PASI-2"
    title: ClassVar[str] = N_("Psoriasis area and severity index, second rater")


class HistoricalPasi(Record, frozen=True, kw_only=True):
    """A PASI total from an earlier record: no regional entries, its source said, its day counted from the baseline."""

    form: ClassVar[str] = "PASI-TOTAL"
    title: ClassVar[str] = N_("PASI total from an earlier record")

    day: Annotated[int | None, Item(label=N_("Day from baseline"), unit=N_("days"), cdisc="RSDY")] = None
    day_is_approximate: Annotated[
        bool | None, Item(label=N_("Day is approximate"), required=False, cdisc="SUPPRS.DYAPPROX")
    ] = None
    total_tenths: Annotated[
        int | None, Item(label=N_("PASI in tenths"), low=0, high=HIGHEST_TENTHS, cdisc="RSTESTCD=PASI0329")
    ] = None
    source: Annotated[str | None, Item(label=N_("Source"), cdisc="SUPPRS.SOURCE")] = None

    def tenths(self) -> int | None:
        """The PASI in tenths, 0 to 720; None when it was not observed."""
        return self.total_tenths

    def contradictions(self) -> list[Problem]:
        """A total that no entries can add up to: an error of transcription."""
        if self.total_tenths is None or self.total_tenths in reachable_tenths():
            return []
        total = text.tenths_text(self.total_tenths)
        return [Problem("total_tenths", _("A PASI of {total} cannot occur.").format(total=total))]
