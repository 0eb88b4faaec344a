"""An infusion in words: doses in millions of cells, the working, how long it took, and what to look at twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from ucmsc_desktop import text
from ucmsc_desktop.domain import items
from ucmsc_desktop.domain.dose_class import DoseClass, dose_class
from ucmsc_desktop.domain.infusion import Infusion, LabelCounts, Timepoint, VitalSigns, rounded
from ucmsc_desktop.domain.items import Problem
from ucmsc_desktop.domain.protocol import DosePart
from ucmsc_desktop.text import N_, _

MILLION = 10**6
_SECONDS_SHOWN = 3600


def plain(value: Decimal) -> str:
    """A number without zeros at its end: `68.50` as `68.5`, `2000000` as it is."""
    shown = text.number_text(value)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def millions(count: Decimal) -> str:
    """A count in millions, exact and without zeros at its end: 136600000 as `136.6`."""
    return plain(count.scaleb(-6))


def million_cells(cells: Decimal) -> str:
    """A dose in words that cannot be misread: `137 million cells`, on one line."""
    return _("{number} million cells").format(number=millions(cells)).replace(" ", text.NO_BREAK_SPACE)


def working(record: Infusion, dose: DosePart) -> str:
    """How the dose comes about: `2 million cells per kg × 68.5 kg (weighed 30-Mar-2026)`."""
    per_kg = million_cells(record.cells_per_kg or dose.cells_per_kg)
    if record.weight_kg is None:
        return _("{dose} per kg × the body weight").format(dose=per_kg)
    weight = f"{plain(record.weight_kg)}{text.NO_BREAK_SPACE}kg"
    weighed = items.show_entry(record, "weighed_on") if record.weighed_on or "weighed_on" in record.missing else ""
    when = _("weighed {day}").format(day=weighed) if weighed else _("day of weighing open")
    return _("{dose} per kg × {weight} ({when})").format(dose=per_kg, weight=weight, when=when)


def concentration(record: Infusion) -> str:
    """The label's count in words, so that a zero too many is seen; for total cells with the viable part."""
    per_ml = record.cells_on_label_per_ml()
    if per_ml is None:
        return ""
    label = _("{number} million per mL").format(number=_per_ml(record, per_ml))
    viable = record.viable_per_ml()
    if record.label_counts is LabelCounts.TOTAL and viable is not None and record.viability_pct is not None:
        part = f"{plain(record.viability_pct)}{text.NO_BREAK_SPACE}%"
        return _("{label} × {part} viable = {viable} million viable per mL").format(
            label=label, part=part, viable=_two_decimals(viable / MILLION)
        )
    if record.label_counts is LabelCounts.TOTAL:
        return _("{label}; total cells need the viability").format(label=label)
    return label


def _per_ml(record: Infusion, per_ml: Fraction) -> str:
    """Millions in a mL: as written on the label, or from the count and the volume of the bag, which are named."""
    if record.bag_cells_million is None or not record.bag_volume_ml:
        return millions(rounded(per_ml, 0))
    return _("{cells} million in {volume} = {each}").format(
        cells=plain(record.bag_cells_million),
        volume=text.quantity(record.bag_volume_ml, "mL"),
        each=_two_decimals(per_ml / MILLION),
    )


def volume(record: Infusion) -> str:
    """The volume to give, such as `68.5 mL`; empty while it cannot be computed."""
    if record.volume_to_give_ml is None:
        return ""
    return f"{plain(record.volume_to_give_ml)}{text.NO_BREAK_SPACE}mL"


def given(record: Infusion) -> str:
    """The cells that were given, in millions to two decimals; empty while they cannot be computed."""
    shown = shown_given(record)
    return million_cells(shown) if shown is not None else ""


def shown_given(record: Infusion) -> Decimal | None:
    """The cells that were given as they are shown: rounded to a hundredth of a million."""
    if record.cells_given is None:
        return None
    return rounded(Fraction(record.cells_given) / MILLION, 2).scaleb(6)


def part_given(record: Infusion) -> str:
    """How much of the dose was given: `64 % of the dose`."""
    if record.part_given_pct is None:
        return ""
    return _("{part} of the dose").format(part=f"{plain(record.part_given_pct)}{text.NO_BREAK_SPACE}%")


