"""The working of a dose: weight and cells per kg, viable cells, the volume of this bag, and how long it runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop import text
from ucmsc_desktop.domain import infusion_words as words
from ucmsc_desktop.domain.bedside import DoseCheck
from ucmsc_desktop.domain.infusion import MILLION, Infusion, LabelCounts, rounded
from ucmsc_desktop.domain.product import Bag
from ucmsc_desktop.domain.protocol import DosePart
from ucmsc_desktop.text import _

LABEL = {
    "label_counts": "label_counts",
    "cells_million": "cells_million",
    "bag_volume_ml": "volume_ml",
    "viability_pct": "viability_pct",
}
"""What the label of a bag says: the field of the check, and of the bag's own record."""
_HOUR_S = 3600


def log_of(check: DoseCheck, dose: DosePart, today: date, bag: Bag | None = None) -> Infusion:
    """The log of an infusion by what a check says, with donor and passage from the bag's own record."""
    return Infusion(
        given_on=today,
        weight_kg=check.weight_kg,
        weighed_on=check.weighed_at.date() if check.weighed_at is not None else None,
        cells_per_kg=dose.cells_per_kg,
        product=bag.product if bag is not None else None,
        lot=check.lot_read,
        donor=bag.donor if bag is not None else None,
        passage=bag.passage if bag is not None else None,
        expires_on=bag.expires_at.date() if bag is not None and bag.expires_at is not None else None,
        label_counts=check.label_counts,
        bag=check.unit_read,
        bag_cells_million=check.cells_million,
        bag_volume_ml=check.bag_volume_ml,
        viability_pct=check.viability_pct,
        rate_ml_h=check.rate_ml_h,
        line=check.line,
        line_filter=check.line_filter,
    ).derived()


def computed(check: DoseCheck, dose: DosePart) -> DoseCheck:
    """The check with dose and volume as the program computes them from its entries; open while they cannot be."""
    log = log_of(check, dose, date.min)
    volume = log.volume_exact()
    return msgspec.structs.replace(
        check,
        dose_million=_trimmed(rounded(Fraction(log.dose_cells) / MILLION, 3)) if log.dose_cells is not None else None,
        volume_ml=_trimmed(rounded(volume, 1)) if volume is not None else None,
    )


def _trimmed(number: Decimal) -> Decimal:
    """The same number without zeros at its end, which a dose never has."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if whole == number else number.normalize()


def duration_s(volume_ml: Fraction, rate_ml_h: Decimal) -> int:
    """Seconds that a volume takes at a rate above 0, rounded half up."""
    return int(rounded(volume_ml * _HOUR_S / Fraction(rate_ml_h), 0))


def working(check: DoseCheck, dose: DosePart) -> list[str]:
    """How dose, volume and duration come about, a line each, as far as the entries go."""
    log = log_of(check, dose, date.min)
    lines = [words.working(log, dose)]
    viable, volume = log.viable_per_ml(), log.volume_exact()
    if viable is not None:
        lines.append(_label_words(check, viable))
    if volume is not None and log.dose_cells is not None and viable is not None:
        lines.append(
            _("{dose} ÷ {viable} million per mL = {volume}").format(
                dose=words.million_cells(log.dose_cells), viable=_shown(viable / MILLION), volume=words.volume(log)
            )
        )
        if check.rate_ml_h:
            lasts = words.lasted(duration_s(volume, check.rate_ml_h))
            rate = text.quantity(check.rate_ml_h, _("mL per h"))
            lines.append(_("{volume} at {rate}: {time}").format(volume=words.volume(log), rate=rate, time=lasts))
    return [line.replace("÷ ", f"÷{text.NO_BREAK_SPACE}") for line in lines]


def _label_words(check: DoseCheck, viable: Fraction) -> str:
    cells, volume = check.cells_million or Decimal(0), text.quantity(check.bag_volume_ml or Decimal(0), "mL")
    said = {"cells": words.plain(cells), "volume": volume, "viable": _shown(viable / MILLION)}
    if check.label_counts is LabelCounts.TOTAL and check.viability_pct is not None:
        part = text.quantity(check.viability_pct, "%")
        total = _("{cells} million total cells × {part} viable in {volume} = {viable} million per mL")
        return total.format(part=part, **said)
    return _("{cells} million viable cells in {volume} = {viable} million per mL").format(**said)


def _shown(number: Fraction) -> str:
    """A number to four decimals, with a sign where that is not all of it."""
    near = rounded(number, 4)
    shown = words.plain(near)
    return shown if Fraction(near) == number else f"≈{text.NO_BREAK_SPACE}{shown}"


def stale(check: DoseCheck, dose: DosePart, bag: Bag | None) -> str:
    """That protocol or label say other than when a dose was checked, in a sentence; empty where they do not."""
    if check.dose_million is None or check.weight_kg is None:
        return ""
    if computed(check, dose).dose_million != check.dose_million:
        amended = _("The protocol says {cells} per kg now, and the dose was checked by another: enter it again.")
        return amended.format(cells=words.million_cells(dose.cells_per_kg))
    if bag is not None and any(getattr(check, name) != getattr(bag, source) for name, source in LABEL.items()):
        changed = _("The label of bag {unit} stands otherwise in the accountability log now: enter the checks again.")
        return changed.format(unit=bag.unit)
    return ""


def short_of(check: DoseCheck, dose: DosePart) -> str:
    """That the bag does not hold the dose, by more than is tolerated, in a sentence; empty where it does."""
    log = log_of(check, dose, date.min)
    volume = log.volume_exact()
    if volume is None or check.bag_volume_ml is None or not volume:
        return ""
    part = Fraction(check.bag_volume_ml) / volume
    if (1 - part) * 100 <= Fraction(dose.tolerance_pct):
        return ""
    held = text.quantity(check.bag_volume_ml, "mL")
    return _("The dose needs {volume} and the bag holds {held}.").format(volume=words.volume(log), held=held)
