"""Weight, height and vital signs at a visit without an infusion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Self

import msgspec

from ucmsc_desktop.domain.infusion import rounded
from ucmsc_desktop.domain.items import Item, Problem, Record
from ucmsc_desktop.domain.vital_values import Diastolic, Pulse, Systolic, Temperature, Weight, pressure_problems
from ucmsc_desktop.text import N_


class Measurements(Record, frozen=True, kw_only=True):
    """What is measured once at a visit."""

    form: ClassVar[str] = "MEASURES"
    title: ClassVar[str] = N_("Vital signs, weight and height")

    measured_on: Annotated[date | None, Item(label=N_("Measured on"), cdisc="VSDTC")] = None
    weight_kg: Weight = None
    height_cm: Annotated[
        Decimal | None, Item(label=N_("Height"), unit="cm", low=100, high=250, decimals=1, cdisc="VSTESTCD=HEIGHT")
    ] = None
    bmi: Annotated[
        Decimal | None, Item(label=N_("Body mass index"), unit="kg/m²", decimals=1, derived=True, cdisc="VSTESTCD=BMI")
    ] = None
    systolic: Systolic = None
    diastolic: Diastolic = None
    pulse: Pulse = None
    temperature: Temperature = None

    def derived(self) -> Self:
        """The measurements with the body mass index, in kg per square metre."""
        if not self.weight_kg or not self.height_cm:
            return msgspec.structs.replace(self, bmi=None)
        weight, height = Fraction(self.weight_kg), Fraction(self.height_cm) / 100
        return msgspec.structs.replace(self, bmi=rounded(weight / height**2, 1))

    def contradictions(self) -> list[Problem]:
        """A diastolic pressure that is not below the systolic one."""
        return pressure_problems(self.systolic, self.diastolic)
