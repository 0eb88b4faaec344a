"""Laboratory analytes with the units in which they are reported, and the exact factors between units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from ucmsc_desktop.text import N_


class Unit(msgspec.Struct, frozen=True):
    """A unit of one analyte: its name, and what a value in it is multiplied by for the analyte's first unit."""

    name: str
    factor: Fraction = Fraction(1)


class Analyte(msgspec.Struct, frozen=True):
    """One analyte under its CDISC code. The first unit is the one in which the protocol's limits are written."""

    code: str
    label: str
    units: tuple[Unit, ...] = ()
    names: tuple[str, ...] = ()
    """Further names and abbreviations under which reports carry it."""
    marker: bool = False
    """A tumour marker: judged against the laboratory's upper limit."""
    qualitative: bool = False
    """Answered as negative or positive, without a unit."""

    def unit(self, name: str) -> Unit | None:
        """The unit of a name, None when the analyte is not reported in it."""
        return next((unit for unit in self.units if unit.name == name), None)


def _per(divisor: str) -> Fraction:
    return 1 / Fraction(Decimal(divisor))


_COUNTS = (Unit("10^9/L"), Unit("/µL", Fraction(1, 1000)))
_ENZYMES = (Unit("U/L"),)
_MASSES = (Unit("ng/mL"), Unit("µg/L"))
_ACTIVITIES = (Unit("U/mL"), Unit("kU/L"))

# Factors by the clinical rules of the trial, section 4: calcium / 4.008, creatinine x 88.4, haemoglobin x 10.
ANALYTES: dict[str, Analyte] = {
    analyte.code: analyte
    for analyte in (
        Analyte("CA", N_("Calcium, total"), (Unit("mmol/L"), Unit("mg/dL", _per("4.008"))), ("calcium", "钙", "总钙")),
        Analyte("ALB", N_("Albumin"), (Unit("g/L"), Unit("g/dL", Fraction(10))), ("白蛋白",)),
        Analyte("AST", N_("AST"), _ENZYMES, ("got", "asat", "谷草转氨酶", "天门冬氨酸氨基转移酶")),
        Analyte("ALT", N_("ALT"), _ENZYMES, ("gpt", "alat", "谷丙转氨酶", "丙氨酸氨基转移酶")),
        Analyte(
            "CREAT", N_("Creatinine"), (Unit("µmol/L"), Unit("mg/dL", Fraction("88.4"))), ("crea", "cr", "scr", "肌酐")
        ),
        Analyte("CYSTATC", N_("Cystatin C"), (Unit("mg/L"),), ("cysc", "胱抑素C")),
        Analyte("HGB", N_("Haemoglobin"), (Unit("g/L"), Unit("g/dL", Fraction(10))), ("hemoglobin", "hb", "血红蛋白")),
        Analyte("PLAT", N_("Platelets"), _COUNTS, ("plt", "thrombocytes", "血小板", "血小板计数")),
        Analyte("WBC", N_("White cells"), _COUNTS, ("leukocytes", "leucocytes", "白细胞", "白细胞计数")),
        Analyte("HCG", N_("Pregnancy test"), (), ("beta hcg", "妊娠试验"), qualitative=True),
        Analyte("AFP", N_("AFP"), _MASSES, ("alpha fetoprotein", "甲胎蛋白"), marker=True),
        Analyte("CEA", N_("CEA"), _MASSES, ("carcinoembryonic antigen", "癌胚抗原"), marker=True),
        Analyte("CA19_9AG", N_("CA 19-9"), _ACTIVITIES, ("糖类抗原19-9",), marker=True),
        Analyte("CA125AG", N_("CA 125"), _ACTIVITIES, ("糖类抗原125",), marker=True),
        Analyte("CA15_3AG", N_("CA 15-3"), _ACTIVITIES, ("糖类抗原15-3",), marker=True),
        Analyte("PSA", N_("PSA, total"), _MASSES, ("psa", "total psa", "总前列腺特异性抗原"), marker=True),
        Analyte("CYFRA211", N_("CYFRA 21-1"), _MASSES, ("细胞角蛋白19片段",), marker=True),
        Analyte("NSE", N_("NSE"), _MASSES, ("neuron specific enolase", "神经元特异性烯醇化酶"), marker=True),
    )
}
"""The analytes that the trial's criteria name, and the usual tumour markers; others have a name of their own."""