def _two_decimals(number: Fraction) -> str:
    return plain(rounded(number, 2))


def lasted(seconds: int, *, exactly: bool = False) -> str:
    """A duration in words: `28 min 12 s`, from an hour on without seconds; `exactly` names 0 s too."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if seconds >= _SECONDS_SHOWN:
        words = _("{h} h {min} min").format(h=hours, min=minutes)
    else:
        words = (
            _("{min} min {s} s").format(min=minutes, s=left) if left or exactly else _("{min} min").format(min=minutes)
        )
    return words.replace(" ", text.NO_BREAK_SPACE)


def cautions(record: Infusion, dose: DosePart, today: date) -> list[Problem]:
    """What is possible and still to be looked at twice, by field: never blocked, never passed in silence."""
    return [*_before(record, dose, today), *_after(record, dose)]


def _before(record: Infusion, dose: DosePart, today: date) -> Iterator[Problem]:
    day = record.given_on or today
    if record.cells_per_kg is not None and record.cells_per_kg != dose.cells_per_kg:
        sentence = _("The protocol in force says {dose} per kg.").format(dose=million_cells(dose.cells_per_kg))
        yield Problem("cells_per_kg", sentence)
    if record.weighed_on is not None and (old := (day - record.weighed_on).days) > dose.weight_valid_days:
        allowed = text.ngettext("{n} day", "{n} days", dose.weight_valid_days).format(n=dose.weight_valid_days)
        sentence = _("The weight is {n} days old; the protocol allows {allowed}.").format(n=old, allowed=allowed)
        yield Problem("weighed_on", sentence)
    is_open = record.given_on is None or record.bag is not None
    if is_open and record.expires_on is not None and record.expires_on < day:
        sentence = _("The product expired on {day}.").format(day=text.date_text(record.expires_on))
        yield Problem("expires_on", sentence)


def _after(record: Infusion, dose: DosePart) -> Iterator[Problem]:
    tolerance = text.quantity(dose.tolerance_pct, "%")
    match dose_class(record.part_given(), dose.tolerance_pct):
        case DoseClass.NONE:
            yield Problem("volume_given_ml", _("Nothing of the dose was given."))
        case DoseClass.PARTIAL:
            sentence = _("Only {part} was given (tolerance {tolerance}).")
            yield Problem("volume_given_ml", sentence.format(part=part_given(record), tolerance=tolerance))
        case DoseClass.ABOVE:
            sentence = _("The volume given is more than {tolerance} above {volume}.")
            yield Problem("volume_given_ml", sentence.format(volume=volume(record), tolerance=tolerance))


VITAL_VALUES = ("systolic", "diastolic", "pulse", "respiration", "oxygen_saturation", "temperature")
"""The measured values of a set of vital signs, in the order in which they are taken."""

SHORT = {
    "systolic": N_("Systolic"),
    "diastolic": N_("Diastolic"),
    "oxygen_saturation": N_("SpO₂"),
}
"""Names of vital signs where there is no room for the whole one."""


def next_timepoint(log: Infusion | None, taken: Sequence[VitalSigns], at: datetime) -> Timepoint:
    """When a set that is taken at a moment belongs, from start and stop of the infusion."""
    if log is None or log.started_at is None or at < log.started_at:
        return Timepoint.BEFORE
    if log.stopped_at is None or at < log.stopped_at:
        return Timepoint.DURING
    ended = any(one.timepoint in (Timepoint.END, Timepoint.AFTER) for one in taken)
    return Timepoint.AFTER if ended else Timepoint.END


def baseline(taken: Sequence[VitalSigns]) -> VitalSigns | None:
    """The last set before the infusion, against which the later ones are read."""
    return next((one for one in reversed(taken) if one.timepoint is Timepoint.BEFORE), None)


def change(name: str, now: VitalSigns, before: VitalSigns | None) -> str:
    """The change of one vital sign against the set before the infusion, with its sign: `−19`; empty without one."""
    value, first = getattr(now, name), getattr(before, name) if before is not None else None
    if value is None or first is None or now is before:
        return ""
    shown = plain(Decimal(value - first))
    return f"+{shown}" if value > first else shown
