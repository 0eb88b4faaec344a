"""What is measured at the bedside, described once for every form that holds it: label, unit, range, CDISC name."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from ucmsc_desktop.domain.items import Item, Problem
from ucmsc_desktop.text import N_, _

Weight = Annotated[
    Decimal | None, Item(label=N_("Body weight"), unit="kg", low=20, high=300, decimals=1, cdisc="VSTESTCD=WEIGHT")
]
Systolic = Annotated[
    int | None, Item(label=N_("Systolic pressure"), unit="mmHg", low=30, high=300, cdisc="VSTESTCD=SYSBP")
]
Diastolic = Annotated[
    int | None, Item(label=N_("Diastolic pressure"), unit="mmHg", low=10, high=200, cdisc="VSTESTCD=DIABP")
]
Pulse = Annotated[int | None, Item(label=N_("Pulse"), unit=N_("per min"), low=20, high=250, cdisc="VSTESTCD=PULSE")]
Respiration = Annotated[
    int | None, Item(label=N_("Respiration"), unit=N_("per min"), low=4, high=80, cdisc="VSTESTCD=RESP")
]
OxygenSaturation = Annotated[
    int | None, Item(label=N_("Oxygen saturation"), unit="%", low=40, high=100, cdisc="VSTESTCD=OXYSAT")
]
Temperature = Annotated[
    Decimal | None, Item(label=N_("Temperature"), unit="°C", low=30, high=45, decimals=1, cdisc="VSTESTCD=TEMP")
]


def pressure_problems(systolic: int | None, diastolic: int | None) -> list[Problem]:
    """A diastolic pressure that is not below the systolic one."""
    if systolic is not None and diastolic is not None and diastolic >= systolic:
        return [Problem("diastolic", _("The diastolic pressure is not below the systolic one."))]
    return []
