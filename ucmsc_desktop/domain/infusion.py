"""One infusion of cells: dose from body weight, volume from the label, what was given, and the vital signs with it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain.items import Code, Item, Problem, Record
from ucmsc_desktop.domain.vital_values import (
    Diastolic,
    OxygenSaturation,
    Pulse,
    Respiration,
    Systolic,
    Temperature,
    Weight,
    pressure_problems,
)
from ucmsc_desktop.text import N_, _

MILLION = 1_000_000
CELLS_PER_KG = Decimal(2_000_000)
"""Viable cells per kg of body weight at each infusion (NCT03745417)."""


class LabelCounts(Code):
    """What the count on the product's label means."""

    VIABLE = ("viable", N_("viable cells"))
    TOTAL = ("total", N_("total cells"))


def dose_cells(weight_kg: Decimal, cells_per_kg: Decimal = CELLS_PER_KG) -> Decimal:
    """Viable cells to give. Raises ValueError when the weight is not above 0."""
    if not weight_kg.is_finite() or weight_kg <= 0:
        raise ValueError(_("A weight is above 0 kg."))
    cells = weight_kg * cells_per_kg
    whole = cells.to_integral_value()
    return whole if whole == cells else cells


def viable_cells_per_ml(
    cells_per_ml: Decimal | Fraction, counts: LabelCounts, viability_pct: Decimal | None
) -> Fraction:
    """Viable cells in a mL of the product; a label of total cells needs the viability in %. Raises ValueError."""
    if (isinstance(cells_per_ml, Decimal) and not cells_per_ml.is_finite()) or cells_per_ml <= 0:
        raise ValueError(_("A concentration is above 0 cells per mL."))
    if viability_pct is not None and not (viability_pct.is_finite() and 0 < viability_pct <= 100):
        raise ValueError(_("A viability is above 0 and at most 100 %."))
    if counts is LabelCounts.VIABLE:
        return Fraction(cells_per_ml)
    if viability_pct is None:
        raise ValueError(_("The label counts total cells: the viability is needed."))
    return Fraction(cells_per_ml) * Fraction(viability_pct) / 100


def viability_faults(counts: LabelCounts | None, viability_pct: Decimal | None) -> list[Problem]:
    """A label of total cells without a viability, and a viability that leaves no living cell."""
    if counts is LabelCounts.TOTAL and viability_pct is None:
        return [Problem("viability_pct", _("The label counts total cells: the viability is needed."))]
    if viability_pct == 0:
        return [Problem("viability_pct", _("A viability of 0 % leaves no living cell: check the label."))]
    return []


def volume_ml(viable_cells: Decimal, viable_per_ml: Fraction) -> Fraction:
    """The volume of product that holds a dose, exact."""
    return Fraction(viable_cells) / viable_per_ml


