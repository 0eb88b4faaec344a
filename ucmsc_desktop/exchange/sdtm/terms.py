"""The submission values of CDISC for what the program keeps under codes of its own."""

from __future__ import annotations

from ucmsc_desktop.domain.adverse import Action, AeOutcome
from ucmsc_desktop.domain.infusion import Timepoint
from ucmsc_desktop.domain.lab.flags import Flag
from ucmsc_desktop.domain.medication import Purpose
from ucmsc_desktop.domain.medications import ROUTES
from ucmsc_desktop.domain.pasi import Sign
from ucmsc_desktop.domain.regions import Region

ACTIONS = {
    Action.NONE: "DOSE NOT CHANGED",
    Action.SLOWED: "DOSE RATE REDUCED",
    Action.PAUSED: "DRUG INTERRUPTED",
    Action.STOPPED: "DRUG INTERRUPTED",
    Action.NEXT_OMITTED: "DRUG INTERRUPTED",
    Action.WITHDRAWN: "DRUG WITHDRAWN",
}
OUTCOMES = {
    AeOutcome.RECOVERED: "RECOVERED/RESOLVED",
    AeOutcome.RECOVERING: "RECOVERING/RESOLVING",
    AeOutcome.NOT_RECOVERED: "NOT RECOVERED/NOT RESOLVED",
    AeOutcome.SEQUELAE: "RECOVERED/RESOLVED WITH SEQUELAE",
    AeOutcome.FATAL: "FATAL",
    AeOutcome.UNKNOWN: "UNKNOWN",
}
PURPOSES = {
    Purpose.PREMEDICATION: "PREMEDICATION",
    Purpose.CONCOMITANT: "CONCOMITANT",
    Purpose.EVENT: "FOR ADVERSE EVENT",
}
RANGES = {Flag.HIGH: "HIGH", Flag.LOW: "LOW", Flag.IN_RANGE: "NORMAL"}
TIME_POINTS = {
    Timepoint.BEFORE: "BEFORE INFUSION",
    Timepoint.DURING: "DURING INFUSION",
    Timepoint.END: "END OF INFUSION",
    Timepoint.AFTER: "AFTER INFUSION",
}
"""At a visit without an infusion there is no time point."""
_ROUTES = (
    *("ORAL", "INTRAVENOUS", "INTRAMUSCULAR", "SUBCUTANEOUS", "TOPICAL"),
    *("RESPIRATORY (INHALATION)", "OPHTHALMIC", "RECTAL"),
)
ROUTE_OF = dict(zip(ROUTES, _ROUTES, strict=True))
VITAL_SIGNS = {
    "SYSBP": ("Systolic Blood Pressure", "mmHg"),
    "DIABP": ("Diastolic Blood Pressure", "mmHg"),
    "PULSE": ("Pulse Rate", "beats/min"),
    "RESP": ("Respiratory Rate", "breaths/min"),
    "OXYSAT": ("Oxygen Saturation", "%"),
    "TEMP": ("Temperature", "C"),
    "WEIGHT": ("Weight", "kg"),
    "HEIGHT": ("Height", "cm"),
    "BMI": ("Body Mass Index", "kg/m2"),
}
"""Test names and units by test code."""
ANALYTE_NAMES = {
    "CA": "Calcium",
    "ALB": "Albumin",
    "AST": "Aspartate Aminotransferase",
    "ALT": "Alanine Aminotransferase",
    "CREAT": "Creatinine",
    "CYSTATC": "Cystatin C",
    "HGB": "Hemoglobin",
    "PLAT": "Platelets",
    "WBC": "Leukocytes",
    "HCG": "Choriogonadotropin",
    "AFP": "Alpha Fetoprotein",
    "CEA": "Carcinoembryonic Antigen",
    "CA19_9AG": "Cancer Antigen 19-9",
    "CA125AG": "Cancer Antigen 125",
    "CA15_3AG": "Cancer Antigen 15-3",
    "PSA": "Prostate Specific Antigen",
    "CYFRA211": "Cytokeratin 19 Fragment 21-1",
    "NSE": "Enolase 2",
}
_REGIONS = {
    Region.HEAD: "Head",
    Region.UPPER_LIMBS: "Up Extrem",
    Region.TRUNK: "Trunk",
    Region.LOWER_LIMBS: "Low Extrem",
}
_SIGNS = {
    Sign.ERYTHEMA: "Erythema/Redness",
    Sign.INDURATION: "Thickness/Induration",
    Sign.DESQUAMATION: "Desquamation/Scaling",
}
_PASI = "PASI03"


def _pasi_names() -> dict[str, str]:
    """The names of PASI0301 to PASI0329: four entries of each region, three sums of each region, the total."""
    entries = [f"{name}: {what}" for name in _REGIONS.values() for what in (*_SIGNS.values(), "Area Score")]
    sums = [
        f"{name}: {what}"
        for region, name in _REGIONS.items()
        for what in ("Sum of Scores", "Sum X Area", f"Sum X Area X 0.{region.weight}")
    ]
    names = [*entries, *sums, "Total Sum"]
    return {f"{_PASI}{number:02}": f"{_PASI}-{name}" for number, name in enumerate(names, 1)}


PASI_NAMES = _pasi_names()
PASI_SUMS = {
    region: tuple(f"{_PASI}{17 + 3 * place + number:02}" for number in range(3)) for place, region in enumerate(Region)
}
"""The test codes of a region's three sums: of the signs, times the area score, times the region's weight."""
PASI_AREAS = {region: f"{_PASI}{4 * place:02}" for place, region in enumerate(Region, 1)}
EPOCHS = ("SCREENING", "TREATMENT", "FOLLOW-UP")
NY = ("N", "Y")
