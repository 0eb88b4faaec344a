"""Records that the store's tests write."""

from datetime import date
from decimal import Decimal

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment, Sign
from ucmsc_desktop.domain.regions import Region

WEEK_0 = Key("P-001", "W0", "PASI")


def assessment(pct: int = 8, grade: int = 2) -> PasiAssessment:
    """A complete PASI with the same area and grade everywhere."""
    found = PasiAssessment(assessed_on=date(2026, 3, 2))
    for region in Region:
        found = found.covered(region, Decimal(pct))
        for sign in Sign:
            found = found.scored(region, sign, grade)
    return found


def regraded(record: PasiAssessment, grade: int) -> PasiAssessment:
    """The same with another redness of the trunk."""
    return msgspec.structs.replace(record, trunk_erythema=grade)