def cells_given(volume_given_ml: Decimal, viable_per_ml: Fraction) -> Fraction:
    """Viable cells in the volume that was given, exact."""
    return Fraction(volume_given_ml) * viable_per_ml


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction rounded half up, for a field that is written with so many decimals."""
    scaled, parts = value.numerator * 10**decimals, value.denominator
    whole = (2 * abs(scaled) + parts) // (2 * parts)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-decimals)


class Infusion(Record, frozen=True, kw_only=True):
    """The log of one infusion. Dose, volume to give, cells given and the part of the intended dose are derived."""

    form: ClassVar[str] = "INFUSION"
    title: ClassVar[str] = N_("Infusion log")

    given_on: Annotated[date | None, Item(label=N_("Date of infusion"), cdisc="ECSTDTC EXSTDTC")] = None
    weight_kg: Weight = None
    weighed_on: Annotated[date | None, Item(label=N_("Weighed on"), cdisc="VSDTC")] = None
    cells_per_kg: Annotated[
        Decimal | None,
        Item(
            label=N_("Cells per kg by protocol"), unit=N_("cells per kg"), low=1, required=False, cdisc="SUPPEC.CELLSKG"
        ),
    ] = None
    product: Annotated[str | None, Item(label=N_("Product"), cdisc="ECTRT EXTRT")] = None
    lot: Annotated[str | None, Item(label=N_("Lot"), cdisc="ECLOT EXLOT")] = None
    donor: Annotated[str | None, Item(label=N_("Donor code"), required=False, cdisc="SUPPEC.DONOR")] = None
    passage: Annotated[
        int | None, Item(label=N_("Passage"), low=0, high=99, required=False, cdisc="SUPPEC.PASSAGE")
    ] = None
    expires_on: Annotated[date | None, Item(label=N_("Expires on"), cdisc="SUPPEC.EXPIRES")] = None
    label_counts: Annotated[LabelCounts | None, Item(label=N_("The label counts"), cdisc="SUPPEC.LBLCOUNT")] = None
    cells_per_ml: Annotated[
        Decimal | None,
        Item(
            label=N_("Cells per mL on the label"),
            unit=N_("cells per mL"),
            low=1,
            required=False,
            cdisc="SUPPEC.CELLSML",
        ),
    ] = None
    bag: Annotated[str | None, Item(label=N_("Number of the bag"), required=False, cdisc="ECREFID")] = None
    bag_cells_million: Annotated[
        Decimal | None,
        Item(
            label=N_("Cells in the bag"),
            unit=N_("million cells"),
            high=100_000,
            decimals=3,
            required=False,
            cdisc="SUPPEC.BAGCELLS",
        ),
    ] = None
    bag_volume_ml: Annotated[
        Decimal | None,
        Item(label=N_("Volume of the bag"), unit="mL", high=2000, decimals=1, required=False, cdisc="SUPPEC.BAGVOL"),
    ] = None
    viability_pct: Annotated[
        Decimal | None,
        Item(
            label=N_("Viability"),
            unit="%",
            low=Decimal("0.1"),
            high=100,
            decimals=1,
            required=False,
            cdisc="SUPPEC.VIABLE",
        ),
    ] = None
    dose_cells: Annotated[
        Decimal | None,
        Item(label=N_("Dose"), unit=N_("viable cells"), decimals=2, derived=True, cdisc="ECDOSE[ECMOOD=SCHEDULED]"),
    ] = None
    volume_to_give_ml: Annotated[
        Decimal | None, Item(label=N_("Volume to give"), unit="mL", decimals=1, derived=True, cdisc="SUPPEC.VOLTOGIV")
    ] = None
    line: Annotated[str | None, Item(label=N_("Line"), required=False, cdisc="SUPPEC.LINE")] = None
    line_filter: Annotated[str | None, Item(label=N_("Filter"), required=False, cdisc="SUPPEC.FILTER")] = None
    rate_ml_h: Annotated[
        Decimal | None,
        Item(
            label=N_("Rate ordered"),
            unit=N_("mL per h"),
            low=0,
            high=2000,
            decimals=1,
            required=False,
            cdisc="SUPPEC.RATEORD",
        ),
    ] = None
    started_at: Annotated[datetime | None, Item(label=N_("Started at"), cdisc="ECSTDTC EXSTDTC")] = None
    stopped_at: Annotated[datetime | None, Item(label=N_("Stopped at"), cdisc="ECENDTC EXENDTC")] = None
    volume_given_ml: Annotated[
        Decimal | None, Item(label=N_("Volume given"), unit="mL", low=0, high=2000, decimals=1, cdisc="EXVAMT")
    ] = None
    cells_given: Annotated[
        Decimal | None,
        Item(label=N_("Cells given"), unit=N_("viable cells"), derived=True, cdisc="ECDOSE[ECMOOD=PERFORMED] EXDOSE"),
    ] = None
    part_given_pct: Annotated[
        Decimal | None,
        Item(label=N_("Part of the dose given"), unit="%", decimals=1, derived=True, cdisc="SUPPEC.PARTPCT"),
    ] = None
    flush_ml: Annotated[
        Decimal | None,
        Item(label=N_("Flush"), unit="mL", low=0, high=1000, decimals=1, required=False, cdisc="SUPPEC.FLUSH"),
    ] = None
    observed_until: Annotated[
        datetime | None, Item(label=N_("Observed until"), required=False, cdisc="SUPPEC.OBSUNTIL")
    ] = None
    left_well: Annotated[bool | None, Item(label=N_("Well when leaving"), required=False, cdisc="SUPPEC.LEFTWELL")] = (
        None
    )
    line_removed: Annotated[bool | None, Item(label=N_("Line removed"), required=False, cdisc="SUPPEC.LINEREM")] = None
    told_whom_to_call: Annotated[
        bool | None, Item(label=N_("Told whom to call"), required=False, cdisc="SUPPEC.TOLDCALL")
    ] = None
    reaction: Annotated[
        str | None, Item(label=N_("Reaction"), required=False, multiline=True, cdisc="SUPPEC.REACTION")
    ] = None
    reaction_at: Annotated[
        datetime | None, Item(label=N_("Reaction noticed at"), required=False, cdisc="SUPPEC.REACTAT")
    ] = None
    notes: Annotated[str | None, Item(label=N_("Notes"), required=False, multiline=True, cdisc="EC.COVAL")] = None

    def derived(self) -> Self:
        """The log with dose, volumes and cells computed afresh; what cannot be computed yet is open."""
        dose = self._dose()
        volume, given, part = self.volume_exact(), self._given(), self.part_given()
        return msgspec.structs.replace(
            self,
            dose_cells=dose,
            volume_to_give_ml=rounded(volume, 1) if volume is not None else None,
            cells_given=rounded(given, 0) if given is not None else None,
            part_given_pct=rounded(100 * part, 1) if part is not None else None,
        )

    def volume_exact(self) -> Fraction | None:
        """The volume that holds the dose, not rounded; None while it cannot be computed."""
        dose, per_ml = self._dose(), self.viable_per_ml()
        return volume_ml(dose, per_ml) if dose is not None and per_ml is not None else None

    def part_given(self) -> Fraction | None:
        """The part of the dose that was given, not rounded, 1 for all of it; None while it cannot be computed."""
        dose, per_ml, volume = self._dose(), self.viable_per_ml(), self.volume_given_ml
        if not dose or per_ml is None or volume is None:
            return None
        # One fraction of whole numbers: a cohort has thousands of infusions.
        (millilitres, in_ml), (cells, in_cell) = volume.as_integer_ratio(), dose.as_integer_ratio()
        return Fraction(millilitres * per_ml.numerator * in_cell, in_ml * per_ml.denominator * cells)

    def _given(self) -> Fraction | None:
        per_ml = self.viable_per_ml()
        if self.volume_given_ml is None or per_ml is None:
            return None
        return cells_given(self.volume_given_ml, per_ml)

    def _dose(self) -> Decimal | None:
        if self.weight_kg is None or self.weight_kg <= 0 or self.cells_per_kg is None:
            return None
        return dose_cells(self.weight_kg, self.cells_per_kg)

    def viable_per_ml(self) -> Fraction | None:
        """Viable cells in a mL by the label, not rounded; None while the label is not complete.

        The count and the volume of the bag come first: a concentration written on paper is mostly rounded.
        """
        per_ml = self.cells_on_label_per_ml()
        if per_ml is None or self.label_counts is None:
            return None
        try:
            return viable_cells_per_ml(per_ml, self.label_counts, self.viability_pct)
        except ValueError:
            return None

    def cells_on_label_per_ml(self) -> Fraction | None:
        """What the label counts in a mL, from count and volume of the bag or as written; None while neither is."""
        if self.bag_cells_million is not None and self.bag_volume_ml:
            return Fraction(self.bag_cells_million) * MILLION / Fraction(self.bag_volume_ml)
        return Fraction(self.cells_per_ml) if self.cells_per_ml is not None else None

    def contradictions(self) -> list[Problem]:
        """A stop before the start, a weight taken later, a product past its date, total cells without viability."""
        found = []
        if self.started_at and self.stopped_at and self.stopped_at <= self.started_at:
            found.append(Problem("stopped_at", _("The stop is not later than the start.")))
        if self.given_on and self.weighed_on and self.weighed_on > self.given_on:
            found.append(Problem("weighed_on", _("The weight was taken after the day of the infusion.")))
        # A bag of the accountability log passed the gate, which knows of a signed deviation.
        if self.bag is None and self.given_on and self.expires_on and self.expires_on < self.given_on:
            found.append(Problem("expires_on", _("The product had expired on the day of the infusion.")))
        found += viability_faults(self.label_counts, self.viability_pct)
        is_labelled = self.label_counts is not None and "cells_per_ml" not in self.missing
        if is_labelled and self.cells_on_label_per_ml() is None:
            found.append(
                Problem("cells_per_ml", _("Give the count of the label: per mL, or of the bag with its volume."))
            )
        if self.bag_volume_ml is not None and (self.volume_given_ml or 0) > self.bag_volume_ml:
            held = text.quantity(self.bag_volume_ml, "mL")
            sentence = _("More is given than the bag held ({volume}).").format(volume=held)
            found.append(Problem("volume_given_ml", sentence))
        return found


class Timepoint(Code):
    """When a set of vital signs belongs."""

    BEFORE = ("before", N_("before"))
    DURING = ("during", N_("during"))
    END = ("end", N_("at the end"))
    AFTER = ("after", N_("after"))
    VISIT = ("visit", N_("visit"))


class VitalSigns(Record, frozen=True, kw_only=True):
    """One set of vital signs, a record of its own so that each set is durable when it is taken."""

    form: ClassVar[str] = "VITALS"
    title: ClassVar[str] = N_("Vital signs")

    taken_at: Annotated[datetime | None, Item(label=N_("Taken at"), cdisc="VSDTC")] = None
    timepoint: Annotated[Timepoint | None, Item(label=N_("Time point"), cdisc="VSTPT")] = None
    planned_minutes: Annotated[
        int | None, Item(label=N_("Planned at minute"), unit="min", low=0, high=10080, cdisc="VSTPTNUM", required=False)
    ] = None
    """Minutes of the plan: after the start for a set during the infusion, after its end for one after it."""
    systolic: Systolic = None
    diastolic: Diastolic = None
    pulse: Pulse = None
    respiration: Respiration = None
    oxygen_saturation: OxygenSaturation = None
    temperature: Temperature = None

    def contradictions(self) -> list[Problem]:
        """A diastolic pressure that is not below the systolic one."""
        return pressure_problems(self.systolic, self.diastolic)
