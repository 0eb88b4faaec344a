"""How laboratories write analytes and units, brought together with the analytes that the program knows."""

from __future__ import annotations

import re
import unicodedata

from ucmsc_desktop.domain.lab.analytes import ANALYTES, Analyte, Unit
from ucmsc_desktop.text import _

_FREELY_WRITTEN = re.compile(r"[^\w+]|_")
_IONISED = ("ionis", "ioniz", "离子钙", "游离钙")
_IONISED_CODES = ("caion", "ica", "freecalcium")


def plain_name(name: str) -> str:
    """A name without what writers choose freely: case, blanks, hyphens, full-width letters."""
    return _FREELY_WRITTEN.sub("", unicodedata.normalize("NFKC", name)).casefold()


def analyte_named(name: str) -> Analyte | None:
    """The analyte that a laboratory means by a name, an abbreviation or a CDISC code; None for an unknown one."""
    plain = plain_name(name)
    for analyte in ANALYTES.values():
        if plain in {plain_name(known) for known in (analyte.code, analyte.label, _(analyte.label), *analyte.names)}:
            return analyte
    return None


def name_of(code: str, label: str = "") -> str:
    """The name of an analyte on the screen: a known one's, else the site's own."""
    return _(ANALYTES[code].label) if code in ANALYTES else label or code


def is_ionised(name: str) -> bool:
    """Whether a name, a code or a unit means ionised calcium."""
    plain = plain_name(name)
    return plain in _IONISED_CODES or any(part in plain for part in _IONISED)


def ionised_refused() -> str:
    """Why ionised calcium is not entered."""
    return _(
        "This is ionised calcium, which is always below 2 mmol/L. The criterion is about total calcium: enter that one."
    )


def unit_named(analyte: Analyte, written: str) -> Unit | None:
    """The unit that a laboratory means; None when the analyte is not reported in it."""
    wanted = _plain_unit(written)
    return next((unit for unit in analyte.units if _plain_unit(unit.name) == wanted), None)


def _plain_unit(written: str) -> str:
    plain = unicodedata.normalize("NFKC", written).casefold().replace("μ", "u").replace(" ", "")
    plain = plain.replace("mcg", "ug").replace("iu/", "u/")
    return re.sub(r"^[x*×]?10[\^*e]*(?=\d)", "10^", plain)


def not_its_unit(analyte: Analyte, written: str) -> str:
    """The sentence about a unit that is not the analyte's."""
    units = _(", ").join(unit.name for unit in analyte.units)
    name = _(analyte.label)
    if not units:
        return _("{name}: there is no unit.").format(name=name)
    if not written:
        return _("{name}: no unit is given. It is reported in {units}.").format(name=name, units=units)
    return _("{name}: not reported in “{unit}”, but in {units}.").format(name=name, unit=written, units=units)
